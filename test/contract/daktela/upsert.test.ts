import type { IDataObject } from 'n8n-workflow';

import type { DaktelaSimulator } from '../../../sandbox/daktela';
import { actionsOf, apiFor, execute, failure, fill, fixed, paths, startWorld, syncOf, upsert } from './world';

let sim: DaktelaSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

const people = (count: number, more: (n: number) => IDataObject = () => ({})): IDataObject[] =>
	Array.from({ length: count }, (_, n) => ({
		Id: `0031t00000${String(n).padStart(5, '0')}AAA`,
		FirstName: 'Eva',
		LastName: `Malá ${n}`,
		Email: `eva${n}@example.cz`,
		Phone: `777 000 ${String(n).padStart(3, '0')}`,
		...more(n),
	}));

const MAPPING = paths({
	name: 'Id',
	firstname: 'FirstName',
	lastname: 'LastName',
	'customFields.email': 'Email',
	'customFields.number': 'Phone',
});

const contacts = upsert('contact', { ...MAPPING, options: { keyPrefix: 'sf_', phones: '00420' } });

describe('Create or Update', () => {
	it('creates what is not there, and sends no write the second time', async () => {
		const first = await execute(sim, contacts, people(250));
		expect(first.sent).toEqual({ GET: 3, POST: 250 });
		expect(new Set(actionsOf(first.rows))).toEqual(new Set(['created']));
		expect(first.rows[7]).toMatchObject({
			name: 'sf_0031t0000000007AAA',
			title: 'Eva Malá 7',
			lastname: 'Malá 7',
			database: 'default',
			customFields: { email: 'eva7@example.cz', number: '00420777000007' },
			sync: { action: 'created', key: 'sf_0031t0000000007AAA' },
		});
		const second = await execute(sim, contacts, people(250));
		expect(second.sent).toEqual({ GET: 3 });
		expect(new Set(actionsOf(second.rows))).toEqual(new Set(['unchanged']));
	});

	it('writes 100 changed contacts with one read and 100 writes of what differs', async () => {
		await execute(sim, contacts, people(100));
		const changed = await execute(
			sim,
			contacts,
			people(100, (n) => ({ Email: `new${n}@example.cz` })),
		);
		expect(changed.sent).toEqual({ GET: 1, PUT: 100 });
		expect(syncOf(changed.rows[3])).toEqual({
			action: 'updated',
			key: 'sf_0031t0000000003AAA',
			changes: { 'customFields.email': { from: 'eva3@example.cz', to: 'new3@example.cz' } },
		});
	});

	it('shows in a dry run what would be done, field by field, and writes nothing', async () => {
		const dry = await execute(
			sim,
			upsert('contact', { ...fixed({ name: 'jana_nova', lastname: 'Malá', description: 'VIP' }), dryRun: true }),
		);
		expect(dry.sent).toEqual({ GET: 1 });
		expect(dry.rows[0]).toMatchObject({
			dryRun: true,
			name: 'jana_nova',
			sync: {
				action: 'updated',
				changes: {
					lastname: { from: 'Nová', to: 'Malá' },
					title: { from: 'Jana Nová', to: 'Jana Malá' },
					description: { from: null, to: 'VIP' },
				},
			},
		});
	});

	it('leaves alone what is not mapped, and empties what is mapped to nothing', async () => {
		const before = await (await apiFor(sim)).get('contacts', 'jana_nova');
		await execute(sim, upsert('contact', fixed({ name: 'jana_nova', 'customFields.email': '' })));
		const after = await (await apiFor(sim)).get('contacts', 'jana_nova');
		expect(after).toMatchObject({ title: before.title, firstname: before.firstname });
		expect((after.customFields as IDataObject).number).toEqual(['00420777000001']);
		expect((after.customFields as IDataObject).email).toEqual([null]);
	});

	it('has one record for two items with one key', async () => {
		const items = [
			{ Id: '1', LastName: 'A', FirstName: 'X' },
			{ Id: '1', LastName: 'B', FirstName: 'X' },
			{ Id: '1', LastName: 'B', FirstName: 'X' },
		];
		const { rows } = await execute(
			sim,
			upsert('contact', paths({ name: 'Id', lastname: 'LastName', firstname: 'FirstName' })),
			items,
		);
		expect(actionsOf(rows)).toEqual(['created', 'updated', 'unchanged']);
		expect(rows[2]).toMatchObject({ title: 'X B' });
	});

	it('makes title and last name of the one name there is, and keeps them together', async () => {
		const one = (title: string) => upsert('contact', fixed({ name: 'n1', title }));
		expect((await execute(sim, one('Novák'))).rows[0]).toMatchObject({ title: 'Novák', lastname: 'Novák' });
		expect((await execute(sim, one('Novotný'))).rows[0]).toMatchObject({ title: 'Novotný', lastname: 'Novotný' });
		await execute(sim, upsert('contact', fixed({ name: 'n1', lastname: 'Ručně', title: 'Novotný' })));
		expect((await execute(sim, one('Nový'))).rows[0]).toMatchObject({ title: 'Nový', lastname: 'Ručně' });
	});

	it('refuses before anything is sent what lacks its key or what Daktela needs', async () => {
		expect((await failure(execute(sim, contacts, [{ LastName: 'A' }]))).message).toContain('"Key"');
		expect((await failure(execute(sim, upsert('account', fixed({ name: 'a1' }))))).message).toContain(
			'"Title" is empty',
		);
		expect(
			(await failure(execute(sim, upsert('account', fixed({ name: 'blue_harbor', title: '' }))))).message,
		).toContain('"Title"');
		expect(sim.requests.entries.filter(({ method }) => method !== 'GET')).toEqual([]);
	});

	it('matches on another field, tells doubles apart, and leaves the matched field as it is', async () => {
		const byEmail = (email: string, options: IDataObject = {}) =>
			upsert('contact', {
				...fixed({ 'customFields.email': email, lastname: 'Malá' }),
				matchOn: ['customFields.email'],
				options,
			});
		const { rows } = await execute(sim, byEmail('jana@blueharbor.example'));
		expect(rows[0]).toMatchObject({ name: 'jana_nova', lastname: 'Malá', sync: { action: 'updated' } });
		sim.seed({
			contacts: [
				{
					name: 'double',
					title: 'Double',
					lastname: 'Double',
					database: 'default',
					customFields: { email: ['jana@blueharbor.example'] },
				},
			],
		});
		expect((await failure(execute(sim, byEmail('jana@blueharbor.example')))).message).toMatch(
			/2 contacts match .*jana_nova/,
		);
		const created = await execute(sim, byEmail('fresh@example.cz'));
		expect(created.rows[0]).toMatchObject({ sync: { action: 'created' } });
		expect(created.rows[0]!.name).not.toBe('');
	});

	it('matches without regard to case and spaces, and makes one record of items that share a value', async () => {
		const by = (field: string, more: Record<string, string> = {}) =>
			upsert('contact', { ...paths({ lastname: 'LastName', [field]: 'Value', ...more }), matchOn: [field] });
		const email = by('customFields.email');
		const { rows } = await execute(sim, email, [{ LastName: 'Malá', Value: 'JANA@blueharbor.example ' }]);
		expect(rows[0]).toMatchObject({ name: 'jana_nova', sync: { action: 'updated' } });
		const shared = await execute(sim, email, [
			{ LastName: 'A', Value: ['a@x.example', 'b@x.example'] },
			{ LastName: 'A', Value: 'B@x.example' },
			{ LastName: 'A', Value: ['c@x.example', 'a@x.example'] },
		]);
		expect(actionsOf(shared.rows)).toEqual(['created', 'unchanged', 'unchanged']);
		const note = by('customFields.note');
		const noted = await execute(sim, note, [
			{ LastName: 'A', Value: ' two  spaces\n' },
			{ LastName: 'A', Value: 'Two spaces' },
		]);
		expect(actionsOf(noted.rows)).toEqual(['created', 'unchanged']);
		expect(actionsOf((await execute(sim, note, [{ LastName: 'A', Value: 'two   spaces' }])).rows)).toEqual([
			'unchanged',
		]);
	});

	it('asks for keys of any kind in addresses of bearable length', async () => {
		const keys = ['a/b', '50 %', 'žluťoučký kůň', '.', 'x.json', '1024', 'y'.repeat(200), 'ř'.repeat(200)];
		const items = [...Array.from({ length: 300 }, (_, n) => `0031t00000AAAAAAA${n}`), ...keys].map((Id) => ({ Id }));
		const parameters = upsert('account', paths({ name: 'Id', title: 'Id' }));
		const first = await execute(sim, parameters, [...items, { Id: 1024 }, { Id: 'a/b' }]);
		expect(actionsOf(first.rows)).toEqual([...items.map(() => 'created'), 'unchanged', 'unchanged']);
		expect(first.sent.GET).toBe(4);
		for (const { query } of sim.requests.entries)
			expect(new URLSearchParams(query).toString().length).toBeLessThan(8_000);
		const changed = upsert('account', paths({ name: 'Id', title: 'Id', description: 'Id' }));
		expect(new Set(actionsOf((await execute(sim, changed, items)).rows))).toEqual(new Set(['updated']));
		expect((await execute(sim, changed, items)).sent.PUT).toBeUndefined();
	});

	it('takes over the record that has the key of what was matched in vain', async () => {
		const parameters = upsert('contact', {
			...fixed({ name: 'jana_nova', lastname: 'Nová', 'customFields.email': 'new@x.example' }),
			matchOn: ['customFields.email'],
		});
		expect((await execute(sim, parameters)).rows[0]).toMatchObject({ customFields: { email: 'new@x.example' } });
		expect((await execute(sim, parameters)).sent).toEqual({ GET: 1 });
	});

	it('keeps the brake', async () => {
		await execute(sim, contacts, people(5));
		const changed = people(5, () => ({ LastName: 'Jiná' }));
		const braked = await failure(execute(sim, { ...contacts, options: { keyPrefix: 'sf_', maxChanges: 3 } }, changed));
		expect(braked.message).toContain('Nothing was written');
		expect(sim.requests.entries.filter(({ method }) => method !== 'GET')).toEqual([]);
	});

	it('tells when Daktela stores something else than it was sent', async () => {
		sim.faults.inject({
			match: { path: 'accounts.update' },
			status: 200,
			body: JSON.stringify({ error: [], result: { name: 'blue_harbor', title: 'CUT' } }),
		});
		const { hints } = await execute(sim, upsert('account', fixed({ name: 'blue_harbor', title: 'New Title' })));
		expect(hints.join(' ')).toContain('another value in "title"');
		const unknown = fixed({ name: 'fresh', title: 'Fresh', 'customFields.nowhere': 'x' });
		expect((await execute(sim, upsert('account', unknown))).hints.join(' ')).toContain('"customFields.nowhere"');
	});
});
