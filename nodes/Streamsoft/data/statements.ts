/** The statements that change tasks, straight or through the procedures of the profile. */
import { Fault } from '../../shared/fault';
import type { Work } from '../database';
import type { Param } from '../sdk';
import type { Values } from './checks';
import { PART, type Model, type TaskField, type TaskRow, type TaskValues } from './model';
import { called } from './procedures';
import { tasksOf, thoseOf } from './reading';

type Pair = [field: TaskField, value: TaskValues[TaskField]];
const pairsOf = (values: Values): Pair[] => Object.entries(values) as Pair[];

/** The task, which nobody else can change until the transaction ends; nothing where there is none. @throws where somebody holds it */
export async function lockedTask(model: Model, work: Work, id: number): Promise<TaskRow | undefined> {
	const { where, params } = thoseOf(model, [id]);
	const sql = `SELECT ${model.selected.join(', ')} FROM ${model.profile.events.table} E${where} FOR UPDATE WITH LOCK`;
	const [task] = await tasksOf(model, work, await work.rows(sql, params));
	return task;
}

/** @returns its ID. @throws Fault where the database gives it another one than it was to have */
export async function insertTask(model: Model, work: Work, values: Values, id?: number): Promise<number> {
	const { events, procedures } = model.profile;
	const written = procedures.add
		? await called(model, work, 'add', { ...BLANK, ...values }, id)
		: await inserted(model, work, values, id);
	if (id === undefined || written === id) return written;
	throw new Fault('misconfigured', `The database gave the new task the ID ${written} instead of ${id}.`, {
		advice: `${procedures.add ? 'The procedure for new tasks' : `A trigger of ${events.table}`} must take over an ID that it is given. Let whoever wrote it correct that.`,
	});
}

const BLANK: TaskValues = {
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
};

async function inserted(model: Model, work: Work, values: Values, id: number | undefined): Promise<number> {
	const { table, pk, fixed } = model.profile.events;
	const cells: Array<[column: string, mark: string, param: Param]> = [];
	if (id !== undefined) cells.push([pk, '?', id]);
	for (const [column, value] of Object.entries({ ...model.profile.events.only, ...fixed }))
		cells.push([column, '?', value]);
	for (const [field, value] of pairsOf({ ...flagsOf(model), ...values })) {
		const { column, info } = model.column(field)!;
		const param = model.param(field, firstPart(value));
		// Left out, a column takes its default.
		if (param !== null) cells.push([column, model.mark(info), param]);
	}
	const columns = cells.map(([column]) => column).join(', ');
	const marks = cells.map(([, mark]) => mark).join(', ');
	const sql = `INSERT INTO ${table} (${columns}) VALUES (${marks}) RETURNING ${pk}`;
	const [row] = await work.rows(
		sql,
		cells.map(([, , param]) => param),
	);
	const written = Number(row?.[0]);
	await appendRest(model, work, written, values);
	return written;
}

/** Flags are 0 and not nothing (streamsoft.md 2.1). */
function flagsOf(model: Model): Values {
	const flags = (['allDay', 'done'] as const).filter((field) => model.column(field) && !model.column(field)!.flag);
	return Object.fromEntries(flags.map((field) => [field, false]));
}

/** Only what changes. A procedure is given the other values as they are. */
export async function updateTask(model: Model, work: Work, task: TaskRow, changes: Values): Promise<void> {
	const { events, procedures } = model.profile;
	if (procedures.update) {
		await called(model, work, 'update', { ...task, ...changes }, task.id);
		return;
	}
	const cells = pairsOf(changes).map(([field, value]) => {
		const { column, info } = model.column(field)!;
		return { set: `${column} = ${model.mark(info)}`, param: model.param(field, firstPart(value)) };
	});
	const sql = `UPDATE ${events.table} SET ${cells.map(({ set }) => set).join(', ')} WHERE ${events.pk} = ?`;
	await work.rows(sql, [...cells.map(({ param }) => param), task.id]);
	await appendRest(model, work, task.id, changes);
}

/** What is written to cancel a task. @throws Fault where the profile does not say it */
export function cancellingOf({ cancelling }: Model): { column: string; param: Param } {
	if (cancelling) return cancelling;
	throw new Fault('misconfigured', 'The schema profile does not say how a task is cancelled.', {
		advice: 'Name column and value under events.cancel in the credential, or choose another way under "How".',
	});
}

/** @throws Fault where the profile does not say what a cancelled task has */
export async function cancelTask(model: Model, work: Work, id: number): Promise<void> {
	const { table, pk } = model.profile.events;
	const { column, param } = cancellingOf(model);
	await work.rows(`UPDATE ${table} SET ${column} = ${model.mark(model.info(table, column))} WHERE ${pk} = ?`, [
		param,
		id,
	]);
}

/** With its features and its link, which are nothing without it. */
export async function removeTask(model: Model, work: Work, task: TaskRow): Promise<void> {
	const { events, featureValues, link, procedures } = model.profile;
	if (procedures.delete) {
		await called(model, work, 'delete', task, task.id);
	} else {
		if (featureValues && 'table' in featureValues) {
			await work.rows(`DELETE FROM ${featureValues.table} WHERE ${featureValues.event} = ?`, [task.id]);
		}
		await work.rows(`DELETE FROM ${events.table} WHERE ${events.pk} = ?`, [task.id]);
	}
	if (link && 'table' in link && model.catalogue.tables.has(link.table)) {
		await work.rows(`DELETE FROM ${link.table} WHERE ${link.task} = ?`, [task.id]);
	}
}

/** A long text by code points, so that no pair is torn. */
function partsOf(text: string): string[] {
	if (text.length <= PART) return [text];
	const points = [...text];
	return Array.from({ length: Math.ceil(points.length / PART) }, (_, at) =>
		points.slice(at * PART, (at + 1) * PART).join(''),
	);
}

const firstPart = <V>(value: V): V => (typeof value === 'string' ? (partsOf(value)[0] as V) : value);

/** One value of a statement has its limit; what is longer is put behind it. */
async function appendRest(model: Model, work: Work, id: number, values: Values): Promise<void> {
	const { table, pk } = model.profile.events;
	for (const [field, value] of pairsOf(values)) {
		if (typeof value !== 'string') continue;
		const { column, info } = model.column(field)!;
		for (const part of partsOf(value).slice(1)) {
			await work.rows(`UPDATE ${table} SET ${column} = ${column} || ${model.mark(info)} WHERE ${pk} = ?`, [part, id]);
		}
	}
}
