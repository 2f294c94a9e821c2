import type { IDataObject } from 'n8n-workflow';

import { writeLink } from '../../../nodes/shared/sync/link';
import type { Polled, PolledTrigger } from '../../support/workflow';
import { fresh, MINUTE, TRIGGER, world, type World } from './triggerWorld';

let at: World;
beforeAll(async () => void (at = await world()));
afterAll(async () => {
	await at.n8n.dispose();
	await at.sandbox.close();
});
beforeEach(() => fresh(at));

const items = ({ batches }: Polled): IDataObject[] => batches.flatMap(({ json }) => json);
const actions = (): string[] => at.sandbox.requests.entries.map(({ action }) => action ?? '');

/** A poll five minutes later, whose runs succeed. */
async function next(trigger: PolledTrigger, ms = 5 * MINUTE): Promise<IDataObject[]> {
	at.sandbox.clock.advance(ms);
	const polled = await trigger.poll();
	for (const batch of polled.batches) await batch.succeed();
	expect(polled.reported).toEqual([]);
	return items(polled);
}

async function active(parameters: IDataObject): Promise<PolledTrigger> {
	const trigger = at.trigger(parameters as never);
	expect(items(await trigger.activate())).toEqual([]);
	return trigger;
}

describe('the Worksection trigger', () => {
	it('delivers a closed task with its text, its link and who closed it', async () => {
		const { act } = at.sandbox;
		const link = { system: 'NetHunt', id: 'r1', url: 'https://crm.example/r1' };
		const task = act.createTask({ project: 26, title: 'Order', text: `Call\n${writeLink(link)}` });
		const trigger = await active({ triggerOn: 'taskClosed' });
		at.sandbox.clock.advance(MINUTE);
		act.closeTask({ task: String(task.id), by: 'ann@studio.example' });
		const [item, ...others] = await next(trigger);
		expect(others).toEqual([]);
		expect(item).toMatchObject({
			event: 'taskClosed',
			id: task.id,
			occurredAt: '2026-02-10T12:01:00.000Z',
			by: { email: 'ann@studio.example', name: 'Ann Hill' },
			projectId: '26',
			record: { id: task.id, name: 'Order', status: 'done', link: `${at.sandbox.url}/project/26/${task.id}/` },
			links: [link],
			delivery: { attempt: 1, redelivered: false },
		});
		expect(await next(trigger)).toEqual([]);
	});

	it('asks once when nothing happened, and twice when something did', async () => {
		const trigger = await active({ triggerOn: 'taskCreated' });
		await next(trigger);
		at.sandbox.requests.clear();
		await next(trigger);
		expect(actions()).toEqual(['get_events']);
		for (let index = 0; index < 250; index++) at.sandbox.act.createTask({ project: 26, title: `T${index}` });
		at.sandbox.requests.clear();
		expect(await next(trigger)).toHaveLength(250);
		expect(actions()).toEqual(['get_events', 'search_tasks', 'search_tasks']);
	});

	it('tells what an update changed, in words of the screens', async () => {
		const task = at.sandbox.act.createTask({ project: 26, title: 'Order', dateEnd: '2026-03-01' });
		const trigger = await active({ triggerOn: 'taskUpdated' });
		at.sandbox.clock.advance(MINUTE);
		at.sandbox.act.editTask({
			task: String(task.id),
			title: 'Order 2',
			dateEnd: '',
			assignee: 'ann@studio.example',
			customFields: { '901': 'B' },
		});
		at.sandbox.act.editTask({ task: String(task.id), title: 'Order 2' });
		const [item, ...others] = await next(trigger);
		expect(others).toEqual([]);
		expect(item!.changes).toEqual({
			Title: { from: 'Order', to: 'Order 2' },
			'Due Date': { from: '2026-03-01', to: '' },
			Assignee: {
				from: expect.objectContaining({ email: 'NOONE' }),
				to: expect.objectContaining({ name: 'Ann Hill' }),
			},
			Contract: { from: '', to: 'B' },
		});
	});

	it('sees a task closed, reopened and closed again within one poll', async () => {
		const task = String(at.sandbox.act.createTask({ project: 26, title: 'Order' }).id);
		const closed = await active({ triggerOn: 'taskClosed' });
		const reopened = await active({ triggerOn: 'taskReopened' });
		at.sandbox.act.closeTask({ task });
		at.sandbox.act.reopenTask({ task });
		at.sandbox.act.closeTask({ task });
		const ids = (await next(closed)).map(({ delivery }) => (delivery as IDataObject).id);
		expect(new Set(ids).size).toBe(2);
		expect(await next(reopened)).toHaveLength(1);
		expect(await next(closed)).toEqual([]);
	});

	it('watches one project only', async () => {
		const trigger = await active({
			triggerOn: 'taskCreated',
			project: { __rl: true, mode: 'id', value: `${at.sandbox.url}/project/27/` },
		});
		at.sandbox.act.createTask({ project: 26, title: 'There' });
		at.sandbox.act.createTask({ project: 27, title: 'Here' });
		expect((await next(trigger)).map(({ record }) => (record as IDataObject).name)).toEqual(['Here']);
	});

	it('gives comments with their task, and projects', async () => {
		const task = at.sandbox.act.createTask({
			project: 26,
			title: 'Order',
			text: writeLink({ system: 'NetHunt', id: 'r1' }),
		});
		const comments = await active({ triggerOn: 'commentCreated' });
		const projects = await active({ triggerOn: 'projectUpdated' });
		const long = 'x'.repeat(5_000);
		at.sandbox.act.addComment({ task: String(task.id), text: 'Short' });
		at.sandbox.act.addComment({ task: String(task.id), text: long });
		at.sandbox.act.editProject({ project: 26, title: 'Sales 2' });
		const told = await next(comments);
		expect(told.map(({ record }) => (record as IDataObject).text)).toEqual(['Short', long]);
		expect(told[0]).toMatchObject({ record: { task: { name: 'Order' } }, links: [{ system: 'NetHunt', id: 'r1' }] });
		expect(await next(projects)).toMatchObject([
			{ id: '26', changes: { Title: { from: 'Sales', to: 'Sales 2' } }, record: { name: 'Sales 2' }, links: [] },
		]);
	});

	it('marks what is gone, and finds what was archived', async () => {
		const [gone, kept] = [1, 2].map((n) => String(at.sandbox.act.createTask({ project: 26, title: `T${n}` }).id));
		const trigger = await active({ triggerOn: 'taskClosed' });
		for (const task of [gone!, kept!]) at.sandbox.act.closeTask({ task });
		at.sandbox.act.deleteTask({ task: gone! });
		at.sandbox.act.archiveProject({ project: 26 });
		expect((await next(trigger)).map(({ record }) => record)).toEqual([
			{ id: gone, deleted: true },
			expect.objectContaining({ id: kept, name: 'T2' }),
		]);
	});

	it('does not answer itself', async () => {
		const trigger = await active({ triggerOn: 'taskCreated', ignoreUsers: ['Owner@studio.example'] });
		at.sandbox.act.createTask({ project: 26, title: 'Ours' });
		at.sandbox.act.createTask({ project: 26, title: 'Theirs', by: 'ann@studio.example' });
		expect((await next(trigger)).map(({ record }) => (record as IDataObject).name)).toEqual(['Theirs']);
	});
});

describe('Field or Status Became Value', () => {
	const status = { triggerOn: 'fieldBecameValue', field: 'Status', values: ['Accepted'] };

	it('compares tasks to see a status, with the one before it, also when the task is closed with it', async () => {
		const ids = [1, 2, 3].map((n) =>
			String(at.sandbox.act.createTask({ project: 26, title: `T${n}`, tags: ['In Work', 'Urgent'] }).id),
		);
		const sub = String(at.sandbox.act.createTask({ project: 26, parent: ids[2]!, title: 'Sub', tags: ['To Do'] }).id);
		const trigger = await active(status);
		at.sandbox.act.setStatusTag({ task: ids[0]!, tag: 'Accepted' });
		at.sandbox.act.setStatusTag({ task: ids[1]!, tag: 'To Do' });
		at.sandbox.act.setStatusTag({ task: sub, tag: 'Accepted' });
		at.sandbox.act.setStatusTag({ task: ids[2]!, tag: 'Accepted' });
		at.sandbox.act.closeTask({ task: sub });
		at.sandbox.act.closeTask({ task: ids[2]! });
		const told = await next(trigger);
		expect(told.map(({ id, changes }) => [id, changes]).sort()).toEqual(
			[
				[ids[0], { Status: { from: 'In Work', to: 'Accepted' } }],
				[ids[2], { Status: { from: 'In Work', to: 'Accepted' } }],
				[sub, { Status: { from: 'To Do', to: 'Accepted' } }],
			].sort(),
		);
		at.sandbox.act.reopenTask({ task: ids[2]! });
		at.sandbox.requests.clear();
		expect(await next(trigger)).toEqual([]);
		expect(actions()).toEqual(['get_all_tasks']);
		at.sandbox.act.setStatusTag({ task: ids[0]!, tag: 'In Work' });
		at.sandbox.act.setStatusTag({ task: ids[0]!, tag: 'Accepted' });
		at.sandbox.act.createTask({ project: 26, title: 'New', tags: ['Accepted'] });
		expect((await next(trigger)).map(({ record }) => (record as IDataObject).name)).toEqual(['New']);
	});

	it('reads other fields from events, by whatever name a person knows the value', async () => {
		for (const value of ['ann@studio.example', 'Ann Hill', '3002']) {
			const trigger = await active({ triggerOn: 'fieldBecameValue', field: 'Assignee', otherValues: [value] });
			const task = String(at.sandbox.act.createTask({ project: 26, title: 'T', assignee: 'ANY' }).id);
			at.sandbox.act.editTask({ task, assignee: 'ann@studio.example' });
			at.sandbox.act.editTask({ task, priority: 7 });
			at.sandbox.act.createTask({ project: 26, title: 'Born so', assignee: 'ann@studio.example' });
			expect((await next(trigger)).map(({ record }) => (record as IDataObject).name)).toEqual(['T', 'Born so']);
		}
	});

	it('refuses to begin at a date where the vendor remembers nothing', async () => {
		const trigger = at.trigger({ ...status, startWith: 'date', startDate: '2026-02-01' });
		await expect(trigger.activate()).rejects.toThrow('does not remember when a task got its Status');
	});

	it('suggests fields and values', async () => {
		const options = async (method: string, parameters = {}) =>
			(await at.n8n.loadOptions(TRIGGER, method, { parameters: { authentication: 'apiKey', ...parameters } })).map(
				({ value }) => value,
			);
		expect(await options('getTriggerFields')).toEqual(expect.arrayContaining(['Status', 'Due Date', 'Contract']));
		expect(await options('getWebhookFields')).not.toContain('Status');
		expect(await options('getTriggerValues', { field: 'Status' })).toEqual(['Accepted', 'In Work', 'To Do']);
		expect(await options('getTriggerValues', { field: 'Labels' })).toEqual(['Urgent']);
		expect(await options('getTriggerValues', { field: 'Assignee' })).toContain('ann@studio.example');
		expect(await options('getTriggerValues', { field: 'Priority' })).toHaveLength(11);
		expect(await options('getTriggerValues', { field: 'Contract' })).toEqual(['A', 'B']);
		const { results } = await at.n8n.listSearch(TRIGGER, 'searchTriggerProjects', {
			filter: 'sal',
			parameters: { authentication: 'apiKey' },
		});
		expect(results).toMatchObject([{ name: 'Sales', value: '26' }]);
	});
});

describe('a run by hand', () => {
	const sampleOf = async (parameters: IDataObject) => (await at.trigger(parameters as never).test()).json('Trigger');

	it('shows recent events, else tasks as they are, else says so', async () => {
		expect(
			JSON.stringify(
				await at
					.trigger({ triggerOn: 'taskClosed' })
					.test()
					.then(({ error }) => error?.message),
			),
		).toMatch(/nothing yet that could serve/);
		const task = String(at.sandbox.act.createTask({ project: 26, title: 'Order', tags: ['To Do'] }).id);
		expect(await sampleOf({ triggerOn: 'taskClosed' })).toMatchObject([
			{ event: 'taskClosed', id: task, record: { name: 'Order' } },
		]);
		expect(await sampleOf({ triggerOn: 'fieldBecameValue', field: 'Status' })).toMatchObject([
			{ changes: { Status: { to: 'To Do' } } },
		]);
		at.sandbox.clock.advance(MINUTE);
		at.sandbox.act.closeTask({ task });
		at.sandbox.clock.advance(10 * 24 * 60 * MINUTE);
		expect(await sampleOf({ triggerOn: 'taskClosed' })).toMatchObject([
			{ occurredAt: '2026-02-10T12:01:00.000Z', record: { status: 'done' } },
		]);
	});
});
