import fc from 'fast-check';
import { heliosGreenDemo, startHeliosGreen } from '../../../sandbox/heliosGreen';
import type { HeliosRecord } from '../../../sandbox/heliosGreen/domain/model';
import { select, type Condition } from '../../../sandbox/heliosGreen/domain/select';
import { compareKeys, inRange, keyOf } from '../../../sandbox/heliosGreen/domain/sorted';
import {
	browseXml,
	column,
	companies,
	compare,
	contacts,
	envelope,
	openHelios,
	records,
	sortBy,
	where,
	type Kit,
} from './heliosGreenKit';

describe('100,000 rows', () => {
	let kit: Kit;
	beforeAll(async () => {
		kit = await openHelios();
		await kit.fill();
		kit.sim.act.grow({ folder: companies.folder, count: 99_997, gapMs: 10 });
	});
	afterAll(() => kit.close());

	test('come in one answer as it was when asked, whatever is edited meanwhile', async () => {
		const inputXml = browseXml(companies, `<bounds lower="1" upper="-1"/>${sortBy('name')}`);
		const answer = await fetch(kit.gate(), {
			method: 'POST',
			headers: { 'content-type': 'text/xml' },
			body: envelope('ProcessXml', { sessionToken: kit.token(), inputXml }),
		});
		const pieces: string[] = [];
		for await (const piece of answer.body!.pipeThrough(new TextDecoderStream())) {
			if (pieces.push(piece) === 1) kit.sim.act.edit({ record: 101_299, name: 'Edited meanwhile' });
		}
		const names = [...pieces.join('').matchAll(/&lt;DataRow name="(\d+)" title="([^"]*)"/g)];
		expect(new Set(names.map(([, name]) => name)).size).toBe(100_000);
		expect(names.at(-1)?.[2]).toBe('organizace 99997');
		expect(answer.headers.get('content-length')).toBeNull();
	});

	test('come page by page while rows are marked', async () => {
		const seen: Array<string | null | undefined> = [];
		const since = where(['updated', compare('greaterThanOrEqual', '2026-01-01 00:00:00')]);
		for (let lower = 1; lower < 100_000; lower += 5000) {
			const bounds = `<bounds lower="${lower}" upper="${lower + 4999}"/>`;
			const page = column(await kit.process(browseXml(companies, bounds + since + sortBy('updated', 'name'))), 'name');
			await kit.process(`<RUN FUNCTIONID="50010">${records(...page.slice(0, 100).map(Number))}</RUN>`);
			seen.push(...page);
		}
		expect(new Set(seen).size).toBe(100_000);
		expect(kit.sim.act.get({ record: Number(seen[0]) }).values.uda_synchronizovano).toBe(true);
	});

	test('are seeded', async () => {
		const sim = await startHeliosGreen();
		const rows = Array.from({ length: 100_000 }, (_, at) => ({ folder: contacts.folder, name: `Person ${at}` }));
		sim.seed({ ...heliosGreenDemo(), records: rows });
		expect(sim.store.classes.get(contacts.class)?.records.size).toBe(100_000);
		await sim.close();
	});
});

describe('what the indexes find', () => {
	const number = fc.option(fc.integer({ min: 0, max: 4 }), { nil: null });
	const text = fc.option(fc.constantFrom('a', 'B', 'b', 'Ab'), { nil: null });
	const change = fc.record({
		record: fc.nat(30),
		kind: fc.constantFrom('add', 'edit', 'edit', 'remove'),
		n: number,
		t: text,
	});
	const sort = fc.record({ path: fc.constantFrom('n', 't', 'up.t', 'nazev_subjektu'), descending: fc.boolean() });
	const condition = fc.record({
		path: fc.constantFrom('n', 't', 'up.t'),
		min: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
		open: fc.boolean(),
	});
	const query = fc.record({
		sorts: fc.array(sort, { maxLength: 2 }),
		conditions: fc.array(condition, { maxLength: 2 }),
		fold: fc.boolean(),
		down: fc.boolean(),
	});

	test('is what a scan finds, after any changes', async () => {
		const sim = await startHeliosGreen();
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.tuple(fc.array(change, { maxLength: 12 }), query), { maxLength: 5 }),
				async (rounds) => {
					sim.reset();
					sim.seed({
						classes: [
							{ number: 1, name: 'up', attributes: [{ name: 't' }] },
							{
								number: 2,
								name: 'low',
								attributes: [
									{ name: 'n', type: 'int' },
									{ name: 't' },
									{ name: 'up', relation: { class: 1, id: 1, name: 'Up' } },
								],
							},
						],
						folders: [
							{ number: 1, name: 'up', class: 1 },
							{ number: 2, name: 'low', class: 2 },
						],
						records: [1, 2].map((one) => ({ folder: 1, number: one, values: { t: 'x' } })),
					});
					const owner = sim.store.classes.get(2)!;
					for (const [changes, { sorts, conditions, fold, down }] of rounds) {
						for (const one of changes) apply(sim.act, owner.records, one);
						const read: Condition[] = conditions.map(({ path, min, open }) => {
							const isText = path !== 'n';
							const key = min === undefined ? undefined : isText ? 'aBbx'[min] : min;
							const range = key === undefined ? {} : { min: keyOf(key, fold), minOpen: open };
							return { path, accessor: sim.store.accessor(owner, path)!, range };
						});
						const asked = {
							sorts,
							conditions: read,
							fold,
							tiesDescending: down,
							key: JSON.stringify([sorts, conditions, fold, down]),
						};
						const found = select(sim.store.shelf(owner), asked);
						const expected = scan([...owner.records.values()], asked, (path) => sim.store.accessor(owner, path)!);
						expect(found.total).toBe(expected.length);
						expect(found.slice(1, 4).map((record) => record.number)).toEqual(expected.slice(1, 4));
						expect(found.slice(0, found.total).map((record) => record.number)).toEqual(expected);
					}
				},
			),
			{ numRuns: 150 },
		);
		await sim.close();
	});
});

type Sim = Awaited<ReturnType<typeof startHeliosGreen>>;

function apply(
	act: Sim['act'],
	held: ReadonlyMap<number, HeliosRecord>,
	{ record, kind, n, t }: { record: number; kind: string; n: number | null; t: string | null },
) {
	const number = record + 10;
	if (kind === 'add' && !held.has(number))
		act.addRecord({ folder: 2, number, values: { n, t, up: n === null ? null : (n % 2) + 1 } });
	else if (kind === 'remove' && held.has(number)) act.remove({ record: number });
	else if (held.has(number)) act.edit({ record: number, name: t ?? '', values: { n, t } });
	else act.edit({ record: (record % 2) + 1, values: { t } });
}

/** The plain way: look at every record, then sort. */
function scan(
	held: HeliosRecord[],
	{ conditions, sorts, fold, tiesDescending }: Parameters<typeof select>[1],
	accessor: (path: string) => Condition['accessor'],
): number[] {
	const keysOf = (record: HeliosRecord) => sorts.map(({ path }) => keyOf(accessor(path).get(record), fold));
	return held
		.filter((record) => conditions.every((one) => inRange(keyOf(one.accessor.get(record), fold), one.range ?? {})))
		.sort((one, other) => {
			const [left, right] = [keysOf(one), keysOf(other)];
			for (const [at, { descending }] of sorts.entries()) {
				const order = compareKeys(left[at]!, right[at]!);
				if (order !== 0) return descending ? -order : order;
			}
			return (one.number - other.number) * (tiesDescending ? -1 : 1);
		})
		.map(({ number }) => number);
}
