import { execFile } from 'node:child_process';
import { programs } from './installed';
import type { Root } from './root';

/** Runs SQL with isql in the root, inside isql's own process: no server needs to run. Rejects with what isql says. */
export const runScript = (root: Root, sql: string, user: string): Promise<string> =>
	runTool(root, programs.isql, ['-q', '-bail', '-user', user, '-ch', 'UTF8'], sql);

/**
 * An empty database of the user, and in it what the script makes. Its pages are given to the operating system without waiting
 * for the disk, which keeps what was committed when the server is killed (not when the machine is) and is many times faster.
 */
export async function createDatabase(
	root: Root,
	path: string,
	charset: string,
	sql: string,
	user: string,
): Promise<void> {
	const create = `CREATE DATABASE '${path}' PAGE_SIZE 8192 DEFAULT CHARACTER SET ${charset};`;
	await runScript(root, create, user);
	await runTool(root, programs.gfix, ['-user', user, '-write', 'async', path]);
	await runScript(root, `CONNECT '${path}';\n${sql}`, user);
}

function runTool(root: Root, program: string, options: string[], input = ''): Promise<string> {
	return new Promise((resolve, reject) => {
		const child = execFile(
			program,
			options,
			{ ...root.identity, env: root.environment, cwd: root.folder, timeout: 60_000 },
			(error, output, complaint) => {
				if (error || complaint) reject(new Error(`${program}: ${complaint || error?.message}${output}`));
				else resolve(output);
			},
		);
		child.stdin?.on('error', () => undefined).end(input);
	});
}
