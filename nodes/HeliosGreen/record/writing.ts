/** What the operations that write records share. Loaded when a record is written. */
import type { IDataObject } from 'n8n-workflow';

import { badInput, Fault } from '../../shared/fault';
import { mapped, mappingRows } from '../../shared/mapping';
import type { ItemContext, Plan } from '../../shared/operation';
import { settled } from '../../shared/settled';
import type { Changes } from '../../shared/sync/types';
import type { HeliosGreenApi, HeliosRecord } from '../api';
import type { NumberAttribute, RecordChange, RecordName, RelationChange } from '../messages/record';
import { sameValue } from '../values';

/** What a person enters to write a record. */
export interface WriteFields {
	recordClass: string;
	folder?: string;
	recordNumber?: string;
	relations?: {
		rows?: Array<{ relation?: string; orientation?: string; action?: string; class?: string; number?: string }>;
	};
	options?: {
		numberAttribute?: string;
		setFolder?: boolean;
		disableBusinessLogic?: boolean;
		message?: string;
		compareFirst?: boolean;
	};
}

export interface WritePlan extends Plan {
	change: RecordChange;
}

type Context = ItemContext<HeliosGreenApi, WriteFields & Record<string, unknown>>;

/** The change that an item asks for. @throws Fault `input` where it has no values at all */
export function changeOf(context: Context, action: RecordChange['action'], keys: readonly string[] = []): RecordChange {
	const { api, read } = context;
	const { recordClass, folder, recordNumber, options = {} } = read;
	const triggers = new Set(
		mappingRows<{ field: string; from: 'path'; triggers?: boolean }>(read)
			.filter((row) => row.triggers)
			.map(({ field }) => field),
	);
	const values = Object.entries(mapped(context));
	const { message, setFolder, disableBusinessLogic } = options;
	const naming = options.numberAttribute ? { numberAttribute: options.numberAttribute as NumberAttribute } : {};
	const relations = relationsOf(read.relations?.rows ?? [], naming);
	if (values.length === 0 && relations.length === 0) {
		throw badInput('Attributes', 'No attribute has a value, so there is nothing to write.', 'Add an attribute.');
	}
	const target: RecordName = {
		class: recordClass,
		...(folder && { folder }),
		...(recordNumber && { number: recordNumber }),
		...naming,
	};
	return {
		target,
		action,
		attributes: values.map(([name, value]) => ({
			name,
			value: writtenValue(api, name, value),
			triggers: triggers.has(name),
			...(typeof value === 'number' && { isNumber: true }),
		})),
		...(relations.length > 0 && { relations }),
		...(keys.length > 0 && { keyAttributes: keys }),
		...(setFolder && { folderAction: 'setFolder' }),
		...(disableBusinessLogic && { disableBusinessLogic }),
		...(message?.trim() && { message }),
	};
}

/** @throws Fault `input` for a date that is none, which must not clear the attribute */
function writtenValue(api: HeliosGreenApi, name: string, value: unknown): string | null {
	const written = api.toHelios(value);
	if (written !== null || value === null || value === undefined) return written;
	throw badInput(
		'Attributes',
		`The value for "${name}" is not a valid date.`,
		'Check the expression or the incoming item.',
	);
}

type RelationRow = NonNullable<NonNullable<WriteFields['relations']>['rows']>[number];

function relationsOf(rows: readonly RelationRow[], naming: Pick<RecordName, 'numberAttribute'>): RelationChange[] {
	const groups = new Map<string, RelationChange & { records: RecordName[] }>();
	for (const { relation: typed, orientation, action = 'add', class: kind, number } of rows) {
		const relation = String(typed ?? '');
		const key = JSON.stringify([relation, orientation, action]);
		const group = groups.get(key) ?? {
			relation,
			...(orientation && { orientation: orientation as 'L' | 'R' }),
			action: action as RelationChange['action'],
			records: [],
		};
		const text = String(number ?? '').trim();
		if (text !== '') group.records.push({ class: String(kind ?? ''), number: text, ...naming });
		groups.set(key, group);
	}
	return [...groups.values()];
}

/** What of a record would change. Attributes that the record does not show count as changed. */
export function differences({ attributes }: RecordChange, found: HeliosRecord | undefined): Changes {
	const changed = attributes
		.map(({ name, value, isNumber }) => ({ name, to: value, isNumber, from: found?.attributes[name] }))
		.filter(({ from, to, isNumber }) => from === undefined || !sameValue(from, to, isNumber));
	return Object.fromEntries(
		changed.map(({ name, from, to }) => [name, { ...(from !== undefined && { from }), to }]),
	) as Changes;
}

/** The plan for a record that was looked up: nothing is sent where nothing would change. */
export function planFor(change: RecordChange, found: HeliosRecord, key: string): WritePlan {
	const changes = differences(change, found);
	const isUnchanged = Object.keys(changes).length === 0 && !change.relations && !change.folderAction;
	const record = found as IDataObject;
	return isUnchanged
		? { action: 'unchanged', key, change, record }
		: { action: 'updated', key, change, changes, record };
}

/** A write whose answer is lost may have been done. */
export async function writeOnce(what: string, work: () => Promise<HeliosRecord | undefined>): Promise<IDataObject> {
	const outcome = await settled(work);
	if ('value' in outcome) return outcome.value ?? {};
	const { error } = outcome;
	if (!(error instanceof Fault) || error.effect !== 'unknown') throw error;
	throw new Fault(error.kind, `${error.message} ${what} may have been written.`, {
		...(error.status !== undefined && { status: error.status }),
		effect: 'unknown',
		advice: 'Look in Helios before running again.',
	});
}
