/** Rows of a template, out of the stream of a BROWSERESULT (helios-green.md 2.3). */
import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../shared/fault';
import type { Attributes, XmlHandler, XmlSource } from '../shared/xml/reader';
import { attributeOf, everyOf, findIn, TreeBuilder, valueIn, type XmlNode } from '../shared/xml/tree';
import { VENDOR } from './access';
import { typingOf, type HeliosValue, type Typing } from './values';

/** A column as the template describes it. */
export interface HeliosColumn {
	/** Alias, as the template writes it. */
	name: string;
	/** Type as Helios names it; empty where it is not told. */
	type: string;
	label: string;
}

/** What is told with the rows. */
export interface BrowseInfo {
	template?: string;
	name?: string;
	folder?: string;
	class?: string;
	/** Rows in all, where it is told. */
	total?: number;
	/** The server's wall clock when it began to answer. */
	startedAt?: string;
	/** By the header of the answer, ISO UTC: where Helios does not tell its clock. */
	answeredAt?: string;
	databaseNumber?: string;
	columns: HeliosColumn[];
}

export type PlainRow = Record<string, HeliosValue>;

interface Column {
	name: string;
	typing: Typing;
}

const isRow = (name: string): boolean => name === 'DataRow' || name.toLowerCase() === 'datarow';
const isTrue = (text: string | undefined): boolean => text !== undefined && /^(true|1|yes)$/i.test(text);
/** .NET writes names that XML does not allow as `_x0020_`. */
const plainName = (name: string): string =>
	name.includes('_x')
		? name.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
		: name;

export const asItIs: Typing = (text) => text;

/** Gathers rows as their elements end; everything around them is kept as a tree. */
export class RowReader implements XmlHandler {
	private readonly tree: TreeBuilder;
	private gathered: PlainRow[] = [];
	private row: PlainRow | undefined;
	private level = 0;
	private cell: Column | undefined;
	private cellText = '';
	private cellIsNull = false;
	private defined: Map<string, Column> | undefined;
	private readonly byWriting = new Map<string, Column>();
	private empty: PlainRow = {};

	/** @param moments how date-times are read; @param dateColumn alias of a column of times, whatever its type */
	constructor(
		private readonly source: XmlSource,
		private readonly moments: Typing,
		private readonly dateColumn = '',
	) {
		this.tree = new TreeBuilder(source);
	}

	get root(): XmlNode | undefined {
		return this.tree.root;
	}

	/** The rows that have come since this was asked before. */
	readonly take = (): PlainRow[] => {
		const rows = this.gathered;
		if (rows.length > 0) this.gathered = [];
		return rows;
	};

	get info(): BrowseInfo {
		const { root } = this;
		const browse = findIn(root, 'browse');
		const told = (node: XmlNode | undefined, name: string) => node && attributeOf(node.attributes, name);
		const total = Number(told(browse, 'totalRowCount') ?? told(root, 'totalRowCount') ?? NaN);
		const parts = {
			template: told(browse, 'id'),
			name: told(browse, 'name'),
			folder: told(browse, 'folderId'),
			class: told(browse, 'classId'),
			total: Number.isInteger(total) && total >= 0 ? total : undefined,
			startedAt: told(root, 'START'),
			databaseNumber: told(root, 'DATABASENUMBER'),
		};
		const known = Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
		return { ...known, columns: root ? columnsIn(root) : [] };
	}

	open(name: string, attributes: Attributes): void {
		if (this.row) return this.openInside(name, attributes);
		if (!isRow(name)) return this.tree.open(name, attributes);
		this.defined ??= this.define();
		this.row = { ...this.empty };
		for (const written in attributes) {
			if (!written.includes(':') && written !== 'xmlns') this.put(this.columnOf(written), attributes[written]!, false);
		}
	}

	text(content: string): void {
		if (!this.row) this.tree.text(content);
		else if (this.cell) this.cellText += content;
	}

	close(): void {
		if (!this.row) return this.tree.close();
		if (this.level === 0) {
			this.gathered.push(this.row);
			this.row = undefined;
			return;
		}
		if (--this.level > 0 || !this.cell) return;
		this.put(this.cell, this.cellText, this.cellIsNull);
		this.cell = undefined;
	}

	private openInside(name: string, attributes: Attributes): void {
		if (++this.level > 1) return;
		this.cell = this.columnOf(name);
		this.cellText = '';
		this.cellIsNull = isTrue(attributeOf(attributes, 'IsNull')) || isTrue(attributes['xsi:nil']);
	}

	private put({ name, typing }: Column, text: string, isNull: boolean): void {
		this.row![name] = isNull ? null : typing(text);
	}

	/** Columns that the definition names but a row leaves out are null. */
	private define(): Map<string, Column> {
		const columns = new Map<string, Column>();
		for (const { name, type } of this.root ? columnsIn(this.root) : []) {
			if (type === '' && columns.has(name.toLowerCase())) continue;
			columns.set(name.toLowerCase(), { name, typing: this.typingFor(name, type) });
		}
		this.empty = Object.fromEntries([...columns.values()].map(({ name }) => [name, null]));
		return columns;
	}

	private typingFor(name: string, type: string): Typing {
		const isDate = type === '' && name.toLowerCase() === this.dateColumn.toLowerCase();
		return isDate ? this.moments : typingOf(type, this.moments);
	}

	private columnOf(written: string): Column {
		const known = this.byWriting.get(written);
		if (known) return known;
		const name = plainName(written);
		if (name === '__proto__') {
			const message = `${VENDOR} sent a column with the name "__proto__" when asked to ${this.source.doing}.`;
			throw new Fault('unreadable', message, { advice: 'Give the column another alias in the template.' });
		}
		const column = this.defined?.get(name.toLowerCase()) ?? { name, typing: this.typingFor(name, '') };
		this.byWriting.set(written, column);
		return column;
	}
}

/** Columns by Definition, and by columnsInfo where there is none; the more telling of two wins. */
export function columnsIn(root: XmlNode): HeliosColumn[] {
	const columns = new Map<string, HeliosColumn>();
	for (const node of everyOf(root, 'column')) {
		const name = plainName(valueIn(node, 'Name') ?? valueIn(node, 'columnName') ?? '');
		if (name === '') continue;
		const before = columns.get(name.toLowerCase());
		const type = valueIn(node, 'DataType') || before?.type || '';
		const label = before?.label || valueIn(node, 'Caption') || valueIn(node, 'headerText') || name;
		columns.set(name.toLowerCase(), { name: before?.name ?? name, type, label });
	}
	return [...columns.values()];
}

/** Which columns of the template play the four parts; empty means the default (helios-green.md 4). */
export interface Aliases {
	name?: string;
	title?: string;
	account?: string;
	updated?: string;
}

export const DEFAULT_ALIASES = { name: 'name', title: 'title', account: 'account', updated: 'updated' } as const;

export interface HeliosRow extends IDataObject {
	name: HeliosValue;
	title: HeliosValue;
	account: HeliosValue;
	updated: HeliosValue;
}

/**
 * Puts the four columns in front under their usual names. All others keep the template's aliases; one that has the name of a part
 * which another column plays gets `_` behind its own.
 */
export function shaped(aliases: Aliases): (row: PlainRow) => HeliosRow {
	const parts = Object.entries(DEFAULT_ALIASES).map(([part, usual]) => {
		const alias = aliases[part as keyof Aliases]?.trim() || usual;
		return { part, alias };
	});
	const isPart = (name: string) => Object.hasOwn(DEFAULT_ALIASES, name);
	return (row) => {
		const shape: PlainRow = {};
		for (const { part, alias } of parts) shape[part] = valueOf(row, alias);
		for (const name in row) {
			if (!isPart(name)) shape[name] = row[name]!;
			else if (parts.some(({ part, alias }) => part === name && alias.toLowerCase() !== name))
				shape[`${name}_`] = row[name]!;
		}
		return shape as HeliosRow;
	};
}

function valueOf(row: PlainRow, alias: string): HeliosValue {
	if (Object.hasOwn(row, alias)) return row[alias]!;
	const wanted = alias.toLowerCase();
	for (const name in row) if (name.toLowerCase() === wanted) return row[name]!;
	return null;
}
