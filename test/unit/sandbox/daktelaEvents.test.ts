import { openDaktela, person, startReceiver, type Wire } from './daktelaWire';

let wire: Wire;
let hook: Awaited<ReturnType<typeof startReceiver>>;
beforeAll(async () => {
	wire = await openDaktela();
});
beforeEach(async () => {
	wire.fill();
	hook = await startReceiver();
});
afterEach(() => hook.close());
afterAll(() => wire.close());

const add = (more: object = {}) => wire.sim.act.addEvent({ kinds: ['*'], url: hook.url, ...more });
const settled = async (): Promise<any[]> => {
	await wire.sim.act.settleEvents();
	return hook.bodies();
};

describe('Events', () => {
	it('send what happened, by API and by hand, in order, with the secret', async () => {
		add({ secret: 'hook-secret' });
		await wire.post('contacts', person({ name: 'x', account: 'acme' }));
		await wire.put('contacts/x', { firstname: 'F' });
		wire.sim.act.editContact({ name: 'x', firstname: 'G' });
		wire.sim.act.deleteContact({ name: 'x' });
		await wire.sim.act.settleEvents();
		expect(hook.received[0]).toMatchObject({
			method: 'POST',
			url: '/hook',
			headers: { 'x-webhook-secret': 'hook-secret', 'content-type': 'application/json' },
		});
		const bodies = hook.bodies();
		expect(bodies.map(({ event, name, data }) => [event, name, data.firstname])).toEqual([
			['contact_create', 'x', null],
			['contact_update', 'x', 'F'],
			['contact_update', 'x', 'G'],
			['contact_delete', 'x', 'G'],
		]);
		expect(bodies[0].data).toMatchObject({ account: { title: 'Acme' }, database: { name: 'default' } });
		expect(bodies[0].data).not.toHaveProperty('_sys');
		expect(wire.sim.store.deliveries).toMatchObject([{ kind: 'contact_create', status: 200, attempt: 1 }, {}, {}, {}]);
	});

	it('tell of accounts, tickets, CRM records and activities', async () => {
		add();
		const { act } = wire.sim;
		act.editAccount({ name: 'acme', title: 'A' });
		act.createTicket({ name: 4, title: 'T' });
		act.closeTicket({ name: 4 });
		const record = act.createRecord({ title: 'R' });
		act.deleteRecord({ name: record.name as string });
		act.closeActivity({ name: act.addActivity({ title: 'C' }).name as string });
		act.addActivity({ type: 'EMAIL' });
		act.addActivity({ type: 'CHAT', action: 'CLOSE' });
		act.addActivity({ type: 'COMMENT' });
		act.createObject({ resource: 'groups', title: 'silent' });
		expect((await settled()).map(({ event }) => event)).toEqual([
			...['account_update', 'ticket_create', 'ticket_update', 'crmRecord_create', 'crmRecord_delete'],
			...['call_close', 'email_create', 'web_close'],
		]);
	});

	it('fill a template of address and body, and send any method and headers', async () => {
		const body =
			'{"kind":"{{ event }}","key":"{{name}}","title":"{{data.title}}","owner":"{{data.user.name}}","none":"{{data.x.y}}","all":{{data.customFields}}}';
		add({
			kinds: ['account_update'],
			method: 'put',
			url: `${hook.url}?of={{data.title}}&all={{data.customFields}}`,
			headers: { 'X-Own': 'v' },
			body,
		});
		wire.sim.act.editAccount({ name: 'acme', title: 'A "quoted" & co' });
		await wire.sim.act.settleEvents();
		expect(hook.received[0]).toMatchObject({
			method: 'PUT',
			url: '/hook?of=A%20%22quoted%22%20%26%20co&all=%5B%5D',
			headers: { 'x-own': 'v' },
		});
		expect(hook.bodies()).toEqual([
			{ kind: 'account_update', key: 'acme', title: 'A "quoted" & co', owner: 'petra', none: '', all: [] },
		]);
		add({ kinds: ['account_delete'], method: 'GET' });
		wire.sim.act.deleteAccount({ name: 'acme' });
		await wire.sim.act.settleEvents();
		expect(hook.received).toMatchObject([{ method: 'GET', body: '' }]);
	});

	it('can be custom, stopped, gone', async () => {
		const { id } = add({ kinds: ['nightly'], custom: true });
		wire.sim.act.fireEvent({ kind: 'nightly', name: 'n', data: { a: 1 } });
		expect(await settled()).toEqual([{ event: 'nightly', name: 'n', data: { a: 1 } }]);
		wire.sim.act.setEvent({ event: id, active: false });
		wire.sim.act.fireEvent({ kind: 'nightly' });
		wire.sim.act.removeEvent({ event: id });
		expect(await settled()).toEqual([]);
		expect(() => wire.sim.act.removeEvent({ event: id })).toThrow('There is no Event');
	});

	it('refuse what no Event can be', () => {
		expect(() => add({ kinds: [] })).toThrow('at least one is needed');
		expect(() => add({ kinds: ['contact_moved'] })).toThrow("'contact_moved' is unknown");
		for (const url of ['https://127.0.0.1/x', 'http://vendor.example', 'nowhere'])
			expect(() => add({ url })).toThrow('event.url');
		expect(() => add({ headers: { a: 1 } })).toThrow('event.headers.a');
	});

	it('is not told of what was refused, and an act or a seed of many tells nothing', async () => {
		add();
		await wire.post('contacts', {});
		wire.sim.act.grow({ count: 3 });
		expect(await settled()).toEqual([]);
	});

	it('a delivery that fails is noted; nobody there is status 0; closing ends what waits', async () => {
		add();
		hook.status = 500;
		wire.sim.act.createAccount({ title: 'A' });
		await wire.sim.act.settleEvents();
		hook.hang = true;
		wire.sim.switches.eventTimeoutMs = 20;
		wire.sim.act.createAccount({ title: 'B' });
		const { deliveries } = await wire.sim.act.settleEvents();
		expect(deliveries.map(({ status }) => status)).toEqual([500, 0]);
		const other = await openDaktela();
		other.sim.act.addEvent({ kinds: ['*'], url: hook.url });
		other.sim.act.createAccount({ title: 'C' });
		await other.close();
	});
});
