interface Values {
	event: string;
	name: string;
	data: unknown;
}

/**
 * Puts values where a template says {{event}}, {{name}}, {{data}} or {{data.account.name}}. An object is JSON, a text
 * is bare. The form of the vendor's placeholders is open (daktela.md 12); this one is ours.
 * `json` escapes texts for use between quotes, `address` for a URL, `raw` not at all.
 */
export function fill(template: string, values: Values, escape: 'json' | 'address' | 'raw'): string {
	return template.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (_, path: string) => {
		const value = at(values, path.split('.'));
		if (typeof value === 'object' && value !== null) {
			const json = JSON.stringify(value);
			return escape === 'address' ? encodeURIComponent(json) : json;
		}
		const text = value === undefined || value === null ? '' : String(value);
		if (escape === 'address') return encodeURIComponent(text);
		return escape === 'json' ? JSON.stringify(text).slice(1, -1) : text;
	});
}

function at(value: unknown, [head, ...rest]: string[]): unknown {
	if (head === undefined) return value;
	if (typeof value !== 'object' || value === null || !Object.hasOwn(value, head)) return undefined;
	return at((value as Record<string, unknown>)[head], rest);
}
