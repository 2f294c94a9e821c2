import type { Statements, Value } from './database';
import type { Names } from './schema/names';
import type { Reference, StreamsoftSeed, TaskFields } from './seedSchema';

type RowOf<K extends keyof StreamsoftSeed> = NonNullable<StreamsoftSeed[K]>[number];

/** Writes rows in the words of seeds and acts. Everything within the caller's transaction. */
export class Rows {
	private readonly known = new Map<string, number>();

	constructor(
		private readonly statements: Statements,
		private readonly names: Names,
	) {}

	operator = ({ id, login, name = login, active = true }: RowOf<'operators'>) =>
		this.insert('UZYTKOWNIK', id, { LOGIN: login, NAZWISKOIMIE: name, AKTYWNY: Number(active) });

	contractor = ({ id, number, name, base = 0 }: RowOf<'contractors'>) =>
		this.insert('KONTRAH', id, { NRKONTRAH: number ?? null, NAZWASKR: name, BAZAKONTRAH: base });

	branch = async ({ id, contractor, name }: RowOf<'branches'>) =>
		await this.insert('ODDZIALKONTRAH', id, { ID_KONTRAH: await this.contractorId(contractor), NAZWA: name ?? null });

	person = async ({ id, branch, lastName, firstName }: RowOf<'persons'>) =>
		await this.insert('OSOBAKONTRAH', id, {
			ID_ODDZIALKONTRAH: await this.find('branch', 'ODDZIALKONTRAH', 'ID_ODDZIALKONTRAH', ['NAZWA'], branch),
			NAZWISKO: lastName,
			IMIE: firstName ?? null,
		});

	type({ id, name, synchronised = false }: RowOf<'types'>) {
		const { type, column } = this.names;
		return this.insert(type, id, { [column.typeName]: name, [column.synchronised]: Number(synchronised) });
	}

	feature({ id, name }: RowOf<'features'>) {
		return this.insert(this.names.feature, id, { [this.names.column.featureName]: name });
	}

	async task({ id, features = {}, ...fields }: TaskFields): Promise<number> {
		const task = await this.insert(this.names.task, id, await this.taskColumns(fields));
		for (const [name, value] of Object.entries(features)) await this.setFeature(task, name, value);
		return task;
	}

	/** Only the fields that are named. False where there is no such task. */
	async editTask(task: number, { features = {}, id: _id, ...fields }: TaskFields): Promise<boolean> {
		const { names, statements } = this;
		const columns = Object.entries(await this.taskColumns(fields));
		const sets = columns.map(([column]) => `${column} = ${this.parameter(column)}`);
		// Without a field it still is an update, as a form that is saved unchanged.
		const sql = `UPDATE ${names.task} SET ${sets.join(', ') || `${names.column.done} = ${names.column.done}`} WHERE ${names.column.taskId} = ?`;
		const met = await statements.run(`${sql} RETURNING ${names.column.taskId}`, [
			...columns.map(([, value]) => value),
			task,
		]);
		if (!met || met[names.column.taskId] === null) return false;
		for (const [name, value] of Object.entries(features)) await this.setFeature(task, name, value);
		return true;
	}

	/** Null takes the value away. */
	async setFeature(task: number, feature: Reference, value: string | null): Promise<void> {
		const { value: table, column } = this.names;
		const id = await this.featureId(feature);
		if (value === null)
			await this.statements.run(`DELETE FROM ${table} WHERE ${column.taskId} = ? AND ${column.featureId} = ?`, [
				task,
				id,
			]);
		else
			await this.statements.run(
				`UPDATE OR INSERT INTO ${table} (${column.taskId}, ${column.featureId}, WARTOSC) VALUES (?, ?, ?) MATCHING (${column.taskId}, ${column.featureId})`,
				[task, id, value],
			);
	}

	/** Ids given by hand must not meet those that the generators give later. */
	async raiseGenerators(tables: readonly string[]): Promise<void> {
		for (const table of tables) {
			const step = `(SELECT COALESCE(MAX(ID_${table}), 0) FROM ${table}) - GEN_ID(GEN_${table}, 0)`;
			await this.statements.run(`SELECT GEN_ID(GEN_${table}, MAXVALUE(0, ${step})) FROM RDB$DATABASE`);
		}
	}

	operatorId = (reference: Reference) =>
		this.find('operator', 'UZYTKOWNIK', 'ID_UZYTKOWNIK', ['LOGIN', 'NAZWISKOIMIE'], reference);
	contractorId = (reference: Reference) => this.find('contractor', 'KONTRAH', 'ID_KONTRAH', ['NAZWASKR'], reference);
	typeId = (reference: Reference) =>
		this.find('type', this.names.type, this.names.column.typeId, [this.names.column.typeName], reference);
	featureId = (reference: Reference) =>
		this.find('feature', this.names.feature, this.names.column.featureId, [this.names.column.featureName], reference);

	private async taskColumns(fields: Omit<TaskFields, 'id' | 'features'>): Promise<Record<string, Value>> {
		const { column } = this.names;
		const { type, operator, contractor, modified } = fields;
		const columns: Record<string, Value | undefined> = {
			[column.typeId]: type === undefined ? undefined : await this.typeId(type),
			ID_UZYTKOWNIK: operator === undefined ? undefined : await this.operatorId(operator),
			ID_KONTRAH: contractor === undefined || contractor === null ? contractor : await this.contractorId(contractor),
			ID_OSOBAKONTRAH: fields.person,
			[column.subject]: fields.subject,
			[column.description]: fields.description,
			[column.place]: fields.place,
			[column.start]: fields.start,
			[column.end]: fields.end,
			[column.allDay]: fields.allDay === undefined ? undefined : Number(fields.allDay),
			[column.done]: fields.done === undefined ? undefined : Number(fields.done),
		};
		if (modified !== undefined) {
			if (column.modified === undefined) throw new Error('This schema keeps no time of modification.');
			columns[column.modified] = modified;
		}
		return Object.fromEntries(
			Object.entries(columns).filter((entry): entry is [string, Value] => entry[1] !== undefined),
		);
	}

	private async insert(table: string, id: number | undefined, columns: Record<string, Value>): Promise<number> {
		const key = `ID_${table}`;
		const entries = Object.entries(columns);
		const sql = `INSERT INTO ${table} (${[key, ...Object.keys(columns)].join(', ')}) VALUES (${[
			id === undefined ? `GEN_ID(GEN_${table}, 1)` : '?',
			...entries.map(([column]) => this.parameter(column)),
		].join(', ')}) RETURNING ${key}`;
		const row = await this.statements.run(sql, [
			...(id === undefined ? [] : [id]),
			...entries.map(([, value]) => value),
		]);
		return row?.[key] as number;
	}

	/** Times go as text: the driver would shift a date by the zone of this process (streamsoft.md 4.5). */
	private parameter(column: string): string {
		const { start, end, modified } = this.names.column;
		return [start, end, modified].includes(column) ? 'CAST(CAST(? AS VARCHAR(30)) AS TIMESTAMP)' : '?';
	}

	private async find(
		what: string,
		table: string,
		key: string,
		columns: string[],
		reference: Reference,
	): Promise<number> {
		const asked = `${table}:${typeof reference}:${reference}`;
		const known = this.known.get(asked);
		if (known !== undefined) return known;
		const isId = typeof reference === 'number';
		const where = isId ? `${key} = ?` : columns.map((column) => `${column} = ?`).join(' OR ');
		const values = isId ? [reference] : columns.map(() => reference);
		const [row] = await this.statements.rows(`SELECT FIRST 1 ${key} FROM ${table} WHERE ${where} ORDER BY 1`, values);
		if (!row) throw new Error(`There is no ${what} '${reference}'.`);
		this.known.set(asked, row[key] as number);
		return row[key] as number;
	}
}
