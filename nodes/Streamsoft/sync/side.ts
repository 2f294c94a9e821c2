import { Fault } from '../../shared/fault';
import type { TaskSettings } from '../../shared/sync/pairs/door';
import type { Owner, Result, Synced, Task, TaskSide, TaskWrite } from '../../shared/sync/pairs/types';
import { VENDOR } from '../access';
import type { FeatureValue, Step, StepResult, StreamsoftApi, TaskRow, Values } from '../api';
import { fit, taskOf, valuesOf, type Columns, type FullRow, type Manner } from './convert';
import { rangesOf } from './ranges';

/** The calls of the client that it makes. */
export type SideApi = Pick<
	StreamsoftApi,
	'tasksByIds' | 'featureValues' | 'features' | 'hasTasks' | 'snapshot' | 'reserveIds' | 'write' | 'zone'
>;

/** The tasks of a Streamsoft database as the two-way sync reads and writes them. */
export class StreamsoftTasks implements TaskSide {
	readonly name = VENDOR;
	private readonly manner: Manner;
	/** What was read last, by ID: a write says by it what it expects. */
	private readonly rows = new Map<string, FullRow>();

	constructor(
		private readonly api: SideApi,
		readonly system: string,
		columns: Columns,
		private readonly settings: TaskSettings,
		/** Whether the times of edits can be compared with others. */
		private readonly isOnTime = false,
	) {
		this.manner = { columns, zone: api.zone, minutes: settings.minutes };
	}

	fit(fields: Synced): Synced {
		return fit(fields, this.manner);
	}

	async read(ids: readonly string[]): Promise<Map<string, Task>> {
		const found = await this.api.tasksByIds(ids.map(Number).filter(Number.isSafeInteger));
		if (ids.length > 0 && found.size === 0 && !(await this.api.hasTasks())) throw emptied();
		return new Map((await this.asTasks([...found.values()])).map((task) => [task.id, task]));
	}

	async findSame(wanted: ReadonlyArray<{ owner: Owner; fields: Synced }>): Promise<string[][]> {
		const found = wanted.map((): string[] => []);
		const places = new Map<string, number[]>();
		wanted.forEach(({ owner, fields: { subject, time } }, at) => {
			const key = sameKey(owner, subject, time);
			if (time !== '') places.set(key, [...(places.get(key) ?? []), at]);
		});
		const ids = (part: keyof Owner) => [...new Set(wanted.map(({ owner }) => Number(owner[part])))];
		const open = { operators: ids('operator'), types: ids('type'), done: false, cancelled: false };
		for (const range of rangesOf(wanted.map(({ fields }) => fields.time))) {
			for await (const rows of this.api.snapshot({ ...range, ...open })) {
				for (const row of rows) {
					const task = this.taskOf({ ...row, features: [] });
					if (task.closed) continue;
					const { subject, time } = task.fields;
					for (const at of places.get(sameKey(task, subject, time)) ?? []) found[at]!.push(task.id);
				}
			}
		}
		return found.map((list) => [...new Set(list)].sort((a, b) => Number(a) - Number(b)));
	}

	async reserve(count: number): Promise<string[]> {
		return (await this.api.reserveIds(count)).map(String);
	}

	async write(writes: readonly TaskWrite[]): Promise<Array<Result<Task>>> {
		const expected = await this.expectedBy(writes);
		const steps = writes.map((write, at) => this.stepFor(write, expected[at]));
		const sent = steps.filter((step) => step !== undefined);
		const results = sent.length > 0 ? await this.api.write(sent) : [];
		const rows = results.flatMap((result) => ('task' in result && isDone(result) && result.task ? [result.task] : []));
		const tasks = new Map((await this.asTasks(rows)).map((task) => [task.id, task]));
		let at = 0;
		return steps.map((step): Result<Task> => (step ? resultOf(step, results[at++]!, tasks) : { refused: 'changed' }));
	}

	/** What the task that a write is for was read as; nothing where it is not that any more. */
	private async expectedBy(writes: readonly TaskWrite[]): Promise<Array<FullRow | undefined>> {
		const isKnown = (task: Task) => this.isStill(task, this.rows.get(task.id));
		const unknown = writes.flatMap((write) => (write.do !== 'create' && !isKnown(write.task) ? [write.task.id] : []));
		if (unknown.length > 0) await this.read(unknown);
		return writes.map((write) => {
			const row = write.do === 'create' ? undefined : this.rows.get(write.task.id);
			return write.do !== 'create' && this.isStill(write.task, row) ? row : undefined;
		});
	}

	private isStill({ operator, type, fields }: Task, row: FullRow | undefined): boolean {
		if (!row) return false;
		const now = this.taskOf(row);
		const isSame = (Object.keys(fields) as Array<keyof Synced>).every((field) => now.fields[field] === fields[field]);
		return isSame && now.operator === operator && now.type === type;
	}

	private stepFor(write: TaskWrite, row: FullRow | undefined): Step | undefined {
		if (write.do === 'create') {
			const values = { ...valuesOf(write.fields, this.manner), ...ownerOf(write.owner) };
			return { do: 'insert', id: Number(write.id), values };
		}
		// A task that is gone is asked for all the same: that is what the answer says then.
		const id = Number(write.task.id);
		if (!row && this.rows.has(write.task.id)) return undefined;
		const expected = row && expectedOf(row);
		if (write.do !== 'update')
			return { do: write.do === 'delete' ? 'remove' : 'cancel', id, ...(expected && { expected }) };
		const values = { ...valuesOf(write.fields, this.manner), ...(write.owner && ownerOf(write.owner)) };
		return { do: 'update', id, values, ...(expected && { expected }) };
	}

	/** With the features that are shown. */
	private async asTasks(rows: readonly TaskRow[]): Promise<Task[]> {
		const { features } = this.settings.shown;
		const isShown = (features === 'all' || features.length > 0) && rows.length > 0;
		const values = isShown ? await this.api.featureValues(rows.map(({ id }) => id)) : new Map<number, FeatureValue[]>();
		const names = new Map(values.size > 0 ? (await this.api.features()).map(({ id, name }) => [id, name]) : []);
		return rows.map((row) => {
			const full: FullRow = {
				...row,
				features: (values.get(row.id) ?? []).map(({ featureId, value }) => ({
					id: String(featureId),
					name: names.get(featureId) ?? String(featureId),
					value,
				})),
			};
			this.rows.set(String(row.id), full);
			return this.taskOf(full);
		});
	}

	private taskOf(row: FullRow): Task {
		const { isOnTime, manner, settings } = this;
		return taskOf(isOnTime ? row : { ...row, modifiedAt: null }, manner, settings.shown);
	}
}

const sameKey = ({ operator, type }: Owner, subject: string, time: string): string =>
	JSON.stringify([operator, type, subject, time]);

const ownerOf = ({ operator, type }: Owner): Values => ({ operatorId: Number(operator), typeId: Number(type) });

/** What must still be so when it is written: what is kept in step, and whose it is. */
function expectedOf(row: FullRow): Values {
	const { operatorId, typeId, subject, description, place, start, end, allDay } = row;
	return { operatorId, typeId, subject, description, place, start, end, allDay };
}

const isDone = ({ state }: Exclude<StepResult, { fault: Fault }>): boolean =>
	state === 'written' || state === 'unchanged';

function resultOf({ do: what, id }: Step, result: StepResult, tasks: ReadonlyMap<string, Task>): Result<Task> {
	if ('fault' in result) return { fault: waiting(result.fault) };
	if (result.state === 'gone') return { refused: 'gone' };
	if (!isDone(result)) return { refused: 'changed' };
	if (what === 'remove') return {};
	const record = tasks.get(String(id));
	return record ? { record } : { refused: 'gone' };
}

/** A task that somebody has open is not at fault: its change waits until the window is closed. */
const waiting = (fault: Fault): Fault =>
	fault.kind === 'conflict' ? new Fault('conflict', fault.message, { advice: fault.advice, waits: true }) : fault;

const emptied = (): Fault =>
	new Fault('braked', 'The database shows no task at all any more.', {
		advice:
			'Nothing is deleted because of that. Check the database and the schema profile in the credential; with the first task it goes on.',
	});
