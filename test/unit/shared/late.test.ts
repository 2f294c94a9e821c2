import type { INodeType } from 'n8n-workflow';

import { lateNode } from '../../../nodes/shared/late';

const outline = JSON.stringify({
	description: { displayName: 'Toy', name: 'toy', properties: [{ name: 'folder' }] },
	functions: ['execute'],
	groups: { methods: { listSearch: ['folders'] } },
});

class Whole {
	execute = async function (this: unknown) {
		return [[{ json: { context: this } }]];
	};
	methods = {
		listSearch: {
			async folders(this: unknown, filter: string) {
				return { results: [{ name: `${filter} of ${String(this)}`, value: '1' }] };
			},
		},
	};
}

describe('a node that is loaded with its first call', () => {
	let loads = 0;
	const Late = lateNode('Toy', outline, () => {
		loads++;
		return Whole as unknown as new () => INodeType;
	});

	beforeEach(() => (loads = 0));

	it('has its name, its description and no other functions than the whole one, without loading it', () => {
		const node = new Late();
		expect([Late.name, node.description.displayName, 'poll' in node, loads]).toEqual(['Toy', 'Toy', false, 0]);
	});

	it("hands on n8n's context and the arguments, and loads once", async () => {
		const node = new Late() as unknown as Whole;
		const [[item]] = (await node.execute.call('n8n')) as [[{ json: { context: unknown } }]];
		expect(String(item.json.context)).toBe('n8n');
		expect(await node.methods.listSearch.folders.call('n8n', 'all')).toEqual({
			results: [{ name: 'all of n8n', value: '1' }],
		});
		expect(loads).toBe(1);
	});

	it('gives every instance a description of its own, since n8n adds to it', () => {
		const [first, second] = [new Late(), new Late()];
		first.description.properties.push({} as never);
		expect(second.description.properties).toHaveLength(1);
	});
});
