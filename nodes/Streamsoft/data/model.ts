/** The tasks of a database as its profile describes them: what to select, how to read a row, how to write a value. Pure. */
import type { Catalogue, ColumnInfo } from '../profile/catalogue';
import { columnOf } from '../profile/check';
import type { FlagOf, Profile } from '../profile/schema';
import type { Param, Row } from '../sdk';

/** What can be written of a task. Times are wall clocks: `YYYY-MM-DD HH:MM:SS`. */
export interface TaskValues {
	typeId: number | null;
	operatorId: number | null;
	subject: string;
	description: string;
	place: string;
	start: string | null;
	end: string | null;
	allDay: boolean;
	done: boolean;
	contractorId: number | null;
	personId: number | null;
}

export type TaskField = keyof TaskValues;

/** A task as it is in the database. Names are there where they were asked for. */
export interface TaskRow extends TaskValues {
	id: number;
	cancelled: boolean;
	/** Wall clock, where the database keeps one. */
	modifiedAt: string | null;
	contractor: string | null;
	person: string | null;
}

/** As people call them; the Polish words are those of Streamsoft's windows. */
export const LABELS: Readonly<Record<TaskField, string>> = {
	typeId: 'Event Type (Typ zdarzenia)',
	operatorId: 'Operator (Operator)',
	subject: 'Subject (Temat)',
	description: 'Description (Opis)',
	place: 'Place (Miejsce)',
	start: 'Start (Data od)',
	end: 'End (Data do)',
	allDay: 'All Day (Cały dzień)',
	done: 'Done (Zakończone)',
	contractorId: 'Contractor (Kontrahent)',
	personId: 'Contact Person (Osoba)',
};

export const FIELDS = Object.keys(LABELS) as TaskField[];

/** Characters of a text that fit into one value of a row; more of a blob is read by itself. */
export const PART = 8_000;

export interface FieldColumn {
	field: TaskField;
	column: string;
	info: ColumnInfo;
	/** Where not the column itself says yes. */
	flag?: Exclude<FlagOf, string>;
}

const TEXTS: ReadonlySet<TaskField> = new Set(['subject', 'description', 'place']);
const TIMES: ReadonlySet<TaskField> = new Set(['start', 'end']);
const FLAGS: ReadonlySet<TaskField> = new Set(['allDay', 'done']);

export const isText = (field: TaskField): field is 'subject' | 'description' | 'place' => TEXTS.has(field);
export const isTime = (field: TaskField): field is 'start' | 'end' => TIMES.has(field);
export const isFlag = (field: TaskField): field is 'allDay' | 'done' => FLAGS.has(field);

export class Model {
	readonly fields: readonly FieldColumn[];
	private readonly byField: ReadonlyMap<TaskField, FieldColumn>;

	constructor(
		readonly profile: Profile,
		readonly catalogue: Catalogue,
	) {
		this.fields = FIELDS.flatMap((field) => this.columnsOf(field));
		this.byField = new Map(this.fields.map((one) => [one.field, one]));
	}

	/** Where a cancelled task is told from one that is done. */
	get cancel(): { column: string; value: string | number } | undefined {
		return this.profile.events.cancel ?? undefined;
	}

	/** What is written to cancel a task; nothing where that is not possible. */
	get cancelling(): { column: string; param: Param } | undefined {
		const { cancel } = this.profile.events;
		if (cancel) return { column: cancel.column, param: cancel.value };
		const done = this.byField.get('done');
		return cancel === undefined && done ? { column: done.column, param: this.param('done', true) } : undefined;
	}

	isCancelled(task: TaskRow): boolean {
		return this.cancel ? task.cancelled : task.done;
	}

	/** Nothing where the database does not keep it. */
	column(field: TaskField): FieldColumn | undefined {
		return this.byField.get(field);
	}

	info(table: string, column: string): ColumnInfo {
		return this.catalogue.tables.get(table)!.get(column)!;
	}

	/** What to select of `E`, in the order that `read` expects. */
	get selected(): string[] {
		const { pk, table, columns } = this.profile.events;
		const { cancel } = this;
		const { modifiedAt } = columns;
		return [
			`E.${pk}`,
			...this.fields.map(({ column, info }) => this.selecting(`E.${column}`, info)),
			modifiedAt ? this.selecting(`E.${modifiedAt}`, this.info(table, modifiedAt)) : 'NULL',
			cancel ? this.selecting(`E.${cancel.column}`, this.info(table, cancel.column)) : 'NULL',
		];
	}

	/** A row of `selected`, and behind it the names of contractor and person, where they were selected too. */
	read(row: Row): TaskRow {
		const { cancel } = this;
		const task: TaskRow = { ...NOTHING, id: Number(row[0]) };
		this.fields.forEach((one, at) => set(task, one, row[at + 1]));
		const [modifiedAt, cancelled, contractor, person] = row.slice(this.fields.length + 1);
		task.modifiedAt = wall(modifiedAt);
		task.cancelled = cancel ? isSame(cancelled, cancel.value) : false;
		task.contractor = textOf(contractor) || null;
		task.person = textOf(person) || null;
		return task;
	}

	/** An expression that gives a column as text or number, whatever the process' time zone is (streamsoft.md 4.5). */
	selecting(column: string, { kind, length, charset }: ColumnInfo): string {
		const kept = this.charsetOf(charset);
		if (kind === 'timestamp' || kind === 'date' || kind === 'time') return `CAST(${column} AS VARCHAR(30))`;
		if (kind === 'blob') return `CAST(SUBSTRING(${column} FROM 1 FOR ${PART}) AS VARCHAR(${PART})${kept})`;
		return kind === 'text' && kept !== '' ? `CAST(${column} AS VARCHAR(${length})${kept})` : column;
	}

	/** The parameter of a column, as it stands in a statement. */
	mark({ kind, length, charset }: ColumnInfo): string {
		if (kind === 'timestamp') return 'CAST(CAST(? AS VARCHAR(30)) AS TIMESTAMP)';
		if (kind === 'date') return 'CAST(CAST(? AS VARCHAR(30)) AS DATE)';
		if (kind === 'time') return 'CAST(CAST(? AS VARCHAR(30)) AS TIME)';
		if (kind === 'boolean') return 'CAST(CAST(? AS VARCHAR(5)) AS BOOLEAN)';
		if (kind === 'blob') return `CAST(? AS VARCHAR(${PART})${this.charsetOf(charset) || ' CHARACTER SET UTF8'})`;
		const kept = kind === 'text' ? this.charsetOf(charset) : '';
		return kept === '' ? '?' : `CAST(? AS VARCHAR(${length})${kept})`;
	}

	/** A value of a task as the parameter of its column. */
	param<F extends TaskField>(field: F, value: TaskValues[F]): Param {
		const { info, flag } = this.byField.get(field)!;
		if (typeof value === 'boolean') {
			if (flag) return value ? flag.value : (flag.otherwise ?? (typeof flag.value === 'number' ? 0 : null));
			if (info.kind === 'boolean') return String(value);
			return info.kind === 'text' ? (value ? '1' : '0') : Number(value);
		}
		if (value === '') return info.isNotNull ? '' : null;
		if (isTime(field) && value !== null && info.kind === 'date') return String(value).slice(0, 10);
		return value;
	}

	/** Said of columns without a character set: their bytes are read and written as the profile says. */
	private charsetOf(charset: string | undefined): string {
		return charset === 'NONE' ? ` CHARACTER SET ${this.profile.textCharset}` : '';
	}

	private columnsOf(field: TaskField): FieldColumn[] {
		const { table, columns } = this.profile.events;
		const flag = columns[field] as FlagOf | null | undefined;
		if (!flag) return [];
		const column = columnOf(flag);
		return [{ field, column, info: this.info(table, column), ...(typeof flag === 'object' && { flag }) }];
	}
}

const NOTHING: TaskRow = {
	id: 0,
	typeId: null,
	operatorId: null,
	subject: '',
	description: '',
	place: '',
	start: null,
	end: null,
	allDay: false,
	done: false,
	contractorId: null,
	personId: null,
	cancelled: false,
	modifiedAt: null,
	contractor: null,
	person: null,
};

function set(task: TaskRow, { field, flag }: FieldColumn, value: unknown): void {
	if (isText(field)) task[field] = textOf(value);
	else if (isTime(field)) task[field] = wall(value);
	else if (isFlag(field)) task[field] = flag ? isSame(value, flag.value) : isYes(value);
	else task[field] = value === null || value === undefined ? null : Number(value);
}

const textOf = (value: unknown): string => (value === null || value === undefined ? '' : String(value));

/** `2026-07-01 10:00:00.0000` without its fraction; a date is its midnight. */
export function wall(value: unknown): string | null {
	const text = textOf(value).trim();
	if (text === '') return null;
	return text.length <= 10 ? `${text} 00:00:00` : text.slice(0, 19);
}

/** Columns of fixed length are filled up with blanks. */
const isSame = (value: unknown, wanted: string | number): boolean => textOf(value).trim() === String(wanted);
export const isYes = (value: unknown): boolean => value === true || !/^(0|n|f|false|nie)?$/i.test(textOf(value).trim());
