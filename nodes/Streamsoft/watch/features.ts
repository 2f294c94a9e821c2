/** The values of features of a whole window. */
import type { Model, StreamsoftApi, TaskFilter } from '../api';
import { conditionsOf } from '../data/reading';
import type { Feature } from '../sync/convert';

/**
 * All of them in one query, by the ID of their task; those without a value are left out.
 * @returns nothing where the profile gives them by a SELECT of its own, which asks for certain tasks
 */
export async function featuresIn(
	api: Pick<StreamsoftApi, 'portions'>,
	model: Model,
	filter: TaskFilter,
): Promise<Map<number, Feature[]> | undefined> {
	const { events, featureValues } = model.profile;
	if (!featureValues || 'sql' in featureValues) return undefined;
	const { table, event, feature, value } = featureValues;
	const { where, params } = conditionsOf(model, filter);
	const selected = `V.${event}, V.${feature}, ${model.selecting(`V.${value}`, model.info(table, value))}`;
	const sql = `SELECT ${selected} FROM ${events.table} E JOIN ${table} V ON V.${event} = E.${events.pk}${where}`;
	const found = new Map<number, Feature[]>();
	const { valueOf } = new Values();
	for await (const rows of api.portions('read the features of tasks', { sql, params })) {
		for (const [task, id, text] of rows) {
			const said = String(text ?? '').trim();
			if (said === '') continue;
			const one = valueOf(Number(id), said);
			const list = found.get(Number(task));
			if (list) list.push(one);
			else found.set(Number(task), [one]);
		}
	}
	return found;
}

/** Many tasks have the same few values: each is kept once. */
class Values {
	private readonly known = new Map<number, Map<string, Feature>>();

	readonly valueOf = (id: number, value: string): Feature => {
		let values = this.known.get(id);
		if (!values) this.known.set(id, (values = new Map<string, Feature>()));
		let one = values.get(value);
		if (!one) values.set(value, (one = { id: String(id), name: '', value }));
		return one;
	};
}
