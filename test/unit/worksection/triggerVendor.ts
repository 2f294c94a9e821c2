import { localIn } from '../../../nodes/shared/when';
import { periodFor } from '../../../nodes/Worksection/feeds/period';
import type { Comment, Event, EventWindow, LinkedTask, TriggerApi } from '../../../nodes/Worksection/feeds/types';

/** An event with the moment at which reads begin to show it. */
interface Entry {
	at: number;
	visibleAt: number;
	event: Event;
}

const MINUTE = 60_000;
const LENGTHS: Record<string, number> = { m: MINUTE, h: 60 * MINUTE, d: 24 * 60 * MINUTE };

/** Worksection in memory, for as much of it as the trigger's feeds read. Its clock moves only when told to. */
export class FakeVendor implements TriggerApi {
	now: number;
	/** Zone in which it writes its times; the credential may say another one. */
	zone: string;
	entries: Entry[] = [];
	requests: string[] = [];
	newestFirst = true;
	/** How far its Date header is ahead of its clock. */
	skewMs = 0;
	/** How long an answer takes. */
	tookMs = 0;
	broken = false;
	open = new Map<string, LinkedTask>();
	all = new Map<string, LinkedTask>();
	statusTags = new Map([
		['1', 'To do'],
		['2', 'In work'],
		['3', 'Accepted'],
	]);
	commentsOf = new Map<string, Comment[]>();

	constructor(
		start = '2026-02-01T00:00:00Z',
		private readonly writesIn = 'Europe/Kyiv',
	) {
		this.now = Date.parse(start);
		this.zone = writesIn;
	}

	stamp(at = this.now): string {
		return localIn(new Date(at), this.writesIn, 'YYYY-MM-DD HH:mm');
	}

	add(
		event: Partial<Event> & { id: string; type?: string },
		{ at = this.now, visibleAt }: { at?: number; visibleAt?: number } = {},
	): Event {
		const { id, type = 'task', ...rest } = event;
		const whole = {
			action: 'update',
			object: { type, id, page: `/project/10/${id}/` },
			date_added: this.stamp(at),
			user_from: { id: '7', email: 'ann@studio.example', name: 'Ann' },
			new: {},
			old: {},
			...rest,
		} as Event;
		this.entries.push({ at, visibleAt: visibleAt ?? at, event: whole });
		return whole;
	}

	task(id: string, more: Partial<LinkedTask> = {}): LinkedTask {
		const task = { id, name: `Task ${id}`, status: 'active', date_added: this.stamp(), ...more } as LinkedTask;
		this.all.set(id, task);
		if (task.status === 'active') this.open.set(id, task);
		return task;
	}

	async events(period: string): Promise<EventWindow> {
		this.request(`get_events ${period}`);
		const from = this.now - Number.parseInt(period, 10) * LENGTHS[period.at(-1)!]!;
		const shown = this.entries
			.filter(({ at, visibleAt }) => at >= from && at <= this.now && visibleAt <= this.now)
			.sort((a, b) => a.at - b.at)
			.map(({ event }) => structuredClone(event));
		const to = Math.floor((this.now + this.skewMs) / 1000) * 1000;
		if (this.newestFirst) shown.reverse();
		return { events: shown, from: to - periodMs(period), to };
	}

	async tasks(wanted: ReadonlyMap<string, string | undefined>): Promise<Map<string, LinkedTask>> {
		this.request('search_tasks');
		return new Map([...wanted.keys()].flatMap((id) => (this.all.has(id) ? [[id, this.all.get(id)!]] : [])));
	}

	async visibleTasks(ids: readonly string[]): Promise<LinkedTask[]> {
		this.request('search_tasks');
		return ids.flatMap((id) => this.all.get(id) ?? []);
	}

	async openTasks(): Promise<{ tasks: LinkedTask[]; time: number }> {
		this.request('get_all_tasks');
		return { tasks: structuredClone([...this.open.values()]), time: this.now };
	}

	async tasksOfDays(what: 'created' | 'closed', from: string, to: string): Promise<LinkedTask[]> {
		this.request(`search_tasks ${what}`);
		const dayOf = (task: LinkedTask) => String(what === 'created' ? task.date_added : task.date_closed).slice(0, 10);
		return [...this.all.values()].filter((task) => dayOf(task) >= from && dayOf(task) <= to);
	}

	async statuses(): Promise<Map<string, string>> {
		this.request('get_task_tags');
		return new Map(this.statusTags);
	}

	async projects(ids: readonly string[]) {
		this.request('get_project');
		return new Map(ids.map((id) => [id, { id, name: `Project ${id}` }]));
	}

	async comments(task: string): Promise<Comment[]> {
		this.request('get_comments');
		return this.commentsOf.get(task) ?? [];
	}

	private request(what: string): void {
		this.requests.push(what);
		this.now += this.tookMs;
		if (this.broken) throw new Error('The vendor is down.');
	}
}

function periodMs(text: string): number {
	const ms = Number.parseInt(text, 10) * LENGTHS[text.at(-1)!]!;
	if (periodFor(ms).ms > ms) throw new Error(`No such period: ${text}`);
	return ms;
}
