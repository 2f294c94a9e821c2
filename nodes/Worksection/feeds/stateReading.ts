import { fingerprint } from '../../shared/sync/fingerprint';
import { Fault } from '../../shared/fault';
import type { Budget, Change, Page, Start } from '../../shared/watch/feed';
import { LABELS, STATUS } from './fieldNames';
import type { LinkedTask, TriggerApi, TriggerParams } from './types';

/** Statuses or labels of tasks as last seen: ids of tags with commas between, by task. */
export type States = Record<string, string>;

/** Where comparing tasks goes on. */
export interface StateCursor {
	/** Vendor's time (ISO UTC) of the last look. */
	time: string;
	/** All open tasks. */
	open: States;
	/** Tasks that were open once, with their states, the last closed last: one that is reopened is compared with what it had. */
	closed: Array<[id: string, state: string]>;
	/** Statuses with their titles, and tags that are none. */
	statuses: Record<string, string>;
	labels: Record<string, string>;
}

/** Closed tasks that are remembered. Open ones are at most 10,000, the vendor's own limit. */
const MOST_CLOSED = 2_000;
/** Closed tasks that are looked at again in one poll for what they became before they were closed. */
const MOST_LOOKED_AT = 1_000;

export const isState = ({ field }: Pick<TriggerParams, 'field'>): boolean => field === STATUS || field === LABELS;

export async function startStates(
	api: TriggerApi,
	params: TriggerParams,
	start: Start,
): Promise<{ cursor: StateCursor }> {
	if (start.from === 'date') {
		throw new Fault('input', `Worksection does not remember when a task got its ${params.field}.`, {
			field: 'Start With',
			advice: 'Start with what happens from now on, or with everything: all tasks as they are now.',
		});
	}
	const nothing: Omit<StateCursor, 'time'> = { open: {}, closed: [], statuses: {}, labels: {} };
	if (start.from === 'everything') return { cursor: { time: new Date(0).toISOString(), ...nothing } };
	const { tasks, time } = await api.openTasks(params.project);
	const all = flat(tasks);
	const tags = await tagsOf(api, nothing, all);
	return { cursor: { ...nothing, ...tags, time: new Date(time).toISOString(), open: statesOf(all, tags, params) } };
}

/** Compares the tasks as they are with what they were. One request when nothing was closed and no tag is new. */
export async function readStates(
	api: TriggerApi,
	params: TriggerParams,
	cursor: StateCursor,
	{ limit }: Budget,
	event: string,
): Promise<Page<StateCursor>> {
	const { tasks, time } = await api.openTasks(params.project);
	const open = flat(tasks);
	const ids = new Set(open.map(({ id }) => id));
	const gone = Object.keys(cursor.open).filter((id) => !ids.has(id));
	const closed = gone.length > 0 ? await api.visibleTasks(gone.slice(0, MOST_LOOKED_AT)) : [];
	const tags = await tagsOf(api, cursor, [...open, ...closed]);
	const now = statesOf([...open, ...closed], tags, params);
	const titles = params.field === STATUS ? tags.statuses : tags.labels;
	const before = { ...Object.fromEntries(cursor.closed), ...cursor.open };
	const changed = Object.keys(now).filter((id) => now[id] !== (before[id] ?? ''));
	const taken = new Set(changed.slice(0, limit));
	const occurredAt = new Date(Math.max(time, Date.parse(cursor.time))).toISOString();
	const place = new Map([...open, ...closed].map((task) => [task.id, task.project?.id]));
	const changes = [...taken].map((id): Change => {
		const [from, to] = [before[id] ?? '', now[id]!];
		const projectId = place.get(id);
		return {
			id: fingerprint([params.field, id, from, to, cursor.time], 16),
			recordId: id,
			event,
			occurredAt,
			changes: { [params.field!]: { from: shown(from, titles), to: shown(to, titles) } },
			about: { taskId: id, ...(projectId !== undefined && { projectId }) },
		};
	});
	const isCut = taken.size < changed.length;
	const waiting = new Set(changed.slice(limit));
	const told = Object.fromEntries(Object.entries({ ...before, ...now }).filter(([id]) => !waiting.has(id)));
	const isHere = ({ status, project }: LinkedTask) =>
		status === 'active' && (params.project === '' || project?.id === params.project);
	// A task that was closed counts as open until its last change is told, so that it is looked at again.
	const stillOpen = [...ids, ...closed.filter((task) => waiting.has(task.id) || isHere(task)).map(({ id }) => id)];
	const next = { time: occurredAt, ...tags, ...statesAfter(cursor, stillOpen, { ...before, ...told }) };
	return { changes, next, ...(isCut && { more: true }) };
}

function statesAfter(
	cursor: StateCursor,
	open: readonly string[],
	states: States,
): Pick<StateCursor, 'open' | 'closed'> {
	const isOpen = new Set(open);
	const closed = new Map(cursor.closed);
	for (const id of Object.keys(cursor.open)) {
		closed.delete(id);
		closed.set(id, states[id] ?? '');
	}
	return {
		open: Object.fromEntries(open.map((id) => [id, states[id] ?? ''])),
		closed: [...closed].filter(([id]) => !isOpen.has(id)).slice(-MOST_CLOSED),
	};
}

type Tags = Pick<StateCursor, 'statuses' | 'labels'>;

/** Tags do not say whether they are statuses (worksection.md 3.1); that is asked for when one appears for the first time. */
async function tagsOf(api: TriggerApi, { statuses, labels }: Tags, tasks: readonly LinkedTask[]): Promise<Tags> {
	const used = new Map(
		tasks.flatMap(({ tags = {} }) => Object.entries(tags)).map(([id, title]) => [id, String(title)]),
	);
	const isNew = [...used.keys()].some((id) => !Object.hasOwn(statuses, id) && !Object.hasOwn(labels, id));
	const known = isNew ? await api.statuses() : new Map(Object.entries(statuses));
	const others = [...Object.entries(labels), ...used].filter(([id]) => !known.has(id));
	const renamed = [...known].map(([id, title]) => [id, used.get(id) ?? title] as const);
	return { statuses: Object.fromEntries(renamed), labels: Object.fromEntries(others) };
}

function statesOf(tasks: readonly LinkedTask[], { statuses }: Tags, { field }: TriggerParams): States {
	const isWanted = (id: string) => Object.hasOwn(statuses, id) === (field === STATUS);
	const pairs = tasks.map(({ id, tags = {} }) => [id, Object.keys(tags).filter(isWanted).sort().join(',')]);
	return Object.fromEntries(pairs) as States;
}

/** One title as text, several as a list, none as "". */
function shown(state: string, titles: Record<string, string>): string | string[] {
	const list = state === '' ? [] : state.split(',').map((id) => titles[id] ?? id);
	return list.length > 1 ? list : (list[0] ?? '');
}

/** Tasks with their subtasks on every level. */
export function flat(tasks: readonly LinkedTask[]): LinkedTask[] {
	return tasks.flatMap((task) => [task, ...flat((task.child ?? []) as LinkedTask[])]);
}
