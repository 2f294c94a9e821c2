/** Fields that a trigger watches. */
import type { FullRow } from '../../../nodes/Streamsoft/sync/convert';
import { watchOf } from '../../../nodes/Streamsoft/watch/watched';
import { ALL, filled, told, Watcher } from './taskTable';

describe('fields that are watched', () => {
	it('are told with what they held before', async () => {
		const table = filled(1, 2);
		const watcher = await new Watcher(table, ALL, { fields: ['done', 'operator', 'feature:21'] }).start();
		table.put(1, { subject: 'something else' });
		expect(await watcher.poll()).toEqual([]);
		table.put(1, { done: true, operatorId: 2, features: [{ id: '21', name: '', value: 'Oferta' }] });
		table.rows.delete(2);
		const changes = await watcher.poll();
		expect(changes.map(({ changes: fields }) => fields)).toEqual([
			{
				done: { from: false, to: true },
				operator: { from: { id: '1', name: 'Anna Nowakowska' }, to: { id: '2', name: 'Jan Kowalski' } },
				'features.Etap': { from: null, to: 'Oferta' },
			},
			{ done: { from: false, to: null }, operator: { from: { id: '1', name: 'Anna Nowakowska' }, to: null } },
		]);
	});

	it.each([
		['operator', '2', { operatorId: 2 }],
		['operator', 'Jan Kowalski', { operatorId: 2 }],
		['type', '12', { typeId: 12 }],
		['done', 'true', { done: true }],
		['place', 'Łódź', { place: 'Łódź' }],
		['feature:21', 'Oferta', { features: [{ id: '21', name: 'Etap', value: 'Oferta' }] }],
	] as Array<[string, string, Partial<FullRow>]>)('%s becomes %s', async (field, value, part) => {
		const table = filled(1, 2);
		const watcher = await new Watcher(table, 'fieldBecameValue', { field, values: [value] }).start();
		table.put(1, { subject: 'other' });
		table.put(2, part);
		table.put(3, part);
		const changes = await watcher.poll();
		expect(told(changes)).toEqual(['fieldBecameValue 2', 'fieldBecameValue 3']);
		expect(Object.values(changes[0]!.changes!)[0]).toHaveProperty('from');
		expect(Object.values(changes[1]!.changes!)[0]).not.toHaveProperty('from');
		table.put(2, { description: 'more' });
		expect(await watcher.poll()).toEqual([]);
	});

	it('a feature with several values is the same in whatever order they come', async () => {
		const table = filled(1);
		const value = (...all: string[]) => ({ features: all.map((one) => ({ id: '21', name: '', value: one })) });
		table.put(1, value('b', 'a'));
		const watcher = await new Watcher(table, ALL, { fields: ['feature:21'] }).start();
		table.put(1, value('a', 'b'));
		expect(await watcher.poll()).toEqual([]);
		table.put(1, value('c', 'a'));
		const changes = await watcher.poll();
		expect(changes).toMatchObject([{ changes: { 'features.Etap': { from: 'a, b', to: 'a, c' } } }]);
		expect(await watcher.delivered(changes)).toMatchObject([{ record: { features: { Etap: 'a, c' } } }]);
	});

	it('operators and types are IDs', () => {
		expect(() => watchOf(ALL, { operators: ['Anna Nowakowska'] })).toThrow('"Operators" holds "Anna Nowakowska"');
		expect(() => watchOf(ALL, { types: '1, 2' })).toThrow('Event Types');
		expect(watchOf(ALL, { operators: 10001, types: ['10002', ' '] })).toMatchObject({
			operators: ['10001'],
			types: ['10002'],
		});
	});

	it('wait for a value', () => {
		expect(() => watchOf('fieldBecameValue', { field: 'done' })).toThrow('never start');
		expect(() => watchOf(ALL, { monthsBack: -1 })).toThrow('Months Back');
		expect(() => watchOf(ALL, { monthsForward: '' })).toThrow('Months Forward');
	});
});
