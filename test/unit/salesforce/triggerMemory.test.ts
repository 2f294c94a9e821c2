import fc from 'fast-check';

import { KnownValues } from '../../../nodes/Salesforce/watch/memory';
import { sameValue } from '../../../nodes/shared/sync/fingerprint';

describe('known values', () => {
	const value = fc.oneof(
		fc.constantFrom('Won', 'Lost', null, true, 1, 2.5),
		fc.string({ maxLength: 400 }),
		fc.array(fc.constantFrom('Tea', 'Bread')),
	);
	const id = fc.integer({ min: 0, max: 30 }).map((number) => `003Sb0000000${String(number).padStart(3, '0')}AAA`);

	test('tell a change from a touch, with the value before, as a map without a bound would', () => {
		fc.assert(
			fc.property(fc.array(fc.tuple(id, fc.tuple(value, value)), { maxLength: 60 }), (writes) => {
				let memory = new KnownValues(2).pack();
				const truth = new Map<string, unknown[]>();
				for (const [one, values] of writes) {
					const known = new KnownValues(2, JSON.parse(JSON.stringify(memory)) as typeof memory);
					const told = known.update(one, values);
					const before = truth.get(one);
					for (const [index, now] of values.entries()) {
						const change = told.find((each) => each.index === index);
						if (!before) expect(change).toEqual({ index });
						else if (JSON.stringify(before[index]) === JSON.stringify(now)) expect(change).toBeUndefined();
						else if (change?.before) expect(sameValue(change.before.value, before[index])).toBe(true);
					}
					truth.set(one, values);
					memory = known.pack();
				}
				expect(Object.keys(memory.records)).toHaveLength(truth.size);
			}),
		);
	});

	test('a long value is told apart, though not kept', () => {
		const known = new KnownValues(1);
		known.update('003Sb00000demo1', ['x'.repeat(1_000)]);
		const again = new KnownValues(1, known.pack());
		expect(JSON.stringify(known.pack()).length).toBeLessThan(200);
		expect(again.update('003Sb00000demo1', ['x'.repeat(1_000)])).toEqual([]);
		expect(again.update('003Sb00000demo1', ['y'.repeat(1_000)])).toEqual([{ index: 0 }]);
		expect(again.update('003Sb00000demo1', ['short'])).toEqual([{ index: 0 }]);
	});

	test('are bounded: what was touched longest ago is forgotten first', () => {
		fc.assert(
			fc.property(fc.array(fc.tuple(id, value), { minLength: 1, maxLength: 80 }), (writes) => {
				const known = new KnownValues(1);
				for (const [one, written] of writes) known.update(one, [written]);
				const memory = known.pack(600);
				expect(JSON.stringify(memory).length).toBeLessThan(1_300);
				const order = [...new Set(writes.map(([one]) => one.slice(0, 15)).reverse())].reverse();
				expect(Object.keys(memory.records)).toEqual(order.slice(order.length - Object.keys(memory.records).length));
			}),
		);
		const many = new KnownValues(1);
		for (let number = 0; number < 60_000; number++) many.update(`003Sb${String(number).padStart(10, '0')}`, ['Won']);
		expect(JSON.stringify(many.pack()).length).toBeLessThan(520_000);
	});

	test('another number of fields begins anew', () => {
		const known = new KnownValues(1);
		known.update('003Sb00000demo1', ['a']);
		expect(new KnownValues(2, known.pack()).size).toBe(0);
	});
});
