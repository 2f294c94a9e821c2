import { Fault } from '../../shared/fault';
import { settled } from '../../shared/settled';
import { COMPOUND } from '../compound';
import { codeOf } from '../errors';
import type { Described } from '../schema';
import { objectName } from '../soql';
import type { SalesforceWatch } from './watching';

/** What describe said lately, so that a poll does not ask again. */
const known = new Map<string, { columns: string[]; until: number }>();
const KNOWN_FOR_MS = 60 * 60_000;
const MOST_KNOWN = 200;

const keyOf = ({ account }: SalesforceWatch, object: string): string =>
	`${account} ${objectName(object).toLowerCase()}`;

/** What an object is made of. @throws Fault */
export async function describe(watch: SalesforceWatch, object: string): Promise<Described> {
	const described = await watch.ask(async (api) => await api.describe(objectName(object)));
	const columns = described.fields.filter(({ type }) => !COMPOUND.has(type)).map(({ name }) => name);
	if (known.size >= MOST_KNOWN) known.clear();
	known.set(keyOf(watch, object), { columns, until: Date.now() + KNOWN_FOR_MS });
	return described;
}

/** The fields to give with each record: the chosen ones, or all; undefined where Salesforce must first be asked which there are. */
export function columnsKnown(watch: SalesforceWatch, object: string): string[] | undefined {
	const { columns, parents } = watch.options;
	if (columns.length > 0) return [...columns, ...parents];
	const all = known.get(keyOf(watch, object));
	return all && all.until > Date.now() ? [...all.columns, ...parents] : undefined;
}

/** The same, asked for where necessary. @throws Fault */
export async function columnsOf(watch: SalesforceWatch, object: string): Promise<string[]> {
	const columns = columnsKnown(watch, object);
	if (columns) return columns;
	await describe(watch, object);
	return columnsKnown(watch, object)!;
}

/** The chosen fields that are left out, to be named in the items. */
export const missingFields = ({ leftOut, options }: SalesforceWatch): string[] =>
	leftOut.filter((name) => isChosen(name, options));

const isChosen = (name: string, { columns, parents }: SalesforceWatch['options']): boolean =>
	has([...columns, ...parents], name);

const has = (names: readonly string[], wanted: string): boolean =>
	names.some((name) => name.toLowerCase() === wanted.toLowerCase());

/**
 * Reads with these columns. A field hidden from the user fails a query as a whole (salesforce.md 2): it is found out, and left
 * out where the trigger may; otherwise all of them are named.
 * @throws Fault `misconfigured` naming the fields
 */
export async function withReadable<T>(
	watch: SalesforceWatch,
	object: string,
	columns: readonly string[],
	read: (columns: string[]) => Promise<T>,
): Promise<T> {
	for (;;) {
		const asked = columns.filter((name) => !has(watch.leftOut, name));
		const outcome = await settled(async () => await read(asked));
		if ('value' in outcome) return outcome.value;
		if (codeOf(outcome.error) !== 'INVALID_FIELD') throw outcome.error;
		const unreadable = unreadableAmong(asked, await describe(watch, object), outcome.error as Fault);
		if (unreadable.length === 0) throw outcome.error;
		refuse(watch, object, unreadable);
		watch.leftOut = [...watch.leftOut, ...unreadable];
	}
}

/** @throws Fault where chosen fields are missing and may not be left out */
function refuse({ options }: SalesforceWatch, object: string, unreadable: readonly string[]): void {
	const chosen = unreadable.filter((name) => isChosen(name, options));
	if (options.leavesOut || chosen.length === 0) return;
	const names = chosen.map((name) => `"${name}"`).join(', ');
	const what = chosen.length > 1 ? `the fields ${names}: they are` : `the field ${names}: it is`;
	throw new Fault('misconfigured', `This user cannot read ${what} missing in ${object} or hidden.`, {
		field: chosen[0]!,
		advice:
			'Choose the fields again, ask an administrator of Salesforce to make them visible (field-level security), or set "If a Field Cannot Be Read" to Leave Out.',
	});
}

/** Which of these fields an object does not have for this user. */
export function unreadableAmong(
	columns: readonly string[],
	{ fields }: Described,
	{ field }: Partial<Fault> = {},
): string[] {
	const names = fields.map(({ name }) => name);
	const relations = fields.flatMap(({ relationshipName }) => relationshipName ?? []);
	const missing = columns.filter((column) => {
		const [first, ...rest] = column.split('.');
		return rest.length === 0 ? !has(names, column) : !has(relations, first!);
	});
	if (missing.length > 0 || field === undefined) return missing;
	const named = field.toLowerCase();
	return columns.filter((column) => column.toLowerCase() === named || column.toLowerCase().endsWith(`.${named}`));
}

/** Those of the chosen fields that can be known to be missing without reading anything. @throws Fault as `withReadable` */
export function checkColumns(watch: SalesforceWatch, object: string, described: Described): void {
	const { columns, parents } = watch.options;
	const unreadable = unreadableAmong([...columns, ...parents], described);
	if (unreadable.length > 0) refuse(watch, object, unreadable);
	watch.leftOut = unreadable;
}
