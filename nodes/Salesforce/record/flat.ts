import type { IDataObject } from 'n8n-workflow';

/** Flat and short: without the addresses of records, parents as `Account.Name`, children as plain lists. */
export function flat(row: IDataObject): IDataObject {
	const result: IDataObject = {};
	spread(row, '', result);
	return result;
}

function spread(row: IDataObject, prefix: string, result: IDataObject): void {
	for (const [name, value] of Object.entries(row)) {
		if (name === 'attributes') continue;
		if (!isObject(value)) result[prefix + name] = value;
		else if (Array.isArray(value.records)) result[prefix + name] = (value.records as IDataObject[]).map(flat);
		else if ('attributes' in value) spread(value, `${prefix}${name}.`, result);
		else result[prefix + name] = value;
	}
}

const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
