import { fingerprint, sameValue } from '../../shared/sync/fingerprint';

/** The last known values of records, as a trigger keeps them: each value once, records name them by number. */
export interface Memory {
	values: unknown[];
	/** By `shortId`, the one that was touched last at the end. */
	records: Record<string, string>;
}

/** More than these characters are not kept; the records that were touched longest ago are forgotten first. */
const MOST_CHARACTERS = 500_000;
const LONGEST_VALUE = 200;
const PER_RECORD = 24;

/** Stands for a value that is too long to be kept: it can be compared, but not told. */
interface Digest {
	digest: string;
}

const isDigest = (value: unknown): value is Digest =>
	typeof value === 'object' && value !== null && Object.keys(value).join() === 'digest';

const kept = (value: unknown): unknown => {
	const plain = value ?? null;
	return JSON.stringify(plain).length <= LONGEST_VALUE ? plain : ({ digest: fingerprint(plain, 16) } satisfies Digest);
};

const isKept = (value: unknown, before: unknown): boolean =>
	isDigest(before)
		? isDigest(kept(value)) && (kept(value) as Digest).digest === before.digest
		: sameValue(before, value);

/** Enough to tell records apart where capitals count. */
export const shortId = (id: string): string => id.slice(0, 15);

/** Remembers the values of watched fields within a bound, so that a change can be told from a mere touch. */
export class KnownValues {
	private readonly known = new Map<string, readonly unknown[]>();

	/** @param fields how many values a record has */
	constructor(fields: number, memory: Memory = { values: [], records: {} }) {
		for (const [id, packed] of Object.entries(memory.records)) {
			const values = packed.split('.').map((index) => memory.values[parseInt(index, 36)]);
			if (values.length === fields) this.known.set(id, values);
		}
	}

	get size(): number {
		return this.known.size;
	}

	/**
	 * Takes over the values of a record.
	 * @returns which of them are other ones than before, with the former value where it is known
	 */
	update(id: string, values: readonly unknown[]): Array<{ index: number; before?: { value: unknown } }> {
		const key = shortId(id);
		const before = this.known.get(key);
		this.known.delete(key);
		this.known.set(
			key,
			values.map((value, index) => (before && isKept(value, before[index]) ? before[index] : kept(value))),
		);
		return values.flatMap((value, index) => {
			if (!before) return [{ index }];
			if (isKept(value, before[index])) return [];
			return isDigest(before[index]) ? [{ index }] : [{ index, before: { value: before[index] } }];
		});
	}

	/** @param most characters of JSON, about */
	pack(most = MOST_CHARACTERS): Memory {
		const values: unknown[] = [];
		const numbers = new Map<string, number>();
		const records: Array<[string, string]> = [];
		let characters = 0;
		for (const [id, known] of [...this.known].reverse()) {
			const packed: string[] = [];
			for (const value of known) {
				const json = JSON.stringify(value);
				let number = numbers.get(json);
				if (number === undefined) {
					number = values.push(value) - 1;
					numbers.set(json, number);
					characters += json.length + 1;
				}
				packed.push(number.toString(36));
			}
			const text = packed.join('.');
			characters += PER_RECORD + text.length;
			if (characters > most) break;
			records.push([id, text]);
		}
		return { values, records: Object.fromEntries(records.reverse()) };
	}
}
