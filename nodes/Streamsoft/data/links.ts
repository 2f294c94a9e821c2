/** From which record of another system a task was made: kept in the database itself, so that nothing else can lose it. */
import { Fault } from '../../shared/fault';
import type { Work } from '../database';
import { marks } from '../profile/catalogue';
import type { Model } from './model';

export interface TaskLink {
	system: string;
	id: string;
}

const SYSTEM_LENGTH = 40;
const ID_LENGTH = 120;

/** As it stands in one column. */
const inOne = ({ system, id }: TaskLink): string => `${encodeURIComponent(system)}/${encodeURIComponent(id)}`;

/** What the administrator of the database has to run once. */
export function linkDdl({ profile }: Model): string {
	const { link, events } = profile;
	if (link && 'column' in link) {
		return (
			`ALTER TABLE ${events.table} ADD ${link.column} VARCHAR(${SYSTEM_LENGTH + ID_LENGTH}) CHARACTER SET ASCII; ` +
			`CREATE UNIQUE INDEX XXX_N8N_ZRODLO_U ON ${events.table} (${link.column});`
		);
	}
	const { table, task, system, id } = link ?? {
		table: 'XXX_N8N_LINK',
		task: events.pk,
		system: 'SYSTEM',
		id: 'ID_ZRODLA',
	};
	return (
		`CREATE TABLE ${table} (${system} VARCHAR(${SYSTEM_LENGTH}) CHARACTER SET UTF8 NOT NULL, ` +
		`${id} VARCHAR(${ID_LENGTH}) CHARACTER SET UTF8 NOT NULL, ${task} INTEGER NOT NULL, ` +
		`CONSTRAINT PK_${table} PRIMARY KEY (${system}, ${id})); CREATE INDEX ${table}_T ON ${table} (${task});`
	);
}

/** Whether there is a place for links; what it lacks and how to make it. */
export function placeForLinks(model: Model): { isThere: true } | { lacks: string; ddl: string } {
	const { link, events } = model.profile;
	if (!link) return { lacks: 'the schema profile names none under "link"', ddl: linkDdl(model) };
	const needed = 'column' in link ? [link.column] : [link.task, link.system, link.id];
	const table = 'table' in link ? link.table : events.table;
	const known = model.catalogue.tables.get(table);
	if (known && needed.every((column) => known.has(column))) return { isThere: true };
	return { lacks: `${table}${known ? ` (${needed.join(', ')})` : ''}`, ddl: linkDdl(model) };
}

/** @throws Fault with the statements to run, where the database has no place for links */
export function checkLinks(model: Model): void {
	const place = placeForLinks(model);
	if ('isThere' in place) return;
	throw new Fault(
		'misconfigured',
		`The database has no place for links between tasks and their source records: ${place.lacks}.`,
		{
			advice: `Let the administrator of the database run this once, and grant the database user SELECT, INSERT, UPDATE and DELETE on it: ${place.ddl}`,
		},
	);
}

/** Links with the ID of their task; those of deleted tasks are not among them. At most some hundreds. */
export async function linkedTasks(
	model: Model,
	{ rows }: Pick<Work, 'rows'>,
	links: readonly TaskLink[],
): Promise<Map<string, number>> {
	checkLinks(model);
	const found = new Map<string, number>();
	if (links.length === 0) return found;
	const { events } = model.profile;
	const link = model.profile.link!;
	if ('column' in link) {
		const keys = links.map(inOne);
		const sql = `SELECT E.${link.column}, E.${events.pk} FROM ${events.table} E WHERE E.${link.column} IN (${marks(keys.length)})`;
		const byKey = new Map((await rows(sql, keys)).map(([key, id]) => [String(key).trim(), Number(id)]));
		for (const one of links) {
			const id = byKey.get(inOne(one));
			if (id !== undefined) found.set(linkKeyOf(one), id);
		}
		return found;
	}
	for (const system of new Set(links.map((one) => one.system))) {
		const ids = [...new Set(links.filter((one) => one.system === system).map(({ id }) => id))];
		const sql =
			`SELECT L.${link.id}, L.${link.task} FROM ${link.table} L JOIN ${events.table} E ON E.${events.pk} = L.${link.task} ` +
			`WHERE L.${link.system} = ? AND L.${link.id} IN (${marks(ids.length)})`;
		for (const [id, task] of await rows(sql, [system, ...ids])) {
			found.set(linkKeyOf({ system, id: String(id) }), Number(task));
		}
	}
	return found;
}

export const linkKeyOf = ({ system, id }: TaskLink): string => JSON.stringify([system, id]);

export async function linkedTask(model: Model, work: Pick<Work, 'rows'>, link: TaskLink): Promise<number | undefined> {
	return (await linkedTasks(model, work, [link])).get(linkKeyOf(link));
}

/** A link that leads to a deleted task gives way; one that leads to another task does not: the key of the table refuses a second one. */
export async function writeLink(
	model: Model,
	{ rows }: Pick<Work, 'rows'>,
	one: TaskLink,
	task: number,
): Promise<void> {
	checkLinks(model);
	const { events } = model.profile;
	const link = model.profile.link!;
	if ('column' in link) {
		await rows(`UPDATE ${events.table} SET ${link.column} = ? WHERE ${events.pk} = ?`, [inOne(one), task]);
		return;
	}
	const gone = `NOT EXISTS (SELECT 1 FROM ${events.table} E WHERE E.${events.pk} = L.${link.task})`;
	await rows(`DELETE FROM ${link.table} L WHERE L.${link.system} = ? AND L.${link.id} = ? AND ${gone}`, [
		one.system,
		one.id,
	]);
	await rows(`INSERT INTO ${link.table} (${link.system}, ${link.id}, ${link.task}) VALUES (?, ?, ?)`, [
		one.system,
		one.id,
		task,
	]);
}
