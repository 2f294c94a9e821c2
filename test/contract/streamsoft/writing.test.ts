import type { Step, StepResult } from '../../../nodes/Streamsoft/api';
import type { StreamsoftSimulator } from '../../../sandbox/streamsoft';
import { ANNA, failure, fill, MEETING, PIOTR, startWorld, values, VISIT, withApi, ZURAW } from './world';

let sim: StreamsoftSimulator;
afterAll(async () => await sim.close());

const write = async (...steps: Step[]): Promise<StepResult[]> =>
	await withApi(sim, async (api) => await api.write(steps));
const states = (results: StepResult[]) => results.map((one) => ('fault' in one ? one.fault.kind : one.state));
const faultOf = (result: StepResult | undefined) => (result && 'fault' in result ? result.fault : undefined);

describe.each([
	['plain', false],
	['modified', false],
	['modified', true],
] as const)('the %s schema (procedures: %s)', (schema, procedures) => {
	beforeAll(async () => {
		await sim?.close();
		sim = await startWorld({ switches: { schema, procedures } });
	});
	beforeEach(async () => await fill(sim));

	test('a task is created with all its fields', async () => {
		const whole = {
			...values,
			description: 'Wiersz\r\ndrugi ąę',
			place: 'Łódź',
			contractorId: ZURAW,
			allDay: true,
			done: true,
		};
		const [result] = await write({ do: 'insert', values: whole });
		expect(result).toMatchObject({ state: 'written', task: { ...whole, contractor: 'Zakłady Ślusarskie Żuraw' } });
		const { id } = (result as { task: { id: number } }).task;
		expect(await sim.store.task(id)).toMatchObject({
			subject: 'Spotkanie',
			start: '2026-07-01 10:00:00',
			allDay: true,
		});
	});

	test('only what differs is written, and only if the task is as expected', async () => {
		const { id } = await sim.act.addTask({
			type: MEETING,
			operator: ANNA,
			subject: 'Dawny',
			start: values.start,
			place: 'Łódź',
		});
		expect(
			states(
				await write(
					{ do: 'update', id, values: { subject: 'Nowy', place: '' }, expected: { subject: 'Dawny', place: 'Łódź' } },
					{ do: 'update', id, values: { subject: 'Nowy' } },
					{ do: 'update', id, values: { subject: 'Inny' }, expected: { subject: 'Dawny' } },
					{ do: 'update', id: 99, values: { subject: 'Nowy' } },
				),
			),
		).toEqual(['written', 'unchanged', 'changed', 'gone']);
		expect(await sim.store.task(id)).toMatchObject({ subject: 'Nowy', place: null, start: values.start });
	});

	test('to another operator and type', async () => {
		const { id } = await sim.act.addTask({ type: MEETING, operator: ANNA, subject: 'Dawny', start: values.start });
		expect(states(await write({ do: 'update', id, values: { typeId: VISIT, operatorId: PIOTR } }))).toEqual([
			'written',
		]);
		expect(await sim.store.task(id)).toMatchObject({ type: VISIT, operator: PIOTR });
	});

	test('cancelled and deleted', async () => {
		const { id } = await sim.act.addTask({
			type: MEETING,
			operator: ANNA,
			subject: 'Dawny',
			start: values.start,
			features: { Priorytet: 'niski' },
		});
		const steps: Step[] = [
			{ do: 'cancel', id },
			{ do: 'cancel', id },
			{ do: 'remove', id, expected: { subject: 'Inny' } },
			{ do: 'remove', id, expected: { subject: 'Dawny' } },
			{ do: 'remove', id },
		];
		expect(states(await write(...steps))).toEqual(['written', 'unchanged', 'changed', 'written', 'gone']);
		expect(await sim.store.task(id)).toBeUndefined();
	});

	test('hours that a change of the offset skips or doubles stay as they are', async () => {
		const times = { start: '2026-03-29 02:30:00', end: '2026-10-25 02:30:00' };
		const [result] = await write({ do: 'insert', values: { ...values, ...times } });
		expect(result).toMatchObject({ state: 'written', task: times });
	});

	test('a long text is written whole', async () => {
		const description = procedures ? 'ż'.repeat(8_000) : `${'żółw '.repeat(8_000)}koniec`;
		const [result] = await write({ do: 'insert', values: { ...values, description } });
		expect(result).toMatchObject({ state: 'written', task: { description } });
		const { id } = (result as { task: { id: number } }).task;
		expect(states(await write({ do: 'update', id, values: { description: 'krótki' } }))).toEqual(['written']);
		expect((await sim.store.task(id))!.description).toBe('krótki');
	});

	test('what a text cannot hold is named, and nothing of it written', async () => {
		const results = await write(
			{ do: 'insert', values: { ...values, subject: 'a😀b' } },
			{ do: 'insert', values: { ...values, subject: 'x'.repeat(121) } },
			{ do: 'insert', values: { ...values, description: 'Привет' } },
			{ do: 'insert', values: { ...values, subject: 'Dobry' } },
		);
		expect(states(results)).toEqual(['invalid', 'invalid', 'invalid', 'written']);
		expect(results.map((one) => faultOf(one)?.message).slice(0, 3)).toEqual([
			'Subject (Temat) holds the character "😀" U+1F600, which the database cannot store (WIN1250).',
			expect.stringContaining('Subject (Temat) has 121 characters; 120 fit into'),
			expect.stringContaining('Description (Opis) holds the character "П" U+041F'),
		]);
		expect((await sim.store.tasks()).map(({ subject }) => subject)).toEqual(['Dobry']);
	});

	test('quotes and statements in values are only text', async () => {
		const subject = `'; DROP TABLE ZDARZENIE; --" ?:x`;
		const [result] = await write({ do: 'insert', values: { ...values, subject, place: `O'Brien "?"` } });
		expect(result).toMatchObject({ state: 'written', task: { subject, place: `O'Brien "?"` } });
	});
});

describe('straight into the table', () => {
	beforeAll(async () => {
		await sim?.close();
		sim = await startWorld();
	});
	beforeEach(async () => await fill(sim));

	test('a reserved ID is used once', async () => {
		await withApi(sim, async (api) => {
			const ids = await api.reserveIds(3);
			expect(ids).toEqual([ids[0], ids[0]! + 1, ids[0]! + 2]);
			expect((await api.reserveIds(1))[0]).toBe(ids[2]! + 1);
			expect(await api.canReserve()).toBe(true);
			const steps = [1, 2].map((): Step => ({ do: 'insert', id: ids[0], values }));
			const results = await api.write(steps);
			expect(states(results)).toEqual(['written', 'exists']);
			expect(results[1]).toMatchObject({ task: { id: ids[0], subject: 'Spotkanie' } });
		});
	});

	test('a thousand tasks in ten transactions', async () => {
		await withApi(sim, async (api) => {
			const ids = await api.reserveIds(1_000);
			const results = await api.write(
				ids.map((id) => ({ do: 'insert', id, values: { ...values, subject: `Zadanie ${id}` } })),
			);
			expect(new Set(states(results))).toEqual(new Set(['written']));
			expect(results[999]).toMatchObject({ task: { id: ids[999], subject: `Zadanie ${ids[999]}` } });
		});
		expect(sim.requests.count({ action: 'commit' })).toBe(10);
	});

	test('a record that the database refuses does not take the others with it', async () => {
		const results = await write(
			{ do: 'insert', values },
			{ do: 'insert', values: { ...values, operatorId: 99 } },
			{ do: 'insert', values: { ...values, typeId: null } },
			{ do: 'insert', values },
		);
		expect(states(results)).toEqual(['written', 'invalid', 'invalid', 'written']);
		expect(faultOf(results[1])!.message).toContain('a record of another table is missing');
		expect(faultOf(results[2])!.message).toContain('ZDARZENIE.ID_TYPZDARZENIA must have a value');
		expect(await sim.store.tasks()).toHaveLength(2);
	});

	test('without a trigger that fills in the key', async () => {
		sim.switches.keyTrigger = false;
		await sim.seed({ ...(await import('./world')).seed });
		const results = await withApi(sim, async (api) => {
			const [id] = await api.reserveIds(1);
			return await api.write([{ do: 'insert', id, values }]);
		});
		expect(states(results)).toEqual(['written']);
		sim.switches.keyTrigger = true;
	});

	test('a site whose own rules refuse the commit', async () => {
		sim.switches.commitTrigger = 'refuse';
		await sim.seed({ ...(await import('./world')).seed });
		const [result] = await write({ do: 'insert', values });
		expect(faultOf(result)).toMatchObject({ kind: 'invalid', effect: 'none' });
		expect(await sim.store.tasks()).toEqual([]);
		sim.switches.commitTrigger = 'none';
	});

	test('a profile that says how tasks are cancelled', async () => {
		const schemaProfile = JSON.stringify({ events: { cancel: { column: 'MIEJSCE', value: 'ODWOŁANE' } } });
		const { id } = await sim.act.addTask({ type: MEETING, operator: ANNA, subject: 'Dawny', start: values.start });
		const results = await withApi(
			sim,
			async (api) => [
				...(await api.write([{ do: 'cancel', id }])),
				(await api.tasksByIds([id])).get(id)!.cancelled,
				await api.taskIds({ cancelled: false }),
				await api.taskIds({ cancelled: true }),
			],
			{ schemaProfile },
		);
		expect(results).toMatchObject([{ state: 'written', task: { done: false } }, true, [], [id]]);
		const never = JSON.stringify({ events: { cancel: null } });
		const [refused] = await withApi(sim, async (api) => await api.write([{ do: 'cancel', id }]), {
			schemaProfile: never,
		});
		expect(faultOf(refused)).toMatchObject({ kind: 'misconfigured' });
	});

	test('constants of the profile are written into new tasks', async () => {
		const schemaProfile = JSON.stringify({ events: { columns: { place: null }, fixed: { MIEJSCE: 'n8n' } } });
		const [result] = await withApi(sim, async (api) => await api.write([{ do: 'insert', values }]), { schemaProfile });
		expect(result).toMatchObject({ state: 'written' });
		expect((await sim.store.tasks())[0]).toMatchObject({ place: 'n8n' });
		const place = await failure(withApi(sim, async (api) => await api.fit({ place: 'Łódź' }), { schemaProfile }));
		expect(place.message).toBe('The schema profile names no column for Place (Miejsce), so it cannot be written.');
	});
});

test('a procedure that refuses tells why', async () => {
	await sim.close();
	sim = await startWorld({ switches: { schema: 'modified', procedures: true } });
	const [result] = await write({ do: 'insert', values: { ...values, typeId: 99 } });
	expect(faultOf(result)).toMatchObject({
		kind: 'invalid',
		message: expect.stringMatching(/XXX_N8N_ZDARZ_ADD refused it with error \d+/),
	});
	expect(await sim.store.tasks()).toEqual([]);
	await withApi(sim, async (api) => expect(await api.canReserve()).toBe(false));
});
