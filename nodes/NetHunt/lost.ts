import { Fault } from '../shared/fault';
import { settled } from '../shared/settled';

/** Whether a write may have been done although its answer did not arrive. */
export const isLost = (error: unknown): error is Fault => error instanceof Fault && error.effect === 'unknown';

/** The fault for a write that must not be repeated blindly, because NetHunt would do it twice. */
export const mayHaveBeenWritten = (error: Fault, what: string, advice?: string): Fault =>
	new Fault(error.kind, `${error.message} ${what} may have been written.`, {
		advice: advice ?? 'Look in NetHunt before you run this again, or it may be there twice.',
		effect: 'unknown',
		...(error.status !== undefined && { status: error.status }),
	});

/** Sends a write that must not happen twice. @throws Fault that says so, when its answer is lost */
export async function writeOnce<T>(what: string, write: () => Promise<T>): Promise<T> {
	const outcome = await settled(write);
	if ('value' in outcome) return outcome.value;
	throw isLost(outcome.error) ? mayHaveBeenWritten(outcome.error, what) : outcome.error;
}

/**
 * Sends a write whose effect can be looked up. When its answer is lost, `look` finds out: it gives the result if the write was
 * done, and undefined if it was not; then it is sent once more.
 */
export async function writeAndLook<T>(
	what: string,
	write: () => Promise<T>,
	look: () => Promise<T | undefined>,
): Promise<T> {
	const outcome = await settled(write);
	if ('value' in outcome) return outcome.value;
	if (!isLost(outcome.error)) throw outcome.error;
	const lost = outcome.error;
	const seen = await settled(look);
	if ('error' in seen) throw mayHaveBeenWritten(lost, what);
	return seen.value ?? (await writeOnce(what, write));
}
