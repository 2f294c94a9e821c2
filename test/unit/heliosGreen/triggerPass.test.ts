import fc from 'fast-check';

import { MOST_ROWS } from '../../../nodes/shared/watch/memory';
import { changeOf } from '../../../nodes/HeliosGreen/watch/changes';
import { checkColumns } from '../../../nodes/HeliosGreen/watch/watched';
import type { Change } from '../../../nodes/shared/watch/feed';
import { Template, told, watching, Watcher } from './triggerTemplate';

const MINUTE = 60_000;
const failure = async (work: Promise<unknown>) => await work.then(String, (error: Error) => error.message);

describe('an incomplete reading', () => {
	const compared = { updatedColumn: '' };

	test('is no place to begin with', async () => {
		const template = new Template();
		template.put('a', 'new');
		template.total = 2;
		expect(await failure(new Watcher(template).start())).toContain('did not give all the rows');
		expect(template.reads).toBe(3);
	});

	test('forgets no row that it does not show', async () => {
		const template = new Template();
		for (const name of ['a', 'b', 'c']) template.put(name, 'new');
		const watcher = await new Watcher(template, 'rowAddedOrChanged', compared).start();
		template.rows.delete('b');
		template.total = 3;
		expect(await watcher.poll()).toEqual([]);
		template.put('b', 'new');
		expect(await watcher.poll()).toEqual([]);
		template.rows.delete('b');
		template.total = undefined;
		await watcher.poll();
		template.put('b', 'new');
		expect(told(await watcher.poll())).toEqual(['rowAdded b']);
	});

	test('that is stopped forgets none either', async () => {
		const template = new Template();
		for (const name of ['a', 'b', 'c']) template.put(name, 'new');
		const watcher = await new Watcher(template, 'rowAddedOrChanged', compared).start();
		template.put('a', 'other');
		expect(await watcher.poll({ limit: 1, pages: 1 })).toHaveLength(1);
		expect(await watcher.poll()).toEqual([]);
	});
});

describe('too many rows', () => {
	const filled = (count: number) => {
		const template = new Template();
		const later = template.now;
		template.now -= 4 * 24 * 60 * MINUTE;
		for (let number = 0; number < count; number++) {
			template.now += 1_000;
			template.put(`row ${number}`, 'old');
		}
		template.now = later;
		return template;
	};

	test('cannot be compared', async () => {
		const template = filled(MOST_ROWS + 1);
		const watcher = new Watcher(template, 'rowAddedOrChanged', { updatedColumn: '' });
		expect(await failure(watcher.start())).toContain('more than 100000 rows');
		template.rows.delete('row 7');
		await watcher.start();
		expect(await watcher.poll()).toEqual([]);
		template.put('row 7', 'old');
		expect(await failure(watcher.poll())).toContain('more than 100000 rows');
	});

	test('with a time the oldest are forgotten, and none is told of that did not change', async () => {
		const template = filled(MOST_ROWS + 500);
		const watcher = await new Watcher(template).start();
		expect(watcher.cursor.forgets).toBe(true);
		template.put('row 3', 'changed');
		template.put(`row ${MOST_ROWS}`, 'changed');
		expect(told(await watcher.poll()).sort()).toEqual(['rowAdded row 3', `rowChanged row ${MOST_ROWS}`].sort());
		expect(watcher.cursor.rows.length).toBeLessThan(1_400_000);
		// A server that overlooks the filter shows the forgotten ones, too.
		for (const row of template.rows.values())
			row.updated = row.updated?.replace(/^2026-05-0[1-3]/, '2026-04-30') ?? null;
		template.now += MINUTE;
		expect(await watcher.poll()).toEqual([]);
	});

	test('more changes in a day than are remembered are told once', async () => {
		const template = filled(10);
		const watcher = await new Watcher(template).start();
		for (let number = 0; number < MOST_ROWS + 200; number++) template.put(`row ${number}`, 'changed');
		expect(await watcher.poll({ limit: 60_000 })).toHaveLength(MOST_ROWS + 200);
		expect(await watcher.poll()).toEqual([]);
	});
});

describe('a server that does not tell its time', () => {
	test('is read from the newest row on', async () => {
		const template = new Template();
		template.tellsTime = false;
		template.put('a', 'new');
		const watcher = await new Watcher(template).start();
		expect(watcher.cursor.wall).toBeUndefined();
		template.now += MINUTE;
		template.put('b', 'new');
		expect(told(await watcher.poll())).toEqual(['rowAdded b']);
		expect(watcher.cursor.wall).toBe('2026-05-04 10:01:00');
		expect(await watcher.poll()).toEqual([]);
	});
});

test('a row without a time comes with the first reading of everything, and then when it gets one', async () => {
	const template = new Template();
	template.put('a', 'new', null);
	const watcher = await new Watcher(template).start({ from: 'everything' });
	expect(await watcher.poll()).toMatchObject([{ event: 'rowAdded', occurredAt: '2026-05-04T08:00:00.000Z' }]);
	template.put('a', 'other');
	expect(told(await watcher.poll())).toEqual(['rowChanged a']);
});

test('the same reading gives the same ids, and no two versions share one', async () => {
	const template = new Template();
	const watcher = await new Watcher(template, 'rowAddedOrChanged', { updatedColumn: '' }).start();
	const ids: string[] = [];
	for (const state of ['x', 'y', 'x', 'y', 'x']) {
		template.put('a', state);
		const before = watcher.cursor;
		const [first] = await watcher.poll();
		watcher.cursor = before;
		const [again] = await watcher.poll();
		expect(again?.id).toBe(first?.id);
		ids.push(first!.id);
	}
	expect(new Set(ids).size).toBe(5);
});

test('a part of a name is not told for a column that has that name itself', () => {
	const watch = watching('rowChanged', { titleColumn: 'label' });
	const columns = ['name', 'updated', 'label'].map((name) => ({ name, type: '', label: name }));
	expect(() => checkColumns(watch, columns)).not.toThrow();
	expect(() => checkColumns(watch, columns.slice(0, 2))).toThrow('no column "label"');
	expect(() => checkColumns(watch, [])).not.toThrow();
});

test('values that mean the same are no change', () => {
	const watch = watching('rowChanged', { columns: ['state'] });
	const met = {
		row: { name: 'a', key: 1, row: {} as never },
		print: 1,
		isNew: false,
		isTimed: true,
		occurredAt: '',
	};
	const change = (before: never[], now: never[]) =>
		changeOf({ ...met, before, now }, watch, { isBacklog: false, round: 0 });
	expect(change(['1' as never], [1 as never])).toBeUndefined();
	expect(change(['1' as never], [2 as never])).toMatchObject({ changes: { state: { from: '1', to: 2 } } });
});

describe('whatever happens between polls', () => {
	const act = fc.oneof(
		fc.record({ kind: fc.constant('put' as const), name: fc.constantFrom('a', 'b', 'c', 'd', 'e'), state: fc.nat(3) }),
		fc.record({ kind: fc.constant('wait' as const), minutes: fc.nat(2_000) }),
		fc.record({
			kind: fc.constant('poll' as const),
			limit: fc.integer({ min: 1, max: 3 }),
			pages: fc.integer({ min: 1, max: 3 }),
		}),
		fc.record({ kind: fc.constant('lose' as const) }),
	);

	test.each([
		['a filter by day', { updatedColumn: 'updated' }, true, true],
		['an exact filter', { updatedColumn: 'updated' }, false, true],
		['no clock', { updatedColumn: 'updated' }, true, false],
		['comparing', { updatedColumn: '', columns: ['state'] }, true, true],
		['comparing without a clock', { updatedColumn: '' }, true, false],
	])('the last state of every row is told, and no version twice: %s', async (_name, params, byDay, tells) => {
		await fc.assert(
			fc.asyncProperty(fc.array(act, { maxLength: 40 }), fc.boolean(), async (acts, isEverything) => {
				const template = new Template();
				Object.assign(template, { byDay, tellsTime: tells, tellsTotal: tells });
				template.put('a', '0');
				const watcher = await new Watcher(template, 'rowAddedOrChanged', params).start({
					from: isEverything ? 'everything' : 'now',
				});
				const seen = new Map(isEverything ? [] : [['a', '0']]);
				const note = (changes: Change[]) => {
					for (const { recordId } of changes) {
						const now = template.rows.get(recordId)!.state;
						expect(seen.get(recordId)).not.toBe(now);
						seen.set(recordId, now);
					}
				};
				for (const one of acts) {
					if (one.kind === 'put') template.put(one.name, String(one.state));
					if (one.kind === 'wait') template.now += one.minutes * MINUTE;
					if (one.kind === 'poll') note(await watcher.poll(one));
					if (one.kind !== 'lose') continue;
					// The process dies before the poll is kept: the next one begins where this one did.
					const before = watcher.cursor;
					await watcher.poll();
					watcher.cursor = before;
				}
				note(await watcher.poll());
				expect(await watcher.poll()).toEqual([]);
				expect(seen).toEqual(new Map([...template.rows].map(([name, { state }]) => [name, state])));
			}),
			{ numRuns: 300 },
		);
	});
});
