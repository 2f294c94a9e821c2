import fc from 'fast-check';

import { feeds } from '../../../nodes/Salesforce/feeds';
import { watchOptions } from '../../../nodes/Salesforce/openWatch';
import type { Described, FieldInfo } from '../../../nodes/Salesforce/schema';
import { unreadableAmong } from '../../../nodes/Salesforce/watch/columns';
import { piecesOf } from '../../../nodes/Salesforce/watch/complete';
import { namesIn } from '../../../nodes/Salesforce/watch/names';
import { behindRows, stretchOf, type Found } from '../../../nodes/Salesforce/watch/place';
import { once, rowQuery } from '../../../nodes/Salesforce/watch/query';
import { recordOf, valueIn } from '../../../nodes/Salesforce/watch/record';
import { isoOfMs, msOfStamp, nextSecond, secondOf } from '../../../nodes/Salesforce/watch/stamp';
import { stampsOf } from '../../../nodes/Salesforce/watch/start';
import type { ChangeCursor } from '../../../nodes/Salesforce/watch/types';
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

describe('where a reading begins', () => {
	const OVERLAP = 900_000;
	const base = { by: 'SystemModstamp' };
	const cursorAt = (at: number, final: number) => {
		const time = isoOfMs(at);
		return { ...base, time, at: time, final: isoOfMs(final) };
	};
	/** As a poll hands it back: moved into the past. */
	const polled = (cursor: ChangeCursor, to = now - 8 * OVERLAP) => ({ ...cursor, time: isoOfMs(to) });
	const page = (last: number, more: Partial<Found> = {}): Found => ({
		rows: [{ id: 'b', time: last, record: {} }],
		isEnd: false,
		isCut: false,
		until: undefined,
		...more,
	});
	const now = Date.parse('2026-02-01T10:00:00Z');

	test('what was read long after it was written is not read again', () => {
		const long = now - 10 * OVERLAP;
		const cursor = cursorAt(long, long);
		const next = behindRows(cursor, stretchOf(cursor, true), page(long + 1_000, { until: now }), OVERLAP);
		expect(next).toEqual({ ...cursorAt(long + 1_000, long + 1_000), more: true, id: 'b' });
		const end = behindRows(next, stretchOf(next, true), page(now - 1_000, { until: now, isEnd: true }), OVERLAP);
		expect(end).toEqual(cursorAt(now, now - OVERLAP));
		expect(stretchOf(polled(end), true)).toEqual({ place: { time: now - OVERLAP }, again: now, goesOn: false });
	});

	test('an overlap that is under way goes on, unless the trigger may not reach back so far any more', () => {
		const cursor = cursorAt(now, now - OVERLAP);
		const next = behindRows(cursor, stretchOf(polled(cursor), true), page(now - 5_000, { until: now }), OVERLAP);
		expect(next).toEqual({ ...cursor, over: { time: isoOfMs(now - 5_000), id: 'b' } });
		const goesOn = { place: { time: now - 5_000, id: 'b' }, again: now, goesOn: true };
		expect(stretchOf(next, false)).toEqual(goesOn);
		expect(stretchOf(polled(next), true)).toEqual(goesOn);
		expect(stretchOf(polled(next, now - 4_000), true)).toMatchObject({ place: { time: now - 4_000 } });
		const done = behindRows(next, stretchOf(next, false), { ...page(0), rows: [], isCut: true }, OVERLAP);
		expect(done).toEqual({ ...cursorAt(now, now - OVERLAP), more: true });
	});

	test('without any time of Salesforce the newest row tells it', () => {
		const cursor = cursorAt(0, 0);
		const next = behindRows(cursor, stretchOf(cursor, true), page(now, { isEnd: true }), OVERLAP);
		expect(next).toEqual(cursorAt(now, now - OVERLAP));
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
