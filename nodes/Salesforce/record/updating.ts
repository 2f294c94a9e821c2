import type { Found } from '../../shared/bulk';
import { badInput, Fault } from '../../shared/fault';
import type { Plan, Written } from '../../shared/operation';
import { settledNow } from '../../shared/settled';
import { textOf } from '../../shared/text';
import type { SalesforceRecord } from '../api';
import { recordIdOf } from '../ids';
import type { Shape, Values } from '../shape';
import { faultOfRecord, inGroups, saved } from './collections';
import { flat } from './flat';
import { isDry, readsFirst, rowOf, rowsOf, type Row, type Rows, type WriteContext } from './rows';

type Context = WriteContext<{ recordId: string }>;

interface UpdatePlan extends Plan {
	shape: Shape;
	id: string;
	values: Values;
}

/** The updates of one run. */
export class Updating {
	/** The records as they are, by object, where that was asked for. */
	private readonly found = new Map<string, Found<SalesforceRecord>>();

	private constructor(
		private readonly rows: Rows,
		/** Then nothing is written, and each plan reckons with those before it. */
		private readonly allDry: boolean,
	) {}

	static async of(contexts: readonly Context[]): Promise<Updating> {
		const updating = new Updating(await rowsOf(contexts, 'update'), contexts.every(isDry));
		await updating.readFirst(contexts.filter(readsFirst));
		return updating;
	}

	private async readFirst(contexts: readonly Context[]): Promise<void> {
		const wanted = new Map<string, { ids: Set<string>; columns: Set<string> }>();
		for (const context of contexts) {
			const asked = settledNow(() => {
				const row = rowOf(this.rows, context.index);
				return { row, id: idOf(context, row) };
			});
			if ('error' in asked) continue;
			const { row, id } = asked.value;
			const { ids, columns } = wanted.get(row.shape.object) ?? { ids: new Set(), columns: new Set() };
			wanted.set(row.shape.object, { ids: ids.add(id), columns });
			for (const name of Object.keys(row.values)) columns.add(name);
		}
		for (const [object, { ids, columns }] of wanted) {
			this.found.set(object, await contexts[0]!.api.byIds(object, ids, [...columns]));
		}
	}

	plan(context: Context): UpdatePlan {
		const row = rowOf(this.rows, context.index);
		const { shape, values } = row;
		const id = idOf(context, row);
		if (Object.keys(values).length === 0) {
			const advice = 'Map a value to at least one field.';
			throw badInput('Fields', 'No field has a value, so there is nothing to update.', advice);
		}
		const plan = { key: id, shape, id, values };
		if (!readsFirst(context)) return { ...plan, action: 'updated', record: { Id: id, ...values } };
		const found = this.found.get(shape.object);
		const current = found?.get(id);
		if (!current) throw goneFault(shape.object, id);
		const changes = shape.changes(values, current);
		if (this.allDry) found?.set(id, shape.after(current, { Id: id }, values));
		const action = Object.keys(changes).length > 0 ? 'updated' : 'unchanged';
		return { ...plan, values: only(values, changes), action, changes, record: flat(current) };
	}

	async apply(batch: ReadonlyArray<{ context: Context; plan: UpdatePlan }>): Promise<Array<Written | Error>> {
		const { api } = batch[0]!.context;
		return await inGroups(
			batch,
			({ plan }) => plan.shape.object,
			async (group) => {
				const { object } = group[0]!.plan.shape;
				const bodies = group.map(({ plan }) => ({ id: plan.id, ...plan.shape.body(plan.values) }));
				const results = await saved(api, bodies, async (records) => await api.updateMany(object, records));
				return results.map((result, place) => {
					const { id, shape, values } = group[place]!.plan;
					if (result instanceof Error) return result;
					if (!result.success) return faultOfRecord(result, `update the ${object} record ${id}`);
					const found = this.found.get(object);
					found?.set(id, shape.after(found.get(id), { Id: id }, values));
					return { Id: id, ...values };
				});
			},
		);
	}
}

const idOf = ({ read }: Context, { id }: Row): string => recordIdOf(textOf(read.recordId).trim() || id, 'Record ID');

/** The values of the fields that change. */
export const only = (values: Values, changes: object): Values =>
	Object.fromEntries(Object.entries(values).filter(([name]) => Object.hasOwn(changes, name)));

export const goneFault = (object: string, id: string): Fault =>
	new Fault('notFound', `Salesforce has no ${object} record ${id} that this user may see.`, {
		field: 'Record ID',
		advice: 'Check that the record still exists and belongs to this object.',
	});
