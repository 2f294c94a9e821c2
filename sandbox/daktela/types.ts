import type { ResourceName } from './resources';

/** An attachment of an object, kept whole. */
export interface Attachment {
	name: string;
	title: string;
	type: string;
	bytes: Buffer;
	at: number;
}

/** One object of any resource. */
export interface Row {
	/** The key; a ticket's as digits. */
	readonly name: string;
	/** Fields but the key, the times and the custom ones; a relation is a key, several are a list of keys. */
	values: Record<string, unknown>;
	/** Custom fields that have a value. */
	custom: Record<string, string[]>;
	/** Milliseconds since 1970, whole seconds. */
	created: number;
	edited: number;
	files: Attachment[];
}

/** The definition of a custom field, as Daktela's administrator made it (daktela.md 5). */
export interface CustomField {
	name: string;
	title: string;
	type: string;
	hidden?: boolean;
	readonly?: boolean;
	multiple?: boolean;
	/** Regular expression that a value must fit. */
	pattern?: string;
	items?: Array<{ name: string; title: string; value?: string }>;
}

export type Right = 'none' | 'read' | 'write';

/** What only the instance knows of a user, beside the row in `users`. */
export interface Account {
	/** Login, the key of the row. */
	readonly name: string;
	password: string;
	/** The API access token; it never ends. */
	token: string;
	/** By resource; absent is 'write'. */
	rights: Partial<Record<ResourceName, Right>>;
}

/** An answer that is no success and is about no field. */
export class Refusal extends Error {
	constructor(
		readonly status: number,
		readonly complaint: string,
		readonly headers: Record<string, string> = {},
	) {
		super(complaint);
	}
}

export type FormErrors = Record<string, string>;

/** A write that does not pass (daktela.md 7). Values are keys of the words. */
export class Invalid extends Error {
	constructor(
		readonly form: FormErrors,
		readonly custom: FormErrors = {},
		readonly input: unknown = null,
	) {
		super('invalid');
	}
}

/** Who writes, and when. */
export interface Origin {
	via: 'api' | 'screen';
	/** Milliseconds; default now. */
	at?: number;
}
