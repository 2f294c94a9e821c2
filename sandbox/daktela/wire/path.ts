import { resources, type ResourceName, type Field } from '../resources';
import type { DaktelaStore } from '../store';
import type { Row } from '../types';

export type Kind = 'text' | 'number' | 'time' | 'bool';

/** What a filter or a sort reads at a path such as `edited`, `account.title` or `customFields.email`. */
export interface Reader {
	kind: Kind;
	/** The table's own field with one value, which has an order. */
	own?: string;
	/** All values; none when there is nothing. */
	read(row: Row): Array<string | number>;
}

/** Undefined when there is no such field. A relation counts as its key. */
export function readerOf(store: DaktelaStore, resource: ResourceName, path: string[]): Reader | undefined {
	const [head = '', ...rest] = path;
	const { key, fields, counted, open, customBy } = resources[resource];
	if (head === 'customFields' && customBy !== undefined) return rest.length === 1 ? customReader(rest[0]!) : undefined;
	if (head === key) return rest.length ? undefined : ownReader(store, resource, head, counted ? 'number' : 'text');
	const field = Object.hasOwn(fields, head) ? fields[head]! : undefined;
	if (!field) return open && !rest.length ? ownReader(store, resource, head, 'text') : undefined;
	if (field.kind === 'relation' || field.kind === 'relations')
		return relationReader(store, resource, head, field, rest);
	return rest.length ? undefined : ownReader(store, resource, head, kindOf(field));
}

const kindOf = ({ kind }: Field): Kind => (kind === 'number' || kind === 'bool' || kind === 'time' ? kind : 'text');

function ownReader(store: DaktelaStore, resource: ResourceName, own: string, kind: Kind): Reader {
	const keyOf = store.tables[resource].keyOf(own);
	const read = (row: Row) => {
		const key = keyOf(row);
		return key === null ? [] : [key];
	};
	return { kind, own, read };
}

const customReader = (name: string): Reader => ({ kind: 'text', read: (row) => row.custom[name] ?? [] });

function relationReader(
	store: DaktelaStore,
	resource: ResourceName,
	own: string,
	field: Field & { to: ResourceName },
	rest: string[],
): Reader | undefined {
	const target = resources[field.to];
	const kind = target.counted ? 'number' : 'text';
	const isKey = rest.length === 0 || (rest.length === 1 && rest[0] === target.key);
	if (isKey && field.kind === 'relation') return ownReader(store, resource, own, kind);
	const keys = (row: Row): string[] => [row.values[own] ?? []].flat() as string[];
	if (isKey) return { kind, read: keys };
	const inner = readerOf(store, field.to, rest);
	if (!inner) return undefined;
	const read = (row: Row) =>
		keys(row).flatMap((name) => {
			const found = store.row(field.to, name);
			return found ? inner.read(found) : [];
		});
	return { kind: inner.kind, read };
}
