import type { IDataObject, INodeExecutionData, INodeParameters, INodeType } from 'n8n-workflow';

import { mapped, mappingFields } from '../../nodes/shared/mapping';
import { reads, writes } from '../../nodes/shared/operation';
import { field } from '../../nodes/shared/fields';
import { descriptionOf, items, nothingSpent, toyNode } from '../support/toyRoom';
import { harness, type Harness } from '../support/workflow';
import { row, type Row } from './row';

const ITEMS = 10_000;
/** One expression costs what two hundred items do otherwise. */
const ITEMS_WITH_EXPRESSIONS = 200;
const ROUNDS = 30;
const FIELDS = 8;

const title = field({ displayName: 'Title', name: 'title', type: 'string', default: '' });
const fields = mappingFields({ targets: 'none', columns: 'none', dependsOn: [], mode: 'add' });

const ours = toyNode(
	[
		reads<ReturnType<typeof nothingSpent>>()({
			name: 'Read',
			action: 'Read',
			fields: [title],
			run: async ({ item, read }) => ({ id: item.json.id, title: read.title }),
		}),
		writes<ReturnType<typeof nothingSpent>>()({
			name: 'Write',
			action: 'Write',
			fields: [title],
			plan: ({ item }) => ({ action: 'updated', key: String(item.json.id) }),
			apply: async ({ item, read }) => ({ id: item.json.id, title: read.title }),
		}),
		reads<ReturnType<typeof nothingSpent>>()({
			name: 'Map',
			action: 'Map',
			fields: [title, ...fields],
			run: async (context) => mapped(context as never) as IDataObject,
		}),
	],
	async () => nothingSpent(),
);

/** The least that any node does: one new item for each, paired. */
const bare: INodeType = {
	description: { ...descriptionOf([title]), name: 'bare' },
	async execute() {
		const fixed = this.getNodeParameter('title', 0) as string;
		return [
			this.getInputData().map(({ json }, item) => ({ json: { id: json.id, title: fixed }, pairedItem: { item } })),
		];
	},
};

/** The usual node: a loop over the items that asks for each parameter again for each of them. */
const usual: INodeType = {
	description: { ...descriptionOf([title]), name: 'usual' },
	async execute() {
		const done: INodeExecutionData[] = [];
		for (const [item, { json }] of this.getInputData().entries()) {
			const asked = this.getNodeParameter('title', item) as string;
			done.push({ json: { id: json.id, title: asked }, pairedItem: { item } });
		}
		return [done];
	},
};

const names = Array.from({ length: FIELDS }, (_, index) => `field${index}`);

/** What a node does that takes each field from an input of its own. */
const byExpression: INodeType = {
	description: { ...descriptionOf(names.map((name) => ({ ...title, name }))), name: 'byExpression' },
	async execute() {
		const values = (index: number) => names.map((name) => [name, this.getNodeParameter(name, index) as string]);
		return [this.getInputData().map((_, item) => ({ json: Object.fromEntries(values(item)), pairedItem: { item } }))];
	},
};

const given = (count: number) =>
	items(count, (id) => ({ deal: Object.fromEntries(names.map((name) => [name, `${name} ${id}`])) }));

/** The fastest of some rounds, in microseconds per item; taken in turn, so that a slow moment does not hit one of them alone. */
async function measure(n8n: Harness, setups: Setup[], count: number, rounds: number): Promise<number[]> {
	const input = given(count);
	const fastest = setups.map(() => Infinity);
	for (let round = 0; round < rounds; round++) {
		for (const [index, { type, parameters }] of setups.entries()) {
			const from = performance.now();
			const result = await n8n.runNode({ type, parameters }, input);
			fastest[index] = Math.min(fastest[index]!, ((performance.now() - from) * 1000) / count);
			const made = result.items('Node').length;
			if (made !== count) throw result.error ?? new Error(`${type} made ${made} items of ${count}.`);
		}
	}
	return fastest;
}

interface Setup {
	type: string;
	parameters: INodeParameters;
}

const own = (operation: string, more: INodeParameters = {}): Setup => ({
	type: 'ours',
	parameters: { resource: 'record', operation, title: 'a', ...more },
});
const mapping = own('map', {
	mapBy: 'name',
	fieldsByName: { rows: names.map((name) => ({ field: name, from: 'path', path: `deal.${name}` })) },
});
const expressions: Setup = {
	type: 'byExpression',
	parameters: Object.fromEntries(names.map((name) => [name, `={{ $json.deal.${name} }}`])),
};

/** What the runner and the mapping add for each item to what n8n-core itself takes. */
export async function rows(): Promise<Row[]> {
	const nodes = { ours, bare, usual, byExpression };
	const plain = await harness({ nodes, engine: 'legacy' });
	const fixed = { title: 'a' };
	const setups: Setup[] = [
		{ type: 'bare', parameters: fixed },
		{ type: 'usual', parameters: fixed },
		own('read'),
		own('write'),
		mapping,
	];
	const taken = await measure(plain, setups, ITEMS, ROUNDS);
	const [least, loop, read, write, map] = taken as [number, number, number, number, number];
	const evaluated = (await evaluating(nodes)) - least;
	const peer = loop - least;
	return [
		row('runner: reading, over the least a node does (peer: a usual item loop)', read - least, 'µs/item', 10, peer),
		row('runner: writing, with report (peer: a usual item loop)', write - least, 'µs/item', 10, peer),
		row(`mapping: ${FIELDS} fields by name (peer: ${FIELDS} expressions)`, map - read, 'µs/item', 20, evaluated),
	];
}

/** With n8n's own engine, which only expressions need. */
async function evaluating(nodes: Record<string, INodeType>): Promise<number> {
	const n8n = await harness({ nodes });
	try {
		return (await measure(n8n, [expressions], ITEMS_WITH_EXPRESSIONS, 3))[0]!;
	} finally {
		await n8n.dispose();
	}
}
