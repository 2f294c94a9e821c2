import fc from 'fast-check';

import { CHOICES, knownEvent } from '../../../nodes/Daktela/webhook/events';
import { isReplay } from '../../../nodes/Daktela/webhook/replays';
import { toldIn } from '../../../nodes/Daktela/webhook/told';

describe('names of events', () => {
	it.each([
		['contact_update', 'contact_update', 'contact'],
		['contactUpdated', 'contact_update', 'contact'],
		['Contact edited', 'contact_update', 'contact'],
		['contacts.new', 'contact_create', 'contact'],
		['crmRecord_delete', 'crmRecord_delete', 'crmRecord'],
		['crm_records_update', 'crmRecord_update', 'crmRecord'],
		['record_create', 'crmRecord_create', 'crmRecord'],
		['activities_close', 'activity_close', 'activity'],
		['activitiesCall_close', 'call_close', 'activity'],
		['webchat_closed', 'web_close', 'activity'],
		['whatsapp_create', 'wap_create', 'activity'],
	])('%s is %s', (name, event, kind) => {
		expect(knownEvent(name)).toMatchObject({ event, kind });
	});

	it.each([
		'',
		'update',
		'campaignRecord_update',
		'nightly',
		'contact',
		'__proto___update',
		'constructor_create',
		'contact_constructor',
	])('%j is none of them', (name) => expect(knownEvent(name)).toBeUndefined());

	it('those that can be chosen are known by their own names, and listed in order', () => {
		const listed = CHOICES.filter(({ value }) => value !== 'other');
		expect(listed.map(({ value }) => knownEvent(value)?.event)).toEqual(listed.map(({ value }) => value));
		const names = CHOICES.map(({ name }) => name.toLowerCase());
		expect([...names].sort()).toEqual(names);
	});
});

describe('what a body says', () => {
	const told = (body: unknown, query = {}) => toldIn(JSON.stringify(body), 'application/json', query);

	it('the key beside the event comes first, then that of the record', () => {
		const [one] = told({ event: 'contact_update', name: 'c1', data: { name: 'c2', title: 'Ann' } });
		expect(one).toMatchObject({ name: 'contact_update', keys: ['c1', 'c2'], data: { title: 'Ann' } });
		expect(told({ event: 'ticket_update', data: { name: 1024 } })[0]!.keys).toEqual(['1024']);
	});

	it('the title of a record is not taken for its key where there is a key', () => {
		expect(told({ event: 'contact_update', contact: { name: 'c1', title: 'Ann' } })[0]!.keys[0]).toBe('c1');
	});

	it('several events come as several', () => {
		expect(told([{ event: 'a_b' }, { event: 'contact_update' }]).map(({ known }) => known?.event)).toEqual([
			undefined,
			'contact_update',
		]);
		expect(told(Array.from({ length: 5_000 }, () => ({})))).toHaveLength(5_000);
	});

	it('whatever comes is read without an error, and pollutes nothing', () => {
		const contents = fc.oneof(
			fc.json(),
			fc.string(),
			fc.json().map((text) => text.slice(0, -1)),
			fc.json().map((text) => `event=contact_update&payload=${text}`),
			fc.constant('{"__proto__":{"polluted":1},"event":"contact_update","data":{"__proto__":{"polluted":1}}}'),
			fc.constant('data[__proto__]=1&__proto__[polluted]=1&event=x'),
		);
		fc.assert(
			fc.property(
				contents,
				fc.constantFrom('', 'application/json', 'application/x-www-form-urlencoded'),
				(text, type) => {
					for (const { keys, name } of toldIn(text, type, {})) {
						expect(typeof name).toBe('string');
						expect(keys.every((key) => typeof key === 'string' && key.length <= 255)).toBe(true);
					}
					expect(({} as { polluted?: number }).polluted).toBeUndefined();
				},
			),
			{ numRuns: 300 },
		);
	});

	it('a long body is read in no time to speak of', () => {
		const [one] = toldIn(
			`{"event":"contact_update","name":"c1","text":"${'"a":"'.repeat(200_000)}`,
			'application/json',
			{},
		);
		expect(one).toMatchObject({
			broken: true,
			known: { event: 'contact_update' },
			keys: expect.arrayContaining(['c1']),
		});
	});
});

describe('replays', () => {
	it('the same version with the same contents is one, for a while', () => {
		const at = 1_000_000;
		expect(isReplay('n d1', 'p', at)).toBe(false);
		expect(isReplay('n d1', 'p', at + 60_000)).toBe(true);
		expect(isReplay('n d1', 'q', at + 61_000)).toBe(false);
		expect(isReplay('other d1', 'q', at + 61_000)).toBe(false);
		expect(isReplay('n d1', 'q', at + 20 * 60_000)).toBe(false);
		for (let more = 0; more < 1_000; more++) isReplay(`n x${more}`, 'p', at);
		expect(isReplay('n d1', 'q', at + 21 * 60_000)).toBe(false);
	});
});
