/** Checks of seeds and of act arguments. Each throws an Error that names the place, as 'folders[0].name: …'. */

export type Json = Record<string, unknown>;

export function object(value: unknown, where: string): Json {
	if (typeof value !== 'object' || value === null || Array.isArray(value))
		throw new Error(`${where}: an object is needed.`);
	return value as Json;
}

export function text(value: unknown, where: string): string {
	if (typeof value !== 'string' || value === '') throw new Error(`${where}: a text is needed.`);
	return value;
}

export function optionalText(value: unknown, where: string): string | undefined {
	return value === undefined || value === null ? undefined : text(value, where);
}

export function number(value: unknown, where: string): number {
	if (typeof value !== 'number' || !Number.isFinite(value)) throw new Error(`${where}: a number is needed.`);
	return value;
}

export function optionalNumber(value: unknown, where: string): number | undefined {
	return value === undefined || value === null ? undefined : number(value, where);
}

/** An absent list is an empty one. */
export function list(value: unknown, where: string): unknown[] {
	if (value === undefined || value === null) return [];
	if (!Array.isArray(value)) throw new Error(`${where}: a list is needed.`);
	return value;
}

export function texts(value: unknown, where: string): string[] {
	return list(value, where).map((item, at) => text(item, `${where}[${at}]`));
}

/** Milliseconds since 1970 of an ISO date-time (or of milliseconds). */
export function time(value: unknown, where: string): number {
	const parsed = typeof value === 'number' ? value : Date.parse(text(value, where));
	if (Number.isNaN(parsed)) throw new Error(`${where}: '${String(value)}' is not a date-time. Give an ISO one.`);
	return parsed;
}

export function optionalTime(value: unknown, where: string): number | undefined {
	return value === undefined || value === null ? undefined : time(value, where);
}

/** Refuses keys that nobody reads, so that a misspelt one is not silently lost. */
export function onlyKeys(value: Json, allowed: readonly string[], where: string): void {
	const stray = Object.keys(value).find((key) => !allowed.includes(key));
	if (stray !== undefined) throw new Error(`${where}: '${stray}' is unknown. Known: ${allowed.join(', ')}.`);
}
