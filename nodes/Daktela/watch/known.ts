/** What records held when they were last read, kept small enough for thousands of them. Pure. */
import { fingerprint } from '../../shared/sync/fingerprint';

/** Values as JSON texts, and records as `token` and the number of its value (base 36), the longest unchanged first. */
export interface KnownText {
	values: string[];
	records: string;
}

/** The values of the watched fields in their order, or only a print of them where they are long. */
export type Before = { values: unknown[] } | { print: string };

const TOKEN = 9;
const MOST_RECORDS = 20_000;
/** Of values in full; what is beyond is kept as prints, so that no record is forgotten for it. */
const MOST_CHARACTERS = 300_000;
const LONGEST = 300;

export class Known {
	private readonly texts = new Map<string, string>();

	constructor({ values, records }: KnownText = { values: [], records: '' }) {
		for (const record of records.split(' ')) {
			const text = values[parseInt(record.slice(TOKEN), 36)];
			if (text !== undefined) this.texts.set(record.slice(0, TOKEN), text);
		}
	}

	get(token: string): Before | undefined {
		const text = this.texts.get(token);
		if (text === undefined) return undefined;
		return text.startsWith('#') ? { print: text } : { values: JSON.parse(text) as unknown[] };
	}

	set(token: string, values: readonly unknown[]): void {
		this.texts.delete(token);
		this.texts.set(token, textOf(values));
	}

	text(): KnownText {
		const numbers = new Map<string, number>();
		let characters = 0;
		const newestFirst: string[] = [];
		for (const [token, held] of [...this.texts].slice(-MOST_RECORDS).reverse()) {
			const text = numbers.has(held) || characters + held.length <= MOST_CHARACTERS ? held : shortened(held);
			if (!numbers.has(text)) {
				characters += text.length;
				numbers.set(text, numbers.size);
			}
			newestFirst.push(`${token}${numbers.get(text)!.toString(36)}`);
		}
		return { values: [...numbers.keys()], records: newestFirst.reverse().join(' ') };
	}
}

/** The values as they are remembered; long ones leave only a print. */
function textOf(values: readonly unknown[]): string {
	const text = JSON.stringify(values);
	return text.length > LONGEST ? printed(values) : text;
}

export const printed = (values: unknown): string => `#${fingerprint(values, 16)}`;

const shortened = (text: string): string =>
	text.length > printed([]).length && !text.startsWith('#') ? printed(JSON.parse(text)) : text;
