/** What a trigger tells of tasks that leave its window, and come back. */
import { ALL, filled, told, Watcher } from './taskTable';

const DAY = 24 * 3600_000;

describe('a task that is no longer shown', () => {
	it('is not deleted while the database knows it', async () => {
		const table = filled(1, 2, 3, 4);
		const watcher = await new Watcher(table, ALL).start();
		table.put(1, { operatorId: 9 });
		table.put(2, { typeId: 19 });
		table.put(3, { start: '2029-01-01 10:00:00', end: null });
		table.put(4, { start: null });
		expect(told(await watcher.poll())).toEqual([
			'taskUpdated 1 left operator',
			'taskUpdated 2 left type',
			'taskUpdated 3 left window',
			'taskUpdated 4 left window',
		]);
		expect(await watcher.poll()).toEqual([]);
	});

	it('left in silence when only time has passed', async () => {
		const table = filled(1, 2);
		const watcher = await new Watcher(table, ALL).start();
		table.now += 60 * DAY;
		table.put(2, { start: '2026-08-25 10:00:00', end: null });
		expect(told(await watcher.poll())).toEqual(['taskUpdated 2']);
		expect(await watcher.poll()).toEqual([]);
	});

	it('is told when its type or operator takes no part any more', async () => {
		const table = filled(1, 2);
		const watcher = await new Watcher(table, ALL).start();
		table.types.delete(11);
		expect(told(await watcher.poll())).toEqual(['taskUpdated 1 left type', 'taskUpdated 2 left type']);
		table.types.add(11);
		expect(told(await watcher.poll())).toEqual(['taskUpdated 1', 'taskUpdated 2']);
	});

	it('stays known when it comes back while it is looked for', async () => {
		const table = filled(1, 2);
		const watcher = await new Watcher(table, ALL).start();
		table.put(1, { operatorId: 9 });
		table.onLook = () => table.put(1, { operatorId: 1 });
		expect(await watcher.poll()).toEqual([]);
		expect(await watcher.poll()).toEqual([]);
	});

	it('is not created when it comes back, whatever made it leave', async () => {
		const table = filled(1, 2, 3);
		const [all, created] = [await new Watcher(table, ALL).start(), await new Watcher(table, 'taskCreated').start()];
		table.put(1, { operatorId: 9 });
		table.put(2, { start: '2029-01-01 10:00:00', end: null });
		table.put(3, { start: '2026-06-03 10:00:00', end: null });
		for (const watcher of [all, created]) await watcher.poll();
		table.now += 5 * DAY;
		// The third has left in silence.
		expect([await all.poll(), await created.poll()]).toEqual([[], []]);
		table.put(1, { operatorId: 1 });
		for (const id of [2, 3]) table.put(id, { start: '2026-07-05 10:00:00' });
		expect(told(await all.poll())).toEqual(['taskUpdated 1', 'taskUpdated 2', 'taskUpdated 3']);
		expect(await created.poll()).toEqual([]);
		table.put(4);
		expect(told(await created.poll())).toEqual(['taskCreated 4']);
	});

	it('that comes back as it left is no change of the fields that are watched', async () => {
		const table = filled(1, 2);
		const watcher = await new Watcher(table, ALL, { fields: ['subject'] }).start();
		for (const id of [1, 2]) table.put(id, { operatorId: 9 });
		expect(await watcher.poll()).toEqual([]);
		for (const id of [1, 2]) table.put(id, { operatorId: 1 });
		table.put(2, { subject: 'other' });
		expect(await watcher.poll()).toMatchObject([
			{ recordId: '2', event: 'taskUpdated', changes: { subject: { from: 'task 2', to: 'other' } } },
		]);
	});

	it('a task moved between operators that are watched is updated', async () => {
		const table = filled(1);
		const watcher = await new Watcher(table, ALL).start();
		table.put(1, { operatorId: 2 });
		expect(told(await watcher.poll())).toEqual(['taskUpdated 1']);
	});
});
