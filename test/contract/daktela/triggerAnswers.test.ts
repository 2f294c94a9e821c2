import type { DaktelaSwitches } from '../../../sandbox/daktela';
import { idsOf, instance, polls } from './triggerWorld';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

const at = instance();
const { active, next } = polls(at);

const updated = { triggerOn: 'recordUpdated', kind: 'contact' };
const both = { triggerOn: 'recordCreatedOrUpdated', kind: 'contact' };
const gold = { triggerOn: 'fieldBecameValue', kind: 'contact', field: 'customFields.level', values: ['gold'] };

const requests = () => at.sandbox.requests.count();
const texts = async (work: Promise<{ reported: Error[] }>) => (await work).reported.map(({ message }) => message);

describe('what Daktela may answer', () => {
	it.each<Partial<DaktelaSwitches>>([
		{ dataShape: 'keyedByName' },
		{ dataShape: 'keyedByIndex', total: 'string' },
		{ total: 'missing' },
		{ total: 'missing', maxTake: 100 },
		{ maxTake: 100 },
		{ booleans: 'text', ticketName: 'text', embedDepth: 1 },
		{ blankCustomField: 'emptyList', cfScheme: 'absent' },
		{ unchangedIsEdit: false },
		{ defaultOrder: 'newest' },
	])('is understood (%j)', async (switches) => {
		Object.assign(at.sandbox.switches, switches);
		const [trigger, became] = [await active(both), await active(gold)];
		at.sandbox.act.grow({ count: 230, prefix: 'g_', stepMs: 10, values: { customFields: { level: 'gold' } } });
		at.sandbox.act.editContact({ name: 'ann', customFields: { level: 'gold' } });
		expect(new Set(idsOf(await next(trigger))).size).toBe(231);
		expect(new Set(idsOf(await next(became))).size).toBe(231);
		expect([await next(trigger), await next(became)]).toEqual([[], []]);
	});

	it.each<Partial<DaktelaSwitches>>([{ activityDateFilter: '400' }, {}])(
		'filters on times may be refused: then the newest rows are read (%j)',
		async (switches) => {
			Object.assign(at.sandbox.switches, switches);
			const fields = { resourceName: 'activitiesCall', keyField: 'id_call', createdField: 'call_time' };
			const trigger = await active({ triggerOn: 'recordCreated', kind: 'other', ...fields });
			const { act } = at.sandbox;
			const calls = [1, 2, 3].map(() => String(act.createObject({ resource: 'activitiesCall', clid: '777' }).id_call));
			expect(idsOf(await next(trigger)).sort()).toEqual([...calls].sort());
			expect(await next(trigger)).toEqual([]);
			calls.push(String(act.createObject({ resource: 'activitiesCall', clid: '778' }).id_call));
			at.sandbox.requests.clear();
			expect(idsOf(await next(trigger))).toEqual(calls.slice(3));
			expect(requests()).toBe(1);
		},
	);

	it('a refusal, an outage and a page that is no answer move nothing', async () => {
		const trigger = await active(updated);
		at.sandbox.act.editContact({ name: 'ann', title: 'Ann II' });
		for (const fault of [
			{ status: 403 },
			{ status: 503 },
			{ reply: 'html' as const },
			{ reply: 'truncated' as const },
			{ reply: 'wrongTypes' as const },
		]) {
			at.sandbox.faults.inject({ match: { path: 'contacts' }, times: 20, ...fault });
			expect(await texts(trigger.poll())).toHaveLength(1);
			at.sandbox.faults.clear();
		}
		at.sandbox.faults.inject({ match: { path: 'contacts' }, status: 429, retryAfter: 0 });
		expect(idsOf(await next(trigger))).toEqual(['ann']);
	});

	it('a record that is gone is marked so', async () => {
		const trigger = await active(gold);
		at.sandbox.act.editContact({ name: 'ann', customFields: { level: 'gold' } });
		const polled = await trigger.poll();
		await polled.batches[0]!.fail();
		at.sandbox.act.deleteContact({ name: 'ann' });
		expect(await next(trigger)).toMatchObject([
			{ id: 'ann', record: { name: 'ann', deleted: true }, delivery: { attempt: 2, redelivered: true } },
		]);
	});

	it('a time field that is not there is named', async () => {
		const trigger = at.trigger({
			triggerOn: 'recordUpdated',
			kind: 'other',
			resourceName: 'users',
			editedField: 'changed',
		} as never);
		await expect(trigger.activate()).rejects.toThrow('changed');
	});
});
