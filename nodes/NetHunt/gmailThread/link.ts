import { badInput } from '../../shared/fault';
import { field } from '../../shared/fields';
import { record, writableFolder } from '../fields';
import { recordIdOf } from '../ids';
import { write } from '../room';

const gmailThreadId = field({
	displayName: 'Gmail Thread ID',
	name: 'gmailThreadId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. 18c2f0a1b2c3d4e5',
	description: 'The ID of the conversation, as threadId of the Gmail node',
});

export const link = write({
	name: 'Link',
	action: 'Link a Gmail thread to a record',
	description: 'Show an email conversation on the timeline of a record',
	fields: [writableFolder, record, gmailThreadId],
	plan({ read }) {
		const recordId = recordIdOf(read.record);
		const thread = read.gmailThreadId.trim();
		if (thread === '') throw badInput('Gmail Thread ID', '"Gmail Thread ID" is empty.');
		return { action: 'updated', key: recordId, thread, record: { recordId, gmailThreadId: thread } };
	},
	async apply({ api }, { key: recordId, thread }) {
		return { ...(await api.linkGmailThread(recordId, thread)), recordId, gmailThreadId: thread };
	},
});
