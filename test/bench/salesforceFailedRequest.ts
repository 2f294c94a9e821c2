import type { IDataObject } from 'n8n-workflow';

import type { SalesforceSimulator } from '../../sandbox/salesforce';
import { row, type Row } from './row';
import { KEY, people, startOrg, TYPE, upsert, type Org } from './support/org';

type Fault = Parameters<SalesforceSimulator['faults']['inject']>[0];

const ITEMS = 10_000;
const COLLECTION = 200;

/** What goes wrong with one of the fifty requests, and how many items then have no record. */
const TROUBLES: ReadonlyArray<{ name: string; fault: Fault; refused: number }> = [
	{ name: 'answer lost after it was written', fault: { reset: 'after' }, refused: 0 },
	{ name: 'status 500', fault: { status: 500 }, refused: 0 },
	{
		name: 'refused for good',
		fault: { status: 400, body: '[{"message":"Not today.","errorCode":"ODD_REFUSAL"}]' },
		refused: COLLECTION,
	},
];

/** Ten thousand creations of which one request fails: nothing is lost, nothing is there twice, and who failed is told why. */
export async function rows(): Promise<Row[]> {
	const all: Row[] = [];
	for (const trouble of TROUBLES) {
		const org = await startOrg();
		try {
			all.push(...(await measure(org, trouble)));
		} finally {
			await org.close();
		}
	}
	return all;
}

async function measure({ sim, n8n }: Org, { name, fault, refused }: (typeof TROUBLES)[number]): Promise<Row[]> {
	// Struck somewhere in the middle: the first collections are under way or done.
	sim.faults.inject({ match: { path: '/composite/sobjects' }, delayMs: 0, times: 7 });
	sim.faults.inject({ match: { path: '/composite/sobjects' }, ...fault });
	const node = { type: TYPE, parameters: upsert, onError: 'continueRegularOutput' as const };
	const result = await n8n.runNode(node, people(ITEMS));
	if (sim.faults.pending.length > 0) throw new Error('The fault struck no request.');
	const output = result.json('Node');
	const items = output.map((json, at) => ({ key: `p${String(at + 1).padStart(6, '0')}`, json }));
	const written = writtenIn(sim);
	const silent = items.filter(({ json }) => typeof json.Id !== 'string' && !isTold(json));
	const wrong = items.filter(({ key, json }) => (written.get(key)?.[0] ?? undefined) !== json.Id);
	const twice = [...written.values()].filter(({ length }) => length > 1);
	const about = `${ITEMS} upserts, one request of 50 ${name}`;
	return [
		row(`${about}: items without a result or a reason`, ITEMS - output.length + silent.length, 'items', 0),
		row(`${about}: items whose result is not what Salesforce holds`, wrong.length, 'items', 0),
		row(`${about}: records that are there twice`, twice.length, 'records', 0),
		row(`${about}: records missing`, ITEMS - written.size, 'records', refused),
	];
}

const isTold = ({ error }: IDataObject): boolean => typeof error === 'string' && error.includes('Not today');

/** IDs of the living records, by key. */
function writtenIn({ store }: SalesforceSimulator): Map<string, string[]> {
	const written = new Map<string, string[]>();
	for (const { id, values, deletedAt } of store.table('Contact')!.rows()) {
		const key = String(values[KEY]);
		if (deletedAt === 0) written.set(key, [...(written.get(key) ?? []), id]);
	}
	return written;
}
