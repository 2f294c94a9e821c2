import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startSandbox, startNetHunt, vendorNames } from '../../../sandbox';
import { guideText, seedDemo } from '../../../sandbox/guide';
import { firebirdProblem } from '../../../sandbox/streamsoft';

const vendors = vendorNames.filter((name) => name !== 'streamsoft' || firebirdProblem() === undefined);

test('starts every vendor, filled with its demo, and ends them together', async () => {
	const sandbox = await startSandbox({ vendors, clock: '2026-05-04T09:00:00.000Z' });
	try {
		await seedDemo(sandbox, vendors);
		for (const name of vendors) {
			const health = await (await fetch(`${sandbox[name].url}/_sandbox/health`)).json();
			expect(health).toEqual({ ok: true, name, now: '2026-05-04T09:00:00.000Z' });
			expect(guideText(sandbox[name], name)).toContain(`${sandbox[name].url}/_sandbox/`);
		}
		expect(sandbox.nethunt.store.folders.size).toBe(3);
	} finally {
		await sandbox.close();
	}
	await expect(fetch(sandbox.nethunt.url)).rejects.toThrow();
});

test('starts only those asked for', async () => {
	const sandbox = await startSandbox({ vendors: ['nethunt'] });
	expect(Object.keys(sandbox).sort()).toEqual(['close', 'nethunt']);
	await sandbox.close();
});

test('a taken port leaves none running', async () => {
	const holder = await startNetHunt();
	const taken = Number(new URL(holder.url).port);
	const probe = await startNetHunt();
	const first = Number(new URL(probe.url).port);
	await probe.close();
	await expect(startSandbox({ vendors: ['worksection', 'nethunt'], ports: [first, taken] })).rejects.toThrow(
		'EADDRINUSE',
	);
	await expect(fetch(`http://127.0.0.1:${first}`)).rejects.toThrow();
	await holder.close();
});

describe('the command line', () => {
	const root = join(__dirname, '../../..');
	const run = (...args: string[]) => {
		const child = spawn(process.execPath, ['--import', 'tsx', 'sandbox/main.ts', ...args], { cwd: root });
		const output = { text: '' };
		for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output.text += String(chunk)));
		return { child, output };
	};

	test('prints addresses, what to type and examples, and ends at a signal', async () => {
		const holder = await startNetHunt();
		const taken = new URL(holder.url).port;
		const { child, output } = run('--port', taken, '--vendors', 'nethunt,worksection');
		while (!output.text.includes('Ctrl+C')) await once(child.stdout, 'data');
		const addresses = [...output.text.matchAll(/ at (http:\/\/127\.0\.0\.1:\d+)/g)].map(([, address]) => address ?? '');
		expect(addresses).toHaveLength(2);
		expect(addresses).not.toContain(holder.url);
		expect(output.text).toContain('sandbox-api-key');
		expect(output.text.match(/^ {4}curl /gm)).toHaveLength(6);
		expect(output.text).toContain('proves nothing about a live vendor');
		expect((await fetch(`${addresses[1]}/_sandbox/health`)).status).toBe(200);
		child.kill('SIGTERM');
		expect(await once(child, 'exit')).toEqual([0, null]);
		await holder.close();
	});

	test.each([
		[['--help'], 0, 'Usage:'],
		[['--vendors', 'nobody'], 1, "'nobody' is none of nethunt, worksection"],
		[['--port', 'x'], 1, "'x' is not a port"],
	])('%j ends with %d', async (args, code, text) => {
		const { child, output } = run(...args);
		expect((await once(child, 'close'))[0]).toBe(code);
		expect(output.text).toContain(text);
	});
});
