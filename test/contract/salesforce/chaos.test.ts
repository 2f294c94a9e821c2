import type { IDataObject } from 'n8n-workflow';

import type { Fault } from '../../../sandbox/common/faults';
import type { SalesforceSimulator } from '../../../sandbox/salesforce';
import { contacts, execute, fill, fromItem, grow, KEY, living, startWorld, upsert } from './world';

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: async (ms: number) => void sim?.clock.advance(ms),
}));

let sim: SalesforceSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

const EXPIRED = '[{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]';
const LOCKED = '[{"message":"unable to obtain exclusive access","errorCode":"UNABLE_TO_LOCK_ROW"}]';
const TROUBLES: Fault[] = [
	{ status: 503 },
	{ status: 429, retryAfter: 1 },
	{ status: 401, body: EXPIRED },
	{ status: 400, body: LOCKED },
	{ status: 400, body: '[{"message":"No.","errorCode":"ODD"}]' },
	{ reset: 'before' },
	{ reset: 'after' },
	{ reply: 'html' },
	{ reply: 'truncated' },
	{ reply: 'malformed' },
	{ reply: 'empty' },
];

/** A sixth of all writes goes wrong, each in its own way. */
function trouble(match: Fault['match']): void {
	for (const one of TROUBLES) sim.faults.inject({ ...one, match, times: Infinity, probability: 0.016 });
	sim.act.lockRows({ times: 150 });
}

const keysOf = (records: IDataObject[]) => records.map((one) => String(one[KEY])).sort();
const failed = ({ error }: IDataObject) => error !== undefined;

/** What the output says of each item, beside what Salesforce has. */
function sides(items: IDataObject[], rows: IDataObject[]) {
	expect(rows).toHaveLength(items.length);
	const of = (fits: (row: IDataObject) => boolean) => keysOf(items.filter((_, at) => fits(rows[at]!)));
	return { written: of((row) => !failed(row)), refused: of(failed), rows };
}

describe.each([1, 2])('while a sixth of the requests goes wrong (%d)', (round) => {
	const items = contacts(2400 + round);

	test('Create or Update: what is told as written is there, once, with its values; nothing is there twice', async () => {
		trouble({ path: '/composite/sobjects' });
		const parameters = upsert([KEY, 'LastName']);
		const { written, rows } = sides(items, (await execute(sim, parameters, items, { continueOnFail: true })).rows);
		const stored = new Map(living(sim).map((one) => [one[KEY], one]));
		expect(stored.size).toBe(living(sim).length);
		for (const key of written) expect(stored.get(key)).toBeDefined();
		rows.forEach((row, at) => {
			if (!failed(row))
				expect(stored.get(items[at]![KEY])).toMatchObject({ Id: row.Id, LastName: items[at]!.LastName });
		});
		sim.faults.clear();
		await execute(sim, parameters, items);
		expect(keysOf(living(sim))).toEqual(keysOf(items));
	});

	test('by bulk jobs too', async () => {
		trouble({ path: '/jobs/ingest' });
		const parameters = upsert([KEY, 'LastName'], { options: { bulkAbove: 10 } });
		const { written } = sides(items, (await execute(sim, parameters, items, { continueOnFail: true })).rows);
		const stored = new Set(keysOf(living(sim)));
		expect(stored.size).toBe(living(sim).length);
		for (const key of written) expect(stored.has(key)).toBe(true);
	});

	test('Create: nothing is there twice, and what may be there although it failed says so', async () => {
		trouble({ path: '/composite/sobjects' });
		const parameters = { resource: 'record', operation: 'create', object: 'Contact', ...fromItem(KEY, 'LastName') };
		const { rows } = await execute(sim, parameters, items, { continueOnFail: true });
		const stored = keysOf(living(sim));
		expect(new Set(stored).size).toBe(stored.length);
		const there = new Set(stored);
		rows.forEach((row, at) => {
			const isThere = there.has(String(items[at]![KEY]));
			if (!failed(row)) expect(isThere).toBe(true);
			else if (isThere) expect(row.error).toContain('may have been created');
		});
	});

	test('Update: what is told as updated is so', async () => {
		grow(sim, 1500);
		const before = living(sim);
		trouble({ path: '/composite/sobjects' });
		const parameters = {
			resource: 'record',
			operation: 'update',
			object: 'Contact',
			recordId: '',
			...fromItem('Id', 'Title'),
		};
		const update = await execute(
			sim,
			parameters,
			before.map(({ Id }) => ({ Id, Title: 'New' })),
			{ continueOnFail: true },
		);
		const titles = new Map(living(sim).map(({ Id, Title }) => [Id, Title]));
		update.rows.forEach((row, at) => {
			if (!failed(row)) expect(titles.get(before[at]!.Id)).toBe('New');
		});
	});

	test('Get Many: everything, once', async () => {
		grow(sim, 3000);
		sim.switches.pageSize = 200;
		for (const one of TROUBLES.filter(({ status }) => status !== 400 && status !== 401)) {
			sim.faults.inject({ ...one, match: { path: '/query' }, times: Infinity, probability: 0.016 });
		}
		sim.faults.inject({
			match: { path: '/query/' },
			status: 400,
			body: '[{"message":"x","errorCode":"INVALID_QUERY_LOCATOR"}]',
			times: 3,
			probability: 0.2,
		});
		const parameters = { resource: 'record', operation: 'getMany', object: 'Contact', columns: ['LastName'] };
		const more = { combine: 'all', conditions: {}, sort: {}, returnAll: true };
		const { rows } = await execute(sim, { ...parameters, ...more });
		expect(new Set(rows.map(({ Id }) => Id)).size).toBe(3000);
		expect(rows).toHaveLength(3000);
	});
});
