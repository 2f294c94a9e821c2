import { createHash } from 'node:crypto';
import * as fc from 'fast-check';

import { eventIdOf } from '../../../nodes/GoogleCalendar/sync/ids';
import { Remembered, sharesOf, type Row } from '../../../nodes/GoogleCalendar/watch/remembered';
import { linkOf, printsOf, STAMP_KEYS, writeStamp } from '../../../nodes/shared/sync/pairs/stamp';

const idOf = (n: number): string => createHash('sha256').update(String(n)).digest('hex').slice(0, 26);
const rowOf = (n: number): Row => ({ own: `own ${n}`, rest: '' });

const filled = (count: number): Remembered => {
	const memory = new Remembered();
	for (let n = 0; n < count; n++) memory.set(idOf(n), rowOf(n));
	return memory;
};

describe('many events that are remembered', () => {
	test('come back from their text', () => {
		const read = new Remembered(filled(5_000).text());
		expect(read.size).toBe(5_000);
		expect(new Set(read.ids).size).toBe(5_000);
		for (let n = 0; n < 5_000; n++) expect(read.get(idOf(n))).toEqual(rowOf(n));
		expect(read.get('other')).toBeUndefined();
	});

	test('are what a map would hold, whatever is done and however often it is written down', () => {
		const act = fc.record({
			what: fc.constantFrom('set', 'set', 'set', 'delete', 'text'),
			from: fc.nat(2_000),
			count: fc.nat(300),
		});
		fc.assert(
			fc.property(fc.array(act, { maxLength: 20 }), (acts) => {
				const wanted = new Map<string, Row>();
				let memory = new Remembered();
				acts.forEach(({ what, from, count }, round) => {
					if (what === 'text') memory = new Remembered(memory.text());
					for (let n = from; n < from + count && what !== 'text'; n++) {
						if (what === 'delete') expect(memory.delete(idOf(n))).toBe(wanted.delete(idOf(n)));
						else {
							memory.set(idOf(n), rowOf(round));
							wanted.set(idOf(n), rowOf(round));
						}
					}
				});
				expect(memory.size).toBe(wanted.size);
				expect(new Map(memory.ids.map((id) => [id, memory.get(id)]))).toEqual(wanted);
			}),
			{ numRuns: 50 },
		);
	});

	test('are packed again only where one has changed', () => {
		const text = filled(10_000).text();
		const memory = new Remembered(text);
		memory.set(idOf(1), rowOf(-1));
		const [before, after] = [text.split('.'), memory.text().split('.')];
		expect(after.filter((part, at) => part !== before[at])).toHaveLength(1);
	});

	test('that are linked need less where their ID follows from the link, and come back all the same', () => {
		const linked = (n: number, generation: number): Row['stamp'] => {
			const base = printsOf({ subject: `a${n}`, time: `b${n}`, calendar: 'c' });
			const link = linkOf('streamsoft', String(n));
			const stamp = writeStamp({ link, self: eventIdOf(link, generation), base, generation });
			return Object.fromEntries(Object.entries(stamp).filter(([, value]) => value !== null)) as Record<string, string>;
		};
		const memory = new Remembered();
		const rows = new Map<string, Row>();
		for (let n = 0; n < 1_000; n++) {
			const stamp = linked(n, n % 3)!;
			rows.set(stamp[STAMP_KEYS.self]!, { own: idOf(n).slice(0, 10), rest: idOf(n).slice(10, 20), stamp });
		}
		for (const [id, row] of rows) memory.set(id, row);
		const read = new Remembered(memory.text());
		expect(new Map(read.ids.map((id) => [id, read.get(id)]))).toEqual(rows);
		expect(memory.text().length).toBeLessThan(110_000);
	});

	test('within bounds lose about those that changed longest ago, and linked ones last', () => {
		const memory = filled(3_000);
		for (let n = 0; n < 100; n++) memory.set(idOf(n), { ...rowOf(n), stamp: {} });
		memory.keepNewest(1_100);
		expect(memory.size).toBe(1_100);
		const left = new Set(memory.ids);
		expect(Array.from({ length: 100 }, (_, n) => idOf(n)).every((id) => left.has(id))).toBe(true);
		const newest = Array.from({ length: 1_000 }, (_, n) => idOf(2_000 + n)).filter((id) => left.has(id));
		expect(newest.length).toBeGreaterThan(800);
	});
});

describe('the bound of all calendars together', () => {
	test.each([
		[[10, 20], 100, [10, 20]],
		[[10, 200], 100, [10, 90]],
		[[200, 10, 200], 100, [45, 10, 45]],
		[[], 100, []],
	])('%j of %i', (sizes, most, expected) => {
		expect(sharesOf(sizes, most)).toEqual(expected);
	});

	test('is kept, and nothing is forgotten below it', () => {
		fc.assert(
			fc.property(fc.array(fc.nat(1_000)), fc.nat(5_000), (sizes, most) => {
				const sum = (list: number[]) => list.reduce((total, one) => total + one, 0);
				const shares = sharesOf(sizes, most);
				expect(shares.every((share, at) => share <= sizes[at]!)).toBe(true);
				expect(sum(shares)).toBeLessThanOrEqual(most);
				expect(sum(shares)).toBeGreaterThanOrEqual(Math.min(sum(sizes), most - sizes.length));
				if (sum(sizes) <= most) expect(shares).toEqual(sizes);
			}),
		);
	});
});
