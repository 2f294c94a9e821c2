import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../../../nodes/shared/fault';
import { field } from '../../../nodes/shared/fields';
import { writes, type Plan } from '../../../nodes/shared/operation';
import { batchesOf, wavesOf } from '../../../nodes/shared/runBatches';
import { items, toyNode } from '../../support/toyRoom';
import { harness, type Harness } from '../../support/workflow';
import { Table } from './table';

let table: Table;
const own = field({ displayName: 'Options', name: 'options', type: 'collection', default: {}, options: [] });
const prepared: number[] = [];
const batches: string[][] = [];

const declared = {
	action: 'Write a record',
	fields: [own],
	plan: ({ api, item }: { api: Table; item: { json: IDataObject } }): Plan => api.plan(item.json),
	brake: true,
};
const oneByOne = {
	...declared,
	prepare: async (contexts: readonly unknown[]) => void prepared.push(await Promise.resolve(contexts.length)),
	apply: async ({ api, item }: { api: Table; item: { json: IDataObject } }) => {
		await Promise.resolve();
		return api.write(item.json);
	},
};
const write = writes<Table>();
const operations = [
	write({ ...oneByOne, name: 'Write' }),
	write({ ...oneByOne, name: 'Write Abreast', parallel: 4 }),
	write({
		...declared,
		name: 'Write Many',
		batchSize: 3,
		async applyMany(batch) {
			batches.push(batch.map(({ plan }) => plan.key));
			await Promise.resolve();
			if (batch[0]!.context.api.isDown) throw new Fault('unavailable', 'Toy is down.', { status: 503 });
			return batch.map(({ context: { api, item } }) => {
				try {
					return api.write(item.json);
				} catch (error) {
					return error as Fault;
				}
			});
		},
	}),
	write({
		...oneByOne,
		name: 'Write and Tell',
		apply: async ({ api, item }) => await Promise.resolve({ record: api.write(item.json), action: 'skipped' as const }),
	}),
];

let n8n: Harness;
beforeAll(async () => {
	n8n = await harness({ nodes: { toy: toyNode(operations, async () => await Promise.resolve(table)) } });
});
beforeEach(() => {
	table = new Table();
	batches.length = prepared.length = 0;
});
afterAll(async () => await n8n.dispose());

const run = async (operation: string, given: IDataObject[], parameters: object = {}, more: object = {}) =>
	await n8n.runNode(
		{ type: 'toy', parameters: { resource: 'record', operation, ...parameters } as never, ...more },
		given,
	);
const record = (key: string, value: unknown = 1): IDataObject => ({ key, value }) as IDataObject;
const WAYS = ['write', 'writeAbreast', 'writeMany'];

describe.each(WAYS)('%s', (way) => {
	it('creates, updates, leaves alone what is as it should be, and says what it did', async () => {
		table.rows.set('b', record('b', 0)).set('c', record('c'));
		const result = await run(way, [record('a'), record('b'), record('c')]);
		expect(result.json('Node')).toEqual([
			{ key: 'a', value: 1, sync: { action: 'created', key: 'a', changes: { value: { from: null, to: 1 } } } },
			{ key: 'b', value: 1, sync: { action: 'updated', key: 'b', changes: { value: { from: 0, to: 1 } } } },
			{ key: 'c', value: 1, sync: { action: 'unchanged', key: 'c' } },
		]);
		expect(result.items('Node').map(({ pairedItem }) => pairedItem)).toEqual(items(3).map((_, item) => ({ item })));
		expect(result.hints('Node')).toEqual(['1 created, 1 updated, 1 unchanged; 2 requests']);
		expect(table.writes).toEqual(['a=1', 'b=1']);
	});

	it('run again writes nothing', async () => {
		const given = [record('a'), record('b')];
		await run(way, given);
		await run(way, given);
		expect(table.writes).toEqual(['a=1', 'b=1']);
	});

	it('plans a record that came before again, on what the earlier item left behind', async () => {
		const result = await run(way, [record('a', 1), record('b'), record('a', 1), record('a', 2)]);
		expect(result.json('Node').map(({ sync }) => (sync as IDataObject).action)).toEqual([
			'created',
			'created',
			'unchanged',
			'updated',
		]);
		expect(table.rows.get('a')).toEqual(record('a', 2));
	});

	it('lets the last of several items win, also where it asks for what was there before', async () => {
		table.rows.set('a', record('a', 1));
		await run(way, [record('a', 2), record('a', 1)]);
		expect(table.rows.get('a')).toEqual(record('a', 1));
		expect(table.writes).toEqual(['a=2', 'a=1']);
	});

	it('dry: sends nothing and shows what it would do', async () => {
		table.rows.set('b', record('b', 0));
		const result = await run(way, [record('a'), record('b')], { dryRun: true });
		expect(table.writes).toEqual([]);
		expect(table.spent.requests).toBe(0);
		expect(result.json('Node')).toEqual([
			{ sync: { action: 'created', key: 'a', changes: { value: { from: null, to: 1 } } }, dryRun: true },
			{
				key: 'b',
				value: 0,
				sync: { action: 'updated', key: 'b', changes: { value: { from: 0, to: 1 } } },
				dryRun: true,
			},
		]);
		expect(result.hints('Node')).toEqual(['Dry run: 1 created, 1 updated; 0 requests']);
	});

	it('dry for some items: writes the others only', async () => {
		const result = await run(way, [record('a'), record('b')], { dryRun: "={{ $json.key === 'a' }}" });
		expect(table.writes).toEqual(['b=1']);
		expect(result.json('Node').map(({ dryRun }) => dryRun)).toEqual([true, undefined]);
	});

	it('checks every item before the first is written', async () => {
		const { error } = await run(way, [record('a'), record('b', 'bad')]);
		expect(error?.message).toBe('"Value" is bad. [item 1]');
		expect(table.writes).toEqual([]);
	});

	it('goes on past bad and refused items where it may', async () => {
		table.refuses.add('c');
		const given = [record('a'), record('b', 'bad'), record('c'), record('d'), record('e')];
		const result = await run(way, given, {}, { onError: 'continueErrorOutput' });
		expect(table.writes).toEqual(['a=1', 'd=1', 'e=1']);
		expect(result.json('Node', 0).map(({ key }) => key)).toEqual(['a', 'd', 'e']);
		expect(result.json('Node', 1).map(({ error }) => error)).toEqual([
			'"Value" is bad. [item 1]',
			'Toy refused c. [item 2]',
		]);
		expect(result.hints('Node')[0]).toContain('3 created, 2 failed');
	});

	it('ends at a refused item, and says how many were written before', async () => {
		table.refuses.add('b');
		const { error } = await run(way, [record('a'), record('b')]);
		expect(error?.message).toBe('Toy refused b. [item 1]');
		expect(error?.description).toContain('Before it 1 item was written');
	});

	it('goes on past requests that fail', async () => {
		table.isDown = true;
		const result = await run(way, [record('a'), record('b')], {}, { onError: 'continueErrorOutput' });
		expect(result.error).toBeUndefined();
		expect(result.json('Node', 1).map(({ error }) => error)).toEqual([
			'Toy is down. [item 0]',
			'Toy is down. [item 1]',
		]);
	});

	it('goes on past an item that turns out bad when it is planned again', async () => {
		const plan = jest.spyOn(table, 'plan');
		plan.mockImplementation((json) => {
			if (table.rows.has(String(json.key))) throw new Fault('conflict', 'Somebody was faster.');
			return { action: 'created', key: String(json.key) };
		});
		const result = await run(way, [record('a'), record('a'), record('b')], {}, { onError: 'continueErrorOutput' });
		expect(result.json('Node', 1).map(({ error }) => error)).toEqual(['Somebody was faster. [item 1]']);
		expect(table.writes.sort()).toEqual(['a=1', 'b=1']);
	});

	it('brakes before anything is written', async () => {
		for (const key of ['a', 'b']) table.rows.set(key, record(key, 0));
		const given = [record('a'), record('b')];
		const stopped = await run(way, given, { options: { maxChanges: 1 } });
		expect(stopped.error?.message).toContain('Nothing was written');
		expect(stopped.error?.description).toContain('Max Changes');
		expect(table.writes).toEqual([]);
		await run(way, given, { options: { maxChanges: 2 } });
		expect(table.writes).toHaveLength(2);
	});

	it('brakes even where items may fail, since the run as a whole is in doubt', async () => {
		for (const key of ['a', 'b']) table.rows.set(key, record(key, 0));
		const node = { onError: 'continueErrorOutput' };
		await run(way, [record('a'), record('b')], { options: { maxChanges: 1 } }, node);
		expect(table.writes).toEqual([]);
	});

	it('reports in one item where that is chosen', async () => {
		table.refuses.add('b');
		const options = { options: { output: 'report' } };
		const result = await run(way, [record('a'), record('b')], options, { onError: 'continueRegularOutput' });
		expect(result.json('Node')).toMatchObject([
			{
				summary: '1 created, 1 failed; 2 requests',
				counts: { created: 1, failed: 1 },
				total: 2,
				requests: 2,
				records: [
					{ action: 'created', key: 'a' },
					{ action: 'failed', message: 'Toy refused b. [item 1]' },
				],
			},
		]);
		expect(result.items('Node')[0]!.pairedItem).toEqual([{ item: 0 }, { item: 1 }]);
	});
});

describe('a bulk read', () => {
	it('is done once for all items', async () => {
		await run('write', [record('a'), record('b'), record('c')]);
		expect(prepared).toEqual([3]);
	});
});

describe('apply', () => {
	it('may tell that it did something else than was planned', async () => {
		const result = await run('writeAndTell', [record('a')]);
		expect(result.json('Node')[0]).toMatchObject({ key: 'a', sync: { action: 'skipped', key: 'a' } });
	});
});

describe('batches', () => {
	it('are as large as the vendor takes, and hold no key twice', async () => {
		await run(
			'writeMany',
			['a', 'b', 'c', 'd', 'e', 'e', 'f'].map((key, index) => record(key, index)),
		);
		expect(batches).toEqual([
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
		table.refuses.add('b').add('c');
		const error = (await run('writeMany', given)).error as unknown as { context: IDataObject; description: string };
		expect(error.context.crmSync).toEqual({ failed: ['d-b', 'd-c'], waiting: [] });
		expect(error.description).toContain('1 more item has an error of this kind or another (2).');
		expect(error.description).toContain('1 item was written');
	});
});

describe('a run that fails', () => {
	const delivered = (key: string, value: unknown = 1) => ({ ...record(key, value), delivery: { id: `d-${key}` } });
	const contextOf = async (way: string, given: IDataObject[]) => {
		const error = (await run(way, given)).error as unknown as { context: object; description: string };
		return { blame: (error.context as { crmSync?: unknown }).crmSync, description: error.description };
	};

	it.each(WAYS)('%s: names every change that cannot be planned, and writes nothing', async (way) => {
		const given = [
			delivered('a'),
			delivered('b', 'bad'),
			delivered('c'),
			delivered('d', 'bad'),
			delivered('e', 'early'),
		];
		const { blame, description } = await contextOf(way, given);
		expect(blame).toEqual({ failed: ['d-b', 'd-d'], waiting: ['d-e'] });
		expect(description).toContain('2 more items have an error of this kind or another (3, 4).');
		expect(table.writes).toEqual([]);
	});

	it.each(WAYS)('%s: names the change that the vendor refused', async (way) => {
		table.refuses.add('b');
		expect((await contextOf(way, [delivered('a'), delivered('b'), delivered('c')])).blame).toEqual({
			failed: ['d-b'],
			waiting: [],
		});
	});

	it('names nothing where the items do not come from a trigger of this package', async () => {
		expect((await contextOf('write', [record('a', 'bad')])).blame).toBeUndefined();
	});

	it('looks no further where everything is wrong', async () => {
		await run(
			'write',
			Array.from({ length: 100 }, (_, index) => record(`k${index}`, 'bad')),
		);
		expect(table.log).toHaveLength(20);
	});
});
