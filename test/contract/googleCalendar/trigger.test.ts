import type { IDataObject } from 'n8n-workflow';

import type { GoogleCalendarSimulator } from '../../../sandbox/googleCalendar';
import { ANNA, bothOperators, fill, MEETINGS, OFFERS, PIOTRS, startWorld } from './roomWorld';
import { DAY, HOUR, MINUTE, told, Trigger } from './triggerWorld';

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
const recordOf = (item: IDataObject | undefined) => item?.record as IDataObject;

describe('what happens to an event', () => {
	test('is told as created, updated and deleted', async () => {
		add('Old');
		const trigger = await begun('eventCreatedUpdatedOrDeleted');
		const { id } = add('Offer', { location: 'Office' });
		const [created] = await trigger.poll();
		expect(created).toMatchObject({
			event: 'eventCreated',
			id,
			calendarId: MEETINGS,
			calendar: 'Spotkania Anna',
			record: { id, summary: 'Offer', location: 'Office', calendarId: MEETINGS, allDay: false },
		});
		sim.clock.advance(MINUTE);
		sim.act.editEvent({ calendar: MEETINGS, event: id, summary: 'Better offer' });
		sim.act.editEvent({ calendar: MEETINGS, event: 'Old', location: 'Home' });
		expect(told(await trigger.poll())).toEqual(['eventUpdated Better offer', 'eventUpdated Old']);
		sim.act.deleteEvent({ calendar: MEETINGS, event: id });
		const [deleted] = await trigger.poll();
		expect(deleted).toMatchObject({ event: 'eventDeleted', id, record: { id, deleted: true, calendarId: MEETINGS } });
		expect(await trigger.poll()).toEqual([]);
	});

	test.each([
		['eventCreated', ['eventCreated New']],
		['eventUpdated', ['eventUpdated Kept']],
		['eventCreatedOrUpdated', ['eventCreated New', 'eventUpdated Kept']],
		['eventDeleted', ['eventDeleted gone']],
	])('%s tells %j', async (triggerOn, expected) => {
		add('Kept');
		add('Gone', { id: 'gone0' });
		const trigger = await begun(triggerOn);
		add('New');
		sim.act.editEvent({ calendar: MEETINGS, event: 'Kept', colorId: '5' });
		sim.act.deleteEvent({ calendar: MEETINGS, event: 'gone0' });
		expect(told(await trigger.poll())).toEqual(expected.map((one) => one.replace(/gone$/, 'gone0')));
	});

	test('changed twice between two polls is one item with the newest state', async () => {
		add('A');
		const trigger = await begun('eventCreatedUpdatedOrDeleted');
		sim.act.editEvent({ calendar: MEETINGS, event: 'A', summary: 'B' });
		sim.clock.advance(MINUTE);
		sim.act.editEvent({ calendar: MEETINGS, event: 'B', summary: 'C' });
		expect(told(await trigger.poll())).toEqual(['eventUpdated C']);
	});

	test('created and deleted between two polls is nothing', async () => {
		const trigger = await begun('eventCreatedUpdatedOrDeleted');
		const { id } = add('A');
		sim.act.deleteEvent({ calendar: MEETINGS, event: id });
		expect(await trigger.poll()).toEqual([]);
	});

	test('deleted, restored and deleted again is told each time', async () => {
		const { id } = add('A');
		const trigger = await begun('eventCreatedUpdatedOrDeleted');
		const all: string[] = [];
		for (let time = 0; time < 3; time++) {
			sim.act.deleteEvent({ calendar: MEETINGS, event: id });
			all.push(...told(await trigger.poll()));
			sim.clock.advance(MINUTE);
			sim.act.restoreEvent({ calendar: MEETINGS, event: id });
			all.push(...told(await trigger.poll()));
		}
		expect(all).toEqual(Array.from({ length: 3 }, () => [`eventDeleted ${id}`, 'eventCreated A']).flat());
	});

	test('reminders and new etags are no changes', async () => {
		const { id } = add('A');
		const trigger = await begun('eventCreatedUpdatedOrDeleted');
		sim.act.setReminder({ calendar: MEETINGS, event: id, minutes: [5] });
		sim.act.touchEvent({ calendar: MEETINGS, event: id });
		sim.switches.flakyEtags = 1;
		expect(await trigger.poll()).toEqual([]);
		expect(await trigger.poll()).toEqual([]);
	});

	test.each([
		['a guest', () => sim.act.addGuest({ calendar: MEETINGS, event: 'A', email: 'guest@x.example' })],
		['a meeting link', () => sim.act.addMeet({ calendar: MEETINGS, event: 'A' })],
		['a colour', () => sim.act.editEvent({ calendar: MEETINGS, event: 'A', colorId: '3' })],
		['whole days', () => sim.act.moveEventTime({ calendar: MEETINGS, event: 'A', start: '2026-03-11' })],
	])('%s is a change', async (_name, change) => {
		add('A');
		const trigger = await begun('eventUpdated');
		change();
		expect(told(await trigger.poll())).toEqual(['eventUpdated A']);
	});

	test('an invitation that comes later is created when it is first seen', async () => {
		const trigger = await begun('eventCreated', { calendars: [ANNA] });
		sim.act.receiveInvitation({ calendar: ANNA, from: 'boss@x.example', summary: 'Invited', start: START });
		sim.clock.advance(DAY);
		expect(told(await trigger.poll())).toEqual(['eventCreated Invited']);
		sim.act.acceptInvitation({ calendar: ANNA, event: 'Invited' });
		expect(await trigger.poll()).toEqual([]);
	});
});

describe('several calendars', () => {
	test('a move from one to the other is a deletion and a creation', async () => {
		const { id } = add('A');
		const trigger = await begun('eventCreatedUpdatedOrDeleted', { calendars: [MEETINGS, OFFERS] });
		sim.act.moveToCalendar({ calendar: MEETINGS, event: id, to: OFFERS });
		const items = await trigger.poll();
		expect(items.map(({ event, calendarId }) => [event, calendarId])).toEqual([
			['eventDeleted', MEETINGS],
			['eventCreated', OFFERS],
		]);
	});

	test('and back again, each time told', async () => {
		const { id } = add('A');
		const trigger = await begun('eventCreatedUpdatedOrDeleted', { calendars: [MEETINGS, OFFERS] });
		const ids = new Set<unknown>();
		for (const [calendar, to] of [
			[MEETINGS, OFFERS],
			[OFFERS, MEETINGS],
			[MEETINGS, OFFERS],
		] as const) {
			sim.act.moveToCalendar({ calendar, event: id, to });
			const items = await trigger.poll();
			expect(items.map(({ event, calendarId }) => [event, calendarId])).toEqual([
				['eventDeleted', calendar],
				['eventCreated', to],
			]);
			for (const { delivery } of items) ids.add((delivery as IDataObject).id);
		}
		expect(ids.size).toBe(6);
	});

	test('those of all operators, each with its own token, by their names', async () => {
		const values = bothOperators();
		const trigger = await begun('eventCreated', { calendarsOf: 'operators', calendars: [] }, { values });
		add('A');
		sim.act.addEvent({ calendar: PIOTRS, summary: 'B', start: START });
		const items = await trigger.poll();
		expect(told(items)).toEqual(['eventCreated A', 'eventCreated B']);
		expect(items.map((item) => recordOf(item)).map(({ operator, crmEventType }) => [operator, crmEventType])).toEqual(
			expect.arrayContaining([
				['Anna', 'Spotkanie'],
				['Piotr', 'Spotkanie'],
			]),
		);
	});

	test('an idle poll is one request for each calendar, and moves nothing', async () => {
		add('A');
		const trigger = await begun('eventCreated', { calendars: [MEETINGS, OFFERS] });
		await trigger.poll();
		const before = JSON.stringify(trigger.memory);
		sim.clock.advance(5 * MINUTE);
		expect(await trigger.counted()).toEqual({ items: [], asked: ['events.list', 'events.list'] });
		expect(JSON.stringify(trigger.memory)).toBe(before);
	});
});

describe('where to start', () => {
	test('everything within the window, or what was changed since a date', async () => {
		add('Old');
		sim.clock.advance(HOUR);
		add('Edited');
		sim.clock.advance(DAY);
		const since = new Date(sim.clock.now()).toISOString();
		sim.act.editEvent({ calendar: MEETINGS, event: 'Edited', location: 'Home' });
		add('New');
		const everything = new Trigger(sim, { startWith: 'everything' });
		expect(told(await everything.poll())).toEqual(['eventCreated Edited', 'eventCreated New', 'eventCreated Old']);
		const dated = new Trigger(sim, { startWith: 'date', startDate: since });
		expect(told(await dated.poll())).toEqual(['eventCreated New', 'eventUpdated Edited']);
		expect(await dated.poll()).toEqual([]);
	});

	test('a test event shows real ones and moves nothing', async () => {
		for (const name of ['A', 'B', 'C', 'D']) add(name);
		for (const triggerOn of ['eventCreated', 'eventDeleted', 'fieldBecameValue', 'eventCreatedUpdatedOrDeleted']) {
			const trigger = new Trigger(sim, { triggerOn, field: 'status', values: ['confirmed'] });
			trigger.mode = 'manual';
			const items = await trigger.poll();
			expect(items).toHaveLength(3);
			expect(trigger.memory).toEqual({});
			expect(items[0]).toMatchObject({ record: { calendarId: MEETINGS } });
		}
	});
});
