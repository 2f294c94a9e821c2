import { check } from '../common';
import { calendarOf } from './acts/context';
import { insertMany } from './insertMany';
import type { Json } from './model';
import type { World } from './world';

/** Many events from one pattern. */
export interface GrowArgs {
	calendar: string;
	count: number;
	/** '{n}' becomes the event's number in six digits. Default 'Grown event {n}'. */
	summary?: string;
	description?: string;
	/** Instant of the first. Default: now. */
	start?: string;
	/** Between two starts. Default 30, which is also how long each lasts. */
	everyMinutes?: number;
	/** Ids are this and six digits. Default 'event'. */
	idPrefix?: string;
	/** Private properties, with '{n}' as in `summary`. */
	private?: Record<string, string>;
}

/** Makes them in one go: the same arguments make the same events. Throws an Error naming what does not fit. */
export function grow(world: World, args: GrowArgs): { count: number; first: string; last: string } {
	const calendar = calendarOf(world, args);
	const count = check.number(args.count, 'count');
	if (!Number.isInteger(count) || count < 1) throw new Error('count: a whole number above 0 is needed.');
	const every = (check.optionalNumber(args.everyMinutes, 'everyMinutes') ?? 30) * 60_000;
	const start = check.optionalTime(args.start, 'start') ?? world.store.now();
	const { summary = 'Grown event {n}', description, idPrefix = 'event', private: properties } = args;
	const offset = calendar.events.size;
	const seeds = Array.from({ length: count }, (_, at): Json => {
		const number = String(offset + at + 1).padStart(6, '0');
		const numbered = (text: string) => text.replaceAll('{n}', number);
		const time = (ms: number) => ({ dateTime: new Date(ms).toISOString(), timeZone: calendar.timeZone });
		return {
			id: idPrefix + number,
			summary: numbered(summary),
			...(description === undefined ? {} : { description: numbered(description) }),
			start: time(start + at * every),
			end: time(start + (at + 1) * every),
			...(properties ? { extendedProperties: { private: mapped(properties, numbered) } } : {}),
		};
	});
	const events = insertMany(world, calendar, seeds, 'events');
	return { count, first: events[0]!.id, last: events.at(-1)!.id };
}

const mapped = (values: Record<string, string>, change: (text: string) => string): Record<string, string> =>
	Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
