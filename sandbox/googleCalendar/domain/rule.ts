import { invalid, type EventTime } from '../model';
import { instantOf, localOf } from './zones';

const DAY = 86_400_000;
const DAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
/** Endless rules are followed this far from their start. */
const MOST = 2000;

interface Rule {
	frequency: (typeof FREQUENCIES)[number];
	interval: number;
	count: number;
	/** Instant, or midnight of a day as if UTC. */
	until: number;
	days: number[];
}

/** Throws a Refusal 400 for lines that are none. */
export function checkRecurrence(lines: readonly string[]): void {
	for (const line of lines) {
		const name = /^(RRULE|EXRULE|RDATE|EXDATE)[:;]/.exec(String(line))?.[1];
		if (!name) throw invalid('Invalid recurrence rule.');
		if (name === 'RRULE') ruleFrom(line);
	}
}

function ruleFrom(line: string): Rule {
	const parts = Object.fromEntries(
		line
			.replace(/^RRULE:/, '')
			.split(';')
			.map((part) => part.split('=')),
	) as Record<string, string | undefined>;
	const frequency = FREQUENCIES.find((one) => one === parts.FREQ);
	const days = (parts.BYDAY ?? '').split(',').filter((day) => day !== '');
	const [interval, count] = [Number(parts.INTERVAL ?? 1), Number(parts.COUNT ?? MOST)];
	const fits = frequency && interval >= 1 && count >= 1 && days.every((day) => DAYS.includes(day.slice(-2)));
	if (!fits) throw invalid('Invalid recurrence rule.');
	return {
		frequency,
		interval,
		count,
		until: untilFrom(parts.UNTIL),
		days: days.map((day) => DAYS.indexOf(day.slice(-2))),
	};
}

/** '20260601' or '20260601T090000Z'; a day counts to its end. */
function untilFrom(text: string | undefined): number {
	if (text === undefined) return Infinity;
	const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)Z?)?$/.exec(text) ?? [];
	if (year === undefined) throw invalid('Invalid recurrence rule.');
	const date = Date.UTC(Number(year), Number(month) - 1, Number(day));
	return hour === undefined ? date + DAY - 1 : date + Date.parse(`1970-01-01T${hour}:${minute}:${second}Z`);
}

/** Starts of a series in their order: days for an all-day one, instants ('Z') for a timed one. */
export function* startsOf(first: EventTime, lines: readonly string[]): Generator<EventTime> {
	const line = lines.find((one) => one.startsWith('RRULE'));
	const skipped = new Set(lines.filter((one) => one.startsWith('EXDATE')).flatMap(stampsOf));
	const zone = 'date' in first ? 'UTC' : first.timeZone;
	const local = 'date' in first ? Date.parse(`${first.date}T00:00:00Z`) : localOf(zone, Date.parse(first.dateTime));
	const locals = line === undefined ? [local] : localsOf(local, ruleFrom(line), zone);
	for (const wall of locals) {
		const at = instantOf(zone, wall);
		const start: EventTime =
			'date' in first
				? { date: new Date(wall).toISOString().slice(0, 10) }
				: { dateTime: `${new Date(at).toISOString().slice(0, 19)}Z`, timeZone: zone };
		if (!skipped.has(compact(start)) && !skipped.has(new Date(wall).toISOString().replace(/[-:]|\.\d+Z$/g, '')))
			yield start;
	}
}

const stampsOf = (line: string): string[] => line.slice(line.lastIndexOf(':') + 1).split(',');

function* localsOf(first: number, rule: Rule, zone: string): Generator<number> {
	let left = Math.min(rule.count, MOST);
	for (const wall of endless(first, rule)) {
		if (left-- <= 0 || instantOf(zone, wall) > rule.until) return;
		yield wall;
	}
}

function* endless(first: number, { frequency, interval, days }: Rule): Generator<number> {
	const start = new Date(first);
	for (let step = 0; ; step += interval) {
		if (frequency === 'DAILY') yield first + step * DAY;
		else if (frequency === 'WEEKLY') {
			const monday = first - ((start.getUTCDay() + 6) % 7) * DAY + step * 7 * DAY;
			const wanted = (days.length ? days : [start.getUTCDay()]).map((day) => (day + 6) % 7).sort((a, b) => a - b);
			for (const day of wanted) if (monday + day * DAY >= first) yield monday + day * DAY;
		} else {
			const months = frequency === 'MONTHLY' ? step : step * 12;
			const next = new Date(first);
			next.setUTCMonth(start.getUTCMonth() + months);
			// The 31st of a month without one is no date of the series.
			if (next.getUTCDate() === start.getUTCDate()) yield next.getTime();
			if (step > 5000) return;
		}
	}
}

/** '20260504T070000Z' or '20260504': what the id of an instance ends with. */
export const compact = (time: EventTime): string =>
	('date' in time ? time.date : time.dateTime).replace(/[-:]|\.\d+/g, '');
