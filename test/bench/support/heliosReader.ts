/** A process of its own that reads a template and measures itself: run with a Reading as JSON, it prints a Measured. */
import { join, resolve } from 'node:path';

import type { openHeliosGreen } from '../../../nodes/HeliosGreen/open';
import { harness, installed, type Harness } from '../../support/workflow';
import type { Measured, Reading } from './helios';

const TYPE = 'n8n-nodes-crm-sync.heliosGreen';
const BATCH = 1_000;
/** Collecting is slow, so only every so many batches. */
const EVERY = 5;
const MB = 1024 * 1024;
const root = resolve(__dirname, '../../..');

/** What the built client gives as it comes, let go batch by batch. */
async function streamed(
	n8n: Harness,
	{ folder, template, rows: limit }: Reading,
	at: (batch: number) => void,
): Promise<number> {
	const file = join(root, 'dist/nodes/HeliosGreen/open.js');
	const { openHeliosGreen: open } = (await import(file)) as { openHeliosGreen: typeof openHeliosGreen };
	const api = await open(n8n.context(TYPE));
	let batch: unknown[] = [];
	let count = 0;
	for await (const one of api.browse({ folder, template, limit })) {
		batch.push(one);
		count++;
		if (batch.length < BATCH) continue;
		at(count / BATCH);
		batch = [];
	}
	await api.close();
	return count;
}

/** All rows as the items of the node, which n8n keeps to the end of the run. */
async function byNode(
	n8n: Harness,
	{ folder, template, rows: limit }: Reading,
	at: (batch: number) => void,
): Promise<number> {
	const parameters = { resource: 'template', operation: 'getMany', folder, template, returnAll: false, limit };
	const result = await n8n.runNode({ type: TYPE, parameters });
	if (result.error) throw result.error;
	at(0);
	return result.items('Node').length;
}

const resident = (): number => process.memoryUsage().rss;

/** What is in use once everything that can go is gone. */
function held(): number {
	gc!();
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}

async function main(): Promise<void> {
	const reading = JSON.parse(process.argv[2]!) as Reading;
	const n8n = await harness({ ...(await installed()), credentials: { heliosGreenApi: reading.credential as never } });
	const read = reading.how === 'node' ? byNode : streamed;
	// What is loaded and compiled with the first rows stays for good, and so does the room that the engine gives to young objects.
	await read(n8n, { ...reading, rows: reading.warmUp }, () => undefined);
	const used = reading.how === 'held' ? held : resident;
	const before = used();
	let peak = before;
	const from = performance.now();
	const count = await read(n8n, reading, (batch) => {
		if (reading.how !== 'held' || batch % EVERY === 0) peak = Math.max(peak, used());
	});
	const ms = performance.now() - from;
	const measured: Measured = { rows: count, ms, grownMb: (peak - before) / MB };
	console.log(JSON.stringify(measured));
	await n8n.dispose();
}

main().catch((error: unknown) => {
	console.error(error);
	process.exit(1);
});
