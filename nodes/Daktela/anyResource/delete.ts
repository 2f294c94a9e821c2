import { optionsOf } from '../../shared/fields';
import type { Plan } from '../../shared/operation';
import { ifGone } from '../fields';
import { write } from '../room';
import { key, path } from './fields';

export const remove = write({
	name: 'Delete',
	action: 'Delete from any resource',
	description: 'Delete a record of any kind from Daktela',
	fields: [path, key, optionsOf(ifGone)],
	parallel: 4,
	brake: true,
	async plan(context): Promise<Plan> {
		const [{ planDelete }, { resourceOf }] = await Promise.all([import('../deleting'), import('./work')]);
		const resource = resourceOf(context.read.path);
		return await planDelete(context, resource, resource);
	},
	async apply(context, { key: name }) {
		const [{ deleteOnce }, { resourceOf }] = await Promise.all([import('../deleting'), import('./work')]);
		const resource = resourceOf(context.read.path);
		return await deleteOnce(context, resource, resource, name);
	},
});
