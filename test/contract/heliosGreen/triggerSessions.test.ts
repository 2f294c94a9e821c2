/** What a poll leaves behind: no session, nothing to write where nothing is new, and no change lost when it fails. */
import { openHeliosGreen } from '../../../nodes/HeliosGreen/open';
import type { HeliosGreenSimulator } from '../../../sandbox/heliosGreen';
import { idsOf, JANA, MINUTE, Trigger } from './triggerWorld';
import { all, contacts, failure, fill, hostFor, startWorld } from './world';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let sim: HeliosGreenSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

const move = (record: number, funkce: string) => sim.act.edit({ record, values: { funkce } });
const eachMode = Object.entries({
	'by the updated column': {},
	'by comparing': { template: String(contacts.withoutUpdated), updatedColumn: '' },
});

describe.each(eachMode)('%s', (_mode, parameters) => {
	test('a poll without news leaves the state as it was', async () => {
		const trigger = await new Trigger(sim, parameters).begun();
		move(JANA, 'Vedoucí');
		await trigger.poll();
		sim.clock.advance(MINUTE);
		await trigger.poll();
		const before = structuredClone(trigger.memory);
		for (let poll = 0; poll < 3; poll++) {
			sim.clock.advance(5 * MINUTE);
			expect(await trigger.poll()).toEqual([]);
			expect(trigger.memory).toStrictEqual(before);
		}
	});

	test('without a free licence nothing is lost: the next poll has it', async () => {
		const trigger = await new Trigger(sim, parameters).begun();
		move(JANA, 'Vedoucí');
		const other = await openHeliosGreen(hostFor(sim));
		await all(other.browse({ folder: String(contacts.folder), template: String(contacts.template) }));
		sim.switches.maxSessions = 1;
		const context = trigger.context();
		const error = await failure(trigger.node.poll.call(context));
		expect(error.message).toContain('no free licence');
		expect(error).toMatchObject({ failure: { cause: 'temporarily-unavailable' } });
		expect(await trigger.node.poll.call(context)).toBeNull();
		await other.close();
		expect(idsOf(await trigger.poll())).toEqual([JANA]);
	});

	test.each(['html', 'malformed', 'truncated', 'empty'] as const)(
		'signs off after an answer that is %s',
		async (reply) => {
			const trigger = await new Trigger(sim, parameters).begun();
			move(JANA, 'Vedoucí');
			sim.faults.inject({ match: { path: 'BROWSE' }, reply, times: Infinity });
			await failure(trigger.poll());
			sim.faults.clear();
			expect(idsOf(await trigger.poll())).toEqual([JANA]);
		},
	);

	test.each([
		{ switches: {} },
		{ switches: { definition: false } },
		{ switches: { definition: false, rowsAs: 'elements', nullAs: 'absent' } },
	])('a watched column that is renamed is named, and loses nothing: %j', async ({ switches }) => {
		Object.assign(sim.switches, switches);
		const template = Number((parameters as { template?: string }).template ?? contacts.template);
		const trigger = await new Trigger(sim, { ...parameters, columns: ['position'] }).begun();
		move(JANA, 'Vedoucí');
		sim.act.removeColumn({ template, alias: 'position' });
		sim.act.addColumn({ template, alias: 'pozice', attribute: 'funkce' });
		const error = await failure(trigger.poll());
		expect(error.message).toContain('no column "position", which "Columns" names');
		expect(error.description).toContain('pozice');
		sim.act.addColumn({ template, alias: 'position', attribute: 'funkce' });
		expect(idsOf(await trigger.poll())).toEqual([JANA]);
	});

	test('a test event that is cancelled signs off', async () => {
		sim.act.grow({ folder: contacts.folder, count: 50 });
		const cancelled = new AbortController();
		const more = {
			...parameters,
			triggerOn: 'columnBecameValue',
			column: 'position',
			values: ['x'],
			reading: { pageSize: 5 },
		};
		const trigger = new Trigger(sim, more, { signal: cancelled.signal });
		trigger.mode = 'manual';
		const timer = setInterval(() => sim.requests.count({ action: 'BROWSE' }) >= 3 && cancelled.abort(), 0);
		await failure(trigger.poll());
		clearInterval(timer);
		expect(sim.requests.count({ action: 'LogOff' })).toBe(1);
	});
});

test('a run that fails for want of a licence is held against no change', async () => {
	const trigger = await new Trigger(sim, { options: { maxAttempts: 1 } }).begun();
	move(JANA, 'Vedoucí');
	trigger.status = 'error';
	trigger.error = { failure: { cause: 'temporarily-unavailable' } };
	for (let attempt = 0; attempt < 3; attempt++) expect(idsOf(await trigger.poll())).toEqual([JANA]);
	expect(trigger.reported).toEqual([]);
});
