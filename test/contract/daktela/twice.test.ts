import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import type { DaktelaSimulator } from '../../../sandbox/daktela';
import { execute, fill, paths, startWorld, syncOf, upsert } from './world';

let sim: DaktelaSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

jest.setTimeout(120_000);

/** Texts as people and programs write them. */
const text = fc.oneof(
	fc.constantFrom(
		'Novák & syn <b>',
		'Řehoř  Čapek ',
		'\tA\r\nB',
		'&amp; "x"',
		"D'Arcy",
		'%_\\',
		'😀 emoji',
		'e\u0301',
		'0',
	),
	fc.constantFrom(
		'2026-02-10',
		'2026-03-29T01:30:00Z',
		'2026-10-25T00:30:00.000Z',
		'2026-10-25T01:30:00Z',
		'2026-07-01 10:00:00',
	),
	fc.constantFrom('007', '777 123 456', '+420 777 123 456', '1e3', '12.50', 'true', '[1]', '{"a":1}', 'null', '  '),
	fc.string({ maxLength: 20 }),
	fc.string({ unit: 'grapheme', maxLength: 20 }),
);
const nothing = fc.constantFrom(null, '', undefined, '   ', []);
const single = fc.oneof(
	{ weight: 4, arbitrary: text },
	{ weight: 2, arbitrary: nothing as fc.Arbitrary<unknown> },
	fc.integer(),
	fc.double({ noNaN: true, noDefaultInfinity: true }),
	fc.boolean(),
);
const several = fc.oneof(
	single,
	fc.array(fc.oneof(text, fc.integer(), fc.constantFrom(null, '', 'a', 'a')), { maxLength: 4 }),
);
const email = fc.oneof(
	nothing as fc.Arbitrary<unknown>,
	fc.constantFrom('jana@a.example', 'Jana@A.example', ['a@b.cz', 'a@b.cz'], ['b@b.cz', '', 'a@b.cz']),
);
const account = fc.constantFrom<unknown>(null, '', undefined, 'blue_harbor', 'north_wind', {
	name: 'blue_harbor',
	title: 'x',
});

const contact = fc.record(
	{
		title: single,
		firstname: single,
		lastname: single,
		description: single,
		account,
		user: fc.constantFrom(null, 'petra', { name: 'tomas' }),
		email,
		number: several,
		note: several,
		address: several,
	},
	{ requiredKeys: [] },
);

const time = fc.oneof(
	fc
		.date({ min: new Date('2026-03-28'), max: new Date('2026-11-01'), noInvalidDate: true })
		.map((date) => date.toISOString()),
	fc.constantFrom(
		'2026-10-25T00:30:00Z',
		'2026-10-25T01:30:00Z',
		'2026-03-29T02:30',
		'2026-07-01 10:00:00',
		'2026-07-01',
	),
	nothing as fc.Arbitrary<unknown>,
);
const order = fc.record(
	{ title: single, description: single, account, status: fc.constantFrom(null, 'new'), amount: single, ordered: time },
	{ requiredKeys: ['title'] },
);
const ticket = fc.record(
	{
		title: text,
		description: single,
		reopen: time,
		statuses: fc.constantFrom(null, 'new', ['new', 'paid'], ['paid', 'new', 'new'], '["paid"]', [{ name: 'paid' }]),
	},
	{ requiredKeys: ['title'] },
);

const mapping = (custom: readonly string[], standard: readonly string[]): IDataObject =>
	paths({
		...Object.fromEntries(standard.map((name) => [name, name])),
		...Object.fromEntries(custom.map((name) => [`customFields.${name}`, name])),
	});

const KINDS: Array<[string, fc.Arbitrary<object>, IDataObject]> = [
	[
		'contact',
		contact,
		mapping(
			['email', 'number', 'note', 'address'],
			['name', 'title', 'firstname', 'lastname', 'description', 'account', 'user'],
		),
	],
	[
		'crmRecord',
		order,
		{ type: 'order', ...mapping(['amount', 'ordered'], ['name', 'title', 'description', 'account', 'status']) },
	],
	[
		'ticket',
		ticket,
		{ category: 'support', matchOn: ['title'], ...mapping([], ['title', 'description', 'reopen', 'statuses']) },
	],
];

const SWITCHES = [
	{},
	{ timezone: 'America/New_York', blankCustomField: 'emptyText', embedDepth: 1 },
	{
		blankCustomField: 'emptyList',
		cfScheme: 'absent',
		timezoneMark: false,
		total: 'missing',
		dataShape: 'keyedByName',
	},
	{ contactTitle: 'derived', emptyDescription: 'stored', booleans: 'text', createStatus: 200, ticketName: 'text' },
	{ unknownCustomField: 'stored', caseInsensitive: true, unchangedIsEdit: false, errorShape: 'string' },
	{ put: 'replace', putCustomFields: 'replace' },
] as const;

const withKeys = (records: readonly object[]): IDataObject[] =>
	records.map((record, at) => ({ name: `k/${at} ž%`, ...record }) as IDataObject);

describe.each(KINDS)('what was written once is not written again, whatever it is: %s', (resource, record, fields) => {
	it.each(SWITCHES)('%j', async (switches) => {
		const records = fc.array(record, { minLength: 20, maxLength: 20 });
		const counts = { written: 0 };
		await fc.assert(
			fc.asyncProperty(records, records, fc.constantFrom('asIs', '+420', '00420'), async (first, second, phones) => {
				fill(sim);
				Object.assign(sim.switches, switches);
				const options = { keyPrefix: '', phones, sendWith: 'put' in switches ? 'whole' : 'differences' };
				const parameters = upsert(resource, { ...fields, options });
				const run = async (items: IDataObject[]) => await execute(sim, parameters, items, { continueOnFail: true });
				for (const wanted of [first, second]) {
					const items = withKeys(wanted);
					const { rows } = await run(items);
					// Tickets of one title are one ticket: only the last of them stays.
					const last = new Map(rows.map((row, at) => [keyIn(row, at), at]));
					const kept = items.filter((_, at) => !rows[at]!.error && last.get(keyIn(rows[at]!, at)) === at);
					const again = await run(kept);
					const differing = again.rows
						.map((row, at) => ({ item: kept[at], error: row.error, ...syncOf(row) }))
						.filter(({ action }) => action !== 'unchanged');
					expect(differing).toEqual([]);
					expect(again.sent).toEqual(kept.length > 0 ? { GET: expect.any(Number) as number } : {});
					counts.written += kept.length;
				}
			}),
			{ numRuns: 4, endOnFailure: true },
		);
		expect(counts.written).toBeGreaterThan(40);
	});
});

const keyIn = (row: IDataObject, at: number): string => String(row.error ? at : row.name);
