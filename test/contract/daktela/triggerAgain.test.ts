import type { IDataObject } from 'n8n-workflow';

import { deliveryOf, idsOf, instance, items, MINUTE, polls } from './triggerWorld';

const at = instance();
const { active, next } = polls(at);

const gold = { triggerOn: 'fieldBecameValue', kind: 'contact', field: 'customFields.level', values: ['gold'] };
const both = { triggerOn: 'recordCreatedOrUpdated', kind: 'contact' };

const eve = { name: 'eve', lastname: 'Eve', customFields: { level: 'gold' } };

describe('a key that is used again after a deletion', () => {
	it.each([1, 90])('is a new record, with a value that it became anew (%i minutes later)', async (minutes) => {
		const [became, changed, created, updated] = [
			await active(gold),
			await active(both),
			await active({ ...both, triggerOn: 'recordCreated' }),
			await active({ ...both, triggerOn: 'recordUpdated' }),
		];
		const { act, clock } = at.sandbox;
		act.createContact(eve);
		const first = [await next(became), await next(changed, 0), await next(created, 0)];
		act.deleteContact({ name: 'eve' });
		clock.advance(minutes * MINUTE);
		act.createContact(eve);
		const second = [await next(became, 1_000), await next(changed, 0), await next(created, 0)];
		for (const [index, told] of second.entries()) {
			expect(told).toMatchObject([{ id: 'eve', event: first[index]![0]!.event }]);
			expect(deliveryOf(told[0])).not.toBe(deliveryOf(first[index]![0]));
		}
		expect(await next(updated, 0)).toEqual([]);
		clock.advance(MINUTE);
		act.editContact({ name: 'eve', title: 'Eve II' });
		expect(await next(became)).toEqual([]);
		expect(await next(changed, 0)).toMatchObject([{ id: 'eve', event: 'recordUpdated' }]);
		expect(await next(updated, 0)).toMatchObject([{ id: 'eve', event: 'recordUpdated' }]);
	});
});

describe('a reading that takes several polls', () => {
	it.each([
		['everything', both, 450],
		['date', both, 450],
		['everything', gold, 1_150],
	])('tells of edits of what it has passed, and of new records once (%s, %j)', async (startWith, event, count) => {
		const { act, clock } = at.sandbox;
		act.grow({ count, prefix: 'g_', values: { customFields: { level: 'gold' } } });
		clock.advance(120 * MINUTE);
		const start = { startWith, startDate: '2026-02-01T00:00:00' };
		const trigger = at.trigger({ ...event, ...start } as never, { budgetMs: 1 });
		const first = await trigger.activate();
		for (const batch of first.batches) await batch.succeed();
		const [passed, ahead] = [String(items(first).at(-1)!.id), `g_00${count}`.replace(/00(\d{3})$/, '000$1')];
		expect(items(first).length).toBeLessThan(count);
		clock.advance(MINUTE);
		act.editContact({ name: passed, title: 'Passed' });
		act.editContact({ name: ahead, title: 'Ahead' });
		act.createContact(eve);
		const told: IDataObject[] = [];
		for (let poll = 0; poll < 6; poll++) told.push(...(await next(trigger)));
		const of = (id: string) => told.filter((item) => item.id === id);
		expect(of(ahead)).toMatchObject([{ record: { title: 'Ahead' } }]);
		expect(of('eve')).toHaveLength(1);
		// It was gold before and is gold still.
		if (event === gold) return void expect(of(passed)).toEqual([]);
		expect(of(passed)).toMatchObject([{ event: 'recordUpdated', record: { title: 'Passed' } }]);
		expect(of('eve')[0]!.event).toBe('recordCreated');
	});
});

describe('after a restart', () => {
	it.each([false, true])(
		'nothing is lost, and what comes again has the same delivery id (durable: %j)',
		async (durable) => {
			const trigger = at.trigger(both as never, { durable });
			await trigger.activate();
			at.sandbox.clock.advance(MINUTE);
			at.sandbox.act.editContact({ name: 'ann', title: 'Ann II' });
			const before = await trigger.poll();
			trigger.restart();
			at.sandbox.clock.advance(MINUTE);
			at.sandbox.act.editContact({ name: 'bob', title: 'Bob II' });
			const after = await trigger.poll();
			const told = items(after);
			expect(idsOf(told).sort()).toEqual(['ann', 'bob']);
			const again = told.find(({ id }) => id === 'ann');
			expect(again).toMatchObject({ delivery: { redelivered: true } });
			expect(deliveryOf(again)).toBe(deliveryOf(items(before)[0]));
			for (const batch of after.batches) await batch.succeed();
			expect(await next(trigger)).toEqual([]);
		},
	);
});

describe('a resource with a key of its own', () => {
	it('comes again with its record', async () => {
		const fields = { resourceName: 'activitiesCall', keyField: 'id_call', createdField: 'call_time' };
		const trigger = await active({ triggerOn: 'recordCreated', kind: 'other', ...fields });
		const { id_call: key } = at.sandbox.act.createObject({ resource: 'activitiesCall', clid: '777' });
		for (let poll = 0; poll < 2; poll++) {
			at.sandbox.clock.advance(20 * MINUTE);
			await (await trigger.poll()).batches[0]!.fail();
		}
		at.sandbox.requests.clear();
		expect(await next(trigger, 20 * MINUTE)).toMatchObject([
			{ id: key, record: { clid: '777' }, delivery: { attempt: 3 } },
		]);
		const queries = at.sandbox.requests.entries.map(({ query }) => Object.values(query));
		expect(queries).toHaveLength(2);
		for (const query of queries) expect(query).not.toContain('name');
	});
});
