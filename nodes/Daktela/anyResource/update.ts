import { optionsOf } from '../../shared/fields';
import { write } from '../room';
import { body, key, path } from './fields';
import type { AnyPlan } from './work';

export const update = write({
	name: 'Update',
	action: 'Update in any resource',
	description: 'Change fields of a record of any kind; nothing is sent when all is as wanted',
	fields: [path, key, body, optionsOf()],
	parallel: 4,
	brake: true,
	plan: async (context): Promise<AnyPlan> => await (await import('./work')).planUpdate(context),
	apply: async ({ api }, { resource, key: name, body: fields }) => await api.update(resource, name, fields),
});
