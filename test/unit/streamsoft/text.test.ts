import fc from 'fast-check';

import { fitted } from '../../../nodes/Streamsoft/data/text';

const WIN1250 = { length: 10, charset: 'WIN1250' };

test.each([
	['zażółć €', { text: 'zażółć €' }],
	['a😀b', { text: 'a?b', unknown: '😀' }],
	['Привет', { text: '??????', unknown: 'П' }],
	['0123456789ab', { text: '0123456789', tooLong: 12 }],
	['012345678😀', { text: '012345678?', unknown: '😀' }],
	['z\u0307', { text: 'ż' }],
	['a\u0000b\ud800', { text: 'a?b?', unknown: '\u0000' }],
	['\u0081', { text: '?', unknown: '\u0081' }],
])('%j', (text, expected) => expect(fitted(text, WIN1250, 'WIN1250')).toEqual(expected));

test('a column without a character set is kept as the profile says; one that is not known is not judged', () => {
	expect(fitted('ż', { charset: 'NONE' }, 'WIN1250')).toEqual({ text: 'ż' });
	expect(fitted('ż', { charset: 'NONE' }, 'WIN1251')).toMatchObject({ unknown: 'ż' });
	expect(fitted('ż', { charset: 'ASCII' }, 'WIN1250')).toMatchObject({ unknown: 'ż' });
	expect(fitted('😀', { charset: 'UTF8' }, 'WIN1250')).toEqual({ text: '😀' });
	expect(fitted('ж', { charset: 'DOS866' }, 'WIN1250')).toEqual({ text: 'ж' });
});

test('what fits once fits again, unchanged', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('WIN1250', 'UTF8', 'ISO8859_2'), (text, charset) => {
			const once = fitted(text, { length: 10, charset }, 'WIN1250');
			expect([...once.text].length).toBeLessThanOrEqual(10);
			expect(fitted(once.text, { length: 10, charset }, 'WIN1250')).toEqual({ text: once.text });
		}),
	);
});
