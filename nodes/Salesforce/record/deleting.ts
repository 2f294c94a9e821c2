import type { Found } from '../../shared/bulk';
import { badInput, Fault } from '../../shared/fault';
import type { ItemContext, Plan, Written } from '../../shared/operation';
import { settled, settledNow, type Settled } from '../../shared/settled';
import type { Described, SalesforceApi, SalesforceRecord, SaveResult } from '../api';
import { recordIdOf } from '../ids';
import { objectName } from '../soql';
import { faultOfRecord, saved } from './collections';
import { flat } from './flat';
import { isDry } from './rows';
import { goneFault } from './updating';

interface DeleteValues {
	object: string;
	recordId: string;
	options: { ifGone?: string };
}

type Context = ItemContext<SalesforceApi, DeleteValues>;

interface DeletePlan extends Plan {
	object: string;
}

/** The deletions of one run. */
export class Deleting {
	private readonly described = new Map<string, Settled<Described>>();
	/** Records that a dry run shows, by object; those in the recycle bin too. */
	private readonly found = new Map<string, Found<SalesforceRecord>>();

	private constructor(private readonly allDry: boolean) {}

	static async of(contexts: readonly Context[]): Promise<Deleting> {
		const deleting = new Deleting(contexts.every(isDry));
		const wanted = new Map<string, Set<string>>();
		for (const context of contexts) {
			const asked = settledNow(() => targetOf(context));
			if ('error' in asked) continue;
			const { object, id } = asked.value;
			if (!deleting.described.has(object)) {
				deleting.described.set(object, await settled(async () => await context.api.describe(object)));
			}
			if (isDry(context)) wanted.set(object, (wanted.get(object) ?? new Set()).add(id));
		}
		for (const [object, ids] of wanted) await deleting.look(contexts[0]!.api, object, ids);
		return deleting;
	}

	/** With the name of the record, where its object has one. */
	private async look(api: SalesforceApi, object: string, ids: Iterable<string>): Promise<void> {
		const described = this.described.get(object)!;
		if ('error' in described) return;
		const columns = described.value.fields.filter(({ nameField, name }) => nameField || name === 'IsDeleted');
		const names = columns.map(({ name }) => name);
		this.found.set(object, await api.byIds(object, ids, names, { includeDeleted: true }));
	}

	plan(context: Context): DeletePlan {
		const { object, id } = targetOf(context);
		const described = this.described.get(object)!;
		if ('error' in described) throw described.error;
		checkKind(described.value, id);
		const plan = { action: 'deleted' as const, key: id, object, record: { Id: id } };
		if (!isDry(context)) return plan;
		const found = this.found.get(object);
		const record = found?.get(id);
		if (!record) throw goneFault(object, id);
		const { IsDeleted: isGone, ...shown } = flat(record);
		if (isGone !== true) {
			if (this.allDry) found?.set(id, { ...record, IsDeleted: true });
			return { ...plan, record: shown as { Id: string } };
		}
		if (context.read.options.ifGone === 'fail') throw goneFault(object, id);
		return { ...plan, action: 'skipped', reason: 'The record is in the recycle bin already.' };
	}

	async apply(batch: ReadonlyArray<{ context: Context; plan: DeletePlan }>): Promise<Array<Written | Error>> {
		const { api } = batch[0]!.context;
		const ids = batch.map(({ plan }) => plan.key);
		const results = await saved(api, ids, async (open) => await deleted(api, open));
		return results.map((result, place) => {
			const { context, plan } = batch[place]!;
			if (result instanceof Error) return result;
			const record = { Id: plan.key, deleted: true };
			if (result.success) return record;
			if (isGone(result) && context.read.options.ifGone !== 'fail') return { record, action: 'skipped' as const };
			return faultOfRecord(result, `delete the ${plan.object} record ${plan.key}`);
		});
	}
}

const targetOf = ({ read }: Context) => ({
	object: objectName(read.object),
	id: recordIdOf(read.recordId, 'Record ID'),
});

/** Salesforce deletes whatever an ID names, of any object; its first three characters tell which object that is. */
function checkKind({ name, keyPrefix }: Described, id: string): void {
	if (!keyPrefix || id.startsWith(keyPrefix)) return;
	const advice = `IDs of ${name} begin with ${keyPrefix}. Choose the object that the record belongs to, or correct the ID.`;
	throw badInput('Record ID', `Record ID: ${id} is not the ID of a ${name} record.`, advice);
}

const isGone = ({ success, errors }: SaveResult): boolean =>
	!success && errors?.[0]?.statusCode === 'ENTITY_IS_DELETED';

const PAUSE_MS = 1_000;

/** When an answer is lost, what the second try finds deleted is what the first one has deleted. */
async function deleted(api: SalesforceApi, ids: readonly string[]): Promise<SaveResult[]> {
	const first = await settled(async () => await api.deleteMany(ids, { repeatable: false }));
	if ('value' in first) return first.value;
	const { error } = first;
	if (!(error instanceof Fault) || !error.passing || error.effect !== 'unknown') throw error;
	await api.wait(PAUSE_MS);
	const again = await api.deleteMany(ids, { repeatable: true });
	return again.map((result) => (isGone(result) ? { ...result, success: true } : result));
}
