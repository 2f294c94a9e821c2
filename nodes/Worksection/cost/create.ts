import { badInput } from '../../shared/fault';
import type { Params } from '../encode';
import { authorEmail, task } from '../fields';
import { taskId } from '../ids';
import { textIn } from '../params';
import { write } from '../room';
import { shown, type CallPlan } from '../task/fields';
import { entry, entryParams } from './fields';

export const create = write({
	name: 'Create',
	action: 'Create a cost',
	description: 'Enter time or money spent on a task. Run twice, it enters it twice.',
	fields: [task, ...entry, authorEmail],

	async plan({ api, read }): Promise<CallPlan> {
		const { checked } = await import('../checks');
		const { emailOf } = await import('../values');
		const id = taskId(read.task);
		const given = await entryParams({ api, read });
		if (!given.some(([name]) => name === 'time' || name === 'money')) {
			throw badInput('Time', 'Neither Time nor Money is given.', 'Fill in at least one of them.');
		}
		const author = textIn(read.authorEmail);
		if (author === '' && !api.isMember) {
			throw badInput('Author Email', 'Author Email is empty; with an API key Worksection needs it.', 'Fill it in.');
		}
		const by: Params = author === '' ? [] : [['email_user_from', emailOf(author, 'Author Email')]];
		const params = await checked(api, [['id_task', id], ...given, ...by]);
		return { action: 'created', key: id, params, record: shown(params) };
	},

	async apply({ api }, { params }) {
		return { id: await api.costs.add(params), ...shown(params) };
	},
});
