import { invalid } from '../model';

type Mask = Map<string, Mask | null>;

/** What the `fields` parameter leaves of an answer: `items(id,start/date),nextPageToken`. Throws a Refusal 400. */
export function masked(json: unknown, fields: string): unknown {
	const reader = { text: fields.replace(/\s/g, ''), at: 0 };
	const mask = maskFrom(reader);
	if (reader.at < reader.text.length) throw invalid('Invalid field selection.', 'fields');
	return pick(json, mask);
}

function maskFrom(reader: { text: string; at: number }): Mask {
	const mask: Mask = new Map();
	do {
		const path = /[\w*/-]*/y;
		path.lastIndex = reader.at;
		const [name = ''] = path.exec(reader.text) ?? [];
		if (name === '') throw invalid('Invalid field selection.', 'fields');
		reader.at += name.length;
		let inner: Mask | null = null;
		if (reader.text[reader.at] === '(') {
			reader.at += 1;
			inner = maskFrom(reader);
			if (reader.text[reader.at] !== ')') throw invalid('Invalid field selection.', 'fields');
			reader.at += 1;
		}
		add(mask, name.split('/'), inner);
	} while (reader.text[reader.at] === ',' && ++reader.at);
	return mask;
}

function add(mask: Mask, [name, ...rest]: string[], inner: Mask | null): void {
	if (rest.length === 0) return void mask.set(name!, inner);
	const next = mask.get(name!) ?? new Map();
	mask.set(name!, next);
	add(next, rest, inner);
}

function pick(json: unknown, mask: Mask): unknown {
	if (Array.isArray(json)) return json.map((item) => pick(item, mask));
	if (typeof json !== 'object' || json === null) return json;
	const kept: Record<string, unknown> = {};
	for (const [name, value] of Object.entries(json)) {
		const inner = mask.has(name) ? mask.get(name) : mask.get('*');
		if (inner !== undefined) kept[name] = inner === null ? value : pick(value, inner);
	}
	return kept;
}
