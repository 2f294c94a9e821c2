/** Where an object that stands for a person or a record keeps the text a human would write for it. */
const NAME_KEYS = ['name', 'emailAddress', 'email', 'recordId', 'id'] as const;

/** The names and ids by which an object that stands for a person or a record is known; empty for any other object. */
export function namesOf(value: object): (string | number)[] {
	const names: (string | number)[] = [];
	for (const key of NAME_KEYS) {
		const name: unknown = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
		if ((typeof name === 'string' && name !== '') || typeof name === 'number') names.push(name);
	}
	return names;
}

/** Dates of every kind as ISO text; anything else unchanged. */
export function withoutDates(value: unknown): unknown {
	if (value === null || typeof value !== 'object') return value;
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
	if ('toISO' in value && typeof value.toISO === 'function') return value.toISO() as unknown;
	return value;
}

/** A value as a human would write it: nothing for no value, lists joined by a comma, a person or record by its name. */
export function textOf(value: unknown): string {
	const plain = withoutDates(value);
	if (plain === null || plain === undefined) return '';
	if (typeof plain !== 'object') return String(plain);
	if (!Array.isArray(plain)) return String(namesOf(plain)[0] ?? JSON.stringify(plain));
	return plain
		.map(textOf)
		.filter((text) => text !== '')
		.join(', ');
}
