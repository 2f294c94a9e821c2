import * as fc from 'fast-check';
import { partsOf, timeOfWall, timeText, wallOf } from '../../../../../nodes/shared/sync/pairs/time';

const ZONES = [
	'Europe/Warsaw',
	'America/New_York',
	'Australia/Lord_Howe',
	'Asia/Kathmandu',
	'Africa/Casablanca',
	'UTC',
];
const zone = fc.constantFrom(...ZONES);
const second = fc.integer({ min: Date.UTC(2000, 0, 1) / 1000, max: Date.UTC(2037, 0, 1) / 1000 });
const iso = (seconds: number) => new Date(seconds * 1000).toISOString();
const timed = fc.tuple(second, fc.nat(400_000)).map(([start, length]) => timeText(iso(start), iso(start + length)));
const day = fc.tuple(second, fc.nat(400)).map(([start, days]) => {
	const first = iso(start).slice(0, 10);
	return timeText(first, new Date(Date.parse(first) + (days + 1) * 86_400_000).toISOString().slice(0, 10));
});

describe('a time', () => {
	it('of whole days is the same in every zone', () => {
		fc.assert(
			fc.property(day, zone, (time, where) => {
				const wall = wallOf(time, where);
				expect(wall.allDay).toBe(true);
				expect(timeOfWall(wall, where, 60)).toBe(time);
			}),
		);
	});

	it('comes back from the clock of a zone, unless the clock shows it twice; then as what comes back', () => {
		fc.assert(
			fc.property(timed, zone, (time, where) => {
				const once = timeOfWall(wallOf(time, where), where, 60);
				expect(timeOfWall(wallOf(once, where), where, 60)).toBe(once);
				const { start } = partsOf(time);
				const isOnce = ['start', 'end'].every((part) => {
					const instant = Date.parse(partsOf(time)[part as 'start']);
					return [-1, 1].every((side) => {
						const other = new Date(instant + side * 3_600_000).toISOString();
						return (
							wallOf(timeText(other, other), where).start !==
							wallOf(timeText(new Date(instant).toISOString(), start), where).start
						);
					});
				});
				if (isOnce && where !== 'Australia/Lord_Howe') expect(once).toBe(time);
			}),
		);
	});

	it('is the same in any writing of its instants', () => {
		expect(timeText('2026-07-01T10:00:00+02:00', '2026-07-01T05:00:00.000-04:00')).toBe(
			'2026-07-01T08:00:00Z/2026-07-01T09:00:00Z',
		);
		expect(timeText('2026-07-01', '2026-07-02')).toBe('2026-07-01/2026-07-02');
	});

	it('that the clock skips moves forward, one that it shows twice is the first', () => {
		const at = (start: string, end: string | null) => timeOfWall({ start, end, allDay: false }, 'Europe/Warsaw', 60);
		expect(at('2026-03-29 02:30:00', '2026-03-29 03:30:00')).toBe('2026-03-29T01:30:00Z/2026-03-29T01:30:00Z');
		expect(at('2026-10-25 02:30:00', '2026-10-25 03:30:00')).toBe('2026-10-25T00:30:00Z/2026-10-25T02:30:00Z');
	});

	it('without an end lasts as long as it is said, and never ends before it begins', () => {
		const at = (end: string | null) =>
			timeOfWall({ start: '2026-07-01 10:00:00', end, allDay: false }, 'Europe/Warsaw', 45);
		expect(at(null)).toBe('2026-07-01T08:00:00Z/2026-07-01T08:45:00Z');
		expect(at('2026-07-01 09:00:00')).toBe('2026-07-01T08:00:00Z/2026-07-01T08:00:00Z');
	});

	it('of whole days: the last one counts', () => {
		const of = (start: string, end: string | null) => timeOfWall({ start, end, allDay: true }, 'Europe/Warsaw', 60);
		expect(of('2026-07-01 15:00:00', null)).toBe('2026-07-01/2026-07-02');
		expect(of('2026-07-01 00:00:00', '2026-07-03 23:59:59')).toBe('2026-07-01/2026-07-04');
		expect(of('2026-07-05 00:00:00', '2026-07-03 00:00:00')).toBe('2026-07-05/2026-07-06');
		expect(of('2026-03-28 00:00:00', '2026-03-29 00:00:00')).toBe('2026-03-28/2026-03-30');
	});
});
