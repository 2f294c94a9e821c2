import { fieldsOf, propertiesOf, shownFor } from '../../../nodes/shared/describe';
import { field, returnAllOrLimit } from '../../../nodes/shared/fields';
import { reads, writes, type Operation } from '../../../nodes/shared/operation';

const folder = field({ displayName: 'Folder', name: 'folder', type: 'string', default: '' });
const verbose = field({ displayName: 'Verbose', name: 'verbose', type: 'boolean', default: false });
const zone = field({ displayName: 'Zone', name: 'zone', type: 'string', default: '' });
const options = field({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	default: {},
	options: [verbose, zone],
});

const getMany = reads<object>()({
	name: 'Get Many',
	action: 'Get many records',
	description: 'Get a list of records',
	fields: [folder, ...returnAllOrLimit, options],
	run: async () => await Promise.resolve([]),
	simplify: (row) => row,
});
const get = reads<object>()({
	name: 'Get',
	action: 'Get a record',
	fields: [folder],
	run: async () => await Promise.resolve({}),
});
const update = writes<object>()({
	name: 'Create or Update',
	action: 'Create or update a record',
	fields: [folder, options],
	plan: () => ({ action: 'unchanged', key: '1' }),
	brake: true,
});
const remove = writes<object>()({
	name: 'Delete',
	action: 'Delete a record',
	fields: [folder],
	plan: () => ({ action: 'deleted', key: '1' }),
});

const resources = [
	{ name: 'Record', value: 'record', description: 'A row of a folder', operations: [update, get, getMany] },
	{ name: 'Folder', value: 'folder', operations: [remove] },
];
const properties = propertiesOf(resources);
const named = (name: string) => properties.filter((property) => property.name === name);
const names = (operation: Operation<object>) => fieldsOf(operation as unknown as Operation).map(({ name }) => name);

describe('the order of fields', () => {
	it("is every operation's own: what all share stays where each has it", () => {
		const order = (operation: string) =>
			properties
				.filter(({ displayOptions }) => (displayOptions?.show?.operation as string[] | undefined)?.includes(operation))
				.map(({ name }) => name);
		expect(order('getMany')).toEqual(['folder', 'returnAll', 'limit', 'simplify', 'options']);
		expect(order('createOrUpdate')).toEqual(['folder', 'dryRun', 'options']);
		const first = writes<object>()({
			name: 'Create',
			action: 'Create',
			fields: [folder],
			plan: () => ({ action: 'created', key: '1' }),
		});
		const second = writes<object>()({
			name: 'Update',
			action: 'Update',
			fields: [folder, zone],
			plan: () => ({ action: 'updated', key: '1' }),
		});
		const merged = propertiesOf([{ name: 'Record', value: 'record', operations: [first, second] }]).map(
			({ name }) => name,
		);
		expect(merged.indexOf('zone')).toBeGreaterThan(merged.indexOf('folder'));
		expect(merged.indexOf('dryRun')).toBeGreaterThan(merged.indexOf('zone'));
	});
});

describe('fieldsOf', () => {
	it('adds what every operation of its kind has, Options last', () => {
		expect(names(getMany)).toEqual(['folder', 'returnAll', 'limit', 'simplify', 'options']);
		expect(names(get)).toEqual(['folder']);
		expect(names(update)).toEqual(['folder', 'dryRun', 'options']);
		expect(names(remove)).toEqual(['folder', 'dryRun', 'options']);
	});

	it("joins an operation's own options and those of the house, by alphabet", () => {
		const optionsOf = (operation: Operation<object>) =>
			(fieldsOf(operation as unknown as Operation).at(-1)!.options as Array<{ name: string }>).map(({ name }) => name);
		expect(optionsOf(update)).toEqual(['maxChanges', 'output', 'verbose', 'zone']);
		expect(optionsOf(remove)).toEqual(['output']);
	});

	it('gives the same objects every time, since the same object means the same field', () => {
		expect(fieldsOf(update as unknown as Operation)).toBe(fieldsOf(update as unknown as Operation));
	});
});

describe('propertiesOf', () => {
	it('begins with Resource and one Operation for each, by alphabet, the first listed as default', () => {
		expect(named('resource')).toHaveLength(1);
		expect(named('resource')[0]).toMatchObject({
			default: 'record',
			noDataExpression: true,
			options: [
				{ name: 'Folder', value: 'folder' },
				{ name: 'Record', value: 'record', description: 'A row of a folder' },
			],
		});
		const [ofRecord, ofFolder] = named('operation');
		expect(ofRecord).toMatchObject({ default: 'createOrUpdate', displayOptions: { show: { resource: ['record'] } } });
		expect(ofRecord!.options).toEqual([
			{
				name: 'Create or Update',
				value: 'createOrUpdate',
				action: 'Create or update a record',
				description: 'Create or update a record',
			},
			{ name: 'Get', value: 'get', action: 'Get a record', description: 'Get a record' },
			{ name: 'Get Many', value: 'getMany', action: 'Get many records', description: 'Get a list of records' },
		]);
		expect(ofFolder).toMatchObject({ default: 'delete', displayOptions: { show: { resource: ['folder'] } } });
	});

	it('shows a field that several operations share once, for all of them', () => {
		expect(named('folder').map(({ displayOptions }) => displayOptions)).toEqual([
			{ show: { resource: ['record'], operation: ['createOrUpdate', 'get', 'getMany'] } },
			{ show: { resource: ['folder'], operation: ['delete'] } },
		]);
	});

	it("keeps a field's own condition", () => {
		expect(named('limit')[0]!.displayOptions).toEqual({
			show: { resource: ['record'], operation: ['getMany'], returnAll: [false] },
		});
	});

	it('leaves the fields themselves as they are', () => expect(folder).not.toHaveProperty('displayOptions'));
});

describe('shownFor', () => {
	it('keeps what hides a field', () => {
		const hidden = { ...folder, displayOptions: { hide: { a: [1] } } };
		expect(shownFor(hidden, { event: ['x'] }).displayOptions).toEqual({ hide: { a: [1] }, show: { event: ['x'] } });
	});
});
