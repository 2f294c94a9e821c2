import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../../../nodes/shared/fault';
import { field } from '../../../nodes/shared/fields';
import { writes, type Plan } from '../../../nodes/shared/operation';
import { toyNode } from '../../support/toyRoom';
import { harness, type Harness } from '../../support/workflow';
import { Table } from './table';

/** A node over a table, and what reached it. Made anew before each test. */
export const kit = { table: new Table(), prepared: [] as number[], batches: [] as string[][] };
const { prepared, batches } = kit;
const own = field({ displayName: 'Options', name: 'options', type: 'collection', default: {}, options: [] });

const declared = {
	action: 'Write a record',
	fields: [own],
	plan: ({ api, item }: { api: Table; item: { json: IDataObject } }): Plan => api.plan(item.json),
	brake: true,
};
const oneByOne = {
	...declared,
	prepare: async (contexts: readonly unknown[]) => void prepared.push(await Promise.resolve(contexts.length)),
	apply: async ({ api, item }: { api: Table; item: { json: IDataObject } }) => {
		await Promise.resolve();
		return api.write(item.json);
	},
};
const write = writes<Table>();
const operations = [
	write({ ...oneByOne, name: 'Write' }),
	write({ ...oneByOne, name: 'Write Abreast', parallel: 4 }),
	write({
		...declared,
		name: 'Write Many',
		batchSize: 3,
		async applyMany(batch) {
			batches.push(batch.map(({ plan }) => plan.key));
			await Promise.resolve();
			if (batch[0]!.context.api.isDown) throw new Fault('unavailable', 'Toy is down.', { status: 503 });
			return batch.map(({ context: { api, item } }) => {
				try {
					return api.write(item.json);
				} catch (error) {
					return error as Fault;
				}
			});
		},
	}),
	write({
		...oneByOne,
		name: 'Write and Tell',
		apply: async ({ api, item }) => await Promise.resolve({ record: api.write(item.json), action: 'skipped' as const }),
	}),
];

let n8n: Harness;
beforeAll(async () => {
	n8n = await harness({ nodes: { toy: toyNode(operations, async () => await Promise.resolve(kit.table)) } });
});
beforeEach(() => {
	kit.table = new Table();
	batches.length = prepared.length = 0;
});
afterAll(async () => await n8n.dispose());

export const run = async (operation: string, given: IDataObject[], parameters: object = {}, more: object = {}) =>
	await n8n.runNode(
		{ type: 'toy', parameters: { resource: 'record', operation, ...parameters } as never, ...more },
		given,
	);
export const record = (key: string, value: unknown = 1): IDataObject => ({ key, value }) as IDataObject;
export const WAYS = ['write', 'writeAbreast', 'writeMany'];
