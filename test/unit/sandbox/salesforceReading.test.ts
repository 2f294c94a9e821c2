import { openSalesforce, type Wire } from './salesforceWire';

let wire: Wire;
beforeAll(async () => {
	wire = await openSalesforce();
});
afterAll(() => wire.close());
beforeEach(() => wire.fill());

const ALL = 'SELECT Id, LastName FROM Contact';
const grow = (count: number, more: object = {}) => wire.sim.act.grow({ object: 'Contact', count, ...more });
const next = async (url: string) => wire.get(wire.sim.url + url);
const small = { 'Sforce-Query-Options': 'batchSize=200' };

describe('pages', () => {
	test('hold 2000 rows and lead to the next until the last is done', async () => {
		grow(4500);
		const pages = [(await wire.query(ALL)).json];
		while (!pages.at(-1).done) pages.push((await next(pages.at(-1).nextRecordsUrl)).json);
		expect(pages.map(({ totalSize, done, records }) => [totalSize, done, records.length])).toEqual([
			[4500, false, 2000],
			[4500, false, 2000],
			[4500, true, 500],
		]);
		expect(new Set(pages.flatMap(({ records }) => records.map(({ Id }: any) => Id))).size).toBe(4500);
		expect(pages[0].nextRecordsUrl).toMatch(/^\/services\/data\/v59\.0\/query\/01g\w{15}-2000$/);
		expect(wire.sim.requests.entries.map(({ action }) => action)).toEqual(['query', 'queryMore', 'queryMore']);
	});

	test('may be asked for in another size, from 200 on', async () => {
		grow(900);
		const sizeFor = async (batchSize: number) =>
			(await wire.query(ALL, { 'Sforce-Query-Options': `batchSize=${batchSize}` })).json.records.length;
		expect(await sizeFor(500)).toBe(500);
		expect(await sizeFor(10)).toBe(200);
		expect(await sizeFor(9000)).toBe(900);
	});

	test('tell rows as they were when queried; a session may end between them', async () => {
		grow(300, { fields: { LastName: 'Old' } });
		const { nextRecordsUrl } = (await wire.query(ALL, small)).json;
		const last = (await wire.rows('SELECT Id FROM Contact ORDER BY Id DESC LIMIT 1'))[0].Id;
		wire.sim.act.setField({ record: last, field: 'LastName', value: 'New' });
		wire.sim.act.expireSessions({});
		expect((await next(nextRecordsUrl)).status).toBe(401);
		await wire.signIn();
		expect((await next(nextRecordsUrl)).json.records.at(-1).LastName).toBe('Old');
	});

	test('are gone after two days, with too many open ones, or by the act', async () => {
		grow(300);
		const open = async () => (await wire.query(ALL, small)).json.nextRecordsUrl;
		const gone = { status: 400, json: [{ errorCode: 'INVALID_QUERY_LOCATOR', message: 'invalid query locator' }] };
		const first = await open();
		for (let more = 0; more < 10; more++) await open();
		expect(await next(first)).toMatchObject(gone);
		const second = await open();
		expect((await next(second)).status).toBe(200);
		wire.sim.clock.advance(48 * 3_600_000 + 1);
		await wire.signIn();
		expect(await next(second)).toMatchObject(gone);
		const third = await open();
		expect(wire.sim.act.expireLocators({}).ended).toBe(10);
		expect(await next(third)).toMatchObject(gone);
		expect(await next('/services/data/v59.0/query/nonsense')).toMatchObject(gone);
	});

	test('of 500 rows in one second are walked by a keyset without loss', async () => {
		grow(1200, { perSecond: 500 });
		const seen: string[] = [];
		let cursor = { at: '2000-01-01T00:00:00Z', id: '000000000000000' };
		for (;;) {
			const { at, id } = cursor;
			const where = `SystemModstamp > ${at} OR (SystemModstamp = ${at} AND Id > '${id}')`;
			const page = await wire.rows(
				`SELECT Id, SystemModstamp FROM Contact WHERE ${where} ORDER BY SystemModstamp, Id LIMIT 170`,
			);
			if (page.length === 0) break;
			seen.push(...page.map(({ Id }) => Id));
			cursor = { at: page.at(-1).SystemModstamp.replace('+0000', 'Z'), id: page.at(-1).Id };
		}
		expect(seen.length).toBe(1200);
		expect(new Set(seen).size).toBe(1200);
	});
});

describe('an address that is too long', () => {
	test('is refused before it is read', async () => {
		const ids = Array.from({ length: 900 }, () => "'003000000000000AAA'").join();
		expect((await wire.query(`${ALL} WHERE Id IN (${ids})`)).status).toBe(414);
	});
});

describe('queryAll', () => {
	test('has what was deleted and merged, until the recycle bin is emptied', async () => {
		const kept = wire.contact({ LastName: 'Kept' });
		const gone = wire.contact({ LastName: 'Gone' });
		const lost = wire.contact({ LastName: 'Lost' });
		wire.sim.act.deleteRecord({ record: gone });
		wire.sim.act.mergeRecords({ master: kept, losers: [lost] });
		const soql = 'SELECT LastName, IsDeleted, MasterRecordId FROM Contact ORDER BY Id';
		expect(await wire.column(soql, 'LastName')).toEqual(['Kept']);
		expect((await wire.queryAll(soql)).json.records).toMatchObject([
			{ LastName: 'Kept', IsDeleted: false, MasterRecordId: null },
			{ LastName: 'Gone', IsDeleted: true, MasterRecordId: null },
			{ LastName: 'Lost', IsDeleted: true, MasterRecordId: kept },
		]);
		expect((await wire.queryAll(`${ALL} WHERE IsDeleted = true`)).json.totalSize).toBe(2);
		wire.sim.act.emptyRecycleBin({ object: 'Contact' });
		expect((await wire.queryAll(soql)).json.totalSize).toBe(1);
	});

	test('forgets after 15 days', async () => {
		wire.sim.act.deleteRecord({ record: wire.contact() });
		wire.sim.clock.advance(14 * 86_400_000);
		await wire.signIn();
		expect((await wire.queryAll(ALL)).json.totalSize).toBe(1);
		wire.sim.clock.advance(2 * 86_400_000);
		await wire.signIn();
		expect((await wire.queryAll(ALL)).json.totalSize).toBe(0);
	});
});

describe('versions and limits', () => {
	test('the versions are listed without a session', async () => {
		const json = (await (await fetch(`${wire.sim.url}/services/data`)).json()) as object[];
		expect(json).toContainEqual({ label: "Winter '26", url: '/services/data/v65.0', version: '65.0' });
		expect(json).toHaveLength(36);
		expect((await wire.get('v65.0/limits')).status).toBe(200);
	});

	test.each(['v99.0/limits', 'v20.0/limits', 'v59.5/limits', 'v59.0/nothing', 'sobjects/Nothing/describe'])(
		'%s is not there',
		async (path) => {
			expect(await wire.get(path)).toMatchObject({ status: 404, json: [{ errorCode: 'NOT_FOUND' }] });
		},
	);

	test('every answer counts the calls of the day, and the last is refused', async () => {
		const used = async () => (await wire.get('limits')).headers.get('sforce-limit-info');
		expect([await used(), await used()]).toEqual(['api-usage=1/15000', 'api-usage=2/15000']);
		wire.sim.act.setApiUsage({ used: 14_999 });
		expect((await wire.get('limits')).json.DailyApiRequests).toEqual({ Max: 15_000, Remaining: 0 });
		const { status, json, headers } = await wire.query(ALL);
		expect([status, json[0].errorCode, json[0].message]).toEqual([
			403,
			'REQUEST_LIMIT_EXCEEDED',
			'TotalRequests Limit exceeded.',
		]);
		expect(headers.get('sforce-limit-info')).toBe('api-usage=15000/15000');
		wire.sim.clock.advance(86_400_000);
		await wire.signIn();
		expect((await wire.get('limits')).headers.get('sforce-limit-info')).toBe('api-usage=1/15000');
	});

	test('a method that a path does not have', async () => {
		expect(await wire.send('POST', 'limits', {})).toMatchObject({
			status: 405,
			json: [{ errorCode: 'METHOD_NOT_ALLOWED' }],
		});
	});
});
