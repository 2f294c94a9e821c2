/** A profile guessed from what a database has, by the vendor's way of naming (streamsoft.md 2.1). Pure; to be looked through by a person. */
import type { Table } from '../data/explore';
import type { ColumnInfo, ColumnKind } from './catalogue';
import { IDENTIFIER } from './schema';

interface Guess {
	/** The better the earlier. */
	like: RegExp[];
	kinds: ColumnKind[];
	/** Tables that a key may lead to. */
	target?: RegExp;
}

const TIMES: ColumnKind[] = ['timestamp', 'date'];
const FLAGS: ColumnKind[] = ['number', 'boolean'];

const GUESSES: Readonly<Record<string, Guess>> = {
	typeId: { like: [/^ID_\w*TYP/, /TYP|RODZ/], kinds: ['number'], target: /TYP|RODZ/ },
	operatorId: { like: [/UZYTK/, /OPERAT/, /WYKON/], kinds: ['number'], target: /^UZYTKOWNIK$/ },
	subject: { like: [/TEMAT|TYTUL/, /NAZWA/, /SUBJECT|TITLE/], kinds: ['text'] },
	description: { like: [/OPIS/, /TRESC|NOTAT|UWAGI/], kinds: ['blob', 'text'] },
	place: { like: [/MIEJSC/, /LOKALIZ|ADRES/], kinds: ['text'] },
	start: { like: [/(DATA|CZAS|TERMIN)_?OD/, /POCZ|ROZP|START/, /TERMIN|DATA/], kinds: TIMES },
	end: { like: [/(DATA|CZAS|TERMIN)_?DO/, /KONI|KONC|END/], kinds: TIMES },
	allDay: { like: [/CALY|CALOD/], kinds: FLAGS },
	done: { like: [/ZAKON|WYKONAN|ZREALIZ|DONE/], kinds: FLAGS },
	contractorId: { like: [/KONTRAH/], kinds: ['number'], target: /^KONTRAH$/ },
	personId: { like: [/OSOB/], kinds: ['number'], target: /^OSOBAKONTRAH$/ },
	modifiedAt: { like: [/MODYF|DATA_?MOD|ZMIAN/], kinds: TIMES },
};
/** What no table of tasks can be without. */
const NEEDED = ['typeId', 'operatorId', 'subject', 'start'] as const;

type Found = Record<string, string>;

function guessed(table: Table): Found {
	const found: Found = {};
	const used = new Set(table.primaryKey);
	for (const [field, { like, kinds, target }] of Object.entries(GUESSES)) {
		const free = table.columns.filter(
			({ name, kind }) => !used.has(name) && kinds.includes(kind) && IDENTIFIER.test(name),
		);
		const byKey = target && table.foreignKeys.find((key) => target.test(key.table) && !used.has(key.column))?.column;
		const byName = like.flatMap((pattern) => free.filter(({ name }) => pattern.test(name)))[0]?.name;
		const column = byKey ?? byName;
		if (column === undefined) continue;
		found[field] = column;
		used.add(column);
	}
	return found;
}

const isTasks = (found: Found): boolean => NEEDED.every((field) => found[field] !== undefined);
const scoreOf = ({ name }: Table, found: Found): number =>
	Object.keys(found).length + (/ZDARZ|ZADA|TERMIN/.test(name) ? 2 : 0) - (/WYST|HIST|ARCH/.test(name) ? 4 : 0);

export function proposed(tables: readonly Table[], generators: readonly string[]): Record<string, unknown> {
	const candidates = tables
		.filter(({ name, primaryKey }) => primaryKey.length === 1 && IDENTIFIER.test(name))
		.map((table) => ({ table, found: guessed(table) }))
		.filter(({ found }) => isTasks(found))
		.sort((a, b) => scoreOf(b.table, b.found) - scoreOf(a.table, a.found));
	const best = candidates[0];
	if (!best) return { profile: 'nothing found that looks like tasks' };
	const { table, found } = best;
	const pk = table.primaryKey[0]!;
	const targetOf = (field: string, usual: RegExp): Table | undefined => {
		const target = table.foreignKeys.find(({ column }) => column === found[field])?.table;
		return tables.find(({ name }) => name === target) ?? tables.find(({ name }) => usual.test(name));
	};
	const columns = Object.fromEntries(Object.keys(GUESSES).map((field) => [field, found[field] ?? null]));
	return {
		profile: `proposed for ${table.name}`,
		operators: operatorsIn(targetOf('operatorId', /^UZYTKOWNIK$/)),
		eventTypes: typesIn(targetOf('typeId', /TYP\w*ZDARZ|ZDARZ\w*TYP/)),
		...featuresIn(tables, pk),
		contractors: contractorsIn(tables.find(({ name }) => name === 'KONTRAH')),
		persons: personsIn(tables.find(({ name }) => name === 'OSOBAKONTRAH')),
		events: {
			table: table.name,
			pk,
			generator:
				generators.find((name) => name === `GEN_${table.name}`) ??
				generators.find((name) => name.endsWith(table.name)) ??
				null,
			columns,
		},
	};
}

/** A column by what its name is like; nothing where the table has none. */
const columnIn = (table: Table, like: RegExp, kinds: ColumnKind[] = ['text']): string | null =>
	table.columns.find(({ name, kind }: ColumnInfo) => like.test(name) && kinds.includes(kind))?.name ?? null;

function listIn(table: Table | undefined, name: RegExp): { table: string; id: string; name: string } | null {
	if (!table || table.primaryKey.length !== 1) return null;
	const called = columnIn(table, name) ?? columnIn(table, /./);
	return called ? { table: table.name, id: table.primaryKey[0]!, name: called } : null;
}

function operatorsIn(table: Table | undefined) {
	const list = listIn(table, /NAZWISKO|NAZWA/);
	return list && table ? { ...list, login: columnIn(table, /LOGIN/), active: columnIn(table, /AKTYW/, FLAGS) } : list;
}

function typesIn(table: Table | undefined) {
	const list = listIn(table, /NAZWA/);
	return list && table ? { ...list, synchronised: columnIn(table, /SYN|GOOGLE/, FLAGS) } : list;
}

function contractorsIn(table: Table | undefined) {
	const list = listIn(table, /NAZWASKR|NAZWA/);
	if (!list || !table) return list;
	const base = columnIn(table, /^BAZA/, FLAGS);
	return {
		...list,
		number: columnIn(table, /^NR/, ['text', 'number']),
		active: base ? { column: base, value: 0 } : null,
	};
}

const personsIn = (table: Table | undefined) =>
	table?.primaryKey.length === 1
		? {
				table: table.name,
				id: table.primaryKey[0]!,
				firstName: columnIn(table, /^IMIE/),
				lastName: columnIn(table, /^NAZWISKO/),
			}
		: null;

/** Values stand in a table of their own with the ID of the task, the ID of the feature and WARTOSC (streamsoft.md 2.2). */
function featuresIn(tables: readonly Table[], pk: string) {
	const values = tables.find(
		({ name, columns }) =>
			/CECH/.test(name) && columns.some((one) => one.name === pk) && columns.some((one) => /WARTO/.test(one.name)),
	);
	const feature = values?.columns.find(({ name }) => /^ID_\w*CECH/.test(name))?.name;
	if (!values || !feature) return { featureDefs: null, featureValues: null };
	const target = values.foreignKeys.find(({ column }) => column === feature)?.table ?? feature.replace(/^ID_/, '');
	const definitions = tables.find(({ name }) => name === target);
	return {
		featureDefs: listIn(definitions, /NAZWA/),
		featureValues: { table: values.name, event: pk, feature, value: columnIn(values, /WARTO/)! },
	};
}
