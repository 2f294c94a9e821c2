/** Creates a linked task exactly once, also when the answer to its creation is lost. */
import { Fault } from '../../shared/fault';
import { settled } from '../../shared/settled';
import type { WorksectionApi } from '../api';
import type { LinkedTask } from '../api/tasks';
import type { Params, Upload } from '../encode';
import type { Ground } from './ground';
import { forgetTried, lastTried, rememberTried, whileHeld } from './holds';
import { linkedTasks, linksOf } from './lookup';

export interface Created {
	task: LinkedTask;
	action: 'created' | 'unchanged';
	/** The task is there, but its text came back without the link. */
	linkLost?: boolean;
}

const ATTEMPTS = 3;

/** @param key of the link, by which the ground knows its tasks */
export async function createOnce(
	api: WorksectionApi,
	ground: Ground,
	key: string,
	params: Params,
	files: readonly Upload[],
): Promise<Created> {
	const { project } = ground;
	const name = `${api.account} ${project.id} ${key}`;
	return await whileHeld(name, async () => {
		const other = await madeBefore(api, ground, key, name);
		const outcome = await settled(async (): Promise<Created> =>
			other ? { task: other, action: 'unchanged' } : await post(api, ground, key, params, files),
		);
		if ('error' in outcome) {
			if (outcome.error instanceof Fault && outcome.error.effect === 'unknown') rememberTried(name, {});
			throw outcome.error;
		}
		const { task } = outcome.value;
		rememberTried(name, { task: task.id });
		ground.found.set(key, task);
		return outcome.value;
	});
}

/** A task that another item, or another run of this process, made or may have made after this one had looked. */
async function madeBefore(
	api: WorksectionApi,
	ground: Ground,
	key: string,
	name: string,
): Promise<LinkedTask | undefined> {
	const { project, wholeRecord, lookedAt } = ground;
	const last = lastTried(name, lookedAt);
	if (!last) return undefined;
	const id = last.task;
	if (id === undefined) return await look(api, ground, key);
	const outcome = await settled(async () => await api.tasks.get(id, ['text']));
	if ('error' in outcome) {
		if (!(outcome.error instanceof Fault) || outcome.error.kind !== 'notFound') throw outcome.error;
	} else {
		const task = outcome.value;
		const isHere = (task.project?.id ?? project.id) === project.id;
		if (isHere && linksOf(task, wholeRecord).includes(key)) return task;
	}
	forgetTried(name);
	return undefined;
}

async function post(
	api: WorksectionApi,
	ground: Ground,
	key: string,
	params: Params,
	files: readonly Upload[],
): Promise<Created> {
	for (let attempt = 1; ; attempt++) {
		const outcome = await settled(async () => await api.tasks.post(ground.project.id, params, files));
		if ('value' in outcome) return madeNow(outcome.value, key, ground.wholeRecord);
		const fault = outcome.error;
		if (!(fault instanceof Fault) || fault.effect !== 'unknown') throw fault;
		const found = await settled(async () => await look(api, ground, key));
		if ('error' in found) throw unsure(fault);
		if (found.value) return { task: found.value, action: 'created' };
		// A request that timed out may still be worked on, so that what was not found now may appear later.
		if (fault.kind === 'timedOut' || attempt === ATTEMPTS) throw unsure(fault);
	}
}

async function look(api: WorksectionApi, { place, wholeRecord }: Ground, key: string): Promise<LinkedTask | undefined> {
	return (await linkedTasks(api, place, { keys: new Set([key]), wholeRecord })).get(key);
}

const madeNow = (task: LinkedTask, key: string, wholeRecord: boolean): Created => ({
	task,
	action: 'created',
	linkLost: task.text !== undefined && !linksOf(task, wholeRecord).includes(key),
});

const unsure = (fault: Fault): Fault =>
	new Fault(fault.kind, `${fault.message} Whether the task was created is not known.`, {
		advice: 'Run again: the task is looked for first, and created only if it is not there.',
		effect: 'unknown',
		...(fault.status !== undefined && { status: fault.status }),
		...(fault.retryAfterMs !== undefined && { retryAfterMs: fault.retryAfterMs }),
	});
