import { openDaktela, where, type Wire } from './daktelaWire';

let wire: Wire;
beforeAll(async () => {
	wire = await openDaktela();
});
beforeEach(() => {
	wire.fill();
	wire.contact('ann', { firstname: 'Ann', account: 'acme', customFields: { email: ['ann@x.example', 'a@y.example'] } });
	wire.contact('bob', { firstname: 'Bob', account: 'zeta', customFields: { level: 'gold' } });
	wire.contact('Cid', { firstname: 'cid', user: 'petra', description: '50% off_now' });
});
afterAll(() => wire.close());

const found = (query: string) => wire.names(`contacts.json?${query}`);
const edited = { ann: '2026-05-04 11:01:00', bob: '2026-05-04 11:02:00', cid: '2026-05-04 11:03:00' };

describe('forms of a filter', () => {
	it('plain, numbered, canonical and nested say the same', async () => {
		const one = (at: string, field: string, operator: string, value: string) =>
			`filter${at}[field]=${field}&filter${at}[operator]=${operator}&filter${at}[value]=${value}`;
		expect(await found(one('', 'name', 'eq', 'ann'))).toEqual(['ann']);
		expect(await found(`${one('[0]', 'lastname', 'neq', 'ann')}&${one('[1]', 'lastname', 'neq', 'bob')}`)).toEqual([
			'Cid',
		]);
		const group = `filter[logic]=or&${one('[filters][0]', 'name', 'eq', 'bob')}`;
		expect(await found(`${group}&${one('[filters][1]', 'name', 'eq', 'ann')}`)).toEqual(['ann', 'bob']);
		const inner = '[filters][1][filters]';
		const nested = `filter[filters][1][logic]=and&${one(`${inner}[0]`, 'firstname', 'gte', 'Ann')}&${one(`${inner}[1]`, 'account', 'eq', 'acme')}`;
		expect(await found(`${group}&${nested}`)).toEqual(['ann', 'bob']);
		expect(await found('filter[logic]=or&filter[filters][0][field]=name')).toEqual([]);
		const ends = (lower: string, upper: string) =>
			found(
				`${one('[0]', 'name', lower, 'bob')}&${one('[1]', 'name', 'gte', 'bob')}&${one('[2]', 'name', upper, 'bob')}`,
			);
		expect([await ends('gte', 'lte'), await ends('gt', 'lte'), await ends('gte', 'lt')]).toEqual([['bob'], [], []]);
		expect(await found(encodeURI(group))).toEqual(['bob']);
	});

	it('what is no filter is refused', async () => {
		for (const query of [
			'filter=x',
			'filter[a]=1',
			'filter[0]=x',
			'filter[logic]=xor&filter[filters][0][field]=name',
			'filter[field]=',
			'filter[filters]=x',
		])
			expect((await wire.get(`contacts.json?${query}`)).status).toBe(400);
		expect((await wire.get(`contacts.json?${where('edited', 'gte', 'yesterday')}`)).status).toBe(400);
		for (const query of ['sort=name', 'sort[0]=name', 'sort[0][field]=nothing'])
			expect((await wire.get(`contacts.json?${query}`)).status).toBe(400);
	});
});

describe('operators', () => {
	test.each<[string, string, string | string[], string[]]>([
		['name', 'eq', 'ann', ['ann']],
		['name', 'neq', 'ann', ['Cid', 'bob']],
		['name', 'gt', 'ann', ['bob']],
		['name', 'gte', 'ann', ['ann', 'bob']],
		['name', 'lt', 'ann', ['Cid']],
		['name', 'lte', 'ann', ['Cid', 'ann']],
		['title', 'like', 'Person %n%', ['ann']],
		['name', 'like', '_o_', ['bob']],
		['description', 'like', '50\\% off\\_%', ['Cid']],
		['description', 'like', '5%(', []],
		['title', 'notlike', '%b', ['Cid', 'ann']],
		['name', 'begins', 'b', ['bob']],
		['name', 'startswith', 'b', ['bob']],
		['name', 'notbegins', 'b', ['Cid', 'ann']],
		['name', 'ends', 'b', ['bob']],
		['name', 'endswith', 'b', ['bob']],
		['name', 'notends', 'b', ['Cid', 'ann']],
		['description', 'contains', '%', ['Cid']],
		['name', 'doesnotcontain', 'n', ['Cid', 'bob']],
		['name', 'in', ['bob', 'ann', 'nobody', 'bob'], ['ann', 'bob']],
		['name', 'in', 'bob', ['bob']],
		['name', 'notin', ['bob', 'ann'], ['Cid']],
		['account', 'isnull', '', ['Cid']],
		['account', 'isnotnull', '', ['ann', 'bob']],
		['account', 'neq', 'acme', ['bob']],
		['account', 'eq', 'acme', ['ann']],
		['account.name', 'in', ['zeta', 'acme'], ['ann', 'bob']],
		['account.title', 'eq', 'Zeta', ['bob']],
		['account.user.title', 'eq', 'Petra', ['ann']],
		['customFields.email', 'eq', 'a@y.example', ['ann']],
		['customFields.email', 'neq', 'a@y.example', []],
		['customFields.email', 'isnull', '', ['Cid', 'bob']],
		['customFields.level', 'isnotnull', '', ['bob']],
		['edited', 'gte', edited.bob, ['Cid', 'bob']],
		['edited', 'gt', edited.bob, ['Cid']],
		['edited', 'lt', edited.bob, ['ann']],
		['edited', 'eq', edited.bob, ['bob']],
		['edited', 'gte', '2026-05-04T11:03', ['Cid']],
		['edited', 'gte', '2026-05-05', []],
		['edited', 'like', '%11:02%', ['bob']],
		['created', 'lte', edited.ann, ['ann']],
		['database.default', 'eq', 'true', []],
	])('%s %s %j', async (field, operator, value, names) => {
		wire.sim.act.editObject({ resource: 'crmDatabases', name: 'default', default: false });
		expect(await found(where(field, operator, value))).toEqual(names);
	});

	it('ignoreCase', async () => {
		expect(await found(where('name', 'eq', 'cID'))).toEqual([]);
		expect(await found(where('name', 'eq', 'cID', '&filter[ignoreCase]=true'))).toEqual(['Cid']);
		expect(await found(where('name', 'in', ['CID', 'ANN'], '&filter[ignoreCase]=1'))).toEqual(['Cid', 'ann']);
		expect(await found(where('name', 'like', 'CI%', '&filter[ignoreCase]=true'))).toEqual(['Cid']);
		expect(await found(where('name', 'gte', 'BOB', '&filter[ignoreCase]=true'))).toEqual(['Cid', 'bob']);
	});

	it('compares a ticket by number, booleans in any of their forms, and several relations each', async () => {
		for (const title of ['two', 'ten'])
			wire.sim.act.createTicket({ name: title === 'two' ? 2 : 10, title, statuses: ['new'] });
		wire.sim.act.editTicket({ name: 10, statuses: ['new', 'paid'], parentTicket: 2, reopen: '2026-06-01 08:00:00' });
		const tickets = (query: string) => wire.names(`tickets.json?${query}`);
		expect(await tickets('')).toEqual([2, 10]);
		expect(await tickets(where('name', 'gt', '2'))).toEqual([10]);
		expect(await tickets(where('name', 'eq', 'abc'))).toEqual([]);
		expect(await tickets(where('parentTicket', 'eq', '2'))).toEqual([10]);
		expect(await tickets(where('parentTicket.name', 'lt', '10'))).toEqual([10]);
		expect(await tickets(where('statuses', 'eq', 'paid'))).toEqual([10]);
		expect(await tickets(where('statuses.title', 'eq', 'New'))).toEqual([2, 10]);
		expect(await tickets(where('reopen', 'gte', '2026-06-01'))).toEqual([10]);
		expect(await wire.names(`crmDatabases.json?${where('available_cp', 'eq', '0')}`)).toEqual(['default', 'plain']);
	});

	it('finds the fold of an autumn night by the wall, as the database does', async () => {
		wire.sim.act.editContact({ name: 'ann', at: '2026-10-25T00:50:00Z' });
		wire.sim.act.editContact({ name: 'bob', at: '2026-10-25T01:30:00Z' });
		expect(await found(where('edited', 'gte', '2026-10-25 02:45:00'))).toEqual(['ann']);
		expect(await found(`${where('edited', 'gte', '2026-10-25 02:00:00')}&sort[0][field]=edited`)).toEqual([
			'bob',
			'ann',
		]);
	});
});

describe('order, page, columns and words', () => {
	it('sorts by several fields, up and down', async () => {
		expect(await found('sort[0][field]=edited&sort[0][dir]=desc')).toEqual(['Cid', 'bob', 'ann']);
		expect(await found('sort[field]=edited&sort[dir]=asc')).toEqual(['ann', 'bob', 'Cid']);
		expect(await found('sort[0][field]=account.title&sort[1][field]=name')).toEqual(['Cid', 'ann', 'bob']);
		wire.sim.act.editMany({ values: { firstname: 'x' } });
		const ties = (dir: string) =>
			found(`sort[0][field]=edited&sort[0][dir]=${dir}&sort[1][field]=name&sort[1][dir]=desc`);
		expect(await ties('asc')).toEqual(['bob', 'ann', 'Cid']);
		expect(await ties('desc')).toEqual(['bob', 'ann', 'Cid']);
	});

	it('pages by skip and take, or by page and pageSize; the total is of all', async () => {
		const total = async (query: string) => (await wire.get(`contacts.json?${query}`)).json.result.total;
		expect(await found('skip=1&take=1')).toEqual(['ann']);
		expect(await found('sort[0][field]=name&sort[0][dir]=desc&skip=1&take=5')).toEqual(['ann', 'Cid']);
		expect(await found('page=2&pageSize=2')).toEqual(['bob']);
		expect(await found('skip=9')).toEqual([]);
		expect(await found('take=0')).toEqual([]);
		expect(await found('take=x&skip=-1')).toHaveLength(3);
		expect(await total('skip=1&take=1')).toBe(3);
		expect(await total(`${where('firstname', 'begins', 'A')}&take=0`)).toBe(1);
	});

	it('gives 100 rows unless asked, and 1000 at most', async () => {
		wire.sim.act.grow({ count: 1200 });
		expect(await found('')).toHaveLength(100);
		expect(await found('take=5000&fields=name')).toHaveLength(1000);
	});

	it('shows the columns that are asked for, in both forms, single rows too', async () => {
		expect(await wire.list('contacts.json?fields[0]=name&fields[1]=title&take=1&skip=1')).toEqual([
			{ name: 'ann', title: 'Person ann' },
		]);
		expect(await wire.list('contacts.json?fields=name,%20account.title,account.name,none&take=1&skip=1')).toEqual([
			{ name: 'ann', account: { title: 'Acme', name: 'acme' } },
		]);
		expect((await wire.get('contacts/ann?fields[]=customFields.level&fields[]=firstname')).json.result).toEqual({
			customFields: { level: [null] },
			firstname: 'Ann',
		});
	});

	it('searches words everywhere', async () => {
		expect(await found('q=PERSON')).toEqual(['Cid', 'ann', 'bob']);
		expect(await found(`q=y.example&${where('name', 'gt', 'a')}`)).toEqual(['ann']);
	});
});
