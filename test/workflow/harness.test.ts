import type { IDataObject, INodeType } from 'n8n-workflow';

import { field } from '../../nodes/shared/fields';
import { reads } from '../../nodes/shared/operation';
import type { Wire } from '../../nodes/shared/http';
import { openWire, ToyApi, toyNode } from '../support/toyRoom';
import { answer, json, VendorServer } from '../support/vendorServer';
import { harness, type Harness } from '../support/workflow';

const TOY = 'n8n-nodes-crm-sync.toy';

const get = reads<Wire>()({
	name: 'Get',
	action: 'Get a record',
	fields: [field({ displayName: 'ID', name: 'id', type: 'string', default: '', required: true })],
	async run({ api, read }) {
		const { data } = await api.json({ method: 'GET', path: `/records/${read.id}`, doing: 'read a record' });
		return data as IDataObject;
	},
});

const toy: INodeType = {
	...toyNode([get], async (host) => await openWire(host, 1)),
	methods: {
		listSearch: {
			async records(filter, token) {
				const wire = await openWire(this);
				await wire.send({ method: 'GET', path: `/search/${filter}`, doing: 'search' });
				return {
					results: [{ name: `${filter} ${String(this.getCurrentNodeParameter('kind'))}`, value: token ?? '1' }],
				};
			},
		},
		loadOptions: {
			async kinds() {
				return [{ name: String(this.getCurrentNodeParameter('folder', { extractValue: false })), value: 'a' }];
			},
		},
		resourceMapping: {
			async columns() {
				return { fields: [{ id: 'a', displayName: 'A', required: false, defaultMatch: false, display: true }] };
			},
		},
	},
};

let n8n: Harness;
let vendor: VendorServer;

beforeAll(async () => {
	vendor = await VendorServer.start();
	n8n = await harness({
		nodes: { [TOY]: toy },
		credentialTypes: [new ToyApi()],
		credentials: { toyApi: { url: vendor.url, token: 'open-sesame' } },
	});
});
beforeEach(() => vendor.reset());
afterAll(async () => {
	await n8n.dispose();
	await vendor.stop();
});

const main = (node: string) => ({ node, type: 'main' as const, index: 0 });
const condition = (leftValue: string, rightValue: number) => ({
	options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
	combinator: 'and',
	conditions: [{ id: 'c', leftValue, rightValue, operator: { type: 'number', operation: 'gt' } }],
});
const assign = (name: string, value: string) => ({ assignments: [{ id: name, name, value, type: 'string' }] });

describe('a workflow', () => {
	it('runs from node to node, signed requests, expressions and core nodes included', async () => {
		vendor.otherwise = ({ url }, response) => void response.end(JSON.stringify({ url }));
		const result = await n8n.run({
			nodes: [
				{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
				{
					name: 'Edit',
					type: 'n8n-nodes-base.set',
					typeVersion: 3.4,
					parameters: { mode: 'manual', assignments: assign('deep.number', '={{ 3 + 4 }}') },
				},
				{
					name: 'If',
					type: 'n8n-nodes-base.if',
					typeVersion: 2,
					parameters: { conditions: condition('={{ $json.deep.number }}', 5) },
				},
				{
					name: 'Toy',
					type: TOY,
					parameters: { resource: 'record', operation: 'get', id: "={{ $('Edit').item.json.deep.number }}" },
				},
				{ name: 'Low', type: 'n8n-nodes-base.noOp' },
			],
			connections: {
				Start: { main: [[main('Edit')]] },
				Edit: { main: [[main('If')]] },
				If: { main: [[main('Toy')], [main('Low')]] },
			},
		});
		expect(result.error).toBeUndefined();
		expect(result.json('Toy')).toEqual([{ url: '/records/7' }]);
		expect(result.items('Toy')[0]!.pairedItem).toEqual({ item: 0 });
		expect(result.ran('Low')).toBe(false);
		expect(vendor.got[0]!.headers.authorization).toBe('Bearer open-sesame');
	});

	it('ends in the error of a node, or goes on along its error output', async () => {
		vendor.otherwise = answer(404);
		const node = { type: TOY, parameters: { resource: 'record', operation: 'get', id: '1' } };
		const failed = await n8n.runNode(node);
		expect(failed.error?.message).toContain('Toy found nothing when asked to read a record.');
		const goesOn = await n8n.runNode({ ...node, onError: 'continueErrorOutput' });
		expect(goesOn.error).toBeUndefined();
		expect(goesOn.json('Node', 0)).toEqual([]);
		expect(goesOn.json('Node', 1)).toHaveLength(1);
	});

	it('filters and stops with a message', async () => {
		const filtered = await n8n.runNode(
			{ type: 'n8n-nodes-base.filter', typeVersion: 2, parameters: { conditions: condition('={{ $json.n }}', 1) } },
			[{ n: 1 }, { n: 2 }],
		);
		expect(filtered.json('Node')).toEqual([{ n: 2 }]);
		const stopped = await n8n.runNode({
			type: 'n8n-nodes-base.stopAndError',
			parameters: { errorType: 'errorMessage', errorMessage: 'no more' },
		});
		expect(stopped.error?.message).toBe('no more');
	});

	it('refuses to start where a required field is empty, as the editor does', async () => {
		const result = n8n.runNode({ type: TOY, parameters: { resource: 'record', operation: 'get' } });
		await expect(result).rejects.toThrow();
	});
});

describe('lists and credentials', () => {
	it('opens lists with what is set on the node', async () => {
		const options = { parameters: { kind: 'deals', folder: 'f1' }, filter: 'ann', paginationToken: '2' };
		expect(await n8n.listSearch(TOY, 'records', options)).toEqual({ results: [{ name: 'ann deals', value: '2' }] });
		expect(await n8n.loadOptions(TOY, 'kinds', options)).toEqual([{ name: 'f1', value: 'a' }]);
		expect((await n8n.resourceMapping(TOY, 'columns', options)).fields).toHaveLength(1);
		expect(vendor.got[0]!.headers.authorization).toBe('Bearer open-sesame');
	});

	it('presses Test', async () => {
		expect(await n8n.testCredential('toyApi')).toEqual({ status: 'OK', message: 'Connection successful!' });
		vendor.otherwise = json({}, 401);
		expect(await n8n.testCredential('toyApi')).toEqual({ status: 'Error', message: 'The token is wrong.' });
	});
});
