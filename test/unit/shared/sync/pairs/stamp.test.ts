import * as fc from 'fast-check';
import {
	isInStep,
	linkOf,
	printOfShown,
	printsOf,
	readLink,
	readStamp,
	STAMP_KEYS,
	writeStamp,
} from '../../../../../nodes/shared/sync/pairs/stamp';
import type { Prints, Stamp, SyncedField } from '../../../../../nodes/shared/sync/pairs/types';
import { eventOf, FIELDS, stampOf } from './given';

const NAMES: SyncedField[] = ['subject', 'notes', 'place', 'time', 'calendar'];
const print = fc.stringMatching(/^[0-9a-f]{16}$/);
const some = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<Partial<Record<SyncedField, T>>> =>
	fc.record(Object.fromEntries(NAMES.map((name) => [name, value])), { requiredKeys: [] });
const prints = some(print) as fc.Arbitrary<Prints>;
const offers = some(fc.oneof(print, fc.constant('-'))) as fc.Arbitrary<Prints>;
const id = fc.string({ minLength: 1, maxLength: 80 });
const none = { requiredKeys: [] as [] };

const stamps: fc.Arbitrary<Stamp> = fc
	.tuple(
		fc.record({
			link: fc.tuple(id, id).map(([system, task]) => linkOf(system, task)),
			self: id,
			base: prints,
			generation: fc.nat(1000),
		}),
		fc.record({ shown: print, making: fc.constant(true), going: fc.constant(true), editedAt: fc.nat() }, none),
		fc.option(fc.record({ replaces: id, replacedAs: prints }), { nil: {} }),
		fc.option(
			fc.tuple(offers, some(fc.array(print, { minLength: 1, maxLength: 6 }))).map(([offer, earlier]) => ({
				offer,
				...(Object.keys(earlier).length > 0 && { earlier }),
			})),
			{ nil: {} },
		),
	)
	.map(([stamp, ...rest]) => Object.assign({}, stamp, ...rest) as Stamp);

describe('a stamp', () => {
	it('is read as it was written', () => {
		fc.assert(fc.property(stamps, (stamp) => expect(readStamp(writeStamp(stamp))).toEqual(stamp)));
	});

	it('names every property, so that nothing stays of an older one', () => {
		fc.assert(
			fc.property(fc.option(stamps), (stamp) => {
				expect(Object.keys(writeStamp(stamp)).sort()).toEqual(Object.values(STAMP_KEYS).sort());
			}),
		);
		expect(readStamp(writeStamp(null))).toBeUndefined();
	});

	it('keeps within what a calendar takes, and within that to what matters most', () => {
		const long = { ...stampOf(), replaces: `calendar/${'e'.repeat(1024)}`, replacedAs: stampOf().base, making: true };
		const many = Array.from({ length: 99 }, (_, at) => String(at).padStart(16, '0'));
		const earlier = Object.fromEntries(NAMES.map((name) => [name, many]));
		fc.assert(
			fc.property(
				fc.oneof(
					stamps,
					fc.constant<Stamp>(long),
					fc.constant<Stamp>({ ...stampOf(), offer: stampOf().base, earlier }),
				),
				(stamp) => {
					for (const [key, value] of Object.entries(writeStamp(stamp))) {
						expect(key.length).toBeLessThanOrEqual(44);
						expect((value ?? '').length).toBeLessThanOrEqual(1024);
					}
				},
			),
		);
		const { replaces, making } = readStamp(writeStamp(long))!;
		expect([replaces, making]).toEqual([undefined, true]);
		expect(readStamp(writeStamp({ ...stampOf(), offer: {}, earlier: { subject: many } }))!.earlier).toEqual({
			subject: many.slice(0, 6),
		});
	});

	it('that somebody spoilt is none, or one that knows less', () => {
		const text = fc.oneof(
			fc.string(),
			fc.constantFrom('{', 'null', '[1]', '{"generation":-1,"replaces":5}', '1 subject:', '1 x:y'),
		);
		fc.assert(
			fc.property(
				stamps,
				fc.constantFrom(...Object.values(STAMP_KEYS)),
				fc.oneof(text, fc.constant(null)),
				(stamp, key, value) => {
					const spoilt = readStamp({ ...writeStamp(stamp), [key]: value });
					if (spoilt) expect(readStamp(writeStamp(spoilt))).toEqual(spoilt);
				},
			),
		);
		expect(readStamp(undefined)).toBeUndefined();
		expect(readStamp({ ...writeStamp(stampOf()), n8nSyncLink: 'no link' })).toBeUndefined();
		expect(readStamp({ ...writeStamp(stampOf()), n8nSyncBase: null })).toBeUndefined();
		expect(readStamp({ ...writeStamp(stampOf()), n8nSyncState: 'null' })!.generation).toBe(0);
	});
});

describe('a link', () => {
	it('holds any id', () => {
		fc.assert(
			fc.property(id, id, (system, task) => expect(readLink(linkOf(system, task))).toEqual({ system, id: task })),
		);
	});

	it.each(['', 'crm', 'crm/', '/7', 'crm/7/8', 'crm/%E0%A4%A'])('%p is none', (text) =>
		expect(readLink(text)).toBeUndefined(),
	);
});

describe('prints', () => {
	it('are of fields that have a value, in one Unicode form', () => {
		expect(printsOf({ subject: '', notes: 'x' })).toEqual({ notes: expect.stringMatching(/^[0-9a-f]{16}$/) });
		expect(printsOf({ subject: 'e\u0301' })).toEqual(printsOf({ subject: '\u00e9' }));
		expect(printOfShown('')).toBeUndefined();
	});
});

describe('an event is in step', () => {
	it('as it was written, and not when anything of it was edited', () => {
		expect(isInStep(eventOf())).toBe(true);
		for (const field of Object.keys(FIELDS)) expect(isInStep(eventOf({ fields: { [field]: 'edited' } }))).toBe(false);
		expect(isInStep(eventOf({ calendar: 'a2' }))).toBe(false);
		expect(isInStep(eventOf({ shown: 'edited' }))).toBe(false);
	});

	it.each<Partial<Stamp>>([
		{ offer: {} },
		{ making: true },
		{ replaces: 'a1/x' },
		{ going: true },
		{ self: 'original' },
	])('not with %p', (rest) => expect(isInStep(eventOf({ stamp: stampOf(rest) }))).toBe(false));

	it('not without a stamp', () => expect(isInStep(eventOf({ stamp: null }))).toBe(false));
});
