/** What a trigger knows of the events of a calendar, packed small. Pure. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';

import { readStamp, STAMP_KEYS } from '../../shared/sync/pairs/stamp';
import { eventIdOf } from '../sync/ids';

/** Events that a trigger remembers, all calendars together. */
export const MOST_EVENTS = 100_000;

const LEVEL = 4;
const NAMES = [STAMP_KEYS.link, STAMP_KEYS.base, STAMP_KEYS.offer, STAMP_KEYS.state] as const;

/** How many of so many each may keep, so that all together are within bounds: the smallest keep all that they have. */
export function sharesOf(sizes: readonly number[], most: number): number[] {
	const shares = [...sizes];
	let left = most;
	const ascending = [...sizes.keys()].sort((a, b) => sizes[a]! - sizes[b]!);
	for (const [at, index] of ascending.entries()) {
		shares[index] = Math.min(sizes[index]!, Math.floor(left / (sizes.length - at)));
		left -= shares[index]!;
	}
	return shares;
}

export interface Row {
	/** Print of what the two-way sync writes, and of the rest. */
	own: string;
	rest: string;
	/** The stamp, as the properties of the event, where it is linked. */
	stamp?: Record<string, string>;
	/** The watched values, as JSON texts. */
	values?: string[];
}

/** The id is 0 where it follows from the stamp. */
type Packed = [id: string | 0, own: string, rest: string, stamp?: Array<string | null> | 0, values?: string[]];

/** So many rows in a part; with twice as many there are twice as many parts. */
const ROWS_IN_PART = 32;

/**
 * Rows by the id of the event, in parts by their ids: only the parts with events that have changed are unpacked and packed
 * again, so that a poll costs what changed, and not what is remembered. In a part those that changed longest ago come first.
 */
export class Remembered {
	private parts: Part[];
	private count: number;

	/** @param text as `text` gave it */
	constructor(text = '') {
		this.parts = text.split('.').map((one) => new Part(one));
		this.count = this.parts.reduce((sum, { size }) => sum + size, 0);
	}

	get size(): number {
		return this.count;
	}

	get ids(): string[] {
		return this.parts.flatMap(({ rows }) => [...rows.keys()]);
	}

	get(id: string): Row | undefined {
		return this.partOf(id).rows.get(id);
	}

	set(id: string, row: Row): void {
		if (this.count >= 2 * ROWS_IN_PART * this.parts.length) this.divide();
		this.count += this.partOf(id).set(id, row) ? 1 : 0;
	}

	delete(id: string): boolean {
		const isThere = this.partOf(id).delete(id);
		if (isThere) this.count--;
		return isThere;
	}

	/** Forgets those that changed longest ago until so many are left; linked ones last. */
	keepNewest(most: number): void {
		for (const isLinked of [false, true]) {
			if (this.count <= most) return;
			// From each part as many: they are spread over them evenly.
			let oldest = this.parts.map((part) => part.idsOf(isLinked));
			while (oldest.length > 0) {
				oldest = oldest.filter((ids) => {
					const { value, done } = ids.next();
					return !done && this.count > most && this.delete(value);
				});
			}
		}
	}

	/** Each part by itself: how many rows, and deflated JSON in base64. */
	text(): string {
		return this.count === 0 ? '' : this.parts.map((part) => part.text()).join('.');
	}

	private partOf(id: string): Part {
		const { parts } = this;
		return parts.length === 1 ? parts[0]! : parts[hashOf(id) % parts.length]!;
	}

	private divide(): void {
		const former = this.parts;
		this.parts = Array.from({ length: 2 * former.length }, () => new Part(''));
		for (const { rows } of former) for (const [id, row] of rows) this.partOf(id).set(id, row);
	}
}

/** FNV-1a. */
function hashOf(id: string): number {
	let hash = 0x811c9dc5;
	for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
	return hash >>> 0;
}

const SIZE = /^\d+:/;

/** Unpacked when it is first needed. */
class Part {
	private unpacked: Map<string, Row> | undefined;

	/** @param packed as `text` gave it */
	constructor(private packed: string | undefined) {}

	get size(): number {
		return this.unpacked ? this.unpacked.size : Number.parseInt(this.packed || '0', 10);
	}

	get rows(): ReadonlyMap<string, Row> {
		return this.all;
	}

	/** @returns whether it is new */
	set(id: string, row: Row): boolean {
		const isNew = !this.all.delete(id);
		this.all.set(id, row);
		this.packed = undefined;
		return isNew;
	}

	delete(id: string): boolean {
		const isThere = this.all.delete(id);
		if (isThere) this.packed = undefined;
		return isThere;
	}

	/** Of those that are linked, or of the others; the ones that changed longest ago come first. */
	*idsOf(isLinked: boolean): Generator<string, void, undefined> {
		for (const [id, { stamp }] of this.all) if ((stamp !== undefined) === isLinked) yield id;
	}

	text(): string {
		if (this.packed !== undefined) return this.packed;
		const rows = [...this.all].map(([id, row]) => packedOf(id, row));
		if (rows.length === 0) return (this.packed = '');
		const deflated = deflateRawSync(JSON.stringify(rows), { level: LEVEL }).toString('base64');
		return (this.packed = `${rows.length}:${deflated}`);
	}

	private get all(): Map<string, Row> {
		if (this.unpacked) return this.unpacked;
		const text = (this.packed ?? '').replace(SIZE, '');
		const packed = text === '' ? [] : (JSON.parse(inflateRawSync(Buffer.from(text, 'base64')).toString()) as Packed[]);
		return (this.unpacked = new Map(packed.map(rowOf)));
	}
}

function packedOf(id: string, { own, rest, stamp, values }: Row): Packed {
	const properties = stamp && NAMES.map((name) => stamp[name] ?? null);
	const shortened = stamp && idFrom(stamp) === id ? 0 : id;
	if (values) return [shortened, own, rest, properties ?? 0, values];
	return properties ? [shortened, own, rest, properties] : [shortened, own, rest];
}

/** The event that a stamp was written for is the one that has it: others are not remembered with one. */
function rowOf([packed, own, rest, properties, values]: Packed): [id: string, row: Row] {
	const stamp: Record<string, string> = {};
	if (properties) {
		NAMES.forEach((name, at) => {
			const value = properties[at];
			if (value) stamp[name] = value;
		});
	}
	const id = packed === 0 ? (idFrom(stamp) ?? '') : packed;
	stamp[STAMP_KEYS.self] = id;
	return [id, { own, rest, ...(properties && { stamp }), ...(values && { values }) }];
}

/** That of the event that the two-way sync makes for a link. */
function idFrom(properties: Record<string, string>): string | undefined {
	const stamp = readStamp({ ...properties, [STAMP_KEYS.self]: 'any' });
	return stamp && eventIdOf(stamp.link, stamp.generation);
}
