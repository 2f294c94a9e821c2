import type { HeliosGreenSwitches } from '../switches';
import { Refusal } from '../texts';
import type { Element } from './parse';
import { pascal } from './write';

const TRUE = ['true', 'YES', 'Yes'];
const FALSE = ['false', 'NO', 'No'];

/** Reads messages by the spelling that the switches ask for. What does not fit is refused at system level. */
export class Reader {
	constructor(private readonly switches: HeliosGreenSwitches) {}

	same(one: string, other: string): boolean {
		return one === other || (this.switches.requestCase === 'any' && one.toLowerCase() === other.toLowerCase());
	}

	attribute({ attributes }: Element, name: string): string | undefined {
		if (Object.hasOwn(attributes, name)) return attributes[name];
		const key = Object.keys(attributes).find((one) => this.same(one, name));
		return key === undefined ? undefined : attributes[key];
	}

	child(element: Element, name: string): Element | undefined {
		return element.children.find((child) => this.same(child.name, name));
	}

	children(element: Element | undefined, name: string): Element[] {
		return element?.children.filter((child) => this.same(child.name, name)) ?? [];
	}

	/** An empty attribute counts as missing. */
	needed(element: Element, name: string): string {
		const value = this.attribute(element, name);
		if (value === undefined || value === '') throw new Refusal('system', 'missing', element.name, name);
		return value;
	}

	neededChild(element: Element, name: string): Element {
		const child = this.child(element, name);
		if (!child) throw new Refusal('system', 'missing', element.name, name);
		return child;
	}

	integer(element: Element, name: string): number | undefined {
		const value = this.attribute(element, name);
		if (value === undefined || value === '') return undefined;
		if (!/^-?\d{1,15}$/.test(value)) throw new Refusal('system', 'notInteger', element.name, name, value);
		return Number(value);
	}

	/** Absent is no. */
	flag(element: Element, name: string): boolean {
		const value = this.attribute(element, name);
		if (value === undefined || FALSE.includes(value)) return false;
		if (TRUE.includes(value)) return true;
		throw new Refusal('system', 'notFlag', element.name, name, value);
	}

	/** One of few words, spelt as the switch says. */
	choice<W extends string>(element: Element, name: string, words: readonly W[], fallback?: W): W {
		const value = fallback === undefined ? this.needed(element, name) : this.attribute(element, name);
		if (value === undefined) return fallback as W;
		const word = words.find((one) => this.isWord(one, value));
		if (word === undefined) throw new Refusal('system', 'choice', element.name, name, value);
		return word;
	}

	/** Refuses attributes and children that the message does not have. */
	only(element: Element, attributes: readonly string[], children: readonly string[] = []): void {
		if (this.switches.strayNames === 'ignore') return;
		const stray =
			Object.keys(element.attributes).find((key) => !attributes.some((name) => this.same(name, key))) ??
			element.children.find((child) => !children.some((name) => this.same(name, child.name)))?.name;
		if (stray !== undefined) throw new Refusal('system', 'stray', element.name, stray);
	}

	private isWord(word: string, value: string): boolean {
		const { enumSpelling } = this.switches;
		if (enumSpelling === 'any') return word.toLowerCase() === value.toLowerCase();
		return value === (enumSpelling === 'pascal' ? pascal(word) : word);
	}
}
