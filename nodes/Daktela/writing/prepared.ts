import type { Found } from '../../shared/bulk';
import { Fault } from '../../shared/fault';
import { settledNow, type Settled } from '../../shared/settled';
import type { DaktelaRecord } from '../api';
import { folded, keysOf, lookUp } from '../lookup';
import { stampOf, type Kind } from '../kinds';
import { keyOf, relatedKey } from '../record';
import { columnsFor } from '../values';
import { NAME_COLUMNS } from './names';
import { wantedFrom, type Context, type Match, type Mode, type Wanted } from './wanted';

/** What was read for all items of a run together. */
export class Prepared {
	/** By the field that was looked up: what an item is matched on may differ from item to item. */
	readonly found = new Map<string, Found<DaktelaRecord[]>>();
	/** Related records by the field that refers to them. */
	readonly related = new Map<string, Found<DaktelaRecord[]>>();

	private readonly alike: ReadonlyMap<string, readonly string[]>;

	constructor(
		readonly kind: Kind,
		readonly mode: Mode,
		private readonly wanted: ReadonlyMap<number, Settled<Wanted>>,
	) {
		this.alike = alikeIn([...wanted.values()].flatMap((one) => ('value' in one ? [one.value] : [])));
	}

	/**
	 * How people see which record is meant; the same for every item that may mean it, so that they are done one after the other.
	 * @param index names what has neither a key nor anything to match on
	 */
	keyOf({ key, match }: Wanted, index: number): string {
		const [first, ...others] = match;
		if (!first) return key ?? `item ${index}`;
		const shown = ({ field, values }: Match) => `${field}=${values.join(', ')}`;
		const mine = first.values.map((value) => folded(first.field, value));
		const values = this.alike.get(aliasOf(first.field, mine[0]!)) ?? mine;
		if (first.field === 'name' && others.length === 0) return values[0]!;
		const rest = others.map((one) => ({ ...one, values: one.values.map((value) => folded(one.field, value)) }));
		return [{ ...first, values: [...values] }, ...rest].map(shown).join(', ');
	}

	/** @throws what reading the item's mapping ended in */
	wantedBy({ index }: Pick<Context, 'index'>): Wanted {
		const wanted = this.wanted.get(index)!;
		if ('error' in wanted) throw wanted.error;
		return wanted.value;
	}

	/** The records that an item means. @throws Fault when they could not be looked up: that is not "there is none" */
	candidates({ match }: Wanted, again?: Found<DaktelaRecord[]>): DaktelaRecord[] {
		const [first, ...others] = match;
		const lookedUp = again ?? this.found.get(first?.field ?? '');
		if (!first || !lookedUp) return [];
		const found = new Map<string, DaktelaRecord>();
		for (const value of first.values)
			for (const record of lookedUp.get(folded(first.field, value)) ?? []) found.set(keyOf(record) ?? '', record);
		return [...found.values()].filter((record) =>
			others.every(({ field, values }) => {
				const held = keysOf(record, field, this.kind);
				return values.some((value) => held.includes(folded(field, value)));
			}),
		);
	}

	/** Notes what was written, for a later item that means the same record. */
	note({ match }: Wanted, record: DaktelaRecord): void {
		const [first] = match;
		for (const value of first?.values ?? []) this.found.get(first!.field)?.set(folded(first!.field, value), [record]);
	}
}

const aliasOf = (field: string, value: string): string => `${field}=${value}`;

/** Values that stand for one record because an item has them in one list, by each of them. */
function alikeIn(all: readonly Wanted[]): Map<string, readonly string[]> {
	const alike = new Map<string, readonly string[]>();
	for (const { match } of all) {
		const [first] = match;
		if (!first) continue;
		const mine = first.values.map((value) => folded(first.field, value));
		const known = mine.flatMap((value) => alike.get(aliasOf(first.field, value)) ?? [value]);
		const together = [...new Set(known)];
		for (const value of together) alike.set(aliasOf(first.field, value), together);
	}
	return alike;
}

/**
 * Reads the records of all items in bulk, and then the related records that would change. Nothing is thrown here: what fails, fails
 * the items that need it.
 */
export async function prepare(kind: Kind, mode: Mode, contexts: readonly Context[]): Promise<Prepared> {
	const wanted = new Map(contexts.map((context) => [context.index, settledNow(() => wantedFrom(kind, mode, context))]));
	const prepared = new Prepared(kind, mode, wanted);
	const [first] = contexts;
	if (!first) return prepared;
	const all = [...wanted.values()].flatMap((one) => ('value' in one ? [one.value] : []));
	const sentWith = new Set(contexts.map(({ read }) => read.options?.sendWith));
	if (mode !== 'create') await lookUpRecords(first, prepared, all, columnsOf(kind, all, sentWith));
	await lookUpRelated(first, prepared, all);
	return prepared;
}

async function lookUpRecords(
	{ api }: Context,
	{ kind, found }: Prepared,
	all: readonly Wanted[],
	columns: { fields?: string[] },
): Promise<void> {
	for (const field of new Set(all.flatMap(({ match }) => match[0]?.field ?? []))) {
		const values = all.flatMap(({ match }) => (match[0]?.field === field ? match[0].values : []));
		found.set(field, await lookUp(api, values, { resource: kind.resource, field, kind, ...columns }));
	}
}

function columnsOf(
	kind: Kind,
	all: readonly Wanted[],
	sentWith: ReadonlySet<string | undefined>,
): { fields?: string[] } {
	if (sentWith.has('whole')) return {};
	const targets = new Set<string>();
	for (const { values, match } of all)
		for (const target of [...Object.keys(values), ...match.map(({ field }) => field)]) targets.add(target);
	const place = kind.place?.always ? [kind.place.field] : [];
	const names = kind.value === 'contact' ? NAME_COLUMNS : [];
	const custom = sentWith.has('custom') ? ['customFields'] : [];
	return {
		fields: [
			...new Set(['name', 'title', ...columnsFor([...targets]), ...place, ...names, ...custom, stampOf(kind)]),
		].filter((one) => kind.fields.some(({ id }) => id === one) || one === 'customFields' || targets.has(one)),
	};
}

/** Only where the reference would change: a record that Daktela refers to already is there. */
async function lookUpRelated({ api }: Context, prepared: Prepared, all: readonly Wanted[]): Promise<void> {
	for (const [target, resource] of Object.entries(prepared.kind.references)) {
		const asked = new Set<string>();
		const referredTo = new Set<string>();
		for (const wanted of all) {
			const key = relatedKey(wanted.values[target]);
			if (key !== '') (refersTo(prepared, wanted, target, key) ? referredTo : asked).add(key);
		}
		const found = await lookUp(api, asked, { resource, field: 'name', fields: ['name'] });
		// A later plan of the same record may find it moved away from there, or gone.
		for (const key of referredTo) if (!asked.has(key)) found.set(key, [{ name: key }]);
		prepared.related.set(target, found);
	}
}

function refersTo(prepared: Prepared, wanted: Wanted, target: string, key: string): boolean {
	const candidates = settledNow(() => prepared.candidates(wanted));
	if ('error' in candidates) return true;
	return candidates.value.length > 0 && candidates.value.every((record) => relatedKey(record[target]) === key);
}

/** Whether a related record is there. @throws Fault when that could not be looked up */
export function isThere(prepared: Prepared, target: string, key: string): boolean {
	const found = prepared.related.get(target);
	if (!found) throw new Fault('conflict', `The ${target} "${key}" was not looked up.`, { field: target });
	return (found.get(key) ?? []).length > 0;
}
