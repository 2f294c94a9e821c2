import { median, row, type Row } from './row';
import { readElsewhere, startHelios, type Reading } from './support/helios';

const ROWS = 100_000;
const WARM_UP = ROWS;
const ROUNDS = 3;

/** A template with 100,000 rows, read in a process of its own: let go in batches as they come, and as the items of a node. */
export async function rows(): Promise<Row[]> {
	const sim = await startHelios(ROWS);
	try {
		const read = async (how: Reading['how']) => await readElsewhere(sim, { how, rows: ROWS, warmUp: WARM_UP });
		const streams = [];
		for (let round = 0; round < ROUNDS; round++) streams.push(await read('stream'));
		const held = await read('held');
		const node = await read('node');
		const time = median(streams.map(({ ms }) => ms));
		const resident = median(streams.map(({ grownMb }) => grownMb));
		const about = `Helios browse of ${ROWS} rows`;
		return [
			row(`${about}, streamed: time per 1,000 rows`, perThousand(time), 'ms', 50),
			row(`${about}, streamed: peak growth of memory that is held`, held.grownMb, 'MB', 64),
			row(
				`${about}, streamed: peak growth of resident memory, in a process that has read as many before`,
				resident,
				'MB',
				64,
			),
			row(`${about}, all as items of the node: time per 1,000 rows`, perThousand(node.ms), 'ms', 50),
		];
	} finally {
		await sim.close();
	}
}

const perThousand = (ms: number): number => (ms * 1_000) / ROWS;
