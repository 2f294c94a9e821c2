import { optionsOf } from '../../shared/fields';
import * as form from '../fields';
import type { Kind } from '../kinds';
import { write } from '../room';
import type { WritePlan } from '../writing/plan';
import type { Prepared } from '../writing/prepared';
import type { Mode } from '../writing/wanted';
import { PARALLEL } from './reading';

/** All three decide and write in the same way; they differ in whether they look a record up and may create it. */
const engine = (kind: Kind, mode: Mode) => ({
	parallel: PARALLEL,
	prepare: async (contexts: readonly unknown[]): Promise<Prepared> =>
		await (await import('../writing/prepared')).prepare(kind, mode, contexts as never),
	plan: async (context: unknown, prepared: Prepared): Promise<WritePlan> =>
		await (await import('../writing/plan')).planWrite(context as never, prepared),
	apply: async (context: unknown, plan: WritePlan, prepared: Prepared) =>
		await (await import('../writing/apply')).applyWrite(context as never, plan, prepared),
});

export const create = (kind: Kind) =>
	write({
		name: 'Create',
		action: `Create ${kind.one}`,
		description: `Create ${kind.one}; run twice it is there twice, unless its key is mapped`,
		fields: [
			...form.place(kind),
			...form.newMapping(kind),
			...form.ifMissing(kind),
			optionsOf(form.keyPrefix, form.phones, form.phoneFields),
		],
		...engine(kind, 'create'),
	});

export const createOrUpdate = (kind: Kind) =>
	write({
		name: 'Create or Update',
		value: 'upsert',
		action: `Create or update ${kind.one}`,
		description: 'Create a new record, or update the current one if it already exists (upsert)',
		fields: [
			...form.place(kind),
			...form.upsertMapping(kind),
			form.matchOn(kind),
			...form.ifMissing(kind),
			optionsOf(form.ifSeveral, form.keyPrefix, form.phones, form.phoneFields, form.sendWith),
		],
		brake: true,
		...engine(kind, 'upsert'),
	});

export const update = (kind: Kind) =>
	write({
		name: 'Update',
		action: `Update ${kind.one}`,
		description: `Change fields of ${kind.one}; nothing is sent when all is as wanted`,
		fields: [
			form.record(kind),
			...form.updateMapping(kind),
			...form.ifMissing(kind),
			optionsOf(form.ifGone, form.phones, form.phoneFields, form.sendWith),
		],
		brake: true,
		...engine(kind, 'update'),
	});
