import fc from 'fast-check';

import { treeOf } from '../../../../nodes/shared/xml/tree';
import { element, joined, nameXml, textXml, valueXml } from '../../../../nodes/shared/xml/write';

const SOURCE = { vendor: 'Toy', doing: 'read the list' };
const allowed = fc
	.string({ unit: 'binary' })
	.map((text) => text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, ''));

describe('what is written', () => {
	test('is read back as it was', () => {
		fc.assert(
			fc.property(allowed, (value) => {
				const { attributes, text } = treeOf(element('a', { b: value }, value).text, SOURCE);
				expect(attributes.b).toBe(value);
				expect(text).toBe(value);
				expect(treeOf(`<a b="${valueXml(value, 'V').text}"/>`, SOURCE).attributes.b).toBe(value);
			}),
		);
	});

	test('is nested as it was put together; what has no value is left out', () => {
		const row = element('row', { id: 1, on: true, none: undefined }, element('x'), 'a < b');
		expect(joined([row, element('end')]).text).toBe('<row id="1" on="true"><x/>a &lt; b</row><end/>');
	});
});

describe('what is refused names its field', () => {
	test.each(['\u0000', 'a\u0008', '\uFFFE', '\uD800', 'x\uDC00y'])('%j', (value) => {
		expect(() => textXml(value, 'Title')).toThrow('"Title" holds a character that XML cannot carry');
		expect(() => element('a', { Title: value })).toThrow('"Title"');
	});

	test.each(['a b', '1a', '', 'a:b', 'a><b', 'x/', '-a'])('%j is no name', (name) => {
		expect(() => nameXml(name, 'Column')).toThrow('"Column"');
	});

	test.each(['a', '_b', 'část', 'a-1.x'])('%j is a name', (name) => {
		expect(nameXml(name, 'Column')).toBe(name);
	});
});
