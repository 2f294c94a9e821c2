import { codes, openSalesforce, type Wire } from './salesforceWire';

let wire: Wire;
beforeAll(async () => {
	wire = await openSalesforce();
});
afterAll(() => wire.close());
beforeEach(() => wire.fill());

const create = (body: object, object = 'Contact') => wire.send('POST', `sobjects/${object}`, body);
const record = async (id: string) => (await wire.get(`sobjects/Contact/${id}`)).json;

describe('one record', () => {
	test('is created, read, updated and deleted', async () => {
		const { status, json } = await create({ LastName: '  Pine ', Email: '', Score__c: 2.5, Birthdate: '1990-05-04' });
		expect([status, json]).toEqual([201, { id: expect.stringMatching(/^003\w{15}$/), success: true, errors: [] }]);
		const { id } = json;
		expect(await record(id)).toMatchObject({
			attributes: { type: 'Contact', url: `/services/data/v59.0/sobjects/Contact/${id}` },
			Id: id,
			Name: 'Pine',
			Email: null,
			DoNotCall: false,
			CreatedDate: '2026-05-04T09:00:00.000+0000',
			SystemModstamp: '2026-05-04T09:00:00.000+0000',
		});
		wire.sim.clock.advance(90_500);
		expect(await wire.send('PATCH', `sobjects/Contact/${id.slice(0, 15)}`, { FirstName: 'Ada' })).toMatchObject({
			status: 204,
			text: '',
		});
		expect(await record(id)).toMatchObject({ Name: 'Ada Pine', SystemModstamp: '2026-05-04T09:01:30.000+0000' });
		expect((await wire.get(`sobjects/Contact/${id}?fields=LastName,Score__c`)).json).toEqual({
			attributes: expect.anything(),
			LastName: 'Pine',
			Score__c: 2.5,
		});
		expect((await wire.send('DELETE', `sobjects/Contact/${id}`)).status).toBe(204);
		for (const method of ['GET', 'DELETE'])
			expect(await wire.send(method, `sobjects/Contact/${id}`)).toMatchObject({
				status: 404,
				json: [{ errorCode: 'ENTITY_IS_DELETED' }],
			});
	});

	test.each([
		[{}, 'REQUIRED_FIELD_MISSING', ['LastName']],
		[{ LastName: null }, 'REQUIRED_FIELD_MISSING', ['LastName']],
		[{ LastName: 'x'.repeat(81) }, 'STRING_TOO_LONG', ['LastName']],
		[{ LastName: 'A', Segment__c: 'Z' }, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', ['Segment__c']],
		[{ LastName: 'A', Salutation: 'Captain' }, undefined, undefined],
		[{ LastName: 'A', Email: 'nobody' }, 'INVALID_EMAIL_ADDRESS', ['Email']],
		[{ LastName: 'A', Nothing__c: 1 }, 'INVALID_FIELD', undefined],
		[{ LastName: 'A', CreatedDate: '2026-01-01' }, 'INVALID_FIELD_FOR_INSERT_UPDATE', ['CreatedDate']],
		[{ LastName: 'A', Name: 'A' }, 'INVALID_FIELD_FOR_INSERT_UPDATE', ['Name']],
		[{ LastName: 'A', Account_City__c: 'Brno' }, 'INVALID_FIELD_FOR_INSERT_UPDATE', ['Account_City__c']],
		[{ LastName: 'A', AccountId: 'short' }, 'MALFORMED_ID', ['AccountId']],
		[{ LastName: 'A', AccountId: '001000000000000' }, 'INVALID_CROSS_REFERENCE_KEY', ['AccountId']],
		[{ LastName: 'A', DoNotCall: 'true' }, 'JSON_PARSER_ERROR', undefined],
		[{ LastName: 'A', Score__c: 'many' }, 'JSON_PARSER_ERROR', undefined],
		[{ LastName: 'A', Birthdate: '2026-02-30' }, 'JSON_PARSER_ERROR', undefined],
		[{ LastName: 7 }, 'JSON_PARSER_ERROR', undefined],
	])('%j', async (body, code, fields) => {
		const { status, json } = await create(body);
		expect([status, json[0]?.errorCode, json[0]?.fields]).toEqual([code ? 400 : 201, code, fields]);
	});

	test('of no known object or id, or in no JSON', async () => {
		expect((await create({}, 'Nothing')).status).toBe(404);
		expect(codes(await wire.get('sobjects/Contact/003000000000000'))).toEqual(['NOT_FOUND']);
		expect(codes(await wire.send('POST', 'sobjects/Contact', '{"LastName"'))).toEqual(['JSON_PARSER_ERROR']);
		expect(codes(await wire.send('POST', 'sobjects/Contact', '[]'))).toEqual(['JSON_PARSER_ERROR']);
		expect(codes(await wire.send('PATCH', `sobjects/Contact/${wire.contact()}`, { Id: 'x' }))).toEqual([
			'INVALID_FIELD',
		]);
	});

	test('names its parent by 15 or 18 characters, of the right object', async () => {
		const account = wire.account('Blue Harbor');
		const { id } = (await create({ LastName: 'A', AccountId: account.slice(0, 15) })).json;
		expect((await record(id)).AccountId).toBe(account);
		const wrong = await create({ LastName: 'A', AccountId: wire.contact() });
		expect(codes(wrong)).toEqual(['FIELD_INTEGRITY_EXCEPTION']);
		const broken = `${account.slice(0, 17)}${account.endsWith('Z') ? 'A' : 'Z'}`;
		expect(codes(await create({ LastName: 'A', AccountId: broken }))).toEqual(['MALFORMED_ID']);
	});

	test('names its parent by an external id', async () => {
		const account = wire.account('Blue Harbor', { Daktela_Key__c: 'acc-1' });
		const { id } = (await create({ LastName: 'A', Account: { Daktela_Key__c: 'ACC-1' } })).json;
		expect((await record(id)).AccountId).toBe(account);
		const { json } = await create({ LastName: 'A', Account: { Daktela_Key__c: 'acc-2' } });
		expect(json[0]).toMatchObject({ errorCode: 'INVALID_FIELD', message: expect.stringContaining('acc-2 not found') });
	});

	test('is unique by its external id, without regard to case; a deleted one does not count', async () => {
		const first = wire.contact({ Daktela_Key__c: 'K1' });
		const { json } = await create({ LastName: 'A', Daktela_Key__c: 'k1' });
		expect(json[0]).toMatchObject({ errorCode: 'DUPLICATE_VALUE', message: expect.stringContaining(first) });
		wire.sim.act.deleteRecord({ record: first });
		expect((await create({ LastName: 'A', Daktela_Key__c: 'k1' })).status).toBe(201);
	});

	test('obeys validation rules, read-only fields and sharing', async () => {
		wire.sim.act.addValidationRule({
			object: 'Contact',
			field: 'Phone',
			pattern: '^(\\+.*)?$',
			message: 'Begin with +',
		});
		expect((await create({ LastName: 'A', Phone: '601' })).json[0]).toEqual({
			errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
			message: 'Begin with +',
			fields: ['Phone'],
		});
		wire.sim.act.setFieldAccess({ object: 'Contact', field: 'Title', access: 'readOnly' });
		expect(codes(await create({ LastName: 'A', Title: 'Dr' }))).toEqual(['INVALID_FIELD_FOR_INSERT_UPDATE']);
		const id = wire.contact();
		wire.sim.act.shareRecord({ record: id, access: 'read' });
		const { status, json } = await wire.send('PATCH', `sobjects/Contact/${id}`, { LastName: 'B' });
		expect([status, json[0].errorCode]).toEqual([403, 'INSUFFICIENT_ACCESS_OR_READONLY']);
	});
});

describe('upsert by external id', () => {
	const upsert = (value: string, body: object, field = 'Daktela_Key__c') =>
		wire.send('PATCH', `sobjects/Contact/${field}/${encodeURIComponent(value)}`, body);

	test('creates, then updates', async () => {
		const first = await upsert('a/1', { LastName: 'A' });
		expect([first.status, first.json]).toEqual([
			201,
			{ id: expect.any(String), success: true, errors: [], created: true },
		]);
		const second = await upsert('a/1', { LastName: 'B' });
		expect([second.status, second.json.id, second.json.created]).toEqual([200, first.json.id, false]);
		expect((await wire.get('sobjects/Contact/Daktela_Key__c/a%2F1')).json.LastName).toBe('B');
		expect((await wire.send('DELETE', 'sobjects/Contact/Daktela_Key__c/a%2F1')).status).toBe(204);
		expect((await wire.get('sobjects/Contact/Daktela_Key__c/a%2F1')).status).toBe(404);
	});

	test('answers 300 with all addresses when several records have the value', async () => {
		const ids = [wire.contact({ Legacy_Code__c: 'x' }), wire.contact({ Legacy_Code__c: 'x' })];
		const { status, json } = await upsert('x', { LastName: 'A' }, 'Legacy_Code__c');
		expect([status, json]).toEqual([300, ids.map((id) => `/services/data/v59.0/sobjects/Contact/${id}`)]);
	});

	test('refuses a field that is no external id, and the external id in the body', async () => {
		expect(await upsert('x', { LastName: 'A' }, 'Email')).toMatchObject({
			status: 404,
			json: [{ errorCode: 'NOT_FOUND' }],
		});
		expect(codes(await upsert('x', { LastName: 'A', Daktela_Key__c: 'x' }))).toEqual(['INVALID_FIELD']);
	});
});

describe('duplicates by rule', () => {
	test('are refused unless the caller allows them', async () => {
		wire.sim.switches.duplicateRule = 'email';
		wire.contact({ Email: 'ada@pine.test' });
		const body = { LastName: 'A', Email: 'Ada@pine.test' };
		expect(codes(await create(body))).toEqual(['DUPLICATES_DETECTED']);
		const allowed = { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' };
		expect((await wire.send('POST', 'sobjects/Contact', body, allowed)).status).toBe(201);
	});
});

describe('rows that others hold', () => {
	test('fail a whole request once', async () => {
		const id = wire.contact();
		wire.sim.act.lockRows({ scope: 'request' });
		const patch = () => wire.send('PATCH', `sobjects/Contact/${id}`, { LastName: 'B' });
		expect((await wire.query('SELECT Id FROM Contact')).status).toBe(200);
		expect(await patch()).toMatchObject({ status: 400, json: [{ errorCode: 'UNABLE_TO_LOCK_ROW' }] });
		expect((await patch()).status).toBe(204);
	});

	test('fail the items of a collection that touch an account', async () => {
		const account = wire.account('Busy');
		wire.sim.act.lockRows({ record: 'Busy', times: 2 });
		const records = ['a', 'b', 'c'].map((key) => ({ LastName: 'L', Daktela_Key__c: key, AccountId: account }));
		const send = () => wire.upsert([{ LastName: 'Free', Daktela_Key__c: 'f' }, ...records]);
		expect(codes(await send())).toEqual(['ok', 'UNABLE_TO_LOCK_ROW', 'UNABLE_TO_LOCK_ROW', 'ok']);
		expect(codes(await send())).toEqual(['ok', 'ok', 'ok', 'ok']);
	});
});
