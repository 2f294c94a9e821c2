import type { IDataObject } from 'n8n-workflow';

import type { MapperValue } from '../../../nodes/shared/fields';
import { mapped, mappingFields, mappingRows } from '../../../nodes/shared/mapping';

const item = { json: { name: 'Ann', deal: { sum: 0, tags: ['a', 'b'], none: null }, empty: '' } as IDataObject };
const hints: string[] = [];
const context = (read: Record<string, unknown>) => ({ read, item, hint: (line: string) => void hints.push(line) });
const byName = (rows: unknown[]) => context({ mapBy: 'name', fieldsByName: { rows } });
const column = (id: string, more = {}) => ({ id, displayName: id.toUpperCase(), ...more });
const byMapper = (value: Partial<MapperValue>) =>
	context({
		mapBy: 'mapper',
		fieldsByMapper: { mappingMode: 'defineBelow', value: null, matchingColumns: [], schema: [], ...value },
	});

beforeEach(() => void (hints.length = 0));

describe('by name', () => {
	it('takes values from their paths or as they are', () => {
		const rows = [
			{ field: 'Title', from: 'path', path: 'name' },
			{ field: 'Sum', from: 'path', path: 'deal.sum' },
			{ field: 'Tags', from: 'path', path: 'deal.tags' },
			{ field: 'Source', from: 'value', value: 'n8n' },
		];
		expect(mapped(byName(rows))).toEqual({ Title: 'Ann', Sum: 0, Tags: ['a', 'b'], Source: 'n8n' });
		expect(hints).toEqual([]);
	});

	it('leaves out what is not there and says so; empty text and null are values', () => {
		const rows = [
			{ field: 'A', from: 'path', path: 'deal.missing' },
			{ field: 'B', from: 'path', path: 'empty' },
			{ field: 'C', from: 'path', path: 'deal.none' },
		];
		expect(mapped(byName(rows))).toEqual({ B: '', C: null });
		expect(hints).toEqual(['"deal.missing" is empty in the incoming item, so "A" was left as it is.']);
	});

	it('passes over rows whose field was not chosen, and refuses a field twice', () => {
		expect(mappingRows(byName([{ field: '' }, { field: 'A' }]).read)).toEqual([{ field: 'A' }]);
		const twice = [1, 2].map((value) => ({ field: 'A', from: 'value', value }));
		expect(() => mapped(byName(twice))).toThrow('A is mapped twice.');
	});

	it('of no rows is nothing', () => {
		expect(mapped(context({ mapBy: 'name', fieldsByName: {} }))).toEqual({});
		expect(mapped(context({}))).toEqual({});
	});
});

describe('with the mapper', () => {
	it('takes the inputs that have a value', () => {
		const value = { a: 1, b: '', c: null, d: false };
		expect(mapped(byMapper({ value }))).toEqual({ a: 1, b: '', d: false });
		expect(mapped(byMapper({ value: null }))).toEqual({});
	});

	it('takes the columns that the item has, of those that can be written', () => {
		const schema = [
			column('name'),
			column('deal', { readOnly: true }),
			column('empty', { removed: true }),
			column('x'),
		];
		expect(mapped(byMapper({ mappingMode: 'autoMapInputData', schema }))).toEqual({ name: 'Ann' });
	});

	it.each([{}, { a: '' }])('names the required column that has no value in %j', (value) => {
		const schema = [column('a', { required: true }), column('b', { required: true, removed: true })];
		expect(() => mapped(byMapper({ value, schema }))).toThrow('"A" has no value.');
	});
});

describe('mappingFields', () => {
	const fields = mappingFields({
		targets: 'getFields',
		columns: 'getColumns',
		dependsOn: ['folder.value'],
		mode: 'upsert',
	});

	it('asks the lookups of the room, anew when the folder changes', () => {
		const text = JSON.stringify(fields);
		expect(text).toContain('"loadOptionsMethod":"getFields","loadOptionsDependsOn":["folder.value"]');
		expect(text).toContain('"resourceMapperMethod":"getColumns","mode":"upsert"');
	});

	it('shows one of the two ways at a time', () => {
		expect(fields.map(({ name, displayOptions }) => [name, displayOptions?.show?.mapBy])).toEqual([
			['mapBy', undefined],
			['fieldsByName', ['name']],
			['fieldsByMapper', ['mapper']],
		]);
	});
});

describe('a mapping that offers the fields of other systems', () => {
	const lookups = { targets: 'fields', columns: 'columns', dependsOn: [], mode: 'upsert' as const };
	const rowOf = (fields: ReturnType<typeof mappingFields>) =>
		(fields.find(({ name }) => name === 'fieldsByName')!.options![0] as { values: Array<{ name: string }> }).values;

	it('asks whose they are, and lists them in each row', () => {
		const fields = mappingFields({ ...lookups, sources: [{ name: 'Salesforce', value: 'Salesforce' }] });
		expect(fields.map(({ name }) => name)).toEqual([
			'mapBy',
			'fieldsOf',
			'sourceObject',
			'fieldsByName',
			'fieldsByMapper',
		]);
		expect(rowOf(fields).map(({ name }) => name)).toEqual(['field', 'from', 'sourceField', 'path', 'value']);
	});

	it('is otherwise as plain as it was', () => {
		const fields = mappingFields(lookups);
		expect(fields.map(({ name }) => name)).toEqual(['mapBy', 'fieldsByName', 'fieldsByMapper']);
		expect(rowOf(fields).map(({ name }) => name)).toEqual(['field', 'from', 'path', 'value']);
	});
});
