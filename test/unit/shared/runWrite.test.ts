import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../../../nodes/shared/fault';
import { items } from '../../support/toyRoom';
import { kit, record, run, WAYS } from './writing';

describe.each(WAYS)('%s', (way) => {
	it('creates, updates, leaves alone what is as it should be, and says what it did', async () => {
		kit.table.rows.set('b', record('b', 0)).set('c', record('c'));
		const result = await run(way, [record('a'), record('b'), record('c')]);
		expect(result.json('Node')).toEqual([
			{ key: 'a', value: 1, sync: { action: 'created', key: 'a', changes: { value: { from: null, to: 1 } } } },
			{ key: 'b', value: 1, sync: { action: 'updated', key: 'b', changes: { value: { from: 0, to: 1 } } } },
			{ key: 'c', value: 1, sync: { action: 'unchanged', key: 'c' } },
		]);
		expect(result.items('Node').map(({ pairedItem }) => pairedItem)).toEqual(items(3).map((_, item) => ({ item })));
		expect(result.hints('Node')).toEqual(['1 created, 1 updated, 1 unchanged; 2 requests']);
		expect(kit.table.writes).toEqual(['a=1', 'b=1']);
	});

	it('run again writes nothing', async () => {
		const given = [record('a'), record('b')];
		await run(way, given);
		await run(way, given);
		expect(kit.table.writes).toEqual(['a=1', 'b=1']);
	});

	it('plans a record that came before again, on what the earlier item left behind', async () => {
		const result = await run(way, [record('a', 1), record('b'), record('a', 1), record('a', 2)]);
		expect(result.json('Node').map(({ sync }) => (sync as IDataObject).action)).toEqual([
			'created',
			'created',
			'unchanged',
			'updated',
		]);
		expect(kit.table.rows.get('a')).toEqual(record('a', 2));
	});

	it('lets the last of several items win, also where it asks for what was there before', async () => {
		kit.table.rows.set('a', record('a', 1));
		await run(way, [record('a', 2), record('a', 1)]);
		expect(kit.table.rows.get('a')).toEqual(record('a', 1));
		expect(kit.table.writes).toEqual(['a=2', 'a=1']);
	});

	it('dry: sends nothing and shows what it would do', async () => {
		kit.table.rows.set('b', record('b', 0));
		const result = await run(way, [record('a'), record('b')], { dryRun: true });
		expect(kit.table.writes).toEqual([]);
		expect(kit.table.spent.requests).toBe(0);
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
		expect(kit.table.writes).toEqual(['b=1']);
		expect(result.json('Node').map(({ dryRun }) => dryRun)).toEqual([true, undefined]);
	});

	it('checks every item before the first is written', async () => {
		const { error } = await run(way, [record('a'), record('b', 'bad')]);
		expect(error?.message).toBe('"Value" is bad. [item 1]');
		expect(kit.table.writes).toEqual([]);
	});

	it('goes on past bad and refused items where it may', async () => {
		kit.table.refuses.add('c');
		const given = [record('a'), record('b', 'bad'), record('c'), record('d'), record('e')];
		const result = await run(way, given, {}, { onError: 'continueErrorOutput' });
		expect(kit.table.writes).toEqual(['a=1', 'd=1', 'e=1']);
		expect(result.json('Node', 0).map(({ key }) => key)).toEqual(['a', 'd', 'e']);
		expect(result.json('Node', 1).map(({ error }) => error)).toEqual([
			'"Value" is bad. [item 1]',
			'Toy refused c. [item 2]',
		]);
		expect(result.hints('Node')[0]).toContain('3 created, 2 failed');
	});

	it('ends at a refused item, and says how many were written before', async () => {
		kit.table.refuses.add('b');
		const { error } = await run(way, [record('a'), record('b')]);
		expect(error?.message).toBe('Toy refused b. [item 1]');
		expect(error?.description).toContain('Before it 1 item was written');
	});

	it('goes on past requests that fail', async () => {
		kit.table.isDown = true;
		const result = await run(way, [record('a'), record('b')], {}, { onError: 'continueErrorOutput' });
		expect(result.error).toBeUndefined();
		expect(result.json('Node', 1).map(({ error }) => error)).toEqual([
			'Toy is down. [item 0]',
			'Toy is down. [item 1]',
		]);
	});

	it('goes on past an item that turns out bad when it is planned again', async () => {
		const plan = jest.spyOn(kit.table, 'plan');
		plan.mockImplementation((json) => {
			if (kit.table.rows.has(String(json.key))) throw new Fault('conflict', 'Somebody was faster.');
			return { action: 'created', key: String(json.key) };
		});
		const result = await run(way, [record('a'), record('a'), record('b')], {}, { onError: 'continueErrorOutput' });
		expect(result.json('Node', 1).map(({ error }) => error)).toEqual(['Somebody was faster. [item 1]']);
		expect(kit.table.writes.sort()).toEqual(['a=1', 'b=1']);
	});

	it('brakes before anything is written', async () => {
		for (const key of ['a', 'b']) kit.table.rows.set(key, record(key, 0));
		const given = [record('a'), record('b')];
		const stopped = await run(way, given, { options: { maxChanges: 1 } });
		expect(stopped.error?.message).toContain('Nothing was written');
		expect(stopped.error?.description).toContain('Max Changes');
		expect(kit.table.writes).toEqual([]);
		await run(way, given, { options: { maxChanges: 2 } });
		expect(kit.table.writes).toHaveLength(2);
	});

	it('brakes even where items may fail, since the run as a whole is in doubt', async () => {
		for (const key of ['a', 'b']) kit.table.rows.set(key, record(key, 0));
		const node = { onError: 'continueErrorOutput' };
		await run(way, [record('a'), record('b')], { options: { maxChanges: 1 } }, node);
		expect(kit.table.writes).toEqual([]);
	});

	it('reports in one item where that is chosen', async () => {
		kit.table.refuses.add('b');
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
		expect(kit.prepared).toEqual([3]);
	});
});

describe('apply', () => {
	it('may tell that it did something else than was planned', async () => {
		const result = await run('writeAndTell', [record('a')]);
		expect(result.json('Node')[0]).toMatchObject({ key: 'a', sync: { action: 'skipped', key: 'a' } });
	});
});
