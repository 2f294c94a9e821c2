import type { IDataObject } from 'n8n-workflow';

import { writeLink } from '../../../nodes/shared/sync/link';
import type { WorksectionSwitches } from '../../../sandbox/worksection';
import { HookedNode } from './triggerHost';
import { account } from './triggerWorld';

const at = account();
let node: HookedNode;
beforeEach(async () => void (node = await new HookedNode(at.credential as IDataObject).listen()));
afterEach(async () => await node.close());

const items = () => node.runs.flat();
const auth = (user = node.stored!.user, password = node.stored!.password) =>
	`Basic ${Buffer.from(`${user as string}:${password as string}`).toString('base64')}`;

async function send(body: string, headers: Record<string, string> = {}) {
	const reply = await fetch(node.url, { method: 'POST', body, headers });
	return { status: reply.status, text: await reply.text() };
}

const event = (more: object = {}) => ({
	action: 'close',
	object: { type: 'task', id: 5, page: '/task/5/' },
	date_added: '2026-02-10 14:00',
	user_from: { id: 3002, email: 'ann@studio.example', name: 'Ann Hill' },
	new: [],
	old: [],
	...more,
});

describe('receiving', () => {
	it.each<Partial<WorksectionSwitches>>([
		{},
		{ webhookBody: 'object' },
		{ webhookIdsAs: 'number', pagePath: 'project' },
		{ emptyNewOld: 'array', webhookContentType: 'text/html' },
		{ webhookContentType: 'application/x-www-form-urlencoded' },
		{ webhookContentType: 'application/xml' },
		{ webhookGatherMs: 20 },
		{ webhookOutOfOrder: true },
		{ emptyUpdateEvents: false },
	])('gives items like those of the polling trigger (%j)', async (switches) => {
		Object.assign(at.sandbox.switches, switches);
		node.parameters.triggerOn = ['taskClosed', 'taskReopened', 'fieldBecameValue', 'commentCreated', 'projectUpdated'];
		Object.assign(node.parameters, { field: 'Priority', values: ['7'] });
		await node.activate();
		const { act } = at.sandbox;
		const text = writeLink({ system: 'NetHunt', id: 'r1' });
		const task = String(act.createTask({ project: 26, title: 'Order', text }).id);
		act.editTask({ task, priority: 7 });
		act.editTask({ task, priority: 7 });
		act.closeTask({ task });
		act.reopenTask({ task });
		act.addComment({ task, text: 'Hello' });
		act.editProject({ project: 26, title: 'Sales 2' });
		await act.settleWebhooks();
		await pollUntil(() => items().length >= 5);
		expect(at.sandbox.store.deliveries.every(({ ok }) => ok)).toBe(true);
		const byEvent = Object.fromEntries(items().map((item) => [item.event, item]));
		expect(Object.keys(byEvent).sort()).toEqual([...(node.parameters.triggerOn as string[])].sort());
		expect(byEvent.taskClosed).toMatchObject({
			id: task,
			occurredAt: '2026-02-10T12:00:00.000Z',
			by: { id: '3001' },
			taskId: task,
			record: { id: task, name: 'Order' },
			links: [{ system: 'NetHunt', id: 'r1' }],
			delivery: { attempt: 1, redelivered: false },
		});
		expect(byEvent.fieldBecameValue).toMatchObject({ changes: { Priority: { from: '1', to: '7' } } });
		expect(byEvent.commentCreated).toMatchObject({ record: { text: 'Hello', task: { id: task } } });
		expect(byEvent.projectUpdated).toMatchObject({ id: '26', record: { name: 'Sales 2' } });
	});

	it('answers before it reads the task, and says in the item when it cannot', async () => {
		await node.activate();
		const task = String(at.sandbox.act.createTask({ project: 26, title: 'Order' }).id);
		at.sandbox.faults.inject({ match: { path: 'search_tasks' }, status: 403, times: 9 });
		at.sandbox.switches.webhookTimeoutMs = 1_000;
		at.sandbox.act.closeTask({ task });
		await at.sandbox.act.settleWebhooks();
		await pollUntil(() => items().length > 0);
		expect(at.sandbox.store.deliveries.at(-1)).toMatchObject({ ok: true, status: 200 });
		expect(items()).toMatchObject([
			{ id: task, record: { id: task }, notRead: expect.stringContaining('does not allow') },
		]);
	});

	it.each([true, false])('hears of what the API wrote where Worksection tells it (%s)', async (told) => {
		at.sandbox.switches.ownWritesFireWebhooks = told;
		const api = await at.client();
		const ids = ['881', '882'];
		at.sandbox.seed({ tasks: ids.map((id) => ({ id, project: 26, title: id })) });
		await node.activate();
		await api.tasks.complete('881');
		at.sandbox.act.closeTask({ task: '882', by: 'ann@studio.example' });
		await at.sandbox.act.settleWebhooks();
		await pollUntil(() => items().length >= (told ? 2 : 1));
		expect(items().map(({ id }) => id)).toEqual(told ? ids : ['882']);
	});

	it('asks nothing where the task is not wanted, and gives equal events equal ids', async () => {
		Object.assign(node.parameters, { includeTask: false });
		at.sandbox.switches.webhookDuplicates = 1;
		await node.activate();
		const task = String(at.sandbox.act.createTask({ project: 26, title: 'Order' }).id);
		at.sandbox.act.closeTask({ task });
		at.sandbox.requests.clear();
		await at.sandbox.act.settleWebhooks();
		await pollUntil(() => items().length > 1);
		expect(at.sandbox.requests.entries).toEqual([]);
		const [one, other] = items();
		expect(one).toEqual(other);
		expect(one!.record).toEqual({ id: task });
	});

	it('refuses events with wrong credentials and answers everything else with OK', async () => {
		Object.assign(node.parameters, { includeTask: false });
		await node.activate();
		const body = JSON.stringify([event()]);
		expect(await send(body)).toMatchObject({ status: 401 });
		expect(await send(body, { Authorization: auth('n8n', 'guess') })).toMatchObject({ status: 401 });
		expect(node.runs).toEqual([]);
		for (const odd of [
			'',
			'[]',
			'{}',
			'null',
			'7',
			'"x"',
			'{',
			'<xml/>',
			'[null, 1, "a", []]',
			'{"__proto__":{"a":1}}',
		])
			expect(await send(odd, { 'Content-Type': 'application/json' })).toEqual({ status: 200, text: '{"status":"OK"}' });
		expect(node.runs).toEqual([]);
		expect(await send(body, { Authorization: auth() })).toEqual({ status: 200, text: '{"status":"OK"}' });
		await pollUntil(() => items().length > 0);
		expect(items()).toMatchObject([{ id: '5', taskId: '5', by: { id: '3002' } }]);
	});

	it('takes nothing from events that have not the documented form, and no more than a body may be', async () => {
		Object.assign(node.parameters, { includeTask: false, triggerOn: ['taskUpdated'] });
		await node.activate();
		const headers = { Authorization: auth() };
		const odd = [
			event({ action: 'update', object: { type: 'task', id: '5) or (1=1' } }),
			event({ action: 'update', object: 'task' }),
			event({ action: 7 }),
			event({ action: 'update', new: { title: 'same' }, old: { title: 'same' } }),
			event({ action: 'update', new: 'text' }),
			event({ action: 'update', date_added: 'soon', new: { toString: 'c', ['__proto__']: { polluted: 1 } } }),
		];
		expect((await send(JSON.stringify(odd), headers)).status).toBe(200);
		await pollUntil(() => items().length > 0);
		expect(items()).toMatchObject([{ id: '5', changes: { toString: { to: 'c' } } }]);
		expect(({} as { polluted?: number }).polluted).toBeUndefined();
		expect((await send(`[${' '.repeat(5 * 1024 * 1024)}]`, headers)).status).toBe(413);
	});

	it('answers OK without a run while n8n has not stored the registration', async () => {
		expect(await send(JSON.stringify([event()]))).toEqual({ status: 200, text: '{"status":"OK"}' });
		expect(node.runs).toEqual([]);
	});

	it('does not answer itself', async () => {
		Object.assign(node.parameters, { includeTask: false, ignoreUsers: ['ANN@studio.example'] });
		await node.activate();
		const theirs = event({ object: { type: 'task', id: 6 }, user_from: { id: 1, email: 'ben@studio.example' } });
		await send(JSON.stringify([event(), theirs]), { Authorization: auth() });
		await pollUntil(() => items().length > 0);
		expect(items().map(({ id }) => id)).toEqual(['6']);
	});
});

async function pollUntil(isDone: () => boolean): Promise<void> {
	for (let turn = 0; turn < 400 && !isDone(); turn++) await new Promise((resolve) => setTimeout(resolve, 10));
}
