import { isLocatorGone } from '../../../nodes/Salesforce/api';
import { Fault } from '../../../nodes/shared/fault';
import { collect } from '../../../nodes/shared/pages';
import { answer, json, type VendorServer } from '../../support/vendorServer';
import { apiFor, page, refusal, SECRET, token, vendor } from './wired';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let server: VendorServer;
beforeAll(async () => void (server = await vendor()));
beforeEach(() => server.reset());
afterAll(async () => await server.stop());

const paths = () => server.got.map(({ method, url }) => `${method} ${decodeURIComponent(url)}`);
const failure = async (work: Promise<unknown>): Promise<Fault> =>
	await work.then(
		() => Promise.reject(new Error('It went well.')),
		(error: Fault) => error,
	);
const idsOf = async (rows: AsyncIterable<{ Id?: string }>) => {
	const ids: Array<string | undefined> = [];
	for await (const { Id } of rows) ids.push(Id);
	return ids;
};

describe('the session', () => {
	test('is asked for once, however many requests begin together', async () => {
		server.queue = [token()];
		server.otherwise = page(['003000000000001AAA']);
		const api = await apiFor(server.url);
		await Promise.all([1, 2, 3].map(async () => await api.page({ soql: 'SELECT Id FROM Contact' })));
		expect(paths().filter((path) => path.includes('oauth2'))).toHaveLength(1);
		expect(server.got[0]!.body).toContain('grant_type=client_credentials');
		expect(server.got[1]!.headers.authorization).toBe('Bearer token-one-of-many');
		expect(api.spent.requests).toBe(4);
	});

	test('is renewed once when it has ended', async () => {
		server.queue = [
			token(),
			refusal(401, 'INVALID_SESSION_ID', 'Session expired or invalid'),
			token('the-second-token'),
		];
		server.otherwise = page(['003000000000001AAA']);
		const api = await apiFor(server.url);
		expect((await api.page({ soql: 'SELECT Id FROM Contact' })).records).toHaveLength(1);
		expect(server.got.at(-1)!.headers.authorization).toBe('Bearer the-second-token');
	});

	test.each(['This session is not valid for use with the REST API', 'Connected app is not attached to Agent'])(
		'is not renewed after "%s"',
		async (message) => {
			server.queue = [token()];
			server.otherwise = refusal(401, 'INVALID_SESSION_ID', message);
			const api = await apiFor(server.url);
			expect((await failure(api.limits())).kind).toBe('forbidden');
			expect(server.got).toHaveLength(2);
		},
	);

	test('a session that is refused again and again ends in a fault', async () => {
		server.otherwise = (got, ...rest) =>
			(got.url.includes('oauth2') ? token() : refusal(401, 'INVALID_SESSION_ID', 'Session expired'))(got, ...rest);
		const api = await apiFor(server.url);
		expect((await failure(api.limits())).kind).toBe('unauthorized');
		expect(paths().filter((path) => path.includes('oauth2'))).toHaveLength(2);
	});

	test('that is refused is not asked for again in the same run: users are locked out soon', async () => {
		server.otherwise = json({ error: 'invalid_grant', error_description: 'authentication failure' }, 400);
		const api = await apiFor(server.url, { signIn: 'password', userName: 'a@b.example', password: 'guess-guess' });
		const faults = await Promise.all([1, 2, 3].map(async () => await failure(api.limits())));
		for (const fault of [...faults, await failure(api.limits())]) expect(fault.kind).toBe('unauthorized');
		expect(server.got).toHaveLength(1);
	});

	test.each([
		['an address that is none', json({ access_token: 'abc-token-abc', instance_url: 'somewhere' })],
		['a web page', answer(200, '<html>Log in</html>')],
		['no token', json({ instance_url: 'https://x.my.salesforce.com' })],
		['nothing', answer(200, '')],
	])('that is answered with %s is unreadable', async (_, reply) => {
		server.otherwise = reply;
		const fault = await failure((await apiFor(server.url)).limits());
		expect(fault).toMatchObject({ name: 'Fault', kind: 'unreadable' });
		expect(fault.message).not.toContain('abc-token-abc');
	});

	test('never travels over plain http to another machine', async () => {
		server.otherwise = json({ access_token: 'abc-token-abc', instance_url: 'http://x.my.salesforce.com' });
		const fault = await failure((await apiFor(server.url)).limits());
		expect(fault.message).toContain('https://');
	});

	test('requests go where the sign-in says', async () => {
		const other = await vendor();
		server.queue = [json({ access_token: 'abc-token-abc', instance_url: other.url })];
		other.otherwise = json({ DailyApiRequests: { Max: 100, Remaining: 40 } });
		const api = await apiFor(server.url);
		expect(await api.limits()).toMatchObject({ DailyApiRequests: { Remaining: 40 } });
		expect(other.got).toHaveLength(1);
		await other.stop();
	});
});

describe('a query', () => {
	const soql = 'SELECT Id FROM Contact ORDER BY Id';

	test('is read page by page, as far as it is wanted', async () => {
		server.queue = [token(), page(['a', 'b'], '01gPAGE-2'), page(['c'])];
		const api = await apiFor(server.url);
		expect(await idsOf(api.rows({ soql }))).toEqual(['a', 'b', 'c']);
		expect(paths()[1]).toContain('/services/data/v62.0/query?q=SELECT Id');
		expect(paths()[2]).toContain('/services/data/v62.0/query/01gPAGE-2');
	});

	test('with deleted records is asked of queryAll', async () => {
		server.queue = [token(), page(['a'])];
		const api = await apiFor(server.url, { apiVersion: 'v61' });
		await api.page({ soql, includeDeleted: true });
		expect(paths()[1]).toContain('/services/data/v61.0/queryAll?q=');
	});

	test('goes on behind the last row when its cursor has died', async () => {
		server.queue = [token(), page(['a', 'b'], 'x-2'), refusal(400, 'INVALID_QUERY_LOCATOR'), page(['c'])];
		const api = await apiFor(server.url);
		const after = (id: string) => `SELECT Id FROM Contact WHERE Id > '${id}' ORDER BY Id`;
		expect(await idsOf(api.rows({ soql }, after))).toEqual(['a', 'b', 'c']);
		expect(paths().at(-1)).toContain("WHERE Id > 'b'");
	});

	test('in another order begins anew and passes over what was given', async () => {
		const gone = refusal(400, 'INVALID_QUERY_LOCATOR');
		server.queue = [token(), page(['b', 'a'], 'x-2'), gone, page(['b', 'a'], 'y-2'), page(['c'])];
		const api = await apiFor(server.url);
		expect(await idsOf(api.rows({ soql }))).toEqual(['b', 'a', 'c']);
	});

	test('whose cursor dies for ever is given up', async () => {
		server.queue = [token()];
		server.otherwise = (got, ...rest) =>
			(got.url.includes('x-2') ? refusal(400, 'INVALID_QUERY_LOCATOR') : page(['a'], 'x-2'))(got, ...rest);
		const api = await apiFor(server.url);
		expect(isLocatorGone(await failure(idsOf(api.rows({ soql }))))).toBe(true);
	});

	test('inside a query is read to its end', async () => {
		const child = (Id: string) => ({ attributes: { type: 'Contact' }, Id });
		const next = (name: string) => `/services/data/v62.0/query/${name}`;
		const Contacts = { totalSize: 3, done: false, nextRecordsUrl: next('c-2'), records: [child('1')] };
		const parent = { attributes: { type: 'Account' }, Id: 'a', Contacts };
		server.queue = [
			token(),
			json({ totalSize: 1, done: true, records: [parent] }),
			json({ totalSize: 3, done: false, nextRecordsUrl: next('c-3'), records: [child('2')] }),
			json({ totalSize: 3, done: true, records: [child('3')] }),
		];
		const api = await apiFor(server.url);
		const [row] = await collect(api.rows({ soql: 'SELECT Id, (SELECT Id FROM Contacts) FROM Account' }));
		const { records, done } = (row as unknown as { Contacts: { records: Array<{ Id: string }>; done: boolean } })
			.Contacts;
		expect(records.map(({ Id }) => Id)).toEqual(['1', '2', '3']);
		expect(done).toBe(true);
	});

	test('is repeated while its answer cannot be read', async () => {
		server.queue = [token(), answer(200, '{"totalSize": 1, "rec'), page(['a'])];
		const api = await apiFor(server.url);
		expect(await idsOf(api.rows({ soql }))).toEqual(['a']);
	});

	test('an answer of another form is named', async () => {
		server.queue = [token(), json({ totalSize: 1 })];
		const fault = await failure((await apiFor(server.url)).page({ soql }));
		expect(fault).toMatchObject({ kind: 'unreadable' });
		expect(fault.message).toContain('"records"');
	});
});

describe('what the replies tell besides', () => {
	test('the usage of the day and the clock', async () => {
		const headers = { 'Sforce-Limit-Info': 'api-usage=18/15000', Date: 'Mon, 02 Feb 2026 10:00:00 GMT' };
		server.queue = [token(), json({ totalSize: 0, done: true, records: [] }, 200, headers)];
		const api = await apiFor(server.url);
		const { serverTime } = await api.page({ soql: 'SELECT Id FROM Contact' });
		expect(serverTime).toBe(Date.UTC(2026, 1, 2, 10));
		expect(api.usage).toEqual({ used: 18, limit: 15000 });
		expect(api.serverTime).toBe(serverTime);
	});

	test('nothing is sent any more once the requests of the day are used up', async () => {
		server.queue = [token()];
		server.otherwise = refusal(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
		const api = await apiFor(server.url);
		expect((await failure(api.limits())).kind).toBe('quotaExhausted');
		expect((await failure(api.describe('Contact'))).kind).toBe('quotaExhausted');
		expect(server.got).toHaveLength(2);
	});

	test.each([
		[429, 'SOMETHING_NEW', 'rateLimited'],
		[403, 'FORBIDDEN', 'forbidden'],
		[401, 'SOMETHING_NEW', 'unauthorized'],
		[500, 'UNKNOWN_EXCEPTION', 'unavailable'],
		[400, 'SOMETHING_NEW', 'invalid'],
	])('a refusal with an unknown code means what its status %d says', async (status, code, kind) => {
		server.otherwise = (got, ...rest) => (got.url.includes('oauth2') ? token() : refusal(status, code))(got, ...rest);
		const api = await apiFor(server.url);
		expect((await failure(api.limits())).kind).toBe(kind);
	});

	test('too many requests at once are waited out', async () => {
		server.queue = [token(), refusal(403, 'REQUEST_LIMIT_EXCEEDED', 'ConcurrentRequests Limit exceeded.')];
		server.otherwise = json({ DailyApiRequests: { Max: 100, Remaining: 40 } });
		expect(await (await apiFor(server.url)).limits()).toBeTruthy();
	});

	test('describe is asked for once', async () => {
		server.queue = [token()];
		server.otherwise = json({ name: 'Contact', fields: [{ name: 'Id', type: 'id' }] });
		const api = await apiFor(server.url);
		await Promise.all([api.describe('Contact'), api.describe('Contact')]);
		expect(paths()).toEqual([expect.anything(), 'GET /services/data/v62.0/sobjects/Contact/describe']);
	});

	test('a name that is none never gets into an address', async () => {
		const api = await apiFor(server.url);
		expect((await failure(api.describe('Contact/../x'))).kind).toBe('input');
		expect(server.got).toEqual([]);
	});

	test('no secret is shown', async () => {
		const said = { error: 'invalid_client', error_description: `bad secret ${SECRET}` };
		server.queue = [json(said, 400)];
		const fault = await failure((await apiFor(server.url)).limits());
		expect(fault.message).toContain('Consumer Secret');
		expect(fault.message).not.toContain(SECRET);
	});
});
