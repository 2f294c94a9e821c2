/** Reading tasks. */
import type { Work } from '../database';
import type { Param, Row } from '../sdk';
import { isText, type FieldColumn, type Model, PART, type TaskRow } from './model';
import { inList } from './inList';
import { decoderOf, fitted } from './text';

/** Which tasks. Times are wall clocks `YYYY-MM-DD HH:MM:SS`; everything that is given must hold. */
export interface TaskFilter {
	/** Tasks that have not ended before it; `to`: that begin before it. */
	from?: string;
	to?: string;
	/** IDs; an empty list means none. */
	operators?: readonly number[];
	types?: readonly number[];
	contractors?: readonly number[];
	done?: boolean;
	cancelled?: boolean;
	/** Part of the subject or the description. */
	text?: string;
	/** Not changed before it, where the database keeps the time of the last change. */
	modifiedSince?: string;
}

export interface Statement {
	sql: string;
	params: Param[];
}

/** The columns of `Model.read`, and the names of contractor and person where they are wanted. */
export function selectTasks(model: Model, names: boolean): string {
	const { events, contractors, persons } = model.profile;
	const joins: string[] = [];
	const selected = model.selected;
	if (names && contractors && events.columns.contractorId) {
		const { table, id, name } = contractors;
		selected.push(model.selecting(`K.${name}`, model.info(table, name)));
		joins.push(`LEFT JOIN ${table} K ON K.${id} = E.${events.columns.contractorId}`);
	} else selected.push('NULL');
	if (names && persons && events.columns.personId) {
		const { table, id, firstName, lastName } = persons;
		const parts = [firstName, lastName].flatMap((column) =>
			column ? [`COALESCE(${model.selecting(`P.${column}`, model.info(table, column))}, '')`] : [],
		);
		selected.push(`TRIM(${parts.join(` || ' ' || `) || "''"})`);
		joins.push(`LEFT JOIN ${table} P ON P.${id} = E.${events.columns.personId}`);
	} else selected.push('NULL');
	return [`SELECT ${selected.join(', ')} FROM ${events.table} E`, ...joins].join(' ');
}

/** The conditions of a filter. `nothing` where no task can fulfil them. */
export function conditionsOf(model: Model, filter: TaskFilter): { where: string; params: Param[]; nothing: boolean } {
	const { events, textCharset } = model.profile;
	const parts: string[] = [];
	const params: Param[] = [];
	const add = (part: string, ...more: Param[]) => {
		parts.push(part);
		params.push(...more);
	};
	const [start, end] = [model.column('start')!, model.column('end')];
	if (filter.from !== undefined) {
		const within = (one: FieldColumn) => `E.${one.column} >= ${model.mark(one.info)}`;
		if (end) add(`(${within(start)} OR ${within(end)})`, timeFor(start, filter.from), timeFor(end, filter.from));
		else add(within(start), timeFor(start, filter.from));
	}
	if (filter.to !== undefined) add(`E.${start.column} < ${model.mark(start.info)}`, timeFor(start, filter.to));
	const lists = [
		['operatorId', filter.operators],
		['typeId', filter.types],
		['contractorId', filter.contractors],
	] as const;
	let nothing = false;
	for (const [field, ids] of lists) {
		const one = model.column(field);
		if (ids === undefined) continue;
		if (ids.length === 0 || !one) nothing = true;
		else add(...inList(`E.${one.column}`, ids));
	}
	const done = model.column('done');
	if (filter.done !== undefined && done) add(...flagIs(model, done, filter.done));
	else if (filter.done) nothing = true;
	if (filter.cancelled !== undefined && model.cancel) {
		const { column, value } = model.cancel;
		add(filter.cancelled ? `E.${column} = ?` : `(E.${column} IS NULL OR E.${column} <> ?)`, value);
	}
	for (const [column, value] of Object.entries(events.only ?? {})) add(`E.${column} = ?`, value);
	if (filter.modifiedSince !== undefined && events.columns.modifiedAt) {
		const { modifiedAt } = events.columns;
		const mark = model.mark(model.info(events.table, modifiedAt));
		add(`(E.${modifiedAt} IS NULL OR E.${modifiedAt} >= ${mark})`, filter.modifiedSince);
	}
	if (filter.text) {
		const searched = [model.column('subject'), model.column('description')].filter((one) => one !== undefined);
		const able = searched.filter(
			({ info }) => fitted(filter.text!, { charset: info.charset }, textCharset).unknown === undefined,
		);
		if (able.length === 0) nothing = true;
		else add(`(${able.map((one) => containing(model, one)).join(' OR ')})`, ...able.map(() => filter.text!));
	}
	return { where: parts.length > 0 ? ` WHERE ${parts.join(' AND ')}` : '', params, nothing };
}

const timeFor = ({ info }: FieldColumn, wall: string): string => (info.kind === 'date' ? wall.slice(0, 10) : wall);

function flagIs(model: Model, one: FieldColumn, is: boolean): [string, ...Param[]] {
	const { column, info, flag } = one;
	if (flag) return [is ? `E.${column} = ?` : `(E.${column} IS NULL OR E.${column} <> ?)`, flag.value];
	const yes = `E.${column} = ${model.mark(info)}`;
	if (is && info.kind === 'number') return [`E.${column} <> ?`, 0];
	if (is) return [yes, model.param('done', true)];
	return [`(E.${column} IS NULL OR ${yes})`, model.param('done', false)];
}

function containing(model: Model, { column, info }: FieldColumn): string {
	const charset = info.charset === 'NONE' ? ` CHARACTER SET ${model.profile.textCharset}` : '';
	const expression = info.charset === 'NONE' ? model.selecting(`E.${column}`, info) : `E.${column}`;
	return `${expression} CONTAINING CAST(? AS VARCHAR(250)${charset})`;
}

/** Rows as tasks. What does not fit into a row is read by itself. */
export async function tasksOf(
	model: Model,
	work: Pick<Work, 'rows' | 'blob'>,
	rows: readonly Row[],
): Promise<TaskRow[]> {
	const tasks = rows.map((row) => model.read(row));
	const long = model.fields.filter(({ field, info }) => isText(field) && info.kind === 'blob');
	for (const { field, column, info } of long) {
		for (const task of tasks) {
			// Counted in code points by the database, in halves of pairs here: more is never fewer.
			if (isText(field) && task[field].length >= PART)
				task[field] = await wholeText(model, work, task.id, column, info.charset);
		}
	}
	return tasks;
}

const MOST_BYTES = 8_000_000;

async function wholeText(
	{ profile }: Model,
	{ rows, blob }: Pick<Work, 'rows' | 'blob'>,
	id: number,
	column: string,
	charset: string | undefined,
): Promise<string> {
	const { events, textCharset } = profile;
	const [row] = await rows(`SELECT E.${column} FROM ${events.table} E WHERE E.${events.pk} = ?`, [id], true);
	const bytes = row?.[0] ? await blob(row[0], MOST_BYTES) : Buffer.alloc(0);
	return decoderOf(charset === 'NONE' ? textCharset : 'UTF8').decode(bytes);
}

/** Fresh, of those that exist. */
export async function tasksById(work: Work, model: Model, ids: readonly number[], names = true): Promise<TaskRow[]> {
	if (ids.length === 0) return [];
	const { where, params } = thoseOf(model, ids);
	return await tasksOf(model, work, await work.rows(`${selectTasks(model, names)}${where}`, params));
}

/** The condition that a row is one of these tasks; other rows of the table do not exist. */
export function thoseOf(model: Model, ids: readonly number[]): { where: string; params: Param[] } {
	const { where, params } = conditionsOf(model, {});
	const [isOne, ...keys] = inList(`E.${model.profile.events.pk}`, ids);
	return { where: `${where === '' ? ' WHERE' : `${where} AND`} ${isOne}`, params: [...params, ...keys] };
}
