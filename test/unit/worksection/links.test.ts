import { linksIn } from '../../../nodes/Worksection/links';

const a = { system: 'NetHunt', id: 'a' };
const b = { system: 'NetHunt', id: 'b' };

describe('the links of a task', () => {
	it.each([
		['at the end', 'Call\r\n[source:NetHunt/a]', [a]],
		['with text below', 'Call\n[source:NetHunt/a]\nDone\n', [a]],
		['with text below that names another one', '[source:NetHunt/a]\nas in [source:NetHunt/b] there\nAnn', [a]],
		['at the end before those further up', '[source:NetHunt/b]\nnote\n[source:NetHunt/a]', [a]],
		['nearest to the end', '[source:NetHunt/b]\nnote\n[source:NetHunt/a]\nAnn', [a]],
		['several together', '[source:NetHunt/b]\n[source:NetHunt/a]\nAnn', [b, a]],
		['in HTML', '<p>Call</p><p>[source:NetHunt/a]</p><p>Ann</p>', [a]],
		['with an address in HTML', 'Call<br />[source:NetHunt/a] <a href="https://x.example/a">x</a><br />Ann', [a]],
		['none inside a sentence', 'as in [source:NetHunt/a] there\nAnn', []],
		['none', 'Call', []],
	])('%s', (_, text, links) => {
		expect(linksIn(text).map(({ system, id }) => ({ system, id }))).toEqual(links);
	});

	it('are looked for near the end of a long text only', () => {
		expect(linksIn(`[source:NetHunt/a]\n${'x [source:NetHunt/b] y\n'.repeat(2_000)}`)).toEqual([]);
	});
});
