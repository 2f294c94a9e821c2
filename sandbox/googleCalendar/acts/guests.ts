import { check } from '../../common';
import { isOrganizer } from '../domain/guests';
import type { Attendee, Json, Mail } from '../model';
import type { World } from '../world';
import { calendarOf, itemOf, originOf, plainly, show, type ActEvent, type ActOptions, type OnEvent } from './context';
import { fieldsFrom, newTimes, type EventFields } from './eventFields';

export interface Invitation extends ActOptions, EventFields {
	/** Primary calendar of the invited: its e-mail. */
	calendar: string;
	/** E-mail of somebody who has no account here. */
	from: string;
	start: string;
	end?: string;
	id?: string;
	guestsCanModify?: boolean;
}

/** On guests and invitations. */
export interface GuestActs {
	addGuest(args: OnEvent & { email: string; optional?: boolean }): ActEvent;
	removeGuest(args: OnEvent & { email: string }): ActEvent;
	/** Somebody outside invites; a copy is in the calendar and waits for an answer. */
	receiveInvitation(args: Invitation): ActEvent;
	acceptInvitation(args: OnEvent): ActEvent;
	/** It stays in the calendar, declined. */
	declineInvitation(args: OnEvent): ActEvent;
	/** The organizer outside changes, or with `cancel` calls off, what was received. */
	organizerChanges(args: OnEvent & EventFields & { start?: string; end?: string; cancel?: boolean }): ActEvent;
	/** What guests would have got, oldest first. */
	getMails(): Mail[];
}

export function guestActs(world: World): GuestActs {
	const { writer, store } = world;
	const patch = (args: OnEvent, changes: Json) => {
		const item = itemOf(world, args);
		const origin = originOf(world, item.event.calendar, args);
		return plainly(() => show(world, { event: writer.patch(item, changes, origin) }));
	};
	const answer = (args: OnEvent, responseStatus: Attendee['responseStatus']) => {
		const { event } = itemOf(world, args);
		const { attendees = [] } = event.body;
		if (!attendees.some(({ email }) => email === event.calendar.id))
			throw new Error(
				`event: '${event.calendar.summary}' is not among the guests of '${event.body.summary ?? event.id}'.`,
			);
		return patch(args, {
			attendees: attendees.map((one) => (one.email === event.calendar.id ? { ...one, responseStatus } : one)),
		});
	};
	return {
		addGuest(args) {
			const { event } = itemOf(world, args);
			const guest = { email: check.text(args.email, 'email'), ...(args.optional ? { optional: true } : {}) };
			const others = (event.body.attendees ?? []).filter(({ email }) => email !== guest.email);
			return patch(args, { attendees: [...others, guest] });
		},
		removeGuest(args) {
			const { event } = itemOf(world, args);
			return patch(args, { attendees: (event.body.attendees ?? []).filter(({ email }) => email !== args.email) });
		},
		receiveInvitation(args) {
			const calendar = calendarOf(world, args);
			const organizer = { email: check.text(args.from, 'from') };
			const attendees = [
				{ ...organizer, responseStatus: 'accepted' },
				{ email: calendar.id, responseStatus: 'needsAction' },
			];
			const sent: Json = { ...fieldsFrom(world, args), ...newTimes(calendar, args), attendees };
			if (args.id !== undefined) sent.id = args.id;
			if (args.guestsCanModify) sent.guestsCanModify = true;
			const options = { ...originOf(world, calendar, args), organizer };
			return plainly(() => show(world, { event: writer.insert(calendar, sent, options) }));
		},
		acceptInvitation: (args) => answer(args, 'accepted'),
		declineInvitation: (args) => answer(args, 'declined'),
		organizerChanges(args) {
			const item = itemOf(world, args);
			const { event } = item;
			if (isOrganizer(event)) throw new Error('event: it has no organizer outside.');
			const options = { ...originOf(world, event.calendar, args), free: true };
			const times = args.start === undefined ? {} : newTimes(event.calendar, { ...args, start: args.start });
			const changes = args.cancel ? { status: 'cancelled' } : { ...fieldsFrom(world, args), ...times };
			return plainly(() => show(world, { event: writer.patch(item, changes, options) }));
		},
		getMails: () => [...store.mails],
	};
}
