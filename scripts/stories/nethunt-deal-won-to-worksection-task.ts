import { netHuntStory } from '../../sandbox/nethunt';
import type { Sandbox } from '../../sandbox';
import type { Story } from './types';

const dealWon = 'nethunt-deal-won-to-worksection-task';
const taskClosed = 'worksection-task-closed-to-nethunt-field';
const projectName = 'Onboarding';
const pollEverySeconds = 5;

/** A choice from a list, as n8n keeps it. */
const chosen = (value: string, cachedResultName: string) => ({ __rl: true, mode: 'list', value, cachedResultName });

const folderOf = ({ nethunt }: Sandbox) => {
	const { id, name } = nethunt.store.folder(netHuntStory.folder);
	return chosen(id, name);
};

const projectOf = ({ worksection }: Sandbox) => {
	const project = [...worksection.store.projects.values()].find(({ name }) => name === projectName);
	if (!project) throw new Error(`The simulated Worksection has no project ${projectName}.`);
	return chosen(project.id, project.name);
};

export const dealWonToTask: Story = {
	name: dealWon,
	title: 'A won deal becomes a task; the closed task is reported in the deal',
	templates: [dealWon, taskClosed],
	vendors: ['nethunt', 'worksection'],

	patchNodes: (sandbox) => ({
		[dealWon]: {
			'n8n-nodes-crm-sync.netHuntTrigger': { pollEverySeconds, parameters: { folder: folderOf(sandbox) } },
			'n8n-nodes-crm-sync.worksection': { parameters: { project: projectOf(sandbox) } },
		},
		[taskClosed]: {
			'n8n-nodes-crm-sync.worksectionTrigger': { pollEverySeconds, parameters: { project: projectOf(sandbox) } },
			'n8n-nodes-crm-sync.netHunt': { parameters: { folder: folderOf(sandbox) } },
		},
	}),

	async play({ sandbox, step, wait, tell }) {
		const { nethunt, worksection } = sandbox;
		const { deal, field, from, to, answerField } = netHuntStory;
		const known = new Set(worksection.store.tasks.keys());

		await step(`In NetHunt the ${field} of the deal "${deal}" goes from ${from} to ${to}.`, () =>
			nethunt.act.setField({ record: deal, field, value: to }),
		);
		tell(`The template asks every five minutes; here n8n asks every ${pollEverySeconds} seconds.`);

		const task = await wait('In Worksection a task has appeared.', () =>
			[...worksection.store.tasks.values()].find(({ id }) => !known.has(id)),
		);
		const assignee = worksection.store.members.get(task.userTo);
		tell(`Title     ${task.name}`);
		tell(`Assignee  ${assignee ? `${assignee.firstName} ${assignee.lastName}` : 'nobody'}`);
		tell(`Dates     ${task.dateStart ?? 'no start'} to ${task.dateEnd ?? 'no end'}`);
		tell(`Priority  ${task.priority}`);
		tell(`Text      ${task.text.trimEnd().split('\n').join('\n          ')}`);

		await step('In Worksection the task is closed.', () => worksection.act.closeTask({ task: task.id }));

		const answer = await wait(`In NetHunt the deal's field "${answerField}" has been set.`, () => {
			const { fields } = nethunt.act.getRecord({ record: deal });
			return fields[answerField] as string | undefined;
		});
		tell(`${answerField}: ${answer}`);
	},
};
