import fc from 'fast-check';

import { NetHuntApi } from '../../../credentials/NetHuntApi.credentials';
import { differing, remaining, type Edit } from '../../../nodes/NetHunt/record/edit';
import { editsByName } from '../../../nodes/NetHunt/record/editRows';
import { chosenFrom, isMatch, queryFor } from '../../../nodes/NetHunt/record/match';
import { shapeOf, shapesOf, valueFor } from '../../../nodes/NetHunt/values';

const context = { zone: 'Europe/Kyiv' };
const set = (field: string, value: unknown): Edit => ({ field, value, action: 'set' });

describe('what is still to be done', () => {
	test.each<[string, Edit[], Record<string, unknown>, object]>([
		['a value is set', [set('A', 'x')], { A: 'y' }, { A: { overwrite: true, add: 'x' } }],
		['what is there is not set', [set('A', 'x')], { A: 'x' }, {}],
		['a number in text is the number', [set('A', '7')], { A: 7 }, {}],
		['a list in another order is the list', [set('A', ['y', 'x'])], { A: ['x', 'y'] }, {}],
		['one value goes as a list into a list', [set('A', 'x')], { A: ['y'] }, { A: { overwrite: true, add: ['x'] } }],
		[
			'a field is cleared in both ways',
			[{ field: 'A', action: 'clear' }],
			{ A: 'x' },
			{ A: { overwrite: true, remove: 'x' } },
		],
		['an empty field is clear', [{ field: 'A', action: 'clear' }], { A: '' }, {}],
		['a value is added', [{ field: 'A', action: 'add', value: 'x' }], { A: ['y'] }, { A: { add: ['x'] } }],
		['a value that is there is not added', [{ field: 'A', action: 'add', value: 'y' }], { A: ['y'] }, {}],
		['a value is removed', [{ field: 'A', action: 'remove', value: 'y' }], { A: ['y', 'z'] }, { A: { remove: ['y'] } }],
		['a value that is not there is not removed', [{ field: 'A', action: 'remove', value: 'x' }], { A: 'y' }, {}],
		[
			'one goes, another comes',
			[
				{ field: 'A', action: 'remove', value: 'y' },
				{ field: 'A', action: 'add', value: 'x' },
			],
			{ A: 'y' },
			{ A: { remove: 'y', add: 'x' } },
		],
		[
			'an instant goes into a day field as the day in the zone',
			[set('A', '2026-03-31T22:30:00Z')],
			{ A: '2026-01-01' },
			{ A: { overwrite: true, add: '2026-04-01' } },
		],
		['a date in milliseconds is the date', [set('A', '2026-03-01')], { A: Date.parse('2026-03-01') }, {}],
	])('%s', (_name, edits, fields, actions) => {
		expect(remaining(edits, fields as never, context).actions).toEqual(actions);
	});

	test('a field may be called as something that every object has', () => {
		const { actions, changes } = remaining([set('constructor', 'x')], {}, context);
		expect(actions).toEqual({ constructor: { overwrite: true, add: 'x' } });
		expect(changes).toEqual({ constructor: { from: null, to: 'x' } });
	});

	const value = fc.oneof(
		fc.constantFrom('x', 'y', 'z', ''),
		fc.integer({ min: 0, max: 3 }),
		fc.boolean(),
		fc.array(fc.constantFrom('x', 'y', 'z'), { maxLength: 3 }),
	);
	const edit = fc.record({
		field: fc.constantFrom('A', 'B'),
		action: fc.constantFrom('set', 'add', 'remove', 'clear'),
		value,
	});

	test('once done, nothing is left to do', () => {
		fc.assert(
			fc.property(
				fc.uniqueArray(edit, { selector: ({ field }) => field }),
				fc.dictionary(fc.constantFrom('A', 'B'), value),
				(edits, fields) => {
					const { changes } = remaining(edits as Edit[], fields as never, context);
					const after = {
						...fields,
						...Object.fromEntries(Object.entries(changes).map(([name, { to }]) => [name, to])),
					};
					expect(remaining(edits as Edit[], after as never, context)).toEqual({ actions: {}, changes: {} });
				},
			),
		);
	});

	test('answers are compared with what was sent; what they do not show is not judged', () => {
		const changes = { A: { from: 1, to: 'x' }, B: { from: 1, to: 'y' }, C: { from: 1, to: null } };
		expect(differing(changes, { A: 'x', C: 'still' })).toEqual(['C']);
	});
});

describe('rows by name', () => {
	const read = (...rows: object[]) => ({ fieldsByName: { rows } });

	test('an empty text clears, nothing at all is left as it is', () => {
		const hints: string[] = [];
		const rows = read({ field: 'A', from: 'path', path: 'a' }, { field: 'B', from: 'path', path: 'b' });
		expect(editsByName(rows, { a: '' }, (line) => void hints.push(line))).toEqual([{ field: 'A', action: 'clear' }]);
		expect(hints.join()).toContain('"B" was left');
	});

	test('a field that is set cannot stand in another row', () => {
		const rows = read({ field: 'A', from: 'value', value: 1 }, { field: 'A', from: 'value', value: 2, edit: 'add' });
		expect(() => editsByName(rows, {}, () => {})).toThrow('"A" is set or cleared');
	});
});

describe('values', () => {
	test.each([
		['7', { list: false, kind: 'number' }, 7],
		['seven', { list: false, kind: 'number' }, 'seven'],
		['TRUE', { list: false, kind: 'boolean' }, true],
		['x', { list: true, kind: 'text' }, ['x']],
		[['x'], { list: false, kind: 'text' }, 'x'],
		['2026-02-10', undefined, '2026-02-10'],
		['2026-02-10T09:30', undefined, '2026-02-10T07:30:00.000Z'],
		['2026-02-10T09:30:00+01:00', undefined, '2026-02-10T08:30:00.000Z'],
		[new Date('2026-02-10T09:30:00Z'), undefined, '2026-02-10T09:30:00.000Z'],
		['007', undefined, '007'],
		['  spaced  ', undefined, '  spaced  '],
		[{ emailAddress: 'a@b.example', personalName: 'A' }, undefined, 'a@b.example'],
		[[{ recordId: 'r1' }, { recordId: 'r2' }], undefined, ['r1', 'r2']],
		['', undefined, undefined],
		[[], undefined, undefined],
	] as const)('%j with %j', (given, shape, expected) => {
		expect(valueFor('A', given, shape as never, 'Europe/Kyiv')).toEqual(expected);
	});

	test('an object that stands for nothing is refused by name', () => {
		expect(() => valueFor('Owner', { x: 1 }, undefined, 'UTC')).toThrow('"Owner" cannot be an object');
	});

	test('shapes are what all records agree on', () => {
		expect(shapeOf([1, null, 2])).toEqual({ list: false, kind: 'number' });
		expect(shapeOf([['a'], 'a'])).toBeUndefined();
		expect(shapesOf([{ fields: { D: '2026-01-01', E: '' } }, { fields: { D: 'soon' } }])).toEqual(
			new Map([['D', { list: false, kind: 'text' }]]),
		);
	});
});

describe('matching', () => {
	const record = (recordId: string, fields: object, updatedAt?: string) =>
		({ id: recordId, recordId, folderId: 'f', fields, updatedAt }) as never;

	test('is exact but for case and outer spaces; one of several values is enough', () => {
		expect(isMatch(record('r', { Email: ['A@b.example', 'c@d.example'] }), { Email: ' a@B.example' })).toBe(true);
		expect(isMatch(record('r', { Email: 'xa@b.example' }), { Email: 'a@b.example' })).toBe(false);
		expect(isMatch(record('r', { Email: 'a@b.example', Name: 'X' }), { Email: 'a@b.example', Name: 'Y' })).toBe(false);
		expect(isMatch(record('r', {}), { Email: 'a@b.example' })).toBe(false);
		expect(isMatch(record('r', { Number: 7 }), { Number: '7' })).toBe(true);
	});

	test('nothing matches nothing', () => {
		for (const empty of [null, '', ' ', undefined, []])
			expect(isMatch(record('r', { Email: empty }), { Email: ['', ' ', 'a@b.example'] })).toBe(false);
		expect(isMatch(record('r', {}), { toString: 'x' })).toBe(false);
	});

	test('queries are quoted, and their quotes cannot end them', () => {
		expect(queryFor({ Email: 'a@b.example' })).toBe('Email:"a@b.example"');
		expect(queryFor({ 'Deal name': 'Big "one"' })).toBe('"Big  one"');
		expect(queryFor({ Name: 'C:\\dir\\' })).toBe('Name:"C:\\dir"');
		expect(queryFor({ Email: ['', 'a@b.example'] })).toBe('Email:"a@b.example"');
	});

	test('the newest is the one changed last', () => {
		const matches = [record('old', {}, '2026-01-01T00:00:00.000Z'), record('new', {}, '2026-02-01T00:00:00.000Z')];
		expect(chosenFrom(matches, { Name: 'x' }, 'newest')?.recordId).toBe('new');
		expect(() => chosenFrom(matches, { Name: 'x' }, 'fail')).toThrow('2 records match');
	});
});

test('the credential hides its key and says why a test fails', () => {
	const { properties, test: check } = new NetHuntApi();
	expect(properties.find(({ name }) => name === 'apiKey')?.typeOptions?.password).toBe(true);
	expect(properties.find(({ name }) => name === 'baseUrl')?.default).toBe('https://nethunt.com');
	expect(check.rules?.map(({ properties: { value } }) => value)).toEqual([401, 403, 404, 429, 500]);
});
