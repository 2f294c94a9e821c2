import { codes, openSalesforce, type Wire } from './salesforceWire';

let wire: Wire;
beforeAll(async () => {
	wire = await openSalesforce();
});
afterAll(() => wire.close());
beforeEach(() => wire.fill());

const contact = (fields: object) => ({ attributes: { type: 'Contact' }, ...fields });
const send = (method: string, records: object[], more: object = {}) =>
	wire.send(method, 'composite/sobjects', { records, ...more });
const names = () => wire.column('SELECT LastName FROM Contact ORDER BY Id', 'LastName');

describe('collections', () => {
	test('create in order, each item with its own result, and HTTP 200', async () => {
		const answer = await send('POST', [
			contact({ LastName: 'A' }),
			contact({ FirstName: 'B' }),
			{ attributes: { type: 'Account' }, Name: 'C' },
			{ attributes: { type: 'Nothing' }, Name: 'D' },
			{ LastName: 'E' },
		]);
		expect(answer.status).toBe(200);
		expect(answer.json[0]).toEqual({ id: expect.stringMatching(/^003/), success: true, errors: [] });
		expect(answer.json[1]).toEqual({
			success: false,
			errors: [
				{
					statusCode: 'REQUIRED_FIELD_MISSING',
					message: 'Required fields are missing: [LastName]',
					fields: ['LastName'],
				},
			],
		});
		expect(answer.json[2].id).toMatch(/^001/);
		expect(codes(answer)).toEqual(['ok', 'REQUIRED_FIELD_MISSING', 'ok', 'INVALID_TYPE', 'INVALID_TYPE']);
		expect(answer.headers.get('sforce-limit-info')).toBe('api-usage=1/15000');
	});

	test('update and delete by id', async () => {
		const [one, two, three] = ['One', 'Two', 'Three'].map((LastName) => wire.contact({ LastName }));
		wire.sim.act.deleteRecord({ record: three! });
		const updated = await send('PATCH', [
			contact({ id: one, LastName: 'Uno' }),
			contact({ Id: two!.slice(0, 15), Email: 'no mail' }),
			contact({ id: three, LastName: 'Tres' }),
			contact({ LastName: 'Nobody' }),
			contact({ id: '003000000000000', LastName: 'Nobody' }),
		]);
		expect(codes(updated)).toEqual([
			'ok',
			'INVALID_EMAIL_ADDRESS',
			'ENTITY_IS_DELETED',
			'MISSING_ARGUMENT',
			'INVALID_CROSS_REFERENCE_KEY',
		]);
		expect(await names()).toEqual(['Uno', 'Two']);
		const deleted = await wire.send('DELETE', `composite/sobjects?ids=${one},${three}&allOrNone=false`);
		expect(deleted.json).toMatchObject([{ id: one, success: true }, { success: false }]);
		expect(await names()).toEqual(['Two']);
	});

	test('undo everything with allOrNone when one item fails', async () => {
		const old = wire.contact({ LastName: 'Old', Daktela_Key__c: 'old' });
		const records = [
			{ Daktela_Key__c: 'old', LastName: 'New' },
			{ Daktela_Key__c: 'x', LastName: 'X' },
			{ Daktela_Key__c: 'y' },
		];
		const answer = await wire.upsert(records, { allOrNone: true });
		expect(answer.status).toBe(200);
		expect(codes(answer)).toEqual([
			'ALL_OR_NONE_OPERATION_ROLLED_BACK',
			'ALL_OR_NONE_OPERATION_ROLLED_BACK',
			'REQUIRED_FIELD_MISSING',
		]);
		expect(await names()).toEqual(['Old']);
		expect(wire.sim.act.getRecord({ record: old }).LastName).toBe('Old');
		expect(codes(await wire.upsert(records.slice(0, 2), { allOrNone: true }))).toEqual(['ok', 'ok']);
	});

	test('upsert by external id or by Id', async () => {
		wire.contact({ Daktela_Key__c: 'K1', LastName: 'Old' });
		const answer = await wire.upsert([
			{ Daktela_Key__c: 'k1', LastName: 'New' },
			{ Daktela_Key__c: 'k2', LastName: 'Made' },
			{ LastName: 'No key' },
			{ Daktela_Key__c: 'K2', LastName: 'Twice' },
		]);
		expect(answer.json.map(({ created }: any) => created)).toEqual([false, true, undefined, undefined]);
		expect(codes(answer)).toEqual(['ok', 'ok', 'MISSING_ARGUMENT', 'DUPLICATE_VALUE']);
		expect(await names()).toEqual(['New', 'Made']);
		const byId = await wire.send('PATCH', 'composite/sobjects/Contact/Id', {
			records: [contact({ Id: answer.json[0].id, LastName: 'Newer' }), contact({ LastName: 'Third' })],
		});
		expect(byId.json.map(({ created }: any) => created)).toEqual([false, true]);
		expect(await names()).toEqual(['Newer', 'Made', 'Third']);
	});

	test('an external id that several records have fails its item', async () => {
		for (const LastName of ['A', 'B']) wire.contact({ LastName, Legacy_Code__c: 'x' });
		const answer = await wire.send('PATCH', 'composite/sobjects/Contact/Legacy_Code__c', {
			records: [contact({ Legacy_Code__c: 'x', LastName: 'C' })],
		});
		expect(codes(answer)).toEqual(['DUPLICATE_EXTERNAL_ID']);
	});

	test('are read by ids, null for what is gone', async () => {
		const id = wire.contact({ LastName: 'A' });
		const body = { ids: [id.slice(0, 15), '003000000000000'], fields: ['LastName'] };
		const posted = await wire.send('POST', 'composite/sobjects/Contact', body);
		expect(posted.json).toEqual([{ attributes: expect.anything(), LastName: 'A' }, null]);
		expect((await wire.get(`composite/sobjects/Contact?ids=${id}&fields=Id,LastName`)).json[0].Id).toBe(id);
		expect(codes(await wire.get(`composite/sobjects/Contact?ids=${id}&fields=Foo`))).toEqual(['INVALID_FIELD']);
	});

	test('have at most 200 records in 10 runs of one type', async () => {
		const many = Array.from({ length: 201 }, (_, at) => contact({ LastName: `L${at}` }));
		expect(await send('POST', many)).toMatchObject({ status: 400, json: [{ errorCode: 'EXCEEDED_ID_LIMIT' }] });
		expect((await send('POST', many.slice(1))).json).toHaveLength(200);
		const mixed = (count: number) =>
			Array.from({ length: count }, (_, at) =>
				at % 2 ? contact({ LastName: 'L' }) : { attributes: { type: 'Account' }, Name: 'N' },
			);
		expect((await send('POST', mixed(10))).status).toBe(200);
		expect(codes(await send('POST', mixed(11)))).toEqual(['LIMIT_EXCEEDED']);
		expect(codes(await send('POST', []))).toEqual(['INVALID_INPUT']);
		const ids = Array.from({ length: 201 }, () => '003000000000000').join();
		expect(codes(await wire.send('DELETE', `composite/sobjects?ids=${ids}`))).toEqual(['EXCEEDED_ID_LIMIT']);
	});

	test('take another field name for the key, in any case', async () => {
		const answer = await wire.send('PATCH', 'composite/sobjects/contact/daktela_key__c', {
			records: [contact({ Daktela_Key__c: 'k', LastName: 'A' }), contact({ daktela_key__c: 'K', LastName: 'B' })],
		});
		expect(codes(answer)).toEqual(['ok', 'DUPLICATE_VALUE']);
	});
});
