import type { IDataObject } from 'n8n-workflow';

import { field } from '../../shared/fields';
import { given } from '../params';
import { write } from '../room';
import { shown, type CallPlan } from '../task/fields';

const email = field({
	displayName: 'Email',
	name: 'email',
	type: 'string',
	placeholder: 'e.g. ann@studio.example',
	required: true,
	default: '',
	description: 'Where the invitation goes, and later the name to sign in with',
});

const role = field({
	displayName: 'Role',
	name: 'role',
	type: 'options',
	options: [
		{ name: 'Guest', value: 'guest' },
		{ name: 'Reader', value: 'reader' },
		{ name: 'User', value: 'user' },
	],
	default: 'user',
	description: 'What the member may do',
});

const text = { type: 'string', default: '' } as const;
const details = field({
	displayName: 'Additional Fields',
	name: 'details',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: [
		{ displayName: 'Department', name: 'department', ...text },
		{ displayName: 'First Name', name: 'first_name', ...text },
		{ displayName: 'Last Name', name: 'last_name', ...text },
		{ displayName: 'Position', name: 'title', ...text },
		{ displayName: 'Team', name: 'group', ...text },
	],
});

export const invite = write({
	name: 'Invite',
	action: 'Invite a member',
	description: 'Invite a person to the account; one who is a member already is left as they are',
	fields: [email, role, details],

	async plan({ api, read }): Promise<CallPlan> {
		const { emailOf } = await import('../values');
		const address = emailOf(read.email, 'Email');
		const key = address.toLowerCase();
		const member = (await api.people.once()).find((one) => one.email.toLowerCase() === key);
		if (member) return { action: 'unchanged', key, params: [], record: member as IDataObject };
		const params = given([['email', address], ['role', read.role], ...Object.entries(read.details)]);
		return { action: 'created', key, params, record: shown(params) };
	},

	async apply({ api }, { params }) {
		return ((await api.people.invite(params)) ?? shown(params)) as IDataObject;
	},
});
