import type { IDataObject } from 'n8n-workflow';

import { returnAllOrLimit } from '../../shared/fields';
import { read as reading } from '../room';

export const getMany = reading({
	name: 'Get Many',
	action: 'Get many members',
	description: 'Get the members of the account',
	fields: [...returnAllOrLimit],
	async run({ api }) {
		return (await api.people.all()) as IDataObject[];
	},
	simplify: ({ id, name, first_name, last_name, email, title, group, department, role, phone }) => {
		const whole = name ?? [first_name, last_name].filter(Boolean).join(' ');
		const flat: IDataObject = { id, name: whole, email, title, team: group, department, role, phone };
		return Object.fromEntries(Object.entries(flat).filter(([, value]) => value !== undefined));
	},
});
