import { Fault } from '../fault';
import { SaxesParser } from './vendor';

/** As written, prefixes included; without a prototype. */
export type Attributes = Record<string, string>;

/** What a reader tells as it reads. Names come without their prefix. Whatever is thrown here ends the reading. */
export interface XmlHandler {
	open?(name: string, attributes: Attributes): void;
	/** The text between two tags, references resolved; a CDATA section is a text of its own. */
	text?(text: string): void;
	close?(name: string): void;
}

export interface XmlLimits {
	/** Deepest nesting of elements. */
	depth: number;
	/** Most characters in all. */
	characters: number;
	/** Most characters of one text, or of one tag with its attributes. */
	token: number;
	/** Most attributes of one element. */
	attributes: number;
}

export const LIMITS: XmlLimits = {
	depth: 100,
	characters: 4 * 1024 * 1024 * 1024,
	token: 16 * 1024 * 1024,
	attributes: 2_000,
};

/** Whose XML it is and what was asked, for messages: `Helios sent ... when asked to read the rows`. */
export interface XmlSource {
	vendor: string;
	/** In words that fit after "asked to". */
	doing: string;
}

/** Whitespace, a sign of byte order, or nothing: what may stand before the first tag. */
const BEFORE = /^[\s\uFEFF]*$/;

export const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Reads XML piece by piece as it arrives, in memory that does not grow with its length. There are no entities but the five
 * of XML: a document type, with which others could be declared, is refused where it begins.
 */
export class XmlReader {
	private readonly parser = new SaxesParser({ xmlns: false, position: false, fragment: false });
	private depth = 0;
	private attributes = 0;
	private characters = 0;
	/** Characters since the last tag or text came out whole. */
	private pending = 0;
	private begun = false;

	constructor(
		private readonly source: XmlSource,
		handler: XmlHandler,
		private readonly limits: XmlLimits = LIMITS,
	) {
		const { parser } = this;
		parser.on('opentag', ({ name, attributes }) => {
			this.pending = 0;
			this.attributes = 0;
			if (++this.depth > limits.depth) throw this.tooMuch(`nested deeper than ${limits.depth} levels`);
			handler.open?.(localName(name), attributes as Attributes);
		});
		parser.on('attribute', () => {
			if (++this.attributes > limits.attributes) throw this.tooMuch(`of more than ${limits.attributes} attributes`);
		});
		parser.on('closetag', ({ name }) => {
			this.pending = 0;
			this.depth--;
			handler.close?.(localName(name));
		});
		const text = (content: string) => {
			this.pending = 0;
			if (this.depth > 0) handler.text?.(content);
		};
		parser.on('text', text);
		parser.on('cdata', text);
		parser.on('doctype', () => {
			throw this.refusal('XML with a document type, which is not accepted');
		});
		parser.on('error', (error) => {
			throw this.broken(error.message);
		});
	}

	/** @throws Fault `unreadable`; what the handler throws passes unchanged */
	write(piece: string): void {
		this.characters += piece.length;
		this.pending += piece.length;
		if (this.characters > this.limits.characters)
			throw this.tooMuch(`longer than ${this.limits.characters} characters`);
		this.parser.write(this.begun ? piece : this.withoutStart(piece));
		if (this.pending > Math.max(this.limits.token, piece.length))
			throw this.tooMuch(`with a value of more than ${this.limits.token} characters`);
	}

	/** @throws Fault `unreadable` where the XML ends too early */
	end(): void {
		this.parser.close();
	}

	/** Servers put line ends before the declaration, which XML forbids and everybody understands. */
	private withoutStart(piece: string): string {
		if (BEFORE.test(piece)) return '';
		this.begun = true;
		return piece.replace(/^[\s\uFEFF]+/, '');
	}

	private broken(said: string): Fault {
		const reason = said.replace(/^[^:]*:\d+:\d+: /, '').replace(/\.$/, '');
		return this.refusal(`broken XML (${reason.slice(0, 120)})`);
	}

	private tooMuch(what: string): Fault {
		return this.refusal(`XML ${what}`, 'Ask for fewer rows or columns at once.');
	}

	private refusal(what: string, advice?: string): Fault {
		const { vendor, doing } = this.source;
		return new Fault('unreadable', `${vendor} sent ${what} when asked to ${doing}.`, { advice });
	}
}

/** Reads XML that is there as a whole. @throws Fault `unreadable` */
export function readXml(text: string, source: XmlSource, handler: XmlHandler, limits?: XmlLimits): void {
	const reader = new XmlReader(source, handler, limits);
	reader.write(text);
	reader.end();
}
