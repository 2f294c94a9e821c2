import fc from 'fast-check';

import type { EventBody, GoogleEvent } from '../../../nodes/GoogleCalendar/schema';
import { plainText } from '../../../nodes/GoogleCalendar/sync/description';
import { bodyOfNew, bodyOfPatch, toEvent } from '../../../nodes/GoogleCalendar/sync/event';
import { eventIdOf } from '../../../nodes/GoogleCalendar/sync/ids';
import { bodyOfTime, timeOfEvent } from '../../../nodes/GoogleCalendar/sync/time';
import { isInStep, linkOf, printOfShown, printsOf, readStamp } from '../../../nodes/shared/sync/pairs/stamp';
import type { CalendarEvent, Stamp, Synced } from '../../../nodes/shared/sync/pairs/types';

const LINK = linkOf('streamsoft', '42');
const stamp: Stamp = { link: LINK, self: 'e1', base: { subject: '0123456789abcdef' }, generation: 0 };

const timed: Synced = {
	subject: 'Meeting',
	notes: 'Bring the offer',
	place: 'Office',
	time: '2026-07-01T08:00:00Z/2026-07-01T09:00:00Z',
};

/** What Google makes of what it is sent: nothing but what is named changes, and null takes away. */
function applied(event: GoogleEvent, body: EventBody): GoogleEvent {
	const merged = { ...event } as Record<string, unknown>;
	for (const [key, value] of Object.entries(body)) {
		if (value === null) delete merged[key];
		else if (key === 'start' || key === 'end' || key === 'extendedProperties' || key === 'private') {
			merged[key] = applied((merged[key] ?? {}) as GoogleEvent, value as EventBody);
		} else merged[key] = value;
	}
	return merged as GoogleEvent;
}

const asEvent = (event: GoogleEvent): CalendarEvent => {
	const read = toEvent('cal', event);
	if ('deleted' in read) throw new Error('deleted');
	return read;
};

const word = fc.string({ unit: 'grapheme', maxLength: 20 }).map(plainText);
const instant = fc
	.date({ min: new Date('2000-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
	.map((date) => `${date.toISOString().slice(0, 19)}Z`);
const day = instant.map((one) => one.slice(0, 10));
const time = fc.oneof(
	fc.tuple(instant, instant).map((pair) => pair.sort().join('/')),
	fc.tuple(day, day).map((pair) => pair.sort().join('/')),
);
const fields = fc.record({ subject: word, notes: word, place: word, time });
const partly = fc.record({ subject: word, notes: word, place: word, time }, { requiredKeys: [] });

describe('what is written and what is read', () => {
	test('a new event says what the task says, and is in step', () => {
		fc.assert(
			fc.property(fields, word, fc.nat(3), (synced, shown, generation) => {
				const base = printsOf({ ...synced, calendar: 'cal' });
				const print = printOfShown(shown);
				const noted = { link: LINK, base, generation, ...(print !== undefined && { shown: print }) };
				const id = eventIdOf(LINK, generation);
				const event = asEvent(bodyOfNew(id, synced, shown, noted) as GoogleEvent);
				expect(event).toMatchObject({ id, fields: synced, shown, stamp: { ...noted, self: id } });
				expect(isInStep(event)).toBe(true);
			}),
		);
	});

	test('a change changes what it names and nothing else, between hours and whole days too', () => {
		fc.assert(
			fc.property(fields, partly, word, fc.option(word, { nil: undefined }), (before, change, shown, below) => {
				const there: GoogleEvent = {
					...(bodyOfNew('e1', before, shown, stamp) as GoogleEvent),
					attendees: [{ email: 'guest@x.test' }],
				};
				const patch = { fields: change, ...(below !== undefined && { shown: below }) };
				const after = applied(there, bodyOfPatch(asEvent(there), patch));
				expect(asEvent(after).fields).toEqual({ ...before, ...change });
				expect(asEvent(after).shown).toBe(below ?? shown);
				expect(after.attendees).toEqual(there.attendees);
				expect(after.extendedProperties).toEqual(there.extendedProperties);
			}),
		);
	});

	test('a patch names no field that is not to change', () => {
		const event = asEvent({ id: 'e1', etag: '"1"', summary: 'Meeting' });
		expect(bodyOfPatch(event, { stamp: null })).toEqual({
			extendedProperties: {
				private: {
					n8nSyncLink: null,
					n8nSyncEvent: null,
					n8nSyncBase: null,
					n8nSyncOffer: null,
					n8nSyncState: null,
				},
			},
		});
		expect(bodyOfPatch(event, { fields: { place: '' } })).toEqual({ location: '' });
		expect(Object.keys(bodyOfPatch(event, { shown: 'x' }))).toEqual(['description']);
	});
});

describe('the time of an event', () => {
	test.each([
		[{ dateTime: '2026-07-01T10:00:00+02:00' }, { dateTime: '2026-07-01T11:00:00+02:00' }, timed.time],
		[
			{ dateTime: '2026-07-01T10:00:00', timeZone: 'Europe/Warsaw' },
			{ dateTime: '2026-07-01T11:00:00', timeZone: 'Europe/Warsaw' },
			timed.time,
		],
		[{ date: '2026-07-01' }, { date: '2026-07-02' }, '2026-07-01/2026-07-02'],
		// An end in another zone, and hours that happen twice: Google tells the offset.
		[
			{ dateTime: '2026-10-25T02:30:00+02:00', timeZone: 'Europe/Warsaw' },
			{ dateTime: '2026-10-25T01:30:00Z', timeZone: 'UTC' },
			'2026-10-25T00:30:00Z/2026-10-25T01:30:00Z',
		],
	])('%j to %j', (start, end, text) => {
		expect(timeOfEvent({ start, end })).toBe(text);
	});

	test('is taken from one kind to the other without a rest', () => {
		expect(bodyOfTime('2026-07-01/2026-07-02', true).start).toEqual({
			date: '2026-07-01',
			dateTime: null,
			timeZone: null,
		});
		expect(bodyOfTime(timed.time, true).end).toEqual({ dateTime: '2026-07-01T09:00:00Z', date: null });
	});
});

describe('events that are left alone', () => {
	const plain: GoogleEvent = { id: 'e1', etag: '"1"', organizer: { self: true } };

	test.each<[string, Partial<GoogleEvent>, RegExp]>([
		['a series', { recurrence: ['RRULE:FREQ=DAILY'] }, /series/],
		['one of a series', { recurringEventId: 'e0' }, /series/],
		['a place of work', { eventType: 'workingLocation' }, /workingLocation/],
		['a declined invitation', { attendees: [{ self: true, responseStatus: 'declined' }] }, /declined/],
	])('%s', (_name, more, why) => {
		expect(asEvent({ ...plain, ...more }).leftAlone).toMatch(why);
	});

	test('one that somebody else declined is not', () => {
		const event = asEvent({ ...plain, attendees: [{ email: 'b@x.test', responseStatus: 'declined' }, { self: true }] });
		expect(event.leftAlone).toBeUndefined();
		expect(event.readOnly).toBeUndefined();
	});

	test('somebody else’s events are read only', () => {
		expect(asEvent({ ...plain, organizer: { email: 'boss@x.test' } }).readOnly).toContain('boss@x.test');
		expect(asEvent({ ...plain, locked: true }).readOnly).toMatch(/locked/);
		expect(asEvent({ id: 'e1' }).readOnly).toBeUndefined();
	});

	test('a cancelled one is deleted, and tells its stamp where it still has one', () => {
		expect(toEvent('cal', { id: 'e1', status: 'cancelled' })).toEqual({ calendar: 'cal', id: 'e1', deleted: true });
		const full = bodyOfNew('e1', timed, '', stamp) as GoogleEvent;
		expect(toEvent('cal', { ...full, status: 'cancelled' })).toMatchObject({ deleted: true, stamp: { link: LINK } });
	});
});

describe('the id that is made of a link', () => {
	test('has only characters and lengths that Google takes', () => {
		fc.assert(
			fc.property(fc.string(), fc.string(), fc.nat(9), (system, id, generation) => {
				expect(eventIdOf(linkOf(system, id), generation)).toMatch(/^[a-v0-9]{55}$/);
			}),
		);
	});

	test('is the same for the same, and another one for another link or generation', () => {
		expect(eventIdOf(LINK, 1)).toBe(eventIdOf(LINK, 1));
		expect(new Set([eventIdOf(LINK, 0), eventIdOf(LINK, 1), eventIdOf(linkOf('streamsoft', '43'), 0)]).size).toBe(3);
	});

	test('a stamp travels as properties', () => {
		const body = bodyOfNew('e1', timed, '', stamp);
		expect(readStamp(body.extendedProperties?.private ?? {})).toEqual(stamp);
	});
});
