/** What is known of a project before tasks are created in it: two requests for a whole run, however many items it has. */
import { Fault } from '../../shared/fault';
import { settled, settledNow } from '../../shared/settled';
import { linkKey, type Link } from '../../shared/sync/link';
import type { WorksectionApi } from '../api';
import type { LinkedProject } from '../api/projects';
import type { LinkedTask } from '../api/tasks';
import { dayOf } from '../dates';
import { projectId } from '../ids';
import { linkOf, type SourceContext } from './content';
import { moment } from './holds';
import { linkedTasks, type Place } from './lookup';

export interface Ground {
	project: LinkedProject;
	place: Place;
	wholeRecord: boolean;
	/** When looking began, as `moment` tells it. */
	lookedAt: number;
	/** Tasks that exist already, by key of their link; those of this run are added. */
	found: Map<string, LinkedTask>;
	/** Keys that a dry run would create. */
	planned: Set<string>;
	/** Members of the project, in lower case. */
	emails: ReadonlySet<string>;
}

/** The key by which a source record is known in a project. */
export const keyIn = ({ read }: SourceContext, link: Link): string => linkKey(link, read.createOnce !== 'change');

/** Items that look for the same in the same project share a ground. */
const nameOf = ({ read }: SourceContext): string => `${projectId(read.project)} ${read.createOnce}`;

/** The ground of every project that the items name, or why nothing can be created there. */
export async function groundsOf(contexts: readonly SourceContext[]): Promise<Map<string, Ground | Fault>> {
	const wanted = new Map<string, { context: SourceContext; keys: Set<string> }>();
	for (const context of contexts) {
		// An item that cannot be understood is refused when it is planned.
		const one = settledNow(() => ({ name: nameOf(context), key: keyIn(context, linkOf(silenced(context))) }));
		if ('error' in one) continue;
		const { name, key } = one.value;
		const same = wanted.get(name);
		if (same) same.keys.add(key);
		else wanted.set(name, { context, keys: new Set([key]) });
	}
	const grounds = new Map<string, Ground | Fault>();
	for (const [name, { context, keys }] of wanted) {
		const outcome = await settled(async () => await groundOf(context, keys));
		if ('error' in outcome && !(outcome.error instanceof Fault)) throw outcome.error;
		grounds.set(name, 'value' in outcome ? outcome.value : (outcome.error as Fault));
	}
	return grounds;
}

/** @throws Fault why nothing can be created in the item's project */
export function groundFor(context: SourceContext, grounds: ReadonlyMap<string, Ground | Fault>): Ground {
	const ground = grounds.get(nameOf(context));
	if (ground instanceof Fault) throw ground;
	if (ground) return ground;
	linkOf(context);
	throw new Fault('misconfigured', 'The project was not looked at before the item was planned.');
}

async function groundOf({ api, read, startedAt }: SourceContext, keys: ReadonlySet<string>): Promise<Ground> {
	const project = await activeProject(api, projectId(read.project));
	const place: Place = { project: project.id, today: dayOf(startedAt, api.zone, 'Day of the Run') };
	const since = /^\d{4}-\d\d-\d\d/.exec(project.date_added ?? '')?.[0];
	if (since !== undefined) place.since = since;
	const wholeRecord = read.createOnce !== 'change';
	const lookedAt = moment();
	const emails = new Set((project.users ?? []).map(({ email }) => (email ?? '').toLowerCase()));
	return {
		project,
		place,
		wholeRecord,
		lookedAt,
		found: await linkedTasks(api, place, { keys, wholeRecord }),
		planned: new Set(),
		emails,
	};
}

const STATE: Record<string, string> = { archive: 'archived', archived: 'archived', pending: 'pending' };

/** Whether post_task would refuse an inactive project is not documented (worksection.md 3.1), so it is asked first. */
async function activeProject(api: WorksectionApi, id: string): Promise<LinkedProject> {
	const outcome = await settled(async () => await api.projects.get(id, ['users']));
	if ('value' in outcome) {
		const { name, status = 'active' } = outcome.value;
		if (status === 'active') return outcome.value;
		throw new Fault(
			'misconfigured',
			`Project "${name}" (${id}) is ${STATE[status] ?? status}: no task was created in it.`,
			{
				field: 'Project',
				advice: 'Activate the project in Worksection, or choose another one in the node.',
			},
		);
	}
	const { error } = outcome;
	if (!(error instanceof Fault) || error.kind !== 'notFound') throw error;
	throw new Fault('misconfigured', `Project ${id} is not in Worksection: no task was created in it.`, {
		field: 'Project',
		advice: 'It was deleted, or this credential may not see it. Choose a project from the list in the node.',
	});
}

const silenced = (context: SourceContext): SourceContext => {
	const quiet = Object.create(context) as { hint: SourceContext['hint'] };
	quiet.hint = () => {};
	return quiet as SourceContext;
};
