import type { IDataObject } from 'n8n-workflow';

import type { SalesforceRecord } from '../schema';
import { flat } from '../record/flat';

/**
 * A row as the item has it: parents as `Account.Name`, as the Salesforce node gives them. A chosen field of a parent that
 * is not there is null, so that a mapping can clear what hangs on it.
 */
export function recordOf(row: SalesforceRecord, columns: readonly string[]): IDataObject {
	const record = flat(row);
	for (const name of columns) {
		if (!name.includes('.') || keyOf(record, name) !== undefined) continue;
		for (let path = parentOf(name); path; path = parentOf(path)) {
			const key = keyOf(record, path);
			if (key !== undefined && record[key] === null) delete record[key];
		}
		record[name] = null;
	}
	return record;
}

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('.')));

/** Salesforce does not tell capitals in names; the answer has them as they were declared. */
function keyOf(record: IDataObject, name: string): string | undefined {
	if (Object.hasOwn(record, name)) return name;
	const wanted = name.toLowerCase();
	return Object.keys(record).find((key) => key.toLowerCase() === wanted);
}

/** The value of a field or of a parent's field; null where there is none. */
export function valueIn(record: IDataObject, name: string): unknown {
	const key = keyOf(record, name);
	return (key === undefined ? null : record[key]) ?? null;
}
