import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { Fault } from '../../../nodes/shared/fault';
import { addDays, dateIn, isDay, isoOf, isZone, localIn, msOf, readWhen, startOfDay } from '../../../nodes/shared/when';

const ZONES = [
	'UTC',
	'Europe/Prague',
	'Europe/Kyiv',
	'Europe/Dublin',
	'America/New_York',
	'America/Sao_Paulo',
	'America/St_Johns',
	'Asia/Kathmandu',
	'Asia/Beirut',
	'Australia/Lord_Howe',
	'Pacific/Apia',
	'Pacific/Kiritimati',
	'Africa/Casablanca',
];
const zone = fc.constantFrom(...ZONES);
const ms = fc.integer({ min: Date.UTC(1950, 0, 1), max: Date.UTC(2060, 0, 1) });
const day = fc
	.integer({ min: -10_000, max: 30_000 })
	.map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
const wallText = ms.map((at) => new Date(at).toISOString().slice(0, 19).replace('T', ' '));
const NAIVE = 'yyyy-MM-dd HH:mm:ss';

/** The instants at which luxon's wall clock shows this text, earliest first. */
function instantsOf(text: string, zoneName: string): number[] {
	const guess = DateTime.fromFormat(text, NAIVE, { zone: zoneName });
	const around = [-24, -3, 0, 3, 24].map((hours) => guess.plus({ hours }).offset);
	const wall = Date.parse(`${text.replace(' ', 'T')}Z`);
	const candidates = [...new Set(around)].map((offset) => wall - offset * 60_000);
	return candidates
		.filter((at) => DateTime.fromMillis(at, { zone: zoneName }).toFormat(NAIVE) === text)
		.sort((a, b) => a - b);
}

describe('instants and wall clocks', () => {
	it('shows the same local time as luxon', () => {
		fc.assert(
			fc.property(ms, zone, (at, zoneName) => {
				expect(localIn(at, zoneName)).toBe(DateTime.fromMillis(at, { zone: zoneName }).toFormat(NAIVE));
			}),
			{ numRuns: 2000 },
		);
	});

	it('reads local time as the first instant at which luxon shows it', () => {
		fc.assert(
			fc.property(wallText, zone, (text, zoneName) => {
				const [first] = instantsOf(text, zoneName);
				if (first !== undefined) expect(msOf(text, zoneName)).toBe(first);
				else expect(localIn(isoOf(text, zoneName), zoneName) > text).toBe(true);
			}),
			{ numRuns: 2000 },
		);
	});

	it('reads back what it wrote, or the earlier of two instants with one local time', () => {
		fc.assert(
			fc.property(ms, zone, (at, zoneName) => {
				const back = msOf(localIn(at, zoneName), zoneName);
				const whole = Math.floor(at / 1000) * 1000;
				expect(back).toBeLessThanOrEqual(whole);
				expect(localIn(back, zoneName)).toBe(localIn(whole, zoneName));
			}),
			{ numRuns: 2000 },
		);
	});

	it.each([
		['Europe/Prague', '2026-03-29 02:30', '2026-03-29T01:30:00.000Z', '2026-03-29 03:30:00'],
		['America/New_York', '2026-03-08 02:00:00', '2026-03-08T07:00:00.000Z', '2026-03-08 03:00:00'],
		['Australia/Lord_Howe', '2026-10-04 02:15', '2026-10-03T15:45:00.000Z', '2026-10-04 02:45:00'],
		['Pacific/Apia', '2011-12-30 12:00', '2011-12-30T22:00:00.000Z', '2011-12-31 12:00:00'],
	])('moves a skipped time forward in %s', (zoneName, text, iso, shown) => {
		expect(isoOf(text, zoneName)).toBe(iso);
		expect(localIn(iso, zoneName)).toBe(shown);
	});

	it.each([
		['Europe/Prague', '2026-10-25 02:30', '2026-10-25T00:30:00.000Z'],
		['America/New_York', '2026-11-01 01:59:59', '2026-11-01T05:59:59.000Z'],
	])('takes the first of two equal times in %s', (zoneName, text, iso) => {
		expect(isoOf(text, zoneName)).toBe(iso);
	});
});

describe('reading', () => {
	it('agrees on every writing of an instant', () => {
		fc.assert(
			fc.property(ms, zone, (at, zoneName) => {
				const luxon = DateTime.fromMillis(at, { zone: zoneName });
				const iso = new Date(at).toISOString();
				const writings = [
					at,
					String(at),
					new Date(at),
					luxon,
					iso,
					luxon.toISO()!,
					iso.replace('Z', '+0000'),
					iso.replace('T', ' '),
				];
				for (const writing of writings.filter((one) => !/^-?\d{1,11}$/.test(String(one)))) {
					expect(isoOf(writing, 'Asia/Kathmandu')).toBe(iso);
				}
			}),
		);
	});

	it.each([
		['2026-02-10T09:30Z', '2026-02-10T09:30:00.000Z'],
		['2026-02-10T09:30:15.123456789+02:00', '2026-02-10T07:30:15.123Z'],
		[' 2026-02-10 09:30 -0330 ', '2026-02-10T13:00:00.000Z'],
		['2026-02-10T09:30:15,5+01', '2026-02-10T08:30:15.500Z'],
		['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
		['9999-12-31T23:59:59Z', '9999-12-31T23:59:59.000Z'],
	])('reads %s', (text, iso) => {
		expect(isoOf(text, 'UTC')).toBe(iso);
	});

	it.each([
		'',
		'tomorrow',
		'10.02.2026',
		'2026-02-30',
		'2025-02-29',
		'2026-13-01',
		'0000-01-01',
		'2026-02-10T24:00Z',
		'2026-02-10 09:60',
		'2026-02-10T09:30+25:00',
		Number.NaN,
		Infinity,
		new Date(Number.NaN),
		null,
		undefined,
		true,
		{},
		[],
		{ toISO: () => null },
	])('refuses %p and names the field', (value) => {
		expect(() => readWhen(value, 'UTC', 'Due Date')).toThrow(Fault);
		expect(() => readWhen(value, 'UTC', 'Due Date')).toThrow(/^Due Date is not a date/);
	});

	it('refuses what is no zone', () => {
		expect(isZone('Europe/Kiev')).toBe(true);
		expect(isZone('Europe/Atlantis')).toBe(false);
		expect(isZone('')).toBe(false);
		expect(() => dateIn('2026-02-10', 'Europe/Atlantis')).toThrow('"Europe/Atlantis" is not a time zone.');
	});

	it('tells days from instants', () => {
		expect(isDay('2026-02-10')).toBe(true);
		expect([isDay('2026-02-31'), isDay('2026-02-10T00:00'), isDay(5), isDay(null)]).toEqual([
			false,
			false,
			false,
			false,
		]);
	});
});

describe('days', () => {
	it('never shift in any zone', () => {
		fc.assert(
			fc.property(day, zone, (date, zoneName) => {
				expect(dateIn(date, zoneName)).toBe(date);
				expect(localIn(date, zoneName)).toBe(`${date} 00:00:00`);
				expect(dateIn(date, zoneName, 'DD.MM.YYYY')).toBe(date.split('-').reverse().join('.'));
			}),
		);
	});

	it('begin when luxon says so', () => {
		fc.assert(
			fc.property(ms, zone, (at, zoneName) => {
				const luxon = DateTime.fromMillis(at, { zone: zoneName });
				const begin = startOfDay(at, zoneName);
				// Where midnight comes twice, luxon may take the second one, which lies within the day that we begin.
				expect(begin <= luxon.startOf('day').toUTC().toISO()!).toBe(true);
				expect(localIn(begin, zoneName)).toBe(luxon.startOf('day').toFormat(NAIVE));
			}),
			{ numRuns: 1000 },
		);
	});

	it('are counted on the calendar', () => {
		fc.assert(
			fc.property(day, fc.integer({ min: -4000, max: 4000 }), zone, (date, days, zoneName) => {
				const moved = addDays(date, days, zoneName);
				expect(moved).toBe(DateTime.fromISO(date, { zone: 'UTC' }).plus({ days }).toISODate());
				expect(addDays(moved, -days, zoneName)).toBe(date);
			}),
		);
	});

	it('keep the wall clock time of an instant, as far as it exists on that day', () => {
		fc.assert(
			fc.property(ms, fc.integer({ min: -400, max: 400 }), zone, (at, days, zoneName) => {
				const wanted = DateTime.fromMillis(at, { zone: zoneName }).toFormat(NAIVE);
				const wall = DateTime.fromFormat(wanted, NAIVE, { zone: 'UTC' }).plus({ days }).toFormat(NAIVE);
				const moved = addDays(at, days, zoneName);
				if (days === 0) expect(moved).toBe(new Date(at).toISOString());
				else if (instantsOf(wall, zoneName).length > 0) expect(localIn(moved, zoneName)).toBe(wall);
				else expect(localIn(moved, zoneName) > wall).toBe(true);
			}),
			{ numRuns: 1000 },
		);
	});

	it('are moved by whole days within the calendar only', () => {
		expect(() => addDays('2026-02-10', 1.5, 'UTC', 'Due Date')).toThrow('Due Date can be moved by whole days only');
		expect(() => addDays('9999-12-31', 1, 'UTC')).toThrow(Fault);
		expect(() => addDays('2026-02-10', Number.NaN, 'UTC')).toThrow(Fault);
	});
});
