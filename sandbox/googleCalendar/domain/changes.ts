import { isDeepStrictEqual } from 'node:util';
import { Refusal, type Attendee, type Body, type StoredEvent } from '../model';
import type { GoogleCalendarSwitches } from '../switches';
import { isOrganizer } from './guests';
import { OWN_TO_COPY } from './merge';

/** Names of the parts that differ. */
export function changedParts(former: Body, next: Body): string[] {
	const names = new Set([...Object.keys(former), ...Object.keys(next)]);
	return [...names].filter((name) => !isDeepStrictEqual(former[name], next[name]));
}

/** Throws a Refusal 403 where the event is another organizer's and a part changes that is not the guest's own. */
export function demandRight(event: StoredEvent, next: Body, rule: GoogleCalendarSwitches['nonOrganizerWrites']): void {
	if (isFree(event) || rule === 'all') return;
	const isOwn = (part: string) =>
		rule === 'ownFields' &&
		((OWN_TO_COPY as readonly string[]).includes(part) ||
			(part === 'extendedProperties' && sameShared(event.body, next)) ||
			(part === 'attendees' && sameButSelf(event, next)));
	if (changedParts(event.body, next).every(isOwn) && rule === 'ownFields') return;
	throw forNonOrganizer();
}

/** Throws a Refusal 403 where the event is another organizer's. */
export function demandOrganizer(event: StoredEvent): void {
	if (!isFree(event)) throw forNonOrganizer();
}

const isFree = (event: StoredEvent): boolean =>
	!event.locked && (isOrganizer(event) || event.body.guestsCanModify === true);

const forNonOrganizer = () =>
	new Refusal(403, 'forbiddenForNonOrganizer', 'Shared properties can only be changed by the organizer of the event.', {
		domain: 'calendar',
	});

const sameShared = (a: Body, b: Body): boolean =>
	isDeepStrictEqual(a.extendedProperties?.shared, b.extendedProperties?.shared);

function sameButSelf({ body, calendar }: StoredEvent, next: Body): boolean {
	const others = (list: Attendee[] = []) => list.filter(({ email }) => email !== calendar.id);
	return isDeepStrictEqual(others(body.attendees), others(next.attendees));
}
