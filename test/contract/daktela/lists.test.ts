import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';

import { testCredential } from '../../../nodes/Daktela/credentialTest';
import { lookups } from '../../../nodes/Daktela/lookups';
import { sandboxUser, type DaktelaSimulator } from '../../../sandbox/daktela';
import { failure, fill, hostFor, startWorld } from './world';

let sim: DaktelaSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

describe('lists', () => {
	const host = (parameters: IDataObject) => hostFor(sim, { parameters }) as unknown as ILoadOptionsFunctions;

	it('offer records, databases and categories', async () => {
		const { records, crmDatabases, ticketsCategories } = lookups.listSearch;
		expect((await records.call(host({ resource: 'contact' }), 'Nov')).results).toEqual([
			{ name: 'Jana Nová (jana_nova)', value: 'jana_nova' },
		]);
		expect((await crmDatabases.call(host({}))).results).toContainEqual({ name: 'Customers', value: 'default' });
		expect((await ticketsCategories.call(host({}))).results).toEqual([{ name: 'Support', value: 'support' }]);
	});

	it.each(['object', 'array'] as const)(
		'offer standard and custom fields with their types and options (%s)',
		async (cfScheme) => {
			sim.switches.cfScheme = cfScheme;
			const { fields } = await lookups.resourceMapping.columns.call(
				host({ resource: 'account', operation: 'upsert', database: 'default' }),
			);
			expect(fields).toContainEqual(expect.objectContaining({ id: 'name', displayName: 'Key', defaultMatch: true }));
			expect(fields.find(({ id }) => id === 'customFields.level')).toMatchObject({
				displayName: 'Level (custom)',
				type: 'options',
				options: [{ value: 'gold' }, { value: 'silver' }, { value: 'bronze' }],
			});
			expect(fields.map(({ id }) => id)).not.toContain('database');
			expect(fields.map(({ id }) => id)).not.toContain('edited');
			expect(fields.find(({ id }) => id === 'customFields.email')).toMatchObject({ type: 'string' });
		},
	);

	it('offer custom fields by their names alone where Daktela does not describe them', async () => {
		sim.switches.cfScheme = 'absent';
		const options = await lookups.loadOptions.targets.call(
			host({ resource: 'contact', operation: 'update', database: '' }),
		);
		expect(options).toContainEqual({
			name: 'email (custom)',
			value: 'customFields.email',
			description: 'customFields.email',
		});
		expect(options.map(({ value }) => value)).toContain('database');
		expect(options.map(({ value }) => value)).not.toContain('name');
	});

	it('say why they are empty', async () => {
		const broken = hostFor(sim, { parameters: { resource: 'contact' }, values: { accessToken: 'wrong-token-value' } });
		expect(
			(await failure(lookups.listSearch.records.call(broken as unknown as ILoadOptionsFunctions))).message,
		).toContain('sign-in');
	});
});

describe('the credential test', () => {
	const helpers = {
		request: async ({
			uri,
			method,
			headers,
			body,
		}: {
			uri: string;
			method: string;
			headers: Record<string, string>;
			body?: string;
		}) => {
			const answer = await fetch(uri, { method, headers, body, redirect: 'manual' });
			return { statusCode: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() };
		},
	} as never;
	const test = async (values: IDataObject) =>
		await testCredential(helpers, {
			instanceUrl: sim.url,
			signIn: 'token',
			accessToken: sandboxUser().token,
			timezone: 'Europe/Prague',
			...values,
		} as never);

	it('succeeds with a token, and with user name and password', async () => {
		expect(await test({})).toMatchObject({
			status: 'OK',
			message: expect.stringContaining('Connected to Daktela') as string,
		});
		expect(
			await test({ signIn: 'login', username: sandboxUser().name, password: sandboxUser().password }),
		).toMatchObject({ status: 'OK' });
	});

	it.each([
		[{ accessToken: 'wrong-token-value' }, /sign-in details.*other Token Header/s],
		[{ accessToken: '' }, /no access token/],
		[{ signIn: 'login', username: 'x', password: 'wrong-password' }, /user name with this password/],
		[{ instanceUrl: 'https://INSTANCE.daktela.com' }, /still the example/],
		[{ instanceUrl: 'http://daktela.example' }, /must begin with https/],
		[{ instanceUrl: 'http://127.0.0.1:59999' }, /could not be reached|Check the address/],
		[{ timezone: 'Prague' }, /not a time zone/],
	])('says what is wrong with %j', async (values, words) => {
		const { status, message } = await test(values);
		expect([status, message]).toEqual(['Error', expect.stringMatching(words)]);
		expect(message).not.toMatch(/wrong-token-value|wrong-password/);
	});

	it('tells a page and another server from Daktela', async () => {
		sim.switches.htmlPageStatus = 200;
		expect((await test({})).message).toContain('web page');
		sim.switches.htmlPageStatus = 404;
		expect((await test({})).message).toContain('no Daktela at this address');
	});
});
