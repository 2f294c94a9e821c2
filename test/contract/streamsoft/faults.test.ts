import type { Step } from '../../../nodes/Streamsoft/api';
import type { StreamsoftSimulator } from '../../../sandbox/streamsoft';
import { all, ANNA, failure, fill, MEETING, startWorld, values, withApi } from './world';

let sim: StreamsoftSimulator;
beforeAll(async () => {
	sim = await startWorld();
});
beforeEach(async () => await fill(sim));
afterAll(async () => await sim.close());

const addTask = async (subject = 'Dawny') =>
	(await sim.act.addTask({ type: MEETING, operator: ANNA, subject, start: values.start })).id;

describe('reading', () => {
	test.each(['transaction', 'prepare_statement', 'execute', 'fetch'])(
		'a connection that breaks at %s is opened anew',
		async (path) => {
			const id = await addTask();
			for (const reset of ['before', 'after'] as const) {
				await withApi(sim, async (api) => {
					await api.model();
					sim.faults.inject({ match: { path }, reset });
					expect((await api.tasksByIds([id])).get(id)).toMatchObject({ subject: 'Dawny' });
				});
				expect(sim.faults.pending).toEqual([]);
			}
		},
	);

	test('a snapshot that breaks in the middle is no snapshot', async () => {
		await sim.act.grow({ count: 2_000 });
		await withApi(sim, async (api) => {
			const snapshot = api.snapshot();
			await snapshot.next();
			sim.faults.inject({ match: { path: 'fetch' }, reset: 'before' });
			const fault = await failure(all(snapshot));
			expect(fault).toMatchObject({
				kind: 'unreachable',
				message: expect.stringContaining('broke when it was asked to read the tasks'),
			});
			expect(await all(api.snapshot())).toHaveLength(2_000);
		});
	});

	test('a server that stays down is named, and one that comes back is used', async () => {
		await withApi(sim, async (api) => {
			await api.model();
			await sim.act.stopServer();
			expect(await failure(api.tasksByIds([1]))).toMatchObject({ kind: 'unreachable' });
			await sim.act.startServer();
			expect((await api.tasksByIds([1])).size).toBe(0);
		});
	});

	test('an answer that does not come in time', async () => {
		await withApi(
			sim,
			async (api) => {
				await api.model();
				sim.faults.inject({ match: { path: 'execute' }, hang: true });
				const fault = await failure(api.countTasks());
				expect(fault).toMatchObject({ kind: 'timedOut', message: expect.stringContaining('did not answer in time') });
			},
			{},
			Date.now() + 1_500,
		);
	});

	test('over a slow line', async () => {
		await addTask();
		sim.switches.latencyMs = 30;
		await withApi(sim, async (api) => expect(await all(api.snapshot({}, { names: true }))).toHaveLength(1));
	});

	test('a table that is gone is told, and asked for anew once it is back', async () => {
		await withApi(sim, async (api) => {
			await api.operators();
			await api.query({ sql: 'ALTER TABLE ZDARZENIE DROP MIEJSCE', parameters: {}, limit: 1 }, true);
		});
		await withApi(sim, async (api) => {
			expect(await failure(api.countTasks().then(async () => await all(api.snapshot())))).toMatchObject({
				kind: 'misconfigured',
				message: expect.stringContaining('MIEJSCE'),
			});
			expect(await failure(api.model())).toMatchObject({
				message: expect.stringContaining('column ZDARZENIE.MIEJSCE'),
			});
		});
		const schemaProfile = JSON.stringify({ events: { columns: { place: null } } });
		await withApi(sim, async (api) => expect(await api.problems()).toEqual([]), { schemaProfile });
		await sim.close();
		sim = await startWorld();
	});
});

describe('writing', () => {
	const before = ['transaction', 'prepare_statement', 'execute', 'fetch'];
	test.each(before)('a connection that breaks at %s: written once', async (path) => {
		const id = await addTask();
		for (const reset of ['before', 'after'] as const) {
			await withApi(sim, async (api) => {
				const [fresh] = await api.reserveIds(1);
				sim.faults.inject({ match: { path }, reset });
				const steps: Step[] = [
					{ do: 'insert', id: fresh, values },
					{ do: 'update', id, values: { subject: `Nowy ${reset}` } },
				];
				expect(await api.write(steps)).toMatchObject([{ state: 'written' }, { state: 'written' }]);
				expect(sim.faults.pending).toEqual([]);
				expect(await sim.store.task(fresh!)).toBeDefined();
			});
			expect(await sim.store.task(id)).toMatchObject({ subject: `Nowy ${reset}` });
		}
		expect(await sim.store.tasks()).toHaveLength(3);
	});

	test.each(['before', 'after'] as const)(
		'a commit whose answer is lost (%s it was done) is looked up',
		async (reset) => {
			const [changed, removed, cancelled] = [await addTask(), await addTask(), await addTask()];
			await withApi(sim, async (api) => {
				const [fresh] = await api.reserveIds(1);
				sim.faults.inject({ match: { path: 'commit' }, reset });
				const expected = { subject: 'Dawny' };
				const steps: Step[] = [
					{ do: 'insert', id: fresh, values },
					{ do: 'update', id: changed, values: { subject: 'Nowy' }, expected },
					{ do: 'remove', id: removed, expected },
					{ do: 'cancel', id: cancelled, expected },
				];
				const results = await api.write(steps);
				expect(results.map((one) => ('fault' in one ? one.fault : one.state))).toEqual(Array(4).fill('written'));
				expect(sim.faults.pending).toEqual([]);
			});
			expect((await sim.store.tasks()).map(({ subject, done }) => [subject, done])).toEqual([
				['Nowy', false],
				['Dawny', true],
				['Spotkanie', false],
			]);
		},
	);

	test('a change of somebody else after a lost commit is no change of ours', async () => {
		const id = await addTask();
		await withApi(sim, async (api) => {
			await api.model();
			sim.faults.inject({ match: { path: 'commit' }, reset: 'before' });
			const writing = api.write([{ do: 'update', id, values: { subject: 'Nasz' }, expected: { subject: 'Dawny' } }]);
			while (sim.faults.pending.length > 0) await new Promise((resolve) => setTimeout(resolve, 2));
			await sim.act.editTask({ task: id, subject: 'Cudzy' });
			expect(await writing).toMatchObject([{ state: 'changed', task: { subject: 'Cudzy' } }]);
		});
	});

	test('a commit that is never answered leaves it open whether it was done', async () => {
		await withApi(sim, async (api) => {
			const [fresh] = await api.reserveIds(1);
			sim.faults.inject({ match: { path: 'commit' }, reset: 'before', times: 20 });
			const [result] = await api.write([{ do: 'insert', id: fresh, values }]);
			expect(result).toMatchObject({ fault: { kind: 'unreachable', effect: 'unknown' } });
			sim.faults.clear();
		});
	});

	test('without an ID a lost commit is not repeated', async () => {
		await withApi(sim, async (api) => {
			await api.model();
			sim.faults.inject({ match: { path: 'commit' }, reset: 'after' });
			const [result] = await api.write([{ do: 'insert', values }]);
			expect(result).toMatchObject({
				fault: { effect: 'unknown', message: expect.stringContaining('may have been done') },
			});
		});
		expect(await sim.store.tasks()).toHaveLength(1);
	});

	test('a window that is open in Streamsoft for a moment is waited for', async () => {
		const id = await addTask();
		await sim.act.holdLock({ task: id });
		await withApi(sim, async (api) => {
			const writing = api.write([
				{ do: 'update', id, values: { subject: 'Nowy' } },
				{ do: 'insert', values },
			]);
			setTimeout(() => void sim.act.releaseLock(), 150);
			expect(await writing).toMatchObject([{ state: 'written' }, { state: 'written' }]);
		});
	});

	test('one that stays open is a conflict of its own record only', async () => {
		const [held, free] = [await addTask(), await addTask()];
		await sim.act.holdLock({ task: held });
		await withApi(sim, async (api) => {
			const results = await api.write([
				{ do: 'update', id: held, values: { subject: 'Nowy' } },
				{ do: 'update', id: free, values: { subject: 'Nowy' } },
			]);
			expect(results).toMatchObject([
				{ fault: { kind: 'conflict', message: expect.stringContaining('somebody else has the record open') } },
				{ state: 'written' },
			]);
			expect(api.spent.waitedMs).toBeGreaterThan(0);
			expect((await api.tasksByIds([held])).get(held)).toMatchObject({ subject: 'Dawny' });
		});
		await sim.act.releaseLock();
	});

	test('two who write the same task at once', async () => {
		const id = await addTask();
		const write = async (subject: string) =>
			await withApi(
				sim,
				async (api) =>
					(await api.write([{ do: 'update', id, values: { subject }, expected: { subject: 'Dawny' } }]))[0],
			);
		const results = await Promise.all(['Jeden', 'Dwa', 'Trzy', 'Cztery'].map(write));
		const states = results.map((one) => (one && 'state' in one ? one.state : one)).sort();
		expect(states).toEqual(['changed', 'changed', 'changed', 'written']);
	});

	test('many runs at once take few connections, and all end', async () => {
		const ids = await Promise.all(Array.from({ length: 12 }, async () => await addTask()));
		await Promise.all(
			ids.map(
				async (id) =>
					await withApi(sim, async (api) =>
						expect(await api.write([{ do: 'update', id, values: { subject: 'Nowy' } }])).toMatchObject([
							{ state: 'written' },
						]),
					),
			),
		);
	});
});
