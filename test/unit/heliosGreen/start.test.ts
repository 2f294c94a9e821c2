jest.mock('../../../nodes/shared/xml/vendor', () => {
	throw new Error('saxes was loaded at the start.');
});
jest.mock('../../../nodes/HeliosGreen/sdk', () => {
	throw new Error('soap was loaded at the start.');
});
jest.mock('../../../nodes/HeliosGreen/api', () => {
	throw new Error('The client was loaded at the start.');
});

import { HeliosGreen } from '../../../nodes/HeliosGreen/HeliosGreen.node';

test('the node loads without what only a request needs', () => {
	const { properties } = new HeliosGreen().description;
	const resources = properties.find(({ name }) => name === 'resource');
	expect(resources?.options?.map((option) => (option as { value: string }).value).sort()).toEqual([
		'databaseProfile',
		'function',
		'raw',
		'record',
		'template',
	]);
});

test('every list that a field names exists', () => {
	const node = new HeliosGreen();
	const text = JSON.stringify(node.description.properties);
	const named = [...text.matchAll(/"loadOptionsMethod":"(\w+)"/g)].map(([, name]) => name!);
	expect(named.length).toBeGreaterThan(0);
	for (const name of named) expect(Object.keys(node.methods.loadOptions)).toContain(name);
	expect(text).not.toMatch(/searchListMethod|resourceMapperMethod/);
});
