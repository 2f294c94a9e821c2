jest.mock('../../../nodes/shared/vendor', () => {
	throw new Error('zod was loaded at the start.');
});
jest.mock('../../../nodes/NetHunt/api', () => {
	throw new Error('The client was loaded at the start.');
});

import { NetHunt } from '../../../nodes/NetHunt/NetHunt.node';
import { NetHuntTrigger } from '../../../nodes/NetHunt/NetHuntTrigger.node';

test('the nodes load without what only a request needs', () => {
	const { properties } = new NetHunt().description;
	const resources = properties.find(({ name }) => name === 'resource');
	expect(resources?.options?.map((option) => (option as { value: string }).value).sort()).toEqual([
		'callLog',
		'comment',
		'file',
		'folder',
		'gmailThread',
		'record',
	]);
});

test('the trigger offers every event', () => {
	const { properties } = new NetHuntTrigger().description;
	const events = properties.find(({ name }) => name === 'triggerOn')?.options?.map(({ name }) => name);
	expect(events).toEqual([
		'Call Log Created',
		'Comment Created',
		'Field Became Value',
		'Field Changed',
		'Record Created',
		'Record Deleted',
		'Record Updated',
	]);
});

test('every list that a field names exists', () => {
	for (const node of [new NetHunt(), new NetHuntTrigger()]) {
		const text = JSON.stringify(node.description.properties);
		const named = (key: string) => [...text.matchAll(new RegExp(`"${key}":"(\\w+)"`, 'g'))].map(([, name]) => name!);
		for (const name of named('searchListMethod')) expect(Object.keys(node.methods!.listSearch!)).toContain(name);
		for (const name of named('loadOptionsMethod')) expect(Object.keys(node.methods!.loadOptions!)).toContain(name);
		for (const name of named('resourceMapperMethod'))
			expect(Object.keys(node.methods!.resourceMapping!)).toContain(name);
	}
});
