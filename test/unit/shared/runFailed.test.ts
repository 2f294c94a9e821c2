import type { IDataObject } from 'n8n-workflow';

import { kit, record, run, WAYS } from './writing';

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
		expect(kit.table.writes).toEqual([]);
	});

	it.each(WAYS)('%s: names the change that the vendor refused', async (way) => {
		kit.table.refuses.add('b');
		expect((await contextOf(way, [delivered('a'), delivered('b'), delivered('c')])).blame).toEqual({
			failed: ['d-b'],
			waiting: [],
		});
	});

	it.each(WAYS)(
		'%s: holds all its changes where the brake has stopped it, so that none slips below it alone',
		async (way) => {
			kit.table.write(record('a', 0));
			kit.table.write(record('b', 0));
			const given = [delivered('a'), delivered('b')];
			const error = (await run(way, given, { options: { maxChanges: 1 } })).error as unknown as { context: object };
			expect(error.context).toMatchObject({ crmSync: { failed: [], waiting: [], held: ['d-a', 'd-b'] } });
		},
	);

	it('names nothing where the items do not come from a trigger of this package', async () => {
		expect((await contextOf('write', [record('a', 'bad')])).blame).toBeUndefined();
	});

	it('looks no further where everything is wrong', async () => {
		await run(
			'write',
			Array.from({ length: 100 }, (_, index) => record(`k${index}`, 'bad')),
		);
		expect(kit.table.log).toHaveLength(20);
	});
});
