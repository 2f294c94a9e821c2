/**
 * Makes sure that this process works on one source record of one project at a time, whichever run or node does it, and
 * remembers which tasks it made lately, or may have made: a run that looked before another one created must not create again.
 */
const held = new Map<string, Promise<void>>();
const tried = new Map<string, Tried & { at: number }>();
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

/** What came of creating a task: its ID, or nothing where no answer told. */
export interface Tried {
	task?: string;
}

/** What this process tried for a key so late that a look at `lookedAt` may have missed it; the task may be deleted by now. */
export function lastTried(key: string, lookedAt: number): Tried | undefined {
	const last = tried.get(key);
	return last && last.at > lookedAt - GRACE_MS ? last : undefined;
}

export function rememberTried(key: string, what: Tried): void {
	tried.delete(key);
	tried.set(key, { ...what, at: moment() });
	if (tried.size > MOST_REMEMBERED) tried.delete(tried.keys().next().value!);
}

export const forgetTried = (key: string): void => void tried.delete(key);
