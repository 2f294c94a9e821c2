import { field, locator } from '../shared/fields';

const FOLDER = {
	description: 'The folder in NetHunt, such as Deals',
	placeholder: 'e.g. 65a0c0ffee0000000000f001 or a link',
};

export const folder = locator('folder', 'Folder', 'folders', FOLDER);

/** Only folders that the credential's user may write to. */
export const writableFolder = locator('folder', 'Folder', 'writableFolders', FOLDER);

export const record = locator('record', 'Record', 'records', {
	description: 'The record: from the list, by its ID, or by its link in NetHunt',
	placeholder: 'e.g. 65a0c0ffee0000000000a001 or a link',
});

export const since = field({
	displayName: 'Since',
	name: 'since',
	type: 'dateTime',
	default: '',
	description: 'Only what happened after this time. Empty means from the beginning.',
});

/** For lists that NetHunt gives by folder only; sorted out here. */
export const onlyRecord = field({
	displayName: 'Record ID or Link',
	name: 'onlyRecord',
	type: 'string',
	default: '',
	placeholder: 'e.g. 65a0c0ffee0000000000a001',
	description: 'Only what belongs to this record. Empty means all records of the folder.',
});

export const ifGone = field({
	displayName: 'If the Record Is Gone',
	name: 'ifGone',
	type: 'options',
	options: [
		{ name: 'Fail', value: 'fail', description: 'The item ends in an error' },
		{ name: 'Skip', value: 'skip', description: 'The item goes on, marked as skipped with the reason' },
	],
	default: 'fail',
	description: 'What to do when NetHunt does not have the record (any more)',
});

/** Which of the room's lookups fill a mapping of this node. */
export const MAPPING = { targets: 'fields', columns: 'columns', dependsOn: ['folder.value'] };
