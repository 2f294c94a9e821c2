import { daktelaDemo, daktelaStory, startDaktela } from '../../../sandbox/daktela';
import { openDaktela, start, where, type Wire } from './daktelaWire';

let wire: Wire;
beforeAll(async () => {
	wire = await openDaktela();
});
beforeEach(() => wire.fill());
afterAll(() => wire.close());

describe('acts', () => {
	it('create, edit and delete as the screens do, with what a form already holds', () => {
		const { act } = wire.sim;
		expect(act.createContact({ title: 'Jana' })).toMatchObject({
			title: 'Jana',
			lastname: 'Jana',
			database: 'default',
		});
		expect(act.createContact({ firstname: 'Jana', lastname: 'Nová', name: 'j' })).toMatchObject({ title: 'Jana Nová' });
		expect(act.editContact({ name: 'j', account: 'acme', at: '2026-05-04T08:00:00Z' })).toMatchObject({
			account: 'acme',
			edited: '2026-05-04 10:00:00',
		});
		expect(act.createAccount({ name: 'new', title: 'New' })).toMatchObject({ database: 'default' });
		expect(act.editAccount({ name: 'new', title: 'Newer' })).toMatchObject({ title: 'Newer' });
		expect(act.deleteAccount({ name: 'new' })).toEqual({ name: 'new' });
		const ticket = act.createTicket({ title: 'T' });
		expect(ticket).toMatchObject({ name: 1, category: 'support', stage: 'OPEN', priority: 'MEDIUM' });
		expect(act.closeTicket({ name: 1 })).toMatchObject({ stage: 'CLOSE' });
		expect(act.editTicket({ name: 1, title: 'U' })).toMatchObject({ title: 'U', stage: 'CLOSE' });
		const record = act.createRecord({ title: 'R', customFields: { amount: 5 } });
		expect(act.editRecord({ name: record.name as string, status: 'paid' })).toMatchObject({
			status: 'paid',
			customFields: { amount: ['5'] },
		});
		expect(act.closeRecord({ name: record.name as string })).toMatchObject({ stage: 'CLOSE' });
		act.deleteRecord({ name: record.name as string });
		act.deleteTicket({ name: 1 });
		act.deleteContact({ name: 'j' });
		expect(() => act.getObject({ resource: 'contacts', name: 'j' })).toThrow("contacts 'j': Object not exist.");
		act.createObject({ resource: 'groups', name: 'g', title: 'G' });
		act.deleteObject({ resource: 'groups', name: 'g' });
	});

	it('say what is wrong', () => {
		const { act } = wire.sim;
		expect(() => act.createContact({})).toThrow('contacts: title: Item is mandatory; lastname: Item is mandatory.');
		expect(() => act.createContact({ title: 'x', phone: '1', customFields: { none: '1', email: 'x' } })).toThrow(
			'contacts: phone: Unknown field; customFields.none: Unknown field; customFields.email: E-mail is not in the correct format.',
		);
		expect(() => act.createObject({ resource: 'nothing' })).toThrow("resource: 'nothing' is no resource");
		expect(() => act.deleteObject({ resource: 'crmDatabases', name: 'default' })).toThrow('Object is used elsewhere');
		expect(() => act.changeToken({ user: 'x', token: 'y' })).toThrow("Nobody here has the login 'x'.");
		expect(() => act.setRights({ user: 'petra', rights: { contacts: 'all' as never } })).toThrow('rights.contacts');
		expect(() => act.setRights({ user: 'petra', rights: { none: 'read' } as never })).toThrow("'none' is no resource");
		expect(() => act.removeCustomField({ of: 'contacts', definer: 'default', name: 'x' })).toThrow(
			"no custom field 'x'",
		);
		expect(() => act.addCustomField({ of: 'groups', definer: 'x', name: 'x' })).toThrow('have no custom fields');
	});

	it('merge contacts: what belonged to one belongs to the other', async () => {
		const { act } = wire.sim;
		wire.contact('keep');
		wire.contact('drop');
		act.createTicket({ name: 3, title: 'T', contact: 'drop' });
		act.mergeContacts({ keep: 'keep', drop: 'drop' });
		expect(await wire.names('contacts')).toEqual(['keep']);
		expect(act.getObject({ resource: 'tickets', name: 3 })).toMatchObject({ contact: 'keep' });
	});

	it('furnish the instance: users, databases, types, custom fields', async () => {
		const { act } = wire.sim;
		act.addUser({ name: 'eva', token: 'eva-token', rights: { contacts: 'none' } });
		expect((await wire.send('GET', 'contacts', undefined, { 'X-AUTH-TOKEN': 'eva-token' })).status).toBe(403);
		act.addDatabase({ name: 'db', title: 'DB', customFields: { contacts: ['note'] } });
		act.addRecordType({ name: 'lead', title: 'Lead', customFields: ['size'] });
		act.addTicketCategory({ name: 'sales', title: 'Sales' });
		expect(await wire.names('crmDatabases')).toEqual(['db', 'default', 'plain']);
		act.addCustomField({ of: 'contacts', definer: 'db', name: 'age', title: 'Age', type: 'TEXT' });
		const made = await wire.post('contacts', { title: 'x', lastname: 'x', database: 'db', customFields: { age: 5 } });
		expect(made.json.result.customFields).toEqual({ note: [null], age: ['5'] });
		act.removeCustomField({ of: 'contacts', definer: 'db', name: 'age' });
		expect((await wire.list('contacts'))[0].customFields).toEqual({ note: [null] });
	});

	it('serve over the back door', async () => {
		const act = (name: string, body: unknown) =>
			wire.raw(`/_sandbox/act/${name}`, { method: 'POST', body: JSON.stringify(body) });
		expect((await act('createContact', { name: 'x', title: 'X' })).json).toMatchObject({
			name: 'x',
			edited: '2026-05-04 11:00:00',
		});
		expect((await act('closeTicket', { name: 9 })).json.error).toBe("tickets '9': Object not exist.");
		const state = (await wire.raw('/_sandbox/state')).json;
		expect(state.contacts).toMatchObject([{ name: 'x', edited: start }]);
		const { choices } = (await wire.raw('/_sandbox/switches')).json;
		expect(choices.put).toEqual(['merge', 'replace']);
	});
});

describe('many objects', () => {
	it('grow by templates and times, and are edited in one go', async () => {
		const { act } = wire.sim;
		expect(
			act.grow({ count: 5, prefix: 'c', values: { account: 'acme', firstname: 'No {n%2}' }, stepMs: 1000 }),
		).toEqual({
			count: 5,
			first: 'c000001',
			last: 'c000005',
		});
		expect((await wire.get('contacts/c000002')).json.result).toMatchObject({
			title: 'Person No 2',
			firstname: 'No 0',
			edited: '2026-05-04 10:59:57',
			customFields: { email: ['person2@example.com'] },
		});
		act.grow({ resource: 'tickets', count: 2, stepMs: 0 });
		act.grow({ resource: 'crmRecords', count: 1 });
		act.grow({ resource: 'accounts', count: 1, start: 9, at: '2026-01-01T00:00:00Z' });
		act.grow({ resource: 'groups', count: 1 });
		act.grow({ resource: 'activities', count: 1, values: { type: 'SMS' } });
		expect(await wire.names('tickets?sort[0][field]=edited')).toEqual([1, 2]);
		expect((await wire.get('accounts/account_000009')).json.result.edited).toBe('2026-01-01 01:00:00');
		wire.sim.clock.advance(1000);
		expect(act.editMany({ every: 2, offset: 1, values: { firstname: 'New {n}' } }).names).toEqual([
			'c000002',
			'c000004',
		]);
		expect(act.editMany({ names: ['c000005'], values: { lastname: 'L' } }).count).toBe(1);
		expect(await wire.names(`contacts?${where('edited', 'gt', '2026-05-04 11:00:00')}`)).toEqual([
			'c000002',
			'c000004',
			'c000005',
		]);
		expect(() => act.editMany({ names: ['x'], values: {} })).toThrow("there is no 'x'");
		expect(() => act.grow({ count: 1, values: { account: 'x' } })).toThrow('account: Foreign key error');
	});

	it('a hundred thousand contacts are paged by `edited` and looked up by name', async () => {
		wire.sim.act.grow({ count: 100_000, prefix: 'c', at: '2026-05-04T09:00:00Z', stepMs: 10 });
		const page = async (skip: number) =>
			(
				await wire.get(
					`contacts?fields=name&take=1000&skip=${skip}&sort[0][field]=edited&${where('edited', 'gte', '2026-05-04 10:58:20')}`,
				)
			).json.result;
		expect((await page(0)).total).toBe(10_001);
		expect((await page(10_000)).data.map(({ name }: { name: string }) => name)).toEqual(['c100000']);
		expect(
			await wire.names(`contacts?fields=name&${where('name', 'in', ['c000001', 'c050000', 'c099999', 'none'])}`),
		).toEqual(['c000001', 'c050000', 'c099999']);
		wire.sim.clock.set('2026-05-04T09:00:05.000Z');
		await wire.put('contacts/c000001', { firstname: 'x' });
		expect(await wire.names(`contacts?fields=name&${where('edited', 'gte', '2026-05-04 11:00:05')}`)).toEqual([
			'c000001',
		]);
	});
});

describe('seeds', () => {
	const seed = (data: unknown) => () => wire.sim.seed(data);

	it('name the place that does not fit', () => {
		expect(seed([])).toThrow('seed: an object');
		expect(seed({ people: [] })).toThrow("seed: 'people' is unknown");
		expect(seed({ contacts: {} })).toThrow('contacts: a list');
		expect(seed({ contacts: [{ title: 'x', lastname: 'x', database: 'default' }, { title: 'y' }] })).toThrow(
			'contacts[1]: lastname: Item is mandatory; database',
		);
		expect(seed({ accounts: [{ name: 'acme', title: 'x', database: 'default' }] })).toThrow(
			'accounts[0]: name: Item already exists',
		);
		expect(seed({ accounts: [{ titel: 'x', title: 'x', database: 'default' }] })).toThrow('titel: Unknown field');
		expect(seed({ accounts: [{ title: 'x', database: 'default', edited: 'soon' }] })).toThrow('accounts[0].edited');
		expect(seed({ crmDatabases: [{ name: 'x', title: 'x', customFields: { users: [] } }] })).toThrow(
			"crmDatabases[0].customFields: 'users' is unknown",
		);
		expect(seed({ queues: [{ name: 'x', title: 'x', customFields: [{ title: 'x' }] }] })).toThrow(
			'queues[0].customFields[0].name',
		);
		expect(seed({ queues: [{ title: 'x', customFields: [{ name: 'x', kind: 1 }] }] })).toThrow("'kind' is unknown");
		expect(seed({ users: [{ name: 'x', title: 'x', rights: { none: 'read' } }] })).toThrow('users[0].rights');
		expect(seed({ events: [{ kinds: ['contact_update'], url: 'http://vendor.example/x' }] })).toThrow(
			'events[0].url: an http address on this machine',
		);
	});

	it('stand beside what is there, with their own times', async () => {
		wire.sim.seed({
			contacts: [
				{
					name: 'x',
					title: 'x',
					lastname: 'x',
					database: 'plain',
					created: '2026-01-01T12:00:00Z',
					edited: '2026-02-01T12:00:00Z',
				},
			],
		});
		wire.sim.seed({
			activities: [{ name: 'a', type: 'CALL', time: '2026-01-01T12:00:00Z' }],
			users: [{ name: 'admin', title: 'Boss' }],
		});
		expect((await wire.get('contacts/x')).json.result).toMatchObject({
			created: '2026-01-01 13:00:00',
			edited: '2026-02-01 13:00:00',
		});
		expect((await wire.get('activities/a')).json.result.time).toBe('2026-01-01 13:00:00');
		expect((await wire.get('whoim')).json.result.title).toBe('Boss');
	});

	it('the demo tells its story', async () => {
		const demo = await startDaktela();
		demo.seed(daktelaDemo());
		const headers = { 'X-AUTH-TOKEN': 'sandbox-access-token' };
		const answer = await fetch(`${demo.url}/api/v6/crmRecords/${daktelaStory.record}.json`, { headers });
		expect(await answer.json()).toMatchObject({
			result: { contact: { name: daktelaStory.contact }, account: { customFields: { level: ['gold'] } } },
		});
		await demo.close();
	});

	it('reset leaves a user and a database', async () => {
		wire.sim.reset();
		expect(await wire.names('users')).toEqual(['admin']);
		expect(await wire.names('crmDatabases')).toEqual(['default']);
		expect(await wire.names('contacts')).toEqual([]);
		expect(
			Object.keys(
				(await wire.post('contacts', { title: 'x', lastname: 'x', database: 'default' })).json.result.customFields,
			),
		).toEqual(['number', 'email', 'address', 'note']);
	});
});
