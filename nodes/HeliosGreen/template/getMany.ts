import { returnAllOrLimit, optionsOf } from '../../shared/fields';
import { folder, messageTemplate, template } from '../fields';
import { read } from '../room';
import { aliases, baseArguments, conditions, pageSize, skippedArguments, sort, sortByName, times } from './fields';

const message = messageTemplate(
	'{folder}, {template}, {lower}, {upper}, {arguments}, {rowFilter}, {sortOrder}; and {column1}, {operator1}, {value1}, {to1}, {sortColumn1}, {sortDirection1} and so on',
);

export const getMany = read({
	name: 'Get Many',
	action: 'Get many rows of a template',
	description: 'Read the rows that a template shows of a folder',
	fields: [
		folder,
		template,
		aliases,
		conditions,
		sort,
		...returnAllOrLimit,
		optionsOf(baseArguments, skippedArguments, message, pageSize, sortByName, times),
	],
	async *run({ api, read: values, hint }) {
		const { browseOf } = await import('./browse');
		yield* api.browse({ ...browseOf(values, (value) => api.toHelios(value) ?? ''), hint });
	},
});
