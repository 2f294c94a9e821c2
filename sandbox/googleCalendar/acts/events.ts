import { check } from '../../common';
import { isSeries } from '../domain/instances';
import type { Calendar, Json } from '../model';
import type { World } from '../world';
import { calendarOf, itemOf, originOf, plainly, show, type ActEvent, type OnEvent } from './context';
import {
	editFrom,
	fieldsFrom,
	instanceId,
	newTimes,
	shiftedTimes,
	type EventFields,
	type NewEvent,
} from './eventFields';

/** On events. All answer the event as the API shows it to the calendar's owner. */
export interface EventActs {
	addEvent(args: NewEvent): ActEvent;
	/** `recurrence` as the API takes it: ['RRULE:FREQ=WEEKLY;COUNT=5']. */
	addSeries(args: NewEvent & { recurrence: string[] }): ActEvent;
	editEvent(args: OnEvent & EventFields): ActEvent;
	/** Keeps the length unless `end` is given. A day makes it all-day. */
	moveEventTime(args: OnEvent & { start: string; end?: string; timeZone?: string }): ActEvent;
	/** The event itself goes to another calendar. */
	moveToCalendar(args: OnEvent & { to: string }): ActEvent;
	/** A second one beside it. */
	copyEvent(args: OnEvent & { start?: string }): ActEvent;
	duplicateToCalendar(args: OnEvent & { to: string }): ActEvent;
	deleteEvent(args: OnEvent): ActEvent;
	/** From the bin. */
	restoreEvent(args: OnEvent): ActEvent;
	/** One instance: by its series and the start that the rule gives it. */
	changeInstance(
		args: OnEvent & EventFields & { originalStart: string; start?: string; end?: string; cancel?: boolean },
	): ActEvent;
	/** Minutes before; [] is none, null Google's default. */
	setReminder(args: OnEvent & { minutes: number[] | null }): ActEvent;
	addMeet(args: OnEvent): ActEvent;
	getEvent(args: OnEvent): ActEvent;
	/** Living and deleted ones of a calendar, in the order they were made. */
	getEvents(args: { calendar: string }): ActEvent[];
}

export function eventActs(world: World): EventActs {
	const { writer, switches } = world;
	const patch = (args: OnEvent, changes: Json, item = itemOf(world, args)) => {
		const origin = { ...originOf(world, item.event.calendar, args), conference: true };
		return plainly(() => show(world, { event: writer.patch(item, changes, origin) }));
	};
	const add = (args: NewEvent, more: Json = {}) => {
		const calendar = calendarOf(world, args);
		const sent = { ...fieldsFrom(world, args), ...newTimes(calendar, args), ...more };
		for (const name of ['id', 'eventType'] as const) if (args[name] !== undefined) sent[name] = args[name];
		if (args.guests) sent.attendees = args.guests.map((email) => ({ email }));
		return plainly(() => show(world, { event: writer.insert(calendar, sent, originOf(world, calendar, args)) }));
	};
	const copy = (args: OnEvent & { start?: string }, to: Calendar) => {
		const item = itemOf(world, args);
		const { attendees, conferenceData, hangoutLink, extendedProperties, ...body } = item.event.body;
		const { private: own, ...shared } = extendedProperties ?? {};
		const sent: Json = {
			...body,
			extendedProperties: switches.copyKeepsPrivate && own ? { ...shared, private: own } : shared,
		};
		if (args.start !== undefined) Object.assign(sent, shiftedTimes(item, args.start));
		return plainly(() => show(world, { event: writer.insert(to, sent, originOf(world, to, args)) }));
	};
	return {
		addEvent: (args) => add(args),
		addSeries: (args) => add(args, { recurrence: check.texts(args.recurrence, 'recurrence') }),
		editEvent(args) {
			const item = itemOf(world, args);
			return patch(args, editFrom(world, args, item), item);
		},
		moveEventTime(args) {
			const item = itemOf(world, args);
			return patch(args, shiftedTimes(item, args.start, args.end, args.timeZone), item);
		},
		moveToCalendar(args) {
			const { event } = itemOf(world, args);
			const to = calendarOf(world, { calendar: args.to }, 'to');
			return plainly(() => show(world, { event: writer.move(event, to, originOf(world, to, args)) }));
		},
		copyEvent: (args) => copy(args, calendarOf(world, args)),
		duplicateToCalendar: (args) => copy(args, calendarOf(world, { calendar: args.to }, 'to')),
		deleteEvent(args) {
			const item = itemOf(world, args);
			const origin = originOf(world, item.event.calendar, args);
			return plainly(() => show(world, { event: writer.remove(item, origin) }));
		},
		restoreEvent: (args) => patch(args, { status: 'confirmed' }),
		changeInstance(args) {
			const { event } = itemOf(world, args);
			if (!isSeries(event)) throw new Error(`event: '${args.event}' is no series.`);
			const item = itemOf(world, { ...args, event: instanceId(event, args.originalStart) });
			const origin = originOf(world, event.calendar, args);
			if (args.cancel) return plainly(() => show(world, { event: writer.remove(item, origin) }));
			const times = args.start === undefined ? {} : shiftedTimes(item, args.start, args.end);
			return patch(args, { ...fieldsFrom(world, args), ...times }, item);
		},
		setReminder(args) {
			if (args.minutes === null) return patch(args, { reminders: { useDefault: true, overrides: null } });
			const overrides = check.list(args.minutes, 'minutes').map((minutes) => ({ method: 'popup', minutes }));
			return patch(args, { reminders: { useDefault: false, overrides } });
		},
		addMeet(args) {
			const item = itemOf(world, args);
			return patch(args, { conferenceData: { createRequest: { requestId: item.event.id } } }, item);
		},
		getEvent: (args) => show(world, itemOf(world, args)),
		getEvents: (args) => [...calendarOf(world, args).events.made.after()].map((event) => show(world, { event })),
	};
}
