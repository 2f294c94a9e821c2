import { Fault } from '../../shared/fault';
import type { SalesforceApi } from '../api';
import { fieldPath } from '../soql';

interface Chosen {
	columns: string[];
	options: { parentColumns?: string; ifUnreadable?: string };
}

/** A file does not belong in a table of records. */
const NEVER_LISTED = new Set(['base64']);

/**
 * The columns to ask for; the Id is always among them.
 * @throws Fault for a name that is none; a missing field is refused by Salesforce, unless it is to be left out
 */
export async function columnsFor(
	api: SalesforceApi,
	object: string,
	{ columns, options }: Chosen,
	hint: (line: string) => void,
): Promise<string[]> {
	const own = (columns ?? []).map((name) => fieldPath(name));
	const parents = (options.parentColumns ?? '').split(',').filter((name) => name.trim() !== '');
	const chosen = [...own, ...parents.map((name) => fieldPath(name, 'Fields of Parents'))];
	if (own.length === 0) chosen.unshift(...(await allColumns(api, object)));
	if (options.ifUnreadable !== 'leaveOut') return unique(['Id', ...chosen]);
	const kept: string[] = [];
	for (const name of chosen) {
		if (await isThere(api, object, name)) kept.push(name);
		else hint(`"${name}" was left out: ${object} has no such field for this user, it is missing or hidden.`);
	}
	return unique(['Id', ...kept]);
}

const unique = (names: readonly string[]): string[] => [
	...new Map(names.map((name) => [name.toLowerCase(), name])).values(),
];

const allColumns = async (api: SalesforceApi, object: string): Promise<string[]> =>
	(await api.describe(object)).fields.filter(({ type }) => !NEVER_LISTED.has(type)).map(({ name }) => name);

/** Whether a field, or one of a parent, is visible. A parent of several kinds shows what all of them have: taken as it is. */
async function isThere(api: SalesforceApi, object: string, path: string): Promise<boolean> {
	return (await fieldAt(api, object, path)) !== undefined;
}

/**
 * What describe says of a field, of the parents' too.
 * @returns undefined when it is missing or hidden; of a parent of several kinds a field that is taken for text
 */
export async function fieldAt(
	api: Pick<SalesforceApi, 'describe'>,
	object: string,
	path: string,
): Promise<{ name: string; type: string } | undefined> {
	const [first, ...rest] = path.split('.');
	const { fields } = await api.describe(object);
	const same = (name: string | null | undefined) => name?.toLowerCase() === first!.toLowerCase();
	if (rest.length === 0) return fields.find(({ name }) => same(name));
	const reference = fields.find(({ relationshipName }) => same(relationshipName));
	const parents = reference?.referenceTo ?? [];
	if (parents.length === 0) return undefined;
	if (parents.length > 1) return { name: path, type: 'string' };
	return await fieldAt(api, parents[0]!, rest.join('.'));
}

/** @throws Fault `misconfigured` for a field that is missing or hidden */
export async function knownField(
	api: Pick<SalesforceApi, 'describe'>,
	object: string,
	path: string,
): Promise<{ name: string; type: string }> {
	const found = await fieldAt(api, object, path);
	if (found) return found;
	throw new Fault('misconfigured', `${object} has no field "${path}" for this user: it is missing or hidden.`, {
		field: path,
		advice: 'Choose the field again, or ask an administrator to make it visible (field-level security).',
	});
}
