import type { IDataObject } from 'n8n-workflow';

import { deliveryOf, idsOf, instance, items, MINUTE, polls } from './triggerWorld';

const at = instance();
const { active, next } = polls(at);

const gold = { triggerOn: 'fieldBecameValue', kind: 'contact', field: 'customFields.level', values: ['gold'] };

describe('Record Created', () => {
	it('tells each record once, also when it was edited before the first poll and after it', async () => {
		const trigger = await active({ triggerOn: 'recordCreated', kind: 'contact' });
		const { act } = at.sandbox;
		act.createContact({ name: 'eve', lastname: 'Eve', customFields: { level: 'gold' } });
		at.sandbox.clock.advance(MINUTE);
		act.editContact({ name: 'eve', title: 'Eve II' });
		act.editContact({ name: 'ann', title: 'Ann II' });
		const told = await next(trigger);
		expect(told).toEqual([
			{
				event: 'recordCreated',
				id: 'eve',
				occurredAt: '2026-02-10T09:01:30.000Z',
				kind: 'contact',
				record: expect.objectContaining({
					name: 'eve',
					title: 'Eve II',
					database: expect.objectContaining({ name: 'default', title: 'Default' }),
					customFields: expect.objectContaining({ level: ['gold'] }),
				}) as unknown,
				delivery: { id: expect.stringMatching(/^[0-9a-f]{24}$/) as unknown, attempt: 1, redelivered: false },
			},
		]);
		expect(told[0]!.record).not.toHaveProperty('_sys');
		act.editContact({ name: 'eve', title: 'Eve III' });
		expect(await next(trigger)).toEqual([]);
	});

	it.each([
		['account', 'createAccount', { title: 'New' }],
		['contact', 'createContact', { title: 'New' }],
		['crmRecord', 'createRecord', { title: 'New' }],
		['ticket', 'createTicket', { title: 'New' }],
		['activity', 'addActivity', { title: 'New' }],
	] as const)('of kind %s', async (kind, create, fields) => {
		const trigger = await active({ triggerOn: 'recordCreated', kind });
		const { name } = at.sandbox.act[create](fields);
		expect(await next(trigger)).toMatchObject([{ id: String(name), kind, record: { name, title: 'New' } }]);
	});

	it('of any resource, by its name', async () => {
		const trigger = await active({ triggerOn: 'recordCreated', kind: 'other', resourceName: '/campaignsRecords.json' });
		const { name } = at.sandbox.act.createObject({ resource: 'campaignsRecords', title: 'New' });
		expect(await next(trigger)).toMatchObject([{ id: String(name), kind: 'campaignsRecords', record: { name } }]);
	});

	it('in one database only, of one type only', async () => {
		const chosen = (value: string) => ({ __rl: true, mode: 'list', value });
		const contacts = await active({ triggerOn: 'recordCreated', kind: 'contact', database: chosen('partners') });
		const records = await active({ triggerOn: 'recordCreated', kind: 'crmRecord', recordType: chosen('cases') });
		const calls = await active({ triggerOn: 'recordCreated', kind: 'activity', activityTypes: ['CALL', 'SMS'] });
		const { act } = at.sandbox;
		for (const database of ['default', 'partners']) act.createContact({ name: `in_${database}`, title: 'X', database });
		for (const type of ['orders', 'cases']) act.createRecord({ name: `a_${type}`, title: 'X', type });
		const made = ['CALL', 'EMAIL', 'SMS'].map((type) => act.addActivity({ title: type, type }));
		expect(idsOf(await next(contacts))).toEqual(['in_partners']);
		expect(idsOf(await next(records))).toEqual(['a_cases']);
		expect(idsOf(await next(calls)).sort()).toEqual([String(made[0]!.name), String(made[2]!.name)].sort());
	});
});

describe('Record Updated and Record Created or Updated', () => {
	it('tell which of the two it was', async () => {
		const updated = await active({ triggerOn: 'recordUpdated', kind: 'contact' });
		const both = await active({ triggerOn: 'recordCreatedOrUpdated', kind: 'contact' });
		const created = await active({ triggerOn: 'recordCreated', kind: 'contact' });
		const { act } = at.sandbox;
		act.createContact({ name: 'eve', lastname: 'Eve' });
		act.editContact({ name: 'ann', title: 'Ann II' });
		const [first, second, third] = [await next(updated), await next(both), await next(created)];
		expect(first).toMatchObject([{ event: 'recordUpdated', id: 'ann', record: { title: 'Ann II' } }]);
		expect(second.map(({ event, id }) => `${event as string} ${id as string}`).sort()).toEqual([
			'recordCreated eve',
			'recordUpdated ann',
		]);
		const shared = new Set(second.map(deliveryOf));
		expect(shared).toEqual(new Set([deliveryOf(first[0]), deliveryOf(third[0])]));
		act.editContact({ name: 'eve', title: 'Eve II' });
		expect(await next(updated)).toMatchObject([{ event: 'recordUpdated', id: 'eve' }]);
		expect(await next(both)).toMatchObject([{ event: 'recordUpdated', id: 'eve' }]);
	});

	it('of chosen fields only, with the values before and after', async () => {
		const fields = ['title', 'customFields.tags', 'account'];
		const trigger = await active({ triggerOn: 'recordUpdated', kind: 'contact', fields });
		const { act } = at.sandbox;
		act.editContact({ name: 'bob', description: 'Something else' });
		act.editContact({ name: 'ann', account: 'acme', customFields: { tags: ['old', 'vip'] } });
		expect(await next(trigger)).toMatchObject([
			{
				id: 'ann',
				changes: {
					account: { from: null, to: 'acme' },
					'customFields.tags': { from: 'old', to: ['old', 'vip'] },
				},
				record: { account: { name: 'acme', title: 'Acme' } },
			},
		]);
		act.editContact({ name: 'ann', description: 'Something else' });
		expect(await next(trigger)).toEqual([]);
	});

	it('see two edits of one second, before and after a poll', async () => {
		const trigger = await active({ triggerOn: 'recordUpdated', kind: 'contact' });
		at.sandbox.act.editContact({ name: 'ann', title: 'One' });
		const first = await next(trigger, 0);
		expect(first).toMatchObject([{ record: { title: 'One' } }]);
		at.sandbox.act.editContact({ name: 'ann', title: 'Two' });
		const told = await next(trigger);
		expect(told.at(-1)).toMatchObject({ record: { title: 'Two' } });
		expect(deliveryOf(told.at(-1))).not.toBe(deliveryOf(first[0]));
		expect(await next(trigger)).toEqual([]);
	});

	it('of activities compare those of the last hours, since Daktela does not tell when they were changed', async () => {
		const open = at.sandbox.act.addActivity({ title: 'Call', action: 'OPEN' });
		const updated = await active({ triggerOn: 'recordUpdated', kind: 'activity' });
		const closed = await active({
			triggerOn: 'fieldBecameValue',
			kind: 'activity',
			field: 'action',
			values: ['CLOSE'],
		});
		const fresh = at.sandbox.act.addActivity({ title: 'Other', action: 'OPEN' });
		expect(await next(updated)).toEqual([]);
		expect(await next(closed)).toEqual([]);
		at.sandbox.act.closeActivity({ name: String(open.name) });
		expect(await next(updated)).toMatchObject([{ id: String(open.name), record: { action: 'CLOSE' } }]);
		expect(await next(closed)).toMatchObject([
			{ id: String(open.name), changes: { action: { from: 'OPEN', to: 'CLOSE' } } },
		]);
		at.sandbox.clock.advance(20 * 60 * MINUTE);
		at.sandbox.act.closeActivity({ name: String(fresh.name) });
		expect(idsOf(await next(closed))).toEqual([String(fresh.name)]);
		expect(await next(closed)).toEqual([]);
	});
});

describe('Field Became Value', () => {
	it('tells before and after, and the record as it is now', async () => {
		const trigger = await active(gold);
		const { act } = at.sandbox;
		act.editContact({ name: 'bob', title: 'Bob II' });
		act.editContact({ name: 'ann', customFields: { level: 'gold' } });
		act.createContact({ name: 'eve', lastname: 'Eve', customFields: { level: 'gold' } });
		act.createContact({ name: 'ida', lastname: 'Ida', customFields: { level: 'silver' } });
		const told = await next(trigger);
		expect(told.map(({ id, changes }) => [id, changes])).toEqual([
			['ann', { 'customFields.level': { from: 'silver', to: 'gold' } }],
			['eve', { 'customFields.level': { to: 'gold' } }],
		]);
		expect(told[0]).toMatchObject({
			event: 'fieldBecameValue',
			kind: 'contact',
			record: { name: 'ann', title: 'Ann Hill', database: { name: 'default' } },
		});
		act.editContact({ name: 'ann', title: 'Ann II' });
		act.editContact({ name: 'ida', customFields: { level: 'gold' } });
		expect(idsOf(await next(trigger))).toEqual(['ida']);
		act.editContact({ name: 'ann', customFields: { level: 'silver' } });
		expect(await next(trigger)).toEqual([]);
		act.editContact({ name: 'ann', customFields: { level: 'gold' } });
		expect(idsOf(await next(trigger))).toEqual(['ann']);
	});

	it.each([
		['crmRecord', 'createRecord', 'editRecord', 'stage', 'CLOSE', 'OPEN'],
		['crmRecord', 'createRecord', 'editRecord', 'user', 'jana', null],
		['ticket', 'createTicket', 'editTicket', 'priority', 'HIGH', 'MEDIUM'],
		['account', 'createAccount', 'editAccount', 'title', 'Won', 'New'],
	] as const)('of kind %s (%s, %s): %s becomes %s', async (kind, create, edit, field, to, from) => {
		const { name } = at.sandbox.act[create]({ title: 'New' });
		at.sandbox.clock.advance(10 * MINUTE);
		const trigger = await active({ triggerOn: 'fieldBecameValue', kind, field, otherValues: [to] });
		at.sandbox.act[edit]({ name: String(name), description: 'Something else' });
		expect(await next(trigger)).toEqual([]);
		at.sandbox.act[edit]({ name: String(name), [field]: to });
		expect(await next(trigger)).toMatchObject([{ id: String(name), changes: { [field]: { from, to } } }]);
	});

	it('a list becomes a value when the value joins it', async () => {
		const trigger = await active({ ...gold, field: 'customFields.tags', values: ['vip'] });
		at.sandbox.act.editContact({ name: 'ann', customFields: { tags: ['old', 'vip'] } });
		expect(idsOf(await next(trigger))).toEqual(['ann']);
		at.sandbox.act.editContact({ name: 'ann', customFields: { tags: ['vip', 'new'] } });
		expect(await next(trigger)).toEqual([]);
	});

	it.each([
		['deliver', ['bob']],
		['skip', []],
	])('where the value before is unknown: %s', async (unknownBefore, expected) => {
		const startDate = '2025-01-01T00:00:00';
		const trigger = at.trigger({ ...gold, unknownBefore, startWith: 'date', startDate } as never);
		// Everything happened since then, so what was before is not known; both records are new since then as well.
		expect(idsOf(items(await trigger.activate()))).toEqual(['bob']);
		const late = at.trigger({ ...gold, unknownBefore, startWith: 'date', startDate: '2026-02-01T00:00:00' } as never);
		await late.activate();
		const state = late.stored.crmSync as IDataObject;
		(state.cursor as IDataObject).known = { values: [], records: '' };
		late.database = JSON.stringify({ crmSync: state });
		late.restart();
		at.sandbox.act.editContact({ name: 'bob', title: 'Bob II' });
		expect(idsOf(await next(late))).toEqual(expected);
	});

	it('says so where no value is chosen, or the field is not there', async () => {
		const text = async (parameters: object) =>
			await at
				.trigger({ ...gold, ...parameters } as never)
				.activate()
				.then(
					() => 'It went well.',
					(error: Error) => error.message,
				);
		expect(await text({ values: [] })).toContain('No value is chosen');
		expect(await text({ field: 'customFields.colour' })).toContain('no field "customFields.colour"');
		expect(await text({ field: 'colour' })).toContain('no field "colour"');
	});
});
