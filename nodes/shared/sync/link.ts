/**
 * The link from a record to the one it was made from, kept where a human sees it and a crash cannot lose it: as a marked
 * last line of a plain text, `[source:NetHunt/65a0c1#2026-02-10] https://crm.example/r/65a0c1`.
 */
import { badInput } from '../fault';

export interface Link {
	/** Name of the system, such as `NetHunt`. */
	system: string;
	/** Id of the record there. */
	id: string;
	/** The change of that record, where one record may lead to several. */
	change?: string;
	/** Address of the record for a human. */
	url?: string;
}

const LINE = /^\[source:([^/#\]\s]+)\/([^/#\]\s]+)(?:#([^/#\]\s]+))?\](?:\s+(https?:\/\/\S+))?$/;
const BREAK = /<(?:br|\/?(?:p|div|li|ul|ol|blockquote|pre))(?:\s[^<>]*)?\/?>/gi;
const TAG = /<\/?(?:span|a|b|i|u|em|strong|font|code)(?:\s[^<>]*)?>/gi;
const ANCHOR = /<a\s[^<>]*>[^<>]*<\/a>/gi;
const LONE_SURROGATE = /\p{Cs}/u;
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** Percent-encodes all that has a meaning in the line, in HTML or in Markdown, and all that is not ASCII. */
function encode(part: string, name: string): string {
	if (part === '') throw badInput(name, `The link to the source record has no ${name.toLowerCase()}.`);
	if (LONE_SURROGATE.test(part))
		throw badInput(name, `The ${name.toLowerCase()} of the source record is not valid text.`);
	return encodeURIComponent(part).replace(/[!'()*~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

function encodeAddress(url: string): string {
	if (!/^https?:\/\/\S/i.test(url) || LONE_SURROGATE.test(url)) {
		throw badInput('Link', 'The address of the source record does not begin with http:// or https://.');
	}
	return url
		.replace(/[^!-~]|["'<>\\^`{|}]/gu, (char) => (char === "'" ? '%27' : encodeURIComponent(char)))
		.replace(/&(#?\w+);/g, '&$1%3B')
		.replace(/^https?/i, (scheme) => scheme.toLowerCase());
}

/**
 * The marked line, in ASCII.
 * @throws Fault `input` when system or id is empty, or the address is not one of the web
 */
export function writeLink({ system, id, change, url }: Link): string {
	const mark = `${encode(system, 'System')}/${encode(id, 'ID')}${change ? `#${encode(change, 'Change')}` : ''}`;
	return `[source:${mark}]${url ? ` ${encodeAddress(url)}` : ''}`;
}

/** Two links with one key lead to the same record (and change, unless `wholeRecord`). */
export function linkKey({ system, id, change }: Link, wholeRecord = false): string {
	return writeLink({ system, id, change: wholeRecord ? undefined : change }).slice('[source:'.length, -1);
}

function readLine(line: string): Link | undefined {
	const found = LINE.exec(line.trim());
	if (!found) return undefined;
	const [, system = '', id = '', change, url] = found;
	try {
		const link: Link = { system: decodeURIComponent(system), id: decodeURIComponent(id) };
		if (change) link.change = decodeURIComponent(change);
		if (url) link.url = url;
		return link;
	} catch {
		return undefined;
	}
}

/** The address that an HTML link leads to, written out: its label, unless that is shortened or no address at all. */
function addressOf(anchor: string): string {
	const label = anchor.slice(anchor.indexOf('>') + 1, -'</a>'.length).trim();
	if (/^https?:\/\/[^…\s]+$/.test(label) && !label.endsWith('...')) return label;
	return /\shref=["']([^"']*)["']/i.exec(anchor)?.[1] ?? label;
}

/** Plain text of what a vendor may have wrapped in HTML. Only its own tags are touched, so that "a < b" stays. */
function withoutHtml(text: string): string {
	return text
		.replace(ANCHOR, addressOf)
		.replace(BREAK, '\n')
		.replace(TAG, '')
		.replace(/&(?:#(\d{1,6})|#x([\da-f]{1,5})|(\w+));/gi, (whole, decimal?: string, hex?: string, name = '') => {
			const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : undefined;
			return code === undefined ? (ENTITIES[(name as string).toLowerCase()] ?? whole) : String.fromCodePoint(code);
		});
}

/** Splits off the marked lines at the end; blank lines around them are passed over. */
function splitLinks(text: string): { lines: string[]; links: Link[] } {
	const lines = text.split(/\r\n|\r|\n/);
	const links: Link[] = [];
	let end = lines.length;
	for (let at = end - 1; at >= 0; at--) {
		const line = lines[at]!;
		if (line.trim() === '') continue;
		const link = readLine(line);
		if (!link) break;
		links.unshift(link);
		end = at;
	}
	return { lines: lines.slice(0, links.length ? end : undefined), links };
}

/**
 * The links that stand on the last lines of a text, in their order: the newest last. Reads plain text and text that the
 * vendor gives back as HTML. A marked line with other text below it is not a link.
 */
export const readLinks = (text: string): Link[] => splitLinks(withoutHtml(text)).links;

/** A plain text without the marked lines at its end. */
export function withoutLinks(text: string): string {
	const { lines, links } = splitLinks(text);
	return links.length ? lines.join('\n').trimEnd() : text;
}

/**
 * The text with the link as its last line; a link that stands there already is not added again.
 * @param maxLength what the vendor allows, in characters
 * @throws Fault `input` when that is exceeded: a text is refused, never cut
 */
export function appendLink(text: string, link: Link, maxLength = Infinity, field = 'Text'): string {
	const key = linkKey(link);
	const present = splitLinks(text).links.some((other) => linkKey(other) === key);
	const separator = text === '' || /[\r\n]$/.test(text) ? '' : '\n';
	const linked = present ? text : `${text}${separator}${writeLink(link)}`;
	if (linked.length <= maxLength) return linked;
	const message = `${field} is ${linked.length} characters long with the link to its source record; ${maxLength} are allowed.`;
	throw badInput(field, message, `Shorten ${field} by ${linked.length - maxLength} characters.`);
}

/** What `LinkIndex.claim` answers: the record is known, you create it, or somebody is creating it now. */
export type Claim =
	| { state: 'known'; id: string }
	| { state: 'yours'; settle(id: string): void; release(): void }
	| { state: 'taken'; settled: Promise<string | undefined> };

/** Which record belongs to which key, during one run. */
export class LinkIndex {
	private readonly ids: Map<string, string>;
	private readonly claims = new Map<string, Promise<string | undefined>>();

	constructor(known: Iterable<readonly [key: string, id: string]> = []) {
		this.ids = new Map(known);
	}

	get(key: string): string | undefined {
		return this.ids.get(key);
	}

	set(key: string, id: string): void {
		this.ids.set(key, id);
	}

	/**
	 * Holds a key until it is settled with the id of the created record, or released because nothing was created; so two
	 * items with one key never both create. Whoever finds it taken waits for the id, and claims again if there is none.
	 */
	claim(key: string): Claim {
		const id = this.ids.get(key);
		if (id !== undefined) return { state: 'known', id };
		const held = this.claims.get(key);
		if (held) return { state: 'taken', settled: held };
		let resolve: (id?: string) => void = () => {};
		const settled = new Promise<string | undefined>((done) => (resolve = done));
		const end = (created?: string) => {
			// A claim ends once; a late release must not end somebody else's.
			if (this.claims.get(key) !== settled) return;
			this.claims.delete(key);
			if (created !== undefined) this.ids.set(key, created);
			resolve(created);
		};
		this.claims.set(key, settled);
		return { state: 'yours', settle: end, release: () => end() };
	}
}
