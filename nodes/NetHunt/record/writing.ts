import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../../shared/fault';
import type { NetHuntApi, NetHuntRecord } from '../api';
import { writeAndLook } from '../lost';
import { isEmpty, valueFor } from '../values';
import { differing, remaining, type Edit, type EditContext, type Remaining } from './edit';
import { goneFault } from './gone';
import { afterUpdate, shapesFor } from './shapes';

export interface Update {
	record: NetHuntRecord;
	edits: readonly Edit[];
	context: EditContext;
}

/**
 * Sends what is still to be done. When the answer is lost, the record is looked at: what it then lacks is sent again.
 * @throws Fault when the record is gone, or when NetHunt kept a value that was to be cleared
 */
export async function sendUpdate(
	api: NetHuntApi,
	{ record, edits, context }: Update,
	hint: (line: string) => void,
): Promise<NetHuntRecord> {
	let left = remaining(edits, record.fields, context);
	const { changes } = left;
	const updated = await writeAndLook(
		`The update of record ${record.recordId}`,
		async () => afterUpdate(record, Object.keys(left.actions), await api.updateRecord(record.recordId, left.actions)),
		async () => {
			const now = await api.findRecord(record.folderId, record.recordId);
			if (!now) throw goneFault(record.recordId);
			left = remaining(edits, now.fields, context);
			return Object.keys(left.actions).length === 0 ? now : undefined;
		},
	);
	checkResult(changes, updated, hint);
	return updated;
}

function checkResult(changes: Remaining['changes'], updated: NetHuntRecord, hint: (line: string) => void): void {
	const others = differing(changes, updated.fields);
	const kept = others.find((name) => isEmpty(changes[name]?.to) && !isEmpty(updated.fields[name]));
	if (kept !== undefined) {
		throw new Fault('conflict', `NetHunt kept the value of "${kept}" although it was asked to clear it.`, {
			advice: 'Clear it in NetHunt by hand, and check there whether the field may be empty at all.',
			field: kept,
		});
	}
	for (const name of others) hint(`NetHunt stored another value in "${name}" than was sent; look at the output.`);
}

/** The values of a new record as NetHunt takes them. @throws Fault for a field that the folder does not have */
export async function newFields(
	api: NetHuntApi,
	folderId: string,
	values: Record<string, unknown>,
	zone: string,
): Promise<IDataObject> {
	const shapes = await shapesFor(api, folderId, Object.keys(values));
	const entries = Object.entries(values).map(([name, value]) => [name, valueFor(name, value, shapes?.get(name), zone)]);
	return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as IDataObject;
}

/** What edits would do to a record. @throws Fault for a field that the folder does not have */
export async function editPlan(api: NetHuntApi, record: NetHuntRecord, edits: readonly Edit[], zone: string) {
	const names = edits.map(({ field }) => field);
	const shapes = await shapesFor(api, record.folderId, names, record.fields);
	const context = { zone, ...(shapes && { shapes }) };
	const { changes } = remaining(edits, record.fields, context);
	const action = Object.keys(changes).length > 0 ? ('updated' as const) : ('unchanged' as const);
	const update: Update = { record, edits, context };
	return { action, changes, record, update };
}

/** The fields of a new record with what they would hold, for the dry run. */
export const changesOfNew = (fields: IDataObject) =>
	Object.fromEntries(Object.entries(fields).map(([name, to]) => [name, { from: null, to }]));
