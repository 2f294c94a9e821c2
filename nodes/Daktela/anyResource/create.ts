import { optionsOf } from '../../shared/fields';
import { write } from '../room';
import { body, path } from './fields';
import type { AnyPlan } from './work';

export const create = write({
	name: 'Create',
	action: 'Create in any resource',
	description: 'Create a record of any kind; run twice it is there twice',
	fields: [path, body, optionsOf()],
	parallel: 4,
	plan: async (context): Promise<AnyPlan> => (await import('./work')).planCreate(context),
	apply: async (context, plan) => await (await import('./work')).createAny(context, plan),
});
