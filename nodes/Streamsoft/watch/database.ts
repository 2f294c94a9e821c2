import { Fault } from '../../shared/fault';
import { dateIn } from '../../shared/when';
import type { EventType, Feature as FeatureDefinition, Operator, StreamsoftApi, TaskFilter, TaskRow } from '../api';
import { serverTime } from '../serverTime';
import { systemOf } from '../sync/names';
import type { Feature, FullRow } from '../sync/convert';
import { featuresIn } from './features';
import type { Names } from './row';
import type { Snapshot, TaskSource } from './source';
import type { Watch } from './watched';
import { windowOf } from './window';

/** Tasks whose features are read in one query, where those of a whole window cannot be. */
const FEATURES_AT_ONCE = 1_000;
/** Lists and the server's time are asked for as rarely as this, so that an idle poll is one query. */
const FRESH_MS = 5 * 60_000;

/** What changes rarely. */
interface Lists {
	operators: Operator[];
	types: EventType[];
	features: FeatureDefinition[];
	/** What the server's clock showed, epoch milliseconds. */
	time: number;
	/** When it was asked, by a clock that only tells how long ago that was. */
	askedAt: number;
}

const kept = new Map<string, Lists>();

/** Forgets the lists, as a restart of the process does. For tests. */
export const forgetLists = (): void => kept.clear();

/** The tasks of a Streamsoft database as a trigger reads them. */
export class DatabaseTasks implements TaskSource {
	/** When this poll began, by the clock of `Lists.askedAt`. */
	private readonly since = performance.now();

	/** @param key names database, user and profile */
	constructor(
		private readonly api: StreamsoftApi,
		private readonly key: string,
	) {}

	get zone(): string {
		return this.api.zone;
	}

	async identity(): Promise<string> {
		const { table, pk } = (await this.api.model()).profile.events;
		return `${systemOf(this.api.account)} ${table}.${pk}`;
	}

	async snapshot(watch: Watch, isUnderWay: boolean): Promise<Snapshot> {
		const lists = await this.lists();
		const time = new Date(lists.time + Math.max(0, performance.now() - lists.askedAt)).toISOString();
		const operators = idsOf(watch.operators) ?? lists.operators.filter(({ active }) => active).map(({ id }) => id);
		const types = idsOf(watch.types) ?? lists.types.filter(({ synchronised }) => synchronised).map(({ id }) => id);
		if (operators.length === 0 && !(isUnderWay && lists.operators.length > 0))
			throw nothing('No operator is active in Streamsoft.', 'Operators');
		if (types.length === 0 && !(isUnderWay && lists.types.length > 0))
			throw nothing('No event type is marked for synchronisation in Streamsoft.', 'Event Types');
		const window = windowOf(dateIn(time, this.zone), watch.monthsBack, watch.monthsForward);
		const filter = { ...window, operators, types };
		const rows = this.api.snapshot(filter, { names: watch.watched.some((name) => NAMED.has(name)) });
		return {
			time,
			window,
			operators: new Set(operators),
			types: new Set(types),
			rows: watch.features ? this.withFeatures(rows, filter) : plain(rows),
		};
	}

	async byIds(ids: readonly number[]): Promise<Map<number, FullRow>> {
		const rows = [...(await this.api.tasksByIds(ids)).values()];
		return new Map((await this.full(rows)).map((row) => [row.id, row]));
	}

	async hasTasks(): Promise<boolean> {
		return await this.api.hasTasks();
	}

	async names(of: Iterable<FullRow> = []): Promise<Names> {
		const known = await this.lists();
		const isNew = known.askedAt < this.since && lacksOne(known, of);
		const { operators, types, features } = isNew ? await this.asked() : known;
		const byId = (list: ReadonlyArray<{ id: number; name: string }>) =>
			new Map(list.map(({ id, name }) => [String(id), name]));
		return { operators: byId(operators), types: byId(types), features: byId(features) };
	}

	async close(): Promise<void> {
		await this.api.close();
	}

	/** Features are read when the moment of the tasks is fixed, so that those of a new task are never missed. */
	private async *withFeatures(
		portions: AsyncGenerator<TaskRow[]>,
		filter: TaskFilter,
	): AsyncGenerator<FullRow[], void, undefined> {
		let all: Map<number, Feature[]> | undefined;
		let isAsked = false;
		const gathered: TaskRow[] = [];
		for await (const rows of portions) {
			if (!isAsked) all = await featuresIn(this.api, await this.api.model(), filter);
			isAsked = true;
			if (all) yield rows.map((row) => ({ ...row, features: all!.get(row.id) ?? NO_FEATURES }));
			else if (gathered.push(...rows) >= FEATURES_AT_ONCE) yield await this.full(gathered.splice(0));
		}
		if (gathered.length > 0) yield await this.full(gathered);
	}

	private async full(rows: readonly TaskRow[]): Promise<FullRow[]> {
		const values = await this.api.featureValues(rows.map(({ id }) => id));
		return rows.map((row) => ({
			...row,
			features: (values.get(row.id) ?? []).map(({ featureId, value }) => ({ id: String(featureId), name: '', value })),
		}));
	}

	private async lists(): Promise<Lists> {
		const known = kept.get(this.key);
		return known && performance.now() - known.askedAt < FRESH_MS ? known : await this.asked();
	}

	private async asked(): Promise<Lists> {
		const { api, key } = this;
		const [operators, types, features] = [await api.operators(), await api.types(), await api.features()];
		const time = Date.parse(await serverTime(api));
		const lists = { operators, types, features, time, askedAt: performance.now() };
		kept.set(key, lists);
		return lists;
	}
}

const idsOf = (chosen: readonly string[]): number[] | undefined => (chosen.length > 0 ? chosen.map(Number) : undefined);

async function* plain(portions: AsyncGenerator<TaskRow[]>): AsyncGenerator<FullRow[], void, undefined> {
	for await (const rows of portions) yield rows.map((row) => ({ ...row, features: NO_FEATURES }));
}

const NO_FEATURES: FullRow['features'] = [];
/** Fields whose names stand in tables of their own. */
const NAMED: ReadonlySet<string> = new Set(['contractor', 'person']);

/** Whether a task has an operator, type or feature that was entered after the lists were read. */
function lacksOne(lists: Lists, rows: Iterable<FullRow>): boolean {
	const [operators, types, features] = [lists.operators, lists.types, lists.features].map(
		(list) => new Set(list.map(({ id }) => id)),
	);
	const lacks = (known: Set<number>, id: number | null) => id !== null && !known.has(id);
	return [...rows].some(
		(row) =>
			lacks(operators!, row.operatorId) ||
			lacks(types!, row.typeId) ||
			row.features.some(({ id }) => lacks(features!, Number(id))),
	);
}

const nothing = (message: string, field: string): Fault =>
	new Fault('misconfigured', message, {
		field,
		advice: `Choose under "${field}" in the trigger what to watch, or mark it in Streamsoft.`,
	});
