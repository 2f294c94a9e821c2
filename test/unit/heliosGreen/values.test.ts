import fc from 'fast-check';

import { isoOf } from '../../../nodes/shared/when';
import { momentsIn, sameValue, toHelios, typingOf } from '../../../nodes/HeliosGreen/values';

const asIs = (text: string) => text;

describe('values by the type of their column', () => {
	test.each([
		['int', '42', 42],
		['xs:int', '-7', -7],
		['System.Int32', '5', 5],
		['long', '9007199254740993', '9007199254740993'],
		['int', '', null],
		['decimal', '18450.50', 18450.5],
		['decimal', '0.10', 0.1],
		['decimal', '1234567890.123456789', '1234567890.123456789'],
		['double', '1e3', 1000],
		['decimal', '', null],
		['boolean', 'true', true],
		['boolean', '0', false],
		['boolean', 'Yes', true],
		['boolean', '', null],
		['boolean', 'maybe', 'maybe'],
		['string', '', ''],
		['string', '007', '007'],
		['base64Binary', 'AAA=', 'AAA='],
		['', '12', '12'],
		['pointless', '12', '12'],
	])('%s %j', (type, text, value) => {
		expect(typingOf(type, asIs)(text)).toBe(value);
	});
});

describe('times', () => {
	const prague = momentsIn('Europe/Prague');

	test.each([
		['2026-07-01 10:00:00', '2026-07-01T08:00:00.000Z'],
		['2026-01-01T10:00:00', '2026-01-01T09:00:00.000Z'],
		['2026-01-01 10:00:00.123', '2026-01-01T09:00:00.123Z'],
		['2026-03-29 01:59:59', '2026-03-29T00:59:59.000Z'],
		['2026-03-29 03:00:00', '2026-03-29T01:00:00.000Z'],
		['2026-10-25 02:30:00', '2026-10-25T00:30:00.000Z'],
		['2026-01-01T10:00:00+05:00', '2026-01-01T05:00:00.000Z'],
		['2026-01-01', '2026-01-01'],
		['', null],
		['soon', 'soon'],
		['2026-13-01 10:00:00', '2026-13-01 10:00:00'],
		['2026-01-01 25:00:00', '2026-01-01 25:00:00'],
	])('%s', (text, expected) => {
		expect(prague(text)).toBe(expected);
	});

	test('are those of the slow way, in any zone', () => {
		const zones = ['Europe/Prague', 'UTC', 'Australia/Lord_Howe', 'America/St_Johns', 'Pacific/Apia'];
		const readers = new Map(zones.map((zone) => [zone, momentsIn(zone)]));
		fc.assert(
			fc.property(fc.constantFrom(...zones), fc.integer({ min: 1.1e9, max: 1.9e9 }), (zone, seconds) => {
				const text = new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
				expect(readers.get(zone)!(text)).toBe(isoOf(text, zone));
			}),
			{ numRuns: 300 },
		);
	});
});

describe('what is sent', () => {
	test.each([
		['text', 'text'],
		[12.5, '12.5'],
		[true, 'true'],
		[null, null],
		[undefined, null],
		['2026-07-01T08:00:00Z', '2026-07-01 10:00:00'],
		['2026-07-01T08:00:00.000+02:00', '2026-07-01 08:00:00'],
		['2026-07-01 08:00:00', '2026-07-01 08:00:00'],
		['2026-07-01T08:00:00', '2026-07-01 08:00:00'],
		['2026-07-01T08:00', '2026-07-01 08:00:00'],
		['2026-07-01T08:00 and more', '2026-07-01T08:00 and more'],
		[1e-7, '0.0000001'],
		[1e21, '1000000000000000000000'],
		['2026-07-01', '2026-07-01'],
		[new Date('2026-07-01T08:00:00Z'), '2026-07-01 10:00:00'],
		[{ toISO: () => '2026-07-01T08:00:00.000Z' }, '2026-07-01 10:00:00'],
		[{ a: 1 }, '{"a":1}'],
	])('%j', (value, expected) => {
		expect(toHelios(value, 'Europe/Prague')).toBe(expected);
	});

	test.each([
		['1.50', '1.5', false],
		['007', '7', false],
		['2026-05-06 00:00:00', '2026-05-06', true],
		['2026-05-06T10:00:00', '2026-05-06 10:00:00', true],
		['False', 'false', true],
		[null, '', true],
		[null, null, true],
		['a', 'A', false],
		['a\r\nb', 'a\nb', true],
		['12345678901234567', '12345678901234568', false],
	])('%j and %j are the same: %s', (stored, wanted, same) => {
		expect(sameValue(stored, wanted)).toBe(same);
	});

	test.each([
		['1.50', '1.5', true],
		['1,50', '1.5', true],
		['-2.000', '-2', true],
		['1.51', '1.5', false],
		['abc', '1', false],
		['', '0', false],
		['12345678901234567', '12345678901234568', false],
	])('as numbers %j and %j are the same: %s', (stored, wanted, same) => {
		expect(sameValue(stored, wanted, true)).toBe(same);
	});
});
