import { names, openNetHunt, type Wire } from './nethuntWire';

let wire: Wire;
beforeAll(async () => {
	wire = await openNetHunt();
});
afterAll(() => wire.close());
beforeEach(() => wire.fill());

describe('polled lists', () => {
	test('come newest first, strictly after since, cut at the limit from the oldest end', async () => {
		wire.deal('A');
		const since = wire.now();
		for (const name of ['B', 'C', 'D']) wire.deal(name);
		const list = (query: string) => wire.get(`triggers/new-record/${wire.deals()}?${query}`).then(names);
		expect(await list('')).toEqual(['D', 'C', 'B', 'A']);
		expect(await list(`since=${since}`)).toEqual(['D', 'C', 'B']);
		expect(await list(`since=${since}&limit=2`)).toEqual(['D', 'C']);
		expect(await list('limit=2&offset=2&page=2')).toEqual(['D', 'C']);
	});

	test('records of new-record have no updatedAt, of updated-record and find-record they have', async () => {
		const id = wire.deal('A');
		const keys = async (path: string) =>
			Object.keys((await wire.get(path))[0])
				.sort()
				.join();
		expect(await keys(`triggers/new-record/${wire.deals()}`)).toBe('createdAt,fields,id,link,recordId');
		for (const path of [
			`triggers/updated-record/${wire.deals()}`,
			`searches/find-record/${wire.deals()}?recordId=${id}`,
		])
			expect(await keys(path)).toBe('createdAt,fields,id,link,recordId,updatedAt');
	});

	test('updated-record holds each record once, narrowed by repeated fieldName', async () => {
		const [a, b, c] = [wire.deal('A'), wire.deal('B'), wire.deal('C')];
		const since = wire.now();
		wire.set(a, 'Amount', 1);
		wire.set(b, 'Status', 'Won');
		wire.set(c, 'Hot', true);
		wire.set(a, 'Amount', 2);
		const list = (query: string) =>
			wire.get(`triggers/updated-record/${wire.deals()}?since=${since}${query}`).then(names);
		expect(await list('')).toEqual(['A', 'C', 'B']);
		expect(await list('&fieldName=Amount')).toEqual(['A']);
		expect(await list('&fieldName=Amount&fieldName=Status')).toEqual(['A', 'B']);
		expect(await list('&fieldName=Nothing')).toEqual([]);
		wire.sim.switches.order = 'oldest';
		expect(await list('')).toEqual(['B', 'C', 'A']);
		expect(await list('&limit=1')).toEqual(['B']);
	});

	test.each(['limit=0', 'limit=many', 'since=yesterday'])('%s is 400', async (query) => {
		expect((await wire.send('GET', `triggers/new-record/${wire.deals()}?${query}`)).status).toBe(400);
	});
});

describe('record-change', () => {
	test('tells creation, edits with the previous value, and deletion', async () => {
		const id = wire.deal('A', { Status: 'Lead', Tags: ['a', 'b'] });
		wire.set(id, 'Status', 'Won');
		wire.sim.clock.advance(1);
		wire.sim.act.setFields({ record: id, fields: { Tags: ['b', 'c'], Status: null } });
		wire.sim.act.deleteRecord({ record: id });
		const changes = await wire.get(`triggers/record-change/${wire.deals()}`);
		expect(
			changes.map(({ recordAction, fieldActions }: Record<string, unknown>) => [recordAction, fieldActions]),
		).toEqual([
			['DELETE', {}],
			['UPDATE', { Tags: { remove: ['a'], add: ['c'] }, Status: { overwrite: true, remove: 'Won' } }],
			['UPDATE', { Status: { overwrite: true, remove: 'Lead', add: 'Won' } }],
			['CREATE', { Name: { add: 'A' }, Status: { add: 'Lead' }, Tags: { add: ['a', 'b'] } }],
		]);
		expect(Object.keys(changes[0]).sort()).toEqual(['fieldActions', 'id', 'recordAction', 'recordId', 'time', 'user']);
		expect(changes[0].user).toEqual({ personalName: 'Sandbox User', emailAddress: 'user@nethunt.test' });
		expect(new Set(changes.map((change: { id: string }) => change.id)).size).toBe(4);
	});

	test('narrows by record, by field and by time', async () => {
		const [a, b] = [wire.deal('A'), wire.deal('B')];
		const since = wire.now();
		wire.set(a, 'Status', 'Won');
		wire.set(b, 'Amount', 5);
		const list = async (query: string) =>
			(await wire.get(`triggers/record-change/${wire.deals()}?${query}`)).map((c: { recordId: string }) => c.recordId);
		expect(await list(`since=${since}`)).toEqual([b, a]);
		expect(await list(`recordId=${a}`)).toEqual([a, a]);
		expect(await list('fieldName=Status')).toEqual([a]);
		expect(await list(`fieldName=Status&fieldName=Amount&limit=1`)).toEqual([b]);
	});

	test('a write that changes nothing is no change', async () => {
		const id = wire.deal('A', { Tags: ['x'] });
		const since = wire.now();
		wire.set(id, 'Tags', ['x']);
		expect(await wire.get(`triggers/record-change/${wire.deals()}?since=${since}`)).toEqual([]);
	});
});

describe('find-record', () => {
	const find = (query: string, more = '') =>
		wire.get(`searches/find-record/${wire.deals()}?query=${encodeURIComponent(query)}${more}`).then(names);

	test('wants a record id or a query', async () => {
		const answer = await wire.send('GET', `searches/find-record/${wire.deals()}`);
		expect([answer.status, answer.text]).toEqual([400, 'Please enter either Record ID or Search Query']);
	});

	test('finds by id in its own folder only', async () => {
		const id = wire.deal('A');
		const other = wire.sim.act.addFolder({ name: 'Contacts', fields: ['Name'] }).id;
		expect(names(await wire.get(`searches/find-record/${wire.deals()}?recordId=${id}`))).toEqual(['A']);
		expect(await wire.get(`searches/find-record/${other}?recordId=${id}`)).toEqual([]);
	});

	test('speaks Field:value, quotes, equals, created and free text, newest first', async () => {
		wire.deal('Anna Oak', { Tags: ['anna@oak.test'], Amount: 123 });
		wire.deal('Bert Elm', { Tags: ['bert@elm.test', '+380 44 1'] });
		expect(await find('Tags:"anna@oak.test"')).toEqual(['Anna Oak']);
		expect(await find('name:Bert')).toEqual(['Bert Elm']);
		expect(await find('Amount=123')).toEqual(['Anna Oak']);
		expect(await find('+380')).toEqual(['Bert Elm']);
		expect(await find('@')).toEqual(['Bert Elm', 'Anna Oak']);
		expect(await find('created:')).toEqual(['Bert Elm', 'Anna Oak']);
		expect(await find('created:today', '&limit=1')).toEqual(['Bert Elm']);
		expect(await find('created:2026-05-03')).toEqual([]);
		wire.sim.clock.advance(86_400_000);
		expect(await find('created:today')).toEqual([]);
		expect(await find('nobody')).toEqual([]);
	});

	test('is fuzzy: other fields and longer words hit too', async () => {
		wire.deal('Anna');
		wire.deal('Annabel');
		wire.deal('Carl', { Tags: ['friend of anna'] });
		expect(await find('Name:anna')).toEqual(['Carl', 'Annabel', 'Anna']);
	});

	test('follows edits', async () => {
		const id = wire.deal('Old name');
		expect(await find('Old')).toHaveLength(1);
		wire.set(id, 'Name', 'Fresh');
		expect([await find('Old'), await find('fresh')]).toEqual([[], ['Fresh']]);
		wire.deal('Fresher');
		expect(await find('fresh')).toEqual(['Fresher', 'Fresh']);
	});
});

describe('timeline', () => {
	test('comments', async () => {
		const id = wire.deal('A');
		const made = await wire.post(`actions/create-comment/${id}`, { text: 'Hello' });
		expect(made).toEqual({ commentId: expect.any(String), createdAt: wire.now() });
		expect(await wire.get(`triggers/new-comment/${wire.deals()}`)).toEqual([
			{ id: made.commentId, commentId: made.commentId, recordId: id, createdAt: wire.now(), text: 'Hello' },
		]);
		expect((await wire.send('POST', `actions/create-comment/${id}`, { text: ' ' })).status).toBe(400);
	});

	test('call logs count minutes', async () => {
		const id = wire.deal('A');
		const made = await wire.post(`actions/create-call-log/${id}`, {
			text: 'Rang',
			time: '2026-05-04T08:00:00Z',
			duration: 2.5,
		});
		expect(await wire.get(`triggers/new-call-log/${wire.deals()}`)).toEqual([
			{
				callLogId: made.callLogId,
				recordId: id,
				createdAt: wire.now(),
				text: 'Rang',
				duration: 2.5,
				time: '2026-05-04T08:00:00.000Z',
				endTime: '2026-05-04T08:02:30.000Z',
			},
		]);
		for (const body of [{ text: 'x', time: 'noon' }, { text: 'x', duration: '5' }, {}])
			expect((await wire.send('POST', `actions/create-call-log/${id}`, body)).status).toBe(400);
	});

	test('Drive files and Gmail threads', async () => {
		const id = wire.deal('A');
		wire.sim.act.addFile({ record: id, name: 'offer.pdf' });
		expect(await wire.get(`triggers/new-gdrivefile/${wire.deals()}?since=2026-05-04T00:00:00Z`)).toMatchObject([
			{ recordId: id, name: 'offer.pdf' },
		]);
		wire.sim.act.addGmailThread({ id: '00000000000000aa' });
		expect(await wire.post(`actions/link-gmail-thread/${id}`, { gmailThreadId: '00000000000000aa' })).toMatchObject({
			recordId: id,
		});
		expect(wire.sim.act.getRecord({ record: id }).gmailThreads).toEqual(['00000000000000aa']);
		expect(
			(await wire.send('POST', `actions/link-gmail-thread/${id}`, { gmailThreadId: '00000000000000ff' })).status,
		).toBe(400);
	});
});
