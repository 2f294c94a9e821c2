import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { withLock } from '../../../scripts/lock';
import { npm } from './npm';
import { hostFiles, hostFolder, hostVersion } from './paths';

export type Log = (text: string) => void;

export interface HostInstallation {
	folder: string;
	/** Its node_modules: n8n and all that n8n needs. */
	modules: string;
	version: string;
}

const neededBytes = 4 * 1024 ** 3;
const tellEveryMs = 5000;

/** Both are made last by the steps that make them: npm's own list at the end of `ci`, the module at the end of `rebuild`. */
function hasEverything(folder: string): boolean {
	const made = ['node_modules/.package-lock.json', 'node_modules/sqlite3/build/Release/node_sqlite3.node'];
	return made.every((file) => existsSync(join(folder, file)));
}

function isComplete(folder: string): boolean {
	const marker = join(folder, '.complete');
	if (existsSync(marker)) return true;
	if (!hasEverything(folder)) return false;
	writeFileSync(marker, '');
	return true;
}

function checkSpace(folder: string) {
	const { bavail, bsize } = statfsSync(folder);
	const free = bavail * bsize;
	if (free >= neededBytes) return;
	throw new Error(
		`The real n8n needs 4 GB in ${folder} while it is installed; ${(free / 1024 ** 3).toFixed(1)} GB are free. ` +
			'Make room, or set XDG_CACHE_HOME to a folder on another disk.',
	);
}

async function telling<T>(log: Log, what: string, work: () => Promise<T>): Promise<T> {
	const started = Date.now();
	const seconds = () => Math.round((Date.now() - started) / 1000);
	const ticking = setInterval(() => log(`  ${what}, ${seconds()} s`), tellEveryMs);
	try {
		return await work();
	} finally {
		clearInterval(ticking);
	}
}

/** Install scripts are left out: several fetch from other places and none is needed but the compiling of sqlite3. */
async function installInto(folder: string, log: Log) {
	mkdirSync(folder, { recursive: true });
	for (const file of hostFiles) copyFileSync(file, join(folder, basename(file)));
	await telling(log, 'fetching the packages of n8n', () => npm(folder, 'ci', '--ignore-scripts', '--loglevel=error'));
	await telling(log, 'compiling sqlite3', () =>
		// Said outright: under `npm start` the project's own setting, which is the opposite, is in the environment.
		npm(folder, 'rebuild', 'sqlite3', '--foreground-scripts', '--ignore-scripts=false'),
	);
	if (!hasEverything(folder)) throw new Error('npm succeeded, but sqlite3 was not compiled.');
	writeFileSync(join(folder, '.complete'), '');
}

async function install(folder: string, log: Log) {
	const partial = `${folder}.partial`;
	for (const left of [folder, partial]) rmSync(left, { recursive: true, force: true });
	checkSpace(dirname(folder));
	log(`Installing n8n ${hostVersion()} into ${folder} (once for this machine; 3 to 7 minutes, 3 GB).`);
	try {
		await installInto(partial, log);
	} catch (error) {
		throw new Error(
			`n8n ${hostVersion()} could not be installed. It comes from the npm registry and sqlite3 needs a C++ compiler, make and ` +
				`Python 3; check both and run this again.\n${(error as Error).message}`,
		);
	}
	renameSync(partial, folder);
	log('n8n is installed.');
}

/**
 * The real n8n that test/host pins, installed on first need. Safe to call from several processes at once: one installs,
 * the others wait and say so. An interrupted installation leaves nothing that looks complete.
 */
export async function ensureHost(log: Log = console.log): Promise<HostInstallation> {
	const folder = hostFolder();
	if (!isComplete(folder)) {
		mkdirSync(dirname(folder), { recursive: true });
		await withLock(
			`${folder}.lock`,
			async () => {
				if (!isComplete(folder)) await install(folder, log);
			},
			(pid, seconds) => log(`  process ${pid} is installing n8n; waiting, ${seconds} s`),
			tellEveryMs,
		);
	}
	return { folder, modules: join(folder, 'node_modules'), version: hostVersion() };
}
