import fc from 'fast-check';

import { changeOf } from '../../../nodes/Daktela/watch/changes';
import { Known } from '../../../nodes/Daktela/watch/known';
import { tokenOf, type Fresh } from '../../../nodes/Daktela/watch/place';
import { lacks, printOf, valueOf } from '../../../nodes/Daktela/watch/values';
import { foldAt, momentOf, shifted, wallOf } from '../../../nodes/Daktela/watch/wall';
import { watchOf, type EventKind, type TriggerParams } from '../../../nodes/Daktela/watch/watched';

const CREATED = '2026-01-01 10:00:00';
const EDITED = '2026-02-10 10:00:00';
const BEFORE = '2026-02-10 09:55:00';

const row = (record: object, more: object = {}): Fresh<never> =>
	({
		key: 'a',
		wall: EDITED,
		version: EDITED,
		record: { name: 'a', created: CREATED, edited: EDITED, ...record },
		token: tokenOf('a'),
		again: false,
		unseen: true,
		passed: false,
		moment: '2026-02-10T09:00:00.000Z',
		print: () => '',
		...more,
	}) as never;

const watch = (event: EventKind, params: Partial<TriggerParams> = {}) => watchOf(event, { kind: 'contact', ...params });

describe('changes', () => {
	it('an edited record is an update, a new one is none, a new one that was edited is one', () => {
		const told = (record: object, more?: object) =>
			changeOf(row(record, more), watch('recordUpdated'), BEFORE, undefined)?.event;
		expect(told({})).toBe('recordUpdated');
		expect(told({ created: EDITED })).toBeUndefined();
		expect(told({ created: '2026-02-10 09:59:00' })).toBe('recordUpdated');
		expect(told({ created: EDITED }, { again: true })).toBe('recordUpdated');
	});

	it('became: only from another value, whatever happens to other fields', () => {
		const values = fc.constantFrom('x', 'y', 'z', '', null);
		fc.assert(
			fc.property(values, fc.array(values, { maxLength: 12 }), (first, later) => {
				const known = new Known();
				known.set(tokenOf('a'), [first]);
				const became = watch('fieldBecameValue', { field: 'stage', values: ['x', 'y'] });
				let before = first;
				for (const stage of later) {
					const change = changeOf(row({ stage }), became, BEFORE, known);
					const expected = (stage === 'x' || stage === 'y') && stage !== before;
					expect(change !== undefined).toBe(expected);
					if (change) expect(change.changes).toEqual({ stage: { from: before, to: stage } });
					before = stage;
				}
			}),
		);
	});

	it('long values are told from others without being kept', () => {
		const known = new Known();
		const long = 'x'.repeat(5_000);
		const updated = watch('recordUpdated', { fields: ['title', 'description'] });
		known.set(tokenOf('a'), ['T', long]);
		expect(JSON.stringify(known.text()).length).toBeLessThan(200);
		const again = new Known(known.text());
		expect(changeOf(row({ title: 'T', description: long }), updated, BEFORE, again)).toBeUndefined();
		expect(changeOf(row({ title: 'U', description: long }), updated, BEFORE, again)?.changes).toEqual({
			title: { to: 'U' },
			description: { to: long },
		});
	});

	it('many different values cost their wording, and no record is forgotten for them', () => {
		const titleOf = (one: number) => `${'x'.repeat(180)} ${one}`;
		let known = new Known();
		for (let one = 0; one < 20_000; one++) known.set(tokenOf(`k${one}`), [titleOf(one)]);
		known = new Known(known.text());
		expect(Buffer.byteLength(JSON.stringify(known.text()))).toBeLessThan(1_100_000);
		const told = (key: string, title: string) =>
			changeOf(row({ title }, { token: tokenOf(key) }), watch('recordUpdated', { fields: ['title'] }), BEFORE, known)
				?.changes;
		expect(told('k0', titleOf(0))).toBeUndefined();
		expect(told('k1', 'Other')).toEqual({ title: { to: 'Other' } });
		expect(told('k19999', 'Other')).toEqual({ title: { from: titleOf(19_999), to: 'Other' } });
	});

	it('what is remembered comes back as it was, the newest 20,000', () => {
		const known = new Known();
		for (let one = 0; one < 25_000; one++) known.set(tokenOf(`k${one}`), [one % 7]);
		const text = known.text();
		expect(JSON.stringify(text).length).toBeLessThan(260_000);
		const again = new Known(JSON.parse(JSON.stringify(text)) as never);
		expect(again.get(tokenOf('k24999'))).toEqual({ values: [24_999 % 7] });
		expect(again.get(tokenOf('k5000'))).toEqual({ values: [5_000 % 7] });
		expect(again.get(tokenOf('k4999'))).toBeUndefined();
		expect(again.text()).toEqual(text);
	});
});

describe('values', () => {
	it.each([
		[{ user: { name: 'jana', title: 'Jana' } }, 'user', 'jana'],
		[{ user: 'jana' }, 'user', 'jana'],
		[{ user: [] }, 'user', null],
		[{ statuses: [{ name: 'a' }, { name: 'b' }] }, 'statuses', ['a', 'b']],
		[{ statuses: [{ name: 'a' }] }, 'statuses', 'a'],
		[{ customFields: { level: ['gold'] } }, 'customFields.level', 'gold'],
		[{ customFields: { level: [null] } }, 'customFields.level', null],
		[{ customFields: [] }, 'customFields.level', null],
		[{}, 'constructor', null],
	])('of %j: %s is %j', (record, field, value) => expect(valueOf(record as never, field)).toEqual(value));

	it('a print is about what a record holds, not about how its related records are', () => {
		const print = printOf({
			name: 'a',
			user: { name: 'jana', title: 'Jana' },
			customFields: { level: ['gold'] },
		} as never);
		expect(
			printOf({ user: { name: 'jana', edited: 'now' }, name: 'a', customFields: { level: ['gold'] } } as never),
		).toBe(print);
		expect(printOf({ name: 'a', user: { name: 'eva' }, customFields: { level: ['gold'] } } as never)).not.toBe(print);
		expect(printOf({ name: 'a', user: { name: 'jana' }, customFields: { level: ['silver'] } } as never)).not.toBe(
			print,
		);
	});

	it('a field is lacking only where something is known of the fields', () => {
		expect(lacks({ customFields: [] } as never, 'customFields.a')).toBe(false);
		expect(lacks({ customFields: { b: [null] } } as never, 'customFields.a')).toBe(true);
		expect(lacks({ title: null } as never, 'title')).toBe(false);
		expect(lacks({ title: null } as never, 'name')).toBe(true);
	});
});

describe('times of the wall', () => {
	it('are read from Daktela only in its form', () => {
		expect(wallOf('2026-02-10T10:00:00')).toBe('2026-02-10 10:00:00');
		for (const other of [null, 7, '', '2026-02-10', 'soon']) expect(wallOf(other)).toBeUndefined();
		expect(shifted('2026-03-01 00:00:00', -1_000)).toBe('2026-02-28 23:59:59');
	});

	it.each([
		['Europe/Prague', '2026-10-25 02:30:00', '2026-10-25 02:00:00', '2026-10-25 03:00:00'],
		['America/New_York', '2026-11-01 01:00:00', '2026-11-01 01:00:00', '2026-11-01 02:00:00'],
		['Australia/Lord_Howe', '2026-04-05 01:45:10', '2026-04-05 01:30:00', '2026-04-05 02:00:00'],
	])('an hour that comes twice in %s', (zone, wall, begin, end) => {
		expect(foldAt(wall, zone)).toMatchObject({ begin, end });
		for (let at = begin; at < end; at = shifted(at, 7_000)) expect(foldAt(at, zone)).toMatchObject({ begin, end });
		expect(foldAt(shifted(begin, -1_000), zone)).toBeUndefined();
		expect(foldAt(end, zone)).toBeUndefined();
		const first = momentOf(wall, zone, '');
		const second = momentOf(wall, zone, new Date(Date.parse(first) + 1_000).toISOString());
		expect(Date.parse(second) - Date.parse(first)).toBe(foldAt(wall, zone)!.lengthMs);
	});
});

describe('the fields of the node', () => {
	it('another resource goes by any writing of its address', () => {
		const other = (resourceName: string) => watchOf('recordUpdated', { kind: 'other', resourceName }).resource;
		expect([other('queues'), other('/queues.json'), other(' tickets/12/activities/ ')]).toEqual([
			'queues',
			'queues',
			'tickets/12/activities',
		]);
		expect(() => other(' ')).toThrow('"Resource" is empty');
	});

	it('only the columns that are needed are asked for where most rows are not delivered', () => {
		expect(watch('recordCreated').columns).toBeUndefined();
		expect(watch('fieldBecameValue', { field: 'customFields.level', values: ['gold'] }).columns).toEqual([
			'name',
			'edited',
			'created',
			'customFields',
		]);
		expect(watchOf('recordUpdated', { kind: 'activity' }).columns).toEqual(expect.arrayContaining(['time', 'action']));
	});
});
