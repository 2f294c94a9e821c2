/** Types of fields as describe names them; `address` is the compound of the address parts beside it. */
export const FIELD_TYPES = [
	'id',
	'string',
	'textarea',
	'email',
	'phone',
	'url',
	'picklist',
	'multipicklist',
	'boolean',
	'int',
	'double',
	'currency',
	'percent',
	'date',
	'datetime',
	'reference',
	'address',
] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** Date-times are milliseconds, dates '2026-05-04', references 18-character ids. */
export type Value = string | number | boolean | null;
/** By API name; an absent one is null. Replaced, never changed: open query cursors hold on to old ones. */
export type Values = Readonly<Record<string, Value>>;

/** A row as it stood at one moment; a change replaces it. All times are milliseconds. */
export interface Row {
	readonly id: string;
	/** API name of its object. */
	readonly object: string;
	readonly values: Values;
	readonly createdDate: number;
	readonly createdById: string;
	readonly lastModifiedDate: number;
	readonly lastModifiedById: string;
	readonly systemModstamp: number;
	/** 0 while it lives. */
	readonly deletedAt: number;
	/** Of a row that was merged away: the winner. */
	readonly masterId: string | null;
	/** Not shared with the users of the API. */
	readonly unshared: boolean;
	/** Shared for reading alone. */
	readonly readOnly: boolean;
}

/** What field-level security gives the users of the API. */
export type FieldAccess = 'full' | 'readOnly' | 'hidden';

/** A field as seeds and acts define it. */
export interface FieldDefinition {
	name: string;
	/** Default: the name, spaced. */
	label?: string;
	/** Default 'string'. */
	type?: FieldType;
	/** Longest text; default 255. */
	length?: number;
	required?: boolean;
	externalId?: boolean;
	unique?: boolean;
	/** Of a picklist. */
	options?: string[];
	/** Other values than the options are refused. */
	restricted?: boolean;
	/** Objects that a reference may name. */
	referenceTo?: string[];
	/** How SOQL goes to the parent: 'Account', 'Account__r'. */
	relationshipName?: string;
	/** What becomes of the row when its parent is deleted; default 'clear'. */
	onParentDelete?: 'cascade' | 'clear';
	/** A path to a parent's field, 'Account.BillingCity': read when asked for, never written. */
	formula?: string;
	/** What a new row gets when nothing is sent. */
	default?: string | number | boolean;
	access?: FieldAccess;
}

export interface Field extends Required<Omit<FieldDefinition, 'formula' | 'default' | 'relationshipName'>> {
	readonly custom: boolean;
	/** Kept by Salesforce itself. */
	readonly system: boolean;
	readonly relationshipName: string | null;
	readonly formula: string | null;
	readonly default: string | number | boolean | null;
	/** Written by whoever has access. */
	readonly writable: boolean;
	read(row: Row): Value;
}

export interface ObjectDefinition {
	name: string;
	label?: string;
	labelPlural?: string;
	/** Three characters that ids begin with; default: the next free one of custom objects. */
	keyPrefix?: string;
	fields?: Array<string | FieldDefinition>;
	/** Rows of it can be merged, so it has MasterRecordId. */
	mergeable?: boolean;
	/** Has no recycle bin, no owner (User). */
	permanent?: boolean;
}

/** Somebody who can sign in; the row in User has the same id. */
export interface Login {
	readonly id: string;
	username: string;
	password: string;
	securityToken: string;
	active: boolean;
	passwordExpired: boolean;
	/** Times of the last hour's sign-ins, milliseconds. */
	readonly logins: number[];
}

export const FLOWS = ['password', 'client_credentials', 'jwt-bearer'] as const;
export type Flow = (typeof FLOWS)[number];

/** A Connected App (External Client App). */
export interface App {
	consumerKey: string;
	consumerSecret: string;
	/** Flows that are switched on in the app. */
	flows: Flow[];
	/** User name that client credentials run as. */
	runAs: string | null;
	/** PEM of the certificate or public key that JWTs are checked with. */
	publicKey: string | null;
	blocked: boolean;
}

/** What the wire answers instead of doing it: `status` for a whole request, the rest for an item of a collection too. */
export class Refusal extends Error {
	constructor(
		readonly status: number,
		/** As Salesforce writes it: 'INVALID_FIELD'. */
		readonly code: string,
		message: string,
		readonly fields: readonly string[] = [],
	) {
		super(message);
	}
}
