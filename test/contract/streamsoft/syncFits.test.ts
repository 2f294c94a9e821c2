/** What the database makes of what is written, and what keeps it from being written at all. */
import * as fc from 'fast-check';

import type { TaskSystem } from '../../../nodes/shared/sync/pairs/door';
import { Routing } from '../../../nodes/shared/sync/pairs/routing';
import type { Synced } from '../../../nodes/shared/sync/pairs/types';
import { door } from '../../../nodes/Streamsoft/tasks';
import { startStreamsoft, type StreamsoftSimulator } from '../../../sandbox/streamsoft';
import { hostFor, people, task } from './watchWorld';
import { FIELDS, OWNER, schemas, SETTINGS, World } from './syncWorld';

describe.each(schemas)('with the schema $schema', (switches) => {
	const world = new World(switches);

	it.each([
		['an emoji', { subject: 'Obiad 🍲 z Олегом' }, { subject: 'Obiad ? z ??????' }],
		['a subject that is too long', { subject: 'ż'.repeat(300) }, { subject: 'ż'.repeat(120) }],
		[
			'the hour that comes twice',
			{ time: '2026-10-25T01:30:00Z/2026-10-25T02:30:00Z' },
			{ time: '2026-10-25T00:30:00Z/2026-10-25T02:30:00Z' },
		],
		['a start in the hour before it is skipped', { time: '2026-03-29T00:30:00Z/2026-03-29T01:30:00Z' }, {}],
		['whole days', { time: '2026-07-01/2026-07-03' }, {}],
		['a long text', { notes: `${'zażółć '.repeat(3_000)}koniec` }, {}],
		['nothing but a title', { notes: '', place: '' }, {}],
	] as Array<[string, Partial<Synced>, Partial<Synced>]>)('%s is read as it was fitted', async (_, given, kept) => {
		const expected = { ...FIELDS, ...given, ...kept };
		expect(world.side.fit({ ...FIELDS, ...given })).toEqual(expected);
		const task = await world.created(given);
		expect(task.fields).toEqual(expected);
		const result = await world.write({ do: 'update', task, fields: expected });
		expect(result).toMatchObject({ record: { fields: expected } });
	});

	it('whatever is written is read as it was fitted', async () => {
		const text = fc.string({
			unit: fc.constantFrom(
				'a',
				'ż',
				' ',
				'\n',
				'\t',
				'😀',
				'\r',
				'\u0301',
				"'",
				'"',
				'\\',
				'?',
				':',
				'€',
				'Ж',
				'\u00a0',
			),
		});
		const start = fc.integer({ min: Date.UTC(2026, 2, 28) / 1000, max: Date.UTC(2026, 9, 27) / 1000 });
		const iso = (at: number) => new Date(at * 1000).toISOString().replace('.000Z', 'Z');
		const time = fc
			.tuple(start, fc.integer({ min: 0, max: 50_000 }))
			.map(([at, lasts]) => `${iso(at)}/${iso(at + lasts)}`);
		const fields = fc.array(fc.record({ subject: text, notes: text, place: text, time }), {
			minLength: 1,
			maxLength: 20,
		});
		await fc.assert(
			fc.asyncProperty(fields, async (many) => {
				const ids = await world.side.reserve(many.length);
				const results = await world.side.write(
					many.map((one, at) => ({ do: 'create', id: ids[at]!, owner: OWNER, fields: one })),
				);
				const found = results.map((result) => ('record' in result ? result.record!.fields : result));
				expect(found).toEqual(many.map((one) => world.side.fit(one)));
			}),
			{ numRuns: 15 },
		);
	});
});

describe('through procedures that give new tasks an ID of their own', () => {
	const world = new World({ schema: 'modified', procedures: true });

	it('is a problem that is named, and no task is made', async () => {
		expect(await world.system.problems()).toMatchObject([{ advice: expect.stringContaining('procedures.add') }]);
		await world.sim.act.addTask(task(7));
		expect(await world.create()).toMatchObject({ fault: { kind: 'misconfigured' } });
		expect(await world.rows()).toHaveLength(1);
	});

	it('tasks that are there are kept in step', async () => {
		await world.sim.act.addTask(task(7));
		await world.sim.act.addTask(task(8));
		const [first, second] = [await world.read(7), await world.read(8)];
		const result = await world.write({ do: 'update', task: first, fields: { ...FIELDS, subject: 'Zażółć 🍲' } });
		expect(result).toMatchObject({ record: { fields: { ...FIELDS, subject: 'Zażółć ?' } } });
		expect(await world.write({ do: 'cancel', task: second })).toMatchObject({ record: { closed: true } });
		expect(await world.write({ do: 'delete', task: await world.read(8) })).toEqual({});
		expect((await world.rows()).map(({ id }) => id)).toEqual([7]);
	});
});

describe('what stands in the way', () => {
	let sim: StreamsoftSimulator;
	beforeAll(async () => {
		sim = await startStreamsoft({ switches: { schema: 'modified', serverZone: 'UTC' } });
		await sim.seed(people);
		await sim.act.addTask(task(7, { modified: '2026-07-01 12:00:00' }));
	});
	afterAll(async () => await sim.close());

	const opened = async <T>(work: (system: TaskSystem) => Promise<T>, schemaProfile?: string): Promise<T> => {
		const system = await door.open(hostFor(sim, schemaProfile === undefined ? {} : { credential: { schemaProfile } }));
		try {
			return await work(system);
		} finally {
			await system.close();
		}
	};

	it('a clock in another zone: times of edits are not used', async () => {
		await opened(async (system) => {
			const message = expect.stringMatching(/clock of the database server.*(60|120) minutes behind/) as string;
			expect(await system.problems()).toMatchObject([{ message, isMinor: true }]);
			const found = await system.side(new Routing([]), SETTINGS).read(['7']);
			expect(found.get('7')).not.toHaveProperty('editedAt');
		});
	});

	it('a profile that does not fit is a problem that is named, and no side', async () => {
		await opened(async (system) => {
			expect(JSON.stringify(await system.problems())).toContain('ZDARZENIE');
			expect(() => system.side(new Routing([]), SETTINGS)).toThrow('does not have');
		}, '');
	});
});
