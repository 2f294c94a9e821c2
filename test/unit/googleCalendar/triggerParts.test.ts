import { createHash } from 'node:crypto';

import fc from 'fast-check';

import type { GoogleEvent } from '../../../nodes/GoogleCalendar/schema';
import { bodyOfNew } from '../../../nodes/GoogleCalendar/sync/event';
import { changeOf } from '../../../nodes/GoogleCalendar/watch/changes';
import { momentOf } from '../../../nodes/GoogleCalendar/watch/moments';
import { isEcho, printsOf } from '../../../nodes/GoogleCalendar/watch/prints';
import { Remembered, type Row } from '../../../nodes/GoogleCalendar/watch/remembered';
import { keptOf } from '../../../nodes/GoogleCalendar/watch/values';
import { watchOf } from '../../../nodes/GoogleCalendar/watch/watched';
import { isWithin, windowOf } from '../../../nodes/GoogleCalendar/watch/window';
import { linkOf, printsOf as printsOfFields, readStamp, writeStamp } from '../../../nodes/shared/sync/pairs/stamp';

const row: fc.Arbitrary<Row> = fc.record(
	{
		own: fc.string({ maxLength: 10 }),
		rest: fc.string({ maxLength: 10 }),
		values: fc.array(fc.string({ unit: 'binary', maxLength: 20 }), { maxLength: 3 }),
	},
	{ requiredKeys: ['own', 'rest'] },
);

describe('what is remembered of events', () => {
	test('comes back from its text, in its order', () => {
		fc.assert(
			fc.property(fc.uniqueArray(fc.tuple(fc.string({ minLength: 1 }), row), { selector: ([id]) => id }), (rows) => {
				const memory = new Remembered();
				for (const [id, one] of rows) memory.set(id, one);
				const read = new Remembered(memory.text());
				expect(read.ids).toEqual(rows.map(([id]) => id));
				for (const [id, one] of rows) expect(read.get(id)).toEqual(one);
				expect(read.text()).toBe(memory.text());
			}),
		);
	});

	test('keeps a stamp so that it can be read again, with the event as its own', () => {
		const stamp = {
			link: linkOf('streamsoft', '1'),
			self: 'event1',
			base: printsOfFields({ subject: 'A', calendar: 'c' }),
			offer: printsOfFields({ subject: 'B' }),
			generation: 3,
		};
		const properties = Object.fromEntries(Object.entries(writeStamp(stamp)).filter(([, value]) => value !== null));
		const memory = new Remembered();
		memory.set('event1', { own: '', rest: '', stamp: properties as Record<string, string> });
		expect(readStamp(new Remembered(memory.text()).get('event1')!.stamp)).toEqual(stamp);
	});

	test('100,000 events with IDs as Google makes them in less than 6 MB', () => {
		const memory = new Remembered();
		for (let n = 0; n < 100_000; n++) {
			const hex = createHash('sha256').update(String(n)).digest('hex');
			memory.set(hex.slice(0, 26), { own: hex.slice(26, 36), rest: hex.slice(36, 46) });
		}
		expect(memory.text().length).toBeLessThan(6_000_000);
	});

	test('within bounds: what changed longest ago goes first, and linked ones last', () => {
		const memory = new Remembered();
		for (let n = 0; n < 10; n++) memory.set(`e${n}`, { own: '', rest: '', ...(n === 0 && { stamp: {} }) });
		memory.set('e1', { own: 'x', rest: '' });
		memory.keepNewest(3);
		expect(memory.ids).toEqual(['e0', 'e9', 'e1']);
	});
});

describe('the window', () => {
	const at = (iso: string) => windowOf({ monthsBack: 1, monthsForward: 12 }, Date.parse(iso));

	test.each([
		['2026-03-31T10:00:00Z', '2026-02-28T00:00:00.000Z', '2027-04-01T00:00:00.000Z'],
		['2026-01-15T23:59:59Z', '2025-12-15T00:00:00.000Z', '2027-01-16T00:00:00.000Z'],
		['2028-02-29T00:00:00Z', '2028-01-29T00:00:00.000Z', '2029-03-01T00:00:00.000Z'],
	])('at %s is from %s until %s', (now, from, until) => {
		expect(at(now)).toEqual({ from, until });
	});

	test('holds what lies in it in part', () => {
		const window = at('2026-03-15T00:00:00Z');
		const day = (start: string, end: string) => isWithin({ start: { date: start }, end: { date: end } }, window);
		expect(day('2026-02-10', '2026-02-15')).toBe(true);
		expect(day('2026-02-10', '2026-02-14')).toBe(false);
		expect(day('2027-03-15', '2027-03-20')).toBe(true);
		expect(day('2027-03-17', '2027-03-18')).toBe(false);
		expect(isWithin({}, window)).toBe(true);
	});
});

describe('prints', () => {
	const event: GoogleEvent = {
		id: 'event1',
		etag: '"1"',
		status: 'confirmed',
		summary: 'A',
		updated: '2026-03-01T10:00:00.000Z',
		start: { dateTime: '2026-03-10T10:00:00+01:00', timeZone: 'Europe/Warsaw' },
		end: { dateTime: '2026-03-10T11:00:00+01:00', timeZone: 'Europe/Warsaw' },
		attendees: [{ email: 'a@x.test' }, { email: 'b@x.test' }],
	};

	test('do not depend on what Google counts, on order, or on the writing of an instant', () => {
		const same = {
			...event,
			etag: '"2"',
			sequence: 7,
			updated: '2026-03-02T10:00:00.000Z',
			reminders: { useDefault: false },
			htmlLink: 'https://x.test',
			start: { dateTime: '2026-03-10T09:00:00Z', timeZone: 'Europe/Warsaw' },
			attendees: [...event.attendees!].reverse(),
		};
		expect(printsOf(same)).toEqual(printsOf(event));
	});

	test.each<[string, Partial<GoogleEvent>, 'own' | 'rest']>([
		['title', { summary: 'B' }, 'own'],
		['description', { description: 'B' }, 'own'],
		['place', { location: 'B' }, 'own'],
		['time', { end: { dateTime: '2026-03-10T12:00:00+01:00' } }, 'own'],
		['our notes', { extendedProperties: { private: { n8nSyncLink: 'a/b' } } }, 'own'],
		['zone', { start: { ...event.start, timeZone: 'Europe/Prague' } }, 'rest'],
		['answers', { attendees: [{ email: 'a@x.test', responseStatus: 'accepted' }, { email: 'b@x.test' }] }, 'rest'],
		['colour', { colorId: '1' }, 'rest'],
		['notes of others', { extendedProperties: { private: { other: '1' } } }, 'rest'],
		['meeting link', { hangoutLink: 'https://meet.test' }, 'rest'],
	])('tell another %s', (_name, change, which) => {
		const [before, after] = [printsOf(event), printsOf({ ...event, ...change })];
		expect({ own: before.own === after.own, rest: before.rest === after.rest }).toEqual({
			own: which !== 'own',
			rest: which !== 'rest',
		});
	});

	test('an event without our notes is nobody’s echo', () => {
		expect(isEcho('cal', event, printsOf(event), undefined)).toBe(false);
	});

	test('an event in step is, unless something else of it was changed', () => {
		const fields = { subject: 'A', notes: '', place: '', time: '2026-03-10T09:00:00Z/2026-03-10T10:00:00Z' };
		const stamp = { link: 'a/b', base: printsOfFields({ ...fields, calendar: 'cal' }), generation: 0 };
		const made = bodyOfNew('event1', fields, '', stamp) as GoogleEvent;
		expect(isEcho('cal', made, printsOf(made), undefined)).toBe(true);
		expect(isEcho('cal', made, printsOf(made), printsOf(event))).toBe(false);
		const coloured = { ...made, colorId: '3' };
		expect(isEcho('cal', coloured, printsOf(coloured), printsOf(made))).toBe(false);
		const edited = { ...made, summary: 'B' };
		expect(isEcho('cal', edited, printsOf(edited), printsOf(made))).toBe(false);
	});
});

describe('the moment of an event', () => {
	test.each([
		['eventStarted', 'Europe/Warsaw', '2026-03-28T23:00:00.000Z'],
		['eventEnded', 'Europe/Warsaw', '2026-03-29T22:00:00.000Z'],
		['eventStarted', 'America/Los_Angeles', '2026-03-29T07:00:00.000Z'],
	] as const)('%s of whole days in %s is %s', (kind, zone, moment) => {
		expect(momentOf({ id: 'e', start: { date: '2026-03-29' }, end: { date: '2026-03-30' } }, kind, zone)).toBe(moment);
	});

	test('is none where there is no time', () => {
		expect(momentOf({ id: 'e' }, 'eventStarted', 'UTC')).toBeUndefined();
	});
});

describe('a change', () => {
	const event: GoogleEvent = { id: 'e1', updated: '2026-03-01T10:00:00.000Z' };
	const route = { calendar: 'c', account: 'default', name: 'C', ref: 'c' };
	const watch = watchOf('eventUpdated', { calendars: ['c'], fields: ['summary'] });
	const met = (now: string, before?: string) => ({
		event,
		row: { own: now, rest: '' },
		values: [now],
		round: 0,
		before: before === undefined ? undefined : { own: before, rest: '', values: [keptOf(before)] },
	});

	test('tells the values before and after, but not those that were too long to be kept', () => {
		expect(changeOf(met('B', 'A'), watch, route)?.changes).toEqual({ summary: { from: 'A', to: 'B' } });
		expect(changeOf(met('B', 'A'.repeat(999)), watch, route)?.changes).toEqual({ summary: { to: 'B' } });
		expect(changeOf(met('A'.repeat(999), 'A'.repeat(999)), watch, route)).toBeUndefined();
	});

	test('has the same id whenever it is read, and another one for another version', () => {
		const ids = [met('B', 'A'), met('B', 'A'), met('C', 'A')].map((one) => changeOf(one, watch, route)!.id);
		expect(ids[0]).toBe(ids[1]);
		expect(ids[2]).not.toBe(ids[0]);
	});
});

test('fields of the node may hold single values, and names are checked', () => {
	expect(watchOf('eventCreated', { calendars: ' c ' })).toMatchObject({ calendars: ['c'], kinds: ['default'] });
	expect(watchOf('eventCreated', { calendarsOf: 'operators', calendars: ['c'] })).not.toHaveProperty('calendars');
	expect(() => watchOf('eventUpdated', { calendars: 'c', fields: 'toString' })).toThrow('"toString"');
});
