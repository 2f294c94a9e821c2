import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withLock } from '../../../scripts/lock';

let folder: string;
let file: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'lock-test-'));
	file = join(folder, 'deeper', 'some.lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('withLock', () => {
	it('gives back what the work gives, and leaves no lock behind', async () => {
		await expect(withLock(file, () => 42)).resolves.toBe(42);
		expect(existsSync(file)).toBe(false);
	});

	it('lets the error of the work through, and leaves no lock behind', async () => {
		const work = () => Promise.reject(new Error('the disk is full'));
		await expect(withLock(file, work)).rejects.toThrow('the disk is full');
		expect(existsSync(file)).toBe(false);
	});

	it('lets one run after the other, never two at once', async () => {
		let inside = 0;
		let most = 0;
		const work = async () => {
			most = Math.max(most, ++inside);
			await pause(10);
			inside--;
		};
		await Promise.all(Array.from({ length: 4 }, () => withLock(file, work)));
		expect(most).toBe(1);
	});

	it('tells who holds the lock, and passes on what the listener throws', async () => {
		const impatient = (pid: number) => {
			throw new Error(`held by ${pid}`);
		};
		await withLock(file, async () => {
			await expect(withLock(file, () => 1, impatient)).rejects.toThrow(`held by ${process.pid}`);
		});
	});

	it('takes over the lock of a process that is gone', async () => {
		const { pid } = spawnSync(process.execPath, ['--version']);
		await withLock(file, () => undefined);
		writeFileSync(file, JSON.stringify({ pid, startTime: '1' }));
		await expect(withLock(file, () => 'mine')).resolves.toBe('mine');
	});

	it('takes over a lock whose process id now belongs to another program', async () => {
		await withLock(file, () => undefined);
		writeFileSync(file, JSON.stringify({ pid: process.pid, startTime: 'long ago' }));
		const taken = withLock(file, () => 'mine');
		if (!existsSync('/proc/self/stat')) rmSync(file);
		await expect(taken).resolves.toBe('mine');
	});

	it('takes over a lock that cannot be read', async () => {
		await withLock(file, () => undefined);
		writeFileSync(file, 'half a l');
		await expect(withLock(file, () => 'mine')).resolves.toBe('mine');
	});
});
