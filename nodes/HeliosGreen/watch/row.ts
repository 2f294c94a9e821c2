/** A row of a template as a trigger sees it. Pure. */
import type { IDataObject } from 'n8n-workflow';

import { printOf } from '../../shared/watch/memory';
import { DEFAULT_ALIASES, type HeliosColumn, type HeliosRow } from '../rows';
import { typingOf, type HeliosValue } from '../values';
import type { Wall } from './wall';
import type { Watch } from './watched';

export interface WatchedRow {
	/** The unique value of the name column. */
	name: string;
	/** The same in 48 bits. */
	key: number;
	/** When it was last changed; absent where it does not tell, or is not asked. */
	wall?: Wall;
	/** As the client gives it, with times as Helios writes them. */
	row: HeliosRow;
}

const PARTS = Object.keys(DEFAULT_ALIASES) as Array<keyof typeof DEFAULT_ALIASES>;
const isPart = (name: string): boolean => Object.hasOwn(DEFAULT_ALIASES, name);

/** Reads the rows of one template: columns by their aliases in the template, times as ISO UTC. */
export class RowForm {
	private dates = new Set<string>();

	constructor(
		private readonly watch: Pick<Watch, 'aliases' | 'byTime' | 'watched' | 'event'>,
		private readonly toIso: (text: string) => string,
	) {
		this.learn([]);
	}

	/** Notes which columns hold times. */
	learn(columns: readonly HeliosColumn[]): void {
		const typeOf = new Map(columns.map(({ name, type }) => [name.toLowerCase(), type]));
		const updated = this.watch.aliases.updated.toLowerCase();
		const isDate = (type: string) => typingOf(type, times) === times;
		this.dates = new Set([...typeOf].filter(([, type]) => isDate(type)).map(([name]) => name));
		if ((typeOf.get(updated) ?? '') === '') this.dates.add(updated);
	}

	/** The record of an item. */
	record(row: HeliosRow): IDataObject {
		return Object.fromEntries(Object.keys(row).map((key) => [key, this.plain(row, key)]));
	}

	/** What a column of the template holds. */
	value(row: HeliosRow, column: string): HeliosValue {
		const key = this.keyOf(row, column);
		return key === undefined ? null : this.plain(row, key);
	}

	/**
	 * What of a row counts as a change. A column of updated times alone does not, whether or not it is read by: nothing that can be
	 * seen is new then, and marking a row may move it.
	 */
	print(row: HeliosRow): number {
		const { event, watched } = this.watch;
		if (event === 'rowAdded') return 0;
		if (watched.length === 0) return printOf(this.contents(row));
		return printOf(watched.map((column) => pair(column, row[this.keyOf(row, column) ?? '']) || '\u0001').join(''));
	}

	private contents(row: HeliosRow): string {
		const { aliases, byTime } = this.watch;
		const updated = aliases.updated.toLowerCase();
		const isLeftOut = (key: string) => key === 'updated' || key.toLowerCase() === updated;
		const keys = Object.keys(row).sort();
		const counted = byTime || this.dates.has(updated) ? keys.filter((key) => !isLeftOut(key)) : keys;
		return counted.map((key) => pair(key, row[key])).join('');
	}

	private plain(row: HeliosRow, key: string): HeliosValue {
		const value = row[key] as HeliosValue;
		if (typeof value !== 'string' || !this.dates.has(this.aliasOf(key))) return value;
		return value.trim() === '' ? null : this.toIso(value);
	}

	/** The alias in the template, in lower case. */
	private aliasOf(key: string): string {
		if (isPart(key)) return this.watch.aliases[key as keyof typeof DEFAULT_ALIASES].toLowerCase();
		return (key.endsWith('_') && isPart(key.slice(0, -1)) ? key.slice(0, -1) : key).toLowerCase();
	}

	private keyOf(row: HeliosRow, column: string): string | undefined {
		const { aliases } = this.watch;
		const wanted = column.toLowerCase();
		const part = PARTS.find((one) => aliases[one].toLowerCase() === wanted);
		return part ?? Object.keys(row).find((key) => !isPart(key) && this.aliasOf(key) === wanted);
	}
}

const times = (text: string): HeliosValue => text;

/** Nothing is the same in all its forms, so that a new, empty column changes no row. */
const pair = (name: string, value: unknown): string =>
	value === null || value === undefined || value === '' ? '' : `${name.toLowerCase()}\u0000${String(value)}\u0001`;
