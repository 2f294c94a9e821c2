/** Which events a trigger is about: the window of the credential, and recurring events. */
import type { IDataObject } from 'n8n-workflow';

import type { GoogleCalendarSimulator } from '../../../sandbox/googleCalendar';
import { apiFor, fill, MEETINGS, startWorld } from './roomWorld';
import { DAY, told, Trigger } from './triggerWorld';

let sim: GoogleCalendarSimulator;
beforeAll(async () => {
	sim = await startWorld();
});
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

const START = '2026-03-10T10:00';
const add = (summary: string, more: IDataObject = {}) =>
	sim.act.addEvent({ calendar: MEETINGS, summary, start: START, ...more } as never);
const begun = async (triggerOn: string, more: IDataObject = {}, host = {}) =>
	await new Trigger(sim, { triggerOn, ...more }, host).begun();

describe('the window of the credential', () => {
	const window = { values: { monthsBack: 1, monthsForward: 2 } };

	test('an event that leaves it is not deleted, and one outside it is not told', async () => {
		add('A');
		const trigger = await begun('eventCreatedUpdatedOrDeleted', {}, window);
		sim.act.moveEventTime({ calendar: MEETINGS, event: 'A', start: '2025-03-10T10:00' });
		add('Old', { start: '2025-12-01T10:00' });
		add('Far', { start: '2027-12-01T10:00' });
		expect(await trigger.poll()).toEqual([]);
		sim.act.moveEventTime({ calendar: MEETINGS, event: 'A', start: START });
		expect(told(await trigger.poll())).toEqual(['eventUpdated A']);
	});

	test('an event is told when time brings it into the window', async () => {
		const trigger = await begun('eventCreated', {}, window);
		add('Later', { start: '2026-06-10T10:00' });
		const days: string[] = [];
		for (let day = 0; day < 60; day++) {
			for (const item of await trigger.poll()) days.push(`${day} ${told([item])[0]}`);
			sim.clock.advance(DAY);
		}
		expect(days).toEqual([expect.stringMatching(/^3[6-9] eventCreated Later$|^4\d eventCreated Later$/)]);
	});

	test('what was there at the beginning is not new when it comes into the window', async () => {
		add('Later', { start: '2026-06-10T10:00' });
		const trigger = await begun('eventCreated', {}, window);
		for (let day = 0; day < 60; day++) {
			expect(await trigger.poll()).toEqual([]);
			sim.clock.advance(DAY);
		}
	});

	test('since a date: what was not changed since then is not new when it comes into the window', async () => {
		add('Later', { start: '2026-06-10T10:00' });
		sim.clock.advance(DAY);
		const startDate = new Date(sim.clock.now()).toISOString();
		add('New', { start: '2026-06-11T10:00' });
		const trigger = new Trigger(sim, { triggerOn: 'eventCreated', startWith: 'date', startDate }, window);
		const all: string[] = [];
		for (let day = 0; day < 60; day++) {
			all.push(...told(await trigger.poll()));
			sim.clock.advance(DAY);
		}
		expect(all).toEqual(['eventCreated New']);
	});

	test('more months back: what happens there from then on is told, though Google keeps to the first list', async () => {
		sim.switches.tokenKeepsWindow = true;
		const { id } = add('Old', { start: '2025-11-20T10:00' });
		const first = await begun('eventCreatedUpdatedOrDeleted', {}, window);
		const wider = new Trigger(sim, {}, { values: { monthsBack: 6, monthsForward: 2 } });
		wider.restore(JSON.stringify(first.memory));
		expect(told(await wider.drained())).toEqual(['eventCreated Old']);
		sim.act.editEvent({ calendar: MEETINGS, event: 'Old', location: 'Home' });
		expect(told(await wider.drained())).toEqual(['eventUpdated Old']);
		sim.act.deleteEvent({ calendar: MEETINGS, event: id });
		expect(told(await wider.drained())).toEqual([`eventDeleted ${id}`]);
	});

	test('more months back bring what was left out, once', async () => {
		const first = await begun('eventCreated', {}, window);
		add('Old', { start: '2025-11-20T10:00' });
		expect(await first.poll()).toEqual([]);
		const wider = new Trigger(sim, { triggerOn: 'eventCreated' }, { values: { monthsBack: 6, monthsForward: 2 } });
		wider.restore(JSON.stringify(first.memory));
		expect(told(await wider.drained())).toEqual(['eventCreated Old']);
	});

	test('a window that was narrow for a while loses nothing', async () => {
		const wide = { values: { monthsBack: 6, monthsForward: 12 } };
		const first = await begun('eventCreated', {}, wide);
		const narrow = new Trigger(sim, { triggerOn: 'eventCreated' }, { values: { monthsBack: 0, monthsForward: 1 } });
		narrow.restore(JSON.stringify(first.memory));
		expect(await narrow.poll()).toEqual([]);
		add('Old', { start: '2025-11-20T10:00' });
		add('Far', { start: '2026-11-20T10:00' });
		expect(await narrow.poll()).toEqual([]);
		const again = new Trigger(sim, { triggerOn: 'eventCreated' }, wide);
		again.restore(JSON.stringify(narrow.memory));
		expect(told(await again.drained())).toEqual(['eventCreated Far', 'eventCreated Old']);
	});
});

describe('recurring events', () => {
	const series = () =>
		sim.act.addSeries({
			calendar: MEETINGS,
			summary: 'Weekly',
			start: START,
			recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4'],
		});

	test('are left out, and items tell how many were', async () => {
		const trigger = await begun('eventCreatedUpdatedOrDeleted');
		series();
		expect(await trigger.poll()).toEqual([]);
		sim.act.changeInstance({
			calendar: MEETINGS,
			event: 'Weekly',
			originalStart: '2026-03-17T10:00',
			summary: 'Moved',
		});
		sim.act.changeInstance({ calendar: MEETINGS, event: 'Weekly', originalStart: '2026-03-24T10:00', cancel: true });
		add('A');
		const items = await trigger.poll();
		expect(told(items)).toEqual(['eventCreated A']);
		expect(items[0]).toMatchObject({ seriesSkipped: 1 });
	});

	test('as each occurrence: those that came into the window later are told when they change, though Google keeps to the first list', async () => {
		sim.switches.tokenKeepsWindow = true;
		const values = { monthsBack: 1, monthsForward: 1 };
		const parameters = { reading: { recurring: 'expand' } };
		sim.act.addSeries({ calendar: MEETINGS, summary: 'Weekly', start: START, recurrence: ['RRULE:FREQ=WEEKLY'] });
		const trigger = await begun('eventCreatedUpdatedOrDeleted', parameters, { values });
		const created = new Set<unknown>();
		for (let day = 0; day < 60; day++) {
			for (const { id } of await trigger.poll()) {
				expect(created.has(id)).toBe(false);
				created.add(id);
			}
			sim.clock.advance(DAY);
		}
		expect(created.size).toBeGreaterThanOrEqual(8);
		const change = { calendar: MEETINGS, event: 'Weekly', originalStart: '2026-05-19T10:00', summary: 'Moved' };
		sim.act.changeInstance(change);
		expect(told(await trigger.drained())).toEqual(['eventUpdated Moved']);
	});

	test('a single event that becomes a series and is made single again', async () => {
		const { id } = add('A');
		const trigger = await begun('eventCreatedUpdatedOrDeleted');
		const account = (await apiFor(sim)).accounts[0]!;
		const zoned = { start: { timeZone: 'Europe/Warsaw' }, end: { timeZone: 'Europe/Warsaw' } };
		await account.patch(MEETINGS, id, { recurrence: ['RRULE:FREQ=DAILY;COUNT=3'], ...zoned });
		expect(await trigger.drained()).toEqual([]);
		sim.act.expireSyncTokens();
		expect(await trigger.drained()).toEqual([]);
		await account.patch(MEETINGS, id, { recurrence: null, location: 'Home' });
		expect(told(await trigger.drained())).toEqual(['eventUpdated A']);
		await account.patch(MEETINGS, id, { recurrence: ['RRULE:FREQ=DAILY;COUNT=3'] });
		expect(await trigger.drained()).toEqual([]);
		sim.act.deleteEvent({ calendar: MEETINGS, event: id });
		expect(told(await trigger.drained())).toEqual([`eventDeleted ${id}`]);
	});

	test.each([true, false])('or come as each occurrence (with a sync token: %s)', async (hasToken) => {
		sim.switches.singleEventsGivesToken = hasToken;
		const trigger = await begun('eventCreatedUpdatedOrDeleted', { reading: { recurring: 'expand' } });
		series();
		expect(told(await trigger.poll())).toEqual(Array.from({ length: 4 }, () => 'eventCreated Weekly'));
		sim.act.changeInstance({
			calendar: MEETINGS,
			event: 'Weekly',
			originalStart: '2026-03-17T10:00',
			summary: 'Moved',
		});
		sim.act.changeInstance({ calendar: MEETINGS, event: 'Weekly', originalStart: '2026-03-24T10:00', cancel: true });
		const items = await trigger.poll();
		expect(items.map(({ event }) => event).sort()).toEqual(['eventDeleted', 'eventUpdated']);
	});
});
