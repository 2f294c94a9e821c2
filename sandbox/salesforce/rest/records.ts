import type { VendorReply } from '../../common';
import { Refusal, type Field, type Row } from '../model';
import { shown } from '../schema/fields';
import { attributesOf } from '../soql/select';
import type { Table } from '../table';
import { bodyOf, empty, rowOf, sourceOf, tableOf, type Call, type Endpoint } from './call';

export const createRecord: Endpoint = (call) => {
	const table = tableOf(call, call.parts[0]!);
	const row = call.writer.insert(table, bodyOf(call), sourceOf(call));
	return { status: 201, json: { id: row.id, success: true, errors: [] } };
};

export const retrieveRecord: Endpoint = (call) => {
	const table = tableOf(call, call.parts[0]!);
	return { json: recordJson(call, table, rowOf(call, table, call.parts[1]!), call.request.query.get('fields')) };
};

export const updateRecord: Endpoint = (call) => {
	const table = tableOf(call, call.parts[0]!);
	const body = bodyOf(call);
	const stray = Object.keys(body).find((name) => name.toLowerCase() === 'id');
	if (stray) throw inBody(stray);
	call.writer.update(rowOf(call, table, call.parts[1]!), body, sourceOf(call));
	return empty();
};

export const deleteRecord: Endpoint = (call) => {
	const table = tableOf(call, call.parts[0]!);
	call.writer.remove(rowOf(call, table, call.parts[1]!), sourceOf(call));
	return empty();
};

/** GET, PATCH and DELETE of `/sobjects/Contact/Key__c/value`; 300 with all addresses when several rows have the value (salesforce.md 3). */
export const byExternalId: Endpoint = (call) => {
	const [name = '', fieldName = '', value = ''] = call.parts;
	const table = tableOf(call, name);
	const field = call.writer.externalIdField(table, fieldName);
	const rows = call.writer.byExternalId(table, field, value);
	if (rows.length > 1) return several(call, rows);
	if (call.request.method === 'PATCH') return upsert(call, table, field, value, rows[0]);
	if (!rows[0]) throw new Refusal(404, 'NOT_FOUND', 'The requested resource does not exist');
	if (call.request.method === 'GET')
		return { json: recordJson(call, table, rows[0], call.request.query.get('fields')) };
	call.writer.remove(rows[0], sourceOf(call));
	return empty();
};

function upsert(call: Call, table: Table, field: Field, value: string, row: Row | undefined): VendorReply {
	const body = bodyOf(call);
	const stray = Object.keys(body).find((name) => ['id', field.name.toLowerCase()].includes(name.toLowerCase()));
	if (stray) throw inBody(stray);
	if (!row) {
		const isId = field.name === 'Id';
		if (isId) throw new Refusal(404, 'NOT_FOUND', 'The requested resource does not exist');
		const key = ['double', 'int'].includes(field.type) ? Number(value) : value;
		const { id } = call.writer.insert(table, { ...body, [field.name]: key }, sourceOf(call));
		return { status: 201, json: { id, success: true, errors: [], created: true } };
	}
	call.writer.update(row, body, sourceOf(call));
	if (call.switches.upsertUpdateStatus === 204) return empty();
	return { json: { id: row.id, success: true, errors: [], created: false } };
}

const several = ({ version }: Call, rows: readonly Row[]): VendorReply => ({
	status: 300,
	json: rows.map((row) => attributesOf(row, version).url),
});

const inBody = (name: string) =>
	new Refusal(400, 'INVALID_FIELD', `The ${name} field should not be specified in the sobject data.`, [name]);

/** All fields, or those named by `fields` ('Id,Name'). Throws a Refusal INVALID_FIELD. */
export function recordJson(call: Call, table: Table, row: Row, names: string | null): Record<string, unknown> {
	const fields =
		names === null
			? [...table.fields.values()].filter(({ access }) => access !== 'hidden')
			: names.split(',').map((name) => fieldNamed(table, name.trim()));
	const entries = fields.map((field) => [field.name, shown(field, row, field.read(row))]);
	return { attributes: attributesOf(row, call.version), ...Object.fromEntries(entries) };
}

export function fieldNamed(table: Table, name: string): Field {
	const field = table.field(name);
	if (field) return field;
	throw new Refusal(400, 'INVALID_FIELD', `No such column '${name}' on sobject of type ${table.name}`, [name]);
}
