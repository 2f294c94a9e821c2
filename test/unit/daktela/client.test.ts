import { Fault } from '../../../nodes/shared/fault';
import { hang, json, answer, reset, VendorServer } from '../../support/vendorServer';
import { clientOf, enveloped, listed, page, paramsOf, pathOf, refused } from './server';

let vendor: VendorServer;
beforeAll(async () => void (vendor = await VendorServer.start()));
beforeEach(() => vendor.reset());
afterAll(async () => await vendor.stop());

const faultOf = async (work: Promise<unknown>): Promise<Fault> =>
	await work.then(
		() => Promise.reject(new Error('It went well.')),
		(error: Fault) => error,
	);

describe('answers', () => {
	const list = async () => await (await clientOf(vendor)).list('contacts', {}, { take: 5 });

	it('reads a keyed object, a missing total and a total in text', async () => {
		vendor.queue = [
			enveloped({ data: { 3: { name: 'a' }, 7: { name: 'b' } } }),
			listed([{ name: 'a' }], { total: '12' }),
		];
		expect(await list()).toMatchObject({ rows: [{ name: 'a' }, { name: 'b' }] });
		expect(await list()).toMatchObject({ total: 12 });
	});

	it('takes meta keys away and learns the custom fields they describe', async () => {
		vendor.otherwise = listed([
			{
				name: 'a',
				customFields: { level: ['gold'], plain: [null] },
				_sys: { cfScheme: { level: { type: 'SELECTBOX', title: 'Level', items: [{ name: 'gold', title: 'Gold' }] } } },
				_rdata: {},
				_guiData: {},
			},
		]);
		const api = await clientOf(vendor);
		const { rows } = await api.list('contacts', {}, { take: 5 });
		expect(rows).toEqual([{ name: 'a', customFields: { level: ['gold'], plain: [null] } }]);
		expect(api.customFields('contacts')).toMatchObject([
			{ name: 'level', title: 'Level', type: 'SELECTBOX', options: [{ name: 'Gold', value: 'gold' }] },
			{ name: 'plain', type: '' },
		]);
	});

	it.each([
		['a web page', page],
		['nothing', answer(200)],
		['no result', enveloped(null)],
		['no rows', enveloped({})],
		['rows that are none', enveloped({ data: ['a'] })],
	])('never takes %s for an empty list', async (_, reaction) => {
		vendor.otherwise = reaction;
		const api = await clientOf(vendor);
		Object.assign((api as unknown as { wire: { options: object } }).wire.options, { attempts: 1 });
		expect((await faultOf(api.list('contacts', {}, { take: 1 }))).kind).toBe('unreadable');
	});

	it('reads times in the zone that Daktela tells, else in that of the credential', async () => {
		vendor.queue = [listed([]), listed([], {}), listed([])];
		const api = await clientOf(vendor, { timezone: 'Europe/London' });
		expect((await api.list('contacts', {}, { take: 1 })).clock).toEqual({
			zone: 'Europe/London',
			local: '2026-02-10 10:11:12',
			at: '2026-02-10T10:11:12.000Z',
		});
		vendor.queue = [enveloped({ data: [], total: 0 }, { _timezone: 'Asia/Tokyo' })];
		expect((await api.list('contacts', {}, { take: 1 })).clock).toMatchObject({
			zone: 'Asia/Tokyo',
			at: '2026-02-10T01:11:12.000Z',
		});
		expect(await api.zone()).toBe('Asia/Tokyo');
	});

	it('asks for the zone once where nothing has told it', async () => {
		vendor.otherwise = enveloped({}, { _timezone: 'UTC' });
		const api = await clientOf(vendor);
		expect(await Promise.all([api.zone(), api.zone()])).toEqual(['UTC', 'UTC']);
		expect(vendor.got).toHaveLength(1);
	});
});

describe('refusals', () => {
	it.each([
		[{ form: { lastname: 'Mandatory' } }, 'Last Name (lastname): Mandatory', 'Last Name (lastname)'],
		[{ primary: ['No devices'], form: { title: 'Mandatory' } }, 'No devices; Title: Mandatory', 'Title'],
		[['Object not exist'], 'Object not exist', undefined],
		['Object not exist', 'Object not exist', undefined],
		[
			{ form: { customFields: { email: ['Špatný formát'] } } },
			'customFields.email: Špatný formát',
			'customFields.email',
		],
	])('reads %j', async (error, words, field) => {
		vendor.otherwise = refused(error, { name: 'a', echo: true });
		const fault = await faultOf((await clientOf(vendor)).create('contacts', { name: 'a' }, 'create contact a'));
		expect(fault.message).toBe(`Daktela refused to create contact a. It said: ${words}`);
		expect([fault.kind, fault.field, fault.effect, fault.status]).toEqual(['invalid', field, 'none', 400]);
	});

	it('takes an echo with an error for a failure, with status 200 too', async () => {
		vendor.otherwise = json({ error: { form: { user: 'Chyba cizího klíče' } }, result: { name: 'a' } });
		expect((await faultOf((await clientOf(vendor)).create('contacts', { name: 'a' }))).field).toBe('Owner (user)');
	});

	it('reads the newer form', async () => {
		const violations = [{ propertyPath: 'title', message: 'Too long' }];
		vendor.otherwise = json({ status: 422, title: 'Validation failed', detail: 'x', violations }, 422);
		expect((await faultOf((await clientOf(vendor)).create('contacts', {}))).message).toContain('Title: Too long');
	});

	it.each([
		[401, 'unauthorized'],
		[403, 'forbidden'],
		[404, 'notFound'],
		[405, 'invalid'],
		[302, 'misconfigured'],
	])('tells %d apart', async (status, kind) => {
		vendor.otherwise = refused(['Words'], null, status);
		const fault = await faultOf((await clientOf(vendor)).list('contacts', {}, { take: 1 }));
		expect(fault.kind).toBe(kind);
		if (status !== 302) expect(fault.message).toContain('Words');
	});

	it('waits as it is told, and leaves a creation alone whose answer is lost', async () => {
		vendor.queue = [refused(['slow'], null, 429), listed([])];
		const api = await clientOf(vendor);
		await api.list('contacts', {}, { take: 1 });
		expect(vendor.got).toHaveLength(2);
		vendor.queue = [reset];
		expect((await faultOf(api.create('contacts', {}))).effect).toBe('unknown');
		expect(vendor.got).toHaveLength(3);
		vendor.queue = [page];
		expect((await faultOf(api.create('contacts', {}))).effect).toBe('unknown');
	});
});

describe('one record', () => {
	it('is looked for in the list where its status does not tell that it is missing', async () => {
		const api = await clientOf(vendor);
		vendor.queue = [refused(['Object not exist'], null, 404)];
		expect(await api.find('contacts', 'a')).toBeUndefined();
		vendor.queue = [refused(['Object not exist']), listed([])];
		expect(await api.find('contacts', 'a/b')).toBeUndefined();
		expect(pathOf(vendor.got[1]!)).toBe('/api/v6/contacts/a%2Fb.json');
		vendor.queue = [refused(['no'], null, 403)];
		expect((await faultOf(api.find('contacts', 'a'))).kind).toBe('forbidden');
		vendor.queue = [refused(['no']), refused(['no'])];
		expect((await faultOf(api.find('contacts', 'a'))).kind).toBe('invalid');
	});

	it('may be written and deleted without an answer', async () => {
		vendor.otherwise = answer(204);
		const api = await clientOf(vendor);
		expect(await api.update('contacts', 'a', { title: 'A' })).toEqual({ name: 'a', title: 'A' });
		await api.remove('contacts', 'a');
		expect(vendor.got.map(({ method }) => method)).toEqual(['PUT', 'DELETE']);
	});

	it('is not sent more often at once than the credential says', async () => {
		let [under, most] = [0, 0];
		vendor.otherwise = (got, response, request) => {
			most = Math.max(most, ++under);
			setImmediate(() => {
				under--;
				enveloped({})(got, response, request);
			});
		};
		const api = await clientOf(vendor, { concurrentRequests: 2 });
		await Promise.all(Array.from({ length: 12 }, async () => await api.create('contacts', {})));
		expect(most).toBeLessThanOrEqual(2);
		expect(api.spent.requests).toBe(12);
	});
});

describe('addresses', () => {
	it('asks as the official clients do', async () => {
		vendor.otherwise = listed([]);
		const api = await clientOf(vendor);
		const filter = {
			logic: 'and' as const,
			filters: [
				{ field: 'name', operator: 'in', value: ['a', 'b'] },
				{ logic: 'or' as const, filters: [{ field: 'title', operator: 'like', value: '%x%', ignoreCase: true }] },
			],
		};
		await api.list(
			'contacts',
			{ filter, sort: [{ field: 'edited', dir: 'desc' }], fields: ['name'], search: 'q' },
			{ skip: 5, take: 10 },
		);
		expect(paramsOf(vendor.got[0]!)).toEqual([
			['filter[logic]', 'and'],
			['filter[filters][0][field]', 'name'],
			['filter[filters][0][operator]', 'in'],
			['filter[filters][0][value][0]', 'a'],
			['filter[filters][0][value][1]', 'b'],
			['filter[filters][1][logic]', 'or'],
			['filter[filters][1][filters][0][field]', 'title'],
			['filter[filters][1][filters][0][operator]', 'like'],
			['filter[filters][1][filters][0][value]', '%x%'],
			['filter[filters][1][filters][0][ignoreCase]', 'true'],
			['sort[0][field]', 'edited'],
			['sort[0][dir]', 'desc'],
			['fields[0]', 'name'],
			['q', 'q'],
			['skip', '5'],
			['take', '10'],
		]);
	});

	it('gives up in time', async () => {
		vendor.otherwise = hang;
		const api = await clientOf(vendor);
		Object.assign((api as unknown as { wire: { host: { helpers: object } } }).wire.host.helpers, {
			httpRequest: async () => await Promise.reject(Object.assign(new Error('timeout'), { code: 'ECONNABORTED' })),
		});
		expect(await faultOf(api.create('contacts', {}))).toMatchObject({ kind: 'timedOut', effect: 'unknown' });
	});
});
