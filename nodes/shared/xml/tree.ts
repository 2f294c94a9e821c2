import { Fault } from '../fault';
import { readXml, type Attributes, type XmlHandler, type XmlLimits, type XmlSource } from './reader';

/** An element with all that is in it, for answers short enough to be held as a whole. */
export interface XmlNode {
	name: string;
	attributes: Attributes;
	children: XmlNode[];
	/** Its own text, that of its children left out. */
	text: string;
}

const MOST_NODES = 200_000;
const MOST_CHARACTERS = 64 * 1024 * 1024;

/** Makes a tree of what a reader tells. */
export class TreeBuilder implements XmlHandler {
	root: XmlNode | undefined;
	private readonly path: XmlNode[] = [];
	private count = 0;
	private characters = 0;

	constructor(private readonly source: XmlSource) {}

	open(name: string, attributes: Attributes): void {
		if (++this.count > MOST_NODES) throw this.tooMuch(`of more than ${MOST_NODES} elements`);
		for (const key in attributes) this.weigh(attributes[key]!);
		const node: XmlNode = { name, attributes, children: [], text: '' };
		const parent = this.path.at(-1);
		if (parent) parent.children.push(node);
		else this.root = node;
		this.path.push(node);
	}

	text(content: string): void {
		const node = this.path.at(-1);
		if (!node) return;
		this.weigh(content);
		node.text += content;
	}

	close(): void {
		this.path.pop();
	}

	private weigh(content: string): void {
		this.characters += content.length;
		if (this.characters > MOST_CHARACTERS) throw this.tooMuch(`of more than ${MOST_CHARACTERS} characters in all`);
	}

	private tooMuch(what: string): Fault {
		const { vendor, doing } = this.source;
		const message = `${vendor} sent XML ${what} when asked to ${doing}.`;
		return new Fault('unreadable', message, { advice: 'Ask for fewer records at once.' });
	}
}

/** Reads a short XML text as a whole. @throws Fault `unreadable` */
export function treeOf(text: string, source: XmlSource, limits?: XmlLimits): XmlNode {
	const builder = new TreeBuilder(source);
	readXml(text, source, builder, limits);
	return builder.root!;
}

const same = (a: string, b: string): boolean => a === b || a.toLowerCase() === b.toLowerCase();

/** The value of an attribute, whichever case and prefix it is written in. */
export function attributeOf(attributes: Attributes, name: string): string | undefined {
	const exact = attributes[name];
	if (exact !== undefined) return exact;
	for (const key in attributes) if (same(key.slice(key.indexOf(':') + 1), name)) return attributes[key];
	return undefined;
}

/** The first child of that name, whichever case it is written in. */
export const childOf = (node: XmlNode | undefined, name: string): XmlNode | undefined =>
	node?.children.find((child) => same(child.name, name));

/** Every element at any depth in the order of the text, the node itself included. */
export function* everyNode(node: XmlNode): Generator<XmlNode, void, undefined> {
	const waiting = [node];
	for (let next = waiting.pop(); next; next = waiting.pop()) {
		yield next;
		for (let at = next.children.length - 1; at >= 0; at--) waiting.push(next.children[at]!);
	}
}

/** Every element of that name at any depth, whichever case it is written in. */
export function* everyOf(node: XmlNode, name: string): Generator<XmlNode, void, undefined> {
	for (const one of everyNode(node)) if (same(one.name, name)) yield one;
}

/** The first element of that name at any depth. */
export function findIn(node: XmlNode | undefined, name: string): XmlNode | undefined {
	if (!node) return undefined;
	const [found] = everyOf(node, name);
	return found;
}

/** An attribute, or a child's text where the vendor writes it that way. */
export const valueIn = (node: XmlNode | undefined, name: string): string | undefined =>
	node && (attributeOf(node.attributes, name) ?? childOf(node, name)?.text);
