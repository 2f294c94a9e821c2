import { heliosGreenDemo, sandboxLogin, startHeliosGreen, type HeliosGreenSeed } from '../../../sandbox/heliosGreen';
import {
	browseXml,
	column,
	companies,
	compare,
	contacts,
	NOW,
	openHelios,
	orders,
	rowsOf,
	sortBy,
	where,
	type Kit,
} from './heliosGreenKit';

let kit: Kit;
beforeAll(async () => {
	kit = await openHelios();
});
afterAll(() => kit.close());
beforeEach(() => kit.fill());

const door = async (path: string, body?: unknown) => {
	const method = body === undefined ? 'GET' : 'POST';
	const answer = await fetch(`${kit.sim.url}/_sandbox/${path}`, {
		method,
		body: body === undefined ? null : JSON.stringify(body),
	});
	return (await answer.json()) as any;
};
const names = async (of: { folder: number; template: number }, inside = '') =>
	column(await kit.process(browseXml(of, inside)), 'name');

describe('acts', () => {
	test('add, edit and delete a company, a contact, an order', async () => {
		const firm = kit.sim.act.addCompany({ name: 'Fresh', values: { mesto: 'Brno' } });
		expect(firm).toMatchObject({ number: 1303, class: 1001, folder: 20010, reference: '1303', updated: NOW });
		const person = kit.sim.act.addContact({
			name: 'Eva',
			reference: 'K9',
			number: 1900,
			values: { firma: firm.number },
		});
		const order = kit.sim.act.addOrder({
			values: { firma: firm.number, datum: '2026-05-01T00:00:00Z' },
			at: '2026-05-02T08:00:00Z',
		});
		expect(order).toMatchObject({ number: 1901, created: '2026-05-02T08:00:00.000Z' });
		expect(await names(orders)).toContain('1901');
		kit.sim.clock.advance(60_000);
		expect(kit.sim.act.edit({ record: person.number, name: 'Eva B.', folder: 20020 })).toMatchObject({
			name: 'Eva B.',
			reference: 'K9',
			created: NOW,
			updated: '2026-05-04T09:01:00.000Z',
		});
		expect(() => kit.sim.act.remove({ record: firm.number })).toThrow('record: 1900 points to 1303.');
		for (const { number } of [person, order, firm]) kit.sim.act.remove({ record: number });
		expect(await names(companies)).not.toContain('1303');
	});

	test.each([
		['addCompany', { number: 1101 }, 'number: 1101 is taken.'],
		['addCompany', { values: { nope: 1 } }, "class 1001 has no attribute 'nope'"],
		['addOrder', { values: { castka: '5' } }, 'castka: a number is needed.'],
		['addOrder', { values: { datum: 'soon' } }, "datum: 'soon' is not an ISO date-time."],
		['addRecord', { folder: 9 }, 'folder: there is no folder 9.'],
		['edit', { record: 9 }, 'record: there is no record 9.'],
		['edit', { record: 1101, folder: 20020 }, 'folder: 20020 is of another class.'],
		['edit', { record: 1101, name: 5 }, 'name: a text is needed.'],
		['grow', { folder: 20010, count: 0 }, 'count: a whole number from 1 is needed.'],
		['setPassword', { user: 'nobody', password: 'x' }, "user: there is no user 'nobody'."],
		['addColumn', { template: 9 }, 'template: there is no template 9.'],
		['addColumn', { template: 30010, alias: 'name', attribute: 'ico' }, "alias: template 30010 has 'name' already."],
		['addColumn', { template: 30010, alias: 'x', attribute: 'y' }, "class 1001 has no attribute 'y'"],
		['removeColumn', { template: 30010, alias: 'x' }, "alias: template 30010 has no 'x'."],
	])('%s %j says what is wrong, over the back door', async (name, args, error) => {
		expect(await door(`act/${name}`, args)).toEqual({ error });
	});

	test('numbers of a class of no subjects are its own', async () => {
		const first = kit.sim.act.addRecord({ folder: 20040, number: 1101, values: { text: 'a' } });
		expect(first.class).toBe(1004);
		expect(kit.sim.act.addRecord({ folder: 20040 }).number).toBe(1102);
		expect(kit.sim.act.get({ record: 1101, class: 1004 }).values.text).toBe('a');
		expect(kit.sim.act.get({ record: 1101 }).class).toBe(1001);
	});

	test('the administrator changes passwords and templates', async () => {
		kit.sim.act.setPassword({ user: 'crm', password: 'new' });
		expect(await kit.logOn()).toMatch(/^ERROR/);
		kit.sim.act.addUser({ name: 'other', password: 'pass' });
		expect(await kit.logOn({ username: 'other', password: 'pass' })).toMatch(/,900$/);
		const { columns } = kit.sim.act.addColumn({ template: 30020, alias: 'reference', attribute: 'reference_subjektu' });
		expect(columns.at(-1)).toBe('reference');
		expect(column(await kit.process(browseXml(contacts, sortBy('-reference'))), 'reference')[0]).toBe('K1204');
		kit.sim.act.removeColumn({ template: 30020, alias: 'updated' });
		expect((await kit.process(browseXml(contacts, sortBy('updated')))).attributes.STATE).toBe('FAIL');
	});

	test('a late change shows later, at its own time', async () => {
		kit.sim.act.edit({ record: 1201, name: 'Later', lateMs: 5000 });
		kit.sim.act.edit({ record: 1202, name: 'Now' });
		const titles = async () => column(await kit.process(browseXml(contacts, sortBy('name'))), 'title');
		expect((await titles()).slice(0, 2)).toEqual(['Jana Veselá', 'Now']);
		kit.sim.clock.advance(5000);
		const since = where(['updated', compare('greaterThanOrEqual', '2026-05-04 11:00:00')]);
		kit.sim.switches.dateFilter = 'exact';
		expect(await names(contacts, since + sortBy('updated'))).toEqual(['1201', '1202']);
		kit.sim.act.edit({ record: 1203, name: 'First', lateMs: 60_000 });
		expect(kit.sim.act.edit({ record: 1203, reference: 'R' })).toMatchObject({ name: 'First', reference: 'R' });
	});

	test('a late change does not bring back what was deleted meanwhile', async () => {
		kit.sim.act.edit({ record: 1201, name: 'Later', lateMs: 5000 });
		kit.sim.act.remove({ record: 1202, lateMs: 5000 });
		await kit.process('<DELETE><RECORDS><RECORD recordNumber="1201"/></RECORDS></DELETE>');
		await kit.process('<INSERTUPDATE action="update"><RECORD recordNumber="1202" NAME="Changed"/></INSERTUPDATE>');
		expect(await names(contacts, sortBy('title'))).toEqual(['1203', '1202', '1204']);
		kit.sim.clock.advance(5000);
		expect(await names(contacts, sortBy('title'))).toEqual(['1203', '1204']);
	});

	test('grow makes values of every type, which show at once in every order', async () => {
		kit.sim.seed({
			classes: [
				{
					number: 7,
					name: 'vse',
					attributes: (['string', 'int', 'long', 'decimal', 'double', 'boolean', 'dateTime'] as const).map((type) => ({
						name: type,
						type,
					})),
				},
			],
			folders: [{ number: 7, name: 'Vše', class: 7 }],
			templates: [
				{
					number: 7,
					name: 'Vše',
					class: 7,
					columns: ['string', 'int', 'long', 'decimal', 'double', 'boolean', 'dateTime'].map((name) => ({
						alias: name,
						attribute: name,
					})),
				},
			],
		});
		const everything = { folder: 7, template: 7 };
		expect(rowsOf(await kit.process(browseXml(everything, sortBy('-int'))))).toEqual([]);
		kit.sim.act.grow({ folder: 7, count: 2 });
		const fits = where(['boolean', compare('equal', 'true')], ['decimal', compare('lessThan', '2.5e0')]);
		expect(rowsOf(await kit.process(browseXml(everything, fits + sortBy('-int'))))).toEqual([
			{
				string: 'string 2',
				int: '2',
				long: '2',
				decimal: '2',
				double: '2',
				boolean: 'true',
				dateTime: '2026-05-04 11:00:00',
			},
		]);
	});

	test('grow makes many with changes apart, and relations that lead somewhere', async () => {
		const { first, last } = kit.sim.act.grow({ folder: contacts.folder, count: 50, prefix: 'Person', gapMs: 60_000 });
		expect(last - first).toBe(49);
		expect(kit.sim.act.get({ record: last })).toMatchObject({
			name: 'Person 50',
			updated: NOW,
			values: { uda_synchronizovano: false },
		});
		expect(kit.sim.act.get({ record: first }).updated).toBe('2026-05-04T08:11:00.000Z');
		const firm = kit.sim.act.get({ record: first }).values.firma as number;
		expect(kit.sim.act.get({ record: firm }).class).toBe(1001);
	});
});

describe('the back door', () => {
	test('shows the state without passwords and tokens', async () => {
		const text = JSON.stringify(await door('state'));
		expect(text).toContain('Pekárna U Mlýna');
		expect(text).not.toContain('sandbox-password');
		expect(text).not.toContain(kit.token());
	});

	test('an empty simulator has one profile and one user', async () => {
		const empty = await startHeliosGreen();
		const { profile, username, password } = sandboxLogin();
		const address = `${empty.url}/servicegate.asmx`;
		expect((await kit.send('LogOn', { profile, username, password }, { address })).result).toMatch(/,900$/);
		await empty.close();
	});
});

describe('a seed', () => {
	const base = { number: 1, name: 'a', attributes: [{ name: 'x', type: 'int' as const }] };
	test.each<[HeliosGreenSeed | object, string]>([
		[{ folder: [] }, "Seed: document: Unrecognized key(s) in object: 'folder'"],
		[
			{ classes: [{ ...base, attributes: [{ name: 'a b' }] }] },
			'Seed: classes.0.attributes.0.name: an attribute is a name without dots',
		],
		[
			{ classes: [{ ...base, attributes: [{ name: 'last_update' }] }] },
			"Seed: classes[0]: every class has 'last_update' already",
		],
		[{ folders: [{ number: 1, name: 'f', class: 77 }] }, 'Seed: folders[0]: there is no class 77'],
		[
			{ classes: [base], templates: [{ number: 1, name: 't', class: 1, columns: [{ alias: 'a', attribute: 'b' }] }] },
			"Seed: templates[0]: class 1 has no attribute 'b'",
		],
		[
			{
				classes: [{ ...base, subject: false }],
				templates: [{ number: 1, name: 't', class: 1, columns: [{ alias: 'a', attribute: 'last_update' }] }],
			},
			"Seed: templates[0]: class 1 has no attribute 'last_update'",
		],
		[
			{ classes: [base], functions: [{ number: 1, name: 'f', class: 1, sets: { x: 'now' } }] },
			'Seed: functions[0]: x: a number is needed.',
		],
		[
			{ classes: [base], filters: [{ number: 1, class: 1, where: { y: 1 } }] },
			"Seed: filters[0]: class 1 has no attribute 'y'",
		],
		[{ records: [{ folder: 5 }] }, 'Seed: records[0]: there is no folder 5'],
		[{ records: [{ folder: 20010, number: 1101 }] }, 'Seed: records[0]: number 1101 is taken'],
		[{ records: [{ folder: 20010, values: { mesto: 5 } }] }, 'Seed: records[0]: mesto: a string is needed.'],
		[{ classes: [{ number: 1001, name: 'organizace' }] }, 'Seed: classes[0]: class 1001 has records already'],
	])('%j is refused', async (seed, error) => {
		expect(await door('seed', seed)).toEqual({ error });
	});

	test('is loaded beside what is there', () => {
		expect(() =>
			kit.sim.seed({
				...heliosGreenDemo(),
				classes: [],
				records: [{ folder: 20010 }, { folder: 20010, number: 5000 }],
			}),
		).not.toThrow();
		expect(kit.sim.act.get({ record: 1303 })).toMatchObject({ updated: '2026-05-04T08:00:00.000Z' });
		expect(kit.sim.act.addCompany({}).number).toBe(5001);
	});
});
