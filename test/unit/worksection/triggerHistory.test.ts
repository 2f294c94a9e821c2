import * as fc from 'fast-check';

import { DAY, HOUR, MINUTE, Poller, watching } from './triggerPoller';
import { FakeVendor } from './triggerVendor';

const step = fc.oneof(
	{
		weight: 8,
		arbitrary: fc.record({ what: fc.constant('poll' as const), after: fc.integer({ min: 1, max: 6 * MINUTE }) }),
	},
	{
		weight: 2,
		arbitrary: fc.record({ what: fc.constant('poll' as const), after: fc.integer({ min: 1, max: 9 * HOUR }) }),
	},
	{
		weight: 1,
		arbitrary: fc.record({ what: fc.constant('poll' as const), after: fc.integer({ min: 1, max: 20 * DAY }) }),
	},
	{ weight: 1, arbitrary: fc.record({ what: fc.constant('fail' as const), after: fc.integer({ min: 1, max: HOUR }) }) },
);

const happening = fc.record({
	/** Share of the time until the next poll. */
	when: fc.double({ min: 0, max: 1, noNaN: true }),
	task: fc.integer({ min: 1, max: 3 }),
	value: fc.integer({ min: 0, max: 2 }),
	lateBy: fc.oneof(
		{ weight: 4, arbitrary: fc.constant(0) },
		{ weight: 1, arbitrary: fc.integer({ min: 0, max: 20 * MINUTE }) },
	),
});

const history = fc.array(fc.tuple(step, fc.array(happening, { maxLength: 6 })), { minLength: 1, maxLength: 25 });

describe('a feed of events under the engine', () => {
	it('delivers every event exactly once, however irregular, late and failing the polls are', async () => {
		const settings = fc.record({
			begins: fc.constantFrom('2026-02-01T00:00:00Z', '2026-03-28T20:00:00Z', '2026-06-11T13:37:21Z'),
			credentialZone: fc.constantFrom('Europe/Kyiv', 'UTC', 'America/Los_Angeles', 'Asia/Tokyo'),
			newestFirst: fc.boolean(),
			skewMs: fc.constantFrom(0, 0, 45_000, -45_000),
			tookMs: fc.constantFrom(0, 900, 20_000),
			limit: fc.constantFrom(1, 2, 5, 1_000),
			before: fc.array(fc.integer({ min: 0, max: 2 * DAY }), { maxLength: 4 }),
		});
		await fc.assert(
			fc.asyncProperty(settings, history, async (set, steps) => {
				const vendor = Object.assign(new FakeVendor(set.begins), {
					zone: set.credentialZone,
					newestFirst: set.newestFirst,
					skewMs: set.skewMs,
					tookMs: set.tookMs,
				});
				for (const [index, ago] of set.before.entries())
					vendor.add({ id: '1', new: { title: `old ${index}` }, old: { title: '' } }, { at: vendor.now - ago });
				const poller = new Poller(vendor, watching(vendor, 'taskUpdated'), { from: 'now' }, set.limit);
				await poller.poll();
				const owed: string[] = [];
				for (const [{ what, after }, happenings] of steps) {
					const begin = vendor.now;
					for (const { when, task, value, lateBy } of happenings) {
						const at = begin + 1 + Math.floor(when * after);
						const name = `${owed.length}`;
						vendor.add(
							{ id: String(task), new: { title: `v${value}`, number: name }, old: { title: 'x', number: '' } },
							{ at, visibleAt: at + lateBy },
						);
						owed.push(name);
					}
					vendor.now = begin + after + 1;
					if (what === 'poll') await poller.poll();
					else await poller.fail();
				}
				// Until what shows late has shown.
				for (let more = 0; more < 5; more++) {
					vendor.now += 5 * MINUTE;
					await poller.poll();
				}
				const names = poller.delivered.map(({ changes }) => String(changes?.number?.to));
				expect([...names].sort()).toEqual([...owed].sort());
				expect(new Set(poller.delivered.map(({ id }) => id)).size).toBe(owed.length);
			}),
			{ numRuns: 300 },
		);
	});

	it('tells equal events of one minute apart by their number', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.tuple(fc.integer({ min: 1, max: 50_000 }), fc.boolean()), { minLength: 1, maxLength: 20 }),
				async (moments) => {
					const vendor = new FakeVendor('2026-02-01T10:00:00Z');
					const poller = new Poller(vendor, watching(vendor, 'taskClosed'));
					await poller.poll();
					for (const [after, polls] of moments) {
						vendor.now += after;
						vendor.add({ id: '1', action: 'close' });
						vendor.add({ id: '1', action: 'reopen' });
						if (polls) await poller.poll();
					}
					await poller.poll();
					expect(poller.delivered).toHaveLength(moments.length);
				},
			),
		);
	});

	it('never takes what happened before it began for new', async () => {
		const vendor = new FakeVendor('2026-02-01T10:00:00Z');
		for (const ago of [350, 370, 420])
			vendor.add({ id: '1', new: { title: `${ago}` }, old: { title: '' } }, { at: vendor.now - ago * MINUTE });
		const poller = new Poller(vendor, watching(vendor, 'taskUpdated'));
		await poller.poll();
		vendor.now += 73 * HOUR;
		await poller.poll();
		expect(poller.delivered).toEqual([]);
	});

	it('goes on where the clock is put back', async () => {
		const vendor = new FakeVendor('2026-10-24T23:30:00Z');
		const poller = new Poller(vendor, watching(vendor, 'taskUpdated'));
		await poller.poll();
		const times: string[] = [];
		for (let minute = 0; minute < 180; minute += 5) {
			vendor.now += 5 * MINUTE;
			vendor.add({ id: '1', new: { title: `t${minute}` }, old: { title: '' } });
			times.push(`${new Date(vendor.now).toISOString().slice(0, 16)}:00.000Z`);
			vendor.now += 1_000;
			await poller.poll();
		}
		expect(poller.delivered.map(({ occurredAt }) => occurredAt)).toEqual(times);
	});

	it('goes on when the administrator of the account changes its time zone', async () => {
		const vendor = new FakeVendor('2026-02-01T10:00:00Z');
		const poller = new Poller(vendor, watching(vendor, 'taskUpdated'));
		await poller.poll();
		vendor.add({ id: '1', new: { title: 'before' }, old: { title: '' } });
		vendor.now += 5 * MINUTE;
		await poller.poll();
		vendor.now += 50 * MINUTE;
		await poller.poll();
		const stamp = new FakeVendor('2026-02-01T10:00:00Z', 'America/Los_Angeles').stamp(vendor.now);
		vendor.add({ id: '1', new: { title: 'after' }, old: { title: '' }, date_added: stamp });
		vendor.now += 5 * MINUTE;
		await poller.poll();
		expect(poller.delivered.map(({ changes }) => changes?.Title?.to)).toEqual(['before', 'after']);
	});

	it('reads from a date, and everything the vendor still tells', async () => {
		const vendor = new FakeVendor('2026-02-20T10:00:00Z');
		for (let day = 1; day <= 25; day++)
			vendor.add({ id: String(day), action: 'reopen' }, { at: vendor.now - day * DAY + 1 });
		const date = { from: 'date', date: '2026-02-15T10:00:00.000Z' } as const;
		const since = new Poller(vendor, watching(vendor, 'taskReopened'), date, 2);
		await since.poll();
		await since.poll();
		expect(since.delivered.map(({ recordId }) => recordId)).toEqual(['5', '4', '3', '2', '1']);
		const all = new Poller(vendor, watching(vendor, 'taskReopened'), { from: 'everything' }, 4);
		await all.poll();
		await all.poll();
		expect(all.delivered).toHaveLength(25);
		expect(all.delivered.every(({ about }) => about?.missed === undefined)).toBe(true);
	});

	it('asks once where polls are regular, and keeps its state small', async () => {
		const vendor = Object.assign(new FakeVendor(), { tookMs: 300 });
		for (const [interval, value] of [
			[MINUTE, 'taskUpdated'],
			[5 * MINUTE, 'taskClosed'],
			[8 * HOUR, 'taskCreated'],
			[DAY, 'commentCreated'],
		] as const) {
			const poller = new Poller(vendor, watching(vendor, value));
			for (let warm = 0; warm < 4; warm++, vendor.now += interval) await poller.poll();
			const before = vendor.requests.length;
			for (let quiet = 0; quiet < 10; quiet++, vendor.now += interval) await poller.poll();
			expect(vendor.requests.length - before).toBe(10);
			expect(poller.size).toBeLessThan(1_000);
		}
	});
});

describe('a pause longer than the vendor remembers', () => {
	it('makes up for created and closed tasks from the dates of the tasks', async () => {
		for (const [value, action, key] of [
			['taskCreated', 'post', 'date_added'],
			['taskClosed', 'close', 'date_closed'],
		] as const) {
			const vendor = new FakeVendor('2026-02-01T00:00:00Z');
			vendor.task('1', { [key]: vendor.stamp() });
			vendor.add({ id: '1', action });
			vendor.now += 1_000;
			const poller = new Poller(vendor, watching(vendor, value), { from: 'now' }, 3);
			await poller.poll();
			const owed: string[] = [];
			for (let day = 0; day < 50; day++) {
				vendor.now += DAY;
				const id = String(100 + day);
				vendor.task(id, { [key]: vendor.stamp() });
				vendor.add({ id, action });
				owed.push(id);
			}
			vendor.now += MINUTE;
			await poller.poll();
			expect(poller.delivered.map(({ recordId }) => recordId)).toEqual(owed);
			await poller.poll();
			expect(poller.delivered).toHaveLength(owed.length);
		}
	});

	it('says with the next change that is delivered what could not be read', async () => {
		const vendor = new FakeVendor('2026-02-01T00:00:00Z');
		const poller = new Poller(vendor, watching(vendor, 'taskUpdated', { ignoreUsers: ['Bot@studio.example'] }));
		await poller.poll();
		const stopped = new Date(vendor.now).toISOString();
		vendor.now += 40 * DAY;
		const bot = { id: '8', email: 'bot@studio.example' };
		vendor.add({ id: '1', new: { title: 'b' }, old: { title: 'a' }, user_from: bot });
		await poller.poll();
		expect(poller.delivered).toEqual([]);
		vendor.now += 5 * MINUTE;
		vendor.add({ id: '1', new: { title: 'c' }, old: { title: 'b' } });
		vendor.add({ id: '2', new: { title: 'c' }, old: { title: 'b' } });
		await poller.poll();
		expect(poller.delivered.map(({ about }) => about?.missed)).toEqual([
			{ from: stopped, until: '2026-02-11T00:00:00.000Z', why: expect.stringContaining('30 days') },
			undefined,
		]);
	});
});
