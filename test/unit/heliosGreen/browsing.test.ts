import fc from 'fast-check';

import { rowsOf, type Bounds, type BrowseRequest, type ReadPage } from '../../../nodes/HeliosGreen/browsing';
import type { PlainRow } from '../../../nodes/HeliosGreen/rows';
import { Fault } from '../../../nodes/shared/fault';

const REQUEST: BrowseRequest = { folder: '1', template: '2' };

interface ListServer {
	/** Most rows of one answer. */
	cap?: number;
	/** What it tells as the number of all rows, given how many there are and how many of them this answer has. */
	total?(all: number, given: number): number | undefined;
	/** Rows after which an answer breaks off, one for each answer. */
	breaks?: number[];
	/** What happens to the list before each answer. */
	meanwhile?(list: PlainRow[], answer: number): void;
}

/** A list as Helios gives it out by bounds; the answers that were asked for are kept. */
function serving(list: PlainRow[], { cap = Infinity, total = (all) => all, breaks = [], meanwhile }: ListServer = {}) {
	const asked: Bounds[] = [];
	const read: ReadPage = async function* ({ lower, upper }, told) {
		meanwhile?.(list, asked.length);
		asked.push({ lower, upper });
		const end = Math.min(upper === -1 ? Infinity : upper, lower + cap - 1);
		const rows = list.slice(lower - 1, end);
		const broken = breaks.shift();
		const count = total(list.length, rows.length);
		told({ columns: [], ...(count !== undefined && { total: count }) });
		if (broken === undefined || broken >= rows.length) return void (yield rows);
		yield rows.slice(0, broken);
		throw new Fault('unreadable', 'It broke off.');
	};
	return { read, asked };
}

async function gathered(request: Partial<BrowseRequest>, read: ReadPage): Promise<number[]> {
	const ids: number[] = [];
	for await (const { id } of rowsOf({ ...REQUEST, ...request }, read)) ids.push(id as number);
	return ids;
}

const numbered = (names: ReadonlyArray<string | number | null>): PlainRow[] => names.map((name, id) => ({ id, name }));
const upTo = (count: number) => Array.from({ length: count }, (_, id) => id);
const totals = fc.constantFrom<ListServer['total']>(
	(all) => all,
	() => undefined,
	(_, given) => given,
	(all) => all + 100,
);

describe('every row of a list that stays as it is comes once', () => {
	test('whatever the names, the pages, the breaks and the total', async () => {
		const names = fc.array(fc.option(fc.integer({ min: 0, max: 12 }), { nil: null }), { maxLength: 60 });
		const options = fc.record({
			pageSize: fc.constantFrom(0, 2, 3, 7, 50, 1000),
			total: totals,
			breaks: fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 2 }),
			sortsByName: fc.boolean(),
		});
		await fc.assert(
			fc.asyncProperty(names, options, async (list, { pageSize, sortsByName, total, breaks }) => {
				const { read } = serving(numbered(list), { total, breaks });
				expect(await gathered({ pageSize, sortsByName }, read)).toEqual(upTo(list.length));
			}),
			{ numRuns: 500 },
		);
	});

	test.each([0, 5, 1000])('where the server gives fewer rows than asked for (page size %i)', async (pageSize) => {
		const { read } = serving(numbered(upTo(43)), { cap: 10 });
		expect(await gathered({ pageSize }, read)).toEqual(upTo(43));
	});

	test('where the total counts the rows of the answer alone', async () => {
		const { read } = serving(numbered(upTo(43)), { total: (_, given) => given });
		expect(await gathered({ pageSize: 10 }, read)).toHaveLength(43);
	});
});

describe('a list that changes while it is read', () => {
	/** Rows that nobody touched must be there once; those that were added or deleted may be or not. */
	test('loses no row that stays, and doubles none', async () => {
		const change = fc.record({ place: fc.nat(), isAdded: fc.boolean() });
		const changes = fc.array(fc.array(change, { maxLength: 2 }), { maxLength: 12 });
		await fc.assert(
			fc.asyncProperty(changes, fc.integer({ min: 4, max: 12 }), async (plan, pageSize) => {
				const list = numbered(upTo(40).map((id) => id * 1000));
				const deleted = new Set<unknown>();
				const meanwhile = (rows: PlainRow[], answer: number) => {
					for (const { place, isAdded } of answer === 0 ? [] : (plan[answer] ?? [])) {
						const at = place % rows.length;
						if (!isAdded) deleted.add(rows.splice(at, 1)[0]!.id);
						else {
							const [before, after] = [Number(rows[at - 1]?.name ?? -1000), Number(rows[at]!.name)];
							rows.splice(at, 0, { id: 1e6 + deleted.size, name: before + (after - before) * 0.37 });
						}
					}
				};
				const outcome = await gathered({ pageSize }, serving(list, { meanwhile }).read).catch((error: Fault) => error);
				if (outcome instanceof Error) return expect((outcome as Fault).kind).toBe('conflict');
				const old = outcome.filter((id) => id < 1e6);
				expect(new Set(old).size).toBe(old.length);
				for (const id of upTo(40)) if (!deleted.has(id)) expect(old).toContain(id);
			}),
			{ numRuns: 500 },
		);
	});
});

describe('what a person is told', () => {
	const toldOf = async (list: PlainRow[], server: ListServer, request: Partial<BrowseRequest> = {}) => {
		const lines: string[] = [];
		const { read, asked } = serving(list, server);
		const found = await gathered({ pageSize: 10, hint: (line) => lines.push(line), ...request }, read);
		return { found, lines, asked };
	};

	test('names that are not unique', async () => {
		const { found, lines } = await toldOf(numbered([1, 2, 2, 3]), {});
		expect(found).toHaveLength(4);
		expect(lines).toEqual([expect.stringContaining('"name" is not unique')]);
	});

	test('a template without the name column', async () => {
		const { lines } = await toldOf([{ id: 0 }, { id: 1 }], {});
		expect(lines).toEqual([expect.stringContaining('no column "name"')]);
	});

	test('fewer rows than Helios counts', async () => {
		const { found, lines } = await toldOf(numbered(upTo(15)), { total: () => 400 });
		expect(found).toHaveLength(15);
		expect(lines).toEqual([expect.stringContaining('counts 400 rows and gave 15')]);
	});

	test('nothing where all is well', async () => {
		const { lines, asked } = await toldOf(numbered(upTo(15)), {});
		expect(lines).toEqual([]);
		expect(asked).toHaveLength(2);
	});
});

test('a message without bounds is sent once', async () => {
	const { read, asked } = serving(numbered(upTo(3)), { total: () => 9 });
	expect(await gathered({ message: '<BROWSE folderId="{folder}"/>' }, read)).toHaveLength(3);
	expect(asked).toHaveLength(1);
});
