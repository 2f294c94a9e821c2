import fc from 'fast-check';

import type { WorksectionApi } from '../../../nodes/Worksection/api';
import { TooManyRows } from '../../../nodes/Worksection/errors';
import { visitTasks } from '../../../nodes/Worksection/source/lookup';

interface Row {
	id: string;
	name: string;
	added: string;
	closed?: string;
	status: string;
}

const iso = (dotted: string) => dotted.split('.').reverse().join('-');

/** An account that answers searches of days, and refuses to answer more than `most` rows. */
function account(rows: Row[], most: number, asked: string[]) {
	const answer = (found: Row[]) => {
		if (found.length > most) throw new TooManyRows('look');
		return found;
	};
	const holds = (row: Row, filter: string): boolean =>
		filter.split(' and ').every((condition) => {
			const [, name, operator, day] = /^(dateadd|dateclose)(>=|<)'([\d.]+)'$/.exec(condition) ?? [];
			if (!name) return condition === 'project=26';
			const value = name === 'dateadd' ? row.added : row.closed;
			if (value === undefined) return false;
			return operator === '<' ? value < iso(day!) : value >= iso(day!);
		});
	return {
		tasks: {
			ofProject: async () => answer(rows),
			search: async ({ filter = '', status }: { filter?: string; status?: string }) => {
				asked.push(filter);
				return answer(rows.filter((row) => holds(row, filter) && (!status || row.status === status)));
			},
		},
	} as unknown as WorksectionApi;
}

const day = fc
	.integer({ min: 0, max: 3000 })
	.map((days) => new Date(Date.UTC(2018, 0, 1 + days)).toISOString().slice(0, 10));
const row = fc.record({ added: day, closed: fc.option(day, { nil: undefined }) });

it('visits every task, in a bounded number of requests, or says that it cannot', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(row, { maxLength: 60 }),
			fc.integer({ min: 1, max: 20 }),
			fc.option(day, { nil: undefined }),
			async (list, most, since) => {
				const rows = list.map(({ added, closed }, index): Row => ({
					id: String(index),
					name: '',
					added,
					status: closed ? 'done' : 'active',
					...(closed !== undefined && { closed }),
				}));
				const asked: string[] = [];
				const seen = new Set<string>();
				const place = { project: '26', today: '2026-02-10', ...(since !== undefined && { since }) };
				const crowded = rows.some(
					(one) => rows.filter(({ added, status }) => added === one.added && status === 'active').length > most,
				);
				try {
					await visitTasks(account(rows, most, asked), place, ({ id }) => void seen.add(id));
				} catch (error) {
					expect((error as Error).message).toContain('it cannot be made sure');
					return;
				}
				expect(crowded && rows.length > most).toBe(false);
				expect(seen.size).toBe(rows.length);
			},
		),
	);
});

it('asks once where the project is small', async () => {
	const asked: string[] = [];
	const rows = [{ id: '1', name: '', added: '2026-01-01', status: 'active' }];
	await visitTasks(account(rows, 5, asked), { project: '26', today: '2026-02-10' }, () => {});
	expect(asked).toEqual([]);
});
