jest.mock('../../../nodes/shared/vendor', () => {
	throw new Error('zod was loaded at the start.');
});
jest.mock('../../../nodes/Daktela/api', () => {
	throw new Error('The client was loaded at the start.');
});
jest.mock('../../../nodes/Daktela/writing/plan', () => {
	throw new Error('What only a run needs was loaded at the start.');
});

import { Daktela } from '../../../nodes/Daktela/Daktela.node';

interface Property {
	name: string;
	displayOptions?: { show?: Record<string, string[]> };
	options?: Array<{ value: string }>;
}

const node = new Daktela();
const properties = node.description.properties as unknown as Property[];

const operationsOf = (resource: string): string[] =>
	properties
		.find(({ name, displayOptions }) => name === 'operation' && displayOptions?.show?.resource?.includes(resource))!
		.options!.map(({ value }) => value)
		.sort();

const fieldsOf = (resource: string, operation: string): string[] =>
	properties
		.filter(({ displayOptions }) => {
			const show = displayOptions?.show;
			return show?.resource?.includes(resource) && show.operation?.includes(operation);
		})
		.map(({ name }) => name);

test.each(['account', 'contact', 'ticket', 'activity'])('%s has every operation', (resource) => {
	expect(operationsOf(resource)).toEqual(['create', 'delete', 'get', 'getMany', 'update', 'upsert']);
});

test('the others have theirs', () => {
	expect(operationsOf('crmRecord')).toContain('uploadAttachment');
	expect(operationsOf('anyResource')).toEqual(['create', 'delete', 'get', 'getMany', 'update']);
	expect([operationsOf('database'), operationsOf('recordType')]).toEqual([['getMany'], ['getMany']]);
});

test('the place of a record is asked for before its fields, and its missing account before a dry run', () => {
	expect(fieldsOf('contact', 'upsert')).toEqual([
		'database',
		'mapBy',
		'fieldsOf',
		'sourceObject',
		'fieldsByName',
		'fieldsByMapper',
		'matchOn',
		'ifMissing',
		'dryRun',
		'options',
	]);
	expect(fieldsOf('crmRecord', 'create')[0]).toBe('type');
	expect(fieldsOf('account', 'upsert')).not.toContain('ifMissing');
	expect(fieldsOf('contact', 'update')).not.toContain('database');
});

test('every list that a field names exists', () => {
	const text = JSON.stringify(properties);
	const named = (key: string) => [...text.matchAll(new RegExp(`"${key}":"(\\w+)"`, 'g'))].map(([, name]) => name!);
	for (const name of named('searchListMethod')) expect(Object.keys(node.methods.listSearch)).toContain(name);
	for (const name of named('loadOptionsMethod')) expect(Object.keys(node.methods.loadOptions)).toContain(name);
	for (const name of named('resourceMapperMethod')) expect(Object.keys(node.methods.resourceMapping)).toContain(name);
	expect(named('searchListMethod').length).toBeGreaterThan(0);
});
