import type { Row, Statements, Value } from './database';
import type { Names } from './schema/names';
import type { Site } from './site';

/** A task as it lies in the database; times are local texts 'YYYY-MM-DD HH:MM:SS'. */
export interface StreamsoftTask {
	id: number;
	type: number;
	operator: number;
	contractor: number | null;
	person: number | null;
	subject: string | null;
	description: string | null;
	place: string | null;
	start: string | null;
	end: string | null;
	allDay: boolean;
	done: boolean;
	/** With the fraction that Firebird keeps; only where the schema has it. */
	modified?: string | null;
	/** Values by feature name. */
	features: Record<string, string | null>;
}

export interface StreamsoftState {
	operators: Array<{ id: number; login: string; name: string | null; active: boolean }>;
	contractors: Array<{ id: number; number: number | null; name: string | null; base: number }>;
	branches: Array<{ id: number; contractor: number; name: string | null }>;
	persons: Array<{ id: number; branch: number; lastName: string | null; firstName: string | null }>;
	types: Array<{ id: number; name: string | null; synchronised: boolean }>;
	features: Array<{ id: number; name: string | null }>;
	tasks: StreamsoftTask[];
	/** Rows of XXX_N8N_LINK, where it is there. */
	links?: Row[];
}

/** What committed transactions left, read anew with each call. */
export interface StreamsoftStore {
	/** Everything, each list by id. */
	state(): Promise<StreamsoftState>;
	tasks(): Promise<StreamsoftTask[]>;
	/** Undefined where there is none. */
	task(id: number): Promise<StreamsoftTask | undefined>;
	/** Any statement, in a transaction of its own as SYSSTR. */
	query(sql: string, values?: readonly Value[]): Promise<Row[]>;
}

export function createStore(site: Site): StreamsoftStore {
	return {
		state: () => site.work(readState),
		tasks: () => site.work((statements, names) => readTasks(statements, names)),
		task: (id) => site.work(async (statements, names) => (await readTasks(statements, names, id))[0]),
		query: (sql, values) =>
			site.work(async ({ rows }) => {
				const answer: unknown = await rows(sql, values);
				return (Array.isArray(answer) ? answer : [answer]) as Row[];
			}),
	};
}

/** Descriptions up to here come with the row; each longer one takes a round of its own. */
const SHORT = 8000;

export async function readTasks(statements: Statements, names: Names, id?: number): Promise<StreamsoftTask[]> {
	const { task, value, feature, column } = names;
	const where = id === undefined ? '' : `WHERE T.${column.taskId} = ${Number(id)}`;
	const description = `T.${column.description}`;
	const found = await statements.rows(
		`SELECT T.${column.taskId} ID, T.${column.typeId} TYP, T.ID_UZYTKOWNIK OPERATOR, T.ID_KONTRAH KONTRAH, T.ID_OSOBAKONTRAH OSOBA,
  T.${column.subject} TEMAT, CASE WHEN CHAR_LENGTH(${description}) <= ${SHORT} THEN CAST(${description} AS VARCHAR(${SHORT})) END KROTKI,
  CASE WHEN CHAR_LENGTH(${description}) > ${SHORT} THEN ${description} END DLUGI, T.${column.place} MIEJSCE,
  CAST(T.${column.start} AS VARCHAR(30)) OD, CAST(T.${column.end} AS VARCHAR(30)) DO_, T.${column.allDay} DZIEN, T.${column.done} ZAK
  ${column.modified === undefined ? '' : `, CAST(T.${column.modified} AS VARCHAR(30)) ZMIENIONO`}
  FROM ${task} T ${where} ORDER BY 1`,
	);
	const values = await statements.rows(
		`SELECT T.${column.taskId} ID, C.${column.featureName} NAZWA, T.WARTOSC FROM ${value} T
  JOIN ${feature} C ON C.${column.featureId} = T.${column.featureId} ${where} ORDER BY 1, C.${column.featureId}`,
	);
	const features = new Map<Value, Record<string, string | null>>();
	for (const { ID, NAZWA, WARTOSC } of values)
		features.set(ID!, { ...features.get(ID!), [String(NAZWA)]: WARTOSC as string | null });
	return found.map((row) => ({
		id: row.ID as number,
		type: row.TYP as number,
		operator: row.OPERATOR as number,
		contractor: row.KONTRAH as number | null,
		person: row.OSOBA as number | null,
		subject: row.TEMAT as string | null,
		description: (row.KROTKI ?? row.DLUGI) as string | null,
		place: row.MIEJSCE as string | null,
		start: seconds(row.OD),
		end: seconds(row.DO_),
		allDay: row.DZIEN === 1,
		done: row.ZAK === 1,
		...(column.modified === undefined ? {} : { modified: row.ZMIENIONO as string | null }),
		features: features.get(row.ID!) ?? {},
	}));
}

/** Firebird writes ten-thousandths, which no task here has. */
const seconds = (text: Value | undefined) => (typeof text === 'string' ? text.replace(/\.0+$/, '') : null);

async function readState(statements: Statements, names: Names): Promise<StreamsoftState> {
	const { type, feature, column } = names;
	const list = async (columns: string, table: string) =>
		await statements.rows(`SELECT ${columns} FROM ${table} ORDER BY 1`);
	const links = await statements.rows("SELECT 1 FROM RDB$RELATIONS WHERE RDB$RELATION_NAME = 'XXX_N8N_LINK'");
	const operators = await list(
		'ID_UZYTKOWNIK "id", LOGIN "login", NAZWISKOIMIE "name", AKTYWNY "active"',
		'UZYTKOWNIK',
	);
	const types = await list(
		`${column.typeId} "id", ${column.typeName} "name", ${column.synchronised} "synchronised"`,
		type,
	);
	return {
		operators: operators.map((row) => ({ ...row, active: row.active === 1 })),
		contractors: await list('ID_KONTRAH "id", NRKONTRAH "number", NAZWASKR "name", BAZAKONTRAH "base"', 'KONTRAH'),
		branches: await list('ID_ODDZIALKONTRAH "id", ID_KONTRAH "contractor", NAZWA "name"', 'ODDZIALKONTRAH'),
		persons: await list(
			'ID_OSOBAKONTRAH "id", ID_ODDZIALKONTRAH "branch", NAZWISKO "lastName", IMIE "firstName"',
			'OSOBAKONTRAH',
		),
		types: types.map((row) => ({ ...row, synchronised: row.synchronised === 1 })),
		features: await list(`${column.featureId} "id", ${column.featureName} "name"`, feature),
		tasks: await readTasks(statements, names),
		...(links.length ? { links: await list('*', 'XXX_N8N_LINK') } : {}),
	} as StreamsoftState;
}
