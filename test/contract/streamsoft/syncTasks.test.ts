/** The tasks of a real Firebird as the two-way sync reads and writes them. */
import { CALL, ANNA, MEETING, PIOTR, task, VISIT } from './watchWorld';
import { FIELDS, OWNER, schemas, TIME, World } from './syncWorld';

describe.each(schemas)('with the schema $schema', (switches) => {
	const world = new World(switches);

	it('knows operators and types, and why one takes no part', async () => {
		expect(await world.system.operators()).toEqual(
			expect.arrayContaining([
				{ id: String(ANNA), names: ['Anna Nowakowska', 'ANNA'] },
				expect.objectContaining({ id: '10003', leftOut: expect.stringContaining('not active') }),
			]),
		);
		expect(await world.system.types()).toEqual(
			expect.arrayContaining([
				{ id: String(VISIT), names: ['Wizyta referencyjna'] },
				expect.objectContaining({ id: String(CALL), leftOut: expect.stringContaining('not marked') }),
			]),
		);
		expect(await world.system.problems()).toEqual([]);
		expect(world.system.spent.requests).toBeGreaterThan(0);
	});

	it('reads a task with what is shown', async () => {
		await world.sim.act.addTask(
			task(7, {
				...{ subject: 'Zażółć', description: 'a\r\nb', start: '2026-07-01 10:00:00', end: '2026-07-01 11:30:00' },
				...{ contractor: 10007, features: { Etap: 'Oferta', Budżet: '1000 €' } },
			}),
		);
		expect(await world.read(7)).toMatchObject({
			id: '7',
			...OWNER,
			fields: { subject: 'Zażółć', notes: 'a\nb', place: '', time: TIME },
			shown: 'Contractor: ALFA\nBudżet: 1000 €\nEtap: Oferta',
			closed: false,
		});
		await world.sim.act.completeTask({ task: 7 });
		expect((await world.read(7)).closed).toBe(true);
		expect('editedAt' in (await world.read(7))).toBe(switches.schema === 'modified');
	});

	it('an ID that no task can have does not stop the others', async () => {
		await world.sim.act.addTask(task(7));
		const ids = ['7', '99999999999', '9007199254740993', '-1', '', '7.5', 'x'];
		expect([...(await world.side.read(ids)).keys()]).toEqual(['7']);
	});

	it('creates what it reads back', async () => {
		const task = await world.created();
		expect(task).toMatchObject({ ...OWNER, fields: FIELDS, closed: false });
		expect(await world.read(task.id)).toEqual(task);
		expect(await world.rowOf(task.id)).toMatchObject({
			description: 'Pierwsza\r\ndruga',
			start: '2026-07-01 10:00:00',
			end: '2026-07-01 11:30:00',
		});
	});

	it('writes only what is named, to a task that is as it was read', async () => {
		const task = await world.created();
		await world.sim.act.setFeature({ task: Number(task.id), feature: 'Etap', value: 'Oferta' });
		const owner = { operator: String(PIOTR), type: String(VISIT) };
		const result = await world.write({ do: 'update', task, fields: { place: 'Zielona Góra' }, owner });
		expect(result).toMatchObject({
			record: { ...owner, fields: { ...FIELDS, place: 'Zielona Góra' }, shown: 'Etap: Oferta' },
		});
	});

	it('leaves alone what somebody changed since', async () => {
		const [task, other, gone] = [await world.created(), await world.created(), await world.created()];
		await world.sim.act.editTask({ task: Number(task.id), place: 'Kraków' });
		await world.sim.act.deleteTask({ task: Number(gone.id) });
		const results = await world.side.write([
			...[task, other, gone].map((one) => ({ do: 'update' as const, task: one, fields: { subject: 'x' } })),
			{ do: 'delete', task },
			{ do: 'cancel', task },
		]);
		expect(results).toMatchObject([
			{ refused: 'changed' },
			{ record: { fields: { subject: 'x' } } },
			{ refused: 'gone' },
			{ refused: 'changed' },
			{ refused: 'changed' },
		]);
		expect(await world.rowOf(task.id)).toMatchObject({ subject: 'Wizyta', place: 'Kraków', done: false });
	});

	it('deletes, and cancels', async () => {
		const [task, other] = [await world.created(), await world.created()];
		await world.sim.act.setFeature({ task: Number(task.id), feature: 'Etap', value: 'Oferta' });
		expect(await world.write({ do: 'delete', task: await world.read(task.id) })).toEqual({});
		expect(await world.rowOf(task.id)).toBeUndefined();
		expect(await world.write({ do: 'cancel', task: other })).toMatchObject({ record: { closed: true } });
	});

	it('never makes two of one', async () => {
		const [id = ''] = await world.side.reserve(1);
		expect(await world.create({}, id)).toHaveProperty('record');
		expect(await world.create({ subject: 'other' }, id)).toEqual({ refused: 'changed' });
		expect(await world.rows()).toHaveLength(1);
	});

	it('reserves ids that nobody else gets', async () => {
		const [first, second] = await Promise.all([world.side.reserve(50), world.side.reserve(50)]);
		const added = await world.sim.act.addTask({
			type: MEETING,
			operator: ANNA,
			subject: 'x',
			start: '2026-07-01 10:00:00',
		});
		expect(new Set([...first, ...second, String(added.id)]).size).toBe(101);
	});

	it.each(['before', 'after'] as const)('a commit whose answer is lost (%s) is looked up', async (reset) => {
		const [kept, going] = [await world.created(), await world.created()];
		const [id = ''] = await world.side.reserve(1);
		world.sim.faults.inject({ match: { path: 'commit' }, reset });
		const results = await world.side.write([
			{ do: 'create', id, owner: OWNER, fields: FIELDS },
			{ do: 'update', task: kept, fields: { subject: 'x' } },
			{ do: 'delete', task: going },
		]);
		expect(results).toMatchObject([{ record: { id } }, { record: { fields: { subject: 'x' } } }, {}]);
		expect((await world.rows()).map(({ id: one }) => one).sort()).toEqual([Number(kept.id), Number(id)].sort());
	});

	it('one that somebody holds does not stop the others', async () => {
		const [held, free] = [await world.created(), await world.created()];
		await world.sim.act.holdLock({ task: Number(held.id) });
		const results = await world.side.write(
			[held, free].map((one) => ({ do: 'update' as const, task: one, fields: { subject: 'x' } })),
		);
		expect(results[0]).toMatchObject({ fault: { kind: 'conflict', waits: true } });
		expect(results[1]).toMatchObject({ record: { fields: { subject: 'x' } } });
	});

	it('finds the same task, and only open ones of that owner', async () => {
		const [one, two, done] = [await world.created(), await world.created({ notes: 'other' }), await world.created()];
		await world.sim.act.completeTask({ task: Number(done.id) });
		await world.created({ subject: 'Telefon' });
		await world.created({ time: '2026-07-01T08:00:00Z/2026-07-01T10:00:00Z' });
		const night = await world.created({ time: '2026-10-25T01:30:00Z/2026-10-25T02:30:00Z' });
		const wanted = [FIELDS, night.fields, { ...FIELDS, subject: 'nothing' }].map((fields) => ({
			owner: OWNER,
			fields,
		}));
		expect(
			await world.side.findSame([...wanted, { owner: { ...OWNER, type: String(VISIT) }, fields: FIELDS }]),
		).toEqual([[one.id, two.id], [night.id], [], []]);
	});

	it('does not take an emptied table for deletions', async () => {
		const task = await world.created();
		await world.sim.act.deleteTask({ task: Number(task.id) });
		await expect(world.side.read([task.id])).rejects.toMatchObject({ kind: 'braked' });
		await world.created();
		expect(await world.side.read([task.id])).toEqual(new Map());
	});
});
