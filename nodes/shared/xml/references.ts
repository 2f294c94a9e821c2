const NAMED = new Map([
	['lt', '<'],
	['gt', '>'],
	['amp', '&'],
	['quot', '"'],
	['apos', "'"],
]);
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/**
 * The text that XML means, in which no tag stands: the five entities and numeric references resolved, line ends made one.
 * @param broken makes the error for what XML does not allow
 */
export function decoded(xml: string, broken: (what: string) => Error): string {
	if (FORBIDDEN.test(xml)) throw broken('a character that XML does not allow');
	if (xml.includes(']]>')) throw broken('"]]>" in a text');
	const lines = xml.includes('\r') ? xml.replace(/\r\n?/g, '\n') : xml;
	if (!lines.includes('&')) return lines;
	// Those that escaped XML consists of go first and fast; an ampersand that was escaped itself cannot match them.
	const plain = lines.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"');
	if (!plain.includes('&')) return plain;
	return plain.replace(/&(#x[0-9a-f]+|#[0-9]+|\w+)?(;?)/gi, (_, name: string | undefined, end: string) => {
		const character = end === ';' && name ? (name.startsWith('#') ? numbered(name) : NAMED.get(name)) : undefined;
		if (character === undefined) throw broken('a reference that XML does not know');
		return character;
	});
}

function numbered(reference: string): string | undefined {
	const isHex = reference.startsWith('#x');
	const code = isHex ? parseInt(reference.slice(2), 16) : parseInt(reference.slice(1), 10);
	if (!(code <= 0x10ffff)) return undefined;
	const character = String.fromCodePoint(code);
	return FORBIDDEN.test(character) ? undefined : character;
}
