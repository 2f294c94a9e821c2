import { settledNow } from '../../shared/settled';
import { knownField } from '../record/columns';
import { literalOf } from '../soql';
import type { Described } from '../schema';
import { awaited } from './awaited';
import { namesIn } from './names';
import type { Row } from './pages';
import { valueIn } from './record';
import type { WatchParams } from './types';
import type { SalesforceWatch } from './watching';

/** Fields that the trigger watches. */
export const watchedBy = ({ field, fields = [] }: WatchParams): string[] => namesIn(field ? [field] : fields);

/** A multi-select picklist is one text, with semicolons between its values. */
export function watchedValue({ record }: Pick<Row, 'record'>, name: string, lists: readonly string[] = []): unknown {
	const value = valueIn(record, name);
	return lists.includes(name) && typeof value === 'string' ? value.split(';').filter(Boolean) : value;
}

/** Types whose values are texts that a query can compare. */
const TEXTS = new Set(['string', 'picklist', 'reference', 'email', 'phone', 'url', 'combobox', 'id']);
const COMPARED = new Set(['boolean', 'int', 'long', 'double', 'currency', 'percent', 'date']);
const MOST_VALUES = 100;

/**
 * Which of the watched fields hold several values (multi-select picklists).
 * @throws Fault naming a field that is missing or hidden, or an awaited value that its field can never have
 */
export async function listsWatched(watch: SalesforceWatch, params: WatchParams): Promise<string[]> {
	const lists: string[] = [];
	for (const name of watchedBy(params)) {
		const { type } = await watch.ask(async (api) => await knownField(api, params.object, name));
		if (type === 'multipicklist') lists.push(name);
		if (COMPARED.has(type)) for (const value of awaited(params)) literalOf(value, type, 'UTC', 'Values');
	}
	return lists;
}

/** A condition for the records that hold one of the awaited values; undefined where a query cannot tell them. */
export function holding(params: WatchParams, { fields }: Described): string | undefined {
	const [field = ''] = watchedBy(params);
	const info = fields.find(({ name }) => name.toLowerCase() === field.toLowerCase());
	const wanted = awaited(params);
	if (!info || info.filterable === false || wanted.length === 0 || wanted.length > MOST_VALUES) return undefined;
	const isList = info.type === 'multipicklist';
	if (!isList && !TEXTS.has(info.type) && !COMPARED.has(info.type)) return undefined;
	const type = COMPARED.has(info.type) ? info.type : 'string';
	const literals = settledNow(() => wanted.map((value) => literalOf(value, type, 'UTC', field)));
	if ('error' in literals) return undefined;
	return `${info.name} ${isList ? 'INCLUDES' : 'IN'} (${literals.value.join(',')})`;
}
