/** A query string or form body with brackets, taken apart as PHP does: `a[0][b]=c` is {a: {0: {b: 'c'}}}. */
export interface Tree {
	[key: string]: string | Tree;
}

const bare = (): Tree => Object.create(null) as Tree;

function decode(text: string): string {
	const spaced = text.replaceAll('+', ' ');
	try {
		return decodeURIComponent(spaced);
	} catch {
		return spaced;
	}
}

/** Later values win; `a[]` takes the next number. */
export function readBrackets(raw: string): Tree {
	const tree = bare();
	for (const pair of raw.split('&')) {
		if (pair === '') continue;
		const at = pair.indexOf('=');
		const name = decode(at < 0 ? pair : pair.slice(0, at));
		put(tree, pathOf(name), at < 0 ? '' : decode(pair.slice(at + 1)));
	}
	return tree;
}

function pathOf(name: string): string[] {
	const open = name.indexOf('[');
	if (open <= 0) return [name];
	return [name.slice(0, open), ...Array.from(name.slice(open).matchAll(/\[([^\]]*)\]/g), ([, key]) => key!)];
}

function put(tree: Tree, path: string[], value: string): void {
	let place = tree;
	for (const [at, step] of path.entries()) {
		const key = step === '' ? String(Object.keys(place).length) : step;
		if (at === path.length - 1) return void (place[key] = value);
		const next = place[key];
		place = typeof next === 'object' ? next : ((place[key] = bare()) as Tree);
	}
}

/** Values in the order of their keys; a bare text is a list of one. */
export function listOf(part: string | Tree | undefined): Array<string | Tree> {
	if (part === undefined) return [];
	return typeof part === 'string' ? [part] : Object.values(part);
}

export const textsOf = (part: string | Tree | undefined): string[] =>
	listOf(part).filter((item): item is string => typeof item === 'string');

export const textOf = (part: string | Tree | undefined): string | undefined =>
	typeof part === 'string' ? part : undefined;

/** Whether all keys are numbers, as in a list. */
export const isNumbered = (tree: Tree): boolean => Object.keys(tree).every((key) => /^\d+$/.test(key));

/** A form body as the JSON body would be: numbered parts are lists. */
export function plain(part: string | Tree): unknown {
	if (typeof part === 'string') return part;
	if (Object.keys(part).length > 0 && isNumbered(part)) return Object.values(part).map(plain);
	return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, plain(value)]));
}
