import { spawn, type ChildProcess } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';

export const projectRoot = join(__dirname, '..');
const running = new Set<ChildProcess>();

process.once('exit', () => {
	for (const child of running) child.kill('SIGTERM');
});

export interface ToolRun {
	code: number;
	/** What it printed, when it was not shown as it came. */
	output: string;
}

/** Runs an installed command-line tool under this Node. `show` lets it print as it goes; else its output is handed back. */
export async function runTool(name: string, args: string[], show = true): Promise<ToolRun> {
	const file = realpathSync(join(projectRoot, 'node_modules', '.bin', name));
	const child = spawn(process.execPath, [file, ...args], {
		cwd: projectRoot,
		stdio: show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
	});
	running.add(child);
	const chunks: Buffer[] = [];
	for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
	const code = await new Promise<number>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (exitCode) => resolve(exitCode ?? 1));
	});
	running.delete(child);
	return { code, output: Buffer.concat(chunks).toString() };
}
