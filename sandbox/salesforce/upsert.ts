import { Refusal, type Field, type Row } from './model';
import type { Table } from './table';
import type { Json, Source, Writer } from './write';

/** Creates or updates by an external id that the record carries; without a value of Id it creates. Throws a Refusal. */
export function upserted(
	writer: Writer,
	table: Table,
	field: Field,
	record: Json,
	source: Source,
): { row: Row; created: boolean } {
	const name = nameIn(record, field.name);
	const { [name]: value, ...rest } = record;
	const given = isGiven(value);
	const isId = field.name === 'Id';
	if (!given && !isId) throw new Refusal(400, 'MISSING_ARGUMENT', `${field.name} not specified`, [field.name]);
	const rows = given ? writer.byExternalId(table, field, value) : [];
	if (rows.length > 1) {
		const message = `${field.name} '${String(value)}' is found more than once`;
		throw new Refusal(400, 'DUPLICATE_EXTERNAL_ID', message, [field.name]);
	}
	if (rows[0]) return { row: writer.update(rows[0], rest, source), created: false };
	if (isId && given) throw new Refusal(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', ['Id']);
	return { row: writer.insert(table, isId ? rest : record, source), created: true };
}

/** The name as the record writes it, which may differ in case. */
export const nameIn = (record: Json, name: string): string =>
	Object.keys(record).find((key) => key.toLowerCase() === name.toLowerCase()) ?? name;

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** What an external id is compared by within one request; undefined without a value. */
export function keyIn(record: Json, field: Field): string | undefined {
	const value = record[nameIn(record, field.name)];
	return isGiven(value) ? String(value).toLowerCase() : undefined;
}
