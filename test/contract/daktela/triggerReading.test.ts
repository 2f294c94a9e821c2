import type { IDataObject } from 'n8n-workflow';

import type { DaktelaSwitches } from '../../../sandbox/daktela';
import { idsOf, instance, items, MINUTE, polls } from './triggerWorld';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

const at = instance();
const { active, next } = polls(at);

const updated = { triggerOn: 'recordUpdated', kind: 'contact' };
const both = { triggerOn: 'recordCreatedOrUpdated', kind: 'contact' };
const gold = { triggerOn: 'fieldBecameValue', kind: 'contact', field: 'customFields.level', values: ['gold'] };

const requests = () => at.sandbox.requests.count();

describe('requests', () => {
	it.each([
		['recordCreated', 'contact'],
		['recordUpdated', 'contact'],
		['recordCreatedOrUpdated', 'crmRecord'],
		['recordUpdated', 'activity'],
	])('an idle poll is one, one with news is one as well (%s, %s)', async (triggerOn, kind) => {
		const trigger = await active({ triggerOn, kind });
		at.sandbox.requests.clear();
		expect(await next(trigger)).toEqual([]);
		expect(requests()).toBe(1);
	});

	it('whole records come with the page, those of a became-value trigger are read in bulk', async () => {
		const [whole, picked] = [await active(both), await active(gold)];
		at.sandbox.act.grow({ count: 150, values: { customFields: { level: 'gold' } } });
		at.sandbox.requests.clear();
		expect(await next(whole)).toHaveLength(150);
		expect(requests()).toBe(1);
		at.sandbox.requests.clear();
		expect(await next(picked)).toHaveLength(150);
		expect(requests()).toBeLessThanOrEqual(4);
	});
});

describe('many at once', () => {
	it.each([0, 1000])('2,500 records, %i ms apart, come once each', async (stepMs) => {
		const trigger = await active({ ...both, options: { perRun: 5000 } });
		at.sandbox.clock.advance(45 * MINUTE);
		at.sandbox.act.grow({ count: 2_500, prefix: 'g_', stepMs });
		at.sandbox.clock.advance(MINUTE);
		const told = [...(await next(trigger)), ...(await next(trigger))];
		expect(new Set(idsOf(told)).size).toBe(2_500);
		expect(told).toHaveLength(2_500);
		expect(await next(trigger)).toEqual([]);
	});

	it('edits between two pages lose nothing', async () => {
		const trigger = await active({ ...both, options: { perRun: 5000 } });
		at.sandbox.act.grow({ count: 450, prefix: 'g_', start: 1, stepMs: 100 });
		let pages = 0;
		const edit = () => {
			pages++;
			at.sandbox.clock.advance(1_000);
			at.sandbox.act.editMany({ names: ['g_000001', 'g_000201'], values: { description: `Page ${pages}` } });
		};
		const timer = setInterval(edit, 5);
		const told = await next(trigger);
		clearInterval(timer);
		edit();
		const later = await next(trigger);
		expect(new Set(idsOf([...told, ...later])).size).toBe(450);
		const last = [...told, ...later].filter(({ id }) => id === 'g_000001').at(-1);
		expect((last!.record as IDataObject).description).toBe(`Page ${pages}`);
	});

	it('a start with everything goes on where the budget ended', async () => {
		at.sandbox.act.grow({ count: 1_200, prefix: 'g_' });
		const trigger = at.trigger({ ...both, startWith: 'everything' } as never);
		const first = await trigger.activate();
		for (const batch of first.batches) await batch.succeed();
		const told = [...items(first), ...(await next(trigger))];
		expect(new Set(idsOf(told)).size).toBe(1_202);
		expect(told.every(({ event }) => event === 'recordCreated')).toBe(true);
		expect(await next(trigger)).toEqual([]);
	});
});

describe('starting', () => {
	it('from a date: what happened since then, in the time zone of the workflow', async () => {
		const { act } = at.sandbox;
		act.editContact({ name: 'ann', title: 'Before', at: '2026-02-09T11:59:00Z' });
		act.editContact({ name: 'bob', title: 'After', at: '2026-02-09T12:01:00Z' });
		const trigger = at.trigger({ ...updated, startWith: 'date', startDate: '2026-02-09T12:00:00.000Z' } as never);
		expect(idsOf(items(await trigger.activate()))).toEqual(['bob']);
	});

	it('from a date: activities that began before it and are changed later', async () => {
		const { name } = at.sandbox.act.addActivity({ title: 'Old', action: 'OPEN', at: '2026-02-10T08:00:00Z' });
		const { name: young } = at.sandbox.act.addActivity({ title: 'Young', at: '2026-02-10T08:45:00Z' });
		const start = { startWith: 'date', startDate: '2026-02-10T08:30:00.000Z' };
		const trigger = at.trigger({ triggerOn: 'recordCreatedOrUpdated', kind: 'activity', ...start } as never);
		const first = await trigger.activate();
		await first.batches[0]!.succeed();
		expect(items(first)).toMatchObject([{ event: 'recordCreated', id: String(young) }]);
		at.sandbox.act.closeActivity({ name: String(name) });
		expect(await next(trigger)).toMatchObject([{ event: 'recordUpdated', id: String(name) }]);
	});

	it('from now on: what was edited a second before is behind, a moment later in the same second is not', async () => {
		at.sandbox.act.editContact({ name: 'ann', title: 'Behind' });
		const trigger = at.trigger(updated as never);
		expect(items(await trigger.activate())).toEqual([]);
		at.sandbox.act.editContact({ name: 'bob', title: 'Ahead' });
		expect(idsOf(await next(trigger))).toEqual(['bob']);
	});

	it('by hand: real examples, with a note where they are made up', async () => {
		const sampled = async (parameters: object) => {
			const run = await at.trigger(parameters as never).test();
			return run.json('Trigger');
		};
		expect(await sampled({ ...gold })).toMatchObject([
			{
				event: 'fieldBecameValue',
				id: 'bob',
				changes: { 'customFields.level': { to: 'gold' } },
				sample: expect.any(String),
			},
		]);
		expect(await sampled({ triggerOn: 'recordCreated', kind: 'account' })).toMatchObject([
			{ event: 'recordCreated', id: 'acme', record: { title: 'Acme' } },
		]);
	});
});

describe('the clock', () => {
	const FOLD = Date.parse('2026-10-25T01:00:00Z');

	it.each<Partial<DaktelaSwitches>>([{}, { timezoneMark: false }, { serverTime: false }])(
		'loses and doubles nothing while an hour comes twice (%j)',
		async (switches) => {
			Object.assign(at.sandbox.switches, switches);
			at.sandbox.clock.set(new Date(FOLD - 70 * MINUTE).toISOString());
			const trigger = await active(both);
			const told: IDataObject[] = [];
			for (let step = 0; step < 20; step++) {
				at.sandbox.act.createContact({ name: `c${step}`, lastname: 'X' });
				at.sandbox.act.editContact({ name: 'ann', title: `Ann ${step}` });
				told.push(...(await next(trigger, 8 * MINUTE)));
			}
			expect(idsOf(told.filter(({ event }) => event === 'recordCreated'))).toEqual(
				Array.from({ length: 20 }, (_, step) => `c${step}`),
			);
			const titles = told.filter(({ id }) => id === 'ann').map(({ record }) => (record as IDataObject).title);
			expect(titles).toEqual(Array.from({ length: 20 }, (_, step) => `Ann ${step}`));
			const times = told.map(({ occurredAt }) => occurredAt as string);
			expect([...times].sort()).toEqual(times);
		},
	);

	it('also where nothing was read in that hour', async () => {
		at.sandbox.clock.set(new Date(FOLD - 40 * MINUTE).toISOString());
		const trigger = await active(both);
		at.sandbox.act.editContact({ name: 'ann', at: new Date(FOLD + 5 * MINUTE).toISOString(), title: 'Second time' });
		expect(idsOf(await next(trigger, 110 * MINUTE))).toEqual(['ann']);
		expect(await next(trigger)).toEqual([]);
	});

	it('the zone is that of the answers, else of the credential', async () => {
		at.sandbox.switches.timezone = 'America/New_York';
		const told = await active(updated);
		at.sandbox.act.editContact({ name: 'ann', title: 'Ann II' });
		expect(await next(told)).toMatchObject([{ occurredAt: '2026-02-10T09:01:30.000Z' }]);
		at.sandbox.switches.timezoneMark = false;
		at.credential({ timezone: 'America/New_York' });
		at.sandbox.act.editContact({ name: 'ann', title: 'Ann III' });
		expect(await next(told)).toMatchObject([{ occurredAt: '2026-02-10T09:06:30.000Z' }]);
	});

	it('a record that shows up late is seen', async () => {
		at.sandbox.switches.lateCommitMs = 4 * MINUTE;
		const trigger = await active(updated);
		at.sandbox.clock.advance(5 * MINUTE);
		expect(await next(trigger)).toEqual([]);
		at.sandbox.act.editContact({ name: 'ann', title: 'Late' });
		expect(idsOf(await next(trigger, 1_000))).toEqual(['ann']);
		expect(await next(trigger)).toEqual([]);
	});
});
