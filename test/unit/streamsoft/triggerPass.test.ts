/** What a trigger tells of the tasks of its window. */
import { sampleOf } from '../../../nodes/Streamsoft/watch/sample';
import { startAt } from '../../../nodes/Streamsoft/watch/start';
import { watchOf, type EventKind } from '../../../nodes/Streamsoft/watch/watched';
import { ALL, fault, filled, told, Watcher } from './taskTable';

const DAY = 24 * 3600_000;
describe('what is told', () => {
	it('from now on: what was there is known', async () => {
		const watcher = await new Watcher(filled(1, 2), ALL).start();
		expect(await watcher.poll()).toEqual([]);
	});

	it('everything: all of the window as created', async () => {
		const watcher = await new Watcher(filled(1, 2), ALL).start('everything');
		expect(told(await watcher.poll())).toEqual(['taskCreated 1', 'taskCreated 2']);
		expect(await watcher.poll()).toEqual([]);
	});

	it('since a date: is not known', async () => {
		const start = startAt(filled(1), watchOf(ALL, {}), { from: 'date', date: '2026-01-01T00:00:00Z' });
		expect(await fault(start)).toMatchObject({ kind: 'input', field: 'Start With' });
	});

	it.each([
		['taskCreated', ['taskCreated 3']],
		['taskUpdated', ['taskUpdated 1']],
		['taskCreatedOrUpdated', ['taskUpdated 1', 'taskCreated 3']],
		['taskDeleted', ['taskDeleted 2']],
		[ALL, ['taskUpdated 1', 'taskCreated 3', 'taskDeleted 2']],
	] as Array<[EventKind, string[]]>)('%s', async (event, expected) => {
		const table = filled(1, 2);
		const watcher = await new Watcher(table, event).start();
		table.put(1, { place: 'Zielona Góra' });
		table.rows.delete(2);
		table.put(3);
		expect(told(await watcher.poll())).toEqual(expected);
		expect(await watcher.poll()).toEqual([]);
	});

	it('a record edited back between two polls is no change', async () => {
		const table = filled(1);
		const watcher = await new Watcher(table, ALL).start();
		table.put(1, { subject: 'other' });
		table.put(1, { subject: 'task 1' });
		expect(await watcher.poll()).toEqual([]);
	});

	it('a state that comes back in another poll is another delivery', async () => {
		const table = filled(1);
		const watcher = await new Watcher(table, ALL).start();
		const ids: string[] = [];
		for (const done of [true, false, true, false]) {
			table.put(1, { done });
			ids.push(...(await watcher.poll()).map(({ id }) => id));
		}
		expect(new Set(ids).size).toBe(4);
	});

	it('the names of contractors and operators are no change of a task', async () => {
		const table = filled(1);
		const watcher = await new Watcher(table, ALL).start();
		table.put(1, { contractor: 'renamed', modifiedAt: '2026-07-01 12:00:00' });
		expect(await watcher.poll()).toEqual([]);
	});

	it('features count where they are wanted', async () => {
		const table = filled(1);
		const [without, having] = [
			await new Watcher(table, ALL).start(),
			await new Watcher(table, ALL, { withFeatures: true }).start(),
		];
		table.put(1, { features: [{ id: '21', name: 'Etap', value: 'Oferta' }] });
		expect(await without.poll()).toEqual([]);
		expect(told(await having.poll())).toEqual(['taskUpdated 1']);
		table.put(1, { features: [{ id: '21', name: 'Etap', value: 'Wygrana' }] });
		expect(told(await having.poll())).toEqual(['taskUpdated 1']);
		table.put(1, { features: [] });
		expect(told(await having.poll())).toEqual(['taskUpdated 1']);
	});
});

describe('an empty side', () => {
	it('another database under the same credential is no deletion of all tasks', async () => {
		const table = filled(1, 2);
		const watcher = await new Watcher(table, ALL).start();
		table.identityNow = 'Streamsoft TEST ZDARZENIE.ID_ZDARZENIE';
		table.rows.delete(1);
		expect(await fault(watcher.poll())).toMatchObject({
			kind: 'misconfigured',
			message: expect.stringContaining('TEST'),
		});
		table.identityNow = 'Streamsoft FIRMA ZDARZENIE.ID_ZDARZENIE';
		expect(told(await watcher.poll())).toEqual(['taskDeleted 1']);
	});

	it('stops where the whole table is empty, and goes on with the first task', async () => {
		const table = filled(1, 2);
		const watcher = await new Watcher(table, ALL).start();
		const kept = new Map(table.rows);
		table.rows.clear();
		expect(await fault(watcher.poll())).toMatchObject({
			kind: 'braked',
			message: expect.stringContaining('2 were there'),
		});
		for (const [id, row] of kept) table.put(id, row);
		expect(await watcher.poll()).toEqual([]);
		table.rows.clear();
		table.put(7);
		expect(told(await watcher.poll())).toEqual(['taskCreated 7', 'taskDeleted 1', 'taskDeleted 2']);
	});

	it('is believed where others have tasks', async () => {
		const table = filled(1, 2);
		const watcher = await new Watcher(table, ALL, { operators: ['1'] }).start();
		table.put(2, { operatorId: 2 });
		table.rows.delete(1);
		expect(told(await watcher.poll())).toEqual(['taskDeleted 1', 'taskUpdated 2 left operator']);
	});
});

describe('a reading that is cut short', () => {
	it('tells the rest with the next poll, each once', async () => {
		const ids = Array.from({ length: 25 }, (_, at) => at + 1);
		const table = filled(...ids);
		const watcher = await new Watcher(table, ALL).start('everything');
		const all = [...(await watcher.poll(10, 1)), ...(await watcher.poll(10, 1)), ...(await watcher.poll(10))];
		expect(all.map(({ recordId }) => Number(recordId))).toEqual(ids);
		for (const id of ids) table.rows.delete(id);
		table.put(99);
		const rest = [...(await watcher.poll(10, 1)), ...(await watcher.poll(10, 1)), ...(await watcher.poll(10))];
		expect(told(rest)).toEqual(['taskCreated 99', ...ids.map((id) => `taskDeleted ${id}`)]);
	});

	it('by the clock tells what it found, while there still is time to read that', async () => {
		const ids = Array.from({ length: 25 }, (_, at) => at + 1);
		const table = filled(...ids);
		const watcher = await new Watcher(table, ALL).start();
		table.put(3, { done: true });
		table.put(20, { done: true });
		const began = Date.now();
		let now = began;
		const clock = jest.spyOn(Date, 'now').mockImplementation(() => now);
		table.onRow = () => (now += 2_000);
		const first = await watcher.poll(1_000, Infinity, began + 45_000);
		expect(told(first)).toEqual(['taskUpdated 3']);
		expect(now).toBeLessThan(began + 40_000);
		clock.mockRestore();
		expect(told(await watcher.poll())).toEqual(['taskUpdated 20']);
	});

	it('by an error tells nothing twice and loses nothing', async () => {
		const table = filled(1, 2, 3);
		const watcher = await new Watcher(table, ALL).start();
		for (const id of [1, 2, 3]) table.put(id, { done: true });
		table.onRow = ({ id }) => {
			if (id === 3) throw new Error('connection lost');
		};
		const before = watcher.cursor;
		await expect(watcher.poll()).rejects.toThrow('connection lost');
		expect(watcher.cursor).toEqual(before);
		table.onRow = () => {};
		expect(told(await watcher.poll())).toEqual(['taskUpdated 1', 'taskUpdated 2', 'taskUpdated 3']);
	});
});

describe('a poll that finds nothing', () => {
	it('asks once and leaves what is kept as it was', async () => {
		const table = filled(1, 2);
		const watcher = await new Watcher(table, ALL).start();
		const before = watcher.cursor;
		table.asked.length = 0;
		for (let minute = 0; minute < 25; minute++) await watcher.poll();
		expect(watcher.cursor).toEqual(before);
		expect(table.asked).toEqual(Array(25).fill('snapshot'));
		table.now += DAY;
		await watcher.poll();
		expect(Date.parse(watcher.cursor.time)).toBe(table.now - 60_000);
	});
});

it('negative and large ids are told as they are', async () => {
	const table = filled(-5, 2 ** 40);
	const watcher = await new Watcher(table, ALL).start();
	table.rows.delete(-5);
	table.put(2 ** 40, { done: true });
	expect(told(await watcher.poll())).toEqual([`taskUpdated ${2 ** 40}`, 'taskDeleted -5']);
});

it('an example is one of the newest tasks, rather one that holds the value', async () => {
	const table = filled(1, 2, 3, 4, 5);
	table.put(2, { place: 'Łódź' });
	const example = async (event: EventKind, params = {}) => await sampleOf(table, watchOf(event, params));
	expect((await example('taskUpdated')).map(({ recordId }) => recordId)).toEqual(['5', '4', '3']);
	const becoming = await example('fieldBecameValue', { field: 'place', values: 'Łódź' });
	expect(becoming).toMatchObject([{ recordId: '2', changes: { place: { to: 'Łódź' } }, record: { place: 'Łódź' } }]);
	expect((await example('taskDeleted'))[0]).toMatchObject({ record: { id: '5', deleted: true } });
});
