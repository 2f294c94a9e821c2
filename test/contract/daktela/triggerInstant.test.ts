import type { IDataObject, INodeParameters, IWebhookFunctions } from 'n8n-workflow';

import { DaktelaApi as Credential } from '../../../credentials/DaktelaApi.credentials';
import { DaktelaInstantTrigger } from '../../../nodes/Daktela/DaktelaInstantTrigger.node';
import type { DaktelaSwitches } from '../../../sandbox/daktela';
import { wireHost } from '../../support/wireHost';
import { Bridge } from './triggerBridge';
import { deliveryOf, idsOf, instance, MINUTE, NOW, polls, SECRET } from './triggerWorld';

const at = instance();
const { active, next } = polls(at);

const ALL = [
	'contact_create',
	'contact_update',
	'contact_delete',
	'crmRecord_update',
	'call_close',
	'email_create',
	'other',
];
const headers = { 'X-Webhook-Secret': SECRET, 'Content-Type': 'application/json' };
let parameters: INodeParameters;
let bridge: Bridge;
beforeEach(async () => {
	parameters = { triggerOn: ALL };
	bridge = await new Bridge(() => at.instant(parameters)).listen();
});
afterEach(async () => await bridge.close());

/** Daktela calls the address from now on; replays of earlier tests are far away. */
function connect(more: object = {}): void {
	at.sandbox.act.addEvent({ kinds: ['*'], url: bridge.url, secret: SECRET, ...more });
}

const settle = async () => void (await at.sandbox.act.settleEvents());
let count = 0;
/** A contact that no other test knows. */
const newcomer = () => `c${process.pid}x${++count}`;

describe('what Daktela sends', () => {
	it.each<Partial<DaktelaSwitches>>([
		{},
		{ eventData: 'flat' },
		{ eventData: 'changed' },
		{ eventData: 'none' },
		{ recordEventWord: 'record' },
		{ recordEventWord: 'crmrecord' },
		{ eventOrder: 'reversed' },
		{ eventDuplicates: 1 },
		{ timezoneMark: false },
	])('gives items like those of the polling trigger, with the same delivery ids (%j)', async (switches) => {
		Object.assign(at.sandbox.switches, switches);
		connect();
		const name = newcomer();
		const created = await active({ triggerOn: 'recordCreated', kind: 'contact' });
		const updated = await active({ triggerOn: 'recordUpdated', kind: 'contact' });
		const { act, clock } = at.sandbox;
		act.createContact({ name, lastname: 'Eve' });
		await settle();
		clock.advance(MINUTE);
		act.editContact({ name, title: 'Eve II' });
		await settle();
		const record = act.createRecord({ name: `r_${name}`, title: 'Order' });
		clock.advance(MINUTE);
		act.closeRecord({ name: String(record.name) });
		const call = act.addActivity({ name: `a_${name}`, title: 'Call', type: 'CALL' });
		act.closeActivity({ name: String(call.name) });
		act.addActivity({ name: `m_${name}`, title: 'Mail', type: 'EMAIL' });
		await settle();
		expect(bridge.statuses.every((status) => status === 200)).toBe(true);
		const told = Object.fromEntries(bridge.items.map((item) => [`${item.event as string} ${item.id as string}`, item]));
		expect(Object.keys(told).sort()).toEqual(
			[
				`recordCreated ${name}`,
				`recordUpdated ${name}`,
				`recordUpdated r_${name}`,
				`recordUpdated a_${name}`,
				`recordCreated m_${name}`,
			].sort(),
		);
		expect(bridge.items).toHaveLength(5);
		const polled = [...(await next(created)), ...(await next(updated))];
		for (const item of polled)
			expect(deliveryOf(told[`${item.event as string} ${item.id as string}`])).toBe(deliveryOf(item));
		expect(polled).toHaveLength(2);
		expect(told[`recordUpdated ${name}`]).toMatchObject({
			occurredAt: new Date(Date.parse(NOW) + 3 * MINUTE).toISOString(),
			kind: 'contact',
			daktelaEvent: 'contact_update',
			record: { name, title: 'Eve II', database: { name: 'default' } },
			delivery: { attempt: 1, redelivered: false },
		});
		expect(told[`recordUpdated a_${name}`]).toMatchObject({ kind: 'activity', record: { action: 'CLOSE' } });
	});

	it('a deletion tells what was told of the record', async () => {
		connect();
		at.sandbox.act.deleteContact({ name: 'bob' });
		await settle();
		expect(bridge.items).toMatchObject([
			{ event: 'recordDeleted', id: 'bob', record: { name: 'bob', title: 'Bob Bolt', deleted: true } },
		]);
	});

	it('texts that break the JSON of the template do not lose the event', async () => {
		at.sandbox.switches.eventEscapes = false;
		connect({ body: '{"event": "{{event}}", "name": "{{name}}", "title": "{{data.title}}"}' });
		at.sandbox.act.editContact({ name: 'ann', title: 'Ann "Annie"\nHill' });
		await settle();
		expect(bridge.items).toMatchObject([
			{ event: 'recordUpdated', id: 'ann', notice: expect.stringContaining('JSON'), record: { lastname: 'Hill' } },
		]);
	});

	it('starts only for the events that were chosen', async () => {
		parameters = { triggerOn: ['contact_delete'] };
		connect();
		at.sandbox.act.editContact({ name: 'ann', title: 'Ann II' });
		at.sandbox.act.fireEvent({ kind: 'nightly', name: 'x' });
		at.sandbox.act.deleteContact({ name: 'ann' });
		await settle();
		expect(idsOf(bridge.items)).toEqual(['ann']);
		expect(bridge.statuses).toEqual([200, 200, 200]);
	});
});

describe('what it sends in another form', () => {
	it.each<[string, string | object, Record<string, string>?, string?]>([
		['the documented form', { event: 'contact_update', name: 'ann', data: {} }],
		['other keys', { EventName: 'Contact updated', recordId: 'ann' }],
		['the event in a drawer', { event: { type: 'contact.edit' }, data: { name: 'ann' } }],
		['subject and verb apart', { entity: 'contact', action: 'update', id: 'ann' }],
		['a title where the key should be', { event: 'contact_update', name: 'Ann Hill', contact: { name: 'ann' } }],
		['a list', { events: [{ event: 'contact_update', key: 'ann' }] }],
		['a form', 'event=contact_update&name=ann&data[title]=x', { 'Content-Type': 'application/x-www-form-urlencoded' }],
		['JSON in a form', `payload=${encodeURIComponent('{"event":"contact_update","name":"ann"}')}`],
		['nothing but the address', '', {}, '?event=contact_update&name=ann'],
		['the key in the address', { event: 'contactUpdate' }, {}, '?id=ann'],
	])('is understood: %s', async (_name, body, more = {}, query = '') => {
		// Each another version, so that none counts as a replay.
		at.sandbox.clock.advance(++count * MINUTE);
		at.sandbox.act.editContact({ name: 'ann', title: `Ann ${count}` });
		expect(await bridge.send(body, { ...headers, ...more }, query)).toEqual({ status: 200, text: '{"status":"ok"}' });
		expect(bridge.items).toMatchObject([
			{ event: 'recordUpdated', id: 'ann', record: { lastname: 'Hill', title: `Ann ${count}` } },
		]);
	});

	it('what is not understood is delivered with a hint, or refused', async () => {
		for (const body of ['', 'null', '7', '"x"', '{', '[]', '{"a":1}', '<xml/>', '{"__proto__":{"a":1}}']) {
			expect(await bridge.send(body, headers)).toMatchObject({ status: 200 });
		}
		expect(bridge.items.every(({ event, notice }) => event === 'otherEvent' && notice !== undefined)).toBe(true);
		expect(bridge.items.find(({ record }) => (record as IDataObject).a === 1)).toBeDefined();
		bridge.runs.length = 0;
		parameters = { ...parameters, unknownBody: 'refuse' };
		expect(await bridge.send('{"a":1}', headers)).toMatchObject({ status: 400 });
		expect(bridge.runs).toEqual([]);
		expect(await bridge.send({ event: 'nightly', name: 'x' }, headers)).toMatchObject({ status: 200 });
		expect(bridge.items).toMatchObject([{ event: 'otherEvent', daktelaEvent: 'nightly', record: { name: 'x' } }]);
	});
});

describe('who may call', () => {
	it.each([{}, { 'X-Webhook-Secret': '' }, { 'X-Webhook-Secret': 'guess' }, { Authorization: SECRET }])(
		'a wrong secret starts nothing (%j)',
		async (sent) => {
			expect(await bridge.send({ event: 'contact_update', name: 'ann' }, sent as never)).toMatchObject({ status: 401 });
			expect(bridge.runs).toEqual([]);
		},
	);

	it('the header may have another name; without a secret nobody may, and the workflow is not published', async () => {
		at.credential({ eventHeader: 'X-Other' });
		expect(await bridge.send({ event: 'nightly' }, { 'X-Other': SECRET })).toMatchObject({ status: 200 });
		expect(await at.instant(parameters).activate()).toEqual(['setup']);
		at.credential({ eventSecret: '' });
		expect(await bridge.send({ event: 'nightly' }, { 'X-Webhook-Secret': '' })).toMatchObject({ status: 401 });
		await expect(at.instant(parameters).activate()).rejects.toThrow('no Event Secret');
		await expect(at.instant({ triggerOn: [] }).activate()).rejects.toThrow();
	});

	it('a body that is too long is refused', async () => {
		expect(await bridge.send(`{"a":"${'x'.repeat(4_300_000)}"}`, headers)).toMatchObject({ status: 413 });
		expect(bridge.runs).toEqual([]);
	});
});

describe('the record', () => {
	it('is what was told, without a request, where it is not to be fetched', async () => {
		parameters = { ...parameters, fetchRecord: false };
		at.sandbox.requests.clear();
		await bridge.send({ event: 'contact_update', name: 'ann', data: { title: 'Told' } }, headers);
		expect(at.sandbox.requests.count()).toBe(0);
		expect(bridge.items).toMatchObject([{ id: 'ann', record: { name: 'ann', title: 'Told' } }]);
	});

	it('costs one request, and what goes wrong is said in the item', async () => {
		at.sandbox.requests.clear();
		await bridge.send({ event: 'contact_update', name: 'ann' }, headers);
		expect(at.sandbox.requests.count()).toBe(1);
		at.sandbox.faults.inject({ match: { path: 'contacts' }, status: 403, times: 9 });
		await bridge.send({ event: 'contact_update', name: 'bob', data: { title: 'Told' } }, headers);
		at.sandbox.faults.clear();
		await bridge.send({ event: 'contact_update', name: 'nobody' }, headers);
		await bridge.send({ event: 'contact_update' }, headers);
		expect(bridge.items.slice(1)).toMatchObject([
			{ id: 'bob', record: { title: 'Told' }, notRead: expect.any(String) },
			{ id: 'nobody', record: { name: 'nobody', deleted: true }, notRead: expect.stringContaining('no such record') },
			{ id: '', notRead: expect.stringContaining('No key') },
		]);
	});

	it('is read after Daktela has its answer', async () => {
		const asked: number[] = [];
		const host = wireHost({ credential: new Credential(), values: at.typed(), parameters });
		Object.assign(host, {
			getMode: () => 'webhook',
			getWorkflow: () => ({ id: 'wf' }),
			getHeaderData: () => ({ 'x-webhook-secret': SECRET }),
			getQueryData: () => ({ event: 'contact_update', name: 'bob' }),
			getRequestObject: () => ({ headers: {}, rawBody: Buffer.alloc(0) }),
			getResponseObject: () => ({ setHeader() {}, end: () => void asked.push(at.sandbox.requests.count()) }),
		});
		at.sandbox.requests.clear();
		const result = await new DaktelaInstantTrigger().webhook.call(host as unknown as IWebhookFunctions);
		expect(asked).toEqual([0]);
		expect(at.sandbox.requests.count()).toBe(1);
		expect(result).toMatchObject({ noWebhookResponse: true, workflowData: [[{ json: { id: 'bob' } }]] });
	});

	it('of a call may be told by the key of the call', async () => {
		const call = at.sandbox.act.createObject({ resource: 'activitiesCall', clid: '777' });
		await bridge.send({ event: 'call_close', id_call: String(call.id_call) }, headers);
		expect(bridge.items).toMatchObject([{ kind: 'activity', record: { id_call: call.id_call } }]);
	});
});
