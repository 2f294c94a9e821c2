import fc from 'fast-check';

import { LIMITS, readXml } from '../../../../nodes/shared/xml/reader';
import { ElementText } from '../../../../nodes/shared/xml/elementText';
import { withTellingStart } from '../../../../nodes/shared/xml/pieces';
import { findIn } from '../../../../nodes/shared/xml/tree';
import { textFrom } from '../../../../nodes/shared/xml/utf8';

const SOURCE = { vendor: 'Toy', doing: 'read the list' };
const around = (inside: string) =>
	`<?xml version="1.0"?><s:E xmlns:s="urn:s"><s:B><R>${inside}</R><more>x</more></s:B></s:E>`;

function textOf(pieces: readonly string[]): string {
	const reader = new ElementText('R', SOURCE);
	const text = pieces.map((piece) => reader.write(piece)).join('');
	reader.end();
	expect(reader.found).toBe(true);
	return text;
}

/** The same by the parser of events, which holds the whole text. */
function expected(xml: string): string {
	let text = '';
	let isInside = false;
	readXml(xml, SOURCE, {
		open: (name) => void (isInside ||= name === 'R'),
		text: (piece) => void (text += isInside ? piece : ''),
		close: (name) => void (isInside &&= name !== 'R'),
	});
	return text;
}

const cut = (text: string, places: readonly number[]): string[] => {
	const characters = [...text];
	const edges = [0, ...places.map((place) => place % (characters.length + 1)).sort((a, b) => a - b), characters.length];
	return edges.slice(1).map((edge, index) => characters.slice(edges[index], edge).join(''));
};

const part = fc.oneof(
	fc
		.string({ unit: 'grapheme', maxLength: 12 })
		.map((text) => text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]|[<&>]/gu, '')),
	fc.constantFrom(
		'&lt;',
		'&gt;',
		'&amp;',
		'&quot;',
		'&apos;',
		'&#10;',
		'&#x1F642;',
		'&amp;lt;',
		'&amp;#13;',
		'\r\n',
		'\r',
		'\n',
		']',
		']]',
	),
	fc.constantFrom(
		'<![CDATA[<a b="c">&amp;]]>',
		'<![CDATA[]]>',
		'<![CDATA[]] ]]]>',
		'<!-- <x> & -->',
		'<?p i & <?>',
		'<![CDATA[\r\n]]>',
	),
);

describe('the text of one element', () => {
	test('is what the parser reads, wherever the document is cut', () => {
		fc.assert(
			fc.property(fc.array(part, { maxLength: 20 }), fc.array(fc.nat(), { maxLength: 10 }), (parts, places) => {
				const xml = around(parts.join(''));
				fc.pre(!/\]\]>/.test(parts.filter((one) => !one.startsWith('<')).join('')));
				expect(textOf(cut(xml, places))).toBe(expected(xml));
			}),
			{ numRuns: 500 },
		);
	});

	test('comes as it arrives', () => {
		const reader = new ElementText('R', SOURCE);
		expect(reader.write('<R>&lt;a&g')).toBe('<a');
		expect(reader.write('t;&lt;')).toBe('><');
		expect(reader.write('/a&gt;</R>')).toBe('/a>');
		reader.end();
	});

	test('that is empty, or not there', () => {
		expect(textOf([around('')])).toBe('');
		const reader = new ElementText('R', SOURCE);
		reader.write('<E><Fault><faultstring>no</faultstring></Fault></E>');
		reader.end();
		expect(reader.found).toBe(false);
		expect(findIn(reader.root, 'faultstring')?.text).toBe('no');
		const short = new ElementText('R', SOURCE);
		short.write('<E><R/></E>');
		short.end();
		expect(short.found).toBe(true);
	});

	test.each([
		[around('<b/>'), 'an element stands where text should be'],
		[around('&nope;'), 'a reference that XML does not know'],
		[around('&constructor;'), 'a reference that XML does not know'],
		[around('& '), 'a reference that XML does not know'],
		[around('&#0;'), 'a reference that XML does not know'],
		[around('&#x110000;'), 'a reference that XML does not know'],
		[around('\u0002'), 'a character that XML does not allow'],
		[around(']]>'), 'in a text'],
		[around('').slice(0, -30), ''],
		['<E><R>half', 'it ends in the middle'],
		['<!DOCTYPE E [<!ENTITY a "b">]><E><R>&a;</R></E>', 'a document type'],
	])('%j is refused', (xml, told) => {
		expect(() => textOf([xml])).toThrow(told);
	});

	test('is limited', () => {
		const reader = new ElementText('R', SOURCE, { ...LIMITS, characters: 100 });
		reader.write('<E><R>');
		expect(() => reader.write('x'.repeat(100))).toThrow('too long');
	});
});

async function* chunksOf(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
	for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const gathered = async (pieces: AsyncIterable<string>): Promise<string[]> => {
	const all: string[] = [];
	for await (const piece of pieces) all.push(piece);
	return all;
};

describe('bytes', () => {
	test('become text, wherever they are cut', async () => {
		const text = 'Šroub & Matka 🙂 '.repeat(50);
		for (const size of [1, 2, 3, 7, 1_000_000]) {
			expect((await gathered(textFrom(chunksOf(Buffer.from(text), size), SOURCE))).join('')).toBe(text);
		}
	});

	test('that are no UTF-8 are refused', async () => {
		for (const bytes of [Buffer.from([0x41, 0xff]), Buffer.from('ř').subarray(0, 1)]) {
			await expect(gathered(textFrom(chunksOf(bytes, 10), SOURCE))).rejects.toThrow('not UTF-8');
		}
	});
});

test('the first piece is long enough to tell what it is', async () => {
	async function* letters(count: number) {
		for (let at = 0; at < count; at++) yield 'x';
	}
	expect((await gathered(withTellingStart(letters(300)))).map(({ length }) => length)).toEqual([
		256,
		...Array<number>(44).fill(1),
	]);
	expect(await gathered(withTellingStart(letters(3)))).toEqual(['xxx']);
	expect(await gathered(withTellingStart(letters(0)))).toEqual([]);
});
