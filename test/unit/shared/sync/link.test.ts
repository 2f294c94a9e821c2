import * as fc from 'fast-check';
import { Fault } from '../../../../nodes/shared/fault';
import {
	appendLink,
	linkKey,
	LinkIndex,
	readLinks,
	withoutLinks,
	writeLink,
	type Link,
} from '../../../../nodes/shared/sync/link';

const part = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
const awkward = fc.constantFrom('a/b', 'a#b', 'a]b', '%41', 'Олена', '<b>', '&amp;', "o'n", '*x*', 'a b\nc', '🦊');
const name = fc.oneof(part, awkward);
const url = fc.oneof(
	fc.webUrl({ withQueryParameters: true, withFragments: true }),
	fc.constantFrom('https://crm.example/r?a=1&b=2&amp;c=[3]', 'http://127.0.0.1:80/x'),
);
const link: fc.Arbitrary<Link> = fc.record(
	{ system: name, id: name, change: name, url },
	{ requiredKeys: ['system', 'id'] },
);
const text = fc.oneof(
	fc.string({ unit: 'grapheme', maxLength: 60 }),
	fc.lorem(),
	fc.constantFrom('two\nlines', 'a < b\r\nc > d\r\n', '', '  '),
);

/** An address comes back as it was written, with its special characters encoded. */
const written = (one: Link): Link => ({ ...one, ...(one.url && { url: readLinks(writeLink(one))[0]?.url }) });

const escaped = (plain: string) =>
	plain
		.replace(/&/g, '&amp;')
		.replace(/</g, '&lt;')
		.replace(/>/g, '&gt;')
		.replace(/"/g, '&quot;')
		.replace(/'/g, '&#039;');

describe('writeLink and readLinks', () => {
	it('keep any system, id and change in one line of ASCII', () => {
		fc.assert(
			fc.property(link, (one) => {
				const line = writeLink(one);
				expect(line).toMatch(/^[ -~]+$/);
				const [read, ...more] = readLinks(line);
				expect(more).toEqual([]);
				expect({ ...read, url: undefined }).toEqual({ ...one, url: undefined });
				expect(new URL(read?.url ?? 'http://none').href.replace(/%3B/g, ';').replace(/%27/g, "'")).toBe(
					new URL(one.url ?? 'http://none').href.replace(/%3B/g, ';').replace(/%27/g, "'"),
				);
				expect(writeLink(read!)).toBe(line);
			}),
			{ numRuns: 500 },
		);
	});

	it('writes what a human can read', () => {
		expect(writeLink({ system: 'NetHunt', id: '65a0c1', url: 'https://crm.example/r/65a0c1' })).toBe(
			'[source:NetHunt/65a0c1] https://crm.example/r/65a0c1',
		);
		expect(writeLink({ system: 'Helios Green', id: '7/2026', change: '3' })).toBe('[source:Helios%20Green/7%2F2026#3]');
	});

	it('refuses a link that leads nowhere', () => {
		expect(() => writeLink({ system: '', id: '1' })).toThrow('has no system');
		expect(() => writeLink({ system: 'A', id: '' })).toThrow('has no id');
		expect(() => writeLink({ system: 'A', id: '\ud800' })).toThrow(Fault);
		expect(() => writeLink({ system: 'A', id: '1', url: 'javascript:alert(1)' })).toThrow(Fault);
	});

	it('reads the last lines through what vendors make of them', () => {
		const dressings: ((plain: string) => string)[] = [
			(plain) => plain,
			(plain) => `${plain}\n\n  `,
			(plain) => `${plain.replace(/\n/g, '  \r\n')}\r\n`,
			(plain) => escaped(plain).replace(/\r\n|[\n\r]/g, '<br>'),
			(plain) => `${escaped(plain).replace(/\r\n|[\n\r]/g, '<br />\n')}<br/>`,
			(plain) =>
				`<p>${escaped(plain)
					.split(/\r\n|[\n\r]/)
					.join('</p><p class="x">')}</p>\n`,
			(plain) =>
				escaped(plain)
					.split(/\r\n|[\n\r]/)
					.join('<div>')
					.replace(/https?:\/\/\S+$/, (one) => `<a href="${one}" target="_blank">${one}</a>`),
		];
		fc.assert(
			fc.property(
				text,
				fc.array(link, { minLength: 1, maxLength: 3 }),
				fc.constantFrom(...dressings),
				(before, links, dress) => {
					fc.pre(readLinks(before).length === 0);
					const whole = [before, ...links.map(writeLink)].join('\n');
					expect(readLinks(dress(whole))).toEqual(links.map(written));
				},
			),
			{ numRuns: 1000 },
		);
	});

	it('never reads from the middle of a text', () => {
		fc.assert(
			fc.property(link, text, (one, after) => {
				fc.pre(after.replace(/<[^>]*>/g, '').trim() !== '' && readLinks(after).length === 0);
				expect(readLinks(`${writeLink(one)}\n${after}`)).toEqual([]);
				expect(readLinks(`see ${writeLink(one)}`)).toEqual([]);
			}),
		);
	});

	it.each([
		['[source:A/%zz]'],
		['[source:A]'],
		['[source:A/1] ftp://x'],
		['[source:A/1] https://x.example and more'],
		['[Source:A/1]'],
		[''],
	])('does not take %p for a link', (line) => {
		expect(readLinks(`text\n${line}`)).toEqual([]);
	});

	it('reads an address that the vendor shortened for display', () => {
		const html =
			'Hello<br>[source:A/1] <a target="_blank" href="https://x.example/long?a=1&amp;b=2">https://x.exa…</a>';
		expect(readLinks(html)).toEqual([{ system: 'A', id: '1', url: 'https://x.example/long?a=1&b=2' }]);
	});
});

describe('appendLink', () => {
	it('adds a last line that reads back, once', () => {
		fc.assert(
			fc.property(text, link, (plain, one) => {
				const linked = appendLink(plain, one);
				expect(linked.startsWith(plain)).toBe(true);
				expect(readLinks(linked).at(-1)).toEqual(written(one));
				expect(appendLink(linked, one)).toBe(linked);
				expect(linked).toHaveLength(appendLink(plain, one, linked.length).length);
				expect(() => appendLink(plain, one, linked.length - 1, 'Description')).toThrow(Fault);
			}),
			{ numRuns: 500 },
		);
	});

	it('is taken off again', () => {
		fc.assert(
			fc.property(text, link, (plain, one) => {
				fc.pre(withoutLinks(plain) === plain);
				expect(withoutLinks(appendLink(plain, one))).toBe(plain.replace(/\r\n?/g, '\n').trimEnd());
			}),
		);
	});

	it('says by how much a text is too long', () => {
		expect(() => appendLink('x'.repeat(90), { system: 'A', id: '1' }, 100)).toThrow(
			'Text is 103 characters long with the link to its source record; 100 are allowed.',
		);
	});

	it('keeps the links of other records and other changes', () => {
		const first = appendLink('Task', { system: 'A', id: '1', change: 'x' });
		const second = appendLink(first, { system: 'A', id: '1', change: 'y' });
		expect(readLinks(second).map((one) => one.change)).toEqual(['x', 'y']);
	});
});

describe('linkKey', () => {
	it('is the same for the same record and change only', () => {
		fc.assert(
			fc.property(link, link, (a, b) => {
				const same = a.system === b.system && a.id === b.id;
				expect(linkKey(a, true) === linkKey(b, true)).toBe(same);
				expect(linkKey(a) === linkKey(b)).toBe(same && a.change === b.change);
				expect(linkKey(a)).toBe(linkKey({ ...a, url: undefined }));
			}),
		);
	});
});

describe('LinkIndex', () => {
	it('lets one of many claimants create, and tells the others the id', async () => {
		const index = new LinkIndex([['known', 'r0']]);
		expect(index.claim('known')).toEqual({ state: 'known', id: 'r0' });
		const mine = index.claim('new');
		const theirs = index.claim('new');
		if (mine.state !== 'yours' || theirs.state !== 'taken') throw new Error('claims were mixed up');
		mine.settle('r1');
		expect(await theirs.settled).toBe('r1');
		expect(index.get('new')).toBe('r1');
		expect(index.claim('new')).toEqual({ state: 'known', id: 'r1' });
	});

	it('gives a released key to the next claimant, and ignores whoever comes late', async () => {
		const index = new LinkIndex();
		const first = index.claim('k');
		const waiting = index.claim('k');
		if (first.state !== 'yours' || waiting.state !== 'taken') throw new Error('claims were mixed up');
		first.release();
		expect(await waiting.settled).toBeUndefined();
		const second = index.claim('k');
		if (second.state !== 'yours') throw new Error('the key was not released');
		first.settle('late');
		expect(index.get('k')).toBeUndefined();
		expect(index.claim('k').state).toBe('taken');
		second.settle('r2');
		expect(index.get('k')).toBe('r2');
	});

	it('creates once per key, however the claims interleave and whichever fail', async () => {
		const item = fc.record({ key: fc.constantFrom('a', 'b', 'c'), fails: fc.boolean() });
		await fc.assert(
			fc.asyncProperty(fc.scheduler(), fc.array(item, { maxLength: 10 }), async (scheduler, items) => {
				const index = new LinkIndex();
				const created: string[] = [];
				const run = async ({ key, fails }: (typeof items)[number]): Promise<void> => {
					const claim = index.claim(key);
					if (claim.state === 'known') return;
					if (claim.state === 'taken') {
						if ((await claim.settled) === undefined) await run({ key, fails });
						return;
					}
					await scheduler.schedule(Promise.resolve());
					if (fails) return claim.release();
					created.push(key);
					claim.settle(`id of ${key}`);
				};
				const all = Promise.all(items.map(run));
				await scheduler.waitFor(all);
				expect(created.sort()).toEqual([...new Set(items.filter(({ fails }) => !fails).map(({ key }) => key))].sort());
			}),
		);
	});
});
