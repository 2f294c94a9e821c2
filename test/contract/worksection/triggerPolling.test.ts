import type { IDataObject } from 'n8n-workflow';

import { writeLink } from '../../../nodes/shared/sync/link';
import { account, actions, items, MINUTE, polls, titles } from './triggerWorld';

const at = account();
const { active, next } = polls(at);

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

	it('finds the link also when somebody wrote below it', async () => {
		const link = { system: 'NetHunt', id: 'r1' };
		const text = `Call\n${writeLink(link)}\n\nDone by phone. See [source:NetHunt/r2] too.`;
		const task = String(at.sandbox.act.createTask({ project: 26, title: 'Order', text }).id);
		const trigger = await active({ triggerOn: 'taskClosed' });
		at.sandbox.act.closeTask({ task });
		expect(await next(trigger)).toMatchObject([{ links: [link] }]);
	});

	it('begins at a date with all of its minute, since Worksection tells no seconds', async () => {
		at.sandbox.clock.set('2026-02-10T12:00:40Z');
		at.sandbox.act.createTask({ project: 26, title: 'After' });
		const trigger = at.trigger({ triggerOn: 'taskCreated', startWith: 'date', startDate: '2026-02-10T12:00:30Z' });
		const first = titles(items(await trigger.activate()));
		expect([...first, ...titles(await next(trigger))]).toEqual(['After']);
	});

	it('asks once when nothing happened, and twice when something did', async () => {
		const trigger = await active({ triggerOn: 'taskCreated' });
		await next(trigger);
		at.sandbox.requests.clear();
		await next(trigger);
		expect(actions(at)).toEqual(['get_events']);
		for (let index = 0; index < 250; index++) at.sandbox.act.createTask({ project: 26, title: `T${index}` });
		at.sandbox.requests.clear();
		expect(await next(trigger)).toHaveLength(250);
		expect(actions(at)).toEqual(['get_events', 'search_tasks', 'search_tasks']);
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
			{ event: 'taskClosed', id: task, record: { name: 'Order' }, sample: expect.stringContaining('Made up') },
		]);
		expect(await sampleOf({ triggerOn: 'fieldBecameValue', field: 'Status' })).toMatchObject([
			{ changes: { Status: { to: 'To Do' } } },
		]);
		at.sandbox.clock.advance(MINUTE);
		at.sandbox.act.closeTask({ task });
		at.sandbox.clock.advance(10 * 24 * 60 * MINUTE);
		const real = await sampleOf({ triggerOn: 'taskClosed' });
		expect(real).toMatchObject([{ occurredAt: '2026-02-10T12:01:00.000Z', record: { status: 'done' } }]);
		expect(real[0]).not.toHaveProperty('sample');
	});
});
