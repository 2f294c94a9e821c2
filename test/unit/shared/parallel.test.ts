import fc from 'fast-check';

import { inParallel } from '../../../nodes/shared/parallel';
import { settled, settledNow } from '../../../nodes/shared/settled';

const turns = async (count: number) => {
	for (let turn = 0; turn < count; turn++) await Promise.resolve();
};

describe('inParallel', () => {
	it('keeps the order of the items and the width', async () => {
		const lengths = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 20 });
		await fc.assert(
			fc.asyncProperty(lengths, fc.integer({ min: 1, max: 5 }), async (items, width) => {
				let under = 0;
				const results = await inParallel(items, width, async (length) => {
					expect(++under).toBeLessThanOrEqual(width);
					await turns(length);
					under--;
					return length * 2;
				});
				expect(results).toEqual(items.map((length) => length * 2));
			}),
		);
	});

	it('begins nothing after a failure, and fails when those under way have ended', async () => {
		const begun: number[] = [];
		const ended: number[] = [];
		const work = inParallel([0, 1, 2, 3], 2, async (item) => {
			begun.push(item);
			await turns(item === 0 ? 2 : 10);
			if (item === 0) throw new Error('no');
			ended.push(item);
		});
		await expect(work).rejects.toThrow('no');
		expect({ begun, ended }).toEqual({ begun: [0, 1], ended: [1] });
	});

	it('throws whatever was thrown, nothing included', async () => {
		await expect(inParallel([1], 1, async () => await Promise.reject(undefined as never))).rejects.toBeUndefined();
	});

	it('of nothing is nothing', async () => expect(await inParallel([], 3, async () => 1)).toEqual([]));
});

describe('settled', () => {
	it('gives the end of work as a value', async () => {
		expect(await settled(async () => await Promise.resolve(1))).toEqual({ value: 1 });
		expect(await settled(() => Promise.reject(new Error('no')))).toEqual({ error: new Error('no') });
		expect(settledNow(() => 1)).toEqual({ value: 1 });
		expect(settledNow(() => JSON.parse('{') as unknown)).toHaveProperty('error');
	});

	it('also where the work throws before it begins to wait', async () => {
		const work = () => {
			throw new Error('at once');
		};
		expect(await settled(work)).toEqual({ error: new Error('at once') });
	});
});
