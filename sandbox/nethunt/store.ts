import type { Clock } from '../common';
import { Feed } from './feed';
import {
	Refusal,
	type Change,
	type Field,
	type Folder,
	type Kind,
	type NetHuntRecord,
	type User,
	type Value,
	type Values,
} from './model';
import type { NetHuntSwitches } from './switches';
import { listOf, same } from './values';
import { wordsOfValues } from './words';

/** Who does something, and when it counts as done. */
export interface Origin {
	user: User;
	/** Milliseconds; default: the clock. */
	at?: number;
	/** Appears in polled lists only this much later. Default: the switch lateCommitMs. */
	lateMs?: number;
	viaApi?: boolean;
}

export interface FieldDefinition {
	name: string;
	kind?: Kind;
	multiple?: boolean;
	options?: string[];
}

/** The account of the empty store; seeds may add others. */
export const sandboxUser = (): User => ({
	personalName: 'Sandbox User',
	emailAddress: 'user@nethunt.test',
	apiKey: 'sandbox-api-key',
});

const NOTHING: Values = Object.freeze({});

/** One NetHunt workspace. Everything is found by id or by time; nothing is scanned to answer a poll. */
export class NetHuntStore {
	readonly workspaceId = '5eed0000000000000000aaaa';
	readonly users: User[] = [sandboxUser()];
	readonly folders = new Map<string, Folder>();
	readonly records = new Map<string, NetHuntRecord>();
	/** Ids of the Gmail conversations that exist. */
	readonly gmailThreads = new Set<string>();
	private lastId = 0;

	constructor(
		private readonly clock: Clock,
		private readonly switches: NetHuntSwitches,
	) {}

	clear(): void {
		this.users.splice(0, Infinity, sandboxUser());
		this.folders.clear();
		this.records.clear();
		this.gmailThreads.clear();
	}

	/** 24 hex digits: seconds, then a number that runs on over `clear`, so that no client meets an id twice. */
	newId(): string {
		const seconds = Math.floor(this.clock.now().getTime() / 1000);
		return seconds.toString(16).padStart(8, '0') + (++this.lastId).toString(16).padStart(16, '5eed000000000000');
	}

	/** By id or name. Throws a Refusal 404. */
	folder(idOrName: string): Folder {
		const folder = this.folders.get(idOrName) ?? [...this.folders.values()].find(({ name }) => name === idOrName);
		if (!folder) throw new Refusal(404, `There is no folder '${idOrName}'`);
		return folder;
	}

	/** By name. Throws a Refusal 404. */
	field(folder: Folder, name: string): Field {
		const field = folder.fields.find((one) => one.name === name);
		if (!field) throw new Refusal(404, `Folder '${folder.name}' has no field '${name}'`);
		return field;
	}

	/** Not in the trash, and its folder still there. Throws a Refusal 404. */
	record(id: string): NetHuntRecord {
		const record = this.records.get(id);
		if (!record || record.deleted || !this.folders.has(record.folder.id))
			throw new Refusal(404, `There is no record '${id}'`);
		return record;
	}

	addFolder(name: string, fields: readonly FieldDefinition[], id = this.newId()): Folder {
		const feeds = { created: new Feed<never>(), changes: new Feed<never>(), comments: new Feed<never>() };
		const more = { callLogs: new Feed<never>(), files: new Feed<never>() };
		const folder = { id, name, fields: [], fieldsById: new Map(), ...feeds, ...more } as Folder;
		this.folders.set(id, folder);
		for (const field of fields) this.addField(folder, field);
		return folder;
	}

	addField(folder: Folder, { name, kind = 'text', multiple = false, options }: FieldDefinition): Field {
		if (folder.fields.some((field) => field.name === name))
			throw new Refusal(400, `Folder '${folder.name}' has a field '${name}' already`);
		const field: Field = { id: `f${folder.fieldsById.size + 1}`, name, kind, multiple, formerNames: [] };
		if (options) field.options = [...options];
		folder.fields.push(field);
		folder.fieldsById.set(field.id, field);
		return field;
	}

	/** Every record that had the old label has the new one, without counting as changed; the log keeps what it said. */
	renameOption(folder: Folder, fieldName: string, from: string, to: string): string[] {
		const field = this.field(folder, fieldName);
		if (!field.options?.includes(from)) throw new Refusal(404, `Field '${fieldName}' has no option '${from}'`);
		field.options = field.options.map((option) => (option === from ? to : option));
		for (const record of folder.created.all()) {
			const value = record.values[field.id];
			if (!listOf(value).includes(from)) continue;
			const renamed = field.multiple ? listOf(value).map((item) => (item === from ? to : item)) : to;
			record.values = { ...record.values, [field.id]: renamed };
		}
		folder.words = undefined;
		return field.options;
	}

	create(folder: Folder, values: Values, origin: Origin, id = this.newId()): NetHuntRecord {
		const time = this.stamp(origin);
		const record: NetHuntRecord = { id, folder, createdAt: time, updatedAt: time, values, deleted: false };
		this.records.set(id, record);
		folder.created.add(record, time, this.visibleAt(origin));
		folder.words?.add(record, wordsOfValues(Object.values(values)));
		this.log(record, 'CREATE', NOTHING, values, time, origin);
		return record;
	}

	/** Sets the given fields; undefined clears one. What stays the same is no change. */
	write(record: NetHuntRecord, values: Readonly<Record<string, Value | undefined>>, origin: Origin): void {
		const before = record.values;
		const after: Record<string, Value> = { ...before };
		let changed = false;
		for (const [id, value] of Object.entries(values)) {
			if (same(before[id], value)) continue;
			changed = true;
			if (value === undefined) delete after[id];
			else after[id] = value;
		}
		if (!changed && !this.switches.unchangedIsChange) return;
		record.values = after;
		record.updatedAt = this.stamp(origin);
		record.folder.words?.remove(record, wordsOfValues(Object.values(before)));
		record.folder.words?.add(record, wordsOfValues(Object.values(after)));
		this.log(record, 'UPDATE', before, after, record.updatedAt, origin);
	}

	/** To the trash, or back from it. */
	setDeleted(record: NetHuntRecord, deleted: boolean, origin: Origin): void {
		record.deleted = deleted;
		record.updatedAt = this.stamp(origin);
		const [before, after] = deleted ? [record.values, NOTHING] : [NOTHING, record.values];
		this.log(record, deleted ? 'DELETE' : 'RESTORE', before, after, record.updatedAt, origin);
	}

	addComment(record: NetHuntRecord, text: string, origin: Origin) {
		const comment = { id: this.newId(), record, createdAt: this.stamp(origin), text, user: origin.user };
		record.folder.comments.add(comment, comment.createdAt, this.visibleAt(origin));
		return comment;
	}

	/** `time` in milliseconds, default now; `duration` in minutes. */
	logCall(record: NetHuntRecord, call: { text: string; time?: number; duration?: number }, origin: Origin) {
		const createdAt = this.stamp(origin);
		const { text, time = createdAt, duration = 0 } = call;
		const callLog = { id: this.newId(), record, createdAt, text, time, duration, user: origin.user };
		record.folder.callLogs.add(callLog, createdAt, this.visibleAt(origin));
		return callLog;
	}

	addFile(record: NetHuntRecord, name: string, origin: Origin) {
		const file = { id: this.newId(), record, createdAt: this.stamp(origin), name, user: origin.user };
		record.folder.files.add(file, file.createdAt, this.visibleAt(origin));
		return file;
	}

	private log(
		record: NetHuntRecord,
		action: Change['action'],
		before: Values,
		after: Values,
		time: number,
		origin: Origin,
	): void {
		const change = {
			id: this.newId(),
			record,
			time,
			user: origin.user,
			action,
			before,
			after,
			viaApi: origin.viaApi ?? false,
		};
		record.folder.changes.add(change, time, this.visibleAt(origin));
	}

	private stamp({ at }: Origin): number {
		const time = at ?? this.clock.now().getTime();
		return time - (time % this.switches.timePrecisionMs);
	}

	private visibleAt({ lateMs = this.switches.lateCommitMs }: Origin): number | undefined {
		return lateMs > 0 ? this.clock.now().getTime() + lateMs : undefined;
	}
}
