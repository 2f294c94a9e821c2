import { optionsOf } from '../../shared/fields';
import type { Plan } from '../../shared/operation';
import { ifGone, record } from '../fields';
import type { Kind } from '../kinds';
import { write } from '../room';
import { PARALLEL } from './reading';

export const remove = (kind: Kind) =>
	write({
		name: 'Delete',
		action: `Delete ${kind.one}`,
		description: `Delete ${kind.one} from Daktela`,
		fields: [record(kind), optionsOf(ifGone)],
		brake: true,
		parallel: PARALLEL,
		async plan(context): Promise<Plan> {
			return await (await import('../deleting')).planDelete(context, kind.resource, kind.name);
		},
		async apply(context, { key }) {
			return await (await import('../deleting')).deleteOnce(context, kind.resource, kind.name, key);
		},
	});
