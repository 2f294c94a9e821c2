import fc from 'fast-check';

import {
	MARKED_LINE,
	plainText,
	readDescription,
	writeDescription,
} from '../../../nodes/GoogleCalendar/sync/description';
import { htmlOfText, textOfHtml } from '../../../nodes/GoogleCalendar/sync/html';

/** Texts full of what could be taken for HTML, for the marked line, or for nothing. */
const text = fc
	.array(
		fc.oneof(
			fc.string({ unit: 'grapheme', maxLength: 8 }),
			fc.constantFrom(
				...['<b>', '</p>', '<br/>', '<a href="https://x.test">', '&amp;', '&#39;', '&nbsp;', '&lt', '<3', '\n', '\r\n'],
				...[
					MARKED_LINE,
					'CRM (read-only)',
					'crm\u200b (read only)',
					'\u200b',
					'--- ',
					'ž\u030c',
					'\u00a0',
					'🙂',
					'<li>',
				],
			),
		),
		{ maxLength: 12 },
	)
	.map((parts) => parts.join(''));

describe('a description', () => {
	test('reads back as what it was made of, whatever people write', () => {
		fc.assert(
			fc.property(text, text, (notes, shown) => {
				const described = { notes: plainText(notes), shown: plainText(shown) };
				expect(readDescription(writeDescription({ notes, shown }))).toEqual(described);
			}),
			{ numRuns: 2_000 },
		);
	});

	test('is written the same way once it was read', () => {
		fc.assert(
			fc.property(text, (typed) => {
				const read = readDescription(typed);
				expect(readDescription(writeDescription(read))).toEqual(read);
			}),
			{ numRuns: 2_000 },
		);
	});

	test('has the marked line only where something is shown', () => {
		expect(writeDescription({ notes: 'Bring the offer', shown: '' })).toBe('Bring the offer');
		expect(writeDescription({ notes: '', shown: 'Priority: high' })).toBe(`${MARKED_LINE}\nPriority: high`);
		expect(writeDescription({ notes: 'A\r\nB', shown: 'P: 1' })).toBe(`A\nB\n\n${MARKED_LINE}\nP: 1`);
	});

	test.each([
		['--- CRM (read-only) ---'],
		['---CRM (Read-Only)---'],
		['— crm ( read only ) —'],
		['–– CRM (read\u2011only) ––'],
		['CRM (read-only)'],
		['   ---   CRM   (READ-ONLY)   '],
		['<b>--- CRM (read-only) ---</b>'],
		['<p>---&nbsp;CRM (read-only)&nbsp;---</p>'],
		['--- <i>CRM</i> (read-only) ---'],
	])('knows its marked line again as %j', (line) => {
		expect(readDescription(`Notes<br>${line}<br>Priority: high`)).toEqual({ notes: 'Notes', shown: 'Priority: high' });
	});

	test('knows the marked line behind a line break that was deleted', () => {
		const read = readDescription('Call them --- CRM (read-only) --- Priority: high');
		expect(read).toEqual({ notes: 'Call them', shown: 'Priority: high' });
	});

	test('does not take words of somebody for the marked line', () => {
		const notes = 'Our CRM (read-only) is down';
		expect(readDescription(notes)).toEqual({ notes, shown: '' });
	});

	test('ends at the first marked line: nothing below it is anybody’s', () => {
		const twice = `mine\n${MARKED_LINE}\nPriority: low\ntyped below\n${MARKED_LINE}\nmore`;
		expect(readDescription(twice).notes).toBe('mine');
	});

	test('is read in bounded time, however it looks', () => {
		for (const part of ['-', ' ', '\n', '- ', '<b', 'crm (', '&#1', '--- crm (read']) {
			expect(readDescription(part.repeat(20_000)).shown).toBe('');
		}
	});
});

describe('the HTML of Google’s screens', () => {
	test.each([
		['a<br>b<br/>c', 'a\nb\nc'],
		['a &nbsp;b', 'a  b'],
		['<p>first</p><p>second</p>', 'first\nsecond\n'],
		['<div>a</div><div><br></div><div>b</div>', 'a\n\nb\n'],
		['<ul><li>one</li><li>two</li></ul>', '- one\n- two\n'],
		['R&amp;D &lt;5&gt; &quot;x&quot; &#39;y&#39; &#x17E;', 'R&D <5> "x" \'y\' ž'],
		['<html-blob>x <u></u></html-blob>', 'x '],
		['<span style="color:red">red</span>', 'red'],
		['Anna <anna@example.com> a < b && c > d', 'Anna <anna@example.com> a < b && c > d'],
		['&unknown; &#xd800; &#99999999;', '&unknown; &#xd800; &#99999999;'],
	])('%j is %j', (html, plain) => {
		expect(textOfHtml(html)).toBe(plain);
	});

	test('a link keeps the address that its text does not tell', () => {
		expect(textOfHtml('<a href="https://x.test/a?b=1&amp;c=2">https://x.test/a?b=1&amp;c=2</a>')).toBe(
			'https://x.test/a?b=1&c=2',
		);
		expect(textOfHtml('<a href="mailto:a@x.test">a@x.test</a>')).toBe('a@x.test');
		expect(textOfHtml('<a href="https://x.test/offer.pdf">the offer</a>!')).toBe(
			'the offer (https://x.test/offer.pdf)!',
		);
		expect(textOfHtml('<a href="https://www.google.com/url?q=https%3A%2F%2Fx.test&amp;sa=D">offer</a>')).toBe(
			'offer (https://x.test)',
		);
		expect(textOfHtml('<a href="javascript:void">x</a><a>y</a></a>')).toBe('xy');
	});

	test('a plain text that Google’s screen has made HTML of is the text that it was', () => {
		const byGoogle = (plain: string) =>
			plain
				.replaceAll('&', '&amp;')
				.replaceAll('<', '&lt;')
				.replaceAll('>', '&gt;')
				.replaceAll('  ', ' &nbsp;')
				.replaceAll('\n', '<br>')
				.replace(/https:\/\/[^\s<]+/g, (url) => `<a href="${url}" target="_blank">${url}</a>`);
		const said = fc.array(fc.constantFrom('a', 'b & c', 'd < e', '  ', '\n', 'https://x.test/?p=1&q=2 ', '"', 'ž'));
		fc.assert(
			fc.property(said, (parts) => {
				const notes = plainText(parts.join(''));
				expect(readDescription(byGoogle(writeDescription({ notes, shown: 'P: 1' })))).toEqual({ notes, shown: 'P: 1' });
			}),
		);
	});

	test('a text is escaped only where it must be', () => {
		expect(htmlOfText('5 < 6 & 7 > 6, Anna <a@x.test>')).toBe('5 < 6 & 7 > 6, Anna <a@x.test>');
		expect(htmlOfText('use <b>')).toBe('use &lt;b&gt;');
	});
});
