import { badInput } from '../shared/fault';
import type { ItemContext, Plan, Written } from '../shared/operation';
import { settled } from '../shared/settled';
import type { DaktelaApi } from './api';
import { goneFault, isKind, isLost, mayHaveBeenWritten } from './lost';
import { flat } from './record';

type Context = Pick<ItemContext<DaktelaApi, { record: string; options: { ifGone?: string } }>, 'api' | 'read'>;

/** Reads the record only for a dry run, to show what would go. */
export async function planDelete({ api, read }: Context, resource: string, name: string): Promise<Plan> {
	const key = read.record.trim();
	if (key === '') throw badInput('Record', '"Record" is empty.', 'Choose the record, or enter its key.');
	const plan: Plan = { action: 'deleted', key, record: { name: key } };
	if (!(read as { dryRun?: boolean }).dryRun) return plan;
	const found = await api.find(resource, key, `read ${name} ${key}`);
	if (found) return { ...plan, record: flat(found) };
	if (read.options.ifGone !== 'skip') throw goneFault({ name }, key);
	return { ...plan, action: 'skipped', reason: 'Daktela does not have the record (any more).' };
}

/** A deletion whose answer is lost is looked at before it is sent again. */
export async function deleteOnce(
	{ api, read }: Context,
	resource: string,
	name: string,
	key: string,
): Promise<Written> {
	const doing = `delete ${name} ${key}`;
	const done = { name: key, deleted: true };
	const first = await settled(async () => await api.remove(resource, key, doing));
	if ('value' in first) return done;
	const { error } = first;
	if (isKind(error, 'notFound')) {
		if (read.options.ifGone !== 'skip') throw goneFault({ name }, key);
		return { record: { name: key }, action: 'skipped' };
	}
	if (!isLost(error)) throw error;
	const left = await settled(async () => await api.find(resource, key));
	if ('error' in left)
		throw mayHaveBeenWritten(error, `The deletion of ${name} ${key}`, 'Run again: deleting twice does no harm.');
	if (left.value) await api.remove(resource, key, doing);
	return done;
}
