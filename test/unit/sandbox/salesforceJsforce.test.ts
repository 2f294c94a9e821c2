import { createSign, generateKeyPairSync } from 'node:crypto';
import { Connection } from 'jsforce';
import { app, openSalesforce, user, type Wire } from './salesforceWire';

/** An independent client: what it was made for must work with the sandbox too. */
let wire: Wire;
beforeAll(async () => {
	wire = await openSalesforce();
});
afterAll(() => wire.close());
beforeEach(() => wire.fill());

const oauth2 = () => ({ loginUrl: wire.sim.url, clientId: app.client_id, clientSecret: app.client_secret });

async function signedIn(): Promise<Connection> {
	const connection = new Connection({ oauth2: oauth2(), version: '59.0' });
	await connection.login(user.username, user.password + user.securityToken);
	return connection;
}

describe('signing in through jsforce', () => {
	test('with user name, password and security token', async () => {
		const connection = await signedIn();
		expect(connection.instanceUrl).toBe(wire.sim.url);
		expect(await connection.identity()).toMatchObject({ username: user.username });
		expect(connection.limitInfo.apiUsage).toBeDefined();
	});

	test('with client credentials, at the address that the token names', async () => {
		wire.sim.switches.instanceUrl = 'localhost';
		const loginUrl = wire.sim.url.replace('127.0.0.1', 'localhost');
		const connection = new Connection({ oauth2: { ...oauth2(), loginUrl }, version: '59.0' });
		const { id, organizationId } = await connection.authorize({ grant_type: 'client_credentials' });
		expect([id, organizationId]).toEqual([expect.stringMatching(/^005\w{15}$/), expect.stringMatching(/^00D\w{15}$/)]);
		expect(connection.instanceUrl).toBe(loginUrl);
		expect((await connection.query('SELECT Id FROM User')).totalSize).toBe(1);
	});

	test('with a JWT', async () => {
		const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
		const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
		wire.sim.act.setApp({ consumerKey: user.consumerKey, publicKey: pem });
		const exp = wire.sim.clock.now().getTime() / 1000 + 60;
		const claims = { iss: user.consumerKey, sub: user.username, aud: wire.sim.url, exp };
		const body = [{ alg: 'RS256' }, claims]
			.map((one) => Buffer.from(JSON.stringify(one)).toString('base64url'))
			.join('.');
		const assertion = `${body}.${createSign('RSA-SHA256').update(body).sign(privateKey, 'base64url')}`;
		const connection = new Connection({ oauth2: oauth2(), version: '59.0' });
		await connection.authorize({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion });
		expect((await connection.query('SELECT Id FROM User')).totalSize).toBe(1);
	});

	test('a wrong password is the error of the token endpoint', async () => {
		const connection = new Connection({ oauth2: oauth2() });
		await expect(connection.login(user.username, user.password)).rejects.toMatchObject({
			name: 'invalid_grant',
			message: 'authentication failure',
		});
	});

	test('once more when the session has ended, but not for a session that may never do it', async () => {
		const connection = await signedIn();
		wire.sim.act.expireSessions({});
		expect((await connection.query('SELECT Id FROM User')).totalSize).toBe(1);
		expect(wire.sim.requests.count({ action: 'token' })).toBe(2);
		for (const policy of ['highAssurance', 'agent'] as const) {
			wire.sim.switches.refuseCalls = policy;
			await expect(connection.query('SELECT Id FROM User')).rejects.toThrow(/not valid for use|not attached/);
		}
		expect(wire.sim.requests.count({ action: 'token' })).toBe(2);
	});
});

describe('reading through jsforce', () => {
	test('follows the pages of a query, and of queryAll', async () => {
		const connection = await signedIn();
		wire.sim.act.grow({ object: 'Contact', count: 4100 });
		const names = new Set<string>();
		let page = await connection.query<{ Name: string }>('SELECT Name FROM Contact');
		for (;;) {
			for (const { Name } of page.records) names.add(Name);
			if (page.done) break;
			page = await connection.queryMore(page.nextRecordsUrl!);
		}
		expect(names.size).toBe(4100);
		wire.sim.act.deleteRecord({ record: 'Ada Grown 000001' });
		const all = await connection.query('SELECT Id FROM Contact', { scanAll: true, autoFetch: true, maxFetch: 5000 });
		expect(all.records).toHaveLength(4100);
	});

	test('describes, retrieves, and lists what was updated and deleted', async () => {
		const connection = await signedIn();
		const id = wire.contact({ LastName: 'Pine' });
		expect((await connection.describeGlobal()).sobjects).toHaveLength(7);
		const { fields } = await connection.sobject('Contact').describe();
		expect(fields.find(({ name }) => name === 'AccountId')).toMatchObject({
			type: 'reference',
			referenceTo: ['Account'],
		});
		expect(await connection.sobject('Contact').retrieve(id)).toMatchObject({ Name: 'Pine' });
		wire.sim.clock.advance(120_000);
		expect((await connection.sobject('Contact').updated('2026-05-04T08:00:00Z', '2026-05-04T09:01:00Z')).ids).toEqual([
			id,
		]);
		wire.sim.act.deleteRecord({ record: id });
		wire.sim.clock.advance(120_000);
		const { deletedRecords } = await connection
			.sobject('Contact')
			.deleted('2026-05-04T08:00:00Z', '2026-05-04T09:04:00Z');
		expect(deletedRecords).toMatchObject([{ id }]);
	});

	test('names the field of an error', async () => {
		const connection = await signedIn();
		await expect(connection.query('SELECT Foo FROM Contact')).rejects.toMatchObject({
			errorCode: 'INVALID_FIELD',
			message: expect.stringContaining("'Foo'"),
		});
	});
});

describe('writing through jsforce', () => {
	test('one record', async () => {
		const contacts = (await signedIn()).sobject('Contact');
		const { id } = (await contacts.create({ LastName: 'Pine' })) as { id: string };
		expect(await contacts.update({ Id: id, FirstName: 'Ada' })).toMatchObject({ id, success: true });
		expect(await contacts.upsert({ Daktela_Key__c: 'k', LastName: 'New' }, 'Daktela_Key__c')).toMatchObject({
			created: true,
		});
		expect(await contacts.destroy(id)).toMatchObject({ success: true });
	});

	test('a collection in slices of 200', async () => {
		const connection = await signedIn();
		const records = Array.from({ length: 450 }, (_, at) => ({
			Daktela_Key__c: `k${at}`,
			...(at === 7 ? {} : { LastName: `L${at}` }),
		}));
		const upsert = () => connection.sobject('Contact').upsert(records, 'Daktela_Key__c', { allowRecursive: true });
		const first = await upsert();
		expect(first).toHaveLength(450);
		expect(first[7]).toMatchObject({ success: false, errors: [{ statusCode: 'REQUIRED_FIELD_MISSING' }] });
		expect(first.filter(({ success }) => success)).toHaveLength(449);
		expect((await upsert())[8]).toMatchObject({ id: first[8]!.id, created: false });
		expect(wire.sim.requests.count({ action: 'upsertMany' })).toBe(6);
	});

	test('an ingest job of Bulk 2', async () => {
		const connection = await signedIn();
		wire.sim.switches.bulkPolls = 2;
		connection.bulk2.pollInterval = 1;
		const input = [
			{ Daktela_Key__c: 'k1', LastName: 'Pine, "Ada"' },
			{ Daktela_Key__c: 'k2', LastName: '' },
		];
		const { successfulResults, failedResults, unprocessedRecords } = await connection.bulk2.loadAndWaitForResults({
			object: 'Contact',
			operation: 'upsert',
			externalIdFieldName: 'Daktela_Key__c',
			input,
		});
		expect(successfulResults).toMatchObject([{ sf__Created: 'true', Daktela_Key__c: 'k1', LastName: 'Pine, "Ada"' }]);
		expect(failedResults).toMatchObject([{ sf__Error: expect.stringContaining('REQUIRED_FIELD_MISSING') }]);
		expect(unprocessedRecords).toEqual([]);
	});
});
