/** What a database has that could be tasks, for whoever fills in a profile without the vendor's papers (streamsoft.md 4.2). */
import type { Work } from '../database';
import { allNames, marks, readCatalogue, type ColumnInfo } from '../profile/catalogue';
import { proposed } from '../profile/propose';

export interface Table {
	name: string;
	columns: ColumnInfo[];
	primaryKey: string[];
	foreignKeys: Array<{ column: string; table: string }>;
	triggers: Array<{ name: string; active: boolean }>;
	rows?: number;
}

export interface Explored {
	tables: Table[];
	/** Tables whose names fit too, of which there were too many. */
	tablesLeftOut: number;
	generators: string[];
	procedures: Array<{ name: string; inputs: string[]; outputs: string[] }>;
	/** To be pasted into the credential and looked through. */
	profile: Record<string, unknown>;
}

/** Parts of names (LIKE) that CRM tables are expected to have; the others are known by name (streamsoft.md 2.2). */
export const PATTERNS = ['%ZDARZ%', '%CRM%', '%TERMIN%', '%CECH%', '%TYP%', '%ZADA%'];
const KNOWN: ReadonlySet<string> = new Set(['UZYTKOWNIK', 'KONTRAH', 'OSOBAKONTRAH']);
const MOST_TABLES = 200;

const likeness = (pattern: string): RegExp =>
	new RegExp(
		`^${[...pattern].map((char) => (char === '%' ? '.*' : char === '_' ? '.' : char.replace(/[^A-Z0-9]/gi, '\\$&'))).join('')}$`,
		'i',
	);

export async function explored(work: Work, patterns: readonly string[], withCounts: boolean): Promise<Explored> {
	const tests = patterns.map(likeness);
	const matches = (name: string) => tests.some((test) => test.test(name));
	const all = await allNames(work);
	const fitting = all.tables.filter((name) => matches(name) || KNOWN.has(name));
	const chosen = fitting.slice(0, MOST_TABLES);
	const generators = all.generators.filter((name) => matches(name) || chosen.includes(name.replace(/^GEN_/, '')));
	const procedures = all.procedures.filter(matches);
	const catalogue = await readCatalogue(work, {
		tables: chosen,
		generators: [],
		procedures: procedures.slice(0, MOST_TABLES),
	});
	const keys = await keysOf(work, chosen);
	const triggers = await triggersOf(work, chosen);
	const tables: Table[] = [];
	for (const name of chosen) {
		const { primaryKey = [], foreignKeys = [] } = keys.get(name) ?? {};
		tables.push({
			name,
			columns: [...(catalogue.tables.get(name)?.values() ?? [])],
			primaryKey,
			foreignKeys,
			triggers: triggers.get(name) ?? [],
			...(withCounts && { rows: await countOf(work, name) }),
		});
	}
	return {
		tables,
		tablesLeftOut: fitting.length - chosen.length,
		generators,
		procedures: [...catalogue.procedures].map(([name, { inputs, outputs }]) => ({
			name,
			inputs: inputs.map((one) => one.name),
			outputs,
		})),
		profile: proposed(tables, all.generators),
	};
}

interface Keys {
	primaryKey: string[];
	foreignKeys: Table['foreignKeys'];
}

async function keysOf({ rows }: Work, tables: readonly string[]): Promise<Map<string, Keys>> {
	const keys = new Map<string, Keys>();
	if (tables.length === 0) return keys;
	const found = await rows(
		`SELECT TRIM(R.RDB$RELATION_NAME), TRIM(R.RDB$CONSTRAINT_TYPE), TRIM(S.RDB$FIELD_NAME), TRIM(U.RDB$RELATION_NAME)
FROM RDB$RELATION_CONSTRAINTS R
JOIN RDB$INDEX_SEGMENTS S ON S.RDB$INDEX_NAME = R.RDB$INDEX_NAME
LEFT JOIN RDB$REF_CONSTRAINTS F ON F.RDB$CONSTRAINT_NAME = R.RDB$CONSTRAINT_NAME
LEFT JOIN RDB$RELATION_CONSTRAINTS U ON U.RDB$CONSTRAINT_NAME = F.RDB$CONST_NAME_UQ
WHERE R.RDB$CONSTRAINT_TYPE IN ('PRIMARY KEY', 'FOREIGN KEY') AND R.RDB$RELATION_NAME IN (${marks(tables.length)})
ORDER BY R.RDB$RELATION_NAME, S.RDB$FIELD_POSITION`,
		tables,
	);
	for (const [table, type, column, target] of found as string[][]) {
		const known = keys.get(table!) ?? { primaryKey: [], foreignKeys: [] };
		keys.set(table!, known);
		if (type === 'PRIMARY KEY') known.primaryKey.push(column!);
		else known.foreignKeys.push({ column: column!, table: target ?? '' });
	}
	return keys;
}

async function triggersOf({ rows }: Work, tables: readonly string[]): Promise<Map<string, Table['triggers']>> {
	const triggers = new Map<string, Table['triggers']>();
	if (tables.length === 0) return triggers;
	const found = await rows(
		`SELECT TRIM(RDB$RELATION_NAME), TRIM(RDB$TRIGGER_NAME), COALESCE(RDB$TRIGGER_INACTIVE, 0)
FROM RDB$TRIGGERS WHERE COALESCE(RDB$SYSTEM_FLAG, 0) = 0 AND RDB$RELATION_NAME IN (${marks(tables.length)}) ORDER BY 2`,
		tables,
	);
	for (const [table, name, inactive] of found) {
		const list = triggers.get(String(table)) ?? [];
		triggers.set(String(table), [...list, { name: String(name), active: inactive === 0 }]);
	}
	return triggers;
}

/** Names come from the catalogue itself; one with a quote in it cannot be a table of Streamsoft. */
async function countOf({ rows }: Work, table: string): Promise<number> {
	const [row] = await rows(`SELECT COUNT(*) FROM "${table.replaceAll('"', '""')}"`);
	return Number(row?.[0]);
}
