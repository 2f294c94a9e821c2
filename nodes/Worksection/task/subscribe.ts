import type { ItemContext, Plan } from '../../shared/operation';
import type { WorksectionApi } from '../api';
import { member, task } from '../fields';
import { taskId } from '../ids';
import { write } from '../room';

interface SubscribePlan extends Plan {
	id: string;
	email: string;
}

type Context = ItemContext<WorksectionApi, { readonly task: string; readonly member: string }>;

async function planOf({ api, read }: Context): Promise<SubscribePlan> {
	const { checked } = await import('../checks');
	const { emailOf } = await import('../values');
	const id = taskId(read.task);
	const email = emailOf(read.member, 'Member');
	await checked(api, [['email_user', email]]);
	return { action: 'updated', key: `${id} ${email.toLowerCase()}`, id, email, record: { id, email } };
}

export const subscribe = write({
	name: 'Subscribe',
	action: 'Subscribe a member to a task',
	description: 'Let a member get the notifications of a task',
	fields: [task, member],
	plan: planOf,
	async apply({ api }, { id, email }) {
		await api.tasks.subscribe(id, email, true);
		return { id, email, subscribed: true };
	},
});

export const unsubscribe = write({
	name: 'Unsubscribe',
	action: 'Unsubscribe a member from a task',
	description: 'Stop sending a member the notifications of a task',
	fields: [task, member],
	plan: planOf,
	async apply({ api }, { id, email }) {
		await api.tasks.subscribe(id, email, false);
		return { id, email, subscribed: false };
	},
});
