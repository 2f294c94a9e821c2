/** A trigger over long histories, and over very many tasks. */
import * as fc from 'fast-check';

import { watchOf } from '../../../nodes/Streamsoft/watch/watched';
import { ALL, fault, filled, told, Watcher } from './taskTable';

describe('very many tasks', () => {
	it('are remembered in ten bytes each, and compared in one reading', async () => {
		const table = filled(...Array.from({ length: 100_000 }, (_, at) => at + 1));
		const watcher = await new Watcher(table, ALL).start();
		expect(watcher.cursor.rows.length).toBeLessThanOrEqual(1_333_336);
		table.put(77_777, { done: true });
		table.rows.delete(50_000);
		table.asked.length = 0;
		expect(told(await watcher.poll())).toEqual(['taskUpdated 77777', 'taskDeleted 50000']);
		expect(table.asked).toEqual(['snapshot', 'ids']);
		table.put(100_001);
		table.put(100_002);
		expect(await fault(watcher.poll())).toMatchObject({ kind: 'misconfigured', field: 'Months Back' });
	});
});

describe('whatever happens', () => {
	const id = fc.integer({ min: 1, max: 6 });
	const step = fc.oneof(
		fc.record({
			do: fc.constant('put' as const),
			id,
			part: fc.record({
				subject: fc.constantFrom('a', 'b'),
				operatorId: fc.constantFrom(1, 2, 9),
				typeId: fc.constantFrom(11, 12, 19),
				start: fc.constantFrom('2026-07-01 10:00:00', '2026-08-20 10:00:00', '2028-01-01 10:00:00'),
			}),
		}),
		fc.record({ do: fc.constant('delete' as const), id }),
		fc.record({
			do: fc.constant('poll' as const),
			limit: fc.integer({ min: 1, max: 3 }),
			pages: fc.integer({ min: 1, max: 2 }),
		}),
		fc.record({ do: fc.constant('crash' as const) }),
	);

	it('whoever follows what is told knows the tasks of the window in the end', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
				const table = filled(100);
				table.put(100, { start: '2026-07-02 10:00:00', end: null });
				const watcher = await new Watcher(table, ALL).start('everything');
				const [copy, created] = [new Map<string, unknown>(), new Set<string>()];
				const follow = async (limit: number, pages: number) => {
					const delivered = await watcher.delivered(await watcher.poll(limit, pages));
					for (const { recordId, record, about, event } of delivered) {
						// Once, until it is deleted, wherever it has been meanwhile.
						if (event === 'taskDeleted') created.delete(recordId);
						if (event === 'taskCreated') expect(created.has(recordId)).toBe(false);
						if (event === 'taskCreated') created.add(recordId);
						if (record.deleted || about?.left) copy.delete(recordId);
						else copy.set(recordId, record.subject);
					}
				};
				for (const one of steps) {
					if (one.do === 'put') table.put(one.id, { end: null, ...one.part });
					else if (one.do === 'delete') table.rows.delete(one.id);
					else if (one.do === 'poll') await follow(one.limit, one.pages);
					else {
						// The poll was made and everything about it is lost.
						const kept = watcher.cursor;
						await watcher.poll(2);
						watcher.cursor = kept;
					}
				}
				await follow(100, Infinity);
				const { rows } = await table.snapshot(watchOf(ALL, {}));
				const there = new Map<string, unknown>();
				for await (const [row] of rows) there.set(String(row!.id), row!.subject);
				expect(new Map([...copy].sort())).toEqual(new Map([...there].sort()));
				expect(await watcher.poll()).toEqual([]);
			}),
			{ numRuns: 1_000 },
		);
	});
});
