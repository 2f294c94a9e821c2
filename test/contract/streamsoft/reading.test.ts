import type { StreamsoftSimulator } from '../../../sandbox/streamsoft';
import { all, ANNA, fill, MEETING, PIOTR, startWorld, VISIT, withApi, withPerson, ZURAW } from './world';

let sim: StreamsoftSimulator;
afterAll(async () => await sim.close());

describe.each(['plain', 'modified'] as const)('the %s schema', (schema) => {
	beforeAll(async () => {
		await sim?.close();
		sim = await startWorld({ switches: { schema } });
	});
	beforeEach(async () => await fill(sim));

	test('has what the profile names, and its lists are understood', async () => {
		await withApi(sim, async (api) => {
			expect(await api.problems()).toEqual([]);
			expect(await api.ping()).toEqual({ version: '3.0.11', charset: 'WIN1250', encrypted: false });
			expect(await api.operators()).toEqual([
				{ id: ANNA, name: 'Anna Nowakowska', login: 'anna', email: null, active: true },
				{ id: 10_003, name: 'Były Pracownik', login: 'dawny', email: null, active: false },
				{ id: PIOTR, name: 'Piotr Zieliński', login: 'piotr', email: null, active: true },
			]);
			expect(await api.types()).toEqual([
				{ id: 10_003, name: 'Oferta handlowa', synchronised: false },
				{ id: MEETING, name: 'Spotkanie', synchronised: true },
				{ id: VISIT, name: 'Wizyta referencyjna', synchronised: true },
			]);
			expect((await api.features()).map(({ name }) => name)).toEqual(['Priorytet', 'Wartość szansy']);
			expect(await api.contractors({ activeOnly: true })).toEqual([
				{ id: 10_002, name: 'Piekarnia Złoty Kłos', number: '2', active: true },
				{ id: ZURAW, name: 'Zakłady Ślusarskie Żuraw', number: '1', active: true },
			]);
			expect(await api.contractors({ words: 'ŻURAW' })).toHaveLength(1);
			expect(await api.contractors({ words: '😀' })).toEqual([]);
		});
	});

	test('a task is read whole, its times as they were entered', async () => {
		const { id } = await sim.act.addTask({
			type: MEETING,
			operator: ANNA,
			contractor: ZURAW,
			subject: 'Zażółć gęślą jaźń €',
			description: 'Pierwszy wiersz\r\ndrugi',
			place: 'Łódź',
			start: '2026-03-29 02:30:00',
			end: '2026-10-25 02:30:00',
			done: true,
			features: { Priorytet: 'wysoki', 'Wartość szansy': '120 000 zł' },
		});
		await withApi(sim, async (api) => {
			expect((await api.tasksByIds([id, 99])).get(id)).toMatchObject({
				id,
				typeId: MEETING,
				operatorId: ANNA,
				subject: 'Zażółć gęślą jaźń €',
				description: 'Pierwszy wiersz\r\ndrugi',
				place: 'Łódź',
				start: '2026-03-29 02:30:00',
				end: '2026-10-25 02:30:00',
				allDay: false,
				done: true,
				contractorId: ZURAW,
				contractor: 'Zakłady Ślusarskie Żuraw',
				modifiedAt: schema === 'modified' ? expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) : null,
			});
			expect((await api.tasksByIds([99])).size).toBe(0);
			expect((await api.featureValues([id])).get(id)).toEqual([
				{ featureId: 10_001, value: '120 000 zł' },
				{ featureId: 10_002, value: 'wysoki' },
			]);
		});
	});

	test('a text of any length comes whole', async () => {
		const long = `${'żółw '.repeat(8_000)}koniec`;
		for (const description of [long, 'x'.repeat(7_999), 'ż'.repeat(8_000), 'x'.repeat(8_001)]) {
			const { id } = await sim.act.addTask({
				type: MEETING,
				operator: ANNA,
				subject: 'Długi',
				start: '2026-07-01 10:00:00',
				description,
			});
			await withApi(sim, async (api) => {
				expect((await api.tasksByIds([id])).get(id)!.description).toBe(description);
				const rows = await all(api.snapshot());
				expect(rows.find((row) => row.id === id)!.description).toBe(description);
			});
		}
	});

	test('filters', async () => {
		const add = async (subject: string, more: object = {}) =>
			(
				await sim.act.addTask({
					type: MEETING,
					operator: ANNA,
					subject,
					start: '2026-07-01 10:00:00',
					end: '2026-07-01 11:00:00',
					...more,
				})
			).id;
		const plain = await add('Jeden');
		const other = await add('Dwa Żółwie', { operator: PIOTR, type: VISIT, contractor: ZURAW });
		const done = await add('Trzy', { done: true, description: 'szukane słowo' });
		const late = await add('Cztery', { start: '2026-08-01 10:00:00', end: '2026-08-03 11:00:00' });
		await withApi(sim, async (api) => {
			const found = async (filter: Parameters<typeof api.snapshot>[0]) => {
				const ids = (await all(api.snapshot(filter))).map(({ id }) => id).sort();
				expect((await api.taskIds(filter!)).sort()).toEqual(ids);
				expect(await api.countTasks(filter)).toBe(ids.length);
				return ids;
			};
			expect(await found({})).toEqual([plain, other, done, late]);
			expect(await found({ operators: [PIOTR] })).toEqual([other]);
			expect(await found({ operators: [] })).toEqual([]);
			expect(await found({ types: [VISIT, MEETING], contractors: [ZURAW] })).toEqual([other]);
			expect(await found({ done: true })).toEqual([done]);
			expect(await found({ done: false })).toEqual([plain, other, late]);
			expect(await found({ from: '2026-08-02 00:00:00' })).toEqual([late]);
			expect(await found({ from: '2026-08-03 11:00:01' })).toEqual([]);
			expect(await found({ to: '2026-07-01 10:00:00' })).toEqual([]);
			expect(await found({ from: '2026-07-01 10:30:00', to: '2026-07-02 00:00:00' })).toEqual([plain, other, done]);
			expect(await found({ text: 'żółw' })).toEqual([other]);
			expect(await found({ text: 'SZUKANE' })).toEqual([done]);
			expect(await found({ text: '😀' })).toEqual([]);
			expect(await found({ operators: Array.from({ length: 3_000 }, (_, at) => at + 9_000) })).toHaveLength(4);
			expect((await api.taskIds({}, 2))[0]).toBe(late);
			expect(await api.hasTasks()).toBe(true);
		});
	});
});

test('the contact person is told where the profile names its column', async () => {
	await sim.close();
	sim = await startWorld();
	const { id } = await sim.act.addTask({
		type: MEETING,
		operator: ANNA,
		subject: 'Z osobą',
		start: '2026-07-01 10:00:00',
		person: 10_001,
	});
	const person = async (schemaProfile: string) =>
		await withApi(sim, async (api) => (await api.tasksByIds([id])).get(id)!.person, { schemaProfile });
	expect(await person(withPerson)).toBe('Grażyna Wiśniewska');
	expect(await person('')).toBeNull();
});

test('an empty table', async () => {
	await fill(sim);
	await withApi(sim, async (api) => {
		expect(await api.hasTasks()).toBe(false);
		expect(await all(api.snapshot())).toEqual([]);
	});
});

test('many tasks come in portions, and one who stops early leaves nothing behind', async () => {
	await sim.act.grow({ count: 5_000, withFeature: true });
	await withApi(sim, async (api) => {
		let most = 0;
		let count = 0;
		for await (const rows of api.snapshot({}, { names: true })) {
			most = Math.max(most, rows.length);
			count += rows.length;
		}
		expect([count, most]).toEqual([5_000, 200]);
		for await (const rows of api.snapshot()) {
			expect(rows.length).toBeGreaterThan(0);
			break;
		}
		const ids = await api.taskIds({});
		expect((await api.featureValues(ids)).size).toBe(5_000);
		expect((await api.tasksByIds(ids)).size).toBe(5_000);
	});
});

test('a snapshot is of one moment, and others are read meanwhile', async () => {
	await withApi(sim, async (api) => {
		const snapshot = api.snapshot();
		const first = (await snapshot.next()).value!;
		await sim.act.addTask({ type: MEETING, operator: ANNA, subject: 'Nowe', start: '2026-07-01 10:00:00' });
		expect(await api.countTasks()).toBe(5_001);
		let count = first.length;
		for await (const rows of snapshot) count += rows.length;
		expect(count).toBe(5_000);
	});
});
