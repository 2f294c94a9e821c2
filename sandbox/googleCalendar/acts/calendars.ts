import { check } from '../../common';
import { isZone } from '../domain/zones';
import { roleFrom, userOf } from '../seed';
import type { CalendarDefinition } from '../store';
import type { World } from '../world';
import { calendarOf, type OnCalendar } from './context';

/** On calendars and the list of them. */
export interface CalendarActs {
	addCalendar(args: CalendarDefinition & { owner: string }): { id: string; summary: string };
	/** `forSelf`: only the own name for it changes, as by everybody who does not own it. */
	renameCalendar(args: OnCalendar & { to: string; forSelf?: boolean }): { id: string; summary: string };
	setTimeZone(args: OnCalendar & { timeZone: string }): { id: string };
	/** `role` none ends the sharing. */
	shareCalendar(args: OnCalendar & { with: string; role: string }): { id: string };
	/** Off the own list; the calendar stays. */
	hideCalendar(args: OnCalendar): { id: string };
	deleteCalendar(args: OnCalendar): { id: string };
	/** Its sync tokens, or those of all calendars, are answered 410 from here on. */
	expireSyncTokens(args?: { calendar?: string }): { expired: number };
}

export function calendarActs(world: World): CalendarActs {
	const { store } = world;
	const entryOf = (args: OnCalendar) => {
		const calendar = calendarOf(world, args);
		const user = args.by === undefined ? calendar.owner : userOf(store.users, args.by, 'by');
		const entry = user.list.get(calendar.id);
		if (!entry) throw new Error(`by: '${calendar.summary}' is not on the list of '${user.email}'.`);
		return entry;
	};
	return {
		addCalendar({ owner, ...definition }) {
			const user = userOf(store.users, owner, 'owner');
			const { id, summary } = store.addCalendar(user, {
				...definition,
				summary: check.text(definition.summary, 'summary'),
			});
			return { id, summary };
		},
		renameCalendar(args) {
			const entry = entryOf(args);
			const { calendar } = entry;
			const to = check.text(args.to, 'to');
			const isOwner = calendar.shared.get(args.by ?? calendar.owner.email) === 'owner';
			if (args.forSelf || !isOwner) store.touchEntry(Object.assign(entry, { summaryOverride: to }));
			else {
				calendar.summary = to;
				store.touchCalendar(calendar);
			}
			return { id: calendar.id, summary: to };
		},
		setTimeZone(args) {
			const calendar = calendarOf(world, args);
			if (!isZone(args.timeZone)) throw new Error(`timeZone: '${String(args.timeZone)}' is no IANA time zone.`);
			calendar.timeZone = args.timeZone;
			store.touchCalendar(calendar);
			return { id: calendar.id };
		},
		shareCalendar(args) {
			const calendar = calendarOf(world, args);
			const role = args.role === 'none' ? args.role : roleFrom(args.role, 'role');
			store.share(calendar, userOf(store.users, args.with, 'with'), role);
			return { id: calendar.id };
		},
		hideCalendar(args) {
			const entry = entryOf(args);
			store.touchEntry(Object.assign(entry, { hidden: true }));
			return { id: entry.calendar.id };
		},
		deleteCalendar(args) {
			const calendar = calendarOf(world, args);
			if (calendar.id === calendar.owner.email) throw new Error('calendar: a primary calendar cannot be deleted.');
			calendar.deleted = true;
			store.touchCalendar(calendar);
			return { id: calendar.id };
		},
		expireSyncTokens({ calendar } = {}) {
			const concerned = calendar === undefined ? [...store.calendars.values()] : [calendarOf(world, { calendar })];
			for (const one of concerned) one.tokenAge += 1;
			return { expired: concerned.length };
		},
	};
}
