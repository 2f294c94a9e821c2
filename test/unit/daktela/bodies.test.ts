import type { IDataObject } from 'n8n-workflow';

import type { DaktelaSimulator } from '../../../sandbox/daktela';
import { execute, failure, fixed, upsert } from '../../contract/daktela/world';
import { json, VendorServer } from '../../support/vendorServer';
import { enveloped, listed, refused, TIME } from './server';

let vendor: VendorServer;
beforeAll(async () => void (vendor = await VendorServer.start()));
beforeEach(() => vendor.reset());
afterAll(async () => await vendor.stop());

const held = {
	name: 'k1',
	title: 'A',
	database: { name: 'default', title: 'Default' },
	description: 'old',
	customFields: { email: ['a@b.example'], level: ['gold'] },
};

/** Runs an operation against a server that holds one account, and gives the bodies that it was sent. */
async function bodies(parameters: IDataObject): Promise<Array<[string, IDataObject]>> {
	vendor.otherwise = (got, response, request) => {
		const result = got.method === 'GET' ? { data: [held], total: 1 } : { ...held, ...(JSON.parse(got.body) as object) };
		json({ error: [], result, _time: TIME })(got, response, request);
	};
	const sim = { url: vendor.url, requests: { clear: () => {}, entries: [] } } as unknown as DaktelaSimulator;
	await execute(sim, parameters);
	return vendor.got
		.filter(({ method }) => method !== 'GET')
		.map(({ method, body }) => [method, JSON.parse(body) as IDataObject]);
}

const values = { description: '', 'customFields.email': 'c@d.example' };

it('an update sends what differs and the database, never the key', async () => {
	expect(await bodies(upsert('account', fixed({ name: 'k1', title: 'A', ...values })))).toEqual([
		['PUT', { database: 'default', description: null, customFields: { email: ['c@d.example'] } }],
	]);
	vendor.reset();
	expect(await bodies({ resource: 'account', operation: 'update', record: 'k1', ...fixed(values) })).toEqual([
		['PUT', { database: 'default', description: null, customFields: { email: ['c@d.example'] } }],
	]);
});

it('an update may send more, for versions that empty what is not sent', async () => {
	expect(
		await bodies(upsert('account', { ...fixed({ name: 'k1', ...values }), options: { sendWith: 'custom' } })),
	).toEqual([
		['PUT', { database: 'default', description: null, customFields: { email: ['c@d.example'], level: ['gold'] } }],
	]);
	vendor.reset();
	expect(
		await bodies(upsert('account', { ...fixed({ name: 'k1', ...values }), options: { sendWith: 'whole' } })),
	).toEqual([
		[
			'PUT',
			{ title: 'A', database: 'default', description: null, customFields: { email: ['c@d.example'], level: ['gold'] } },
		],
	]);
});

it('a record in another database is moved to the one that is chosen', async () => {
	expect(await bodies({ ...upsert('account', fixed({ name: 'k1' })), database: 'partners' })).toEqual([
		['PUT', { database: 'partners' }],
	]);
});

it('a creation sends key, database and what is filled', async () => {
	expect(await bodies(upsert('account', fixed({ name: 'k2', title: 'B', ...values })))).toEqual([
		['POST', { name: 'k2', title: 'B', database: 'default', customFields: { email: ['c@d.example'] } }],
	]);
});

it('a lookup asks for the columns that it compares, and for no other', async () => {
	await bodies(upsert('contact', { ...fixed({ name: 'k1', lastname: 'X' }), ifMissing: 'fail' }));
	const asked = [...new URL(vendor.got[0]!.url, 'http://x').searchParams].filter(([name]) => name.startsWith('fields'));
	expect(asked.map(([, name]) => name).sort()).toEqual([
		'database',
		'edited',
		'firstname',
		'lastname',
		'name',
		'title',
	]);
});

it('two keys that differ in case only are not mixed up', async () => {
	vendor.queue = [listed([]), refused({ form: { name: 'exists' } }), enveloped({ ...held, name: 'K1' })];
	const sim = { url: vendor.url, requests: { clear: () => {}, entries: [] } } as unknown as DaktelaSimulator;
	const error = await failure(execute(sim, upsert('account', fixed({ name: 'k1', title: 'B' }))));
	expect(error.message).toContain('differs in case only');
	expect(vendor.got.map(({ method }) => method)).toEqual(['GET', 'POST', 'GET']);
});
