import { schemaProfile } from '../../../sandbox/streamsoft';
import { describeFirebird, errorOf, namesOf, oneTask, openStreamsoft, type Kit } from './streamsoftKit';

let kit: Kit;
const seedOne = () => kit.sim.seed(oneTask);
const names = (sql: string) => namesOf(kit, sql);

describeFirebird('the schema of Streamsoft', () => {
	beforeAll(async () => {
		kit = await openStreamsoft();
	});
	afterAll(() => kit.close());
	beforeEach(() => kit.sim.reset());

	test('DATAMOD moves with every change, unless it is given; a client may prefilter with it', async () => {
		kit.sim.switches.schema = 'modified';
		await seedOne();
		const [first] = await kit.sim.store.tasks();
		expect(first?.modified).toMatch(/^\d{4}-\d\d-\d\d /);
		const past = await kit.sim.act.editTask({ task: first!.id, modified: '2020-01-01 00:00:00' });
		expect(past.modified).toBe('2020-01-01 00:00:00.0000');
		await kit.ask('UPDATE XXX_ZADANIE SET WYKONANE = 1');
		expect((await kit.sim.store.task(first!.id))?.modified).not.toBe(past.modified);
		expect(
			await kit.ask("SELECT NAZWAZADANIA N FROM XXX_ZADANIE WHERE DATAMOD > CAST('2026-01-01' AS TIMESTAMP)"),
		).toEqual([{ N: 'x' }]);
	});

	test('the profile of the modified schema names what is there, and its queries run', async () => {
		Object.assign(kit.sim.switches, { schema: 'modified', procedures: true });
		await seedOne();
		const { events, operators, eventTypes, featureDefs, featureValues, procedures } = JSON.parse(
			schemaProfile({ procedures: true }),
		) as any;
		const columns = await names(
			`SELECT RDB$FIELD_NAME N FROM RDB$RELATION_FIELDS WHERE RDB$RELATION_NAME = '${events.table}'`,
		);
		expect(columns).toEqual(expect.arrayContaining([events.pk, ...Object.values(events.columns as object)]));
		expect(await names('SELECT RDB$GENERATOR_NAME N FROM RDB$GENERATORS WHERE RDB$SYSTEM_FLAG = 0')).toContain(
			events.generator,
		);
		expect(await names('SELECT RDB$PROCEDURE_NAME N FROM RDB$PROCEDURES')).toEqual(
			expect.arrayContaining(Object.values(procedures as object)),
		);
		expect(await kit.ask(operators.sql)).toEqual([{ ID: 10_001, LOGIN: 'anna', NAME: 'anna', ACTIVE: 1 }]);
		expect(await kit.ask(eventTypes.sql)).toEqual([{ ID: 10_001, NAME: 'Spotkanie', SYNC_ENABLED: 0 }]);
		expect(await kit.ask(featureDefs.sql)).toEqual([]);
		expect(await kit.ask(featureValues.sql.replace(':ids', '10001'))).toEqual([]);
		expect(JSON.parse(schemaProfile()).procedures).toEqual({ add: null, update: null, delete: null });
	});

	test.each(['plain', 'modified'] as const)('the procedures answer (ID, BLAD) in the %s schema', async (schema) => {
		Object.assign(kit.sim.switches, { schema, procedures: true });
		await seedOne();
		const fields = 'ID_UZYTKOWNIK, null, ?, ?, null, null, null, null, 1';
		const add = (type: number, operator: number, contractor: number | null = null) =>
			kit.ask(
				`SELECT * FROM XXX_N8N_ZDARZ_ADD(${fields.replace('ID_UZYTKOWNIK, null', `${type}, ${operator}, ${contractor}`)})`,
				['T', 'O'],
			);
		expect(await add(10_001, 10_001)).toEqual([{ ID: 10_002, BLAD: 0 }]);
		expect(await add(1, 10_001)).toEqual([{ ID: null, BLAD: 1 }]);
		expect(await add(10_001, 1)).toEqual([{ ID: null, BLAD: 2 }]);
		expect(await add(10_001, 10_001, 1)).toEqual([{ ID: null, BLAD: 3 }]);
		const update = (id: number) =>
			kit.ask('SELECT * FROM XXX_N8N_ZDARZ_UPD(?, 10001, 10001, null, ?, null, ?, null, null, 1, 0)', [
				id,
				'Nowy',
				'Łódź',
			]);
		expect(await update(10_002)).toEqual([{ ID: 10_002, BLAD: 0 }]);
		expect(await update(7)).toEqual([{ ID: 7, BLAD: 4 }]);
		expect(await kit.sim.store.task(10_002)).toMatchObject({
			subject: 'Nowy',
			description: null,
			place: 'Łódź',
			allDay: true,
			done: false,
		});
		const remove = () => kit.ask('SELECT * FROM XXX_N8N_ZDARZ_DEL(10002)');
		expect([await remove(), await remove()]).toEqual([[{ ID: 10_002, BLAD: 0 }], [{ ID: 10_002, BLAD: 4 }]]);
		await kit.sim.act.holdLock({ task: 10_001 });
		expect((await errorOf(update(10_001))).gdscode).toBe(335544336);
	});
});
