import { request } from 'node:http';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { Bridge } from './triggerBridge';
import { deliveryOf, instance, MINUTE, polls, SECRET } from './triggerWorld';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

const at = instance();
const { active, next } = polls(at);
const headers = { 'X-Webhook-Secret': SECRET };
const form = { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' };
let parameters: INodeParameters;
let bridge: Bridge;
beforeEach(async () => {
	parameters = { triggerOn: ['contact_update', 'contact_create', 'contact_delete', 'other'] };
	bridge = await new Bridge(() => at.instant(parameters)).listen();
});
afterEach(async () => await bridge.close());

/** Sends bytes as they are, header values too. */
const sendBytes = async (body: Buffer, sent: Record<string, string>): Promise<number> =>
	await new Promise((done, failed) => {
		const call = request(bridge.url, { method: 'POST', headers: sent }, (reply) => {
			reply.resume().on('end', () => done(reply.statusCode!));
		});
		call.on('error', failed).end(body);
	});

let count = 0;
/** Another version of Ann, so that nothing counts as a replay. */
function edited(): string {
	at.sandbox.clock.advance(++count * MINUTE);
	at.sandbox.act.editContact({ name: 'ann', title: `Ann ${count}` });
	return `Ann ${count}`;
}

describe('the secret', () => {
	it('may hold letters with accents, which headers carry as the bytes of UTF-8', async () => {
		const secret = 'příklad tajemství';
		at.credential({ eventSecret: secret });
		const sent = Buffer.from(secret, 'utf8').toString('latin1');
		const body = Buffer.from('{"event":"nightly"}');
		expect(await sendBytes(body, { 'X-Webhook-Secret': sent })).toBe(200);
		expect(await sendBytes(body, { 'X-Webhook-Secret': `${sent}x` })).toBe(401);
	});

	it('where the credential has none, the answer says where to look, and nothing starts', async () => {
		at.credential({ eventSecret: '' });
		const { status, text } = await bridge.send({ event: 'nightly' }, headers);
		expect(status).toBe(401);
		expect(text).toContain('Event Secret');
		expect(text).not.toContain(SECRET);
		expect(bridge.runs).toEqual([]);
	});
});

describe('bodies', () => {
	it.each([
		['application/json; charset=windows-1250', 'latin2'],
		['application/json; charset="ISO-8859-2"', 'latin2'],
		['application/json; charset=utf-8', 'utf8'],
		['application/json; charset=no-such-thing', 'utf8'],
	])('in another character set: %s', async (type, coding) => {
		parameters = { ...parameters, fetchRecord: false };
		const text = '{"event":"contact_delete","name":"Jiří","data":{"title":"Jiří"}}';
		const bytes = coding === 'utf8' ? Buffer.from(text) : Buffer.from(text.replaceAll('ř', '\xf8'), 'latin1');
		expect(await sendBytes(bytes, { ...headers, 'Content-Type': type })).toBe(200);
		expect(bridge.items).toMatchObject([{ id: 'Jiří', record: { title: 'Jiří', deleted: true } }]);
	});

	it('as a form with fields within fields, to any depth', async () => {
		const body = [
			'event=contact_delete&name=c1&data[title]=Eve&data[account][name]=acme',
			'data[customFields][email][]=a%40x.example&data[customFields][email][]=b%40x.example&data[customFields][number][0]=1',
			'data[__proto__][polluted]=1&data[constructor][prototype][polluted]=1&__proto__[polluted]=1',
		].join('&');
		await bridge.send(body, form);
		expect(bridge.items).toMatchObject([
			{
				event: 'recordDeleted',
				id: 'c1',
				record: {
					title: 'Eve',
					account: { name: 'acme' },
					customFields: { email: ['a@x.example', 'b@x.example'], number: ['1'] },
				},
			},
		]);
		expect(({} as IDataObject).polluted).toBeUndefined();
		const deep = `event=contact_delete&name=c2&${'a'.concat('[a]'.repeat(20_000))}=1`;
		expect(await bridge.send(deep, form)).toMatchObject({ status: 200 });
		expect(bridge.items.at(-1)).toMatchObject({ id: 'c2' });
	});

	it('with more events than are taken at once are refused, not cut', async () => {
		const events = Array.from({ length: 1_001 }, () => ({ event: 'nightly' }));
		expect(await bridge.send({ events }, headers)).toMatchObject({ status: 413 });
		expect(bridge.runs).toEqual([]);
		expect(await bridge.send({ events: events.slice(1) }, headers)).toMatchObject({ status: 200 });
		expect(bridge.items).toHaveLength(1_000);
	});

	it('are refused only where no event is found in them', async () => {
		parameters = { ...parameters, unknownBody: 'refuse' };
		const title = edited();
		const known = { event: 'contact_update', name: 'ann' };
		expect(await bridge.send({ events: [{ a: 1 }, known] }, headers)).toMatchObject({ status: 200 });
		expect(bridge.items).toMatchObject([{ event: 'otherEvent' }, { id: 'ann', record: { title } }]);
		expect(await bridge.send({ events: [] }, headers)).toMatchObject({ status: 400 });
	});
});

describe('keys', () => {
	it.each(['../users', 'ann/../../users', 'ann.json?fields=token', '%2e%2e%2fusers', "' or 1=1", 'x'.repeat(250)])(
		'go nowhere but into the filter: %s',
		async (name) => {
			at.sandbox.requests.clear();
			await bridge.send({ event: 'contact_update', name }, headers);
			const paths = at.sandbox.requests.entries.map(({ path }) => path.split('?')[0]);
			expect(paths).toEqual(['/api/v6/contacts.json']);
			expect(bridge.items).toMatchObject([{ record: { name, deleted: true } }]);
		},
	);

	it('that are longer than any key are none', async () => {
		at.sandbox.requests.clear();
		await bridge.send({ event: 'contact_update', name: 'x'.repeat(1_000_000) }, headers);
		expect(at.sandbox.requests.count()).toBe(0);
		expect(bridge.items).toMatchObject([{ id: '', notRead: expect.stringContaining('No key') }]);
	});

	it('that had to be guessed from a broken body do not make a record a deleted one', async () => {
		await bridge.send(
			'{"event":"contact_update","data":{"user":{"name":"jana"},"title":"A "b""},"name":"ann"}',
			headers,
		);
		expect(bridge.items).toMatchObject([{ notice: expect.stringContaining('JSON') }]);
		expect((bridge.items[0]!.record as IDataObject).deleted).toBeUndefined();
	});
});

describe('the delivery id', () => {
	it.each([
		['account', 'createAccount', 'editAccount'],
		['crmRecord', 'createRecord', 'editRecord'],
		['ticket', 'createTicket', 'editTicket'],
	] as const)('is that of the polling trigger: %s', async (kind, create, edit) => {
		const trigger = await active({ triggerOn: 'recordCreatedOrUpdated', kind });
		parameters = { triggerOn: [`${kind}_create`, `${kind}_update`] };
		const name = String(at.sandbox.act[create]({ title: 'New' }).name);
		await bridge.send({ event: `${kind}_create`, name }, headers);
		const told = await next(trigger);
		at.sandbox.clock.advance(MINUTE);
		at.sandbox.act[edit]({ name, title: 'Newer' });
		await bridge.send({ event: `${kind}_update`, name }, headers);
		told.push(...(await next(trigger)));
		expect(bridge.items).toHaveLength(2);
		expect(bridge.items.map(deliveryOf)).toEqual(told.map(deliveryOf));
		expect(bridge.items.map(({ event, occurredAt }) => [event, occurredAt])).toEqual(
			told.map(({ event, occurredAt }) => [event, occurredAt]),
		);
		for (const { record } of [...bridge.items, ...told]) expect(JSON.stringify(record)).not.toContain('"_sys"');
	});
});

describe('calls that Daktela repeats', () => {
	it('are one creation, whatever was edited in between', async () => {
		const name = `n${process.pid}x${Date.now()}`;
		at.sandbox.act.createContact({ name, lastname: 'New' });
		await bridge.send({ event: 'contact_create', name }, headers);
		at.sandbox.act.editContact({ name, title: 'New II' });
		await bridge.send({ event: 'contact_create', name }, headers);
		expect(bridge.items).toMatchObject([{ event: 'recordCreated', id: name }]);
	});
});

describe('a record that cannot be read', () => {
	it('does not hold the run back for long', async () => {
		at.sandbox.faults.inject({ match: { path: 'contacts' }, status: 429, retryAfter: 3_600, times: 9 });
		await bridge.send({ event: 'contact_update', name: 'bob', data: { title: 'Told' } }, headers);
		expect(at.sandbox.requests.count()).toBe(1);
		expect(bridge.items).toMatchObject([{ id: 'bob', record: { title: 'Told' }, notRead: expect.any(String) }]);
	});
});
