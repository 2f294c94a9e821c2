/** What a database says about itself. */
import type { Work } from '../database';
import type { Param } from '../sdk';

export type ColumnKind = 'text' | 'blob' | 'timestamp' | 'date' | 'time' | 'boolean' | 'number' | 'other';

export interface ColumnInfo {
	name: string;
	kind: ColumnKind;
	/** Of text: how many characters fit. */
	length?: number;
	/** Of text: the character set; NONE where it has none. */
	charset?: string;
	isNotNull: boolean;
	/** Gets a value by itself where it is given none. */
	hasDefault: boolean;
	isComputed: boolean;
}

export interface ProcedureInfo {
	/** Gives rows (SELECT … FROM it); else it is executed. */
	isSelectable: boolean;
	inputs: ColumnInfo[];
	outputs: string[];
}

/** The part of the catalogue that a profile names. */
export interface Catalogue {
	tables: ReadonlyMap<string, ReadonlyMap<string, ColumnInfo>>;
	generators: ReadonlySet<string>;
	procedures: ReadonlyMap<string, ProcedureInfo>;
}

/** RDB$FIELD_TYPE of the catalogue. */
const KINDS: Readonly<Record<number, ColumnKind>> = {
	7: 'number',
	8: 'number',
	10: 'number',
	16: 'number',
	26: 'number',
	27: 'number',
	12: 'date',
	13: 'time',
	35: 'timestamp',
	14: 'text',
	37: 'text',
	23: 'boolean',
	261: 'blob',
};

const TYPED = `F.RDB$FIELD_TYPE, F.RDB$CHARACTER_LENGTH, F.RDB$FIELD_LENGTH, TRIM(C.RDB$CHARACTER_SET_NAME)`;
const FIELDS = `JOIN RDB$FIELDS F ON F.RDB$FIELD_NAME = S.RDB$FIELD_SOURCE
LEFT JOIN RDB$CHARACTER_SETS C ON C.RDB$CHARACTER_SET_ID = F.RDB$CHARACTER_SET_ID`;
const NOTHING = 'CAST(NULL AS SMALLINT), CAST(NULL AS SMALLINT), CAST(NULL AS SMALLINT), CAST(NULL AS VARCHAR(63))';
const VARYING = 'AS VARCHAR(63)';

/** Everything in one question. */
const question = (tables: number, generators: number, procedures: number): string => `
SELECT 'C', CAST(TRIM(S.RDB$RELATION_NAME) ${VARYING}), CAST(TRIM(S.RDB$FIELD_NAME) ${VARYING}), S.RDB$FIELD_POSITION, ${TYPED},
	COALESCE(S.RDB$NULL_FLAG, F.RDB$NULL_FLAG, 0), IIF(S.RDB$DEFAULT_SOURCE IS NULL AND F.RDB$DEFAULT_SOURCE IS NULL, 0, 1),
	IIF(F.RDB$COMPUTED_BLR IS NULL, 0, 1)
FROM RDB$RELATION_FIELDS S ${FIELDS} WHERE S.RDB$RELATION_NAME IN (${marks(tables)})
UNION ALL
SELECT 'G', CAST(TRIM(RDB$GENERATOR_NAME) ${VARYING}), CAST('' ${VARYING}), CAST(0 AS SMALLINT), ${NOTHING}, 0, 0, 0
FROM RDB$GENERATORS WHERE RDB$GENERATOR_NAME IN (${marks(generators)})
UNION ALL
SELECT 'P', CAST(TRIM(RDB$PROCEDURE_NAME) ${VARYING}), CAST('' ${VARYING}), CAST(0 AS SMALLINT), ${NOTHING},
	IIF(RDB$PROCEDURE_TYPE = 2, 0, 1), 0, 0
FROM RDB$PROCEDURES WHERE RDB$PROCEDURE_NAME IN (${marks(procedures)})
UNION ALL
SELECT IIF(S.RDB$PARAMETER_TYPE = 0, 'I', 'O'), CAST(TRIM(S.RDB$PROCEDURE_NAME) ${VARYING}), CAST(TRIM(S.RDB$PARAMETER_NAME) ${VARYING}),
	S.RDB$PARAMETER_NUMBER, ${TYPED}, 0, 0, 0
FROM RDB$PROCEDURE_PARAMETERS S ${FIELDS} WHERE S.RDB$PROCEDURE_NAME IN (${marks(procedures)})`;

export const marks = (count: number): string => Array.from({ length: Math.max(1, count) }, () => '?').join(', ');
/** An empty list would be no statement; no name is empty. */
const orNone = (names: readonly string[]): readonly Param[] => (names.length > 0 ? names : ['']);

export async function readCatalogue(
	{ rows }: Work,
	names: { tables: readonly string[]; generators: readonly string[]; procedures: readonly string[] },
): Promise<Catalogue> {
	const { tables, generators, procedures } = names;
	const params = [tables, generators, procedures, procedures].flatMap(orNone);
	const found = await rows(question(tables.length, generators.length, procedures.length), params);
	found.sort((a, b) => Number(a[3]) - Number(b[3]));
	const catalogue = {
		tables: new Map<string, Map<string, ColumnInfo>>(),
		generators: new Set<string>(),
		procedures: new Map<string, ProcedureInfo>(),
	};
	const procedure = (owner: string): ProcedureInfo => {
		const known = catalogue.procedures.get(owner) ?? { isSelectable: true, inputs: [], outputs: [] };
		catalogue.procedures.set(owner, known);
		return known;
	};
	for (const row of found) {
		const [what, owner, name] = row as [string, string, string];
		if (what === 'G') catalogue.generators.add(owner);
		else if (what === 'P') procedure(owner).isSelectable = row[8] === 1;
		else if (what === 'I') procedure(owner).inputs.push(infoOf(row));
		else if (what === 'O') procedure(owner).outputs.push(name);
		else {
			const columns = catalogue.tables.get(owner) ?? new Map<string, ColumnInfo>();
			catalogue.tables.set(owner, columns.set(name, infoOf(row)));
		}
	}
	return catalogue;
}

function infoOf(row: readonly unknown[]): ColumnInfo {
	const [, , name, , type, characters, bytes, charset, isNotNull, hasDefault, isComputed] = row;
	const kind = KINDS[Number(type)] ?? 'other';
	const isText = kind === 'text' || kind === 'blob';
	return {
		name: String(name),
		kind,
		...(kind === 'text' && { length: Number(characters ?? bytes) }),
		...(isText && { charset: String(charset ?? 'NONE') }),
		isNotNull: isNotNull === 1,
		hasDefault: hasDefault === 1,
		isComputed: isComputed === 1,
	};
}

/** Names of everything that is not the database's own, for suggestions. */
export async function allNames({
	rows,
}: Work): Promise<{ tables: string[]; generators: string[]; procedures: string[] }> {
	const found = await rows(`
SELECT 'T', CAST(TRIM(RDB$RELATION_NAME) ${VARYING}) FROM RDB$RELATIONS WHERE COALESCE(RDB$SYSTEM_FLAG, 0) = 0
UNION ALL
SELECT 'G', CAST(TRIM(RDB$GENERATOR_NAME) ${VARYING}) FROM RDB$GENERATORS WHERE COALESCE(RDB$SYSTEM_FLAG, 0) = 0
UNION ALL
SELECT 'P', CAST(TRIM(RDB$PROCEDURE_NAME) ${VARYING}) FROM RDB$PROCEDURES WHERE COALESCE(RDB$SYSTEM_FLAG, 0) = 0`);
	const of = (what: string) => found.filter(([one]) => one === what).map(([, name]) => String(name));
	return { tables: of('T'), generators: of('G'), procedures: of('P') };
}
