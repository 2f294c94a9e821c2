import fc from 'fast-check';

import { chunksOf, readInBulk } from '../../../nodes/shared/bulk';

describe('reading in bulk', () => {
	it('asks for each key once, in as few requests as possible', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(fc.string()), fc.integer({ min: 1, max: 7 }), async (keys, size) => {
				const asked: string[][] = [];
				const load = async (chunk: string[]) => {
					asked.push(chunk);
					return await Promise.resolve(
						new Map(chunk.filter((key) => key.length % 2 === 0).map((key) => [key, `${key}!`])),
					);
				};
				const found = await readInBulk(keys, { size, parallel: 3, load });
				const distinct = new Set(keys);
				expect(asked.flat().sort()).toEqual([...distinct].sort());
				expect(asked).toHaveLength(Math.ceil(distinct.size / size));
				for (const key of keys) expect(found.get(key)).toBe(key.length % 2 === 0 ? `${key}!` : undefined);
			}),
		);
	});

	it('keeps every request short enough, and a long key makes no other one shorter', async () => {
		const asked: string[][] = [];
		const load = async (chunk: string[]) => {
			asked.push(chunk);
			return await Promise.resolve(new Map<string, string>());
		};
		const length = { of: (key: string) => key.length, most: 5 };
		await readInBulk(['a', 'b', 'c', 'ddddddd', 'e', 'ffff', 'gg'], { size: 3, length, parallel: 1, load });
		expect(asked).toEqual([['a', 'b', 'c'], ['ddddddd'], ['e', 'ffff'], ['gg']]);
	});

	it('never takes a failed request for "not found", and fails its own keys only', async () => {
		const load = async (chunk: string[]) => {
			if (chunk.includes('b')) throw new Error('down');
			return await Promise.resolve(new Map<string, number>());
		};
		const found = await readInBulk(['a', 'b', 'c'], { size: 1, parallel: 2, load });
		expect(found.get('a')).toBeUndefined();
		expect(() => found.get('b')).toThrow('down');
		expect(found.get('c')).toBeUndefined();
	});

	it('knows what was written since', async () => {
		const found = await readInBulk<number>(['a'], {
			size: 1,
			parallel: 1,
			load: async () => await Promise.resolve(new Map()),
		});
		found.set('a', 1);
		found.set('z', 2);
		expect([found.get('a'), found.get('z')]).toEqual([1, 2]);
	});
});

describe('chunks', () => {
	it('hold everything in order', () => {
		expect(chunksOf([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
		expect(chunksOf([], 2)).toEqual([]);
		expect(chunksOf([1, 2], Infinity)).toEqual([[1, 2]]);
	});
});
