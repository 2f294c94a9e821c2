/** Event Started and Event Ended. */
import type { IDataObject } from 'n8n-workflow';

import type { GoogleCalendarSimulator } from '../../../sandbox/googleCalendar';
import { bothOperators, fill, MEETINGS, OFFERS, PIOTR, PIOTRS, startWorld } from './roomWorld';
import { HOUR, MINUTE, told, Trigger } from './triggerWorld';

let sim: GoogleCalendarSimulator;
beforeAll(async () => {
	sim = await startWorld();
});
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

const at = (time: string) => sim.clock.set(time);
const add = (summary: string, start: string, end?: string, more: IDataObject = {}) =>
	sim.act.addEvent({ calendar: MEETINGS, summary, start, ...(end && { end }), ...more } as never);
const begun = async (triggerOn: string, more: IDataObject = {}, host = {}) => {
	const trigger = new Trigger(sim, { triggerOn, ...more }, host);
	expect(await trigger.poll()).toEqual([]);
	return trigger;
};

test('an event is told once when it starts, and once when it ends', async () => {
	at('2026-03-02T09:00:00Z');
	add('A', '2026-03-02T10:30:00Z', '2026-03-02T11:30:00Z');
	const [started, ended] = [await begun('eventStarted'), await begun('eventEnded')];
	const log: string[] = [];
	for (let minute = 0; minute < 180; minute += 7) {
		at(new Date(Date.parse('2026-03-02T09:00:00Z') + minute * MINUTE).toISOString());
		for (const trigger of [started, ended]) {
			for (const item of await trigger.poll()) log.push(`${minute} ${told([item])[0]} ${String(item.occurredAt)}`);
		}
	}
	expect(log).toEqual(['91 eventStarted A 2026-03-02T10:30:00.000Z', '154 eventEnded A 2026-03-02T11:30:00.000Z']);
});

test.each([
	['Europe/Warsaw', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
	['America/Los_Angeles', '2026-03-29T07:00:00.000Z', '2026-03-30T07:00:00.000Z'],
	['Pacific/Auckland', '2026-03-28T11:00:00.000Z', '2026-03-29T11:00:00.000Z'],
])(
	'whole days begin and end at midnight in %s, on the day of a change of the clocks too',
	async (zone, from, until) => {
		sim.act.setTimeZone({ calendar: MEETINGS, timeZone: zone });
		at('2026-03-28T00:00:00Z');
		add('Day', '2026-03-29');
		const [started, ended] = [await begun('eventStarted'), await begun('eventEnded')];
		const log: unknown[] = [];
		for (let hour = 0; hour < 72; hour++) {
			at(new Date(Date.parse('2026-03-28T00:30:00Z') + hour * HOUR).toISOString());
			for (const item of [...(await started.poll()), ...(await ended.poll())]) log.push(item.event, item.occurredAt);
		}
		expect(log).toEqual(['eventStarted', from, 'eventEnded', until]);
	},
);

test('hours that come twice in autumn are two moments', async () => {
	sim.switches.unusedDays = 400;
	at('2026-10-25T00:00:00Z');
	add('First', '2026-10-25T02:30:00+02:00');
	add('Second', '2026-10-25T02:30:00+01:00');
	const trigger = await begun('eventStarted');
	at('2026-10-25T00:45:00Z');
	expect(told(await trigger.poll())).toEqual(['eventStarted First']);
	at('2026-10-25T01:45:00Z');
	expect(told(await trigger.poll())).toEqual(['eventStarted Second']);
});

test('each occurrence of a series', async () => {
	at('2026-03-02T09:00:00Z');
	const recurrence = ['RRULE:FREQ=DAILY;COUNT=3'];
	sim.act.addSeries({ calendar: MEETINGS, summary: 'Daily', start: '2026-03-03T10:00', recurrence });
	const trigger = await begun('eventStarted');
	at('2026-03-06T09:00:00Z');
	expect(told(await trigger.poll())).toEqual(Array.from({ length: 3 }, () => 'eventStarted Daily'));
});

test('after n8n was off, everything that began meanwhile comes, once', async () => {
	at('2026-03-02T09:00:00Z');
	for (let n = 0; n < 40; n++)
		add(`E${n}`, new Date(Date.parse('2026-03-03T10:00:00Z') + n * 10 * MINUTE).toISOString());
	const trigger = await begun('eventStarted', { options: { perRun: 10 } });
	const stored = JSON.stringify(trigger.memory);
	at('2026-03-09T09:00:00Z');
	trigger.restore(stored);
	const items = await trigger.drained();
	expect(items).toHaveLength(40);
	expect(new Set(items.map(({ id }) => id)).size).toBe(40);
});

test('many that begin at one moment', async () => {
	at('2026-03-02T09:00:00Z');
	for (let n = 0; n < 25; n++) add(`E${n}`, '2026-03-03');
	const trigger = await begun('eventStarted', { options: { perRun: 5 } });
	at('2026-03-04T09:00:00Z');
	const items = await trigger.drained();
	expect(items).toHaveLength(25);
	expect(new Set(items.map(({ id }) => id)).size).toBe(25);
});

test('an event that is moved to a later time starts again, and one entered late still counts', async () => {
	at('2026-03-02T09:00:00Z');
	add('A', '2026-03-02T09:30:00Z');
	const trigger = await begun('eventStarted');
	at('2026-03-02T09:35:00Z');
	expect(told(await trigger.poll())).toEqual(['eventStarted A']);
	sim.act.moveEventTime({ calendar: MEETINGS, event: 'A', start: '2026-03-02T10:00:00Z' });
	add('Late', '2026-03-02T09:32:00Z');
	at('2026-03-02T09:36:00Z');
	expect(told(await trigger.poll())).toEqual(['eventStarted Late']);
	at('2026-03-02T10:01:00Z');
	expect(told(await trigger.poll())).toEqual(['eventStarted A']);
});

test('one calendar that fails loses nothing, and does not stop the other', async () => {
	at('2026-03-02T09:00:00Z');
	const values = bothOperators();
	add('A', '2026-03-02T09:30:00Z');
	sim.act.addEvent({ calendar: PIOTRS, summary: 'P', start: '2026-03-02T09:30:00Z' });
	const trigger = await begun('eventStarted', { calendarsOf: 'operators', calendars: [] }, { values });
	sim.act.endSession({ user: PIOTR });
	sim.act.expireAccessTokens();
	at('2026-03-02T10:00:00Z');
	expect(told(await trigger.poll())).toEqual(['eventStarted A']);
	expect(trigger.reported.map(({ message }) => message)).toEqual([expect.stringContaining('Piotr')]);
	at('2026-03-02T12:00:00Z');
	expect(await trigger.poll()).toEqual([]);
	sim.act.endSession({ user: PIOTR, ended: false });
	expect(told(await trigger.poll())).toEqual(['eventStarted P']);
	expect(await trigger.poll()).toEqual([]);
});

test('a calendar that fails for a while repeats nothing, and tells what was entered late meanwhile', async () => {
	at('2026-03-02T09:00:00Z');
	add('Before', '2026-03-02T09:55:00Z');
	const trigger = await begun('eventStarted', { calendars: [MEETINGS, OFFERS] });
	at('2026-03-02T10:00:00Z');
	expect(told(await trigger.poll())).toEqual(['eventStarted Before']);
	for (const hour of ['10:05', '11:00', '12:00']) {
		at(`2026-03-02T${hour}:00Z`);
		sim.faults.inject({ match: { path: encodeURIComponent(MEETINGS) }, status: 403, times: 1, body: '{}' });
		if (hour === '10:05') add('Late', '2026-03-02T09:58:00Z');
		if (hour === '11:00') sim.act.addEvent({ calendar: OFFERS, summary: 'Offer', start: '2026-03-02T10:59:00Z' });
		expect(told(await trigger.poll())).toEqual(hour === '11:00' ? ['eventStarted Offer'] : []);
	}
	sim.faults.clear();
	at('2026-03-02T12:05:00Z');
	expect(told(await trigger.poll())).toEqual(['eventStarted Late']);
	expect(await trigger.poll()).toEqual([]);
});

test('what began before the trigger did is not told', async () => {
	at('2026-03-02T09:00:00Z');
	add('A', '2026-03-02T08:55:00Z');
	const trigger = await begun('eventStarted');
	at('2026-03-02T09:01:00Z');
	expect(await trigger.poll()).toEqual([]);
});

test('more than a page of starts after an outage come once each', async () => {
	at('2026-03-02T09:00:00Z');
	const trigger = await begun('eventStarted', { calendars: [MEETINGS, OFFERS], options: { perRun: 300 } });
	for (let n = 0; n < 700; n++) {
		const start = new Date(Date.parse('2026-03-02T09:30:00Z') + (n % 350) * 20_000).toISOString();
		sim.act.addEvent({ calendar: n % 2 ? MEETINGS : OFFERS, summary: `Event ${n}`, start });
	}
	at('2026-03-02T12:00:00Z');
	const ids = (await trigger.drained()).map(({ id }) => id);
	expect(ids).toHaveLength(700);
	expect(new Set(ids).size).toBe(700);
});

test.each([
	['Europe/Warsaw', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z', '2026-10-25'],
	// There is no midnight on this day.
	['America/Santiago', '2026-09-06T04:00:00.000Z', '2026-09-07T03:00:00.000Z', '2026-09-06'],
])('whole days in autumn, and where the clocks change at midnight: %s', async (zone, from, until, day) => {
	sim.switches.unusedDays = 400;
	sim.act.setTimeZone({ calendar: MEETINGS, timeZone: zone });
	at(`${day}T00:00:00Z`);
	sim.clock.advance(-24 * HOUR);
	add('Day', day);
	const [started, ended] = [await begun('eventStarted'), await begun('eventEnded')];
	const log: unknown[] = [];
	for (let hour = 0; hour < 72; hour++) {
		sim.clock.advance(HOUR);
		for (const item of [...(await started.poll()), ...(await ended.poll())]) log.push(item.event, item.occurredAt);
	}
	expect(log).toEqual(['eventStarted', from, 'eventEnded', until]);
});

test('a calendar that could not be looked up at the beginning is caught up with', async () => {
	at('2026-03-02T09:00:00Z');
	sim.act.endSession({ user: PIOTR });
	const trigger = await begun('eventStarted', { calendarsOf: 'operators', calendars: [] }, { values: bothOperators() });
	sim.act.addEvent({ calendar: PIOTRS, summary: 'P', start: '2026-03-02T09:30:00Z' });
	at('2026-03-02T12:00:00Z');
	expect(await trigger.poll()).toEqual([]);
	sim.act.endSession({ user: PIOTR, ended: false });
	expect(told(await trigger.poll())).toEqual(['eventStarted P']);
});

test('an idle poll is one request for each calendar', async () => {
	at('2026-03-02T09:00:00Z');
	const trigger = await begun('eventStarted', { calendars: [MEETINGS, OFFERS] });
	at('2026-03-02T09:30:00Z');
	expect(await trigger.counted()).toEqual({ items: [], asked: ['events.list', 'events.list'] });
});

test('a test event shows what has begun', async () => {
	at('2026-03-02T09:00:00Z');
	add('Before', '2026-03-02T08:00:00Z');
	add('After', '2026-03-02T10:00:00Z');
	const trigger = new Trigger(sim, { triggerOn: 'eventStarted' });
	trigger.mode = 'manual';
	expect(told(await trigger.poll())).toEqual(['eventStarted Before']);
});
