import type { INodeParameters } from 'n8n-workflow';

import { ANNA, MEETING, PICK_UP, PIOTR, useTwoWay, withFirebird, type TwoWay } from './twoWay';

const START = '2027-01-05 10:00:00';

withFirebird('deletions', () => {
	const world = useTwoWay();

	const linkedAndDeleted = async (two: TwoWay) => {
		const { id } = await two.linked();
		return { id, item: two.deleted(id) };
	};

	it.each([
		['cancel', 'updated', { done: true }],
		['delete', 'deleted', undefined],
		['ignore', 'skipped', { done: false }],
		['recreate', 'created', { done: false }],
	])('an event that was deleted: %s', async (eventDeleted, action, task) => {
		const two = world();
		const { item } = await linkedAndDeleted(two);
		const [row] = await two.sync([item], { eventDeleted });
		expect(row!.sync).toMatchObject({ action });
		if (action !== 'created') expect(row!.sync.reason).toContain('The event was deleted');
		if (task) expect(await two.taskRow()).toMatchObject(task);
		else expect(await two.taskRow()).toBeUndefined();
		expect(two.events().filter(({ summary }) => summary.startsWith('Spotkanie z klientem'))).toHaveLength(
			action === 'created' ? 1 : 0,
		);
		const [writes, before] = [two.googleWrites(), await two.tasks()];
		await two.sync([item, two.task()], { eventDeleted });
		expect([two.googleWrites(), await two.tasks()]).toEqual([writes, before]);
	});

	it.each([
		['keep', 1],
		['delete', 0],
	])('an event that was deleted while its task was edited: %s', async (editedAndDeleted, events) => {
		const two = world();
		const { item } = await linkedAndDeleted(two);
		await two.streamsoft.act.editTask({ task: MEETING, subject: 'Ważne' });
		await two.sync([item], { editedAndDeleted, eventDeleted: 'delete' });
		expect(two.events().filter(({ summary }) => summary === 'Ważne')).toHaveLength(events);
		expect((await two.taskRow()) !== undefined).toBe(events === 1);
	});

	it.each([
		['keep', 'created'],
		['delete', 'deleted'],
	])('a task that was deleted while its event was edited: %s', async (editedAndDeleted, action) => {
		const two = world();
		const { id } = await two.linked();
		await two.streamsoft.act.deleteTask({ task: MEETING });
		two.google.act.editEvent({ calendar: ANNA, event: id, summary: 'Ważne' });
		const [row] = await two.sync([two.task()], { editedAndDeleted });
		expect(row!.sync.action).toBe(action);
		const tasks = (await two.tasks()).filter(({ subject }) => subject === 'Ważne');
		expect(tasks).toHaveLength(action === 'created' ? 1 : 0);
		expect(two.eventById(id) !== undefined).toBe(action === 'created');
	});

	it('both deleted: nothing is left to do, by whichever of them it is heard', async () => {
		const two = world();
		const { item } = await linkedAndDeleted(two);
		await two.streamsoft.act.deleteTask({ task: MEETING });
		const rows = await two.sync([item, two.task()]);
		expect(rows.map(({ sync }) => sync.action)).toEqual(['unchanged', 'unchanged']);
	});

	it('an event brought back from the bin finds its task again', async () => {
		const two = world();
		const { id, item } = await linkedAndDeleted(two);
		await two.sync([item]);
		two.google.act.restoreEvent({ calendar: ANNA, event: id });
		const [row] = await two.sync([two.event(id)]);
		expect(row).toMatchObject({ taskId: String(MEETING), eventId: id });
		expect(two.events().filter(({ summary }) => summary.startsWith('Spotkanie z klientem'))).toHaveLength(1);
	});

	it('a move to another account keeps what was edited in the event, and is no deletion', async () => {
		const two = world();
		const { id } = await two.linked();
		two.google.act.editEvent({ calendar: ANNA, event: id, location: 'Nysa' });
		await two.streamsoft.act.moveTask({ task: MEETING, operator: 'piotr' });
		const [row] = await two.sync([two.task()], { options: { maxDeletions: 0 } });
		expect(row).toMatchObject({ calendarId: PIOTR, sync: { action: 'updated' } });
		expect([two.eventById(id), two.eventById(row!.eventId!, PIOTR)!.location]).toEqual([undefined, 'Nysa']);
		expect((await two.taskRow())!.place).toBe('Nysa');
	});

	it('a calendar that was deleted is no deletion of its events', async () => {
		const two = world();
		const { id } = await two.linked();
		await two.sync([two.task(PICK_UP)]);
		two.google.act.deleteCalendar({ calendar: ANNA });
		for (const items of [[two.task()], [two.event(id)]]) {
			const result = await two.run(items, { eventDeleted: 'delete' });
			expect(result.error!.message).toMatch(/calendar/i);
		}
		expect(await two.taskRow()).toMatchObject({ done: false });
		await two.streamsoft.act.editTask({ task: PICK_UP, subject: 'Odbiór drugi' });
		expect((await two.sync([two.task(PICK_UP)]))[0]!.sync.action).toBe('updated');
	});

	it('an emptied table of tasks takes no event away', async () => {
		const two = world();
		const { id } = await two.linked();
		for (const task of await two.tasks()) await two.streamsoft.act.deleteTask({ task: task.id });
		const result = await two.run([two.task(), two.event(id)]);
		expect(result.error!.message).toContain('shows no task at all');
		expect(two.eventById(id)).toBeDefined();
	});

	describe('of many at once', () => {
		const many = async (two: TwoWay, count: number) => {
			const tasks: number[] = [];
			for (let number = 0; number < count; number++) {
				const task = { type: 'Spotkanie', operator: 'anna', subject: `Zadanie ${number}`, start: START };
				tasks.push((await two.streamsoft.act.addTask(task)).id);
			}
			const rows = await two.sync(tasks.map(two.task));
			return { tasks, events: rows.map(({ eventId }) => eventId!) };
		};
		const most = (maxDeletions: number): INodeParameters => ({ options: { maxDeletions } });

		it('more than Max Deletions: none of them, and the rest of the run is delivered again', async () => {
			const two = world();
			const { tasks, events } = await many(two, 4);
			for (const task of tasks.slice(0, 3)) await two.streamsoft.act.deleteTask({ task });
			await two.streamsoft.act.editTask({ task: tasks[3]!, subject: 'Zmienione' });
			const items = tasks.map((id) => ({ ...two.task(id), delivery: { id: `d${id}` } }));
			const { error } = await two.run(items, most(2));
			expect(error!.message).toContain('3 records would be deleted');
			const held = tasks.slice(0, 3).map((id) => `d${id}`);
			expect(error!.context.crmSync).toEqual({ failed: [], waiting: [], held });
			for (const id of events) expect(two.eventById(id)).toBeDefined();
			expect((await two.sync([items[3]!], most(2)))[0]!.sync.action).toBe('updated');
			expect((await two.sync(items, most(3))).map(({ sync }) => sync.action)).toEqual([
				'deleted',
				'deleted',
				'deleted',
				'unchanged',
			]);
		});

		it('a calendar that somebody emptied does not complete all of its tasks', async () => {
			const two = world();
			const { tasks, events } = await many(two, 3);
			const items = events.map((id) => two.deleted(id));
			const { error } = await two.run(items, most(2));
			expect(error!.message).toContain('3');
			for (const id of tasks) expect((await two.taskRow(id))!.done).toBe(false);
			await two.sync(items, most(3));
			for (const id of tasks) expect((await two.taskRow(id))!.done).toBe(true);
		});

		it('moves to another account are no deletions, and one pair given by both its records is one', async () => {
			const two = world();
			const { tasks, events } = await many(two, 2);
			await two.streamsoft.act.moveTask({ task: tasks[0]!, operator: 'piotr' });
			await two.streamsoft.act.deleteTask({ task: tasks[1]! });
			const rows = await two.sync([...tasks.map(two.task), ...events.map((id) => two.event(id))], most(1));
			expect(rows.map(({ sync }) => sync.action)).toEqual(['updated', 'deleted', 'unchanged', 'unchanged']);
			expect(two.events(PIOTR).some(({ summary }) => summary === 'Zadanie 0')).toBe(true);
		});

		it('Max Changes stops a run that would change more, before anything is written', async () => {
			const two = world();
			const { tasks } = await many(two, 3);
			for (const task of tasks) await two.streamsoft.act.editTask({ task, place: 'Opole' });
			const writes = two.googleWrites();
			const { error } = await two.run(tasks.map(two.task), { options: { maxChanges: 2 } });
			expect(error!.message).toContain('Nothing was written: 3 records');
			expect(two.googleWrites()).toBe(writes);
		});

		it('a dry run tells deletions, whatever Max Deletions says', async () => {
			const two = world();
			const { tasks, events } = await many(two, 2);
			for (const task of tasks) await two.streamsoft.act.deleteTask({ task });
			const rows = await two.sync(tasks.map(two.task), { dryRun: true, ...most(1) });
			expect(rows.map(({ sync, dryRun }) => [sync.action, dryRun])).toEqual([
				['deleted', true],
				['deleted', true],
			]);
			for (const id of events) expect(two.eventById(id)).toBeDefined();
		});
	});
});
