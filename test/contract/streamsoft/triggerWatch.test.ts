/** What the trigger tells of what people do in Streamsoft, from a real Firebird. */
import {
	ANNA,
	CALL,
	clock,
	MEETING,
	PIOTR,
	recordOf,
	schemas,
	task,
	ThreeTasks,
	told,
	Trigger,
	VISIT,
} from './watchWorld';

describe.each(schemas)('with the schema $schema', (switches) => {
	const world = new ThreeTasks(switches);

	test('created, updated and deleted, with all of the record', async () => {
		const trigger = await world.begun();
		const [start, end] = [clock(9, '08:30:00'), clock(9, '09:15:00')];
		await world.sim.act.addTask(
			task(4, {
				...{ start, end, subject: 'Zażółć gęślą jaźń', description: 'Pierwsza\r\ndruga €', place: 'Zielona Góra' },
				...{ contractor: 10007, type: VISIT, operator: PIOTR, features: { Etap: 'Oferta' } },
			}),
		);
		await world.sim.act.editTask({ task: 1, subject: 'Inny' });
		await world.sim.act.deleteTask({ task: 2 });
		const items = await trigger.poll();
		expect(told(items)).toEqual(['taskCreated 4', 'taskDeleted 2', 'taskUpdated 1']);
		const created = items.find(({ id }) => id === '4');
		expect(recordOf(created)).toMatchObject({
			...{ id: '4', subject: 'Zażółć gęślą jaźń', description: 'Pierwsza\r\ndruga €', place: 'Zielona Góra' },
			operator: { id: String(PIOTR), name: 'Piotr Zieliński' },
			type: { id: String(VISIT), name: 'Wizyta referencyjna' },
			...{ startLocal: start, endLocal: end, timeZone: 'Europe/Warsaw', allDay: false, done: false },
			contractor: { id: '10007', name: 'ALFA' },
			features: { Etap: 'Oferta' },
		});
		expect(recordOf(created).start).toMatch(/T08:30:00\+0[12]:00$/);
		expect(Math.abs(Date.parse(String(created?.occurredAt)) - Date.now())).toBeLessThan(60_000);
		expect(recordOf(items.find(({ id }) => id === '2'))).toEqual({ id: '2', deleted: true });
		expect(await trigger.poll()).toEqual([]);
	});

	test('whatever field is changed', async () => {
		const trigger = await world.begun();
		const edits = [
			{ subject: 'a' },
			{ description: 'b' },
			{ description: 'x'.repeat(9_000) },
			{ description: `${'x'.repeat(8_999)}y` },
			{ description: null },
			{ place: 'c' },
			{ start: clock(6) },
			{ end: clock(6, '12:00:00') },
			{ end: null },
			{ allDay: true },
			{ done: true },
			{ type: VISIT },
			{ operator: PIOTR },
			{ contractor: 10007 },
		];
		for (const edit of edits) {
			await world.sim.act.editTask({ task: 1, ...edit });
			expect([edit, told(await trigger.poll())]).toEqual([edit, ['taskUpdated 1']]);
		}
		await world.sim.act.setFeature({ task: 1, feature: 'Etap', value: 'Oferta' });
		expect(await trigger.poll()).toEqual([]);
	});

	test('features, where they are wanted', async () => {
		const trigger = await world.begun({ withFeatures: true });
		for (const value of ['Oferta', 'Wygrana', null]) {
			await world.sim.act.setFeature({ task: 1, feature: 'Etap', value });
			expect(told(await trigger.poll())).toEqual(['taskUpdated 1']);
		}
	});

	test('a feature that becomes a value, with what it was before', async () => {
		const watch = { triggerOn: 'fieldBecameValue', field: 'feature:10017', values: [], otherValues: ['Wygrana'] };
		await world.sim.act.setFeature({ task: 1, feature: 'Etap', value: 'Oferta' });
		const trigger = await world.begun(watch);
		await world.sim.act.setFeature({ task: 1, feature: 'Etap', value: 'Wygrana' });
		await world.sim.act.setFeature({ task: 2, feature: 'Etap', value: 'Przegrana' });
		const items = await trigger.poll();
		expect(items).toMatchObject([
			{ event: 'fieldBecameValue', id: '1', changes: { 'features.Etap': { from: 'Oferta', to: 'Wygrana' } } },
		]);
	});

	test('fields that are watched, with names', async () => {
		const trigger = await world.begun({ fields: ['operator', 'done'] });
		await world.sim.act.moveTask({ task: 1, operator: PIOTR });
		await world.sim.act.editTask({ task: 2, subject: 'x' });
		await world.sim.act.completeTask({ task: 3 });
		const items = await trigger.poll();
		expect(told(items)).toEqual(['taskUpdated 1', 'taskUpdated 3']);
		expect(items.map(({ changes }) => changes)).toEqual(
			expect.arrayContaining([
				{
					operator: {
						from: { id: String(ANNA), name: 'Anna Nowakowska' },
						to: { id: String(PIOTR), name: 'Piotr Zieliński' },
					},
				},
				{ done: { from: false, to: true } },
			]),
		);
	});

	test('a task that leaves is no deletion', async () => {
		await world.sim.act.addTask(task(4));
		const trigger = await world.begun({ operators: [String(ANNA)], types: [String(MEETING)] });
		await world.sim.act.moveTask({ task: 1, operator: PIOTR });
		await world.sim.act.moveTask({ task: 2, type: CALL });
		await world.sim.act.editTask({ task: 3, start: clock(900), end: null });
		await world.sim.act.editTask({ task: 4, start: clock(-90), end: clock(-1) });
		expect(told(await trigger.poll())).toEqual([
			'taskUpdated 1 left operator',
			'taskUpdated 2 left type',
			'taskUpdated 3 left window',
			'taskUpdated 4',
		]);
		expect(await trigger.poll()).toEqual([]);
	});

	test('by default all active operators and marked types', async () => {
		await world.sim.act.addTask(task(4, { type: CALL }));
		await world.sim.act.addTask(task(5, { operator: 10003 }));
		await world.sim.act.addTask(task(6, { operator: PIOTR, type: VISIT }));
		const trigger = new Trigger(world.sim, { startWith: 'everything' });
		expect(told(await trigger.drained())).toEqual([1, 2, 3, 6].map((id) => `taskCreated ${id}`));
	});

	test('an emptied table tells no deletions', async () => {
		const trigger = await world.begun();
		for (const id of [1, 2, 3]) await world.sim.act.deleteTask({ task: id });
		await expect(trigger.poll()).rejects.toThrow('no task at all');
		await world.sim.act.addTask(task(9));
		const items = await new Trigger(world.sim, { startWith: 'everything' }).poll();
		expect(told(items)).toEqual(['taskCreated 9']);
		expect(told(await trigger.poll())).toEqual(['taskCreated 9', ...[1, 2, 3].map((id) => `taskDeleted ${id}`)]);
	});

	test('a run that failed gets its tasks again', async () => {
		const trigger = await world.begun();
		await world.sim.act.editTask({ task: 1, subject: 'x' });
		trigger.status = 'error';
		const [first] = await trigger.poll();
		trigger.status = 'success';
		const [again] = await trigger.poll();
		expect(again).toMatchObject({ id: '1', delivery: { attempt: 2, redelivered: true } });
		expect((again!.delivery as { id: string }).id).toBe((first!.delivery as { id: string }).id);
		expect(await trigger.drained()).toEqual([]);
	});

	test('everything, in as many polls as it takes', async () => {
		await world.sim.act.grow({ count: 60, from: clock(1, '08:00:00'), type: MEETING, operator: ANNA });
		const trigger = new Trigger(world.sim, { startWith: 'everything', options: { perRun: 25 } });
		const items = await trigger.drained();
		expect(new Set(items.map(({ id }) => id)).size).toBe(63);
		expect(items).toHaveLength(63);
	});

	test('an example for a manual run', async () => {
		const trigger = new Trigger(world.sim);
		trigger.mode = 'manual';
		expect(told(await trigger.poll())).toEqual([1, 2, 3].map((id) => `taskUpdated ${id}`));
		expect(trigger.memory).toEqual({});
	});
});
