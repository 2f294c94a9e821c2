import fc from 'fast-check';

import { decide, type Rules } from '../../../nodes/GoogleCalendar/event/decide';
import { simple } from '../../../nodes/GoogleCalendar/event/simple';
import { baseOf, idOf, SOURCE, sourceOf } from '../../../nodes/GoogleCalendar/event/stamp';
import { timeFor, wantedTime } from '../../../nodes/GoogleCalendar/event/times';
import { bodyOf, Wanted } from '../../../nodes/GoogleCalendar/event/wanted';
import type { GoogleEvent } from '../../../nodes/GoogleCalendar/schema';

const ZONE = 'Europe/Warsaw';
const time = (values: Record<string, unknown>, current?: GoogleEvent): string =>
	timeFor(wantedTime(values, ZONE)!, ZONE, current);
const timed = (start: string, end: string): GoogleEvent => ({
	id: 'e',
	start: { dateTime: start, timeZone: ZONE },
	end: { dateTime: end, timeZone: ZONE },
});
const days = (start: string, end: string): GoogleEvent => ({ id: 'e', start: { date: start }, end: { date: end } });

describe('when an event is', () => {
	it.each([
		[{ start: '2026-07-01' }, '2026-07-01/2026-07-02'],
		[{ start: '2026-07-01', end: '2026-07-03' }, '2026-07-01/2026-07-04'],
		[{ start: '2026-07-01T10:00', end: '2026-07-01T10:30' }, '2026-07-01T08:00:00Z/2026-07-01T08:30:00Z'],
		[{ start: '2026-07-01T10:00' }, '2026-07-01T08:00:00Z/2026-07-01T09:00:00Z'],
		[{ start: '2026-07-01T10:00', timeZone: 'UTC' }, '2026-07-01T10:00:00Z/2026-07-01T11:00:00Z'],
		[{ start: '2026-07-01T23:30:00Z', allDay: 'yes' }, '2026-07-02/2026-07-03'],
		[{ start: '2026-07-01', allDay: false }, '2026-06-30T22:00:00Z/2026-06-30T23:00:00Z'],
		// The clock goes forward at two, and back at three.
		[{ start: '2026-03-29T02:30', end: '2026-03-29T04:00' }, '2026-03-29T01:30:00Z/2026-03-29T02:00:00Z'],
		[{ start: '2026-10-25T02:30', end: '2026-10-25T04:00' }, '2026-10-25T00:30:00Z/2026-10-25T03:00:00Z'],
		[{ start: '2026-03-29', end: '2026-03-29' }, '2026-03-29/2026-03-30'],
	])('is read from what is mapped (%j)', (values, wanted) => expect(time(values)).toBe(wanted));

	it.each([
		[
			{ start: '2026-07-02T10:00' },
			timed('2026-07-01T08:00:00Z', '2026-07-01T10:00:00Z'),
			'2026-07-02T08:00:00Z/2026-07-02T10:00:00Z',
		],
		[
			{ end: '2026-07-01T13:00' },
			timed('2026-07-01T08:00:00Z', '2026-07-01T10:00:00Z'),
			'2026-07-01T08:00:00Z/2026-07-01T11:00:00Z',
		],
		[{ start: '2026-07-05' }, days('2026-07-01', '2026-07-04'), '2026-07-05/2026-07-08'],
		[{ end: '2026-07-05' }, days('2026-07-01', '2026-07-04'), '2026-07-01/2026-07-06'],
		[{ allDay: true }, timed('2026-07-01T20:00:00Z', '2026-07-01T23:00:00Z'), '2026-07-01/2026-07-03'],
		[{ allDay: true }, timed('2026-07-01T20:00:00Z', '2026-07-01T22:00:00Z'), '2026-07-01/2026-07-02'],
		[{ start: '2026-07-05' }, timed('2026-07-01T08:00:00Z', '2026-07-01T10:00:00Z'), '2026-07-05/2026-07-06'],
		[
			{ timeZone: 'UTC' },
			timed('2026-07-01T08:00:00Z', '2026-07-01T10:00:00Z'),
			'2026-07-01T08:00:00Z/2026-07-01T10:00:00Z',
		],
	])('stays as it is in what is not mapped (%j)', (values, current, wanted) =>
		expect(time(values, current)).toBe(wanted),
	);

	it.each([
		[{ end: '2026-07-01' }, /has no start/],
		[{ start: '2026-07-02', end: '2026-07-01' }, /end lies before the start/],
		[{ start: 'soon' }, /Start is not a date/],
		[{ start: '2026-07-01', allDay: 'perhaps' }, /neither true nor false/],
		[{ start: '2026-07-01', timeZone: 'Warsaw' }, /is not a time zone/],
		[{ start: '2026-07-01T10:00', end: '2026-07-03' }, /End is a day without a time/],
	])('is refused where it makes no sense (%j)', (values, words) => expect(() => time(values)).toThrow(words));

	it('does not become whole days because its end is told as a day', () => {
		const current = timed('2026-07-01T08:00:00Z', '2026-07-01T10:00:00Z');
		expect(() => time({ end: '2026-07-03' }, current)).toThrow(/End is a day without a time/);
		expect(time({ end: '2026-07-03', allDay: true }, current)).toBe('2026-07-01/2026-07-04');
		expect(time({ start: '2026-07-01', end: '2026-07-03', allDay: false })).toBe(
			'2026-06-30T22:00:00Z/2026-07-02T22:00:00Z',
		);
	});

	it('comes back unchanged from what was sent', () => {
		const moment = fc
			.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2035, 0, 1) })
			.map((ms) => new Date(Math.floor(ms / 60_000) * 60_000).toISOString());
		const zones = fc.constantFrom('Europe/Warsaw', 'America/St_Johns', 'Pacific/Apia', 'UTC', 'Asia/Kathmandu');
		fc.assert(
			fc.property(
				moment,
				fc.integer({ min: 0, max: 5000 }),
				fc.boolean(),
				zones,
				fc.option(fc.boolean()),
				(start, minutes, allDay, zone, was) => {
					const end = new Date(Date.parse(start) + minutes * 60_000).toISOString();
					const current =
						was === null
							? undefined
							: was
								? days('2026-01-01', '2026-01-03')
								: timed('2026-01-01T08:00:00Z', '2026-01-01T09:00:00Z');
					const wanted = new Wanted({ start, end, allDay, summary: 'X' }, zone);
					const sent = { ...current, ...bodyOf(wanted.differences(current)), id: 'e' } as GoogleEvent;
					expect(wanted.differences(sent)).toEqual([]);
					const { start: from } = sent;
					expect(from?.date === undefined || from.date === null).toBe(!allDay);
				},
			),
		);
	});
});

describe('values', () => {
	const current: GoogleEvent = {
		...timed('2026-07-01T08:00:00Z', '2026-07-01T10:00:00Z'),
		summary: 'Żółw',
		description: 'One<br>two &amp; three',
		attendees: [
			{ email: 'Anna@firma.example', self: true, organizer: true, responseStatus: 'accepted' },
			{ email: 'guest@klient.example', responseStatus: 'declined' },
			{ email: 'room@firma.example', resource: true },
		],
		reminders: { useDefault: false, overrides: [{ method: 'popup', minutes: 10 }] },
	};
	const differ = (values: Record<string, unknown>) => new Wanted(values, ZONE).differences(current).map(({ id }) => id);

	it('that mean the same are the same', () => {
		const same = {
			summary: ' Z\u0307o\u0301łw '.normalize('NFD'),
			description: 'One\r\ntwo & three',
			guests: ['guest@klient.example'],
			reminders: '10',
			visibility: '',
			color: '',
			showAs: 'Busy',
			start: '2026-07-01T10:00:00+02:00',
			end: '2026-07-01T12:00',
			timeZone: 'Europe/Warsaw',
		};
		expect(differ(same)).toEqual([]);
	});

	it('that differ are sent alone, guests who stay with their answer', () => {
		const wanted = new Wanted({ guests: 'guest@klient.example; new@klient.example', summary: 'Żółw' }, ZONE);
		expect(bodyOf(wanted.differences(current))).toEqual({
			attendees: [...current.attendees!, { email: 'new@klient.example' }],
		});
		expect(bodyOf(new Wanted({ guests: '' }, ZONE).differences(current))).toEqual({
			attendees: [current.attendees![0], current.attendees![2]],
		});
	});

	it.each([
		['none', { useDefault: false, overrides: [] }],
		['default', { useDefault: true, overrides: [] }],
		[
			'5 min, 60 email',
			{
				useDefault: false,
				overrides: [
					{ method: 'popup', minutes: 5 },
					{ method: 'email', minutes: 60 },
				],
			},
		],
	])('of reminders: %s', (reminders, body) => {
		expect(bodyOf(new Wanted({ reminders }, ZONE).differences(current))).toEqual({ reminders: body });
	});

	it.each([
		[{ nothing: 1 }, /"nothing" cannot be set/],
		[{ color: 'Pink' }, /Color cannot be "pink"/],
		[{ guests: 'a@b, c' }, /"c" is not an email/],
		[{ reminders: '1 week' }, /"1 week" is not a number of minutes/],
		[{ sourceUrl: 'javascript:alert(1)' }, /not a web address/],
	])('that cannot be are refused (%j)', (values, words) => expect(() => new Wanted(values, ZONE)).toThrow(words));

	it('make a short record', () => {
		expect(simple({ ...days('2026-03-10', '2026-03-12'), calendarId: 'c' })).toEqual({
			id: 'e',
			calendarId: 'c',
			start: '2026-03-10',
			end: '2026-03-11',
			allDay: true,
		});
	});
});

describe('the event of a source record', () => {
	const source = sourceOf('Streamsoft', 42);
	const rules = (whenChanged: Rules['whenChanged']): Rules => ({ whenChanged, whenDeleted: 'create' });
	const wanted = (values: object) => new Wanted({ summary: 'A', location: 'L', start: '2026-07-01', ...values }, ZONE);
	const made = (values: object = {}): GoogleEvent => {
		const decision = decide(wanted(values), source, rules('ask'), undefined);
		return { ...(decision as { body: object }).body, id: idOf(source, 0) } as GoogleEvent;
	};

	it('has an ID that Google takes, another one in each generation, and its link', () => {
		expect(idOf(source, 0)).toMatch(/^[a-v0-9]{5,1024}$/);
		expect(idOf(source, 0)).not.toBe(idOf(source, 1));
		expect(idOf(source, 0)).not.toBe(idOf(sourceOf('Streamsoft', 43), 0));
		expect(made().extendedProperties!.private![SOURCE.link]).toBe('Streamsoft/42');
		expect(Object.keys(baseOf(made())).sort()).toEqual(['location', 'summary', 'time']);
		for (const value of Object.values(made().extendedProperties!.private!))
			expect(value.length).toBeLessThanOrEqual(1024);
	});

	it.each(['overwrite', 'keep', 'ask'] as const)('is left alone while nothing changes (%s)', (whenChanged) => {
		expect(decide(wanted({}), source, rules(whenChanged), made())).toMatchObject({
			do: 'nothing',
			action: 'unchanged',
		});
		expect(decide(wanted({ location: 'M' }), source, rules(whenChanged), made())).toMatchObject({
			do: 'update',
			action: 'updated',
			changes: { location: { from: 'L', to: 'M' } },
		});
	});

	it('is told apart by who changed what', () => {
		const edited = { ...made(), location: 'Elsewhere' };
		expect(decide(wanted({ summary: 'B' }), source, rules('overwrite'), edited)).toMatchObject({
			do: 'update',
			changes: { summary: {}, location: {} },
		});
		const kept = decide(wanted({ summary: 'B' }), source, rules('keep'), edited);
		expect(kept).toMatchObject({ do: 'update', body: { summary: 'B' }, reason: expect.stringMatching(/Location/) });
		expect((kept as { body: object }).body).not.toHaveProperty('location');
		expect(decide(wanted({ summary: 'B' }), source, rules('ask'), edited)).toMatchObject({
			do: 'nothing',
			action: 'conflict',
		});
	});

	it('keeps what was never written and stands there already', () => {
		const adopted: GoogleEvent = { ...days('2026-07-01', '2026-07-02'), summary: 'By hand' };
		expect(decide(wanted({}), source, rules('keep'), adopted)).toMatchObject({
			do: 'update',
			changes: { location: {} },
			reason: expect.stringMatching(/Title/),
		});
	});

	it('is not taken from another record', () => {
		const foreign = { ...made(), extendedProperties: { private: { [SOURCE.link]: 'Streamsoft/7' } } };
		expect(() => decide(wanted({}), source, rules('overwrite'), foreign)).toThrow('another source record');
	});

	it.each([
		['', 1, /Source System is empty/],
		['S', '', /Source ID is empty/],
		['S', 'x'.repeat(2000), /too long/],
	])('needs a link (%#)', (system, id, words) => expect(() => sourceOf(system, id)).toThrow(words));
});
