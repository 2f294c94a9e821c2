import { instancesOf, isSeries, itemEnd, itemStart, type Item } from '../domain/instances';
import { instantParameter } from '../domain/times';
import { invalid, notFound, required, type Person } from '../model';
import { looksFrom, shownEvent } from '../show';
import { atLeast } from '../store';
import { calendarOf, etagOf, flag, itemOf, maxResults, writeOptions, type Answer, type Call } from './call';

function answer(call: Call, item: Item): Answer {
	const json = shownEvent(item, looksFrom(call.user, call.params, call.world.switches));
	return { json, etag: etagOf(item.event) };
}

export function getEvent(call: Call): Answer {
	const { calendar } = calendarOf(call);
	return answer(call, itemOf({ ...call, ifMatch: undefined }, calendar));
}

export function insertEvent(call: Call): Answer {
	const { calendar } = calendarOf(call, 'writer');
	return answer(call, { event: call.world.writer.insert(calendar, call.body, writeOptions(call)) });
}

export function patchEvent(call: Call): Answer {
	const { calendar } = calendarOf(call, 'writer');
	return answer(call, { event: call.world.writer.patch(itemOf(call, calendar), call.body, writeOptions(call)) });
}

export function updateEvent(call: Call): Answer {
	const { calendar } = calendarOf(call, 'writer');
	return answer(call, { event: call.world.writer.replace(itemOf(call, calendar), call.body, writeOptions(call)) });
}

export function deleteEvent(call: Call): Answer {
	const { calendar } = calendarOf(call, 'writer');
	call.world.writer.remove(itemOf(call, calendar), writeOptions(call));
	return { status: 204 };
}

/** Brings a copy of somebody else's event in; one with its iCalUID is updated. */
export function importEvent(call: Call): Answer {
	const { calendar } = calendarOf(call, 'writer');
	const { world, body } = call;
	if (typeof body.iCalUID !== 'string' || body.iCalUID === '') throw required('Missing iCalUID.');
	const organizer = body.organizer as Person | undefined;
	const options = { ...writeOptions(call), sendUpdates: 'none' as const, free: true };
	const known = calendar.events.withUid(body.iCalUID);
	const event = known
		? world.writer.replace({ event: known }, { status: 'confirmed', ...body }, options)
		: world.writer.insert(calendar, body, organizer?.email ? { ...options, organizer } : options);
	return answer(call, { event });
}

export function moveEvent(call: Call): Answer {
	const { calendar } = calendarOf(call, 'writer');
	const name = call.params.get('destination');
	if (!name) throw required('Required parameter: destination');
	const to = call.world.store.visible(call.user, name);
	if (!to || !atLeast(to.role, 'writer')) throw notFound();
	const { event, instance } = itemOf(call, calendar);
	if (event.status === 'cancelled') throw notFound();
	if (instance || event.recurringEventId !== undefined) throw invalid('An instance of a series cannot be moved.');
	return answer(call, { event: call.world.writer.move(event, to.calendar, writeOptions(call)) });
}

export function listInstances(call: Call): Answer {
	const { world, params, user } = call;
	const { calendar, role } = calendarOf(call);
	const { event } = itemOf(call, calendar);
	if (!isSeries(event)) throw invalid('The event is not a series.');
	const [min, max] = [instantParameter(params, 'timeMin'), instantParameter(params, 'timeMax')];
	const showDeleted = flag(params, 'showDeleted') ?? false;
	const looks = looksFrom(user, params, world.switches);
	const start = params.get('originalStart');
	const all = [...instancesOf(event, max)].filter(
		(item) =>
			(showDeleted || (item.event.status !== 'cancelled' && !item.instance?.cancelled)) &&
			itemEnd(item) > (min ?? -Infinity) &&
			itemStart(item) < (max ?? Infinity) &&
			(start === null || itemStart(item) === Date.parse(start)),
	);
	const from = Number(params.get('pageToken') ?? 0);
	if (!Number.isInteger(from)) throw invalid('Invalid page token value.', 'pageToken');
	const to = from + maxResults(params, 250, 2500);
	return {
		json: {
			kind: 'calendar#events',
			summary: calendar.summary,
			timeZone: looks.timeZone ?? calendar.timeZone,
			accessRole: role,
			...(to < all.length ? { nextPageToken: String(to) } : {}),
			items: all.slice(from, to).map((item) => shownEvent(item, looks)),
		},
	};
}
