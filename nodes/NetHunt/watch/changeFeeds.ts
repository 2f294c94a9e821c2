import { Fault } from '../../shared/fault';
import type { IDataObject } from 'n8n-workflow';

import { became, changedAny } from '../../shared/watch/diff';
import type { Change } from '../../shared/watch/feed';
import type { NetHuntApi } from '../api';
import { folderIdOf } from '../ids';
import { folder, ignoreUsers, otherValues, values, watchedField, watchedFields } from './fields';
import { feedOf, type Source } from './source';
import type { Watch } from './watched';

interface ChangeParams {
	folder: string;
	field?: string;
	fields?: string[];
	values?: string[];
	otherValues?: string[];
	ignoreUsers?: string[];
}

/** The values that a person chose or typed. */
const wantedValues = ({ values: chosen = [], otherValues: typed = [] }: ChangeParams): string[] =>
	[...chosen, ...typed].map(String).filter((value) => value !== '');

const watchedBy = ({ field, fields = [] }: ChangeParams): string[] => (field ? [field] : fields);

/** What the four feeds over record-change have in common. */
function changeFeed(
	source: Pick<Source<ChangeParams>, 'name' | 'value' | 'description' | 'fields' | 'check'> & {
		actions: Watch['actions'];
		keep?(change: Change, params: ChangeParams): boolean;
	},
) {
	const { name, value, description, fields, check, actions, keep } = source;
	const watchOf = (params: ChangeParams): Watch => ({ event: value, actions, fields: watchedBy(params) });
	const watches = fields.some((one) => one === watchedField || one === watchedFields);
	return feedOf<ChangeParams>({
		...{ name, value, description, fields: [...fields, ignoreUsers] },
		...(check && { check }),
		...(watches && { watched: watchedBy }),
		remembers: watches,
		fetch: async (api, params, since) =>
			await (await import('./changeSource')).fetchChanges(api, params.folder, watchOf(params), since),
		keep: (change, params) => !isIgnored(change, params) && (keep?.(change, params) ?? true),
		complete: async (api, params, changes) => await completed(api, params, changes, actions),
		sample: async (api, params) =>
			await (await import('./sample')).sampleOf(api, folderIdOf(params.folder), watchOf(params), wantedValues(params)),
	});
}

function isIgnored({ about }: Change, { ignoreUsers: ignored = [] }: ChangeParams): boolean {
	const email = (about?.user as IDataObject | undefined)?.emailAddress;
	return typeof email === 'string' && ignored.some((one) => one.trim().toLowerCase() === email.toLowerCase());
}

/** Deleted records cannot be read any more, so nothing is asked for. */
async function completed(api: NetHuntApi, params: ChangeParams, changes: Change[], actions: Watch['actions']) {
	const { recordsFor, withRecords } = await import('./records');
	if (actions.includes('DELETE')) return withRecords(changes, new Map());
	return withRecords(changes, await recordsFor(api, folderIdOf(params.folder), changes, 'updated'));
}

export const fieldBecameValue = changeFeed({
	name: 'Field Became Value',
	value: 'fieldBecameValue',
	description: 'When a field of a record takes one of the chosen values, also at its creation',
	fields: [folder, watchedField, values, otherValues],
	actions: ['CREATE', 'UPDATE'],
	check(params) {
		if (wantedValues(params).length > 0) return;
		throw new Fault('misconfigured', 'No value is chosen, so the trigger would never start.', {
			advice: 'Choose a value in the trigger, or type one under Other Values.',
			field: 'Values',
		});
	},
	keep: (change, params) => became(change, watchedBy(params), wantedValues(params)),
});

export const fieldChanged = changeFeed({
	name: 'Field Changed',
	value: 'fieldChanged',
	description: 'When a field of an existing record gets another value',
	fields: [folder, watchedFields],
	actions: ['UPDATE'],
	keep: (change, params) => changedAny(change, watchedBy(params)),
});

export const recordUpdated = changeFeed({
	name: 'Record Updated',
	value: 'recordUpdated',
	description: 'When an existing record is changed in any way',
	fields: [folder],
	actions: ['UPDATE'],
});

export const recordDeleted = changeFeed({
	name: 'Record Deleted',
	value: 'recordDeleted',
	description: 'When a record is moved to the trash',
	fields: [folder],
	actions: ['DELETE'],
});
