import type { IDataObject } from 'n8n-workflow';

import { settled } from '../../shared/settled';
import type { Change, Delivered } from '../../shared/watch/feed';
import { isDay } from '../../shared/when';
import { calls, isMissing, type GoogleEvent } from '../api';
import { isCancelled, stampOf } from '../sync/event';
import type { Route } from './place';
import type { Watch } from './watched';
import { keyOf, type CalendarWatch } from './watching';

const calendarOf = ({ about }: Change): string => String(about?.calendarId ?? '');

/** An event as an item carries it: as Google gives it, with where it is and what it is linked to. */
export function recordOf(event: GoogleEvent, route: Route): IDataObject {
	const stamp = stampOf(event);
	return {
		...(event as unknown as IDataObject),
		...placeOf(route),
		allDay: isDay(event.start?.date),
		...(stamp?.self === event.id && { link: stamp.link }),
	};
}

/** Of a deleted event: what was known of it. @param stamp its properties */
export function deletedRecord(id: string, route: Route, stamp?: IDataObject): IDataObject {
	return { id, deleted: true, ...placeOf(route), ...(stamp && { link: stamp.n8nSyncLink, stamp }) };
}

const placeOf = ({ calendar, name, operator, types = [] }: Route): IDataObject => ({
	calendarId: calendar,
	calendar: name,
	...(operator !== undefined && { operator }),
	...(types.length > 0 && { crmEventType: types.join(', ') }),
});

/** Adds the events as they are now. One whose calendar cannot be read now is left out: it waits. @throws Fault */
export async function withRecords(
	watching: CalendarWatch,
	watch: Watch,
	changes: Change[],
	onFailure: (failure: Error) => void = () => {},
): Promise<Delivered[]> {
	const { routes } = await watching.look(watch);
	const known = new Map(routes.list.map((route) => [route.calendar, route]));
	const routeOf = (change: Change): Route =>
		known.get(calendarOf(change)) ?? {
			calendar: calendarOf(change),
			account: '',
			name: String(change.about?.calendar),
			ref: '',
		};
	const wanted = changes.filter((change) => change.event !== 'eventDeleted' && known.has(calendarOf(change)));
	for (const failure of await readMissing(watching, wanted, routeOf)) onFailure(failure);
	return changes.flatMap((change): Delivered[] => {
		const { stamp, ...about } = change.about ?? {};
		const route = routeOf(change);
		if (change.event === 'eventDeleted') {
			return [{ ...change, about, record: deletedRecord(change.recordId, route, stamp as IDataObject) }];
		}
		const event = watching.events.get(keyOf(route.calendar, change.recordId));
		// A calendar that is watched no more: what is left is what the change itself says.
		if (!event && !known.has(route.calendar) && !routes.incomplete)
			return [{ ...change, record: { id: change.recordId, ...placeOf(route) } }];
		if (!event) return [];
		const record = isCancelled(event) ? deletedRecord(event.id, route) : recordOf(event, route);
		return [{ ...change, record }];
	});
}

/** @returns why some could not be read */
async function readMissing(
	watching: CalendarWatch,
	changes: readonly Change[],
	routeOf: (change: Change) => Route,
): Promise<Error[]> {
	const missing = changes.filter((change) => !watching.events.has(keyOf(calendarOf(change), change.recordId)));
	const wanted = [...new Map(missing.map((change) => [keyOf(calendarOf(change), change.recordId), change])).values()];
	const asked = wanted.map((change) => ({
		account: watching.account(routeOf(change)),
		call: calls.getEvent(calendarOf(change), change.recordId),
	}));
	const answers = await watching.api.batch(asked);
	const there = new Map<string, Promise<boolean>>();
	const failures: Error[] = [];
	for (const [at, answer] of answers.entries()) {
		const change = wanted[at]!;
		const calendar = calendarOf(change);
		if ('value' in answer) watching.note(calendar, answer.value);
		else if (!isMissing(answer.error)) failures.push(answer.error as Error);
		else {
			there.set(calendar, there.get(calendar) ?? isThere(watching, routeOf(change)));
			if (await there.get(calendar)) watching.note(calendar, { id: change.recordId, status: 'cancelled' });
		}
	}
	return failures;
}

/** Whether it is the event that is gone, and not its calendar. */
async function isThere(watching: CalendarWatch, route: Route): Promise<boolean> {
	const outcome = await settled(async () => await watching.account(route).calendar(route.calendar));
	return 'value' in outcome;
}
