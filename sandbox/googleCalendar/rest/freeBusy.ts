import { instancesOf, isSeries, type Item } from '../domain/instances';
import { isoIn, isZone } from '../domain/zones';
import { invalid, required, type Calendar, type Json } from '../model';
import { spanOf } from '../show';
import type { Answer, Call } from './call';

/** POST /freeBusy. Calendars that cannot be seen have `errors` in place of times. */
export function queryFreeBusy({ world, user, body }: Call): Answer {
	const [from, to] = [instant(body.timeMin, 'timeMin'), instant(body.timeMax, 'timeMax')];
	if (to <= from) throw invalid('The specified time range is empty.', 'timeMax');
	const zone = body.timeZone ?? 'UTC';
	if (!isZone(zone)) throw invalid('Invalid time zone.', 'timeZone');
	const asked = Array.isArray(body.items) ? (body.items as Json[]) : [];
	const calendars: Json = {};
	for (const { id } of asked) {
		const found = world.store.visible(user, String(id));
		calendars[String(id)] = found
			? {
					busy: busyTimes(found.calendar, from, to).map(([start, end]) => ({
						start: isoIn(zone, start),
						end: isoIn(zone, end),
					})),
				}
			: { errors: [{ domain: 'global', reason: 'notFound' }], busy: [] };
	}
	const times = { timeMin: new Date(from).toISOString(), timeMax: new Date(to).toISOString() };
	return { json: { kind: 'calendar#freeBusy', ...times, calendars } };
}

function instant(sent: unknown, name: string): number {
	if (typeof sent !== 'string') throw required(`Missing ${name} parameter.`);
	const at = Date.parse(sent);
	if (Number.isNaN(at)) throw invalid(`Invalid value '${sent}'.`, name);
	return at;
}

function busyTimes(calendar: Calendar, from: number, to: number): Array<[number, number]> {
	const spans: Array<[number, number]> = [];
	const note = (item: Item) => {
		const [start, end] = spanOf(item);
		if (isBusy(item) && start < to && end > from) spans.push([Math.max(start, from), Math.min(end, to)]);
	};
	const { events } = calendar;
	for (const event of events.starts.after([from - events.longest - 1, Infinity])) {
		if (event.start >= to) break;
		if (!isSeries(event) && event.recurringEventId === undefined) note({ event });
	}
	for (const event of events.series) for (const item of instancesOf(event, to)) note(item);
	return joined(spans);
}

function isBusy({ event }: Item): boolean {
	if (event.status === 'cancelled' || event.body.transparency === 'transparent') return false;
	const self = event.body.attendees?.find(({ email }) => email === event.calendar.id);
	return self?.responseStatus !== 'declined';
}

function joined(spans: Array<[number, number]>): Array<[number, number]> {
	const result: Array<[number, number]> = [];
	for (const [start, end] of spans.sort((a, b) => a[0] - b[0])) {
		const last = result.at(-1);
		if (last && start <= last[1]) last[1] = Math.max(last[1], end);
		else result.push([start, end]);
	}
	return result;
}
