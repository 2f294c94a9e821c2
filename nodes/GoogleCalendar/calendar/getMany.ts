import type { IDataObject } from 'n8n-workflow';

import { field, returnAllOrLimit } from '../../shared/fields';
import { read } from '../room';

const access = field({
	displayName: 'Access',
	name: 'access',
	type: 'options',
	options: [
		{ name: 'All', value: 'all' },
		{
			name: 'Writable',
			value: 'write',
			description: 'Own ones, and those shared with the right to make changes to events',
		},
	],
	default: 'all',
	description: 'Which calendars to return',
});

export const getMany = read({
	name: 'Get Many',
	action: 'Get many calendars',
	description: 'Read the calendars in the lists of all accounts of the credential',
	fields: [access, ...returnAllOrLimit],
	async *run({ api, read: { access: wanted } }) {
		const { mayWrite } = await import('../directory');
		for (const { account, entry } of await api.directory.all()) {
			if (wanted === 'all' || mayWrite(entry)) yield { ...entry, account: account.key } as IDataObject;
		}
	},
	simplify: ({ id, summary, summaryOverride, accessRole, timeZone, primary, account }) => ({
		id,
		name: summaryOverride || summary,
		access: accessRole,
		timeZone,
		primary: primary === true,
		account,
	}),
});
