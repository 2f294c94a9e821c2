/** The form of a schema profile: which tables and columns of the database mean what (streamsoft.md 4.2). */
import {
	array,
	type Infer,
	nullable,
	number,
	oneOf,
	optional,
	record,
	strictObject,
	string,
	union,
} from '../../shared/vendor';

/** Names that need no quotes; nothing else ever gets into a statement. */
export const IDENTIFIER = /^[A-Z][A-Z0-9_$]{0,62}$/;
const name = string().regex(IDENTIFIER, 'is no name of the database (capital letters, digits, _ and $)');
const maybe = optional(nullable(name));

const constant = union([string(), number(), nullable(string())]);
const value = union([string(), number()]);
/** A column that says yes: by itself (anything but 0 and nothing), or by this value; `otherwise` is written for no. */
const flag = union([name, strictObject({ column: name, value, otherwise: optional(nullable(value)) })]);
const maybeFlag = optional(nullable(flag));

const select = string().regex(/^\s*(select|with)\s/i, 'must be a SELECT');
const listSelect = strictObject({ sql: select });
const featureSelect = strictObject({
	sql: select.regex(/:ids\b/, 'must have :ids where the IDs of the tasks belong'),
});

const event = strictObject({
	table: name,
	pk: name,
	/** Gives new IDs. */
	generator: nullable(name),
	columns: strictObject({
		typeId: name,
		operatorId: name,
		subject: name,
		description: maybe,
		place: maybe,
		start: name,
		end: maybe,
		allDay: maybe,
		done: maybeFlag,
		contractorId: maybe,
		personId: maybe,
		modifiedAt: maybe,
	}),
	/** What a cancelled task has, so that it need not be deleted. Left out: it is done. `null`: tasks cannot be cancelled. */
	cancel: optional(nullable(strictObject({ column: name, value }))),
	/** Which rows are tasks, where the table holds other things as well. */
	only: optional(nullable(record(name, value))),
	/** Constants for new rows, where columns must have a value. */
	fixed: optional(nullable(record(name, constant))),
});

/** What a procedure may be given. */
export const PARAMETERS = [
	'id',
	'typeId',
	'operatorId',
	'subject',
	'description',
	'place',
	'start',
	'end',
	'allDay',
	'done',
	'contractorId',
	'personId',
] as const;
export type Parameter = (typeof PARAMETERS)[number];

/** The name alone where its parameters are called as the columns are, with an A in front (streamsoft.md 2.3). */
const procedure = union([
	name,
	strictObject({
		name,
		/** In its own order; null for one that is given nothing. */
		parameters: optional(array(nullable(oneOf(PARAMETERS)))),
		/** Names of what it returns: the ID, and the number of the error (0: none). */
		result: optional(strictObject({ id: maybe, error: maybe })),
		/** What its errors mean, by number. */
		errors: optional(record(string(), string())),
	}),
]);

export const profileForm = strictObject({
	profile: string(),
	timezone: optional(string()),
	/** Of the connection; the text arrives as UTF8 whatever the columns are. */
	charset: optional(string()),
	/** How the text of columns without a character set is to be read. */
	textCharset: name,
	operators: union([
		listSelect,
		strictObject({ table: name, id: name, name, login: maybe, email: maybe, active: maybeFlag }),
	]),
	eventTypes: union([listSelect, strictObject({ table: name, id: name, name, synchronised: maybeFlag })]),
	featureDefs: nullable(union([listSelect, strictObject({ table: name, id: name, name, kind: maybe })])),
	featureValues: nullable(
		union([featureSelect, strictObject({ table: name, event: name, feature: name, value: name })]),
	),
	contractors: nullable(strictObject({ table: name, id: name, name, number: maybe, active: maybeFlag })),
	persons: nullable(strictObject({ table: name, id: name, firstName: maybe, lastName: maybe })),
	events: event,
	/** Where it is kept which record of another system a task was made from: a table of its own, or a column of the tasks. */
	link: nullable(
		union([strictObject({ table: name, task: name, system: name, id: name }), strictObject({ column: name })]),
	),
	procedures: strictObject({ add: nullable(procedure), update: nullable(procedure), delete: nullable(procedure) }),
});

export type Profile = Infer<typeof profileForm>;
export type FlagOf = Infer<typeof flag>;
export type Procedure = Exclude<Infer<typeof procedure>, string>;
export type EventsOf = Profile['events'];
