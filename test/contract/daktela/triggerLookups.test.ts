import type { DaktelaSwitches } from '../../../sandbox/daktela';
import { instance, MINUTE, TRIGGER } from './triggerWorld';

const at = instance();

const fields = async (parameters: object) =>
	await at.n8n.loadOptions(TRIGGER, 'getTriggerFields', { parameters: parameters as never });
const values = async (parameters: object) =>
	(await at.n8n.loadOptions(TRIGGER, 'getTriggerValues', { parameters: parameters as never })).map(
		({ value }) => value,
	);
const search = async (method: string, parameters: object, filter?: string) =>
	(await at.n8n.listSearch(TRIGGER, method, { parameters: parameters as never, filter })).results;

describe('lists of the trigger', () => {
	it('fields: the standard ones by their labels, custom ones with their titles', async () => {
		const told = await fields({ kind: 'contact' });
		expect(told).toEqual(
			expect.arrayContaining([
				{ name: 'Last Name', value: 'lastname' },
				{ name: 'Level (level)', value: 'customFields.level' },
			]),
		);
		expect(told.map(({ value }) => value)).not.toContain('edited');
		expect((await fields({ kind: 'crmRecord' })).map(({ value }) => value)).toContain('stage');
		const other = (await fields({ kind: 'other', resourceName: 'users' })).map(({ value }) => value);
		expect(other).toEqual(expect.arrayContaining(['title', 'email']));
		expect(await fields({ kind: 'other', resourceName: '' })).toEqual([]);
	});

	it.each<Partial<DaktelaSwitches>>([{}, { cfScheme: 'array' }])(
		'values of custom fields with options (%j)',
		async (switches) => {
			Object.assign(at.sandbox.switches, switches);
			expect(await values({ kind: 'contact', field: 'customFields.level' })).toEqual(['silver', 'gold']);
		},
	);

	it('values: choices, related records, else what recent records hold', async () => {
		expect(await values({ kind: 'ticket', field: 'priority' })).toEqual(['LOW', 'MEDIUM', 'HIGH']);
		expect(await values({ kind: 'contact', field: 'user' })).toEqual(expect.arrayContaining(['jana', 'admin']));
		expect(await values({ kind: 'contact', field: 'lastname' })).toEqual(['Bolt', 'Hill']);
		at.sandbox.switches.cfScheme = 'absent';
		expect(await values({ kind: 'contact', field: 'customFields.level' })).toEqual(['gold', 'silver']);
		expect(await values({ kind: 'contact', field: '' })).toEqual([]);
	});

	it('values come from the newest records, in whatever order Daktela lists them', async () => {
		at.sandbox.switches.cfScheme = 'absent';
		at.sandbox.act.grow({ count: 250, prefix: 'a_', values: { lastname: 'Old' } });
		at.sandbox.clock.advance(MINUTE);
		at.sandbox.act.createContact({ name: 'zoe', lastname: 'Newest' });
		expect(await values({ kind: 'contact', field: 'lastname' })).toContain('Newest');
	});

	it('fields and values are those of the chosen database', async () => {
		at.sandbox.act.createContact({ name: 'old', lastname: 'Old', database: 'partners' });
		at.sandbox.clock.advance(MINUTE);
		at.sandbox.act.grow({ count: 250, prefix: 'a_', values: { lastname: 'New' } });
		const database = { __rl: true, mode: 'list', value: 'partners' };
		expect(await values({ kind: 'contact', database, field: 'lastname' })).toEqual(['Old']);
		const told = (await fields({ kind: 'contact', database })).map(({ value }) => value);
		expect(told).toContain('customFields.vat');
		expect(told).not.toContain('customFields.level');
	});

	it.each<Partial<DaktelaSwitches>>([
		{},
		{ crmDefinitionEndpoints: 'missing' },
		{ crmDefinitionEndpoints: 'forbidden' },
	])('databases and record types, also where they can only be seen on records (%j)', async (switches) => {
		Object.assign(at.sandbox.switches, switches);
		at.sandbox.act.createContact({ title: 'X', database: 'partners' });
		at.sandbox.act.createRecord({ title: 'X', type: 'orders' });
		const found = await search('crmDatabases', { kind: 'contact' }, 'part');
		expect(found).toEqual([{ name: 'Partners', value: 'partners' }]);
		expect(await search('crmRecordsTypes', { kind: 'crmRecord' }, 'ord')).toEqual([
			{ name: 'Orders', value: 'orders' },
		]);
		expect(await search('ticketsCategories', { kind: 'ticket' })).toEqual([{ name: 'Support', value: 'support' }]);
	});

	it('say why they cannot be read', async () => {
		at.sandbox.faults.inject({ status: 401, times: 9 });
		await expect(fields({ kind: 'contact' })).rejects.toThrow('Daktela');
	});
});
