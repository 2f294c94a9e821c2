import { freeListFields } from '../filterFields';
import { asTheyCome } from '../operations/reading';
import { read } from '../room';
import { keyField, path } from './fields';

export const getMany = read({
	name: 'Get Many',
	action: 'Get many from any resource',
	description: 'Read records of any kind: all, or those that a filter or search finds',
	fields: [path, keyField, ...freeListFields],
	async *run(context) {
		const [{ listed }, { resourceOf }] = await Promise.all([import('../listing'), import('./work')]);
		const { path: typed, keyField: key } = context.read;
		yield* listed(context as never, resourceOf(typed), { key: key.trim() || 'name' });
	},
	simplify: asTheyCome,
});
