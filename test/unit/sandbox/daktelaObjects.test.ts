import { openDaktela, where, type Wire } from './daktelaWire';

let wire: Wire;
beforeAll(async () => {
	wire = await openDaktela();
});
beforeEach(() => {
	wire.fill();
	wire.contact('ann', { firstname: 'Ann', account: 'acme', customFields: { email: ['ann@x.example', 'a@y.example'] } });
	wire.contact('bob', { firstname: 'Bob', account: 'zeta', customFields: { level: 'gold' } });
	wire.contact('Cid');
});
afterAll(() => wire.close());

const edited = { ann: '2026-05-04 11:01:00', cid: '2026-05-04 11:03:00' };

describe('an object on the wire', () => {
	it('embeds what it refers to in full, and describes its custom fields', async () => {
		const { result } = (await wire.get('contacts/ann.json')).json;
		expect(result).toMatchObject({
			name: 'ann',
			title: 'Person ann',
			user: null,
			nps_score: null,
			duplicateContacts: [],
			created: edited.ann,
			edited: edited.ann,
			database: { name: 'default', title: 'Customers', _sys: { model: 'crmDatabases' } },
			account: { name: 'acme', title: 'Acme', user: { name: 'petra', title: 'Petra' }, customFields: [] },
			customFields: { email: ['ann@x.example', 'a@y.example'], number: [null], level: [null] },
		});
		expect(result._sys.cfScheme.level).toEqual({
			name: 'level',
			title: 'level',
			type: 'SELECTBOX',
			hidden: false,
			readonly: false,
			multiple: false,
			items: [
				{ name: 'gold', title: 'gold', value: 'gold' },
				{ name: 'silver', title: 'Silver', value: 'silver' },
			],
		});
	});

	it('has an empty list for custom fields where none are defined', async () => {
		wire.contact('dan', { database: 'plain' });
		expect((await wire.get('contacts/dan')).json.result.customFields).toEqual([]);
	});

	it('shows tickets and activities, and the activities of a ticket', async () => {
		const { name } = wire.sim.act.createTicket({ title: 'T', contact: 'ann', followers: ['petra'], statuses: ['new'] });
		const activity = wire.sim.act.addActivity({ ticket: name as number, title: 'Call', queue: 'hotline' });
		wire.sim.clock.advance(60_000);
		wire.sim.act.closeActivity({ name: activity.name as string });
		expect((await wire.get(`tickets/${name}`)).json.result).toMatchObject({
			name: 1,
			stage: 'OPEN',
			category: { name: 'support' },
			contact: { name: 'ann' },
			followers: [{ name: 'petra' }],
			statuses: [{ title: 'New' }],
		});
		const { data, total } = (await wire.get(`tickets/1/activities.json?${where('time', 'gte', '2026-05-04')}`)).json
			.result;
		expect(total).toBe(1);
		expect(data[0]).toMatchObject({
			ticket: { name: 1 },
			action: 'CLOSE',
			time: edited.cid,
			time_close: '2026-05-04 11:04:00',
		});
		expect(data[0]).not.toHaveProperty('edited');
		expect(await wire.names('contacts/ann/tickets')).toEqual([1]);
	});

	it('keeps calls in a table of their own, by their own key', async () => {
		const call = await wire.post('activitiesCall.json', { id_call: 'c1', direction: 'in', id_queue: 'hotline' });
		expect(call.json.result).toMatchObject({
			id_call: 'c1',
			direction: 'in',
			id_queue: { title: 'Hotline' },
			call_time: edited.cid,
		});
		expect(
			(await wire.get(`activitiesCall.json?${where('direction', 'eq', 'in')}&fields=id_call`)).json.result,
		).toEqual({
			data: [{ id_call: 'c1' }],
			total: 1,
		});
	});
});
