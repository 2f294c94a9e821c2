import { basic, names, openNetHunt, type Wire } from './nethuntWire';

let wire: Wire;
beforeAll(async () => {
	wire = await openNetHunt();
});
afterAll(() => wire.close());
beforeEach(() => wire.fill());

describe('signing in', () => {
	test('auth-test answers a list with the user', async () => {
		expect(await wire.get('triggers/auth-test')).toEqual([
			{ user: { personalName: 'Sandbox User', emailAddress: 'user@nethunt.test' } },
		]);
	});

	test.each([
		['', ''],
		['user@nethunt.test', 'wrong'],
		['other@nethunt.test', 'sandbox-api-key'],
	])('401 with a text for %s:%s', async (email, key) => {
		const answer = await wire.send('GET', 'triggers/auth-test', undefined, basic(email, key));
		expect([answer.status, answer.text]).toEqual([401, 'Your email address or API key does not appear to be valid']);
		expect(answer.headers.get('content-type')).toContain('text/plain');
	});

	test('no header at all is 401 too', async () => {
		expect((await fetch(`${wire.sim.url}/api/v1/zapier/triggers/auth-test`)).status).toBe(401);
	});

	test('rights differ per user, for reading and for writing', async () => {
		wire.sim.act.addFolder({ name: 'Contacts', fields: ['Name'] });
		wire.sim.act.addUser({
			personalName: 'R',
			emailAddress: 'r@nethunt.test',
			apiKey: 'k',
			readable: ['Deals', 'Contacts'],
			writable: ['Contacts'],
		});
		const as = (method: string, path: string, body?: unknown) =>
			wire.send(method, path, body, basic('r@nethunt.test', 'k'));
		expect((await as('GET', 'triggers/readable-folder')).json).toHaveLength(2);
		expect((await as('GET', 'triggers/writable-folder')).json).toEqual([expect.objectContaining({ name: 'Contacts' })]);
		const record = wire.deal('A');
		expect((await as('POST', `actions/create-comment/${record}`, { text: 'x' })).status).toBe(403);
		expect((await as('POST', `actions/create-record/${wire.deals()}`, { timeZone: 'UTC', fields: {} })).status).toBe(
			403,
		);
		wire.sim.act.setRights({ user: 'r@nethunt.test', readable: [] });
		expect((await as('GET', `triggers/new-record/${wire.deals()}`)).status).toBe(403);
	});
});

describe('folders', () => {
	test('come as id and name, fields as the name alone', async () => {
		expect(await wire.get('triggers/readable-folder')).toEqual([{ id: wire.deals(), name: 'Deals' }]);
		expect(await wire.get('triggers/writable-folder')).toEqual([{ id: wire.deals(), name: 'Deals' }]);
		expect(wire.deals()).toMatch(/^[0-9a-f]{24}$/);
		const fields = await wire.get(`triggers/folder-field/${wire.deals()}`);
		expect(fields.slice(0, 2)).toEqual([{ name: 'Name' }, { name: 'Status' }]);
	});

	test('unknown ids, names instead of ids, methods and paths are 404', async () => {
		for (const path of [
			'triggers/new-record/5eed00000000000000000000',
			'triggers/folder-field/Deals',
			'triggers/nothing',
			'triggers/new-record',
			'x',
		])
			expect([path, (await wire.send('GET', path)).status]).toEqual([path, 404]);
		expect((await wire.send('POST', 'triggers/readable-folder')).status).toBe(404);
		expect((await wire.send('DELETE', `actions/delete-record/${wire.deal('A')}`)).status).toBe(404);
	});
});

describe('records', () => {
	test('create answers recordId, createdAt, fields and a deep link', async () => {
		const created = await wire.post(`actions/create-record/${wire.deals()}`, {
			timeZone: 'Europe/Kiev',
			fields: {
				Name: 'Oak',
				Status: 'On  hold',
				Amount: 12.5,
				Tags: ['a', 'b'],
				'Close date': '2026-06-01',
				'Call at': '2026-06-01T10:00',
				Hot: true,
			},
		});
		expect(created).toEqual({
			recordId: expect.stringMatching(/^[0-9a-f]{24}$/),
			createdAt: wire.now(),
			link: expect.stringContaining('https://nethunt.com/web/#nethunt/'),
			fields: {
				Name: 'Oak',
				Status: 'On  hold',
				Amount: 12.5,
				Tags: ['a', 'b'],
				'Close date': '2026-06-01',
				'Call at': '2026-06-01T07:00:00.000Z',
				Hot: true,
			},
		});
		const place = JSON.parse(Buffer.from(created.link.split('/').pop(), 'base64').toString()) as object;
		expect(place).toMatchObject({
			folderId: wire.deals(),
			recordId: created.recordId,
			recordPage: { recordId: created.recordId },
		});
	});

	test.each([
		[{ fields: {} }, 'timeZone'],
		[{ timeZone: 'Mars/North', fields: {} }, 'Mars/North'],
		[{ timeZone: 'UTC' }, 'fields'],
		[{ timeZone: 'UTC', fields: { Amount: 'many' } }, 'Amount'],
		[{ timeZone: 'UTC', fields: { Status: 'On hold' } }, 'Status'],
		[{ timeZone: 'UTC', fields: { 'Close date': 'June' } }, 'Close date'],
		[{ timeZone: 'UTC', fields: { Name: ['a', 'b'] } }, 'Name'],
		['{', 'JSON'],
	])('create refuses %j with 400', async (body, named) => {
		const answer = await wire.send('POST', `actions/create-record/${wire.deals()}`, body);
		expect([answer.status, answer.text]).toEqual([400, expect.stringContaining(named)]);
	});

	test('update sets, adds, removes and clears; overwrite counts per field and from the query', async () => {
		const id = wire.deal('A', { Status: 'Lead', Tags: ['a', 'b'], Amount: 1, Owner: 'x@t.test' });
		wire.sim.clock.advance(1000);
		const first = await wire.post(`actions/update-record/${id}?overwrite=false`, {
			fieldActions: {
				Status: { overwrite: true, add: 'Won' },
				Tags: { remove: 'a', add: ['c', 'b'] },
				Amount: { overwrite: true },
				Owner: { remove: 'x@t.test', add: 'y@t.test' },
			},
		});
		expect(first).toEqual({
			updatedAt: wire.now(),
			fields: { Name: 'A', Status: 'Won', Tags: ['b', 'c'], Owner: 'y@t.test' },
		});
		const second = await wire.post(`actions/update-record/${id}?overwrite=true`, {
			fieldActions: { Tags: { add: 'z' }, Status: { overwrite: false, remove: 'Won' } },
		});
		expect(second.fields).toEqual({ Name: 'A', Tags: ['z'], Owner: 'y@t.test' });
	});

	test('a list of field actions, or none, is 400; a record that is gone 404', async () => {
		const id = wire.deal('A');
		for (const fieldActions of [[{ field: 'Name', value: 'B', action: 'set' }], undefined, { Name: 'B' }])
			expect((await wire.send('POST', `actions/update-record/${id}`, { fieldActions })).status).toBe(400);
		wire.sim.act.deleteRecord({ record: id });
		for (const action of ['update-record', 'delete-record', 'create-comment', 'create-call-log', 'link-gmail-thread'])
			expect((await wire.send('POST', `actions/${action}/${id}`, { fieldActions: {}, text: 'x' })).status).toBe(404);
	});

	test('delete moves to the trash and out of every list of records', async () => {
		const id = wire.deal('A');
		expect(await wire.post(`actions/delete-record/${id}`)).toEqual({
			trashItemId: { id: expect.any(String), recordId: id },
		});
		expect(await wire.get(`searches/find-record/${wire.deals()}?recordId=${id}`)).toEqual([]);
		expect(await wire.get(`searches/find-record/${wire.deals()}?query=created:`)).toEqual([]);
		expect(await wire.get(`triggers/new-record/${wire.deals()}`)).toEqual([]);
		expect(await wire.get(`triggers/updated-record/${wire.deals()}`)).toEqual([]);
		wire.sim.act.restoreRecord({ record: id });
		expect(await wire.get(`triggers/new-record/${wire.deals()}`)).toHaveLength(1);
	});
});

test('the log names the endpoint, and faults match it', async () => {
	await wire.get(`triggers/record-change/${wire.deals()}?fieldName=Status`);
	expect(wire.sim.requests.entries.at(-1)).toMatchObject({
		action: 'record-change',
		status: 200,
		query: { fieldName: 'Status' },
	});
	wire.sim.faults.inject({ match: { path: 'create-record' }, reset: 'after' });
	await expect(
		wire.post(`actions/create-record/${wire.deals()}`, { timeZone: 'UTC', fields: { Name: 'Twice' } }),
	).rejects.toThrow();
	expect(names(await wire.get(`triggers/new-record/${wire.deals()}`))).toEqual(['Twice']);
});
