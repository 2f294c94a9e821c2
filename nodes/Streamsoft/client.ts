/** What this room reads: the profile, the short lists, and tasks. */
import { chunksOf } from '../shared/bulk';
import { settled } from '../shared/settled';
import type { Access } from './access';
import { contractorsOf, featuresOf, featureValuesOf, operatorsOf, typesOf } from './data/lists';
import type { Contractor, ContractorFilter, EventType, Feature, FeatureValue, Operator } from './data/lists';
import type { Model, TaskRow } from './data/model';
import { conditionsOf, selectTasks, tasksById, tasksOf, type Statement, type TaskFilter } from './data/reading';
import { Database, type Work } from './database';
import { inWords } from './profile/check';
import { examined, forgetModel, modelOf } from './profile/load';
import { profileOf } from './profile/read';
import type { Row } from './sdk';

/** Firebird takes at most 1500 values in one list. */
const IDS_AT_ONCE = 1_000;

/** Holds connections for the life of this object: whoever made it calls `close` in the end. */
export class StreamsoftClient {
	protected readonly db: Database;
	private known: Promise<Model> | undefined;
	private readonly lists = new Map<string, Promise<unknown>>();

	constructor(protected readonly access: Access) {
		this.db = new Database(access, () => this.forget());
	}

	get spent() {
		return this.db.spent;
	}

	/** Names the database among all databases: server, port and path. */
	get account(): string {
		return this.access.account;
	}

	/** IANA zone of the wall clocks in the database. */
	get zone(): string {
		return this.access.zone;
	}

	/** Never throws. */
	async close(): Promise<void> {
		await this.db.close();
	}

	/** The profile, checked. @throws Fault naming all that the database does not have */
	async model(): Promise<Model> {
		const asked = (this.known ??= modelOf(this.db));
		const outcome = await settled(async () => await asked);
		if ('value' in outcome) return outcome.value;
		this.known = undefined;
		throw outcome.error;
	}

	/** Asks the database afresh. @throws Fault naming all that it does not have */
	async checked(): Promise<Model> {
		this.forget();
		return await this.model();
	}

	/** What of the profile the database does not have, as sentences; empty when all is well. Asked afresh. @throws Fault */
	async problems(): Promise<string[]> {
		const { missing } = await examined(this.db, profileOf(this.access.profile));
		return missing.map((one) => `The database has no ${inWords(one)}.`);
	}

	/** @throws Fault */
	async operators(): Promise<Operator[]> {
		return await this.list('operators', 'read the operators', operatorsOf);
	}

	/** Event types of tasks, with Streamsoft's own mark whether they are synchronised. @throws Fault */
	async types(): Promise<EventType[]> {
		return await this.list('types', 'read the event types', typesOf);
	}

	/** @throws Fault */
	async features(): Promise<Feature[]> {
		return await this.list('features', 'read the features', featuresOf);
	}

	/** By name. @throws Fault */
	async contractors(filter: ContractorFilter = {}): Promise<Contractor[]> {
		const model = await this.model();
		return await this.db.read('read the contractors', async (work) => await contractorsOf(work, model, filter));
	}

	/** Tasks as they are now, with the names of contractor and person, by ID; those that do not exist are missing. @throws Fault */
	async tasksByIds(ids: readonly number[]): Promise<Map<number, TaskRow>> {
		const model = await this.model();
		const tasks = new Map<number, TaskRow>();
		for (const chunk of chunksOf([...new Set(ids)], IDS_AT_ONCE)) {
			const found = await this.db.read('read the tasks', async (work) => await tasksById(work, model, chunk));
			for (const task of found) tasks.set(task.id, task);
		}
		return tasks;
	}

	/** The values of features that tasks have, by the ID of the task. @throws Fault */
	async featureValues(ids: readonly number[]): Promise<Map<number, FeatureValue[]>> {
		const model = await this.model();
		const values = new Map<number, FeatureValue[]>();
		for (const chunk of chunksOf([...new Set(ids)], IDS_AT_ONCE)) {
			const found = await this.db.read(
				'read the features of tasks',
				async (work) => await featureValuesOf(work, model, chunk),
			);
			for (const [id, list] of found) values.set(id, list);
		}
		return values;
	}

	/**
	 * Tasks in portions, in no order, all as they were at one moment.
	 * @param names whether to read the names of contractor and person too
	 * @throws Fault, also while reading: what was read until then is not the whole
	 */
	async *snapshot(filter: TaskFilter = {}, { names = false } = {}): AsyncGenerator<TaskRow[], void, undefined> {
		const model = await this.model();
		const { where, params, nothing } = conditionsOf(model, filter);
		if (nothing) return;
		const sql = `${selectTasks(model, names)}${where}`;
		yield* this.db.stream('read the tasks', { sql, params }, async (rows, work) => await tasksOf(model, work, rows));
	}

	/** Rows in portions, all as they were at one moment. @param doing in words that fit after "could not". @throws Fault, also while reading */
	async *portions(doing: string, statement: Statement): AsyncGenerator<Row[], void, undefined> {
		yield* this.db.stream(doing, statement, async (rows) => await Promise.resolve(rows));
	}

	/** IDs of tasks, the latest start first. @throws Fault */
	async taskIds(filter: TaskFilter, most = Infinity): Promise<number[]> {
		const model = await this.model();
		const { where, params, nothing } = conditionsOf(model, filter);
		if (nothing) return [];
		const { pk, table, columns } = model.profile.events;
		const first = Number.isFinite(most) ? `FIRST ${Math.max(1, Math.floor(most))} ` : '';
		const sql = `SELECT ${first}E.${pk} FROM ${table} E${where} ORDER BY E.${columns.start} DESC, E.${pk} DESC`;
		const rows = await this.db.read('find tasks', async (work) => await work.rows(sql, params));
		return rows.map(([id]) => Number(id));
	}

	/** @throws Fault */
	async countTasks(filter: TaskFilter = {}): Promise<number> {
		const model = await this.model();
		const { where, params, nothing } = conditionsOf(model, filter);
		if (nothing) return 0;
		const sql = `SELECT COUNT(*) FROM ${model.profile.events.table} E${where}`;
		const [row] = await this.db.read('count the tasks', async (work) => await work.rows(sql, params));
		return Number(row?.[0]);
	}

	/** Whether there is a single task in the whole table. @throws Fault */
	async hasTasks(): Promise<boolean> {
		const model = await this.model();
		const { pk, table } = model.profile.events;
		const { where, params } = conditionsOf(model, {});
		const sql = `SELECT FIRST 1 E.${pk} FROM ${table} E${where}`;
		return (await this.db.read('look for tasks', async (work) => await work.rows(sql, params))).length > 0;
	}

	protected forget(): void {
		this.known = undefined;
		this.lists.clear();
		forgetModel(this.access);
	}

	/** Read once in a run. */
	private async list<T>(name: string, doing: string, read: (work: Work, model: Model) => Promise<T[]>): Promise<T[]> {
		const known = this.lists.get(name) as Promise<T[]> | undefined;
		if (known) return await known;
		const asked = this.model().then(
			async (model) => await this.db.read(doing, async (work) => await read(work, model)),
		);
		this.lists.set(name, asked);
		const outcome = await settled(async () => await asked);
		if ('value' in outcome) return outcome.value;
		this.lists.delete(name);
		throw outcome.error;
	}
}
