import { check } from '../common';
import { createGrow, type GrowAct } from './grow';
import { createLocks, type LockActs } from './locks';
import { Rows } from './rows';
import { checkRow, checkTaskFields, type Reference, type StreamsoftSeed, type TaskFields } from './seedSchema';
import type { Site } from './site';
import { readTasks, type StreamsoftTask } from './store';

type RowOf<K extends keyof StreamsoftSeed> = NonNullable<StreamsoftSeed[K]>[number];
type Added = Promise<{ id: number }>;

/** A task by its id. */
export interface OnTask {
	task: number;
}

/** What users do in Streamsoft's windows. Each rejects with an Error that names what is missing, and then changed nothing. */
export interface TaskActs {
	addTask(args: RowOf<'tasks'>): Promise<StreamsoftTask>;
	/** What is not named stays; null empties. */
	editTask(args: OnTask & Omit<TaskFields, 'id'>): Promise<StreamsoftTask>;
	deleteTask(args: OnTask): Promise<{ id: number }>;
	completeTask(args: OnTask & { done?: boolean }): Promise<StreamsoftTask>;
	/** To another operator or type. */
	moveTask(args: OnTask & { operator?: Reference; type?: Reference }): Promise<StreamsoftTask>;
	/** A value; null takes it away. */
	setFeature(args: OnTask & { feature: Reference; value: string | null }): Promise<StreamsoftTask>;
}

/** In the dictionaries (Słowniki) and among contractors. */
export interface DictionaryActs {
	addOperator(args: RowOf<'operators'>): Added;
	addType(args: RowOf<'types'>): Added;
	/** The tick on the tab Kalendarz Google of an event type. */
	setTypeSync(args: { type: Reference; synchronised: boolean }): Promise<{ id: number; synchronised: boolean }>;
	renameType(args: { type: Reference; to: string }): Promise<{ id: number; name: string }>;
	addFeature(args: RowOf<'features'>): Added;
	addContractor(args: RowOf<'contractors'>): Added;
	addBranch(args: RowOf<'branches'>): Added;
	addPerson(args: RowOf<'persons'>): Added;
}

/** On the machine that Firebird runs on. */
export interface ServerActs {
	/** As when the plug is pulled: connections are cut and new ones refused until `startServer`. */
	stopServer(args?: object): Promise<object>;
	startServer(args?: object): Promise<object>;
	/** Everybody who is connected is cut; the server runs on. */
	cutConnections(args?: object): { cut: number };
}

export type StreamsoftAct = TaskActs & DictionaryActs & LockActs & GrowAct & ServerActs;

export const createActs = (site: Site, server: ServerActs): StreamsoftAct => ({
	...taskActs(site),
	...dictionaryActs(site),
	...createLocks(site),
	...createGrow(site),
	...server,
});

function taskActs(site: Site): TaskActs {
	const edit = ({ task, ...fields }: OnTask & Omit<TaskFields, 'id'>) =>
		site.work(async (statements, names) => {
			check.number(task, 'task');
			const met = await new Rows(statements, names).editTask(task, checkTaskFields(fields, 'task'));
			if (!met) throw new Error(`There is no task ${task}.`);
			return (await readTasks(statements, names, task))[0]!;
		});
	return {
		addTask: (args) =>
			site.work(async (statements, names) => {
				const id = await new Rows(statements, names).task(checkRow('tasks', args, 'task'));
				return (await readTasks(statements, names, id))[0]!;
			}),
		editTask: edit,
		completeTask: ({ task, done = true }) => edit({ task, done }),
		moveTask: ({ task, operator, type }) => edit({ task, operator, type }),
		setFeature: ({ task, feature, value }) =>
			site.work(async (statements, names) => {
				const [found] = await readTasks(statements, names, check.number(task, 'task'));
				if (!found) throw new Error(`There is no task ${task}.`);
				checkTaskFields({ features: { value } }, 'feature');
				await new Rows(statements, names).setFeature(task, feature, value);
				return (await readTasks(statements, names, task))[0]!;
			}),
		deleteTask: ({ task }) =>
			site.work(async (statements, { task: table, column: { taskId } }) => {
				const sql = `DELETE FROM ${table} WHERE ${taskId} = ? RETURNING ${taskId}`;
				const gone = await statements.run(sql, [check.number(task, 'task')]);
				if (gone?.[taskId] !== task) throw new Error(`There is no task ${task}.`);
				return { id: task };
			}),
	};
}

function dictionaryActs(site: Site): DictionaryActs {
	const adder =
		<K extends keyof StreamsoftSeed>(kind: K, add: (rows: Rows, row: RowOf<K>) => Promise<number>) =>
		(args: RowOf<K>) =>
			site.work(async (statements, names) => ({
				id: await add(new Rows(statements, names), checkRow(kind, args, kind) as RowOf<K>),
			}));
	const setOnType = (
		type: Reference,
		set: (column: { synchronised: string; typeName: string }) => string,
		value: string | number,
	) =>
		site.work(async (statements, names) => {
			const id = await new Rows(statements, names).typeId(type);
			const { column } = names;
			await statements.run(`UPDATE ${names.type} SET ${set(column)} = ? WHERE ${column.typeId} = ?`, [value, id]);
			return id;
		});
	return {
		addOperator: adder('operators', (rows, row) => rows.operator(row)),
		addType: adder('types', (rows, row) => rows.type(row)),
		addFeature: adder('features', (rows, row) => rows.feature(row)),
		addContractor: adder('contractors', (rows, row) => rows.contractor(row)),
		addBranch: adder('branches', (rows, row) => rows.branch(row)),
		addPerson: adder('persons', (rows, row) => rows.person(row)),
		async setTypeSync({ type, synchronised }) {
			if (typeof synchronised !== 'boolean') throw new Error('synchronised: true or false is needed.');
			return { id: await setOnType(type, (column) => column.synchronised, Number(synchronised)), synchronised };
		},
		async renameType({ type, to }) {
			return { id: await setOnType(type, (column) => column.typeName, check.text(to, 'to')), name: to };
		},
	};
}
