import fc from 'fast-check';

import { accessOf } from '../../../nodes/HeliosGreen/access';
import { openHeliosGreen } from '../../../nodes/HeliosGreen/open';
import { RowReader, type PlainRow } from '../../../nodes/HeliosGreen/rows';
import { ServiceGate } from '../../../nodes/HeliosGreen/service';
import { momentsIn } from '../../../nodes/HeliosGreen/values';
import type { Fault } from '../../../nodes/shared/fault';
import { ElementText } from '../../../nodes/shared/xml/elementText';
import { XmlReader } from '../../../nodes/shared/xml/reader';
import { textFrom } from '../../../nodes/shared/xml/utf8';
import { answer, VendorServer } from '../../support/vendorServer';
import { wireHost } from '../../support/wireHost';

let vendor: VendorServer;
beforeAll(async () => void (vendor = await VendorServer.start()));
beforeEach(() => vendor.reset());
afterAll(async () => await vendor.stop());

const values = () => ({
	serviceGateAddress: `${vendor.url}/A`,
	databaseProfile: 'P',
	userName: 'u',
	password: 'some-password',
});
const host = () => wireHost({ credential: { name: 'heliosGreenApi' }, values: values() as never });
const gate = () => new ServiceGate(host(), accessOf(values(), 'UTC'));
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const envelope = (operation: string, inside: string, before = '') =>
	`${before}<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><${operation}Response xmlns="http://lcs.cz/webservices/"><${operation}Result>${inside}</${operation}Result></${operation}Response></s:Body></s:Envelope>`;
const refusedBy = async (work: Promise<unknown>): Promise<Fault> =>
	await work.then(
		(value) => Promise.reject(new Error(`It went well: ${String(value)}`)),
		(error: Fault) => error,
	);

const SOURCE = { vendor: 'Helios', doing: 'read' };

async function rowsFrom(pieces: Iterable<Buffer>): Promise<PlainRow[]> {
	const rows = new RowReader(SOURCE, momentsIn('Europe/Prague'));
	const inner = new XmlReader(SOURCE, rows);
	const outer = new ElementText('ProcessXmlResult', SOURCE);
	async function* chunks() {
		yield* pieces;
	}
	for await (const piece of textFrom(chunks(), SOURCE)) inner.write(outer.write(piece));
	outer.end();
	inner.end();
	return rows.take();
}

describe('rows are the same wherever their answer is cut', () => {
	const result =
		'<?xml version="1.0" encoding="windows-1250"?>\r\n<BROWSERESULT STATE="SUCCESS"><browse><data><Datastore><Definition><Columns>' +
		'<Column Name="name" DataType="int"/><Column Name="t" DataType="string"/><Column Name="n" DataType="decimal"/></Columns></Definition><DataRows>' +
		'<DataRow name="1" t="Šroub &amp; &lt;Matka&gt; 🙂 &#10;&#x1F642;" n="1.50"/><DataRow><name>2</name><t><![CDATA[<a> &amp; ]]>b</t><n IsNull="True"/></DataRow>' +
		'<DataRow name="3" t=""/></DataRows></Datastore></data></browse></BROWSERESULT>';
	const expected = [
		{ name: 1, t: 'Šroub & <Matka> 🙂 \n🙂', n: 1.5 },
		{ name: 2, t: '<a> &amp; b', n: null },
		{ name: 3, t: '', n: null },
	];
	const documents = [
		envelope('ProcessXml', escaped(result), '\uFEFF<?xml version="1.0" encoding="utf-8"?>\r\n'),
		envelope('ProcessXml', `<![CDATA[${result.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`),
	].map((text) => Buffer.from(text));

	test.each([0, 1])('at every byte, in two pieces (form %i)', async (form) => {
		const bytes = documents[form]!;
		for (let at = 0; at <= bytes.length; at++) {
			expect(await rowsFrom([bytes.subarray(0, at), bytes.subarray(at)])).toEqual(expected);
		}
	});

	test('in pieces of any size', async () => {
		await fc.assert(
			fc.asyncProperty(fc.constantFrom(...documents), fc.integer({ min: 1, max: 40 }), async (bytes, size) => {
				const pieces: Buffer[] = [];
				for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
				expect(await rowsFrom(pieces)).toEqual(expected);
			}),
			{ numRuns: 60 },
		);
	});
});

const ENTITIES =
	'<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;"><!ENTITY f SYSTEM "file:///etc/hostname">]>';

describe('the sign-in refuses', () => {
	test.each<[string, () => string]>([
		['a document type', () => envelope('LogOn', '&f;', ENTITIES)],
		[
			'one in other case and after a comment',
			() => envelope('LogOn', '&y;', `<!-- -->${ENTITIES.replace('DOCTYPE', 'doctype')}`),
		],
		['an entity that is not declared', () => envelope('LogOn', '&nbsp;1,2')],
		['elements nested without end', () => envelope('LogOn', '<a>'.repeat(100_000) + '</a>'.repeat(100_000))],
		['a text of many megabytes', () => envelope('LogOn', 'x'.repeat(5_000_000))],
		[
			'a name that would change what all objects have',
			() => envelope('LogOn', '<__proto__><polluted>1</polluted></__proto__>'),
		],
		['a session with a control character', () => envelope('LogOn', '1&#0;,2')],
	])('%s', async (_, body) => {
		vendor.otherwise = answer(200, body());
		expect(await refusedBy(gate().logOn())).toMatchObject({
			name: 'Fault',
			kind: expect.stringMatching(/unreadable|unauthorized/),
		});
		expect(({} as Record<string, unknown>).polluted).toBeUndefined();
	});
});

describe('an answer to a message refuses', () => {
	const asked = async (body: string | Buffer) => {
		vendor.queue = [answer(200, envelope('LogOn', '123456,900'))];
		vendor.otherwise = answer(200, body as string);
		const api = await openHeliosGreen(host());
		return await refusedBy(api.run({ function: '1', input: { style: 'none' } }));
	};

	test.each<[string, () => string, string]>([
		['a document type around the result', () => envelope('ProcessXml', '&y;', ENTITIES), 'a document type'],
		['one inside of it', () => envelope('ProcessXml', escaped(`${ENTITIES}<a>&y;</a>`)), 'a document type'],
		['one inside of CDATA', () => envelope('ProcessXml', `<![CDATA[${ENTITIES}<a>&y;</a>]]>`), 'a document type'],
		['one in the middle', () => envelope('ProcessXml', escaped(`<a>${ENTITIES}</a>`)), 'XML'],
		['an entity', () => envelope('ProcessXml', escaped('<a>&y;</a>')), 'undefined entity'],
		['deep nesting', () => envelope('ProcessXml', escaped('<a>'.repeat(101))), 'nested deeper'],
		['deep nesting around the result', () => '<a>'.repeat(200_000), 'nested deeper'],
		[
			'a long attribute',
			() => envelope('ProcessXml', escaped(`<a b="${'x'.repeat(20_000_000)}"/>`)),
			'more than 16777216 characters',
		],
		[
			'a long text',
			() => envelope('ProcessXml', escaped(`<a>${'x'.repeat(50_000_000)}</a>`)),
			'more than 16777216 characters',
		],
		[
			'many long texts',
			() => envelope('ProcessXml', escaped(`<a>${`<b>${'x'.repeat(10_000_000)}</b>`.repeat(7)}</a>`)),
			'characters in all',
		],
		[
			'many attributes',
			() => envelope('ProcessXml', escaped(`<a ${Array.from({ length: 2_001 }, (_, at) => `a${at}=""`).join(' ')}/>`)),
			'more than 2000 attributes',
		],
		['a control character', () => envelope('ProcessXml', escaped('<a>\u0001</a>')), 'does not allow'],
		['one by its number', () => envelope('ProcessXml', '&lt;a&gt;&amp;#0;&lt;/a&gt;'), 'broken XML'],
	])('%s', async (_, body, told) => {
		const fault = await asked(body());
		expect(fault).toMatchObject({ name: 'Fault', kind: 'unreadable' });
		expect(fault.message).toContain(told);
		expect(fault.message.length).toBeLessThan(500);
	});

	test('another encoding than UTF-8, by its name', async () => {
		const text = envelope('ProcessXml', escaped('<a>x</a>'), '<?xml version="1.0" encoding="windows-1250"?>');
		const fault = await asked(Buffer.concat([Buffer.from(text), Buffer.from([0x8a, 0xe8])]));
		expect(fault.message).toContain('not UTF-8');
	});
});

test('a list of results of any length is read', async () => {
	const records = '<RECORD CLASSID="1" recordNumber="5"/>'.repeat(150_000);
	vendor.queue = [answer(200, envelope('LogOn', '123456,900'))];
	vendor.otherwise = answer(
		200,
		envelope(
			'ProcessXml',
			escaped(`<RUNRESULT STATE="SUCCESS"><RESULTEDRECORDS>${records}</RESULTEDRECORDS></RUNRESULT>`),
		),
	);
	const api = await openHeliosGreen(host());
	const result = await api.run({ function: '1', input: { style: 'none' } });
	expect(result.records).toHaveLength(150_000);
});
