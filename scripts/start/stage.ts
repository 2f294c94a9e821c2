import { join } from 'node:path';
import { startSandbox, type Sandbox } from '../../sandbox';
import { ensureHost, Host } from '../../test/support/host';
import { isPortFree } from '../../test/support/host/environment';
import type { Story } from '../stories';
import { refill, titleOf } from '../stories/vendors';
import { projectRoot, runTool } from '../tool';
import { say, withProgress } from './terminal';

/** Of this clone, ignored by git: the database of n8n and the locks. */
export const cache = join(projectRoot, '.cache');
const editorPort = 5678;
const sandboxPort = 4600;

export interface Stage {
	host: Host;
	sandbox: Sandbox;
}

export async function build() {
	const { code, output } = await withProgress('building the package', () => runTool('gulp', ['-L'], false));
	if (code !== 0) throw new Error(`The package could not be built.\n${output}`);
	say('The package is built.');
}

export async function startN8n(port?: number): Promise<Host> {
	const free = port ?? ((await isPortFree(editorPort)) ? editorPort : undefined);
	const userFolder = join(cache, 'n8n');
	await ensureHost(say);
	const host = await withProgress('starting n8n', () => Host.start({ userFolder, port: free, log: say }));
	say(`n8n is up at ${host.baseUrl}.`);
	return host;
}

/** Always on the same ports if they are free, so that what a person typed into n8n yesterday still works. */
export async function startVendors(chosen: Story[]): Promise<Sandbox> {
	const names = [...new Set(chosen.flatMap((story) => story.vendors))];
	const wanted = names.map((_, index) => sandboxPort + index);
	const free = await Promise.all(wanted.map(isPortFree));
	const ports = free.every(Boolean) ? wanted : names.map(() => 0);
	const sandbox = await startSandbox({ vendors: names, ports });
	// What an earlier start left published asks as soon as n8n is up; an empty vendor would hold n8n up with its refusals.
	for (const name of names) await refill(name, sandbox);
	say(`${names.map((name) => titleOf(name)).join(' and ')} are simulated on this machine.`);
	return sandbox;
}
