export const TYPES = ['string', 'int', 'long', 'decimal', 'double', 'boolean', 'dateTime'] as const;
export type Type = (typeof TYPES)[number];

/** Date-times are milliseconds since 1970. */
export type Scalar = string | number | boolean | null;

/** What a class's screens are for; `other` has no acts of its own. */
export const KINDS = ['companies', 'contacts', 'orders', 'other'] as const;
export type Kind = (typeof KINDS)[number];

export interface Attribute {
	readonly name: string;
	readonly type: Type;
	/** Value of a new record. */
	readonly initial: Scalar;
	/** A static relation: the attribute holds the number of a record of that class. */
	readonly relation?: { readonly id: number; readonly name: string; readonly classNumber: number };
}

export interface HeliosClass {
	readonly number: number;
	/** Short name, as the table is called: `organizace`. */
	readonly name: string;
	readonly kind: Kind;
	/** Subjects draw their numbers from one row; other classes have each their own (helios-green.md 3). */
	readonly isSubject: boolean;
	readonly attributes: ReadonlyMap<string, Attribute>;
	readonly records: Map<number, HeliosRecord>;
}

/** Never changed: a write puts a new one in its place, so that an answer under way keeps what it began with. */
export interface HeliosRecord {
	readonly class: HeliosClass;
	readonly number: number;
	/** Folder number. */
	readonly folder: number;
	readonly reference: string;
	readonly name: string;
	readonly created: number;
	readonly updated: number;
	readonly values: Readonly<Record<string, Scalar>>;
}

export interface Column {
	readonly alias: string;
	/** Attribute, or `relation.attribute`. */
	readonly path: string;
	readonly caption: string;
	readonly visible: boolean;
}

export interface Template {
	readonly number: number;
	readonly name: string;
	readonly classNumber: number;
	readonly type: 'template' | 'view';
	columns: readonly Column[];
	/** Questions of the base filter: rows are those whose attribute equals the given value. */
	readonly arguments: ReadonlyArray<{ readonly name: string; readonly path: string }>;
	/** Rows have these values, as a base filter without questions. */
	readonly where: Readonly<Record<string, Scalar>>;
}

export interface Folder {
	readonly number: number;
	readonly name: string;
	readonly classNumber: number;
	readonly defaultTemplate?: number;
}

export interface StoredFilter {
	readonly number: number;
	readonly classNumber: number;
	readonly where: Readonly<Record<string, Scalar>>;
}

export const INPUTS = ['any', 'records', 'params', 'userData'] as const;
export type Input = (typeof INPUTS)[number];

export interface HeliosFunction {
	readonly number: number;
	readonly name: string;
	readonly classNumber: number;
	readonly input: Input;
	/** Column of params rows, and element of USERDATA, that holds a record's number. */
	readonly column: string;
	/** Attributes that it sets on each record; 'now' on a dateTime is the time of the run. */
	readonly sets: Readonly<Record<string, Scalar>>;
	/** XML or text that comes back in USERDATA. */
	readonly userData?: string;
	/** One row of OUTPUTPARAMS. */
	readonly outputParams?: Readonly<Record<string, string>>;
}

export interface User {
	readonly name: string;
	password: string;
	/** Rows of a BROWSE that names no upper bound. */
	rowCount: number;
}

export interface Profile {
	readonly name: string;
	readonly server: string;
	readonly database: string;
}
