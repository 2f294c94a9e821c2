import { isDeepStrictEqual } from 'node:util';
import { resourceNames, resources, type ResourceName } from '../resources';
import { Refusal, type Origin, type Row } from '../types';
import type { Table } from '../table';
import { stampOf, wallOf, wholeSecond } from '../when';
import { now, type World } from '../world';
import { takeFiles } from './files';
import { prepare, type Input } from './prepare';

/** Makes an object. Throws Invalid. */
export function createRow(world: World, resource: ResourceName, input: Input, origin: Origin): Row {
	const { store } = world;
	const { values, custom } = prepare(world, resource, input);
	const at = stampFor(world, origin);
	const files = takeFiles(world, resource, input, at);
	const sent = input[resources[resource].key];
	const name = sent === undefined || sent === null || sent === '' ? freeName(world, resource) : String(sent);
	store.noteName(resource, name);
	const row: Row = { name, values, custom, created: at, edited: at, files };
	noteClosing(world, resource, row, at);
	store.tables[resource].add(row);
	world.tell('create', resource, row, origin, Object.keys(values));
	if (isClosed(resource, row)) world.tell('close', resource, row, origin, ['action']);
	return row;
}

/** Changes an object, or says that nothing is different. Throws Invalid. */
export function changeRow(world: World, resource: ResourceName, row: Row, input: Input, origin: Origin): Row {
	const { values, custom } = prepare(world, resource, input, row);
	const at = stampFor(world, origin);
	const files = takeFiles(world, resource, input, at);
	const changed = differences(row, values, custom);
	if (files.length) changed.push('add_files');
	if (changed.length === 0 && !world.switches.unchangedIsEdit) return row;
	const wasClosed = isClosed(resource, row);
	world.store.tables[resource].change(row, (changing) => {
		changing.values = values;
		changing.custom = custom;
		changing.edited = at;
		changing.files.push(...files);
		noteClosing(world, resource, changing, at);
	});
	world.tell('update', resource, row, origin, changed);
	if (isClosed(resource, row) && !wasClosed) world.tell('close', resource, row, origin, ['action']);
	return row;
}

/** Takes an object away. Throws Refusal 400 when others need it. */
export function deleteRow(world: World, resource: ResourceName, row: Row, origin: Origin): void {
	const uses = usesOf(world, resource, row.name);
	const mayClear = world.switches.deleteReferenced === 'cleared';
	if (uses.some(({ required }) => required || !mayClear)) throw new Refusal(400, 'referenced');
	for (const { table, field, rows } of uses) {
		const clear = () => rows.forEach((user) => table.change(user, (changing) => forget(changing, field, row.name)));
		if (rows.length > manyRows) table.bulk(clear);
		else clear();
	}
	world.tell('delete', resource, row, origin, []);
	world.store.tables[resource].remove(row);
	if (resource === 'users') world.store.accounts.delete(row.name);
}

/** From here on making the orders anew costs less than keeping them. */
const manyRows = 1000;

/** Who referred to what is gone; that is no edit of theirs. */
function forget(row: Row, field: string, key: string): void {
	const left = row.values[field];
	row.values = { ...row.values, [field]: Array.isArray(left) ? left.filter((other) => other !== key) : null };
}

/** Whatever refers to an object, field by field. */
export function usesOf({ store }: World, resource: ResourceName, key: string) {
	return resourceNames.flatMap((name) => {
		const table = store.tables[name];
		return Object.entries(resources[name].fields).flatMap(([field, definition]) => {
			if (!('to' in definition) || definition.to !== resource || table.size === 0) return [];
			const rows = definition.kind === 'relation' ? pointing(table, field, resource, key) : listing(table, field, key);
			return rows.length ? [{ table, field, rows, required: definition.required ?? false }] : [];
		});
	});
}

function pointing(table: Table, field: string, resource: ResourceName, key: string): Row[] {
	const order = table.order(field);
	const sought = resources[resource].counted ? Number(key) : key;
	return order.slice(...order.range({ lo: sought, hi: sought }));
}

const listing = (table: Table, field: string, key: string): Row[] =>
	[...table.rows()].filter((row) => (row.values[field] as string[] | undefined)?.includes(key));

/** Names of the fields that would change; custom ones as 'customFields.x'. */
function differences(row: Row, values: Row['values'], custom: Row['custom']): string[] {
	const differ = (a: Record<string, unknown>, b: Record<string, unknown>) =>
		[...new Set([...Object.keys(a), ...Object.keys(b)])].filter(
			(name) => !isDeepStrictEqual(a[name] ?? null, b[name] ?? null),
		);
	return [...differ(row.values, values), ...differ(row.custom, custom).map((name) => `customFields.${name}`)];
}

function stampFor(world: World, { at }: Origin): number {
	return wholeSecond(at ?? now(world) - world.switches.lateCommitMs);
}

function freeName(world: World, resource: ResourceName): string {
	for (;;) {
		const name = world.store.newName(resource);
		if (!world.store.row(resource, name)) return name;
	}
}

const isClosed = (resource: ResourceName, { values }: Row): boolean =>
	resource === 'activities' && values.action === 'CLOSE';

function noteClosing({ switches }: World, resource: ResourceName, row: Row, at: number): void {
	if (resource !== 'activities') return;
	const closed = isClosed(resource, row);
	if (!closed) row.values.time_close = null;
	else row.values.time_close ??= stampOf(wallOf(at, switches.timezone));
}

/** Thrown where a row is looked for by its key. */
export function rowOf({ store }: World, resource: ResourceName, name: string): Row {
	const row = store.row(resource, name);
	if (!row) throw new Refusal(404, 'notExist');
	return row;
}
