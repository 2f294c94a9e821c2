import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';

import type { IExecuteFunctions } from 'n8n-workflow';

import { sandboxUser } from '../../sandbox/daktela';
import { harness, installed } from '../support/workflow';
import { row, type Row } from './row';
import { seconds } from './support/org';

const CONTACTS = 3_000;
const PEER = 1_000;
const AT_ONCE = 4;
const WORK_MS = 20;

/**
 * New contacts into a Daktela in a process of its own, that works on four requests at once, 20 ms each: how much of that it is kept
 * busy. Beside the row of `mirror`, where the simulator shares the processor with n8n and a bare script is the measure.
 */
export async function rows(): Promise<Row[]> {
	const port = await freePort();
	const sandbox = await daktelaElsewhere(port);
	const instanceUrl = `http://127.0.0.1:${port}`;
	try {
		const switches = { maxConcurrent: AT_ONCE, overConcurrent: 'queue', workMs: WORK_MS };
		await fetch(`${instanceUrl}/_sandbox/switches`, { method: 'POST', body: JSON.stringify(switches) });
		const n8n = await harness({
			...(await installed()),
			credentials: {
				daktelaApi: {
					instanceUrl,
					signIn: 'token',
					accessToken: sandboxUser().token,
					requestsPerSecond: 0,
					concurrentRequests: AT_ONCE,
				},
			},
		});
		await load(n8n, 'warm', 200);
		const taken = await seconds(async () => await load(n8n, 'new', CONTACTS));
		const peer = unusedBy(await seconds(async () => await byHelper(n8n, instanceUrl)), PEER);
		await n8n.dispose();
		const name = `${CONTACTS} new contacts in Daktela, of its own process: share of the allowed concurrency not used (peer: n8n's request helper alone)`;
		return [row(name, unusedBy(taken, CONTACTS + Math.ceil(CONTACTS / 100)), '%', 10, peer)];
	} finally {
		sandbox.kill('SIGTERM');
		await once(sandbox, 'exit');
	}
}

/** Percent of what Daktela works on at once in these seconds. */
const unusedBy = (taken: number, requests: number): number => 100 * (1 - (requests * WORK_MS) / 1000 / AT_ONCE / taken);

/** As many lanes as are allowed, each with one request after the other, and nothing of ours around n8n's helper. */
async function byHelper(n8n: Awaited<ReturnType<typeof harness>>, instanceUrl: string): Promise<void> {
	const { helpers } = n8n.context('n8n-nodes-crm-sync.daktela') as unknown as Pick<IExecuteFunctions, 'helpers'>;
	const headers = { 'X-AUTH-TOKEN': sandboxUser().token };
	const request = { url: `${instanceUrl}/api/v6/whoim.json`, headers, encoding: 'arraybuffer', json: false } as const;
	let left = PEER;
	const lane = async () => {
		while (left-- > 0) await helpers.httpRequest({ ...request, returnFullResponse: true });
	};
	await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

async function load(n8n: Awaited<ReturnType<typeof harness>>, prefix: string, count: number): Promise<void> {
	const items = Array.from({ length: count }, (_, index) => ({
		name: `${prefix}_${index}`,
		title: `Person ${index}`,
		lastname: `Person ${index}`,
		email: `person${index}@people.example`,
	}));
	const rows = ['name', 'title', 'lastname'].map((field) => ({ field, from: 'path', path: field }));
	const parameters = {
		resource: 'contact',
		operation: 'upsert',
		database: { __rl: true, mode: 'id', value: 'default' },
		mapBy: 'name',
		fieldsByName: { rows: [...rows, { field: 'customFields.email', from: 'path', path: 'email' }] },
		matchOn: ['name'],
	};
	const result = await n8n.runNode({ type: 'n8n-nodes-crm-sync.daktela', parameters: parameters as never }, items);
	if (result.error) throw result.error;
}

async function daktelaElsewhere(port: number): Promise<ChildProcess> {
	const root = resolve(__dirname, '../..');
	const main = join(root, 'sandbox', 'main.ts');
	const args = ['--import', 'tsx', main, '--vendors', 'daktela', '--port', String(port)];
	const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
	let told = '';
	for await (const text of child.stdout) {
		told += String(text);
		if (told.includes('Ctrl+C')) break;
	}
	return child;
}

async function freePort(): Promise<number> {
	const probe = createServer().listen(0, '127.0.0.1');
	await once(probe, 'listening');
	const { port } = probe.address() as AddressInfo;
	probe.close();
	await once(probe, 'close');
	return port;
}
