import * as fc from 'fast-check';

import { MINUTE, Poller, watching } from './triggerPoller';
import { FakeVendor } from './triggerVendor';

describe('statuses under the engine', () => {
	it('delivers every change that a poll can see, with the status before it', async () => {
		const tags = [{}, { '1': 'To do' }, { '2': 'In work' }, { '3': 'Accepted' }, { '2': 'In work', '9': 'Urgent' }];
		const shown = (set: Record<string, string>) => (set['1'] ?? set['2'] ?? set['3'] ?? '') as string;
		const move = fc.record({
			task: fc.integer({ min: 1, max: 4 }),
			tags: fc.integer({ min: 0, max: tags.length - 1 }),
			open: fc.boolean(),
			polls: fc.boolean(),
		});
		await fc.assert(
			fc.asyncProperty(fc.array(move, { maxLength: 40 }), fc.constantFrom(1, 2, 1_000), async (moves, limit) => {
				const vendor = new FakeVendor();
				const poller = new Poller(
					vendor,
					watching(vendor, 'fieldBecameValue', { field: 'Status', values: [], otherValues: [] }),
					{ from: 'now' },
					limit,
				);
				await poller.poll();
				const seen = new Map<string, string>();
				const expected: string[] = [];
				const observe = async () => {
					vendor.now += MINUTE;
					const owed: string[] = [];
					for (const [id, task] of vendor.all) {
						const isSeen = vendor.open.has(id) || seen.has(id);
						const was = seen.get(id) ?? '';
						const isStill = vendor.open.has(id) || wasOpen.has(id);
						const now = isStill ? shown(task.tags as Record<string, string>) : was;
						if (isSeen && was !== now) owed.push(`${id} ${was}>${now}`);
						if (isSeen) seen.set(id, now);
					}
					expected.push(...owed);
					await poller.poll();
					wasOpen = new Set(vendor.open.keys());
				};
				let wasOpen = new Set<string>();
				for (const { task, tags: set, open, polls } of moves) {
					const id = String(task);
					vendor.open.delete(id);
					vendor.task(id, { tags: tags[set], status: open ? 'active' : 'done' });
					if (polls) await observe();
				}
				await observe();
				const told = poller.delivered.map(({ recordId, changes }) => {
					return `${recordId} ${String(changes?.Status?.from)}>${String(changes?.Status?.to)}`;
				});
				expect([...told].sort()).toEqual([...expected].sort());
			}),
			{ numRuns: 200 },
		);
	});
});
