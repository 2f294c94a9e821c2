import { badInput } from '../../shared/fault';
import { field } from '../../shared/fields';
import { record, writableFolder } from '../fields';
import { recordIdOf } from '../ids';
import { write } from '../room';

const text = field({
	displayName: 'Text',
	name: 'text',
	type: 'string',
	typeOptions: { rows: 4 },
	default: '',
	required: true,
	description: 'What the comment says, as plain text',
});

export const create = write({
	name: 'Create',
	action: 'Create a comment',
	description: 'Write a comment on the timeline of a record',
	fields: [writableFolder, record, text],
	plan({ read }) {
		const recordId = recordIdOf(read.record);
		if (read.text.trim() === '') throw badInput('Text', '"Text" is empty.', 'Write what the comment is to say.');
		return { action: 'created', key: recordId, record: { recordId, text: read.text } };
	},
	async apply({ api, read }, { key: recordId }) {
		const { writeOnce } = await import('../lost');
		const answer = await writeOnce('The comment', async () => await api.createComment(recordId, read.text));
		return { recordId, text: read.text, ...answer };
	},
});
