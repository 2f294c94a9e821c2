/** A body that was sent as a form. Pure. */
import type { IDataObject } from 'n8n-workflow';

import { settledNow } from '../../shared/settled';

/** Nobody's template goes deeper; what does is left as one field. */
const DEEPEST = 8;
const NAME = /^([^[\]]+)((?:\[[^[\]]*\])*)$/;

/** Maps, not objects, so that no name can mean something that every object has. */
type Branch = Map<string, unknown>;

/** `data[title]=x` is a field in a field, `tags[]=x` one of a list; a field may hold JSON. */
export function formIn(text: string): IDataObject {
	const root: Branch = new Map();
	for (const [name, value] of new URLSearchParams(text)) put(root, pathOf(name), contentOf(value));
	return Object.fromEntries([...root].map(([name, value]) => [name, plain(value)])) as IDataObject;
}

function pathOf(name: string): string[] {
	const [, first, rest = ''] = NAME.exec(name) ?? [];
	if (first === undefined) return [name];
	const inner = rest === '' ? [] : rest.slice(1, -1).split('][');
	return inner.length < DEEPEST ? [first, ...inner] : [name];
}

function contentOf(value: string): unknown {
	const parsed = /^\s*[{[]/.test(value) ? settledNow(() => JSON.parse(value) as unknown) : { value };
	return 'value' in parsed ? parsed.value : value;
}

function put(root: Branch, path: readonly string[], value: unknown): void {
	let branch = root;
	for (const step of path.slice(0, -1)) {
		const next = branch.get(step);
		const deeper: Branch = next instanceof Map ? next : new Map();
		branch.set(step, deeper);
		branch = deeper;
	}
	branch.set(path.at(-1) || String(branch.size), value);
}

/** Numbered from 0 it is a list. */
function plain(value: unknown): unknown {
	if (!(value instanceof Map)) return value;
	const entries = [...(value as Branch)].map(([key, inner]) => [key, plain(inner)] as const);
	return entries.length > 0 && entries.every(([key], index) => key === String(index))
		? entries.map(([, inner]) => inner)
		: Object.fromEntries(entries);
}
