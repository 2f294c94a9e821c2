import type { IDataObject } from 'n8n-workflow';

import { batchesOf, wavesOf } from '../../../nodes/shared/runBatches';
import { kit, record, run } from './writing';

describe('batches', () => {
	it('are as large as the vendor takes, and hold no key twice', async () => {
		await run(
			'writeMany',
			['a', 'b', 'c', 'd', 'e', 'e', 'f'].map((key, index) => record(key, index)),
		);
		expect(kit.batches).toEqual([
			['a', 'b', 'c'],
			['d', 'e'],
			['e', 'f'],
		]);
	});

	it('keep the order', () => {
		const todo = ['a', 'b', 'a', 'c', 'a'].map((key) => ({ plan: { action: 'created' as const, key } }));
		expect(batchesOf(todo, 10).map((batch) => batch.map(({ plan }) => plan.key))).toEqual([
			['a', 'b'],
			['a', 'c'],
			['a'],
		]);
	});

	it('that may go at once hold first what comes first for its key, however the keys stand', () => {
		const todo = [...'aabbccdd', 'a'].map((key) => ({ plan: { action: 'created' as const, key } }));
		const waves = wavesOf(todo, 3);
		expect(waves.map((wave) => wave.map((one) => one.map(({ plan }) => plan.key).join('')))).toEqual([
			['abc', 'd'],
			['abc', 'd'],
			['a'],
		]);
	});

	it('name every change that was refused, and what is written stays told', async () => {
		const given = ['a', 'b', 'c', 'd'].map((key) => ({ ...record(key), delivery: { id: `d-${key}` } }));
		kit.table.refuses.add('b').add('c');
		const error = (await run('writeMany', given)).error as unknown as { context: IDataObject; description: string };
		expect(error.context.crmSync).toEqual({ failed: ['d-b', 'd-c'], waiting: [] });
		expect(error.description).toContain('1 more item has an error of this kind or another (2).');
		expect(error.description).toContain('1 item was written');
	});
});
