import fc from 'fast-check';

import { Fault } from '../../../../nodes/shared/fault';
import { kindOf } from '../../../../nodes/shared/xml/kind';
import { LIMITS, readXml, XmlReader, type XmlLimits } from '../../../../nodes/shared/xml/reader';
import { attributeOf, childOf, everyOf, findIn, treeOf, valueIn } from '../../../../nodes/shared/xml/tree';

const SOURCE = { vendor: 'Toy', doing: 'read the list' };

/** What a reader tells, one text after the other joined. */
function eventsOf(xml: string, pieces: readonly string[] = [xml], limits?: XmlLimits): string[] {
	const events: string[] = [];
	const reader = new XmlReader(
		SOURCE,
		{
			open: (name, attributes) => void events.push(`<${name} ${JSON.stringify(Object.entries(attributes))}`),
			text: (text) => void events.push(text),
			close: (name) => void events.push(`>${name}`),
		},
		limits,
	);
	for (const piece of pieces) reader.write(piece);
	reader.end();
	return events;
}

const refusal = (xml: string, limits?: Partial<XmlLimits>): Fault => {
	try {
		readXml(xml, SOURCE, {}, { ...LIMITS, ...limits });
	} catch (error) {
		return error as Fault;
	}
	throw new Error('It was read.');
};

/** Pieces of a text, cut anywhere. */
const cut = (text: string, places: readonly number[]): string[] => {
	const characters = [...text];
	const edges = [0, ...places.map((place) => place % (characters.length + 1)).sort((a, b) => a - b), characters.length];
	return edges.slice(1).map((edge, index) => characters.slice(edges[index], edge).join(''));
};

const XML =
	'<?xml version="1.0"?>\n<a:r xmlns:a="urn:x" b="1 &amp; &#50;"><!-- no --><x>č&lt;&#x41;</x><y/><![CDATA[<raw>&amp;]]> 🙂</a:r>';

describe('events', () => {
	test('come with local names, references resolved', () => {
		expect(eventsOf(XML)).toEqual([
			'<r [["xmlns:a","urn:x"],["b","1 & 2"]]',
			'<x []',
			'č<A',
			'>x',
			'<y []',
			'>y',
			'<raw>&amp;',
			' 🙂',
			'>r',
		]);
	});

	test('are the same wherever the text is cut', () => {
		fc.assert(
			fc.property(fc.array(fc.nat(), { maxLength: 8 }), (places) => {
				expect(eventsOf(XML, cut(XML, places))).toEqual(eventsOf(XML));
			}),
		);
	});

	test('a byte order mark and line ends before the first tag do no harm', () => {
		expect(eventsOf('', ['\uFEFF', '\r\n ', '<?xml version="1.0" encoding="utf-16"?><a/>'])).toEqual(['<a []', '>a']);
	});
});

describe('what is refused', () => {
	test.each([
		['<a>', 'broken XML'],
		['<a></b>', 'broken XML'],
		['<a b="1" b="2"/>', 'broken XML'],
		['<a>&nope;</a>', 'broken XML (undefined entity)'],
		['<a>&#0;</a>', 'broken XML'],
		['<a>\u0001</a>', 'broken XML'],
		['', 'broken XML'],
		['text', 'broken XML'],
		['<!DOCTYPE a><a/>', 'a document type'],
		['<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'a document type'],
		['<!DOCTYPE a SYSTEM "file:///etc/hostname"><a/>', 'a document type'],
	])('%s', (xml, told) => {
		const fault = refusal(xml);
		expect(fault).toBeInstanceOf(Fault);
		expect(fault.kind).toBe('unreadable');
		expect(fault.message).toContain(told);
		expect(fault.message).toContain('when asked to read the list');
	});

	test('what is too deep, too long or too much', () => {
		expect(refusal('<a>'.repeat(5), { depth: 4 }).message).toContain('deeper than 4');
		expect(refusal('<a b="" c="" d=""/>', { attributes: 2 }).message).toContain('more than 2 attributes');
		expect(refusal(`<a>${'x'.repeat(99)}</a>`, { characters: 50 }).message).toContain('longer than 50');
	});

	test('a value that never ends, before it fills the memory', () => {
		const reader = new XmlReader(SOURCE, {}, { ...LIMITS, token: 1_000 });
		reader.write('<a>');
		expect(() => {
			for (let piece = 0; piece < 1_000; piece++) reader.write('x'.repeat(100));
		}).toThrow('a value of more than 1000 characters');
		const doctype = new XmlReader(SOURCE, {}, { ...LIMITS, token: 1_000 });
		expect(() => {
			for (let piece = 0; piece < 1_000; piece++) doctype.write(piece === 0 ? '<!DOCTYPE a [' : '<!ENTITY b "c">');
		}).toThrow('more than 1000 characters');
	});
});

describe('a tree', () => {
	const root = treeOf('<R State="FAIL"><d LEVEL="x"><text>one</text></d><list><d/><d>two</d></list></R>', SOURCE);

	test('is asked in any case', () => {
		expect(attributeOf(root.attributes, 'STATE')).toBe('FAIL');
		expect(attributeOf({ 'x:Name': 'a' }, 'name')).toBe('a');
		expect(childOf(root, 'D')?.attributes).toMatchObject({ LEVEL: 'x' });
		expect([...everyOf(root, 'D')].map(({ text }) => text)).toEqual(['', '', 'two']);
		expect(findIn(root, 'TEXT')?.text).toBe('one');
		expect(findIn(root, 'nope')).toBeUndefined();
		expect(valueIn(childOf(root, 'd'), 'text')).toBe('one');
		expect(valueIn(undefined, 'x')).toBeUndefined();
	});

	test('does not grow without end', () => {
		expect(() => treeOf(`<a>${'<b/>'.repeat(200_001)}</a>`, SOURCE)).toThrow('more than 200000 elements');
	});
});

test.each([
	['<a/>', 'xml'],
	['\uFEFF \n<?xml version="1.0"?><a/>', 'xml'],
	['<!DOCTYPE html><html>', 'page'],
	['<?xml version="1.0"?>\n<!DOCTYPE html>', 'page'],
	['<HTML><body>', 'page'],
	['  \n', 'empty'],
	['ERROR: no', 'text'],
	['< a', 'text'],
])('%j is %s', (start, kind) => {
	expect(kindOf(start)).toBe(kind);
});
