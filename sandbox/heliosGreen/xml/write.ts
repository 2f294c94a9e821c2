import type { Room } from '../room';
import type { HeliosGreenSwitches } from '../switches';

const SPECIAL = /[&<>"\n\r\t]/;

/** Text for an element's content or a double-quoted attribute. */
export function escape(text: string): string {
	if (!SPECIAL.test(text)) return text;
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;')
		.replaceAll('\n', '&#10;')
		.replaceAll('\r', '&#13;')
		.replaceAll('\t', '&#9;');
}

/** XML to lie as text inside an element. */
export const escapeMarkup = (xml: string): string =>
	xml.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

type Level = 'application' | 'system';

export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** Writes elements of answers, in the case that the switch says. */
export class Writer {
	constructor(private readonly switches: HeliosGreenSwitches) {}

	/** `content` is XML. */
	element(name: string, attributes: Attributes = {}, ...content: string[]): string {
		const inner = content.join('');
		return inner === ''
			? `${this.start(name, attributes).slice(0, -1)}/>`
			: `${this.start(name, attributes)}${inner}</${name}>`;
	}

	start(name: string, attributes: Attributes = {}): string {
		const upper = this.switches.answerCase === 'upper';
		const written = Object.entries(attributes)
			.filter(([, value]) => value !== undefined)
			.map(([key, value]) => ` ${upper ? key.toUpperCase() : key}="${escape(String(value))}"`);
		return `<${name}${written.join('')}>`;
	}

	/** An element that holds a text. */
	text(name: string, text: string): string {
		return `<${name}>${escape(text)}</${name}>`;
	}

	/** A whole answer with STATE FAIL (helios-green.md 2.2). */
	failure(root: string, level: Level, message: string, at: Room): string {
		return this.element(root, this.state('FAIL', at), this.detail(level, message, at));
	}

	/** What went wrong. */
	detail(level: Level, message: string, { time, clock }: Room): string {
		const attributes = { LEVEL: level, errorMessage: message, WHEN: time.format(clock.now().getTime()) };
		return this.element('DETAIL', attributes, this.text('TEXT', message));
	}

	/** Attributes of every answer's root. */
	state(state: 'SUCCESS' | 'FAIL', { time, clock, store }: Room): Attributes {
		const now = time.format(clock.now().getTime());
		return { STATE: state, START: now, STOP: now, DATABASENUMBER: store.databaseNumber };
	}

	/** A word of a fixed list, as `greaterThan` or `GreaterThan`. */
	word(word: string): string {
		return this.switches.enumSpelling === 'pascal' ? pascal(word) : word;
	}
}

export const pascal = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
