import type { IDataObject } from 'n8n-workflow';

import type { WorksectionSwitches } from '../../../sandbox/worksection';
import { writeLink } from '../../../nodes/shared/sync/link';
import type { PolledTrigger } from '../../support/workflow';
import { account, MINUTE, polls, titles } from './triggerWorld';

const at = account();
const { next } = polls(at);

/** Polls until nothing is left, as often as a trigger would at most. */
async function drain(trigger: PolledTrigger, times = 3): Promise<IDataObject[]> {
	const all: IDataObject[] = [];
	for (let poll = 0; poll < times; poll++) all.push(...(await next(trigger)));
	return all;
}

describe('a poll that fails', () => {
	const cases: Array<[string, object, RegExp]> = [
		['401', { status: 401 }, /did not accept the sign-in details/],
		['403', { status: 403 }, /does not allow this account to read the events/],
		['404', { status: 404 }, /found nothing when asked to read the events/],
		['HTML instead of JSON', { reply: 'html' }, /sent an answer that cannot be used/],
		['malformed JSON', { reply: 'malformed' }, /cannot be used when asked to read the events: it is no JSON/],
		['wrong types', { reply: 'wrongTypes' }, /does not have the documented form|without the documented form/],
		['an empty answer', { reply: 'empty' }, /cannot be used|documented form/],
		[
			'an event without a time',
			{ body: '{"status":"ok","data":[{"action":"post","object":{"type":"task","id":1}}]}' },
			/date_added/,
		],
	];

	it.each(cases)('on %s says why, and the next one delivers', async (_name, fault, message) => {
		const trigger = at.trigger({ triggerOn: 'taskCreated' });
		await trigger.activate();
		at.sandbox.act.createTask({ project: 26, title: 'Order' });
		at.sandbox.faults.inject({ match: { path: 'get_events' }, ...fault });
		at.sandbox.clock.advance(5 * MINUTE);
		const { batches, reported } = await trigger.poll();
		expect(batches).toEqual([]);
		expect(reported.map(({ message: told }) => told)).toEqual([expect.stringMatching(message)]);
		expect(JSON.stringify(reported)).not.toContain('sandbox-admin-key');
		at.sandbox.faults.clear();
		expect(titles(await drain(trigger))).toEqual(['Order']);
	});

	it.each([
		['429 with Retry-After', { status: 429, retryAfter: 0 }],
		['503', { status: 503 }],
		['a connection that breaks before', { reset: 'before' as const }],
		['a connection that breaks after', { reset: 'after' as const }],
		['a truncated answer', { reply: 'truncated' as const }],
	])('is tried again on %s', async (_name, fault) => {
		const trigger = at.trigger({ triggerOn: 'taskCreated' });
		await trigger.activate();
		at.sandbox.act.createTask({ project: 26, title: 'Order' });
		at.sandbox.faults.inject({ match: { path: 'get_events' }, ...fault });
		expect(titles(await drain(trigger, 2))).toEqual(['Order']);
	});

	it('loses nothing when the records cannot be read, and gives the same delivery ids', async () => {
		const trigger = at.trigger({ triggerOn: 'taskCreated' });
		await trigger.activate();
		at.sandbox.act.createTask({ project: 26, title: 'Order' });
		at.sandbox.faults.inject({ match: { path: 'search_tasks' }, status: 403 });
		at.sandbox.clock.advance(5 * MINUTE);
		expect((await trigger.poll()).reported).toHaveLength(1);
		at.sandbox.clock.advance(5 * MINUTE);
		const [batch] = (await trigger.poll()).batches;
		await batch!.fail();
		const [again] = (await trigger.poll()).batches;
		const id = (batch!.json[0]!.delivery as IDataObject).id;
		expect(again!.json[0]!.delivery).toEqual({ id, attempt: 2, redelivered: true });
	});
});

describe('what is not certain about the vendor', () => {
	const variants: Array<[string, Partial<WorksectionSwitches>]> = [
		['events come oldest first', { eventsOrder: 'oldest' }],
		['nothing changed is an empty list', { emptyNewOld: 'array' }],
		['nothing changed is left out', { emptyNewOld: 'omitted' }],
		['deleted tasks are told', { deleteInGetEvents: 'all' }],
		['texts come as HTML', { textReturned: 'html' }],
		['texts come with every row', { rowsWithoutText: false }],
		['markup in texts is escaped', { htmlInText: 'escape' }],
		['times are UTC, not as the credential says', { timesIn: 'utc' }],
		['empty lists are written out', { emptyListOmitsData: false }],
		['changed tags are told', { tagChangeWebhook: true }],
		['updates that change nothing are not told', { emptyUpdateEvents: false }],
		['an account has more events than fit one answer', { maxRows: 6 }],
	];

	it.each(variants)('holds when %s', async (_name, switches) => {
		Object.assign(at.sandbox.switches, switches);
		const { act } = at.sandbox;
		const text = `A < b\n${writeLink({ system: 'NetHunt', id: 'r1' })}`;
		const [first, second] = [26, 27].map((project) =>
			String(act.createTask({ project, title: `In ${project}`, text }).id),
		);
		const closed = at.trigger({ triggerOn: 'taskClosed' });
		await closed.activate();
		const updated = at.n8n.polled(
			{
				id: 'wf2',
				nodes: [
					{ name: 'Trigger', type: 'n8n-nodes-crm-sync.worksectionTrigger', parameters: { triggerOn: 'taskUpdated' } },
				],
			},
			'Trigger',
		);
		await updated.activate();
		for (const task of [first!, second!]) {
			act.editTask({ task, priority: 5 });
			act.editTask({ task, priority: 5 });
			act.closeTask({ task });
		}
		const told = await drain(closed);
		expect(titles(told).sort()).toEqual(['In 26', 'In 27']);
		expect(told.map(({ links }) => links)).toEqual([
			[{ system: 'NetHunt', id: 'r1' }],
			[{ system: 'NetHunt', id: 'r1' }],
		]);
		expect((await drain(updated)).map(({ changes }) => changes)).toEqual([
			{ Priority: { from: '1', to: '5' } },
			{ Priority: { from: '1', to: '5' } },
		]);
	});

	it.each([true, false])('an archived project is an update where Worksection tells it (%s)', async (told) => {
		at.sandbox.switches.projectStatusEvents = told;
		const trigger = at.trigger({ triggerOn: 'projectUpdated' });
		await trigger.activate();
		at.sandbox.act.archiveProject({ project: 26 });
		at.sandbox.act.editProject({ project: 27, title: 'Help' });
		expect(titles(await drain(trigger))).toEqual(told ? ['Sales', 'Help'] : ['Help']);
	});

	it.each([3_600_000, -3_600_000, 90_000])('holds when its Date header is off by %d ms', async (skewMs) => {
		at.sandbox.clock.skewMs = skewMs;
		const trigger = at.trigger({ triggerOn: 'taskCreated' });
		await trigger.activate();
		at.sandbox.act.createTask({ project: 26, title: 'One' });
		const told = await drain(trigger, 1);
		at.sandbox.act.createTask({ project: 26, title: 'Two' });
		expect(titles([...told, ...(await drain(trigger))])).toEqual(['One', 'Two']);
	});

	it('says what to do when an account has too many open tasks', async () => {
		at.sandbox.switches.maxRows = 2;
		for (let index = 0; index < 3; index++) at.sandbox.act.createTask({ project: 26, title: `T${index}` });
		const trigger = at.trigger({ triggerOn: 'fieldBecameValue', field: 'Status' });
		await expect(trigger.activate()).rejects.toThrow(/more rows than it gives out at once/);
	});

	it('makes up for a pause that is longer than the vendor remembers', async () => {
		const trigger = at.trigger({ triggerOn: 'taskClosed' });
		await trigger.activate();
		const tasks = [1, 2, 3].map((n) => String(at.sandbox.act.createTask({ project: 26, title: `T${n}` }).id));
		for (const task of tasks) {
			at.sandbox.clock.advance(15 * 24 * 60 * MINUTE);
			at.sandbox.act.closeTask({ task });
		}
		expect(titles(await drain(trigger))).toEqual(['T1', 'T2', 'T3']);
	});
});
