/** What this package has written itself does not come back; what people do beside it does. */
import type { IDataObject } from 'n8n-workflow';

import { bodyOfNew, bodyOfPatch, toEvent } from '../../../nodes/GoogleCalendar/sync/event';
import { eventIdOf } from '../../../nodes/GoogleCalendar/sync/ids';
import { linkOf, printOfShown, printsOf } from '../../../nodes/shared/sync/pairs/stamp';
import type { CalendarEvent, Stamp, Synced } from '../../../nodes/shared/sync/pairs/types';
import type { GoogleCalendarSimulator } from '../../../sandbox/googleCalendar';
import { apiFor, execute, fill, fixed, MEETINGS, startWorld } from './roomWorld';
import { MINUTE, told, Trigger } from './triggerWorld';

let sim: GoogleCalendarSimulator;
beforeAll(async () => {
	sim = await startWorld();
});
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

const edit = (event: string, fields: object) => sim.act.editEvent({ calendar: MEETINGS, event, ...fields });
const begun = async (more: IDataObject = {}) => await new Trigger(sim, more).begun();
describe('what the two-way sync has written', () => {
	const LINK = linkOf('streamsoft', '42');
	const FIELDS: Synced = {
		subject: 'Task',
		notes: '',
		place: '',
		time: '2026-03-10T09:00:00Z/2026-03-10T10:00:00Z',
	};
	const stampOf = (fields: Synced, shown: string): Omit<Stamp, 'self'> => ({
		link: LINK,
		base: printsOf({ ...fields, calendar: MEETINGS }),
		...(printOfShown(shown) && { shown: printOfShown(shown)! }),
		generation: 0,
	});

	/** As the engine does. */
	async function made(): Promise<CalendarEvent> {
		const account = (await apiFor(sim)).accounts[0]!;
		const body = bodyOfNew(eventIdOf(LINK, 0), FIELDS, 'P: 1', stampOf(FIELDS, 'P: 1'));
		return toEvent(MEETINGS, await account.insert(MEETINGS, body)) as CalendarEvent;
	}

	async function written(event: CalendarEvent, change: Partial<Synced>, offer?: boolean): Promise<CalendarEvent> {
		const account = (await apiFor(sim)).accounts[0]!;
		const fields = { ...event.fields, ...change };
		const base = offer ? event.stamp!.base : printsOf({ ...fields, calendar: MEETINGS });
		const stamp = { ...event.stamp!, base, ...(offer && { offer: printsOf(fields) }) };
		const body = bodyOfPatch(event, { fields: change, stamp });
		return toEvent(MEETINGS, await account.patch(MEETINGS, event.id, body, event.version)) as CalendarEvent;
	}

	test('does not come back, but a human edit a second later does', async () => {
		const trigger = await begun();
		const event = await made();
		expect(await trigger.poll()).toEqual([]);
		await written(event, { place: 'Office' });
		expect(await trigger.poll()).toEqual([]);
		sim.clock.advance(1_000);
		edit('Task', { summary: 'Edited' });
		const [item] = await trigger.poll();
		expect(item).toMatchObject({ event: 'eventUpdated', record: { summary: 'Edited', link: LINK } });
		expect(await trigger.poll()).toEqual([]);
	});

	test('does not hide a human edit of something that is not synchronised', async () => {
		const trigger = await begun();
		const event = await made();
		await trigger.poll();
		edit('Task', { colorId: '4' });
		expect(told(await trigger.poll())).toEqual(['eventUpdated Task']);
		await written({ ...event, version: sim.act.getEvent({ calendar: MEETINGS, event: 'Task' }).etag }, { place: 'X' });
		edit('Task', { colorId: '5' });
		expect(told(await trigger.poll())).toEqual(['eventUpdated Task']);
	});

	test('is told when it was left half done', async () => {
		const trigger = await begun();
		const event = await made();
		await trigger.poll();
		await written(event, {}, true);
		expect(told(await trigger.poll())).toEqual(['eventUpdated Task']);
	});

	test('comes back where that is wanted', async () => {
		const trigger = await begun({ reading: { ownChanges: true } });
		await made();
		expect(told(await trigger.poll())).toEqual(['eventCreated Task']);
	});

	test('a copy of a linked event is a new one without a link, and its deletion has none', async () => {
		const trigger = await begun();
		await made();
		await trigger.poll();
		const { id } = sim.act.copyEvent({ calendar: MEETINGS, event: 'Task' });
		const [copied] = await trigger.poll();
		expect(copied).toMatchObject({ event: 'eventCreated', id });
		expect((copied!.record as IDataObject).link).toBeUndefined();
		sim.act.deleteEvent({ calendar: MEETINGS, event: id });
		expect((await trigger.poll())[0]!.record).toEqual({
			id,
			deleted: true,
			calendarId: MEETINGS,
			calendar: 'Spotkania Anna',
		});
	});

	test.each(['idOnly', 'full'] as const)(
		'a deleted event still tells its stamp (tombstones: %s)',
		async (tombstones) => {
			sim.switches.tombstones = tombstones;
			const trigger = await begun();
			const event = await made();
			await trigger.poll();
			const stored = JSON.stringify(trigger.memory);
			sim.act.deleteEvent({ calendar: MEETINGS, event: event.id });
			trigger.restore(stored);
			const [deleted] = await trigger.poll();
			expect(deleted).not.toHaveProperty('stamp');
			expect(deleted!.record).toMatchObject({
				deleted: true,
				link: LINK,
				stamp: { n8nSyncLink: LINK, n8nSyncEvent: event.id, n8nSyncBase: expect.stringContaining('subject:') },
			});
		},
	);

	test('a linked event is told wherever it is moved to', async () => {
		const trigger = await begun();
		await made();
		await trigger.poll();
		sim.act.moveEventTime({ calendar: MEETINGS, event: 'Task', start: '2020-03-10T10:00' });
		expect(told(await trigger.poll())).toEqual(['eventUpdated Task']);
	});

	test('a series that a linked event was made is told, so that it can be let go', async () => {
		const trigger = await begun();
		const event = await made();
		await trigger.poll();
		const account = (await apiFor(sim)).accounts[0]!;
		await account.patch(MEETINGS, event.id, {
			recurrence: ['RRULE:FREQ=DAILY;COUNT=3'],
			start: { timeZone: 'Europe/Warsaw' },
			end: { timeZone: 'Europe/Warsaw' },
		});
		expect(told(await trigger.poll())).toEqual(['eventUpdated Task']);
	});
});

test('what Create or Update By Link has written does not come back, but a human edit does', async () => {
	const write = async (fields: Record<string, unknown>) =>
		await execute(sim, {
			resource: 'event',
			operation: 'upsertByLink',
			calendar: MEETINGS,
			sourceSystem: 'Streamsoft',
			sourceId: '7',
			...fixed(fields),
		});
	const trigger = await begun();
	await write({ summary: 'From source', start: '2026-03-10T10:00', color: '3' });
	expect(await trigger.poll()).toEqual([]);
	await write({ summary: 'Changed in source', start: '2026-03-10T11:00', color: '5' });
	expect(await trigger.poll()).toEqual([]);
	sim.clock.advance(MINUTE);
	edit('Changed in source', { location: 'Home' });
	expect(told(await trigger.poll())).toEqual(['eventUpdated Changed in source']);
	edit('Changed in source', { summary: 'By hand' });
	expect(told(await trigger.poll())).toEqual(['eventUpdated By hand']);
});

test('a copy of what Create or Update By Link has written is an event of its own', async () => {
	const trigger = await begun();
	const linked = {
		sourceSystem: 'Streamsoft',
		sourceId: '8',
		...fixed({ summary: 'Linked', start: '2026-03-10T10:00' }),
	};
	await execute(sim, { resource: 'event', operation: 'upsertByLink', calendar: MEETINGS, ...linked });
	expect(await trigger.poll()).toEqual([]);
	const { id } = sim.act.copyEvent({ calendar: MEETINGS, event: 'Linked' });
	expect(await trigger.poll()).toMatchObject([{ event: 'eventCreated', id }]);
	edit(id, { location: 'Home' });
	expect(await trigger.poll()).toMatchObject([{ event: 'eventUpdated', id }]);
});

test.each([
	['a colour', { color: '3' }, { colorId: '9' }],
	['a visibility', { visibility: 'private' }, { visibility: 'public' }],
	['whether it blocks', { showAs: 'free' }, { transparency: 'opaque' }],
])('%s that Create or Update By Link has written is told when a person changes it', async (_name, wrote, changes) => {
	const trigger = await begun();
	const linked = { sourceSystem: 'Streamsoft', sourceId: '9' };
	const fields = fixed({ summary: 'Linked', start: '2026-03-10T10:00', ...wrote });
	await execute(sim, { resource: 'event', operation: 'upsertByLink', calendar: MEETINGS, ...linked, ...fields });
	expect(await trigger.poll()).toEqual([]);
	edit('Linked', changes);
	expect(told(await trigger.poll())).toEqual(['eventUpdated Linked']);
});
