import type { Feed } from './feed';
import type { WordIndex } from './words';

/** `link` holds a record id, `user` an e-mail, `file` a file name. */
export const KINDS = ['text', 'select', 'number', 'date', 'dateTime', 'boolean', 'user', 'link', 'file'] as const;
export type Kind = (typeof KINDS)[number];

export type Scalar = string | number | boolean;
export type Value = Scalar | readonly Scalar[];
/** By field id, so that renaming a field touches no record. Replaced, never changed: the change log holds on to old ones. */
export type Values = Readonly<Record<string, Value>>;

export interface User {
	personalName: string;
	emailAddress: string;
	apiKey: string;
	/** Ids or names of folders; absent: all. */
	readable?: string[];
	writable?: string[];
}

export interface Field {
	readonly id: string;
	name: string;
	readonly kind: Kind;
	readonly multiple: boolean;
	/** Of a select field; absent: anything goes. */
	options?: string[];
	/** Names it had, oldest first, each until a time in milliseconds. */
	readonly formerNames: Array<{ name: string; until: number }>;
}

export interface Folder {
	readonly id: string;
	name: string;
	/** Present fields, in the order of the screen. */
	fields: Field[];
	/** Removed ones too: the change log still tells of them. */
	readonly fieldsById: Map<string, Field>;
	readonly created: Feed<NetHuntRecord>;
	readonly changes: Feed<Change>;
	readonly comments: Feed<Comment>;
	readonly callLogs: Feed<CallLog>;
	readonly files: Feed<DriveFile>;
	/** Made at the first search. */
	words?: WordIndex<NetHuntRecord> | undefined;
}

export interface NetHuntRecord {
	readonly id: string;
	readonly folder: Folder;
	/** Milliseconds, as `updatedAt`. */
	readonly createdAt: number;
	updatedAt: number;
	values: Values;
	deleted: boolean;
	gmailThreads?: string[];
}

export interface Change {
	readonly id: string;
	readonly record: NetHuntRecord;
	readonly time: number;
	readonly user: User;
	readonly action: 'CREATE' | 'UPDATE' | 'DELETE' | 'RESTORE';
	readonly before: Values;
	readonly after: Values;
	readonly viaApi: boolean;
}

export interface Comment {
	readonly id: string;
	readonly record: NetHuntRecord;
	readonly createdAt: number;
	readonly text: string;
	readonly user: User;
}

export interface CallLog extends Comment {
	/** Start, milliseconds. */
	readonly time: number;
	/** Minutes, decimals allowed. */
	readonly duration: number;
}

export interface DriveFile {
	readonly id: string;
	readonly record: NetHuntRecord;
	readonly createdAt: number;
	readonly name: string;
	readonly user: User;
}

/** A request or an act that cannot be done; `status` is what the wire answers. */
export class Refusal extends Error {
	constructor(
		readonly status: number,
		message: string,
		readonly headers: Record<string, string> = {},
	) {
		super(message);
	}
}

/** Ids of the fields whose value differs. Unchanged values keep their identity, so no deep comparison is needed. */
export function touched({ before, after }: Pick<Change, 'before' | 'after'>): string[] {
	const ids = Object.keys(after).filter((id) => before[id] !== after[id]);
	for (const id of Object.keys(before)) if (!(id in after)) ids.push(id);
	return ids;
}
