/** What of a profile the database does not have. Pure. */
import type { Catalogue, ColumnKind, ProcedureInfo } from './catalogue';
import { PARAMETERS, type FlagOf, type Parameter, type Procedure, type Profile } from './schema';

type Kind = 'table' | 'column' | 'generator' | 'procedure' | 'parameter' | 'statement';

export interface Missing {
	kind: Kind;
	/** Of a column `TABLE.COLUMN`; of a statement what the database says about it. */
	name: string;
	/** Where the profile names it: `events.columns.place`. */
	place: string;
	/** Names that look alike, the most alike first. */
	near?: string[];
}

/** A table that the profile names, with its columns and the places where it names them. */
interface Named {
	table: string;
	place: string;
	columns: Array<[place: string, column: string]>;
}

export const columnOf = (flag: FlagOf): string => (typeof flag === 'string' ? flag : flag.column);

function named(place: string, part: object | null | undefined): Named[] {
	if (!part || !('table' in part)) return [];
	const { table, ...rest } = part as { table: string } & Record<string, FlagOf | null | undefined>;
	const columns = Object.entries(rest)
		.filter((entry): entry is [string, FlagOf] => entry[1] !== null && entry[1] !== undefined)
		.map(([name, flag]): [string, string] => [`${place}.${name}`, columnOf(flag)]);
	return [{ table, place: `${place}.table`, columns }];
}

function namedInEvents({ events, link }: Profile): Named {
	const { table, pk, columns, cancel, only, fixed } = events;
	const used = Object.entries(columns).filter(
		(entry): entry is [string, FlagOf] => entry[1] !== null && entry[1] !== undefined,
	);
	return {
		table,
		place: 'events.table',
		columns: [
			['events.pk', pk],
			...used.map(([name, flag]): [string, string] => [`events.columns.${name}`, columnOf(flag)]),
			...(cancel ? [['events.cancel', cancel.column] as [string, string]] : []),
			...Object.keys(only ?? {}).map((name): [string, string] => ['events.only', name]),
			...Object.keys(fixed ?? {}).map((name): [string, string] => ['events.fixed', name]),
			...(link && 'column' in link ? [['link.column', link.column] as [string, string]] : []),
		],
	};
}

function tablesOf(profile: Profile): Named[] {
	const parts = ['operators', 'eventTypes', 'featureDefs', 'featureValues', 'contractors', 'persons'] as const;
	return [namedInEvents(profile), ...parts.flatMap((part) => named(part, profile[part]))];
}

const proceduresOf = ({ procedures }: Profile): Array<[place: string, name: string]> =>
	(['add', 'update', 'delete'] as const).flatMap((one): Array<[string, string]> => {
		const procedure = procedures[one];
		return procedure ? [[`procedures.${one}`, typeof procedure === 'string' ? procedure : procedure.name]] : [];
	});

/** All names that a profile needs the catalogue for. */
export function namesIn(profile: Profile) {
	const { events, link } = profile;
	const linkTable = link && 'table' in link ? [link.table] : [];
	return {
		tables: [...new Set([...tablesOf(profile).map(({ table }) => table), ...linkTable])],
		generators: events.generator ? [events.generator] : [],
		procedures: [...new Set(proceduresOf(profile).map(([, name]) => name))],
	};
}

/** A table for links is not among them: it is needed by few, and named by the operation that does. */
export function missingIn(profile: Profile, { tables, generators, procedures }: Catalogue): Missing[] {
	const missing: Missing[] = [];
	for (const { table, place, columns } of tablesOf(profile)) {
		const known = tables.get(table);
		if (!known) missing.push({ kind: 'table', name: table, place });
		else {
			for (const [where, column] of columns) {
				if (known.has(column)) continue;
				const near = nearest(column, [...known.keys()]);
				missing.push({ kind: 'column', name: `${table}.${column}`, place: where, near });
			}
		}
	}
	const { generator } = profile.events;
	if (generator && !generators.has(generator)) {
		missing.push({ kind: 'generator', name: generator, place: 'events.generator' });
	}
	for (const [place, name] of proceduresOf(profile)) {
		if (!procedures.has(name)) missing.push({ kind: 'procedure', name, place });
	}
	return [...missing, ...misfitsIn(profile, tables), ...missingParameters(profile, procedures)];
}

type Fields = keyof Profile['events']['columns'];

const IDS: ColumnKind[] = ['number'];
const TEXTS: ColumnKind[] = ['text', 'blob'];
const TIMES: ColumnKind[] = ['timestamp', 'date'];
const FLAGS: ColumnKind[] = ['number', 'boolean', 'text'];

/** What a column can be that holds a field. */
const FITTING: Readonly<Record<Fields, ColumnKind[]>> = {
	typeId: IDS,
	operatorId: IDS,
	contractorId: IDS,
	personId: IDS,
	subject: TEXTS,
	description: TEXTS,
	place: TEXTS,
	start: TIMES,
	end: TIMES,
	modifiedAt: TIMES,
	allDay: FLAGS,
	done: FLAGS,
};

/** A column that exists and cannot hold what the profile says: it is another one's. */
function misfitsIn({ events }: Profile, tables: Catalogue['tables']): Missing[] {
	const known = tables.get(events.table);
	const used: Array<[place: string, name: string, kinds: ColumnKind[]]> = [['events.pk', events.pk, IDS]];
	for (const [field, flag] of Object.entries(events.columns) as Array<[Fields, FlagOf | null | undefined]>) {
		if (flag) used.push([`events.columns.${field}`, columnOf(flag), FITTING[field]]);
	}
	return used.flatMap(([place, name, kinds]): Missing[] => {
		const kind = known?.get(name)?.kind;
		if (!kind || kinds.includes(kind)) return [];
		return [
			{ kind: 'column', name: `${events.table}.${name} of type ${kinds.join(' or ')} but ${kind}`, place, near: [] },
		];
	});
}

/** A parameter that nobody can tell the meaning of would be given nothing. */
function missingParameters(profile: Profile, procedures: Catalogue['procedures']): Missing[] {
	return (['add', 'update', 'delete'] as const).flatMap((one) => {
		const procedure = profile.procedures[one];
		const info = procedure && procedures.get(typeof procedure === 'string' ? procedure : procedure.name);
		if (!procedure || !info) return [];
		const named = parametersOf(profile, procedure, info);
		return info.inputs.flatMap(({ name }, at): Missing[] =>
			named[at] === undefined
				? [{ kind: 'parameter', name: `${name} explained`, place: `procedures.${one}.parameters`, near: [] }]
				: [],
		);
	});
}

/** What each parameter of a procedure is given: as the profile says, or by its name. */
export function parametersOf(
	profile: Profile,
	procedure: Procedure | string,
	{ inputs }: ProcedureInfo,
): Array<Parameter | null | undefined> {
	if (typeof procedure !== 'string' && procedure.parameters) return procedure.parameters;
	const { columns, pk } = profile.events;
	const byColumn = new Map<string, Parameter>([[pk, 'id']]);
	for (const field of PARAMETERS) {
		const flag = field === 'id' ? undefined : columns[field];
		if (flag) byColumn.set(columnOf(flag), field);
	}
	return inputs.map(({ name }) => byColumn.get(name) ?? byColumn.get(name.replace(/^(A|P_|IN_|A_)/, '')));
}

/** Fills in which names of the database look like the missing ones. */
export function withNear(
	missing: readonly Missing[],
	all: Record<'tables' | 'generators' | 'procedures', string[]>,
): Missing[] {
	const lists: Partial<Record<Kind, string[]>> = {
		table: all.tables,
		generator: all.generators,
		procedure: all.procedures,
	};
	return missing.map((one) => ({ ...one, near: one.near ?? nearest(one.name, lists[one.kind] ?? []) }));
}

/** A sentence for a person. */
export function inWords({ kind, name, place, near = [] }: Missing): string {
	if (kind === 'statement') return `statement that works under ${place}: ${name}`;
	const like = near.length > 0 ? `; perhaps ${near.join(', ')}` : '';
	return `${kind} ${name} (${place}${like})`;
}

const pairsOf = (text: string): Set<string> =>
	new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2)));

/** How alike two names are, from 0 to 1, by the pairs of letters that they share. */
function likeness(a: string, b: string): number {
	const [first, second] = [pairsOf(a), pairsOf(b)];
	const shared = [...first].filter((pair) => second.has(pair)).length;
	return (2 * shared) / Math.max(1, first.size + second.size);
}

const LIKE = 0.35;
const MOST_NEAR = 3;

export const nearest = (name: string, among: readonly string[]): string[] =>
	among
		.map((one) => ({ one, score: likeness(name, one) }))
		.filter(({ score }) => score >= LIKE)
		.sort((a, b) => b.score - a.score || (a.one < b.one ? -1 : 1))
		.slice(0, MOST_NEAR)
		.map(({ one }) => one);
