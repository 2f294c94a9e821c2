import type { IDataObject } from 'n8n-workflow';

import { badInput } from '../../shared/fault';
import { field } from '../../shared/fields';
import type { Params } from '../encode';
import { attachments, authorEmail, task } from '../fields';
import { taskId } from '../ids';
import { textIn } from '../params';
import { write } from '../room';
import { shown, uploadsOf, type CallPlan } from '../task/fields';

const text = field({
	displayName: 'Text',
	name: 'text',
	type: 'string',
	typeOptions: { rows: 4 },
	default: '',
	description: 'What the comment says',
});

const checklist = field({
	displayName: 'Checklist',
	name: 'checklist',
	type: 'string',
	typeOptions: { multipleValues: true },
	default: [],
	description: 'Items to tick off',
});

const people = { type: 'string', default: '', placeholder: 'e.g. ann@studio.example' } as const;
const mention = field({
	displayName: 'Mention',
	name: 'mention',
	...people,
	description: 'E-mail addresses of members to name at the end, with commas between',
});
const visibleTo = field({
	displayName: 'Visible To',
	name: 'visibleTo',
	...people,
	description: 'E-mail addresses of the only members who may see it, with commas between. Empty means everybody.',
});

export const create = write({
	name: 'Create',
	action: 'Create a comment',
	description: 'Comment on a task. Run twice, it comments twice.',
	fields: [task, text, checklist, mention, visibleTo, authorEmail, attachments],

	async plan({ api, read, files }): Promise<CallPlan> {
		const { checked } = await import('../checks');
		const { emailOf, emailsOf, listOf, longText } = await import('../values');
		const id = taskId(read.task);
		const todo = listOf(read.checklist);
		const content = longText(read.text, 'Text', todo);
		if (content.trim() === '' && todo.length === 0) {
			throw badInput('Text', 'The comment has neither a text nor a checklist.', 'Fill in at least one of them.');
		}
		const people: Params = [
			['mention', emailsOf(read.mention, 'Mention').join(',')],
			['hidden', emailsOf(read.visibleTo, 'Visible To').join(',')],
			['email_user_from', textIn(read.authorEmail) && emailOf(read.authorEmail, 'Author Email')],
		];
		const all: Params = [['text', content], ...todo.map((item) => ['todo[]', item] as const), ...people];
		const params = await checked(
			api,
			all.filter(([, value]) => value !== ''),
		);
		const uploads = await uploadsOf(read.attachments, files);
		return { action: 'created', key: id, id, params, files: uploads, record: { task: id, ...shown(params) } };
	},

	async apply({ api }, { id, params, files }) {
		return (await api.comments.post(id!, params, files)) as IDataObject;
	},
});
