import { badInput } from '../../shared/fault';
import { mappingRows } from '../../shared/mapping';
import { compileRows, type MappingRow, type RowReader } from '../../shared/path';
import { isEmpty } from '../values';
import type { Edit } from './edit';

interface EditRow extends MappingRow {
	edit?: Edit['action'];
}

/** Edits that set every value; an empty one clears the field. */
export const editsFrom = (values: Record<string, unknown>): Edit[] =>
	Object.entries(values).map(([field, value]) => ({ field, value, action: isEmpty(value) ? 'clear' : 'set' }));

interface RowEdit {
	action: Edit['action'];
	read: RowReader;
}

const compiled = new WeakMap<object, RowEdit[]>();

/** Each row by itself, so that one field may lose a value and gain others. */
function rowEdits(read: Record<string, unknown>): RowEdit[] {
	const key = (read.fieldsByName ?? {}) as object;
	const known = compiled.get(key);
	if (known) return known;
	const rows = mappingRows<EditRow>(read);
	checkRows(rows);
	const edits = rows.map((row): RowEdit => {
		const action = row.edit ?? 'set';
		const source = action === 'clear' ? { field: row.field, from: 'value' as const, value: null } : row;
		return { action, read: compileRows([source]) };
	});
	compiled.set(key, edits);
	return edits;
}

function checkRows(rows: readonly EditRow[]): void {
	const isWhole = ({ edit = 'set' }: EditRow) => edit === 'set' || edit === 'clear';
	const both = rows.filter(isWhole).find(({ field }) => rows.filter((row) => row.field === field).length > 1);
	if (!both) return;
	const message = `"${both.field}" is set or cleared in one row, and stands in another row as well.`;
	throw badInput(both.field, message, 'Remove one of the rows.');
}

/** What the rows by name want done; rows whose path leads to nothing are left out, with a hint. */
export function editsByName(read: Record<string, unknown>, json: unknown, hint: (line: string) => void): Edit[] {
	const onEmpty = (field: string, path: string) =>
		hint(`"${path}" is empty in the incoming item, so "${field}" was left as it is.`);
	return rowEdits(read).flatMap(({ action, read: values }) =>
		Object.entries(values(json, onEmpty)).flatMap(([field, value]): Edit[] => {
			if (!isEmpty(value)) return [{ field, value, action }];
			return action === 'set' || action === 'clear' ? [{ field, action: 'clear' }] : [];
		}),
	);
}
