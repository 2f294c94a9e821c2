import { isoOfMs } from './stamp';
import type { ChangeCursor } from './types';
import type { SalesforceWatch } from './watching';

type LeftOut = Pick<ChangeCursor, 'leftOut' | 'tried'>;

/** A field that could not be read is tried again after a day. */
const TRY_AGAIN_MS = 24 * 60 * 60_000;

/** Takes up what was left out before, unless it is time to try again. */
export function takeUpLeftOut(watch: SalesforceWatch, { leftOut = [], tried }: LeftOut): void {
	const { clock, options } = watch;
	watch.triesAgain = clock !== undefined && tried !== undefined && clock - Date.parse(tried) > TRY_AGAIN_MS;
	watch.leftOut = watch.triesAgain || !options.leavesOut ? [] : [...leftOut];
}

/** What to remember of it. */
export function leftOutNow({ leftOut = [], tried }: LeftOut, watch: SalesforceWatch): LeftOut {
	if (watch.leftOut.length === 0) return { leftOut: undefined, tried: undefined };
	const { clock, leftOut: now, triesAgain } = watch;
	const isSame = !triesAgain && leftOut.every((name) => now.includes(name)) && tried !== undefined;
	return { leftOut: [...now], tried: isSame || clock === undefined ? tried : isoOfMs(clock) };
}
