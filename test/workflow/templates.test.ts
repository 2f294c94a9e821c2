import { netHuntStory } from '../../sandbox/nethunt';
import { dealWonToTask } from '../../scripts/stories/nethunt-deal-won-to-worksection-task';
import { startAutomation, templateOf, type Automation } from '../support/automation';
import { rooms } from '../support/rooms';
import type { PolledTrigger } from '../support/workflow';

const [WON, CLOSED] = dealWonToTask.templates as [string, string];

describe.each([false, true])('both templates on n8n-core, durable polling: %s', (durable) => {
	let automation: Automation;
	let won: PolledTrigger;
	let closed: PolledTrigger;

	beforeEach(async () => {
		automation = await startAutomation(rooms());
		const { harness, sandbox } = automation;
		won = harness.polled(templateOf(WON, dealWonToTask, sandbox), 'NetHunt deal is won', { durable });
		closed = harness.polled(templateOf(CLOSED, dealWonToTask, sandbox), 'Worksection task is closed', { durable });
		await won.activate();
		await closed.activate();
	});
	afterEach(async () => await automation.close());

	const tasks = () =>
		[...automation.sandbox.worksection.store.tasks.values()].filter(({ text }) =>
			text.includes(`[source:NetHunt/${netHuntStory.dealId}]`),
		);
	const win = () =>
		automation.sandbox.nethunt.act.setField({ record: netHuntStory.deal, field: 'Status', value: 'Won' });

	it('plays the whole story', async () => {
		win();
		const [batch] = (await won.poll()).batches;
		expect(batch!.json).toEqual([
			expect.objectContaining({
				event: 'fieldBecameValue',
				id: netHuntStory.dealId,
				changes: { Status: { from: 'Negotiation', to: 'Won' } },
			}),
		]);
		const created = await batch!.run();
		expect(created.error).toBeUndefined();
		const [task] = tasks();
		expect(task).toMatchObject({
			name: netHuntStory.deal,
			priority: 5,
			dateStart: expect.any(String),
			dateEnd: expect.any(String),
		});
		expect(task!.text).toContain('Amount: 4800');

		automation.sandbox.worksection.act.closeTask({ task: task!.id });
		const [end] = (await closed.poll()).batches;
		expect(end!.json[0]).toMatchObject({
			event: 'taskClosed',
			id: task!.id,
			links: [{ system: 'NetHunt', id: netHuntStory.dealId }],
		});
		const told = await end!.run();
		expect(told.error).toBeUndefined();
		expect(automation.sandbox.nethunt.act.getRecord({ record: netHuntStory.deal }).fields['Task state']).toBe('Done');
	});

	it('a run that failed after the task was made does not make a second one', async () => {
		win();
		const [batch] = (await won.poll()).batches;
		await batch!.run();
		won.restart();
		const [again] = (await won.poll()).batches;
		expect(again!.json[0]!.delivery).toMatchObject({ attempt: 2, redelivered: true });
		const second = await again!.run();
		expect(second.error).toBeUndefined();
		expect(tasks()).toHaveLength(1);
		const posts = automation.sandbox.worksection.requests.count({ action: 'post_task' });
		expect(posts).toBe(1);
	});

	it('an archived project: no task, and the run names the project', async () => {
		automation.sandbox.worksection.act.archiveProject({ project: 'Onboarding' });
		win();
		const [batch] = (await won.poll()).batches;
		const run = await batch!.run();
		expect(run.error?.message).toContain('Onboarding');
		expect(tasks()).toEqual([]);
	});

	it('tasks that no deal stands behind are left alone', async () => {
		automation.sandbox.worksection.act.createTask({ project: 'Onboarding', title: 'By hand' });
		const byHand = [...automation.sandbox.worksection.store.tasks.values()].find(({ name }) => name === 'By hand')!;
		automation.sandbox.worksection.act.closeTask({ task: byHand.id });
		const [batch] = (await closed.poll()).batches;
		automation.sandbox.nethunt.requests.clear();
		const run = await batch!.run();
		expect(run.error).toBeUndefined();
		expect(automation.sandbox.nethunt.requests.count()).toBe(0);
	});

	it('a manual run of the trigger shows real examples and moves nothing', async () => {
		const before = won.database;
		const { run } = await won.test();
		const items = run.data.resultData.runData['NetHunt deal is won']?.[0]?.data?.main?.[0] ?? [];
		expect(items[0]?.json).toMatchObject({
			event: 'fieldBecameValue',
			record: { fields: { Name: expect.any(String) } },
		});
		expect(won.database).toBe(before);
	});
});
