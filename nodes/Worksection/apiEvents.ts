import { Fault } from '../shared/fault';
import type { Host } from '../shared/http';
import { settled, settledNow } from '../shared/settled';
import type { ZodType } from '../shared/vendor';
import { addDays } from '../shared/when';
import { WorksectionApi } from './api';
import type { LinkedProject } from './api/projects';
import type { LinkedTask } from './api/tasks';
import { given } from './params';
import { WorksectionClient, type Access, type Call } from './client';
import { TooManyRows } from './errors';
import { stampOf } from './feeds/stamp';
import type { EventWindow, TriggerApi } from './feeds/types';
import { addedBetween, closedBetween } from './filter';
import { event, listOf, read, readEnvelope, task, type Comment } from './schema';

/** Ids that one search asks for. */
const CHUNK = 200;
/** Tasks that a search did not show are read one by one; beyond so many, project by project first. */
const MOST_SINGLY = 5;

const LENGTHS: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** The part of Worksection's API that triggers need, with the vendor's time where answers are about "now". */
export class WorksectionWatch implements TriggerApi {
	readonly api: WorksectionApi;
	private readonly client: WorksectionClient;

	constructor(host: Host, access: Access) {
		this.api = new WorksectionApi(host, access);
		this.client = new WorksectionClient(host, access);
	}

	get zone(): string {
		return this.api.zone;
	}

	async events(period: string, project?: string): Promise<EventWindow> {
		const outcome = await settled(async () => await this.eventsOf(period, project));
		if ('value' in outcome) return outcome.value;
		if (!(outcome.error instanceof TooManyRows) || project) throw outcome.error;
		return await this.eventsByProject(period);
	}

	/** The whole account at once would be too long (worksection.md section 2). */
	private async eventsByProject(period: string): Promise<EventWindow> {
		const all: EventWindow = { events: [], from: -Infinity, to: Infinity };
		for (const { id } of await this.api.projects.all()) {
			const { events, from, to } = await this.eventsOf(period, id);
			all.events.push(...events);
			all.from = Math.max(all.from, from);
			all.to = Math.min(all.to, to);
		}
		return { ...all, events: all.events.sort((a, b) => String(b.date_added).localeCompare(String(a.date_added))) };
	}

	private async eventsOf(period: string, project?: string): Promise<EventWindow> {
		const params = given([
			['period', period],
			['id_project', project],
		]);
		const call = { action: 'get_events', params, doing: 'read the events', timeoutMs: 120_000 };
		const { rows, time } = await this.timed(event, call);
		if (rows.some(({ date_added }) => stampOf(date_added) === undefined))
			throw unreadable('"date_added" of an event is missing or no time', call.doing);
		return { events: rows, from: time - Number.parseInt(period, 10) * LENGTHS[period.at(-1)!]!, to: time };
	}

	async openTasks(project?: string): Promise<{ tasks: LinkedTask[]; time: number }> {
		const params = given([
			['id_project', project],
			['filter', 'active'],
			['extra', 'subtasks'],
		]);
		const where = project ? `open tasks of project ${project}` : 'open tasks';
		const action = project ? 'get_tasks' : 'get_all_tasks';
		const { rows, time } = await this.timed(task, { action, params, doing: `read the ${where}`, timeoutMs: 120_000 });
		return { tasks: rows, time };
	}

	async tasks(wanted: ReadonlyMap<string, string | undefined>): Promise<Map<string, LinkedTask>> {
		const found = new Map<string, LinkedTask>();
		const keep = (tasks: readonly LinkedTask[]) => tasks.forEach((one) => found.set(one.id, one));
		const missing = () => [...wanted.keys()].filter((id) => !found.has(id));
		for (const chunk of chunksOf(missing())) keep(await this.search(chunk));
		if (missing().length > MOST_SINGLY) {
			// Without a project a search leaves out what is archived (worksection.md 3.1).
			for (const [project, ids] of byProject(missing(), wanted))
				for (const chunk of chunksOf(ids)) keep(await this.search(chunk, project));
		}
		for (const id of missing()) {
			const one = await orNothing(async () => await this.api.tasks.get(id, ['text']));
			if (one) found.set(id, one);
		}
		return found;
	}

	async visibleTasks(ids: readonly string[]): Promise<LinkedTask[]> {
		const found: LinkedTask[] = [];
		for (const chunk of chunksOf(ids)) found.push(...(await this.search(chunk)));
		return found;
	}

	async tasksOfDays(what: 'created' | 'closed', from: string, to: string, project?: string): Promise<LinkedTask[]> {
		const filter = (what === 'created' ? addedBetween : closedBetween)(from, addDays(to, 1, 'UTC'));
		const outcome = await settled(async () => await this.api.tasks.search({ filter, ...(project && { project }) }));
		if ('value' in outcome) return outcome.value;
		if (!(outcome.error instanceof TooManyRows) || from >= to) throw outcome.error;
		const half = addDays(from, Math.floor(daysBetween(from, to) / 2), 'UTC');
		const first = await this.tasksOfDays(what, from, half, project);
		return [...first, ...(await this.tasksOfDays(what, addDays(half, 1, 'UTC'), to, project))];
	}

	async statuses(): Promise<Map<string, string>> {
		const tags = await this.api.tags.all('task', { type: 'status' });
		// The filter is looked after here as well: a label taken for a status would give events that are none.
		const statuses = tags.filter(({ group }) => group?.type === undefined || group.type === 'status');
		return new Map(statuses.map(({ id, title }) => [id, title]));
	}

	async projects(ids: readonly string[]): Promise<Map<string, LinkedProject>> {
		const found = new Map<string, LinkedProject>();
		if (ids.length > MOST_SINGLY) {
			const wanted = new Set(ids);
			for (const one of await this.api.projects.all(undefined, ['text']))
				if (wanted.has(one.id)) found.set(one.id, one);
		}
		for (const id of ids) {
			if (found.has(id)) continue;
			const one = await orNothing(async () => await this.api.projects.get(id, ['text']));
			if (one) found.set(id, one);
		}
		return found;
	}

	async comments(id: string): Promise<Comment[]> {
		return (await orNothing(async () => await this.api.comments.ofTask(id))) ?? [];
	}

	private async search(ids: readonly string[], project?: string): Promise<LinkedTask[]> {
		const filter = `id in (${ids.join(',')})`;
		const found = await orNothing(
			async () => await this.api.tasks.search({ filter, extra: ['text'], ...(project && { project }) }),
		);
		return found ?? [];
	}

	/** Rows with the vendor's time of the answer. @throws Fault `unreadable` when it does not say its time */
	private async timed<T>(shape: ZodType<T>, call: Call): Promise<{ rows: T[]; time: number }> {
		const { text, serverTime } = await this.client.bytes(call);
		const parsed = settledNow(() => JSON.parse(text) as unknown);
		if ('error' in parsed) throw unreadable('it is no JSON', call.doing);
		const { data } = readEnvelope(parsed.value, call.doing, 'none') as { data?: unknown };
		if (serverTime === undefined) throw unreadable('its header "Date" is missing', call.doing);
		return { rows: data === undefined || data === null ? [] : read(listOf(shape), data, call.doing), time: serverTime };
	}
}

function unreadable(what: string, doing: string): Fault {
	return new Fault('unreadable', `Worksection sent an answer that cannot be used when asked to ${doing}: ${what}.`);
}

/** Nothing for what does not exist. */
async function orNothing<T>(get: () => Promise<T>): Promise<T | undefined> {
	const outcome = await settled(get);
	if ('value' in outcome) return outcome.value;
	if (outcome.error instanceof Fault && outcome.error.kind === 'notFound') return undefined;
	throw outcome.error;
}

function byProject(ids: readonly string[], projects: ReadonlyMap<string, string | undefined>): Map<string, string[]> {
	const groups = new Map<string, string[]>();
	for (const id of ids) {
		const project = projects.get(id);
		if (project !== undefined) groups.set(project, [...(groups.get(project) ?? []), id]);
	}
	return groups;
}

function chunksOf(ids: readonly string[]): string[][] {
	const plain = ids.filter((id) => /^\d{1,18}$/.test(id));
	return Array.from({ length: Math.ceil(plain.length / CHUNK) }, (_, index) =>
		plain.slice(index * CHUNK, (index + 1) * CHUNK),
	);
}

const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / LENGTHS.d!);
