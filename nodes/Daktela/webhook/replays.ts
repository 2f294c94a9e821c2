/** What was delivered lately, so that a call that Daktela repeats does not start the workflow twice. */

const LATELY_MS = 10 * 60_000;
const MOST = 1_000;

/** By node and delivery; a person who sends a call again after a while wants it to run again. */
const delivered = new Map<string, { print: string; at: number }>();

/** Whether the same version with the same contents was delivered lately; if not, it is noted. */
export function isReplay(key: string, print: string, now: number): boolean {
	const last = delivered.get(key);
	if (last?.print === print && now - last.at < LATELY_MS) return true;
	delivered.delete(key);
	delivered.set(key, { print, at: now });
	if (delivered.size > MOST) delivered.delete(delivered.keys().next().value!);
	return false;
}
