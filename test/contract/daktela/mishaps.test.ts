import type { IDataObject } from 'n8n-workflow';

import { sandboxUser, type DaktelaSimulator } from '../../../sandbox/daktela';
import { actionsOf, apiFor, execute, failure, fill, fixed, paths, startWorld, syncOf, upsert } from './world';

let sim: DaktelaSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

const account = (name: string, title = 'A', more: IDataObject = {}) =>
	upsert('account', { ...fixed({ name, title }), ...more });
const titles = async (): Promise<unknown[]> => {
	const rows: unknown[] = [];
	for await (const { name, title } of (await apiFor(sim)).rows('accounts', { fields: ['name', 'title'] }))
		rows.push([name, title]);
	return rows;
};
const countOf = async (key: string) => (await titles()).filter((row) => (row as string[])[0] === key).length;

describe('never twice', () => {
	it.each(['after', 'before'] as const)(
		'looks the key up when the answer to a creation is lost (%s it was done)',
		async (when) => {
			sim.faults.inject({ match: { path: 'accounts.create' }, reset: when });
			const { rows, sent } = await execute(sim, account('new_1'));
			expect(actionsOf(rows)).toEqual(['created']);
			expect(sent).toEqual(when === 'after' ? { GET: 2, POST: 1 } : { GET: 2, POST: 2 });
			expect(await countOf('new_1')).toBe(1);
		},
	);

	it.each(['html', 'malformed', 'truncated', 'empty'] as const)(
		'takes an answer that is %s for a lost one',
		async (reply) => {
			sim.faults.inject({ match: { path: 'accounts.create' }, reply });
			expect(actionsOf((await execute(sim, account('new_1'))).rows)).toEqual(['created']);
			expect(await countOf('new_1')).toBe(1);
		},
	);

	it('updates a record that somebody else created a moment before', async () => {
		for (const duplicateName of ['form', 'primary', 'array', 'string'] as const) {
			fill(sim);
			sim.switches.duplicateName = duplicateName;
			sim.faults.inject({
				match: { path: 'accounts.list' },
				status: 200,
				body: '{"error":[],"result":{"data":[],"total":0}}',
			});
			const { rows, sent } = await execute(sim, account('blue_harbor', 'Raced'));
			expect([actionsOf(rows), sent]).toEqual([['updated'], { GET: 2, POST: 1, PUT: 1 }]);
			expect(rows[0]).toMatchObject({ title: 'Raced' });
		}
	});

	it('leaves it at that where the other one wrote the same', async () => {
		sim.faults.inject({
			match: { path: 'accounts.list' },
			status: 200,
			body: '{"error":[],"result":{"data":[],"total":0}}',
		});
		const { rows, sent } = await execute(sim, account('blue_harbor', 'Blue Harbor Bakery'));
		expect([actionsOf(rows), sent]).toEqual([['unchanged'], { GET: 2, POST: 1 }]);
	});

	it('makes a record anew that was deleted between reading and writing', async () => {
		sim.faults.inject({
			match: { path: 'accounts.update' },
			status: 404,
			body: '{"error":["Object not exist"],"result":null}',
		});
		const api = await apiFor(sim);
		const dry = await execute(sim, account('north_wind', 'Changed'));
		expect(actionsOf(dry.rows)).toEqual(['updated']);
		expect((await api.get('accounts', 'north_wind')).title).toBe('Changed');
	});

	it('creates nothing, and says so, when the lookup fails: the other items go on', async () => {
		const items = Array.from({ length: 250 }, (_, n) => ({ Id: `k${String(n).padStart(3, '0')}`, Title: 'A' }));
		sim.faults.inject({ match: { path: 'k150' }, status: 400, body: '{"error":["broken"],"result":null}' });
		const parameters = upsert('account', paths({ name: 'Id', title: 'Title' }));
		const { rows, sent } = await execute(sim, parameters, items, { continueOnFail: true });
		const done = actionsOf(rows);
		expect([done.filter((one) => one === 'failed').length, done.filter((one) => one === 'created').length]).toEqual([
			100, 150,
		]);
		expect(done[150]).toBe('failed');
		expect(sent.POST).toBe(150);
		const again = await execute(sim, parameters, items);
		expect(actionsOf(again.rows).filter((one) => one === 'created')).toHaveLength(100);
	});

	it('leaves a creation without a key to a person when its answer is lost', async () => {
		sim.faults.inject({ match: { path: 'accounts.create' }, reset: 'after' });
		const error = await failure(
			execute(sim, { resource: 'account', operation: 'create', database: 'default', ...fixed({ title: 'A' }) }),
		);
		expect(error.message).toContain('may have been written');
		expect(sim.requests.count({ method: 'POST' })).toBe(1);
	});
});

describe('what Daktela answers', () => {
	it.each([
		{ dataShape: 'keyedByName', total: 'missing' },
		{ dataShape: 'keyedByIndex', total: 'string' },
		{ ticketName: 'text', embedDepth: 1, booleans: 'text' },
		{ blankCustomField: 'emptyText', cfScheme: 'array' },
		{ blankCustomField: 'emptyList', cfScheme: 'absent', timezoneMark: false, serverTime: false },
		{ createStatus: 200, tieOrder: 'shuffled', maxTake: 100, total: 'missing' },
		{ put: 'merge', unchangedIsEdit: false, errorShape: 'string', validation: '422' },
		{
			putName: '400',
			unknownField: '400',
			unknownCustomField: '400',
			emptyDescription: '400',
			contactTitle: 'derived',
		},
		{ caseInsensitive: true, notMatchesNull: true, likeWithoutPercent: 'contains' },
	] as const)('works with %j', async (switches) => {
		Object.assign(sim.switches, switches);
		const items = Array.from({ length: 130 }, (_, n) => ({ Id: `k${n}`, Title: `T ${n}` }));
		const parameters = upsert('account', paths({ name: 'Id', title: 'Title', 'customFields.email': 'Mail' }));
		expect(new Set(actionsOf((await execute(sim, parameters, items)).rows))).toEqual(new Set(['created']));
		expect((await execute(sim, parameters, items)).sent).toEqual({ GET: expect.any(Number) as number });
		const all = await execute(sim, { resource: 'account', operation: 'getMany', returnAll: true, simplify: true });
		expect(new Set(all.rows.map(({ name }) => name)).size).toBe(132);
	});

	it.each(['merge', 'replace'] as const)('keeps what is not mapped where a PUT would %s', async (put) => {
		Object.assign(sim.switches, { put, putCustomFields: put });
		const parameters = upsert('contact', {
			...fixed({ name: 'jana_nova', description: 'VIP' }),
			options: { sendWith: put === 'merge' ? 'differences' : 'whole' },
		});
		await execute(sim, parameters);
		const after = await (await apiFor(sim)).get('contacts', 'jana_nova');
		expect(after).toMatchObject({
			firstname: 'Jana',
			lastname: 'Nová',
			description: 'VIP',
			account: { name: 'blue_harbor' },
		});
		expect((after.customFields as IDataObject).email).toEqual(['jana@blueharbor.example']);
		expect((await execute(sim, parameters)).sent).toEqual({ GET: 1 });
	});

	it('keeps custom fields where a PUT replaces those alone', async () => {
		sim.switches.putCustomFields = 'replace';
		await execute(
			sim,
			upsert('contact', {
				...fixed({ name: 'jana_nova', 'customFields.number': '777' }),
				options: { sendWith: 'custom' },
			}),
		);
		const { customFields } = await (await apiFor(sim)).get('contacts', 'jana_nova');
		expect((customFields as IDataObject).email).toEqual(['jana@blueharbor.example']);
	});

	it.each(['form', '422'] as const)(
		'names each field that is refused (%s), although the object is echoed',
		async (shape) => {
			if (shape === '422') sim.switches.validation = '422';
			sim.switches.errorEcho = 'always';
			const parameters = upsert('contact', {
				...fixed({ name: 'x', lastname: 'X', user: 'nobody', 'customFields.email': 'no address' }),
				ifMissing: 'fail',
			});
			const error = await failure(execute(sim, parameters));
			expect(error.message).toMatch(/user/);
			expect(error.message).toMatch(/customFields.email/);
			expect(error.description).toContain('Nothing was saved');
			expect(await (await apiFor(sim)).find('contacts', 'x')).toBeUndefined();
		},
	);

	it('waits when asked to slow down', async () => {
		sim.faults.inject({ match: { path: 'accounts.create' }, retryAfter: 0.05 });
		expect(actionsOf((await execute(sim, account('slow'))).rows)).toEqual(['created']);
		expect(await countOf('slow')).toBe(1);
	});

	it('is never busier than it allows, and never idle while there is work', async () => {
		Object.assign(sim.switches, { maxConcurrent: 4, workMs: 2 });
		const items = Array.from({ length: 300 }, (_, n) => ({ Id: `k${n}`, Title: `T ${n}` }));
		const { rows } = await execute(sim, upsert('account', paths({ name: 'Id', title: 'Title' })), items);
		expect(new Set(actionsOf(rows))).toEqual(new Set(['created']));
		expect(sim.requests.entries.filter(({ status }) => status === 429)).toEqual([]);
	});
});

describe('sign-in by user name and password', () => {
	const login = { signIn: 'login', username: sandboxUser().name, password: sandboxUser().password };

	it.each(['asAsked', 'string', 'object'] as const)(
		'signs in once (%s) and goes on when the session has ended',
		async (loginResult) => {
			Object.assign(sim.switches, { loginResult });
			const first = await execute(sim, account('s1'), [{}], {
				values: { ...login, timezone: `Europe/Prague`, headerName: 'X-AUTH-TOKEN' },
			});
			expect(actionsOf(first.rows)).toEqual(['created']);
			sim.clock.advance(2 * 3_600_000);
			const second = await execute(sim, account('s1', 'B'), [{}], { values: login });
			expect(actionsOf(second.rows)).toEqual(['updated']);
			expect(second.hints.join(' ')).not.toContain('failed');
		},
	);

	it.each([400, 401, 403] as const)('says so when they are wrong (%d)', async (loginFailStatus) => {
		Object.assign(sim.switches, { loginFailStatus });
		const error = await failure(
			execute(sim, account('s1'), [{}], { values: { ...login, password: 'wrong-password' } }),
		);
		expect(error.description).toContain('user name and password');
		expect(error.message).not.toContain('wrong-password');
	});
});

describe('times', () => {
	it.each(['Europe/Prague', 'America/New_York'])(
		'are written and read in the zone of Daktela (%s)',
		async (timezone) => {
			sim.switches.timezone = timezone;
			const parameters = upsert('ticket', {
				...fixed({ title: 'T', reopen: '2026-07-01T10:00:00.000Z' }),
				category: 'support',
				matchOn: ['title'],
			});
			const { rows } = await execute(sim, parameters);
			expect(rows[0]!.reopen).toBe(timezone === 'Europe/Prague' ? '2026-07-01 12:00:00' : '2026-07-01 06:00:00');
			expect(syncOf((await execute(sim, parameters)).rows[0]).action).toBe('unchanged');
			const read = await execute(sim, {
				resource: 'ticket',
				operation: 'get',
				record: String(rows[0]!.name),
				simplify: true,
			});
			expect(read.rows[0]).toMatchObject({ reopen: '2026-07-01T10:00:00.000Z', created: '2026-02-01T10:00:00.000Z' });
		},
	);
});
