import { Fault } from '../fault';
import { LIMITS, XmlReader, type Attributes, type XmlLimits, type XmlSource } from './reader';
import { decoded } from './references';
import { TreeBuilder, type XmlNode } from './tree';

/** What stands around the one element is short. */
const AROUND: XmlLimits = { ...LIMITS, characters: 1024 * 1024, token: 256 * 1024 };
const MARKS = ['<!--', '<![CDATA[', '<?', '</'] as const;
const LONGEST_REFERENCE = 32;

type State = 'around' | 'text' | 'cdata' | 'comment' | 'instruction';
const END = { cdata: ']]>', comment: '-->', instruction: '?>' } as const;
const BEGINS: Record<string, State> = { '<!--': 'comment', '<![CDATA[': 'cdata', '<?': 'instruction' };

/**
 * Gives out the text of one element of a document as it comes, however long it is; a parser by events would hold it all
 * until the element ends. What stands around the element is read as XML and kept as a tree.
 */
export class ElementText {
	private readonly around: XmlReader;
	private readonly tree: TreeBuilder;
	private state: State = 'around';
	/** What cannot be understood before more of it comes. */
	private rest = '';
	private isOpen = false;
	private characters = 0;
	/** Whether the element has begun. */
	found = false;

	/** @param name of the element, without prefix; the first of that name counts */
	constructor(
		name: string,
		private readonly source: XmlSource,
		private readonly limits: XmlLimits = LIMITS,
	) {
		const tree = (this.tree = new TreeBuilder(source));
		this.around = new XmlReader(
			source,
			{
				open: (opened: string, attributes: Attributes) => {
					tree.open(opened, attributes);
					if (opened === name && !this.found) this.found = this.isOpen = true;
				},
				text: (text: string) => tree.text(text),
				close: (closed: string) => {
					tree.close();
					if (closed === name) this.isOpen = false;
				},
			},
			AROUND,
		);
	}

	/** The document without the element's text; whole after `end`. */
	get root(): XmlNode | undefined {
		return this.tree.root;
	}

	/** The text of the element that this piece of the document brings; no piece ends inside a character. @throws Fault `unreadable` */
	write(piece: string): string {
		this.characters += piece.length;
		if (this.characters > this.limits.characters) throw this.broken('it is too long');
		let unread = this.rest + piece;
		this.rest = '';
		let text = '';
		while (unread !== '') {
			if (this.state === 'around') unread = this.readAround(unread);
			else if (this.state === 'text') {
				const read = this.readText(unread);
				text += read.text;
				unread = read.unread;
			} else {
				const read = this.readMarked(unread, this.state);
				text += read.text;
				unread = read.unread;
			}
		}
		return text;
	}

	/** @throws Fault `unreadable` where the document ends too early */
	end(): void {
		if (this.state !== 'around' || this.rest !== '') throw this.broken('it ends in the middle');
		this.around.end();
	}

	/** Tag by tag, so as to stop right behind the one that opens the element. */
	private readAround(unread: string): string {
		if (this.found) {
			this.around.write(unread);
			return '';
		}
		const close = unread.indexOf('>') + 1;
		this.around.write(close > 0 ? unread.slice(0, close) : unread);
		if (this.isOpen) this.state = 'text';
		return close > 0 ? unread.slice(close) : '';
	}

	private readText(unread: string): { text: string; unread: string } {
		const tag = unread.indexOf('<');
		if (tag === 0) return { text: '', unread: this.readMark(unread) };
		const whole = tag > 0 ? unread.slice(0, tag) : this.held(unread);
		return { text: decoded(whole, (what) => this.broken(what)), unread: tag > 0 ? unread.slice(tag) : '' };
	}

	/** The text without a reference or line end at its end that may go on in the next piece. */
	private held(text: string): string {
		const open = text.lastIndexOf('&');
		const isCut = open >= 0 && open > text.length - LONGEST_REFERENCE && !text.includes(';', open);
		const end = isCut ? open : /(\r|\]\]?)$/.exec(text)?.index;
		if (end === undefined) return text;
		this.rest = text.slice(end);
		return text.slice(0, end);
	}

	private readMark(unread: string): string {
		const mark = MARKS.find((one) => unread.startsWith(one));
		if (mark === '</') {
			this.state = 'around';
			return unread;
		}
		if (mark) {
			this.state = BEGINS[mark]!;
			return unread.slice(mark.length);
		}
		if (!MARKS.some((one) => one.startsWith(unread))) throw this.broken('an element stands where text should be');
		this.rest = unread;
		return '';
	}

	private readMarked(unread: string, state: keyof typeof END): { text: string; unread: string } {
		const end = unread.indexOf(END[state]);
		const keeps = (inside: string) => (state === 'cdata' ? inside.replace(/\r\n?/g, '\n') : '');
		if (end >= 0) {
			this.state = 'text';
			return { text: keeps(unread.slice(0, end)), unread: unread.slice(end + END[state].length) };
		}
		let sure = Math.max(0, unread.length - END[state].length);
		if (sure > 0 && unread[sure - 1] === '\r') sure--;
		this.rest = unread.slice(sure);
		return { text: keeps(unread.slice(0, sure)), unread: '' };
	}

	private broken(what: string): Fault {
		const { vendor, doing } = this.source;
		return new Fault('unreadable', `${vendor} sent broken XML (${what}) when asked to ${doing}.`);
	}
}
