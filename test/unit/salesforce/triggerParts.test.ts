import fc from 'fast-check';

import { feeds } from '../../../nodes/Salesforce/feeds';
import { watchOptions } from '../../../nodes/Salesforce/openWatch';
import type { Described, FieldInfo } from '../../../nodes/Salesforce/schema';
import { unreadableAmong } from '../../../nodes/Salesforce/watch/columns';
import { piecesOf } from '../../../nodes/Salesforce/watch/complete';
import { KnownValues } from '../../../nodes/Salesforce/watch/memory';
import { namesIn } from '../../../nodes/Salesforce/watch/names';
import { once, rowQuery } from '../../../nodes/Salesforce/watch/query';
import { recordOf, valueIn } from '../../../nodes/Salesforce/watch/record';
import { msOfStamp, nextSecond, secondOf } from '../../../nodes/Salesforce/watch/stamp';
import { stampsOf } from '../../../nodes/Salesforce/watch/start';
import { holding } from '../../../nodes/Salesforce/watch/watched';

const described = (...fields: Array<Partial<FieldInfo> & { name: string }>): Described =>
	({ name: 'Contact', fields: fields.map((one) => ({ type: 'string', ...one })) }) as Described;

describe('queries', () => {
	const query = { object: 'Contact', columns: ['Email'], by: 'SystemModstamp', limit: 10 };
	const time = Date.parse('2026-02-01T10:00:00Z');

	test('from a time, from behind a row, and backwards', () => {
		expect(rowQuery({ ...query, place: { time } })).toBe(
			'SELECT Id,SystemModstamp,Email FROM Contact WHERE SystemModstamp >= 2026-02-01T10:00:00.000Z ORDER BY SystemModstamp,Id LIMIT 10',
		);
		expect(rowQuery({ ...query, place: { time, id: '003A' }, where: ['IsDeleted = true'] })).toContain(
			"WHERE IsDeleted = true AND (SystemModstamp > 2026-02-01T10:00:00.000Z OR (SystemModstamp = 2026-02-01T10:00:00.000Z AND Id > '003A'))",
		);
		expect(rowQuery({ ...query, backwards: true })).toMatch(/Contact ORDER BY SystemModstamp DESC,Id DESC LIMIT 10$/);
	});

	test('a field is named once, whatever its capitals; no name can be more than a name', () => {
		expect(once(['Id', 'Email', 'id', 'EMAIL', 'Name'])).toEqual(['Id', 'Email', 'Name']);
		expect(() => rowQuery({ ...query, columns: ['Email FROM User --'] })).toThrow('is not the API name');
		expect(() => rowQuery({ ...query, object: 'Contact WHERE' })).toThrow('is not the API name');
	});

	test('a time within a second begins with the next one, since what is told has whole seconds', () => {
		expect(rowQuery({ ...query, place: { time: time + 1 } })).toContain('>= 2026-02-01T10:00:01.000Z');
		expect([nextSecond(1_000), nextSecond(1_001), secondOf(1_999)]).toEqual([1_000, 2_000, 1_000]);
	});

	test.each([
		['2026-02-01T10:00:00.000+0000', time],
		['2026-02-01T12:00:00+02:00', time],
		['2026-02-01T10:00:00Z', time],
		[null, NaN],
	])('a stamp: %s', (stamp, ms) => expect(msOfStamp(stamp)).toBe(ms));

	test('a condition for those who hold a value, by the type of the field', () => {
		const fields = described(
			{ name: 'Stage__c', type: 'picklist' },
			{ name: 'Interests__c', type: 'multipicklist' },
			{ name: 'Score__c', type: 'double' },
			{ name: 'Notes__c', type: 'textarea' },
			{ name: 'Secret__c', type: 'encryptedstring', filterable: false },
		);
		const of = (field: string, ...values: string[]) => holding({ object: 'Contact', field, values }, fields);
		expect(of('stage__c', "Won't", 'Lost')).toBe("Stage__c IN ('Won\\'t','Lost')");
		expect(of('Interests__c', 'Tea')).toBe("Interests__c INCLUDES ('Tea')");
		expect(of('Score__c', '7.50')).toBe('Score__c IN (7.5)');
		for (const none of [of('Score__c', 'many'), of('Notes__c', 'a'), of('Secret__c', 'a'), of('Account.Name', 'a')])
			expect(none).toBeUndefined();
	});
});

describe('fields', () => {
	test('which are missing: own ones, parents, and what the refusal names', () => {
		const contact = described({ name: 'Email' }, { name: 'AccountId', relationshipName: 'Account' });
		expect(unreadableAmong(['email', 'Gone__c', 'Account.Name', 'Boss.Name'], contact)).toEqual([
			'Gone__c',
			'Boss.Name',
		]);
		expect(unreadableAmong(['Email', 'Account.Secret__c'], contact, { field: 'Secret__c' })).toEqual([
			'Account.Secret__c',
		]);
		expect(unreadableAmong(['Email'], contact, { field: 'Other__c' })).toEqual([]);
	});

	test('which tell when a record was written', () => {
		const all = ['CreatedDate', 'LastModifiedDate', 'SystemModstamp'].map((name) => ({ name }));
		expect(stampsOf(described(...all), 'changed')).toEqual({ by: 'SystemModstamp', created: 'CreatedDate' });
		expect(stampsOf(described(...all), 'created')).toEqual({ by: 'CreatedDate', created: 'CreatedDate' });
		expect(stampsOf(described(all[0]!), 'watched')).toEqual({ by: 'CreatedDate', created: 'CreatedDate' });
		expect(() => stampsOf(described(all[2]!), 'created')).toThrow('do not tell when they were created');
		expect(() => stampsOf(described({ name: 'Email' }), 'changed')).toThrow('do not tell when they were changed');
	});

	test('pieces of a long list, each short enough, none lost', () => {
		fc.assert(
			fc.property(fc.array(fc.stringMatching(/^[A-Z][a-z]{1,30}__c$/), { minLength: 1 }), (names) => {
				const pieces = piecesOf(names, 100);
				expect(pieces.flat()).toEqual(names);
				for (const piece of pieces) expect(piece.length === 1 || piece.join(',').length < 100).toBe(true);
			}),
		);
	});

	test('names typed with commas, options within their bounds', () => {
		expect(namesIn(' Account.Name, Owner.Email;Account.Name\n')).toEqual(['Account.Name', 'Owner.Email']);
		const host = (values: Record<string, unknown>) => ({
			getNodeParameter: ((name: string, fallback: unknown) => values[name] ?? fallback) as never,
		});
		expect(watchOptions(host({}))).toEqual({
			columns: [],
			parents: [],
			leavesOut: false,
			overlapMs: 900_000,
			stopAt: 90,
		});
		const options = { ifUnreadable: 'leaveOut', overlapMinutes: 9_999, stopAtUsage: 0 };
		expect(watchOptions(host({ options }))).toMatchObject({ leavesOut: true, overlapMs: 7_200_000, stopAt: 1 });
	});

	test('a record: parents by their path, null where the parent or its parent is not there', () => {
		const row = {
			attributes: { type: 'Contact' },
			Id: '003',
			Account: { attributes: { type: 'Account' }, Name: 'Bakery', Owner: null },
			ReportsTo: null,
		};
		expect(recordOf(row, ['Account.Name', 'Account.Owner.Name', 'ReportsTo.Name', 'reportsto.Email'])).toEqual({
			Id: '003',
			'Account.Name': 'Bakery',
			'Account.Owner.Name': null,
			'ReportsTo.Name': null,
			'reportsto.Email': null,
		});
		expect([valueIn({ Email: 'a' }, 'email'), valueIn({}, 'Email')]).toEqual(['a', null]);
	});
});

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
						else if (change?.before) expect(change.before.value).toEqual(before[index]);
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

test('the events, in the order of the list', () => {
	expect(feeds.map(({ name }) => name)).toEqual([
		'Field Became Value',
		'Field Changed',
		'Record Created',
		'Record Created or Updated',
		'Record Deleted',
		'Record Updated',
	]);
});
