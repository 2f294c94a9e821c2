import { isDeepStrictEqual } from 'node:util';
import type { Attendee, Body, Mail, StoredEvent, User } from '../model';
import type { GoogleCalendarStore } from '../store';
import type { GoogleCalendarSwitches } from '../switches';
import { OWN_TO_COPY } from './merge';
import { millis } from './times';

export type SendUpdates = 'all' | 'externalOnly' | 'none';

/** Who writes, where, and whether guests are to be told. */
export interface Origin {
	user: User;
	via: 'api' | 'ui';
	sendUpdates: SendUpdates;
}

export const isOrganizer = (event: StoredEvent): boolean => event.organizer.email === event.calendar.id;

/** Keeps the copies of an event alike in the calendars of its guests, and writes the mails down. */
export class Guests {
	constructor(
		private readonly store: GoogleCalendarStore,
		private readonly switches: GoogleCalendarSwitches,
	) {}

	/** After a change of an event; `former` are the guests that it had before. */
	spread(event: StoredEvent, former: readonly Attendee[], kind: Mail['kind'], origin: Origin): void {
		const guests = event.body.attendees ?? [];
		if (isOrganizer(event)) {
			this.mail(event, kind === 'cancellation' ? former : guests, kind, origin);
			if (this.switches.guestCopies) this.copyToGuests(event, former);
			return;
		}
		const self = guests.find(({ email }) => email === event.calendar.id);
		if (!self || kind === 'invitation') return;
		const response = event.status === 'cancelled' ? { ...self, responseStatus: 'declined' as const } : self;
		if (this.switches.guestCopies) this.answer(event, response, origin);
	}

	/** After a move: the guests' copies have another organizer. */
	handOver(from: StoredEvent, to: StoredEvent): void {
		for (const { email } of from.body.attendees ?? []) {
			const copy = this.copyAt(from, email);
			if (copy && copy !== to) copy.organizer = to.organizer;
		}
	}

	private copyToGuests(event: StoredEvent, former: readonly Attendee[]): void {
		const guests = event.body.attendees ?? [];
		for (const { email } of guests) if (email !== event.calendar.id) this.copyTo(event, email);
		for (const { email } of former) {
			if (guests.some((guest) => guest.email === email)) continue;
			const copy = this.copyAt(event, email);
			if (copy && copy.status !== 'cancelled') this.touch(Object.assign(copy, { status: 'cancelled' }));
		}
	}

	private copyAt(event: StoredEvent, email: string): StoredEvent | undefined {
		const copy = this.store.users.has(email) ? this.store.calendars.get(email)?.events.get(event.id) : undefined;
		return copy === event || copy?.organizer.email !== event.organizer.email ? undefined : copy;
	}

	private copyTo(event: StoredEvent, email: string): void {
		const calendar = this.store.users.has(email) ? this.store.calendars.get(email) : undefined;
		if (!calendar || (calendar.events.get(event.id) && !this.copyAt(event, email))) return;
		const copy = this.copyAt(event, email);
		const body = bodyOfCopy(event.body, copy?.body);
		const { start, end, status, organizer, sequence } = event;
		if (!copy) {
			const place = { calendar, ordinal: calendar.events.nextOrdinal(), seq: 0, version: 0, updated: 0 };
			if (status !== 'cancelled') this.touch({ ...event, ...place, body });
			return;
		}
		if (copy.status === status && isDeepStrictEqual(copy.body, body)) return;
		const zone = calendar.timeZone;
		const allDay = 'date' in body.start;
		const times = allDay ? { start: millis(body.start, zone), end: millis(body.end, zone) } : { start, end };
		this.touch(Object.assign(copy, { body, status, organizer, sequence, ...times }));
	}

	/** A guest's own answer, in the organizer's event and from there in all copies. */
	private answer(event: StoredEvent, response: Attendee, origin: Origin): void {
		const original = this.store.calendars.get(event.organizer.email)?.events.get(event.id);
		if (!original || original === event) return;
		const attendees = (original.body.attendees ?? []).map((one) => (one.email === response.email ? response : one));
		if (isDeepStrictEqual(attendees, original.body.attendees)) return;
		original.body = { ...original.body, attendees };
		this.touch(original);
		if (origin.sendUpdates !== 'none') this.write(original, event.organizer.email, 'response', origin);
		this.copyToGuests(original, attendees);
	}

	private mail(event: StoredEvent, to: readonly Attendee[], kind: Mail['kind'], origin: Origin): void {
		if (origin.sendUpdates === 'none') return;
		for (const { email } of to) {
			const isExternal = !this.store.users.has(email);
			if (email !== event.calendar.id && (isExternal || origin.sendUpdates === 'all'))
				this.write(event, email, kind, origin);
		}
	}

	private write(event: StoredEvent, to: string, kind: Mail['kind'], { via }: Origin): void {
		const { id, body, calendar } = event;
		const at = new Date(this.store.now()).toISOString();
		this.store.send({ at, kind, to, calendar: calendar.id, event: id, summary: body.summary ?? '', via });
	}

	private touch(event: StoredEvent): void {
		event.updated = this.store.now();
		event.seq = this.store.nextSeq();
		event.version = this.store.nextVersion();
		event.calendar.events.put(event);
		this.store.onChange(event);
	}
}

/** What all share, with what the guest has set in the own copy. */
function bodyOfCopy(body: Body, own: Body | undefined): Body {
	const { extendedProperties, ...rest } = body;
	const copy: Body = { ...rest };
	for (const name of OWN_TO_COPY) {
		delete copy[name];
		if (own?.[name] !== undefined) Object.assign(copy, { [name]: own[name] });
	}
	const properties = {
		...(extendedProperties?.shared ? { shared: extendedProperties.shared } : {}),
		...(own?.extendedProperties?.private ? { private: own.extendedProperties.private } : {}),
	};
	if (Object.keys(properties).length) copy.extendedProperties = properties;
	return copy;
}
