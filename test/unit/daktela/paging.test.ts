import fc from 'fast-check';

import { lifetimeOf } from '../../../nodes/Daktela/session';
import { instanceOf } from '../../../nodes/Daktela/access';
import { pageThrough } from '../../../nodes/Daktela/paging';

interface Row {
	name: string;
}

const named = (count: number): Row[] => Array.from({ length: count }, (_, n) => ({ name: String(n).padStart(5, '0') }));

/** A sorted list that changes between two pages. */
class List {
	pages = 0;
	constructor(
		public rows: Row[],
		private readonly total: 'told' | 'untold' | 'more' = 'told',
		private readonly between: (list: List) => void = () => {},
		private readonly cap = Infinity,
	) {}

	load = async (skip: number, take: number) => {
		if (this.pages++ > 0) this.between(this);
		const rows = this.rows.slice(skip, skip + Math.min(take, this.cap));
		const { length } = this.rows;
		return { rows, ...(this.total !== 'untold' && { total: this.total === 'more' ? length + 7 : length }) };
	};
}

const read = async (list: List, size: number, limit?: number): Promise<string[]> => {
	const names: string[] = [];
	for await (const { name } of pageThrough(list.load, { keyOf: ({ name }) => name, size, limit })) names.push(name);
	return names;
};

describe('reading everything', () => {
	it('gives every row once, in order, whatever the size of a page', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.nat(60),
				fc.integer({ min: 2, max: 20 }),
				fc.constantFrom('told', 'untold', 'more'),
				async (count, size, total) => {
					const rows = named(count);
					expect(await read(new List(rows, total as 'told'), size)).toEqual(rows.map(({ name }) => name));
				},
			),
		);
	});

	it('misses no row that is there all the time, while others are deleted and added', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 10, max: 60 }),
				fc.integer({ min: 4, max: 12 }),
				fc.nat(),
				fc.boolean(),
				async (count, size, seed, adds) => {
					const rows = named(count).filter((_, n) => n % 2 === 0);
					const stay = new Set(rows.filter((_, n) => n % 3 !== 0).map(({ name }) => name));
					let turn = seed;
					let left = 4;
					const list = new List(rows, 'told', (one) => {
						if (left-- <= 0) return;
						const gone = one.rows.findIndex(({ name }) => !stay.has(name));
						if (adds)
							one.rows = [...one.rows, { name: String(turn++ % count).padStart(5, '0') + 'x' }].sort((a, b) =>
								a.name.localeCompare(b.name),
							);
						else if (gone >= 0) one.rows = one.rows.filter((_, n) => n !== gone);
					});
					const names = await read(list, size);
					expect([...stay].filter((name) => !names.includes(name))).toEqual([]);
					expect(new Set(names).size).toBe(names.length);
				},
			),
		);
	});

	it('asks for no page and no row too many', async () => {
		const list = new List(named(500));
		expect(await read(list, 100, 150)).toHaveLength(150);
		expect(list.pages).toBe(2);
	});

	it('goes on where pages are shorter than asked for', async () => {
		expect(await read(new List(named(50), 'told', undefined, 7), 20)).toHaveLength(50);
	});

	it('ends with an error where the same page comes for ever', async () => {
		const load = async (_: number, take: number) => ({ rows: named(take), total: 1000 });
		const all = pageThrough(load, { keyOf: ({ name }) => name, size: 10 });
		await expect(async () => {
			for await (const row of all) expect(row).toBeDefined();
		}).rejects.toMatchObject({ kind: 'unreadable' });
	});

	it('pages rows that nothing tells apart as well', async () => {
		const list = new List(named(25));
		let count = 0;
		for await (const row of pageThrough(list.load, { keyOf: () => undefined, size: 10 })) count += row ? 1 : 0;
		expect([count, list.pages]).toEqual([25, 3]);
	});
});

describe('small parts', () => {
	it.each([
		['mycompany.daktela.com', 'https://mycompany.daktela.com'],
		['https://mycompany.daktela.com/', 'https://mycompany.daktela.com'],
		['https://mycompany.daktela.com/api/v6/', 'https://mycompany.daktela.com'],
		['https://cc.example/sub/', 'https://cc.example/sub'],
		['http://127.0.0.1:4600', 'http://127.0.0.1:4600'],
	])('reads the address %s', (typed, instance) => expect(instanceOf(typed)).toBe(instance));

	it('counts the life of a session from the time of Daktela, and takes an hour where it cannot', () => {
		expect(lifetimeOf('2026-02-10 12:00:00', '2026-02-10 10:00:00', undefined, 'Europe/Prague')).toBe(7_200_000);
		expect(lifetimeOf('2026-02-10 12:00:00', undefined, Date.parse('2026-02-10T09:00:00Z'), 'Europe/Prague')).toBe(
			7_200_000,
		);
		for (const ends of [undefined, 'soon', '2026-02-10 09:00:00']) {
			expect(lifetimeOf(ends, '2026-02-10 10:00:00', undefined, 'Europe/Prague')).toBe(3_600_000);
		}
	});
});
