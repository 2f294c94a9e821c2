import fc from 'fast-check';

import { floorOf, isMidnight, justBefore, momentOf, serverTime, wallOf } from '../../../nodes/HeliosGreen/watch/wall';
import { Known, MOST_KNOWN } from '../../../nodes/shared/watch/known';
import { keyOf, MOST_ROWS, RowMemory } from '../../../nodes/shared/watch/memory';

const ZONE = 'Europe/Prague';

describe('times as Helios writes them', () => {
	test.each([
		['2026-05-04 10:00:00', '2026-05-04 10:00:00'],
		['2026-05-04T10:00:00', '2026-05-04 10:00:00'],
		['2026-05-04T10:00:00.1200000', '2026-05-04 10:00:00.12'],
		['2026-05-04T10:00:00.0000000', '2026-05-04 10:00:00'],
		['2026-05-04T10:00', '2026-05-04 10:00:00'],
		['2026-05-04', '2026-05-04 00:00:00'],
		['2026-05-04T10:00:00+02:00', '2026-05-04 10:00:00'],
		['2026-05-04T08:00:00Z', '2026-05-04 10:00:00'],
		['2026-05-04T08:00:00.5Z', '2026-05-04 10:00:00'],
		['4.5.2026', undefined],
		['', undefined],
		[null, undefined],
		[20260504, undefined],
	])('%j is %j', (text, wall) => {
		expect(wallOf(text, ZONE)).toBe(wall);
	});

	test('a midnight may stand for a day', () => {
		expect(isMidnight(wallOf('2026-05-04', ZONE)!)).toBe(true);
		expect(isMidnight('2026-05-04 00:00:00.5')).toBe(false);
		expect(isMidnight('2026-05-04 10:00:00')).toBe(false);
	});

	test('reading reaches back to the day that lies an hour and five minutes behind', () => {
		expect(floorOf('2026-05-04 10:00:00')).toBe('2026-05-04');
		expect(floorOf('2026-05-04 01:05:00')).toBe('2026-05-04');
		expect(floorOf('2026-05-04 01:04:59.9')).toBe('2026-05-03');
		expect(floorOf('1970-01-01 00:10:00')).toBe('1970-01-01');
		expect(justBefore('2026-05-04 00:00:00.5')).toBe('2026-05-03 23:59:59');
	});
});

describe('the hour that comes twice', () => {
	const first = '2026-10-25T00:30:00.000Z';
	const second = '2026-10-25T01:30:00.000Z';
	const at = (after: string, until = '2026-10-25T03:00:00.000Z') =>
		momentOf('2026-10-25 02:30:00', first, ZONE, { after, until });

	test('is told apart by the poll before', () => {
		expect(at('2026-10-25T00:25:00.000Z')).toBe(first);
		expect(at('2026-10-25T01:25:00.000Z')).toBe(second);
	});

	test('nothing happens in the future', () => {
		expect(at('2026-10-25T00:50:00.000Z', '2026-10-25T00:55:00.000Z')).toBe(first);
	});

	test('the clock of the server goes on', () => {
		let time = '1970-01-01T00:00:00.000Z';
		const walls = ['01:55:00', '02:30:00', '02:55:00', '02:05:00', '02:55:00', '03:05:00'];
		const times = walls.map((wall) => (time = serverTime(`2026-10-25 ${wall}`, ZONE, time)));
		expect(times.map((one) => one.slice(8, 16))).toEqual([
			'24T23:55',
			'25T00:30',
			'25T00:55',
			'25T01:05',
			'25T01:55',
			'25T02:05',
		]);
		expect(serverTime('2026-10-25 02:00:00', ZONE, time)).toBe(time);
	});
});

describe('what is remembered of rows', () => {
	const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 2 ** 48 - 1 }), fc.integer({ min: 0, max: 2 ** 32 - 1 })));

	test('comes back as it was, in its order', () => {
		fc.assert(
			fc.property(rows, (pairs) => {
				const memory = new RowMemory();
				for (const [key, print] of pairs) memory.set(key, print);
				const again = new RowMemory(memory.text());
				expect(again.size).toBe(new Set(pairs.map(([key]) => key)).size);
				for (const [key, print] of new Map(pairs)) expect(again.get(key)).toBe(print);
				expect(new RowMemory(again.text()).text()).toBe(memory.text());
				expect(memory.text()).toHaveLength(4 * Math.ceil((memory.size * 10) / 3));
			}),
		);
	});

	test('what changed longest ago is forgotten first, but nothing that was just seen', () => {
		const memory = new RowMemory();
		for (let key = 1; key <= 6; key++) memory.set(key, key);
		memory.set(1, 100);
		memory.set(2, 2);
		expect(memory.keepNewest(6, new Set())).toBe(false);
		expect(memory.keepNewest(3, new Set([2]))).toBe(true);
		expect([1, 2, 3, 4, 5, 6].filter((key) => memory.get(key) !== undefined)).toEqual([1, 2, 6]);
		expect(memory.keepOnly(new Set([1]))).toBe(true);
		expect(new RowMemory(memory.text()).size).toBe(1);
	});

	test('the text stays the same while nothing changes', () => {
		const memory = new RowMemory();
		memory.set(1, 5);
		const text = memory.text();
		memory.set(1, 5);
		expect(memory.keepOnly(new Set([1]))).toBe(false);
		expect(memory.text()).toBe(text);
	});

	test('keys of different rows differ, in 48 bits', () => {
		const keys = Array.from({ length: 20_000 }, (_, index) => keyOf(`row ${index}`));
		expect(new Set(keys).size).toBe(keys.length);
		expect(Math.max(...keys)).toBeLessThan(2 ** 48);
		expect(MOST_ROWS).toBe(100_000);
	});
});

describe('values before', () => {
	test('come back, each set of them stored once', () => {
		const known = new Known();
		known.set(1, ['a', null]);
		known.set(2, ['a', null]);
		known.set(3, [true, 1.5]);
		known.set(4, ['x'.repeat(2_000)]);
		const text = known.text();
		expect(text.values).toHaveLength(2);
		const again = new Known(text);
		expect([1, 2, 3, 4].map((key) => again.get(key))).toEqual([['a', null], ['a', null], [true, 1.5], undefined]);
	});

	test('are bounded, the oldest first', () => {
		const known = new Known();
		for (let key = 0; key <= MOST_KNOWN; key++) known.set(key, [key % 10]);
		expect(known.get(0)).toBeUndefined();
		expect(new Known(known.text()).get(MOST_KNOWN)).toEqual([0]);
		const long = new Known();
		for (let key = 0; key < 2_000; key++) long.set(key, [`${key} ${'x'.repeat(500)}`]);
		expect(JSON.stringify(long.text()).length).toBeLessThan(600_000);
		expect(new Known(long.text()).get(1_999)).toBeDefined();
		expect(new Known(long.text()).get(0)).toBeUndefined();
	});
});
