import { DateTime, IANAZone } from 'luxon';

const minute = 60_000;
const zones = new Map<string, IANAZone>();

function zoneNamed(name: string): IANAZone {
	const known = zones.get(name) ?? IANAZone.create(name);
	zones.set(name, known);
	return known;
}

/** `YYYY-MM-DD HH:MM` on the wall of the zone: no zone, minute precision (worksection.md section 2). */
export function localStamp(at: number, zone: string): string {
	const wall = at + zoneNamed(zone).offset(at) * minute;
	return new Date(wall).toISOString().slice(0, 16).replace('T', ' ');
}

/** `YYYY-MM-DD` on the wall of the zone. */
export const localDay = (at: number, zone: string): string => localStamp(at, zone).slice(0, 10);

/** First millisecond of a `YYYY-MM-DD` day in the zone. */
export const startOfDay = (day: string, zone: string): number =>
	DateTime.fromISO(day, { zone }).startOf('day').toMillis();

/** First millisecond of the day after. */
export const endOfDay = (day: string, zone: string): number =>
	DateTime.fromISO(day, { zone }).startOf('day').plus({ days: 1 }).toMillis();

/** `DD.MM.YYYY` (with `iso` also `YYYY-MM-DD`) to `YYYY-MM-DD`; undefined when it is no day of the calendar. */
export function parseDay(text: string, options: { iso?: boolean } = {}): string | undefined {
	const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text.trim());
	const day = dotted
		? [dotted[3], dotted[2]?.padStart(2, '0'), dotted[1]?.padStart(2, '0')].join('-')
		: options.iso && text.trim();
	if (!day || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
	return DateTime.fromISO(day, { zone: 'utc' }).isValid ? day : undefined;
}

/** Milliseconds of a get_events period: 1m..360m, 1h..72h, 1d..30d; undefined outside that. */
export function parsePeriod(text: string): number | undefined {
	const match = /^(\d+)([mhd])$/.exec(text.trim());
	if (!match) return undefined;
	const amount = Number(match[1]);
	const unit = { m: [360, minute], h: [72, 60 * minute], d: [30, 24 * 60 * minute] }[match[2] as 'm' | 'h' | 'd'];
	const [most, length] = unit as [number, number];
	return amount >= 1 && amount <= most ? amount * length : undefined;
}

/** `0.15`, `0,15` or `0:09` hours to minutes (worksection.md 3.6). */
export function parseHours(text: string): number | undefined {
	const clock = /^(\d+):([0-5]?\d)$/.exec(text.trim());
	if (clock) return Number(clock[1]) * 60 + Number(clock[2]);
	const decimal = /^\d+(?:[.,]\d+)?$/.exec(text.trim());
	return decimal ? Math.round(Number(text.trim().replace(',', '.')) * 60) : undefined;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** `h:mm`. */
export const hoursText = (minutes: number): string => `${Math.floor(minutes / 60)}:${two(minutes % 60)}`;

/** `hh:mm:ss`. */
export function durationText(ms: number): string {
	const seconds = Math.max(0, Math.floor(ms / 1000));
	return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
