import { Fault } from '../../fault';
import { inParallel } from '../../parallel';
import { settled } from '../../settled';
import { again, assemble, idOf, lookOver, type Seed, type Sides } from './assemble';
import { decide, stampOf } from './decide';
import { matches } from './match';
import {
	fail,
	finish,
	likewise,
	note,
	noteMade,
	restless,
	workOn,
	type Outcome,
	type Work,
	type Writing,
} from './outcome';
import type { Pair, Step } from './pair';
import { placeEvent, placeTask, reborn } from './placing';
import { pretendEvent, pretendTask } from './pretend';
import { firstsOf, resultsOf } from './together';
import type { CalendarEvent, Result, Task } from './types';

export type { Outcome } from './outcome';

const MOST_STEPS = 40;
const MOST_ROUNDS = 400;
const MOST_REFUSALS = 6;
const MOST_READ_AT_ONCE = 4;

type Kind<D extends Step['do']> = { work: Work; step: Extract<Step, { do: D }> };

/** Keeps tasks and events in step: every pair is brought on step by step, the steps of all pairs are written together. */
export class Engine {
	constructor(private readonly sides: Sides) {}

	async assemble(seeds: readonly Seed[]): Promise<Pair[]> {
		return await assemble(seeds, this.sides);
	}

	/** What `run` would do. Only reads. */
	async preview(pairs: readonly Pair[]): Promise<Outcome[]> {
		return await this.work(pairs, true);
	}

	/** Outcomes in the order of the pairs; one that fails does not stop the others. */
	async run(pairs: readonly Pair[]): Promise<Outcome[]> {
		return await this.work(pairs, false);
	}

	private async work(pairs: readonly Pair[], isDry: boolean): Promise<Outcome[]> {
		const firsts = firstsOf(pairs, this.sides.rules);
		const works = pairs.map(workOn);
		const all = works.filter((_, at) => firsts[at] === at);
		const taken = new Set<string>();
		for (let round = 0; round < MOST_ROUNDS; round++) {
			const open = all.filter(({ done }) => !done);
			if (open.length === 0) break;
			await this.round(open, isDry, taken);
		}
		for (const work of all) {
			if (!work.done) fail(work, restless());
			work.outcome.pair = work.pair;
		}
		return firsts.map((first, at) => (first === at ? works[at]!.outcome : likewise(works[first]!.outcome)));
	}

	private async round(open: Work[], isDry: boolean, taken: Set<string>): Promise<void> {
		const steps = open.flatMap((work) => this.decide(work));
		const of = <D extends Step['do']>(kind: D) => steps.filter((one): one is Kind<D> => one.step.do === kind);
		const worksOf = (kind: Step['do']) => of(kind).map(({ work }) => work);
		const ended = of('end');
		for (const { work, step } of ended) {
			const isSeen = isDry || !work.unseen || idOf(work.pair, this.sides.rules) === undefined;
			if (isSeen) finish(work, step.action, step.reason);
		}
		await this.lookOver(ended.map(({ work }) => work).filter(({ done }) => !done));
		await this.reserve(worksOf('reserve'), isDry);
		await this.match(worksOf('match'), taken);
		await this.seek(worksOf('seek'), isDry);
		await Promise.all([this.toTasks(of('task'), isDry), this.toEvents(of('event'), isDry)]);
	}

	/** Nothing for a pair of which nothing can be decided. */
	private decide(work: Work): Array<{ work: Work; step: Step }> {
		try {
			if (++work.steps > MOST_STEPS) throw restless();
			return [{ work, step: decide(work.pair, this.sides.rules) }];
		} catch (error) {
			fail(work, error);
			return [];
		}
	}

	/**
	 * Nothing is done before both sides were seen as they are after the last write. A run that read the task before somebody
	 * changed it back would otherwise leave the older text on the event, and whoever told the change found both in step.
	 */
	private async lookOver(works: Work[]): Promise<void> {
		const byTask = works.filter(({ unseen, pair: { task } }) => unseen === 'task' && task);
		const byAll = works.filter((work) => !byTask.includes(work));
		if (byTask.length > 0) await this.lookAtTasks(byTask);
		if (byAll.length > 0) {
			await this.readAgain(
				byAll,
				async () =>
					await lookOver(
						byAll.map(({ pair }) => pair),
						this.sides,
					),
			);
		}
	}

	private async lookAtTasks(works: Work[]): Promise<void> {
		await this.readAgain(works, async () => {
			const now = await this.sides.tasks.read([...new Set(works.map(({ pair }) => pair.task!.id))]);
			return works.map(({ pair: { task, ...rest } }): Pair => {
				const fresh = now.get(task!.id);
				return { ...rest, ...(fresh && { task: fresh }) };
			});
		});
	}

	private async readAgain(works: Work[], read: () => Promise<Pair[]>): Promise<void> {
		const fresh = await settled(read);
		works.forEach((work, at) => {
			if (!('value' in fresh)) return fail(work, fresh.error);
			work.pair = fresh.value[at]!;
			delete work.unseen;
		});
	}

	private async reserve(works: Work[], isDry: boolean): Promise<void> {
		if (works.length === 0) return;
		const ids = isDry
			? { value: works.map((_, at) => `new ${at + 1}`) }
			: await settled(async () => await this.sides.tasks.reserve(works.length));
		works.forEach((work, at) => {
			if ('value' in ids) work.pair.reserved = ids.value[at];
			else fail(work, ids.error);
		});
	}

	/** Looks on the other side for the same record without a link; each is given to one pair only. */
	private async match(works: Work[], taken: Set<string>): Promise<void> {
		if (works.length === 0) return;
		const pairs = works.map(({ pair }) => pair);
		const found = await settled(async () => await matches(pairs, this.sides, taken));
		works.forEach((work, at) => {
			if (!('value' in found)) fail(work, found.error);
			else {
				const { task, event } = found.value[at]!;
				Object.assign(work.pair, found.value[at], { matched: task ? 'task' : event ? 'event' : 'nothing' });
			}
		});
	}

	/** Before a task is taken away because its event is gone. */
	private async seek(works: Work[], isDry: boolean): Promise<void> {
		if (!isDry) await this.lookOver(works.map((work) => Object.assign(work, { unseen: 'all' })));
		for (const { pair } of works) pair.isSought = true;
	}

	private async toTasks(asked: Array<Kind<'task'>>, isDry: boolean): Promise<void> {
		const writes = asked.map(({ step }) => step.write);
		const results = await resultsOf(writes, isDry ? pretendTask : undefined, (all) => this.sides.tasks.write(all));
		await this.forEach(asked, results, async ({ work, step }, result) => {
			const { write } = step;
			if (isRefusedAs('used', result) && write.do === 'create') {
				work.pair.used = write.id;
				delete work.pair.reserved;
				return;
			}
			if (await this.isRefused(work, step, result)) return;
			note(work, step, work.pair);
			placeTask(work.pair, write, (result as { record?: Task }).record);
			if (write.do === 'cancel' || write.do === 'delete') work.unseen = 'all';
			else work.unseen ??= 'task';
		});
	}

	private async toEvents(asked: Array<Kind<'event'>>, isDry: boolean): Promise<void> {
		const writes = asked.map(({ step }) => step.write);
		const results = await resultsOf(writes, isDry ? pretendEvent : undefined, (all) => this.sides.events.write(all));
		await this.forEach(asked, results, async ({ work, step }, result) => {
			const { write } = step;
			if (isRefusedAs('used', result)) {
				work.steps--;
				return reborn(work.pair, 'stamp' in result ? result.stamp : undefined);
			}
			if (await this.isRefused(work, step, result)) return;
			note(work, step, work.pair);
			// Of a task whose id was reserved for this event nobody else can know.
			const isOurs = write.do === 'update' && (write.stamp?.making || stampOf(write.event));
			if (!isOurs) work.unseen = 'all';
			else work.unseen ??= 'task';
			placeEvent(work.pair, write, (result as { record?: CalendarEvent }).record);
		});
	}

	private async forEach<K, R>(
		asked: readonly K[],
		results: R[],
		take: (one: K, result: R) => Promise<void>,
	): Promise<void> {
		const told = asked.map((one, at) => ({ one, result: results[at]! }));
		await inParallel(told, MOST_READ_AT_ONCE, async ({ one, result }) => await take(one, result));
	}

	/** Whether a write did not take place, or nobody knows; then the pair was read again, or has failed. */
	private async isRefused(work: Work, step: Writing, result: Result<Task | CalendarEvent>): Promise<boolean> {
		if ('fault' in result) {
			const isUndone = result.fault instanceof Fault && result.fault.effect === 'none';
			// It may have happened: then what it replaced must be told all the same.
			if (!isUndone) note(work, step, work.pair);
			fail(work, result.fault);
			return true;
		}
		if (!('refused' in result)) return false;
		if (++work.refusals > MOST_REFUSALS) {
			fail(work, restless());
			return true;
		}
		const before = work.pair;
		const byTask = step.do === 'event' && (step.write.do === 'create' || step.write.do === 'move');
		const fresh = await settled(async () => await again(before, byTask, this.sides));
		if ('value' in fresh) {
			work.pair = fresh.value;
			if (result.refused === 'changed') noteMade(work, step, before);
			if (byTask || work.unseen === 'task') delete work.unseen;
		} else {
			note(work, step, before);
			fail(work, fresh.error);
		}
		return true;
	}
}

const isRefusedAs = (why: 'used', result: Result<unknown>): boolean => 'refused' in result && result.refused === why;
