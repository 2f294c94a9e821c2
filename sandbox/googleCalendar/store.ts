import { createHash } from 'node:crypto';
import type { Clock } from '../common';
import { Shelf } from './domain/shelf';
import { ROLES, type Calendar, type ListEntry, type Mail, type Role, type StoredEvent, type User } from './model';

export interface CalendarDefinition {
	/** Default: a new one below group.calendar.google.com. */
	id?: string;
	summary: string;
	description?: string;
	location?: string;
	timeZone?: string;
}

/** A call inside a batch, which the request log does not show. */
export interface BatchPart {
	/** 'events.insert'; '' where the call was none of the API's. */
	action: string;
	method: string;
	path: string;
	status: number;
}

const KEPT = 100_000;

/** Accounts, their calendars and what is in them. */
export class GoogleCalendarStore {
	readonly users = new Map<string, User>();
	readonly calendars = new Map<string, Calendar>();
	/** Mails that guests would have got; the newest 100,000, oldest first. */
	readonly mails: Mail[] = [];
	readonly batchParts: BatchPart[] = [];
	/** Told of every change of an event. */
	onChange: (event: StoredEvent) => void = () => undefined;
	/** Tokens of lists from before `clear` are worth nothing. */
	generation = 0;
	private changes = 0;
	private versions = 0;
	private made = 0;

	constructor(private readonly clock: Clock) {}

	clear(): void {
		this.users.clear();
		this.calendars.clear();
		this.mails.length = 0;
		this.batchParts.length = 0;
		this.generation += 1;
		this.made = 0;
	}

	now(): number {
		return this.clock.now().getTime();
	}

	nextSeq(): number {
		return ++this.changes;
	}

	get seq(): number {
		return this.changes;
	}

	nextVersion(): number {
		return ++this.versions;
	}

	/** 26 characters that an event id may have. */
	newId(): string {
		this.made += 1;
		return createHash('sha256').update(`id ${this.made}`).digest('hex').slice(0, 26);
	}

	addUser(email: string, name: string, timeZone = 'UTC'): User {
		if (this.users.has(email)) throw new Error(`There is a user '${email}' already.`);
		const user: User = { email, name, list: new Map() };
		this.users.set(email, user);
		this.addCalendar(user, { id: email, summary: email, timeZone });
		return user;
	}

	addCalendar(owner: User, definition: CalendarDefinition): Calendar {
		const { id = `${this.newId()}@group.calendar.google.com`, timeZone, ...rest } = definition;
		if (this.calendars.has(id)) throw new Error(`There is a calendar '${id}' already.`);
		const calendar: Calendar = {
			...rest,
			id,
			timeZone: timeZone ?? this.calendars.get(owner.email)?.timeZone ?? 'UTC',
			owner,
			shared: new Map(),
			deleted: false,
			version: this.nextVersion(),
			tokenAge: 0,
			events: new Shelf(),
		};
		this.calendars.set(id, calendar);
		this.share(calendar, owner, 'owner');
		return calendar;
	}

	/** Sets a role, or takes it away; the calendar then also comes onto the user's list, or goes from it. */
	share(calendar: Calendar, user: User, role: Role | 'none'): ListEntry | undefined {
		if (role === 'none') calendar.shared.delete(user.email);
		else calendar.shared.set(user.email, role);
		const entry = user.list.get(calendar.id);
		if (entry) return this.touchEntry(Object.assign(entry, { deleted: role === 'none' }));
		if (role === 'none') return undefined;
		return this.enlist(calendar, user);
	}

	enlist(calendar: Calendar, user: User): ListEntry {
		const entry = { calendar, hidden: false, deleted: false, seq: this.nextSeq(), version: this.nextVersion() };
		user.list.set(calendar.id, entry);
		return entry;
	}

	touchEntry(entry: ListEntry): ListEntry {
		return Object.assign(entry, { seq: this.nextSeq(), version: this.nextVersion() });
	}

	/** After a change of the calendar itself: it is new in everybody's list. */
	touchCalendar(calendar: Calendar): void {
		calendar.version = this.nextVersion();
		for (const user of this.users.values()) {
			const entry = user.list.get(calendar.id);
			if (!entry) continue;
			if (calendar.deleted) entry.deleted = true;
			this.touchEntry(entry);
		}
	}

	/** Undefined when there is none, it was deleted, or the user may not see it. */
	visible(user: User, id: string): { calendar: Calendar; role: Role } | undefined {
		const calendar = this.calendars.get(id === 'primary' ? user.email : id);
		const role = calendar?.shared.get(user.email);
		return calendar && role && !calendar.deleted ? { calendar, role } : undefined;
	}

	send(mail: Mail): void {
		if (this.mails.length >= KEPT) this.mails.splice(0, KEPT / 2);
		this.mails.push(mail);
	}

	noteBatchPart(part: BatchPart): void {
		if (this.batchParts.length >= KEPT) this.batchParts.splice(0, KEPT / 2);
		this.batchParts.push(part);
	}
}

export const atLeast = (role: Role, wanted: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(wanted);
