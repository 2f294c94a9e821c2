/**
 * Makes sure that this process works on one source record of one project at a time, whichever run or node does it, and
 * remembers which tasks it made lately: a run that looked before another one created must not create again.
 */
const held = new Map<string, Promise<void>>();
const made = new Map<string, { task: string; at: number }>();
const MOST_REMEMBERED = 10_000;
/** A list that was read so soon after a task was made may lack it. */
const GRACE_MS = 60_000;

/** Runs `work` when nobody else in this process holds the key. */
export async function whileHeld<T>(key: string, work: () => Promise<T>): Promise<T> {
	for (let other = held.get(key); other; other = held.get(key)) await other;
	let release = () => {};
	held.set(key, new Promise<void>((resolve) => (release = resolve)));
	try {
		return await work();
	} finally {
		held.delete(key);
		release();
	}
}

/** The process' own clock, which is never set back. */
export const moment = (): number => performance.now();

/** The task that this process made for a key so late that a look at `lookedAt` may have missed it; it may be deleted by now. */
export function lastMade(key: string, lookedAt: number): string | undefined {
	const last = made.get(key);
	return last && last.at > lookedAt - GRACE_MS ? last.task : undefined;
}

export function rememberMade(key: string, task: string): void {
	made.delete(key);
	made.set(key, { task, at: moment() });
	if (made.size > MOST_REMEMBERED) made.delete(made.keys().next().value!);
}

export const forgetMade = (key: string): void => void made.delete(key);
