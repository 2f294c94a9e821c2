import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from './npm';

function readJson(file: string) {
	return JSON.parse(readFileSync(file, 'utf8'));
}

/** npm climbs to the next package.json above when a folder has none, and would then install there. */
function prepare(folder: string) {
	mkdirSync(folder, { recursive: true });
	const file = join(folder, 'package.json');
	if (!existsSync(file))
		writeFileSync(file, JSON.stringify({ name: 'installed-nodes', private: true, dependencies: {} }));
}

/** Of a package with the same version npm would keep what it has, so what it knows of the old one goes first. */
function forget(folder: string, name: string, keep: string) {
	const tarballs = readdirSync(folder).filter((file) => file.startsWith(`${name}-`) && file.endsWith('.tgz'));
	for (const file of tarballs) if (join(folder, file) !== keep) rmSync(join(folder, file));
	for (const path of ['package-lock.json', 'node_modules/.package-lock.json', `node_modules/${name}`]) {
		rmSync(join(folder, path), { recursive: true, force: true });
	}
}

/**
 * Packs the built package as it would be published and installs the tarball into n8n's folder for community nodes, the way
 * a user's n8n does. Nothing is done when the same tarball is installed already. Returns whether anything changed.
 */
export async function installPackage(packageFolder: string, userFolder: string): Promise<boolean> {
	const { name, version } = readJson(join(packageFolder, 'package.json'));
	if (!existsSync(join(packageFolder, 'dist'))) {
		throw new Error(`${packageFolder} has no dist folder to install into n8n. Run "npm run build" first.`);
	}
	const folder = join(userFolder, '.n8n', 'nodes');
	prepare(folder);
	await npm(packageFolder, 'pack', '--ignore-scripts', '--loglevel=error', '--pack-destination', folder);
	const packed = join(folder, `${name}-${version}.tgz`);
	const hash = createHash('sha256').update(readFileSync(packed)).digest('hex');
	// Its own name for each content: npm remembers the checksum of a file it has once installed.
	const tarball = join(folder, `${name}-${hash.slice(0, 12)}.tgz`);
	const stamp = join(folder, '.installed');
	renameSync(packed, tarball);
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return false;
	forget(folder, name, tarball);
	await npm(folder, 'install', tarball, '--legacy-peer-deps', '--ignore-scripts', '--loglevel=error');
	writeFileSync(stamp, hash);
	return true;
}
