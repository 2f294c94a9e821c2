import * as fc from 'fast-check';
import { Fault } from '../../../nodes/shared/fault';
import { collect, pageByOffset, pageByToken, take, type TokenPage } from '../../../nodes/shared/pages';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

/** A vendor with a list of so many items, and what it was asked. */
function vendor(count: number, total = false) {
	const asked: { offset: number; size: number }[] = [];
	const list = numbers(count);
	const fetchPage = (offset: number, size: number) => {
		asked.push({ offset, size });
		const items = list.slice(offset, offset + size);
		return Promise.resolve(total ? { items, total: count } : items);
	};
	return { asked, fetchPage };
}

const count = fc.integer({ min: 0, max: 60 });
const size = fc.integer({ min: 1, max: 20 });
const limit = fc.integer({ min: 0, max: 80 });

describe('pageByOffset', () => {
	it('gives the whole list once, in order', async () => {
		await fc.assert(
			fc.asyncProperty(count, size, fc.boolean(), async (length, pageSize, total) => {
				const { fetchPage, asked } = vendor(length, total);
				expect(await collect(pageByOffset(fetchPage, pageSize))).toEqual(numbers(length));
				const full = total ? Math.max(1, Math.ceil(length / pageSize)) : Math.floor(length / pageSize) + 1;
				expect(asked).toHaveLength(full);
			}),
		);
	});

	it('asks no page and no item more than the limit needs', async () => {
		await fc.assert(
			fc.asyncProperty(count, size, limit, async (length, pageSize, most) => {
				const taken = vendor(length);
				expect(await collect(pageByOffset(taken.fetchPage, pageSize), most)).toEqual(numbers(Math.min(length, most)));
				expect(taken.asked.length).toBeLessThanOrEqual(Math.ceil(most / pageSize));
				const told = vendor(length);
				expect(await collect(pageByOffset(told.fetchPage, pageSize, { limit: most }))).toEqual(
					numbers(Math.min(length, most)),
				);
				for (const { offset, size: one } of told.asked) expect(offset + one).toBeLessThanOrEqual(most);
			}),
		);
	});

	it('holds the limit even where the vendor does not', async () => {
		expect(await collect(pageByOffset(() => Promise.resolve(numbers(9)), 5, { limit: 3 }))).toEqual([0, 1, 2]);
	});

	it('notices a vendor that ignores the offset', async () => {
		const read = collect(pageByOffset(() => Promise.resolve(numbers(5)), 5));
		await expect(read).rejects.toThrow('the page after item 5 repeats the page before it');
		await expect(read).rejects.toBeInstanceOf(Fault);
	});

	it('tells pages apart that begin alike', async () => {
		const pages = [['a', 'b'], ['a', 'c'], []];
		expect(await collect(pageByOffset((offset) => Promise.resolve(pages[offset / 2]!), 2))).toEqual([
			'a',
			'b',
			'a',
			'c',
		]);
	});

	it('stops at the bound of pages', async () => {
		const { fetchPage, asked } = vendor(100);
		await expect(collect(pageByOffset(fetchPage, 1, { maxPages: 3 }))).rejects.toThrow('more than 3 pages');
		expect(asked).toHaveLength(3);
	});
});

describe('pageByToken', () => {
	const chain = (pages: readonly number[][], end?: null | '') => {
		const asked: (string | undefined)[] = [];
		const fetchPage = (token: string | undefined): Promise<TokenPage<number, string>> => {
			asked.push(token);
			const at = token === undefined ? 0 : Number(token);
			return Promise.resolve({ items: pages[at] ?? [], next: at + 1 < pages.length ? String(at + 1) : end });
		};
		return { asked, fetchPage };
	};

	it('follows every token, over empty pages too', async () => {
		const pages = fc.array(fc.array(fc.integer(), { maxLength: 4 }), { minLength: 1, maxLength: 8 });
		await fc.assert(
			fc.asyncProperty(pages, fc.constantFrom(undefined, null, '' as const), limit, async (lists, end, most) => {
				const whole = chain(lists, end);
				expect(await collect(pageByToken(whole.fetchPage))).toEqual(lists.flat());
				expect(whole.asked).toHaveLength(lists.length);
				const part = chain(lists, end);
				expect(await collect(pageByToken(part.fetchPage), most)).toEqual(lists.flat().slice(0, most));
				const needed = most === 0 ? 0 : lists.findIndex((_, at) => lists.slice(0, at + 1).flat().length >= most) + 1;
				expect(part.asked).toHaveLength(most === 0 ? 0 : needed || lists.length);
			}),
		);
	});

	it('notices a repeated token', async () => {
		const circle = (token: string | undefined) => Promise.resolve({ items: [1], next: token === 'a' ? 'b' : 'a' });
		await expect(collect(pageByToken(circle))).rejects.toThrow('named a page that it had named before');
	});

	it('stops at the bound of pages', async () => {
		let next = 0;
		const endless = () => Promise.resolve({ items: [], next: ++next });
		await expect(collect(pageByToken<never, number>(endless, { maxPages: 4 }))).rejects.toThrow('more than 4 pages');
	});
});

describe('take', () => {
	it('ends its source when it has enough', async () => {
		let ended = false;
		function* source() {
			try {
				yield* [1, 2, 3];
			} finally {
				ended = true;
			}
		}
		expect(await collect(take(source(), 2))).toEqual([1, 2]);
		expect(ended).toBe(true);
	});

	it('touches nothing when nothing is wanted', async () => {
		const fetchPage = jest.fn(() => Promise.resolve([1]));
		expect(await collect(take(pageByOffset(fetchPage, 1), 0))).toEqual([]);
		expect(fetchPage).not.toHaveBeenCalled();
	});
});
