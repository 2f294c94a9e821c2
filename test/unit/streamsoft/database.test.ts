import { accessOf } from '../../../nodes/Streamsoft/access';
import { Database, LostCommit } from '../../../nodes/Streamsoft/database';
import { DriverError } from '../../../nodes/Streamsoft/driver/errors';

/** A driver that does what a test says, and notes what it was asked. */
const driver = {
	attached: 0,
	closed: 0,
	/** It never answers a rollback. */
	isSilent: false,
	log: [] as string[],
	/** What the next answers are, by what is asked. */
	next: {} as Record<string, Array<Error | undefined>>,
};
const answer = (what: string): void => {
	driver.log.push(what);
	const error = driver.next[what]?.shift();
	if (error) throw error;
};

class FakeAttachment {
	private cut = () => {};
	isAlive = true;
	isEncrypted = true;
	async begin(mode: string) {
		answer(`begin ${mode}`);
		return {
			commit: async () => answer('commit'),
			rollback: async () => {
				driver.log.push('rollback');
				if (driver.isSilent) await new Promise<void>((resolve) => (this.cut = resolve));
			},
			rows: async (sql: string) => {
				answer(sql);
				return [[1]];
			},
			async *portions(sql: string) {
				for (let at = 0; at < 3; at++) {
					answer(sql);
					yield [[at]];
				}
			},
			blob: async () => Buffer.alloc(0),
		};
	}
	async close() {
		driver.closed++;
	}
	kill() {
		this.isAlive = false;
		this.cut();
	}
}

jest.mock('../../../nodes/Streamsoft/sdk', () => ({
	attach: async () => {
		answer('attach');
		driver.attached++;
		return new FakeAttachment();
	},
}));

const lost = () => new DriverError('read ECONNRESET', undefined, true);
const locked = () => new DriverError('deadlock', 335544336, false);

let count = 0;
const open = (deadline?: number) =>
	new Database(
		accessOf({ host: `server${++count}`, database: 'X', userName: 'N8N', password: 'made-up' } as never, deadline),
		() => {},
	);

beforeEach(() => Object.assign(driver, { attached: 0, closed: 0, isSilent: false, log: [], next: {} }));

test('one connection serves a run, and is closed with it', async () => {
	const db = open();
	await db.read('x', async ({ rows }) => await rows('A'));
	await db.write('x', async ({ rows }) => await rows('B'));
	await db.close();
	expect(driver.log).toEqual(['attach', 'begin read', 'A', 'rollback', 'begin write', 'B', 'commit']);
	expect([driver.attached, driver.closed, db.spent.requests]).toEqual([1, 1, 2]);
});

test('a reading is begun anew three times at most', async () => {
	const db = open();
	driver.next.A = [lost(), lost()];
	expect(await db.read('x', async ({ rows }) => await rows('A'))).toEqual([[1]]);
	driver.next.A = [lost(), lost(), lost()];
	await expect(db.read('read it', async ({ rows }) => await rows('A'))).rejects.toMatchObject({ kind: 'unreachable' });
	await db.close();
});

test('a stream is begun anew before its first rows only', async () => {
	const db = open();
	const read = async (fails: Array<Error | undefined>) => {
		driver.next.A = fails;
		const rows: unknown[] = [];
		for await (const portion of db.stream('read it', { sql: 'A', params: [] }, async (one) => one))
			rows.push(...portion);
		return rows;
	};
	expect(await read([lost()])).toEqual([[0], [1], [2]]);
	await expect(read([undefined, lost()])).rejects.toMatchObject({ kind: 'unreachable' });
	await db.close();
});

test('a writing is tried again where somebody holds a row, and where it broke before the commit', async () => {
	const db = open();
	driver.next.A = [locked(), lost()];
	expect(await db.write('x', async ({ rows }) => await rows('A'))).toEqual([[1]]);
	expect(driver.log.filter((one) => one === 'commit')).toHaveLength(1);
	driver.next.A = Array.from({ length: 6 }, locked);
	await expect(db.write('write it', async ({ rows }) => await rows('A'))).rejects.toMatchObject({ kind: 'conflict' });
	expect(db.spent.waitedMs).toBeGreaterThan(0);
	await db.close();
}, 20_000);

test('a commit that broke is not tried again: whoever asked looks', async () => {
	const db = open();
	driver.next.commit = [lost()];
	const error = await db.write('write it', async ({ rows }) => await rows('A')).catch((one: unknown) => one);
	expect(error).toBeInstanceOf(LostCommit);
	expect((error as LostCommit).fault).toMatchObject({ kind: 'unreachable', effect: 'unknown' });
	await db.close();
});

test('a commit that the database refuses is an ordinary fault', async () => {
	const db = open();
	driver.next.commit = [new DriverError('exception 1, E, Nie', 335544517, false)];
	await expect(db.write('write it', async ({ rows }) => await rows('A'))).rejects.toMatchObject({
		kind: 'invalid',
		effect: 'none',
	});
	await db.close();
});

test('a refused sign-in is not tried again in one run', async () => {
	const db = open();
	driver.next.attach = [new DriverError('Your user name and password are not defined', 335544472, false)];
	for (let time = 0; time < 3; time++) {
		await expect(db.read('x', async ({ rows }) => await rows('A'))).rejects.toMatchObject({ kind: 'unauthorized' });
	}
	expect(driver.log).toEqual(['attach']);
	await db.close();
});

test('a run takes three connections at most, others wait their turn', async () => {
	const db = open();
	let [now, most] = [0, 0];
	const work = async () =>
		await db.read('x', async ({ rows }) => {
			most = Math.max(most, ++now);
			await new Promise((resolve) => setTimeout(resolve, 2));
			await rows('A');
			now--;
		});
	await Promise.all(Array.from({ length: 10 }, work));
	expect([most, driver.attached]).toEqual([3, 3]);
	await db.close();
	expect(driver.closed).toBe(3);
});

test('four runs of a credential at once; the fifth waits, and is told where none ends', async () => {
	const access = accessOf({ host: 'shared', database: 'X', userName: 'N8N', password: 'made-up' } as never);
	const runs = Array.from({ length: 4 }, () => new Database(access, () => {}));
	for (const run of runs) await run.read('x', async ({ rows }) => await rows('A'));
	const fifth = new Database({ ...access, deadline: Date.now() + 50 }, () => {});
	await expect(fifth.read('x', async ({ rows }) => await rows('A'))).rejects.toMatchObject({ kind: 'unavailable' });
	const sixth = new Database(access, () => {});
	const waiting = sixth.read('x', async ({ rows }) => await rows('A'));
	await runs[0]!.close();
	expect(await waiting).toEqual([[1]]);
	for (const run of [...runs, sixth]) await run.close();
});

test('there is no waiting beyond the end of the run', async () => {
	const db = open(Date.now() + 30);
	driver.next.A = [locked(), locked(), locked()];
	await expect(db.write('x', async ({ rows }) => await rows('A'))).rejects.toMatchObject({ kind: 'timedOut' });
	await db.close();
});

test('a server that falls silent at the end of a reading does not hold the run', async () => {
	driver.isSilent = true;
	const db = open(Date.now() + 300);
	expect(await db.read('x', async ({ rows }) => await rows('A'))).toEqual([[1]]);
	expect([driver.attached, driver.closed]).toEqual([1, 1]);
	await db.close();
});
