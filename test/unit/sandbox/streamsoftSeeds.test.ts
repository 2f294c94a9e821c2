import { streamsoftDemo } from '../../../sandbox/streamsoft';
import { describeFirebird, NOW, openStreamsoft, type Kit } from './streamsoftKit';

let kit: Kit;

describeFirebird('seeds of Streamsoft', () => {
	beforeAll(async () => {
		kit = await openStreamsoft();
	});
	afterAll(() => kit.close());
	beforeEach(() => kit.fill());

	test.each([
		[{ colours: [] }, "'colours' is unknown"],
		[{ operators: [{ name: 'x' }] }, 'operators[0].login'],
		[{ types: [{ name: 'x', synchronised: 1 }] }, 'types[0].synchronised'],
		[{ types: [{ name: 'x'.repeat(61) }] }, 'types[0].name'],
		[{ features: [{ id: 0, name: 'x' }] }, 'features[0].id'],
		[{ branches: [{ contractor: 7 }] }, "branches[0]: There is no contractor '7'"],
		[{ tasks: [{ type: 'Spotkanie', operator: 'anna', subject: 'x', start: '2026-05-04' }] }, 'tasks[0].start'],
		[
			{ tasks: [{ type: 'Nic', operator: 'anna', subject: 'x', start: '2026-05-04 10:00:00' }] },
			"tasks[0]: There is no type 'Nic'",
		],
		[{ operators: [{ login: 'nowy' }, { login: 'anna' }] }, 'operators[1]'],
	])('%j is refused as a whole', async (seed, message) => {
		const before = await kit.sim.store.state();
		await expect(kit.sim.seed(seed)).rejects.toThrow(message);
		expect(await kit.sim.store.state()).toEqual(before);
	});

	test('go beside what is there; ids given by hand never meet later ones', async () => {
		await kit.sim.seed({ operators: [{ id: 20_500, login: 'daleki' }], types: [{ name: 'Telefon' }] });
		expect(await kit.sim.act.addOperator({ login: 'nastepny' })).toEqual({ id: 20_501 });
		expect((await kit.sim.store.state()).types.map(({ id }) => id)).toEqual([10_001, 10_002, 10_003, 10_004]);
	});

	test('over the back door: reset, seed, state', async () => {
		const call = async (path: string, body?: object) => {
			const answer = await fetch(`${kit.sim.url}/_sandbox/${path}`, {
				method: body ? 'POST' : 'GET',
				body: body && JSON.stringify(body),
			});
			return (await answer.json()) as any;
		};
		kit.sim.faults.inject({ match: { path: 'commit' }, reset: 'before' });
		await call('reset', {});
		expect(await call('state')).toEqual({
			operators: [],
			contractors: [],
			branches: [],
			persons: [],
			types: [],
			features: [],
			tasks: [],
		});
		expect(await call('faults')).toEqual([]);
		await call('seed', streamsoftDemo(NOW));
		const state = await call('state');
		expect(state.tasks).toHaveLength(6);
		expect(state.tasks[0]).toEqual({
			id: 10_001,
			type: 10_001,
			operator: 10_001,
			contractor: 10_001,
			person: 10_001,
			subject: 'Spotkanie z klientem: nowa hala',
			description: 'Omówić zakres prac i termin.\nZabrać próbki.',
			place: 'Zielona Góra, ul. Słoneczna 5',
			start: '2026-05-05 09:00:00',
			end: '2026-05-05 10:00:00',
			allDay: false,
			done: false,
			features: { 'Wartość szansy': '120 000 zł', 'Źródło kontaktu': 'Targi Poznań', Priorytet: 'wysoki' },
		});
		expect(state.types).toContainEqual({ id: 10_003, name: 'Oferta handlowa', synchronised: false });
		await kit.ask('SELECT 1 FROM RDB$DATABASE');
		expect((await call('requests')).count).toBeGreaterThan(5);
		expect((await call('switches')).switches).toMatchObject({ schema: 'plain', latencyMs: 0 });
		expect(await call('health')).toMatchObject({ ok: true, name: 'streamsoft' });
		expect((await call('act')) as string[]).toEqual(expect.arrayContaining(['addTask', 'holdLock', 'stopServer']));
		expect((await (await fetch(kit.sim.url)).json()) as object).toEqual({
			error: expect.stringContaining(`127.0.0.1/${kit.sim.database.port}:FIRMA`),
		});
	});

	test('reset cuts who is connected, and brings back an empty database whatever was made in it', async () => {
		await kit.ask('CREATE TABLE XXX_WLASNA (A INTEGER)');
		await kit.sim.act.stopServer();
		await kit.sim.reset();
		expect(await kit.ask("SELECT COUNT(*) N FROM RDB$RELATIONS WHERE RDB$RELATION_NAME = 'XXX_WLASNA'")).toEqual([
			{ N: 0 },
		]);
		expect(await kit.sim.store.tasks()).toEqual([]);
	});

	test('tens of thousands of tasks grow in one statement, spread over types and active operators', async () => {
		const { first, last } = await kit.sim.act.grow({ count: 20_000, from: '2026-01-01 00:00:00', minutes: 1 });
		expect([first, last]).toEqual([10_007, 30_006]);
		const [counts] = await kit.ask(
			`SELECT COUNT(*) N, COUNT(DISTINCT ID_TYPZDARZENIA) T, COUNT(DISTINCT ID_UZYTKOWNIK) U,
			CAST(MAX(DATAOD) AS VARCHAR(30)) OSTATNI FROM ZDARZENIE WHERE ID_ZDARZENIE >= 10007`,
		);
		expect(counts).toEqual({ N: 20_000, T: 3, U: 2, OSTATNI: '2026-01-14 21:19:00.0000' });
	});

	test('grow of one type and operator, with a feature', async () => {
		const { first, last } = await kit.sim.act.grow({
			count: 3,
			type: 'Spotkanie',
			operator: 'piotr',
			prefix: 'Seria',
			withFeature: true,
		});
		expect(await kit.sim.store.task(last)).toMatchObject({
			type: 10_001,
			operator: 10_002,
			subject: `Seria ${last}`,
			start: '2026-01-05 08:30:00',
			end: '2026-01-05 09:30:00',
			features: { 'Wartość szansy': '2' },
		});
		expect(last - first).toBe(2);
		await kit.sim.reset();
		await expect(kit.sim.act.grow({ count: 1 })).rejects.toThrow('needs a type and an active operator');
	});
});
