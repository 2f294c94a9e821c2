/** Finds the tasks of a project that carry a link to a source record, also beyond the vendor's 10,000 rows. */
import { Fault } from '../../shared/fault';
import { settled } from '../../shared/settled';
import { linkKey } from '../../shared/sync/link';
import type { WorksectionApi } from '../api';
import type { LinkedTask, TaskSearch } from '../api/tasks';
import { daysLater } from '../dates';
import { TooManyRows } from '../errors';
import { addedBetween, closedBetween } from '../filter';
import { linksIn } from '../links';

/** Keys of links as `linkKey` writes them; of the record alone, or with the change. */
export interface Wanted {
	keys: ReadonlySet<string>;
	wholeRecord: boolean;
}

export interface Place {
	project: string;
	/** Day on which the project was added, where the vendor tells; only a good place to begin halving. */
	since?: string;
	/** The day of the run. */
	today: string;
}

/** The tasks with wanted links, by key. Of several with one key an open task counts before a closed one, then the older. */
export async function linkedTasks(api: WorksectionApi, place: Place, wanted: Wanted): Promise<Map<string, LinkedTask>> {
	const found = new Map<string, LinkedTask>();
	await visitTasks(api, place, (task) => {
		for (const key of linksOf(task, wanted.wholeRecord)) {
			if (wanted.keys.has(key)) found.set(key, better(found.get(key), task));
		}
	});
	return found;
}

/** The keys of the links that a task carries. */
export function linksOf({ text }: LinkedTask, wholeRecord: boolean): string[] {
	if (!text?.includes('source:')) return [];
	return linksIn(text).map((link) => linkKey(link, wholeRecord));
}

function better(one: LinkedTask | undefined, other: LinkedTask): LinkedTask {
	if (!one) return other;
	if ((one.status === 'active') !== (other.status === 'active')) return one.status === 'active' ? one : other;
	return Number(other.id) < Number(one.id) ? other : one;
}

type Visit = (task: LinkedTask) => void;

/** Every task of a project with its text, subtasks included; a task may be visited twice. */
export async function visitTasks(api: WorksectionApi, place: Place, visit: Visit): Promise<void> {
	const whole = await unlessTooMany(api.tasks.ofProject(place.project, { extra: ['text', 'subtasks'] }));
	if (whole) return visitAll(whole, visit);
	await new Windows(api, place, visit).all();
}

function visitAll(tasks: readonly LinkedTask[], visit: Visit): void {
	for (const task of tasks) {
		visit(task);
		if (task.child) visitAll(task.child, visit);
	}
}

async function unlessTooMany<T>(reading: Promise<T>): Promise<T | undefined> {
	const outcome = await settled(async () => await reading);
	if ('value' in outcome) return outcome.value;
	if (outcome.error instanceof TooManyRows) return undefined;
	throw outcome.error;
}

const DAY_MS = 86_400_000;
const EARLIEST = '2008-01-01';
const MOST_REQUESTS = 300;

type Between = (from: string | undefined, before: string | undefined) => string;
/** What to do with a single day that is too large. */
type Splitless = (from: string | undefined, before: string | undefined) => Promise<void>;

/**
 * Reads a large project in windows of days, each halved while it is too large. The outermost windows are open, so that no
 * day is left out whatever zone the vendor counts days in; neighbouring windows meet in one and the same day.
 */
class Windows {
	private requests = 0;

	constructor(
		private readonly api: WorksectionApi,
		private readonly place: Place,
		private readonly visit: Visit,
	) {}

	async all(): Promise<void> {
		await this.halves(undefined, undefined, addedBetween, async (from, before) => await this.oneDay(from, before));
	}

	/** Too many tasks were added on one day: open ones at once, closed ones in windows of the day of closing. */
	private async oneDay(from: string | undefined, before: string | undefined): Promise<void> {
		const added = addedBetween(from, before);
		if (!(await this.read({ filter: this.inProject(added), status: 'active' }))) throw this.tooMany(from);
		const closed: Between = (since, until) => [added, closedBetween(since, until)].filter(Boolean).join(' and ');
		const everClosed: Between = (since, until) =>
			closed(since ?? (until === undefined ? '1990-01-01' : undefined), until);
		await this.halves(undefined, undefined, everClosed, () => Promise.reject(this.tooMany(from)));
	}

	private async halves(
		from: string | undefined,
		before: string | undefined,
		between: Between,
		tooLargeDay: Splitless,
	): Promise<void> {
		const known = from === undefined && before === undefined && between === addedBetween;
		const condition = between(from, before);
		if (!known && (await this.read({ filter: this.inProject(condition) }))) return;
		const first = from ?? this.earliest(before);
		const last = before ?? later(daysLater(this.place.today, 2, 'Date'), from);
		const days = Math.round((Date.parse(last) - Date.parse(first)) / DAY_MS);
		if (days <= 1) return await tooLargeDay(from, before);
		const middle = daysLater(first, Math.floor(days / 2), 'Date');
		await this.halves(from, middle, between, tooLargeDay);
		await this.halves(middle, before, between, tooLargeDay);
	}

	/** A first day to halve from; the project's own, unless the tasks before it are the many ones. */
	private earliest(before: string | undefined): string {
		const { since = EARLIEST } = this.place;
		if (before === undefined || since < daysLater(before, -1, 'Date')) return since;
		return EARLIEST < before ? EARLIEST : daysLater(before, -1, 'Date');
	}

	private async read(search: TaskSearch): Promise<boolean> {
		if (++this.requests > MOST_REQUESTS) throw this.tooMany();
		const found = await unlessTooMany(this.api.tasks.search({ ...search, extra: ['text'] }));
		if (!found) return false;
		visitAll(
			found.filter(({ project }) => project === undefined || project.id === this.place.project),
			this.visit,
		);
		return true;
	}

	private inProject(condition: string): string {
		return `project=${this.place.project}${condition && ` and ${condition}`}`;
	}

	private tooMany(day?: string): Fault {
		const when = day === undefined ? '' : ` that were added on ${day}`;
		return new Fault(
			'misconfigured',
			`Project ${this.place.project} has more tasks${when} than Worksection lets anybody read, so it cannot be made sure that none is created twice.`,
			{ advice: 'Choose another project for new tasks, for instance one per year.', field: 'Project' },
		);
	}
}

/** A last day that lies after the beginning of an open window. */
const later = (last: string, from: string | undefined): string =>
	from === undefined || last > from ? last : daysLater(from, 1, 'Date');
