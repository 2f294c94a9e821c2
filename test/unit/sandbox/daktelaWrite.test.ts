import { openDaktela, person, startStamp, type Wire } from './daktelaWire';

let wire: Wire;
beforeAll(async () => {
	wire = await openDaktela();
});
beforeEach(() => wire.fill());
afterAll(() => wire.close());

const create = (body: unknown) => wire.post('contacts.json', body);

describe('POST', () => {
	it('answers 201 with the whole object; scalars become lists, relations come as key or object', async () => {
		const made = await create(
			person({
				name: 'jana',
				account: { name: 'acme' },
				user: 'petra',
				customFields: { email: 'j@x.example', number: [1, ''], code: null },
			}),
		);
		expect(made.status).toBe(201);
		expect(made.json).toMatchObject({
			error: [],
			result: {
				name: 'jana',
				account: { title: 'Acme' },
				user: { title: 'Petra' },
				firstname: null,
				edited: startStamp,
				customFields: { email: ['j@x.example'], number: ['1'], code: [null] },
			},
		});
		expect((await wire.get('contacts/jana')).json.result).toEqual(made.json.result);
	});

	it('takes forms with brackets too', async () => {
		const body = 'title=A+B&lastname=B&database=default&customFields[email][0]=a%40x.example&customFields[level]=gold';
		const headers = { 'X-AUTH-TOKEN': 'petra-token', 'Content-Type': 'application/x-www-form-urlencoded' };
		const made = await wire.send('POST', 'contacts.json', body, headers);
		expect(made.json.result).toMatchObject({ title: 'A B', customFields: { email: ['a@x.example'], level: ['gold'] } });
	});

	it('makes keys where none is given, numbers for tickets', async () => {
		expect((await create(person())).json.result.name).toMatch(/^contact_[0-9a-f]{13}$/);
		const record = { type: 'order', title: 'O', stage: 'OPEN' };
		expect((await wire.post('crmRecords.json', record)).json.result.name).toMatch(/^record_[0-9a-f]+$/);
		expect((await wire.post('crmRecordsTypes.json', { title: 'T' })).json.result.name).toMatch(/^type_[0-9a-f]+$/);
		const ticket = { title: 'T', category: 'support', stage: 'OPEN', priority: 'LOW' };
		expect((await wire.post('tickets.json', { ...ticket, name: 7 })).json.result.name).toBe(7);
		expect((await wire.post('tickets.json', ticket)).json.result.name).toBe(8);
		expect((await wire.post('tickets.json', { ...ticket, name: 'seven' })).json.error.form).toHaveProperty('name');
	});

	it('saves resources that the reference has no fields for', async () => {
		await wire.post('campaignsRecords.json', {
			name: 'c1',
			user: 'petra',
			action: 5,
			more: { deep: 1 },
			password: 'hidden',
		});
		const { result } = (await wire.get('campaignsRecords/c1')).json;
		expect(result).toMatchObject({ user: { name: 'petra' }, action: 5, more: { deep: 1 } });
		expect(result).not.toHaveProperty('password');
		expect((await wire.put('campaignsRecords/c1', { action: 6 })).json.result).toMatchObject({
			action: 6,
			more: { deep: 1 },
		});
	});
});

describe('what is refused', () => {
	const form = async (body: unknown, path = 'contacts.json') => (await wire.post(path, body)).json.error.form;

	it('names every missing field and echoes nothing', async () => {
		const refused = await create({ firstname: 'J' });
		expect(refused.status).toBe(400);
		expect(refused.json).toMatchObject({
			error: { form: { title: 'Item is mandatory', lastname: 'Item is mandatory', database: 'Item is mandatory' } },
			result: null,
		});
		expect(await form({ title: 'x' }, 'accounts.json')).toEqual({ database: 'Item is mandatory' });
		expect(Object.keys(await form({}, 'tickets.json'))).toEqual(['title', 'category', 'stage', 'priority']);
		expect(Object.keys(await form({}, 'crmRecords.json'))).toEqual(['type', 'title', 'stage']);
	});

	it('echoes the input of other errors, though nothing was saved', async () => {
		const input = person({ name: 'x', user: 'nobody', customFields: { email: ['no mail'] } });
		expect((await create(input)).json).toMatchObject({
			error: { form: { user: 'Foreign key error', customFields: { email: ['E-mail is not in the correct format'] } } },
			result: input,
		});
		expect((await wire.get('contacts/x')).status).toBe(404);
	});

	it('checks lengths, options, types and custom fields', async () => {
		const long = (length: number) => 'x'.repeat(length);
		expect(
			await form(person({ title: long(256), firstname: long(129), lastname: long(129), description: long(513) })),
		).toEqual(
			Object.fromEntries(['title', 'firstname', 'lastname', 'description'].map((name) => [name, 'Value is too long'])),
		);
		expect(
			(await create(person({ title: long(255), firstname: 'ě'.repeat(128), description: long(512) }))).status,
		).toBe(201);
		expect(await form({ type: 'order', title: long(129), stage: 'WAIT' }, 'crmRecords')).toEqual({
			title: 'Value is too long',
			stage: 'Value is not one of the options',
		});
		expect(await form({ title: 'A', database: 'default', description: '' }, 'accounts')).toEqual({
			description: 'Value is too short',
		});
		expect(await form(person({ title: {}, user: 5, account: [], customFields: 'x', name: {} }))).toEqual({
			title: 'Value has a wrong type',
			user: 'Foreign key error',
			account: 'Value has a wrong type',
			customFields: 'Value has a wrong type',
			name: 'Value has a wrong type',
		});
		expect((await form(person({ customFields: { level: 'tin', code: 'abc', number: {} } }))).customFields).toEqual({
			level: ['Value is not one of the options'],
			code: ['Value is not in the correct format'],
			number: ['Value has a wrong type'],
		});
		expect(
			(await create(person({ customFields: { level: ['silver'], code: 'ABC', seen: 'x' } }))).json.result.customFields,
		).toMatchObject({
			level: ['silver'],
			code: ['ABC'],
			seen: [null],
		});
		expect(
			await form(
				{ title: 't', category: 'support', stage: 'OPEN', priority: 'LOW', reopen: 'soon', followers: ['nobody'] },
				'tickets',
			),
		).toEqual({
			reopen: 'Value has a wrong type',
			followers: 'Foreign key error',
		});
	});

	it('does not take a name twice', async () => {
		await create(person({ name: 'a' }));
		expect(await create(person({ name: 'a' }))).toMatchObject({
			status: 400,
			json: { error: { form: { name: 'Item already exists' } } },
		});
	});
});

describe('PUT and DELETE', () => {
	it('changes what is named, moves `edited`, and leaves the key and the rest', async () => {
		await create(
			person({ name: 'a', firstname: 'Jana', account: 'acme', customFields: { email: 'a@x.example', level: 'gold' } }),
		);
		wire.sim.clock.advance(61_500);
		const changed = await wire.put('contacts/a.json', {
			name: 'b',
			account: null,
			created: 'x',
			customFields: { level: [] },
		});
		expect(changed.status).toBe(200);
		expect(changed.json.result).toMatchObject({
			name: 'a',
			title: 'Jana Nová',
			firstname: 'Jana',
			account: null,
			created: startStamp,
			edited: '2026-05-04 11:01:01',
			customFields: { email: ['a@x.example'], level: [null] },
		});
		expect((await wire.get('contacts/b')).status).toBe(404);
	});

	it('refuses nothing for a required field', async () => {
		await create(person({ name: 'a' }));
		for (const lastname of ['', null])
			expect((await wire.put('contacts/a', { lastname })).json.error.form).toEqual({ lastname: 'Item is mandatory' });
		expect((await wire.put('contacts/none', { lastname: 'x' })).status).toBe(404);
	});

	it('takes another database with its own custom fields', async () => {
		await create(person({ name: 'a', customFields: { level: 'gold' } }));
		expect((await wire.put('contacts/a', { database: 'plain' })).json.result.customFields).toEqual([]);
		expect((await wire.put('contacts/a', { database: 'default' })).json.result.customFields.level).toEqual(['gold']);
	});

	it('deletes with 204, and nobody refers to it any more', async () => {
		await create(person({ name: 'a', account: 'acme' }));
		wire.sim.act.createTicket({ name: 5, title: 'T', followers: ['petra', 'admin'] });
		wire.sim.clock.advance(5000);
		expect(await wire.send('DELETE', 'accounts/acme.json')).toMatchObject({ status: 204, text: '' });
		expect((await wire.get('accounts/acme')).status).toBe(404);
		expect((await wire.get('contacts/a')).json.result).toMatchObject({ account: null, edited: startStamp });
		await wire.send('DELETE', 'users/petra');
		expect((await wire.get('tickets/5')).json.result.followers).toMatchObject([{ name: 'admin' }]);
		expect(await wire.send('DELETE', 'crmDatabases/default')).toMatchObject({
			status: 400,
			json: { error: ['Object is used elsewhere'] },
		});
	});
});

describe('attachments', () => {
	it('are uploaded, then put to an object by their temporary names', async () => {
		const temporary = await wire.upload('the offer');
		expect(temporary.status).toBe(200);
		expect(temporary.json).toMatch(/^[0-9a-f]+_offer\.txt$/);
		const record = { name: 'o1', type: 'order', title: 'O', stage: 'OPEN' };
		await wire.post('crmRecords', { ...record, add_files: [{ name: temporary.json, title: 'Offer' }] });
		const second = await wire.upload('second');
		await wire.put('crmRecords/o1', { add_files: { name: second.json } });
		expect((await wire.get('crmRecords/o1/attachments.json')).json.result).toEqual({
			data: [
				{ name: expect.stringMatching(/^attachment_/), title: 'Offer', type: 'text/plain', size: 9, time: startStamp },
				expect.objectContaining({ title: 'offer.txt', size: 6 }),
			],
			total: 2,
		});
		expect(wire.sim.act.getAttachments({ resource: 'crmRecords', name: 'o1' })[0]).toMatchObject({ text: 'the offer' });
		const again = await wire.put('crmRecords/o1', { add_files: [{ name: second.json }] });
		expect(again.json.error.form).toEqual({ add_files: 'Uploaded file not found' });
		expect((await wire.get('accounts/acme/attachments')).status).toBe(404);
	});

	it('need a token, type=save and a file under `files`', async () => {
		expect((await wire.upload('x', 'x', '/file/upload.php')).status).toBe(400);
		expect((await wire.upload('x', 'x', '/file/upload.php?type=save', 'other')).status).toBe(400);
		expect((await wire.raw('/file/upload.php?type=save', { method: 'POST', body: 'x' })).status).toBe(401);
		const headers = { 'X-AUTH-TOKEN': 'petra-token' };
		expect((await wire.raw('/file/upload.php?type=save', { method: 'POST', body: 'x', headers })).status).toBe(400);
		expect(
			(
				await wire.raw('/file/upload.php?type=save', {
					method: 'POST',
					body: 'x',
					headers: { ...headers, 'Content-Type': 'multipart/form-data; boundary=a' },
				})
			).status,
		).toBe(400);
	});
});
