import { Fault } from '../../shared/fault';
import { asTheyCome } from '../operations/reading';
import { read } from '../room';
import { key, path } from './fields';

export const get = read({
	name: 'Get',
	action: 'Get from any resource',
	description: 'Read one record of any kind',
	fields: [path, key],
	parallel: 4,
	async run({ api, read: values }) {
		const [{ shown }, { resourceOf }] = await Promise.all([import('../listing'), import('./work')]);
		const [resource, name] = [resourceOf(values.path), values.record.trim()];
		const found = await api.find(resource, name);
		if (found) return await shown(api, found, values as { simplify?: boolean });
		throw new Fault('notFound', `Daktela has nothing in ${resource} with the key "${name}".`, { field: 'Key' });
	},
	simplify: asTheyCome,
});
