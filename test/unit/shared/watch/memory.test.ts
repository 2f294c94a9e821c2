import { RowMemory } from '../../../../nodes/shared/watch/memory';

describe('rows that are remembered', () => {
	it('are told apart from those that are still there', () => {
		const memory = new RowMemory();
		for (const key of [3, 1, 2]) memory.set(key, key * 10);
		expect(memory.others(new Set([1]))).toEqual([3, 2]);
		expect(memory.others(new Set([1, 2, 3, 4]))).toEqual([]);
	});

	it('are forgotten one by one', () => {
		const memory = new RowMemory();
		for (const key of [1, 2]) memory.set(key, key * 10);
		const before = memory.text();
		memory.delete(7);
		expect(memory.text()).toBe(before);
		memory.delete(1);
		const kept = new RowMemory(memory.text());
		expect([kept.size, kept.get(1), kept.get(2)]).toEqual([1, undefined, 20]);
	});
});
