/** A process of its own that reads all tasks and measures itself: run with an Asked as JSON, it prints a Found. */
import * as firebird from 'node-firebird';

import { harness, installed } from '../../support/workflow';
import type { Asked, Found } from './snapshot';
import { STREAMSOFT_TYPE } from './tasks';

const MB = 1024 * 1024;
const SAMPLED_EVERY_MS = 20;

/** One reading of all tasks. @returns how many, where it is known */
type Read = () => Promise<number>;

interface Reader {
	read: Read;
	close(): Promise<unknown>;
}

const TRIGGER = {
	pollTimes: { item: [{ mode: 'everyMinute' }] },
	triggerOn: 'taskCreatedUpdatedOrDeleted',
	withFeatures: false,
	startWith: 'now',
	options: {},
};

/** A poll that finds nothing new: every task is read and compared. */
async function polling({ credential }: Asked): Promise<Reader> {
	const n8n = await harness({ ...(await installed()), credentials: { streamsoftFirebirdApi: credential } });
	const node = { name: 'Trigger', type: STREAMSOFT_TYPE, parameters: TRIGGER as never };
	const trigger = n8n.polled({ nodes: [node] }, 'Trigger');
	let isActive = false;
	return {
		async read() {
			const { batches, reported } = isActive ? await trigger.poll() : await trigger.activate();
			isActive = true;
			if (reported[0]) throw reported[0];
			if (batches.length > 0) throw new Error('A poll told changes where nothing was changed.');
			return 0;
		},
		close: async () => await n8n.dispose(),
	};
}

async function querying({ credential, sql }: Asked): Promise<Reader> {
	const { host, port, database, userName, password } = credential as Record<string, never>;
	const options = {
		...{ host, port, database, user: userName, password, encoding: 'UTF8' as const },
		pluginName: firebird.AUTH_PLUGIN_LEGACY,
		wireCrypt: firebird.WIRE_CRYPT_DISABLE,
	};
	const attachment = await firebird.attachAsync(options);
	return {
		read: async () => ((await attachment.queryAsync(sql)) as unknown[]).length,
		close: async () => await attachment.detachAsync(),
	};
}

const resident = (): number => process.memoryUsage().rss / MB;

function held(): number {
	gc!();
	const { heapUsed, external } = process.memoryUsage();
	return (heapUsed + external) / MB;
}

async function main(): Promise<void> {
	const asked = JSON.parse(process.argv[2]!) as Asked;
	const { read, close } = asked.how === 'poll' ? await polling(asked) : await querying(asked);
	const [atFirst, inUse] = [resident(), held()];
	let peak = 0;
	const sampler = setInterval(() => (peak = Math.max(peak, resident())), SAMPLED_EVERY_MS);
	// The first one loads what is needed, and remembers all tasks.
	let rows = await read();
	const [ms, peaks]: [number[], number[]] = [[], [peak]];
	for (let round = 0; round < asked.rounds; round++) {
		peak = 0;
		const from = performance.now();
		rows = await read();
		ms.push(performance.now() - from);
		peaks.push(Math.max(peak, resident()));
	}
	clearInterval(sampler);
	const found: Found = {
		rows,
		ms,
		heldMb: held() - inUse,
		peakMb: Math.max(...peaks) - atFirst,
		grownMb: peaks.at(-1)! - peaks[1]!,
	};
	console.log(JSON.stringify(found));
	await close();
}

main().catch((error: unknown) => {
	console.error(error);
	process.exit(1);
});
