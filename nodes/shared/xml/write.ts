import { badInput } from '../fault';

/** A piece of XML that is well-formed because this file made it. */
export class Xml {
	constructor(readonly text: string) {}

	toString(): string {
		return this.text;
	}
}

/** What XML 1.0 cannot hold, not even as a reference; half of a pair of surrogates included. */
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const NAME = /^[\p{L}_][\p{L}\p{M}\p{N}_.-]*$/u;

const REFERENCE: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&apos;',
	'\t': '&#9;',
	'\n': '&#10;',
	'\r': '&#13;',
};

function checked(value: string, field: string): string {
	const found = FORBIDDEN.exec(value);
	if (!found) return value;
	const code = found[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
	throw badInput(
		field,
		`"${field}" holds a character that XML cannot carry (U+${code}, at position ${found.index + 1}).`,
		'Remove it, for example with the expression .replace(/[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F]/g, "").',
	);
}

/** A value as text between tags. @param field what a fault names @throws Fault `input` */
export const textXml = (value: string, field: string): Xml =>
	new Xml(checked(value, field).replace(/[&<>\r]/g, (one) => REFERENCE[one]!));

/** A value fit for both places, between tags and inside quotes; line ends and tabs survive in either. */
export const valueXml = (value: string, field: string): Xml =>
	new Xml(checked(value, field).replace(/[&<>"'\t\n\r]/g, (one) => REFERENCE[one]!));

/** The name of an element or attribute, when it comes from a person. @throws Fault `input` */
export function nameXml(name: string, field: string): string {
	if (NAME.test(name)) return name;
	throw badInput(
		field,
		`"${field}": "${name.slice(0, 60)}" cannot be the name of an XML element.`,
		'Names begin with a letter or _, and hold letters, digits, _, - and dots only.',
	);
}

type Value = string | number | boolean | undefined;

/**
 * An element. Attributes without a value are left out; text is escaped, `Xml` is taken as it is.
 * @param name written in the code; one from a person goes through `nameXml` first
 */
export function element(name: string, attributes: Record<string, Value> = {}, ...content: Array<Xml | string>): Xml {
	const written = Object.entries(attributes)
		.filter(([, value]) => value !== undefined)
		.map(([key, value]) => ` ${key}="${valueXml(String(value), key).text}"`);
	const inside = content.map((one) => (typeof one === 'string' ? textXml(one, name) : one).text).join('');
	return new Xml(inside === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${inside}</${name}>`);
}

/** Pieces one after the other. */
export const joined = (pieces: readonly Xml[]): Xml => new Xml(pieces.map(({ text }) => text).join(''));
