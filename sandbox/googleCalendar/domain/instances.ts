import type { Calendar, EventTime, StoredEvent } from '../model';
import { millis, plusDays } from './times';
import { compact, startsOf } from './rule';

/** What a listing shows: an event that is kept, or an instance that the rule of a series makes. */
export interface Item {
	readonly event: StoredEvent;
	readonly instance?: { id: string; start: EventTime; end: EventTime; from: number; to: number; cancelled: boolean };
}

export const itemStart = ({ event, instance }: Item): number => instance?.from ?? event.start;
export const itemEnd = ({ event, instance }: Item): number => instance?.to ?? event.end;
export const itemId = ({ event, instance }: Item): string => instance?.id ?? event.id;

export const isSeries = ({ body }: StoredEvent): boolean => (body.recurrence?.length ?? 0) > 0;

/** Instances of a master in order, exceptions in their places, up to an instant. Those of a deleted series are cancelled. */
export function* instancesOf(master: StoredEvent, before = Infinity): Generator<Item> {
	const { calendar, body } = master;
	const span = millis(body.end, calendar.timeZone) - millis(body.start, calendar.timeZone);
	for (const start of startsOf(body.start, body.recurrence ?? [])) {
		const from = millis(start, calendar.timeZone);
		const exception = calendar.events.get(`${master.id}_${compact(start)}`);
		if (exception) yield { event: exception };
		else if (from >= before) return;
		else yield { event: master, instance: instanceAt(master, start, from, span) };
	}
}

function instanceAt(master: StoredEvent, start: EventTime, from: number, span: number): NonNullable<Item['instance']> {
	const end: EventTime =
		'date' in start
			? { date: plusDays(start.date, Math.round(span / 86_400_000)) }
			: { dateTime: new Date(from + span).toISOString().replace('.000Z', 'Z'), timeZone: start.timeZone };
	const to = millis(end, master.calendar.timeZone);
	return { id: `${master.id}_${compact(start)}`, start, end, from, to, cancelled: master.status === 'cancelled' };
}

/** An event by its id: kept, or made by a rule. */
export function itemById(calendar: Calendar, id: string): Item | undefined {
	const event = calendar.events.get(id);
	if (event) return { event };
	const at = id.lastIndexOf('_');
	const master = at > 0 ? calendar.events.get(id.slice(0, at)) : undefined;
	if (!master || !isSeries(master)) return undefined;
	for (const item of instancesOf(master)) if (itemId(item) === id) return item;
	return undefined;
}
