/** Which rows (records of any kind) a trigger has seen and what they held, in ten bytes each. Pure. */
import { createHash } from 'node:crypto';

/** Rows that are remembered. */
export const MOST_ROWS = 100_000;

const KEY = 6;
const PRINT = 4;
const ROW = KEY + PRINT;

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The unique value of a row, in 48 bits. */
export const keyOf = (name: string): number => digestOf(name).readUIntBE(0, KEY);

/** What a row holds, in 32 bits. */
export const printOf = (contents: string): number => digestOf(contents).readUInt32BE(0);

/** Prints of rows by their keys; those that changed longest ago come first. */
export class RowMemory {
	private readonly prints = new Map<number, number>();
	private stored: string | undefined;

	/** @param text as `text` gave it */
	constructor(text = '') {
		const bytes = Buffer.from(text, 'base64');
		for (let at = 0; at + ROW <= bytes.length; at += ROW) {
			this.prints.set(bytes.readUIntBE(at, KEY), bytes.readUInt32BE(at + KEY));
		}
		this.stored = text;
	}

	get size(): number {
		return this.prints.size;
	}

	get(key: number): number | undefined {
		return this.prints.get(key);
	}

	set(key: number, print: number): void {
		if (this.prints.get(key) === print) return;
		this.prints.delete(key);
		this.prints.set(key, print);
		this.stored = undefined;
	}

	/** The rows that are remembered beside these. */
	others(keys: ReadonlySet<number>): number[] {
		return [...this.prints.keys()].filter((key) => !keys.has(key));
	}

	delete(key: number): void {
		if (this.prints.delete(key)) this.stored = undefined;
	}

	/** Forgets all rows but these. @returns whether there were others */
	keepOnly(keys: ReadonlySet<number>): boolean {
		return this.forget((key) => !keys.has(key), Infinity);
	}

	/** Forgets the rows that changed longest ago until so many are left, but none of these. @returns whether there were any */
	keepNewest(most: number, keys: ReadonlySet<number>): boolean {
		return this.forget((key) => !keys.has(key), this.size - most);
	}

	/** Base64 of key and print, row after row. */
	text(): string {
		if (this.stored !== undefined) return this.stored;
		const bytes = Buffer.alloc(this.prints.size * ROW);
		let at = 0;
		for (const [key, print] of this.prints) {
			bytes.writeUIntBE(key, at, KEY);
			bytes.writeUInt32BE(print, at + KEY);
			at += ROW;
		}
		return (this.stored = bytes.toString('base64'));
	}

	private forget(isOver: (key: number) => boolean, most: number): boolean {
		let forgotten = 0;
		if (most <= 0) return false;
		for (const key of this.prints.keys()) {
			if (!isOver(key)) continue;
			this.prints.delete(key);
			this.stored = undefined;
			if (++forgotten >= most) break;
		}
		return forgotten > 0;
	}
}
