/** Writing tasks: many in one transaction, each of them whole or not at all, and conditional on what was read. */
import { chunksOf } from '../../shared/bulk';
import { Fault } from '../../shared/fault';
import { settled } from '../../shared/settled';
import { LostCommit, type Database, type Work } from '../database';
import { isDuplicate, isLocked, isLost } from '../faults';
import { differing, fitValues, type Values } from './checks';
import { linkedTask, writeLink, type TaskLink } from './links';
import type { Model, TaskRow } from './model';
import { tasksById } from './reading';
import { cancelTask, insertTask, lockedTask, removeTask, updateTask } from './statements';

export type Step =
	| {
			do: 'insert';
			/** A reserved one, so that a lost answer doubles nothing. */
			id?: number;
			values: Values;
			link?: TaskLink;
	  }
	/** Only the values that differ; only if the task still has what is `expected`. */
	| { do: 'update'; id: number; values: Values; expected?: Values }
	| { do: 'cancel' | 'remove'; id: number; expected?: Values };

export type StepResult =
	| { state: 'written' | 'unchanged'; task?: TaskRow }
	/** Not what was expected any more, or there already: `task` is what is there. */
	| { state: 'changed' | 'exists'; task: TaskRow }
	| { state: 'gone' }
	| { fault: Fault };

/** Rows of an ERP are not to be held for long. */
const AT_ONCE = 100;
const TRIES = 6;
const SAVEPOINT = 'N8N_STEP';

/** What a step came to within its transaction. */
type Done =
	| { state: 'written' | 'unchanged' | 'gone'; id: number; isRemoved?: boolean }
	| { state: 'changed' | 'exists'; task: TaskRow };
type Tried = Done | { fault: Fault } | { locked: unknown };

/** Results in the order of the steps; one that fails does not stop the others. */
export async function writeSteps(db: Database, model: Model, steps: readonly Step[]): Promise<StepResult[]> {
	const results: StepResult[] = [];
	for (const chunk of chunksOf(steps, AT_ONCE)) results.push(...(await writeChunk(db, model, chunk)));
	return results;
}

async function writeChunk(db: Database, model: Model, steps: readonly Step[]): Promise<StepResult[]> {
	const results = new Array<StepResult>(steps.length);
	let left = steps.map((_, at) => at);
	/** An earlier try may have been committed. */
	let isAgain = false;
	for (let attempt = 1; left.length > 0; attempt++) {
		const doing = left.length === 1 ? DOING[steps[left[0]!]!.do] : 'write the tasks';
		const current = left;
		const outcome = await settled(
			async () =>
				await db.write(
					doing,
					async (work) =>
						await round(
							db,
							model,
							work,
							current.map((at) => steps[at]!),
							isAgain,
						),
				),
		);
		if ('error' in outcome) {
			const { error } = outcome;
			const fault = error instanceof LostCommit ? error.fault : db.fault(error, doing);
			isAgain ||= error instanceof LostCommit;
			left = current.filter((at) => {
				const isOver = !(error instanceof LostCommit) || attempt >= TRIES || !canRepeat(steps[at]!);
				if (isOver) results[at] = { fault: isAgain ? unknown(fault) : fault };
				return !isOver;
			});
		} else {
			left = current.filter((at, place) => {
				const tried = outcome.value[place]!;
				if (!('locked' in tried)) results[at] = tried;
				else if (attempt >= TRIES) results[at] = { fault: db.fault(tried.locked, DOING[steps[at]!.do]) };
				return results[at] === undefined;
			});
		}
		if (left.length === 0) break;
		const paused = await settled(async () => await db.pause(attempt));
		if ('value' in paused) continue;
		// What was written before keeps its result.
		const fault = db.fault(paused.error, doing);
		for (const at of left) results[at] = { fault: isAgain ? unknown(fault) : fault };
		left = [];
	}
	return results;
}

const unknown = (fault: Fault): Fault =>
	fault.effect === 'unknown'
		? fault
		: new Fault(fault.kind, fault.message, { advice: fault.advice, effect: 'unknown' });

/** Without an ID or a link nobody could find out whether it is there already. */
const canRepeat = (step: Step): boolean => step.do !== 'insert' || step.id !== undefined || step.link !== undefined;

const DOING: Readonly<Record<Step['do'], string>> = {
	insert: 'create the task',
	update: 'update the task',
	cancel: 'cancel the task',
	remove: 'delete the task',
};

/** All steps in one transaction, and the tasks as they are then. */
async function round(
	db: Database,
	model: Model,
	work: Work,
	steps: readonly Step[],
	isAgain: boolean,
): Promise<Array<StepResult | { locked: unknown }>> {
	const tried: Tried[] = [];
	for (const step of steps) {
		await work.rows(`SAVEPOINT ${SAVEPOINT}`);
		const outcome = await settled(async () => await one(model, work, step, isAgain));
		if ('value' in outcome) {
			tried.push(outcome.value);
			continue;
		}
		const { error } = outcome;
		if (isLost(error) || (error instanceof Fault === false && !isSaid(error))) throw error;
		await work.rows(`ROLLBACK TO SAVEPOINT ${SAVEPOINT}`);
		if (isDuplicate(error)) tried.push(await existing(model, work, step, isAgain, error));
		else if (isLocked(error)) tried.push({ locked: error });
		else tried.push({ fault: db.fault(error, DOING[step.do]) });
	}
	const ids = tried.flatMap((done) => ('id' in done && !done.isRemoved && done.state !== 'gone' ? [done.id] : []));
	const rows = new Map((await tasksById(work, model, [...new Set(ids)])).map((task) => [task.id, task]));
	return tried.map((done) => {
		if (!('id' in done)) return done;
		if (done.state === 'gone') return { state: 'gone' };
		const task = rows.get(done.id);
		return { state: done.state, ...(task && { task }) };
	});
}

/** An error that the server told, after which the transaction goes on. */
const isSaid = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code !== undefined;

async function one(model: Model, work: Work, step: Step, isAgain: boolean): Promise<Done> {
	if (step.do === 'insert') {
		const linked = step.link && (await linkedTask(model, work, step.link));
		if (linked !== undefined && linked !== step.id) {
			const [task] = await tasksById(work, model, [linked]);
			if (task) return isAgain && step.id === undefined ? { state: 'written', id: task.id } : { state: 'exists', task };
		}
		const id = await insertTask(model, work, fitValues(model, step.values, 'stop'), step.id);
		if (step.link) await writeLink(model, work, step.link, id);
		return { state: 'written', id };
	}
	const { id, expected = {} } = step;
	const task = await lockedTask(model, work, id);
	if (!task) return step.do === 'remove' && isAgain ? { state: 'written', id, isRemoved: true } : { state: 'gone', id };
	const wanted = step.do === 'update' ? fitValues(model, step.values, 'stop') : {};
	const changes = differing(task, wanted);
	const isAsExpected = differing(task, expected).length === 0;
	// What an earlier try has written is not somebody else's change.
	const isDone =
		isAgain && (step.do === 'update' ? changes.length === 0 : step.do === 'cancel' && model.isCancelled(task));
	if (!isAsExpected && !isDone) return { state: 'changed', task };
	if (step.do === 'remove') {
		await removeTask(model, work, task);
		return { state: 'written', id, isRemoved: true };
	}
	if (step.do === 'cancel' ? model.isCancelled(task) : changes.length === 0)
		return { state: isDone ? 'written' : 'unchanged', id };
	if (step.do === 'cancel') await cancelTask(model, work, id);
	else await updateTask(model, work, task, Object.fromEntries(changes.map((field) => [field, wanted[field]])));
	return { state: 'written', id };
}

/** A task with that ID is there already: perhaps our own, whose commit was not answered. */
async function existing(model: Model, work: Work, step: Step, isAgain: boolean, error: unknown): Promise<Tried> {
	const linked = step.do === 'insert' && step.link ? await linkedTask(model, work, step.link) : undefined;
	const ids = [linked, step.id].filter((id) => id !== undefined);
	const [task] = await tasksById(work, model, ids.slice(0, 1));
	// Somebody has written it and not committed yet.
	if (!task) return { locked: error };
	if (isAgain && step.do === 'insert' && task.id === step.id) return { state: 'written', id: task.id };
	return { state: 'exists', task };
}
