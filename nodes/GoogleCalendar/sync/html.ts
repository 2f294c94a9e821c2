/**
 * Takes off the HTML that Google's screens put into a description (google-calendar.md A), and nothing else: what merely looks
 * like a tag (`<anna@example.com>`, `a < b`) stays. Pure.
 */

const BLOCKS = 'address|article|blockquote|center|dd|div|dl|dt|h[1-6]|li|ol|p|pre|section|table|tbody|thead|tr|ul';
const INLINE =
	'a|abbr|b|big|code|em|font|html-blob|i|img|ins|del|mark|s|small|span|strike|strong|sub|sup|td|th|tt|u|wbr';
const MARKUP = new RegExp(
	`<(/?)(br|hr|${BLOCKS}|${INLINE})(?=[\\s/>])([^<>]*)>|&(#\\d{1,7}|#x[0-9a-f]{1,6}|amp|lt|gt|quot|apos|nbsp);`,
	'giu',
);
const IS_BLOCK = new RegExp(`^(?:${BLOCKS})$`, 'iu');
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
const HREF = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/iu;

/** What a person reads there, lines ended by `\n`. */
export function textOfHtml(html: string): string {
	const reading = new Reading();
	let from = 0;
	for (const found of html.matchAll(MARKUP)) {
		reading.put(html.slice(from, found.index));
		from = found.index + found[0].length;
		const [, closing, tag, attributes = '', entity] = found;
		if (entity !== undefined) reading.put(charOf(entity));
		else reading.tag(tag!.toLowerCase(), closing === '/', attributes);
	}
	reading.put(html.slice(from));
	return reading.text;
}

/** A text that reads back as itself: written as it is, unless something in it would be taken for HTML. */
export function htmlOfText(text: string): string {
	if (textOfHtml(text) === text) return text;
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function charOf(entity: string): string {
	if (!entity.startsWith('#')) return NAMED[entity.toLowerCase()]!;
	const isHex = /^#x/i.test(entity);
	const code = parseInt(entity.slice(isHex ? 2 : 1), isHex ? 16 : 10);
	if (code === 0xa0) return ' ';
	const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
	return isCharacter ? String.fromCodePoint(code) : `&${entity};`;
}

class Reading {
	text = '';
	private link: { href: string; at: number } | undefined;

	put(text: string): void {
		this.text += text;
	}

	tag(name: string, isClosing: boolean, attributes: string): void {
		if (name === 'br') this.put('\n');
		else if (name === 'a') this.anchor(isClosing, attributes);
		else if (name === 'hr' || IS_BLOCK.test(name)) {
			if (this.text !== '' && !this.text.endsWith('\n')) this.put('\n');
			if (name === 'li' && !isClosing) this.put('- ');
		}
	}

	/** An address that the shown text does not tell is told behind it, or it would be lost. */
	private anchor(isClosing: boolean, attributes: string): void {
		if (!isClosing) {
			const [, double, single, bare] = HREF.exec(attributes) ?? [];
			this.link = { href: textOfAttribute(double ?? single ?? bare ?? ''), at: this.text.length };
			return;
		}
		const { link } = this;
		this.link = undefined;
		if (!link || !/^(?:https?|mailto):/i.test(link.href)) return;
		const shown = this.text.slice(link.at).trim();
		if (link.href.includes(shown) || /^(?:https?:|www\.)/i.test(shown)) return;
		this.put(` (${target(link.href)})`);
	}
}

const textOfAttribute = (value: string): string =>
	value.replace(/&(?:amp|#38);/gi, '&').replace(/&(?:quot|#34);/gi, '"');

/** Google leads links through an address of its own. */
function target(href: string): string {
	const found = /^https?:\/\/www\.google\.com\/url\?(?:[^#]*&)?q=([^&#]+)/i.exec(href)?.[1];
	if (found === undefined) return href;
	try {
		return decodeURIComponent(found);
	} catch {
		return href;
	}
}
