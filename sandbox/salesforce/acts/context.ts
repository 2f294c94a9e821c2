import { check } from '../../common';
import type { Origin } from '../changes';
import type { Login, Row } from '../model';
import { shown } from '../schema/fields';
import type { Table } from '../table';
import type { World } from '../world';
import type { Source } from '../write';

/** Who does it and when; every act that moves a stamp takes these. */
export interface ActOptions {
	/** User name; default: the first user. */
	by?: string;
	/** ISO time for the stamps instead of the clock's: a row that appears behind a cursor. */
	at?: string;
	/** It appears only this much simulated time later, with the stamp of now (or of `at`). */
	lateMs?: number;
}

/** A record by its id (15 or 18 characters), or by its Name. */
export interface OnRecord extends ActOptions {
	record: string;
}

/** All fields of a record by API name, hidden ones too. */
export type ActRecord = { Id: string } & Record<string, unknown>;

export function tableNamed({ store }: World, object: unknown): Table {
	const name = check.text(object, 'object');
	const table = store.table(name);
	if (!table) throw new Error(`object: there is no object '${name}'.`);
	return table;
}

/** Deleted ones by id alone. */
export function recordOf({ store }: World, { record }: { record: string }): Row {
	const wanted = check.text(record, 'record');
	const known = store.row(wanted);
	if (known) return known;
	for (const table of store.tables.values()) {
		const name = table.field('Name', true) ?? table.field('Subject', true);
		if (!name) continue;
		for (const row of table.rows()) if (row.deletedAt === 0 && name.read(row) === wanted) return row;
	}
	throw new Error(`There is no record '${wanted}'.`);
}

export function loginOf({ people }: World, username: unknown, where: string): Login {
	const name = check.text(username, where);
	const login = people.login(name);
	if (!login) throw new Error(`${where}: there is no user '${name}'.`);
	return login;
}

export function originOf(world: World, { by, at, lateMs }: ActOptions): Origin {
	const stamp = check.optionalTime(at, 'at');
	const late = check.optionalNumber(lateMs, 'lateMs');
	return {
		by: by === undefined ? world.people.first.id : loginOf(world, by, 'by').id,
		...(stamp === undefined ? {} : { at: stamp }),
		...(late === undefined ? {} : { lateMs: late }),
	};
}

export const sourceOf = (world: World, options: ActOptions): Source => ({
	...originOf(world, options),
	from: 'screen',
});

export function told({ store }: World, row: Row): ActRecord {
	const fields = [...store.tableOf(row).fields.values()];
	return { Id: row.id, ...Object.fromEntries(fields.map((field) => [field.name, shown(field, row, field.read(row))])) };
}
