import { stampOf } from '../../../nodes/shared/sync/pairs/decide';
import { eventFields } from '../../../nodes/shared/sync/pairs/pair';
import {
	linkOf,
	printsOf,
	readLink,
	readStamp,
	writeStamp,
	type StampProperties,
} from '../../../nodes/shared/sync/pairs/stamp';
import type {
	CalendarEvent,
	DeletedEvent,
	EventRef,
	EventSide,
	EventWrite,
	Result,
	Stamp,
	Synced,
} from '../../../nodes/shared/sync/pairs/types';
import type { Gate } from './gate';
import type { Ledger } from './ledger';
import { CALENDARS, fit, isOneAccount, ROUTED, SYSTEM } from './settings';

export interface Row extends EventRef {
	version: number;
	fields: Synced;
	shown: string;
	properties: StampProperties;
	editedAt: number;
	createdAt: number;
	isDeleted: boolean;
	leftAlone?: string;
	readOnly?: string;
	/** The record that a person made, of which this one came. */
	lineage: string;
}

const stamps = new WeakMap<StampProperties, { stamp: Stamp | undefined }>();

/** What its private properties say. Read once: histories are many. */
export function stampIn({ properties }: Pick<Row, 'properties'>): Stamp | undefined {
	const known = stamps.get(properties) ?? { stamp: readStamp(properties) };
	stamps.set(properties, known);
	return known.stamp;
}

export interface Surroundings {
	gate: Gate;
	ledger: Ledger;
	now(): number;
	tombstonesAreFull: boolean;
	lineageOfTask(id: string): string | undefined;
	/** A run did what it must never do. */
	complain(what: string): void;
}

const FIELDS = ['subject', 'notes', 'place', 'time'] as const;

/** Calendars of two accounts: versions, tombstones that keep their id, and stamps as private properties. */
export class Calendars {
	private readonly all = new Map<string, Map<string, Row>>(CALENDARS.map((calendar) => [calendar, new Map()]));
	/** Writes of runs that took effect. */
	writes = 0;
	/** Records of which two stand by themselves, because people edited both or deleted what they belonged to. */
	readonly splits = new Set<string>();

	constructor(private readonly around: Surroundings) {}

	rows(): Row[] {
		return [...this.all.values()].flatMap((rows) => [...rows.values()]);
	}

	live(): Row[] {
		return this.rows().filter(({ isDeleted }) => !isDeleted);
	}

	put(row: Omit<Row, 'version' | 'editedAt' | 'createdAt'> & { version?: number; createdAt?: number }): Row {
		const now = this.around.now();
		const whole: Row = { createdAt: now, ...row, version: (row.version ?? 0) + 1, editedAt: now };
		this.all.get(row.calendar)!.set(row.id, whole);
		return whole;
	}

	/** Into another calendar of the account: the id stays, and the place where it was remembers a deleted event. */
	move(row: Row, calendar: string): Row {
		this.put({ ...row, isDeleted: true });
		return this.put({ ...row, calendar });
	}

	seen(row: Row): CalendarEvent | DeletedEvent {
		const { calendar, id, version, fields, shown, editedAt, createdAt, leftAlone, readOnly } = row;
		const stamp = stampIn(row);
		if (row.isDeleted) {
			return { calendar, id, deleted: true, ...(stamp && this.around.tombstonesAreFull && { stamp }) };
		}
		return {
			calendar,
			id,
			version: String(version),
			fields: { ...fields },
			shown,
			editedAt,
			createdAt,
			...(stamp && { stamp }),
			...(leftAlone && { leftAlone }),
			...(readOnly && { readOnly }),
		};
	}

	linked(link: string, calendars: readonly string[] = CALENDARS): Row[] {
		return this.live().filter(
			({ id, calendar, properties }) =>
				calendars.includes(calendar) && stampOf({ id, stamp: stampIn({ properties }) })?.link === link,
		);
	}

	/** As a run sees them. */
	sideOf(run: number): EventSide {
		const { gate } = this.around;
		return {
			canMove: isOneAccount,
			find: async (links) => await this.find(run, links),
			get: async (refs) => await gate.pass(run, 'get events', () => refs.map((ref) => this.get(ref))),
			findSame: async (wanted) => await gate.pass(run, 'find same events', () => wanted.map((one) => this.same(one))),
			write: async (writes) =>
				await gate.pass(run, 'write events', () => writes.map((one) => this.write(run, one)), {
					fault: (fault) => writes.map(() => ({ fault })),
					changed: () => writes.map(() => ({ refused: 'changed' })),
				}),
		};
	}

	/** One calendar after another: an event that moves in the meantime may be seen in none. */
	private async find(
		run: number,
		links: ReadonlyArray<{ link: string; calendar?: string }>,
	): Promise<Map<string, CalendarEvent[]>> {
		const look = (link: string, calendars: readonly string[]) =>
			this.linked(link, calendars).map((row) => this.seen(row) as CalendarEvent);
		const { gate } = this.around;
		const near = await gate.pass(run, 'find events', () =>
			links.map(({ link, calendar }) => (calendar === undefined ? [] : look(link, [calendar]))),
		);
		const far = await gate.pass(run, 'find events elsewhere', () =>
			links.map(({ link, calendar }) =>
				look(
					link,
					ROUTED.filter((one) => one !== calendar),
				),
			),
		);
		return new Map(links.map(({ link }, at) => [link, [...near[at]!, ...far[at]!]]));
	}

	private get({ calendar, id }: EventRef): CalendarEvent | DeletedEvent {
		const row = this.all.get(calendar)?.get(id);
		return row ? this.seen(row) : { calendar, id, deleted: true };
	}

	private same({ calendar, fields }: { calendar: string; fields: Synced }): CalendarEvent[] {
		return this.live()
			.filter((row) => row.calendar === calendar && stampIn(row) === undefined)
			.filter((row) => row.fields.subject === fields.subject && row.fields.time === fields.time)
			.map((row) => this.seen(row) as CalendarEvent);
	}

	private write(run: number, write: EventWrite): Result<CalendarEvent> {
		if (write.do === 'create') return this.create(write);
		const row = this.all.get(write.event.calendar)?.get(write.event.id);
		if (!row || row.isDeleted) return { refused: 'gone' };
		if (write.do === 'move') {
			if (this.live().some(({ calendar, id }) => calendar === write.calendar && id === row.id))
				return { refused: 'changed' };
			this.writes++;
			return { record: this.seen(this.move(row, write.calendar)) as CalendarEvent };
		}
		if (String(row.version) !== write.event.version) return { refused: 'changed' };
		const isForeign = write.do === 'delete' || write.fields !== undefined || write.shown !== undefined;
		if (row.leftAlone) this.around.complain(`wrote to an event that is left alone: ${write.do}`);
		if (row.readOnly && isForeign) this.around.complain(`wrote to somebody else's event: ${write.do}`);
		this.writes++;
		this.note(run, row, write);
		if (write.do === 'delete') {
			this.put({ ...row, isDeleted: true });
			return {};
		}
		const { fields, shown = row.shown, stamp } = write;
		if (stamp !== undefined && stamp?.link !== stampIn(row)?.link && this.hasTwin(row)) this.splits.add(row.lineage);
		const properties = stamp === undefined ? row.properties : writeStamp(stamp);
		return {
			record: this.seen(this.put({ ...row, fields: { ...row.fields, ...fields }, shown, properties })) as CalendarEvent,
		};
	}

	private hasTwin(row: Row): boolean {
		return this.live().some((other) => other.lineage === row.lineage && other !== row);
	}

	private create(write: Extract<EventWrite, { do: 'create' }>): Result<CalendarEvent> {
		const { calendar, fields, shown } = write;
		const task = readLink(write.stamp.link)!.id;
		const id = `of-${task}-${write.stamp.generation}`;
		const stamp: Stamp = { ...write.stamp, self: id };
		const there = this.all.get(calendar)!.get(id);
		if (there) {
			const former = stampIn(there);
			if (!there.isDeleted && former?.link === stamp.link && former.self === id) return { refused: 'changed' };
			return { refused: 'used', ...(this.around.tombstonesAreFull && former && { stamp: former }) };
		}
		this.writes++;
		const lineage = this.around.lineageOfTask(task) ?? `task ${task}`;
		const row = this.put({ calendar, id, fields, shown, properties: writeStamp(stamp), isDeleted: false, lineage });
		return { record: this.seen(row) as CalendarEvent };
	}

	private note(run: number, row: Row, write: Exclude<EventWrite, { do: 'create' | 'move' }>): void {
		const event = this.seen(row) as CalendarEvent;
		const isFirst = Object.keys(event.stamp?.base ?? {}).length === 0;
		const prints = printsOf(eventFields({ event }, { fit }));
		const next: Partial<Synced> = write.do === 'delete' ? {} : { ...row.fields, ...write.fields };
		for (const field of FIELDS) {
			const isEdited = event.stamp?.base[field] !== prints[field];
			const isConflict = write.do === 'delete' || isEdited;
			this.around.ledger.replaced(run, row.fields[field], next[field], isConflict, isFirst);
		}
	}
}

export const linkOfTask = (id: string): string => linkOf(SYSTEM, id);
