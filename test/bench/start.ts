import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { median, row, type Row } from './row';

const root = resolve(__dirname, '../..');
const RUNS = 5;
const MB = 1024 * 1024;

/** What n8n does with a package when it starts: every listed file is required and its class made. */
const LOAD = `
	require('n8n-workflow');
	const { basename } = require('node:path');
	const files = JSON.parse(process.argv[1]);
	const used = () => { gc(); gc(); const { heapUsed, external } = process.memoryUsage(); return heapUsed + external; };
	const kept = [];
	const before = used();
	const from = performance.now();
	for (const file of files) kept.push(new (require(file)[basename(file).split('.')[0]])());
	const ms = performance.now() - from;
	console.log(JSON.stringify({ ms, bytes: used() - before, kept: kept.length }));
`;

interface Manifest {
	n8n: { nodes: string[]; credentials: string[] };
}

/** Time and memory for the whole package to be loaded, above n8n-workflow, which n8n has loaded by then. */
export async function rows(): Promise<Row[]> {
	const { n8n } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
	const files = [...n8n.credentials, ...n8n.nodes].map((file) => join(root, file));
	if (files.length === 0) throw new Error('package.json lists no node and no credential; there is nothing to measure.');
	const runs = Array.from({ length: RUNS }, () => load(files));
	const about = `${n8n.nodes.length} nodes, ${n8n.credentials.length} credentials`;
	return [
		row(`start: ${about} loaded, time`, median(runs.map(({ ms }) => ms)), 'ms', 15),
		row(`start: ${about} loaded, memory`, median(runs.map(({ bytes }) => bytes / MB)), 'MB', 5),
		row('package: unpacked size', packedSize() / MB, 'MB', 6),
	];
}

function load(files: string[]): { ms: number; bytes: number } {
	const answer = execFileSync(process.execPath, ['--expose-gc', '-e', LOAD, JSON.stringify(files)], {
		cwd: root,
		encoding: 'utf8',
		env: { ...process.env, NODE_OPTIONS: '', NODE_COMPILE_CACHE: '' },
	});
	return JSON.parse(answer) as { ms: number; bytes: number };
}

function packedSize(): number {
	// A cache of its own, so that a shared one in use elsewhere cannot make it fail.
	const cache = mkdtempSync(join(tmpdir(), 'pack-'));
	try {
		const options = ['pack', '--dry-run', '--json', '--ignore-scripts', '--cache', cache];
		const answer = execFileSync('npm', options, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
		const [{ unpackedSize }] = JSON.parse(answer) as [{ unpackedSize: number }];
		return unpackedSize;
	} finally {
		rmSync(cache, { recursive: true, force: true });
	}
}
