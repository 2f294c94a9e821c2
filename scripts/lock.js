'use strict';

const { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { dirname } = require('node:path');

/** A process id alone may be given to another program later; with the start time it may not. Linux only, else empty. */
function startTimeOf(pid) {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
	} catch {
		return '';
	}
}

function isAlive(owner) {
	try {
		process.kill(owner.pid, 0);
	} catch (error) {
		if (error.code !== 'EPERM') return false;
	}
	const startTime = startTimeOf(owner.pid);
	return !owner.startTime || !startTime || owner.startTime === startTime;
}

function readOwner(file) {
	try {
		return JSON.parse(readFileSync(file, 'utf8'));
	} catch (error) {
		return error.code === 'ENOENT' ? undefined : { pid: -1 };
	}
}

let draft = 0;

/** Takes the lock, or says who holds it. The file appears complete or not at all, as it is linked into place. */
function tryLock(file) {
	const mine = `${file}.${process.pid}.${draft++}`;
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(mine, JSON.stringify({ pid: process.pid, startTime: startTimeOf(process.pid) }));
	try {
		linkSync(mine, file);
		return undefined;
	} catch (error) {
		if (error.code !== 'EEXIST') throw error;
		return readOwner(file) ?? { pid: -1 };
	} finally {
		rmSync(mine, { force: true });
	}
}

/** Moved aside first: of two processes that find the same stale lock only one succeeds, and a fresh lock is put back. */
function removeStale(file, owner) {
	const aside = `${file}.${process.pid}.stale`;
	try {
		renameSync(file, aside);
		const moved = readOwner(aside);
		if (moved && moved.pid !== owner.pid) linkSync(aside, file);
	} catch (error) {
		if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
	} finally {
		rmSync(aside, { force: true });
	}
}

/**
 * Runs `work` while no other process on this machine holds the same lock file. A lock whose owner is gone is taken over.
 * `onWait` hears the owner's process id and the seconds waited so far, every few seconds.
 */
async function withLock(file, work, onWait = () => {}, everyMs = 5000) {
	const since = Date.now();
	let told = 0;
	for (;;) {
		const owner = tryLock(file);
		if (!owner) break;
		if (owner.pid === -1 || !isAlive(owner)) {
			removeStale(file, owner);
			continue;
		}
		if (Date.now() - told >= everyMs) {
			told = Date.now();
			onWait(owner.pid, Math.round((told - since) / 1000));
		}
		await new Promise((resolve) => setTimeout(resolve, 200));
	}
	const release = () => rmSync(file, { force: true });
	process.once('exit', release);
	try {
		return await work();
	} finally {
		process.removeListener('exit', release);
		release();
	}
}

module.exports = { withLock };
