/** What records held in the watched fields, each different set of values once, within a bound. Pure. */

/** Values as JSON texts, and rows as key and number of its values (both base 36), the longest unchanged first. */
export interface KnownText {
	values: string[];
	rows: string;
}

export const MOST_KNOWN = 20_000;
const MOST_CHARACTERS = 500_000;
const LONGEST = 1_000;

/** @typeParam Value JSON */
export class Known<Value = unknown> {
	private readonly texts = new Map<number, string>();

	constructor({ values, rows }: KnownText = { values: [], rows: '' }) {
		for (const row of rows === '' ? [] : rows.split(' ')) {
			const [key = '', number = ''] = row.split('.');
			const text = values[parseInt(number, 36)];
			if (text !== undefined) this.texts.set(parseInt(key, 36), text);
		}
	}

	/** The values in the order of the fields; undefined where they are not known. */
	get(key: number): Value[] | undefined {
		const text = this.texts.get(key);
		return text === undefined ? undefined : (JSON.parse(text) as Value[]);
	}

	/** Long texts are not kept: nobody reads them in a list of changes. */
	set(key: number, values: readonly Value[]): void {
		const text = JSON.stringify(values);
		this.texts.delete(key);
		if (text.length > LONGEST) return;
		this.texts.set(key, text);
		if (this.texts.size > MOST_KNOWN) this.texts.delete(this.texts.keys().next().value!);
	}

	text(): KnownText {
		const numbers = new Map<string, number>();
		const newestFirst: string[] = [];
		let characters = 0;
		for (const [key, text] of [...this.texts].reverse()) {
			if (!numbers.has(text)) {
				if ((characters += text.length) > MOST_CHARACTERS) break;
				numbers.set(text, numbers.size);
			}
			newestFirst.push(`${key.toString(36)}.${numbers.get(text)!.toString(36)}`);
		}
		return { values: [...numbers.keys()], rows: newestFirst.reverse().join(' ') };
	}
}
