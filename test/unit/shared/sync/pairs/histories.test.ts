import * as fc from 'fast-check';
import { wrongIn } from '../../../../support/twoWay/checks';
import { histories, live, type History } from '../../../../support/twoWay/history';

/**
 * More on demand: `SYNC_HISTORIES=1000000`, others with `SYNC_SEED=random` or a number. The seed of a failing run is printed, and
 * `SYNC_SEED` plays it again.
 */
const COUNT = Number(process.env.SYNC_HISTORIES ?? 10_000);
const { SYNC_SEED = '11' } = process.env;
const SEED = SYNC_SEED === 'random' ? {} : { seed: Number(SYNC_SEED) };
const [LEAST, MOST] = [30, 120];

async function check(history: History): Promise<void> {
	const world = await live(history);
	const wrong = await wrongIn(world);
	if (wrong.length === 0) return;
	const log: string[] = [];
	await live(history, log);
	throw new Error([...wrong, JSON.stringify(history.settings), ...log].join('\n'));
}

describe('the two-way sync, whatever happens', () => {
	it(`${COUNT} histories: both sides agree in the end, nothing is lost, nothing is doubled`, async () => {
		await fc.assert(fc.asyncProperty(histories(LEAST, MOST), check), {
			numRuns: COUNT,
			...SEED,
		});
	}, 3_600_000);
});
