import { errors } from './errors';

type Value = string | string[] | Json;
interface Json {
	[key: string]: unknown;
}

/** `a+b%20c` as PHP reads it; what is no valid escape stays. */
export function decodeForm(text: string): string {
	const spaced = text.replace(/\+/g, ' ');
	try {
		return decodeURIComponent(spaced);
	} catch {
		return spaced;
	}
}

/** Name and value pairs of a query string or form body, in their order. */
export const formPairs = (raw: string): Array<[string, string]> =>
	raw
		.split('&')
		.filter((pair) => pair !== '')
		.map((pair) => {
			const at = pair.indexOf('=');
			return at < 0 ? [decodeForm(pair), ''] : [decodeForm(pair.slice(0, at)), decodeForm(pair.slice(at + 1))];
		});

/** The parameters of one call, whichever way they came. */
export class Params {
	private readonly values = new Map<string, Value>();

	/** `name[]` and `name[0]` gather into a list, as in PHP; otherwise the last one wins. */
	addPairs(pairs: Array<[string, string]>): void {
		for (const [name, value] of pairs) {
			const list = /^(.+)\[\d*\]$/.exec(name)?.[1];
			if (list === undefined) this.values.set(name, value);
			else this.values.set(list, [...this.repeated(list), value]);
		}
	}

	addJson(body: Json): void {
		for (const [name, value] of Object.entries(body)) {
			if (value === null || value === undefined) continue;
			if (Array.isArray(value)) this.values.set(name, value as string[]);
			else if (typeof value === 'object') this.values.set(name, value as Json);
			else this.values.set(name, scalar(value));
		}
	}

	/** As given, an empty text included; a list joined by commas. */
	text(name: string): string | undefined {
		const value = this.values.get(name);
		return Array.isArray(value)
			? value.map(scalar).join(',')
			: typeof value === 'object'
				? JSON.stringify(value)
				: value;
	}

	/** Undefined when absent or blank. */
	filled(name: string): string | undefined {
		const value = this.text(name)?.trim();
		return value === '' ? undefined : value;
	}

	/** Throws error 10 with the field when blank. */
	required(name: string): string {
		const value = this.filled(name);
		if (value === undefined) throw errors.fieldRequired(name);
		return value;
	}

	/** Comma list without blanks. */
	list(name: string): string[] {
		return (this.text(name) ?? '')
			.split(',')
			.map((item) => item.trim())
			.filter((item) => item !== '');
	}

	/** Values of `name[]`. */
	repeated(name: string): string[] {
		const value = this.values.get(name);
		if (Array.isArray(value)) return value.map(scalar);
		return typeof value === 'string' && value !== '' ? [value] : [];
	}

	/** A JSON list as sent in a body, or as JSON text in a form. */
	objects(name: string): Json[] {
		const value = this.values.get(name);
		const parsed: unknown = typeof value === 'string' ? parseJson(value) : value;
		return Array.isArray(parsed)
			? parsed.filter((item): item is Json => typeof item === 'object' && item !== null)
			: [];
	}

	object(name: string): Json | undefined {
		const value = this.values.get(name);
		const parsed: unknown = typeof value === 'string' ? parseJson(value) : value;
		return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? (parsed as Json) : undefined;
	}

	has(name: string): boolean {
		return this.values.has(name);
	}

	/** Names that begin with the prefix, without it. */
	namesAfter(prefix: string): string[] {
		return [...this.values.keys()].filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
	}

	set(name: string, value: string): void {
		this.values.set(name, value);
	}

	extra(): Set<string> {
		return new Set(this.list('extra'));
	}
}

const scalar = (value: unknown): string =>
	value === true ? '1' : value === false ? '0' : typeof value === 'object' ? JSON.stringify(value) : String(value);

export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
