import type { Clock, DaktelaApi, DaktelaRecord, Listing, Query } from '../../../nodes/Daktela/api';
import { placeAt } from '../../../nodes/Daktela/watch/place';
import { readAfter, startAt, type Cursor } from '../../../nodes/Daktela/watch/source';
import { watchOf, type EventKind } from '../../../nodes/Daktela/watch/watched';

type Asked = Query & { skip: number; take: number };

/** A Daktela that answers as the test says, by what is asked. */
function apiWith(answer: (asked: Asked, count: number) => Partial<Listing> & { rows: DaktelaRecord[] }) {
	const asked: Asked[] = [];
	const clock: Clock = { local: '2026-02-10 10:00:00', zone: 'Europe/Prague' };
	const list = async (_resource: string, query: Query, { skip = 0, take }: { skip?: number; take: number }) => {
		const one = { ...query, skip, take };
		asked.push(one);
		return { clock, ...answer(one, asked.length) };
	};
	return { api: { list, customFields: () => [] } as unknown as DaktelaApi, asked };
}

const budget = { deadline: Date.now() + 3_600_000, limit: 1_000 };
const updated = watchOf('recordUpdated', { kind: 'contact' });
const start: Cursor = placeAt('2026-02-10 09:50:00', 'Europe/Prague');

const at = (minute: number, name = `m${minute}`): DaktelaRecord => ({
	name,
	created: '2025-01-01 08:00:00',
	edited: `2026-02-10 09:${String(minute).padStart(2, '0')}:00`,
});

/** Reads until there is no more. */
async function readAll(api: DaktelaApi, from: Cursor, most = 20) {
	const ids: string[] = [];
	let cursor = from;
	for (let page = 0; page < most; page++) {
		const { changes, next, more } = await readAfter(api, updated, cursor, budget);
		ids.push(...changes.map(({ recordId }) => recordId));
		cursor = next;
		if (!more) return { ids, cursor };
	}
	throw new Error('The reading has no end.');
}

describe('a total that counts more than is shown', () => {
	it('does not keep a reading from its end, with rows or without', async () => {
		const none = apiWith(() => ({ rows: [], total: 3 }));
		const idle = await readAll(none.api, start);
		expect(idle.cursor).toMatchObject({ wall: '2026-02-10 10:00:00' });
		expect(idle.cursor.sweep).toBeUndefined();
		expect(none.asked).toHaveLength(1);
		const some = apiWith(({ filter }) => {
			const text = JSON.stringify(filter);
			const rows = [at(55), at(56)].filter(({ edited, name }) =>
				text.includes('"gt"')
					? text.includes('"name"')
						? text.includes(String(edited)) && !text.includes(`"${name as string}"`)
						: !text.includes(String(edited)) && text.includes('09:55')
					: !(text.includes('09:56') && name === 'm55'),
			);
			return { rows, total: rows.length + 1 };
		});
		const read = await readAll(some.api, start);
		expect(read.ids).toEqual(['m55', 'm56']);
		expect(read.cursor.sweep).toBeUndefined();
	});
});

describe('where Daktela does not filter by time', () => {
	/** The filter is overlooked: all rows come, newest first where that is asked for. */
	const overlooks = (rows: DaktelaRecord[], isSorted = true) =>
		apiWith(({ sort, skip, take }) => {
			const all = isSorted && sort?.[0]?.dir === 'desc' ? [...rows].reverse() : rows;
			return { rows: all.slice(skip, skip + take), total: rows.length };
		});

	it('the newest rows are read; one without a time is passed over', async () => {
		const { api } = overlooks([{ ...at(1), edited: null as never }, at(2), at(40), at(52), at(57)]);
		expect((await readAll(api, start)).ids).toEqual(['m52', 'm57']);
	});

	it('and does not sort either, that is an error and not silence', async () => {
		const { api } = overlooks([at(2), at(40), at(30), at(57)], false);
		await expect(readAll(api, start)).rejects.toThrow('did not sort contacts by "edited"');
	});

	it('and tells no times, that is an error after one page', async () => {
		const { api, asked } = overlooks(Array.from({ length: 5_000 }, (_, row) => ({ name: `r${row}` })));
		await expect(readAll(api, start)).rejects.toThrow('without "edited"');
		expect(asked.length).toBeLessThan(3);
	});
});

describe('where a filter by time finds nothing, whatever there is', () => {
	it('that is noticed at the start, and the newest rows are read', async () => {
		const rows = [at(2), at(40)];
		const { api } = apiWith(({ filter, sort, skip, take }) => {
			const all = sort?.[0]?.dir === 'desc' ? [...rows].reverse() : rows;
			return filter ? { rows: [], total: 0 } : { rows: all.slice(skip, skip + take), total: rows.length };
		});
		const { cursor } = await startAt(api, updated, { from: 'now' }, budget);
		rows.push({ ...at(59), edited: '2026-02-10 10:00:01' });
		expect((await readAll(api, cursor)).ids).toEqual(['m59']);
	});
});

describe('records that were never edited', () => {
	const blank = { name: 'a', created: '2026-02-10 09:00:00', edited: null as never };

	it('do not keep the trigger from starting', async () => {
		const { api } = apiWith(() => ({ rows: [blank], total: 1 }));
		const { cursor } = await startAt(api, updated, { from: 'now' }, budget);
		expect(cursor.wall).toBe('2026-02-10 10:00:00');
	});

	it('are not waited for in vain by a trigger that would have to see them', async () => {
		const rows: DaktelaRecord[] = [blank, { ...blank, name: 'b' }, { ...at(40), created: '2025-01-01 08:00:00' }];
		const newest = (field: string) => [...rows].sort((a, b) => (String(a[field]) < String(b[field]) ? 1 : -1));
		const { api } = apiWith(({ sort, filter, take }) => {
			const shown = newest(sort?.[0]?.field ?? 'name').filter(({ edited }) => !filter || edited !== null);
			return { rows: shown.slice(0, Math.min(take, 2)), total: rows.length };
		});
		const begin = async (event: EventKind) =>
			await startAt(api, watchOf(event, { kind: 'contact' }), { from: 'now' }, budget);
		await expect(begin('recordCreatedOrUpdated')).rejects.toMatchObject({
			message: expect.stringContaining('leaves "edited" empty'),
			advice: expect.stringContaining('Record Created'),
		});
		await expect(begin('recordUpdated')).resolves.toBeDefined();
		await expect(begin('recordCreated')).resolves.toBeDefined();
	});

	it('a column that is not there is an error', async () => {
		const { api } = apiWith(() => ({ rows: [{ name: 'a' }], total: 1 }));
		await expect(startAt(api, updated, { from: 'now' }, budget)).rejects.toThrow('without "edited"');
	});
});
