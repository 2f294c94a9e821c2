import type { Fault } from '../../common';
import { createFaults } from '../../common/faults';

const FITTING: ReadonlyArray<keyof Fault> = ['match', 'times', 'probability', 'delayMs', 'reset', 'hang'];

/**
 * The faults of `common` on packets. `match.path` is the operation ('commit', 'execute', 'connect'), or a part of or
 * expression for '/execute?connection=1&packet=7&sql=UPDATE …' ('packet=7\\b' is each connection's seventh packet). Throws on what only HTTP has.
 */
export function createWireFaults(random: () => number): ReturnType<typeof createFaults> {
	const faults = createFaults(random);
	const { inject } = faults;
	faults.inject = (fault) => {
		const stray = Object.keys(fault).find((name) => !FITTING.includes(name as keyof Fault));
		if (stray !== undefined)
			throw new Error(`Firebird's wire has no '${stray}'. A fault of Streamsoft may have: ${FITTING.join(', ')}.`);
		inject(fault);
	};
	return faults;
}
