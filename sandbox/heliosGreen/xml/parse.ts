import { SaxesParser } from 'saxes';

export interface Element {
	/** Without prefix. */
	readonly name: string;
	/** Namespace; empty for none. */
	readonly uri: string;
	/** By name as written; namespace declarations left out. */
	readonly attributes: Readonly<Record<string, string>>;
	readonly children: readonly Element[];
	/** Its own text, entities resolved, CDATA included. */
	readonly text: string;
}

type Growing = Element & { children: Element[]; text: string };

/** The root element. Throws an Error for what is no well-formed XML, and for any DTD: entities are the five of XML. */
export function parseXml(source: string): Element {
	const parser = new SaxesParser({ xmlns: true, position: false });
	const open: Growing[] = [];
	let root: Growing | undefined;
	parser.on('doctype', () => {
		throw new Error('A document type is not taken.');
	});
	parser.on('opentag', ({ local, uri, attributes }) => {
		const own = Object.entries(attributes).filter(([name]) => name !== 'xmlns' && !name.startsWith('xmlns:'));
		const element: Growing = {
			name: local,
			uri,
			attributes: Object.fromEntries(own.map(([name, { value }]) => [name, value])),
			children: [],
			text: '',
		};
		open.at(-1)?.children.push(element);
		root ??= element;
		open.push(element);
	});
	parser.on('closetag', () => void open.pop());
	const addText = (text: string) => {
		const last = open.at(-1);
		if (last) last.text += text;
	};
	parser.on('text', addText);
	parser.on('cdata', addText);
	parser.write(source).close();
	if (!root) throw new Error('There is no root element.');
	return root;
}
