import type { Polled } from '../support/workflow';
import { ANNA, PIOTR, useTwoWay, withFirebird } from './twoWay';

const TASK = { type: 'Spotkanie', operator: 'anna', subject: 'Zadanie', start: '2027-01-05 10:00:00' };
const EVENT = { calendar: ANNA, summary: 'Zadanie', start: '2027-01-05T10:00:00' };

withFirebird('the first run, with records on both sides', () => {
	const world = useTwoWay();

	it('links what is the same and doubles nothing, whichever side is given first', async () => {
		for (const first of ['task', 'event'] as const) {
			const two = world();
			const subject = `Zadanie ${first}`;
			const { id: task } = await two.streamsoft.act.addTask({ ...TASK, subject });
			const { id: event } = two.google.act.addEvent({ ...EVENT, summary: subject, description: 'Z Google' });
			const items = [two.task(task), two.event(event)];
			const rows = await two.sync(first === 'task' ? items : items.reverse());
			expect(rows.map(({ taskId, eventId }) => [taskId, eventId])).toEqual([
				[String(task), event],
				[String(task), event],
			]);
			expect((await two.taskRow(task))!.description).toBe('Z Google');
			expect(two.events().filter(({ summary }) => summary === subject)).toHaveLength(1);
			expect((await two.tasks()).filter((one) => one.subject === subject)).toHaveLength(1);
		}
	});

	it('takes only what has the same title, time, type and operator for the same, and one for one', async () => {
		const two = world();
		const tasks = [TASK, TASK, { ...TASK, start: '2027-01-05 11:00:00' }, { ...TASK, subject: 'Inne' }];
		const ids: number[] = [];
		for (const task of tasks) ids.push((await two.streamsoft.act.addTask(task)).id);
		const { id } = two.google.act.addEvent(EVENT);
		two.google.act.addEvent({ ...EVENT, calendar: PIOTR });
		const rows = await two.sync(ids.map(two.task));
		expect(rows.map(({ eventId }) => eventId === id)).toEqual([true, false, false, false]);
		expect(new Set(rows.map(({ eventId }) => eventId)).size).toBe(4);
	});

	it('without matching both get a counterpart', async () => {
		const two = world();
		const { id } = await two.streamsoft.act.addTask(TASK);
		const event = two.google.act.addEvent(EVENT);
		await two.sync([two.task(id), two.event(event.id)], { options: { match: false } });
		expect(two.events().filter(({ summary }) => summary === 'Zadanie')).toHaveLength(2);
		expect((await two.tasks()).filter(({ subject }) => subject === 'Zadanie')).toHaveLength(2);
	});
});

withFirebird('behind its trigger', () => {
	const world = useTwoWay();

	it('a braked mass deletion waits together however long, and the other changes flow', async () => {
		const two = world();
		const ids: number[] = [];
		for (let number = 0; number < 4; number++)
			ids.push((await two.streamsoft.act.addTask({ ...TASK, subject: `Zadanie ${number}` })).id);
		const trigger = two.polled({ options: { maxDeletions: 2 } });
		const runAll = async ({ batches }: Polled) => {
			for (const batch of batches) await batch.run();
		};
		await runAll(await trigger.activate());
		await runAll(await trigger.poll());
		const count = () => two.events().filter(({ summary }) => summary.startsWith('Zadanie')).length;
		expect(count()).toBe(4);
		for (const task of ids.slice(0, 3)) await two.streamsoft.act.deleteTask({ task });
		for (let poll = 0; poll < 8; poll++) {
			if (poll === 4) await two.streamsoft.act.editTask({ task: ids[3]!, subject: 'Zadanie zmienione' });
			await runAll(await trigger.poll());
		}
		expect(count()).toBe(4);
		expect(two.events().some(({ summary }) => summary === 'Zadanie zmienione')).toBe(true);
	});
});
