import type { StreamsoftSwitches } from '../switches';
import { lengths, variants, type Names } from './names';
import { procedures } from './procedures';

/** Ids of rows that users make begin above this (streamsoft.md 2: user-created ids start at 10001). */
export const FIRST_ID = 10_001;

/** Made-up name of a customer's own refusal, see the switch `commitTrigger`. */
export const COMMIT_REFUSAL = 'XXX_ODMOWA';

/** isql's script for what is in an empty company database (streamsoft.md 2, 4.8). */
export function databaseScript(switches: StreamsoftSwitches): string {
	const names = variants[switches.schema];
	return [
		...people,
		...tasks(names),
		...tables(names).flatMap((table) => key(table, switches.keyTrigger)),
		...(names.column.modified === undefined ? [] : [modifiedTrigger(names)]),
		...(switches.linkTable ? [linkTable] : []),
		...(switches.procedures ? procedures(names) : []),
		...(switches.commitTrigger === 'refuse' ? commitTrigger(names) : []),
		'COMMIT;',
	].join('\n');
}

/** Those that have one generated key, in an order in which rows may be put in. */
export const tables = (names: Names) => [
	'UZYTKOWNIK',
	'KONTRAH',
	'ODDZIALKONTRAH',
	'OSOBAKONTRAH',
	names.type,
	names.feature,
	names.task,
];

const people = [
	`CREATE TABLE UZYTKOWNIK (ID_UZYTKOWNIK INTEGER NOT NULL PRIMARY KEY, LOGIN VARCHAR(${lengths.login}) NOT NULL UNIQUE,
  NAZWISKOIMIE VARCHAR(${lengths.name}), AKTYWNY SMALLINT DEFAULT 1 NOT NULL);`,
	`CREATE TABLE KONTRAH (ID_KONTRAH INTEGER NOT NULL PRIMARY KEY, NRKONTRAH INTEGER, NAZWASKR VARCHAR(${lengths.contractor}),
  BAZAKONTRAH SMALLINT DEFAULT 0 NOT NULL);`,
	`CREATE TABLE ODDZIALKONTRAH (ID_ODDZIALKONTRAH INTEGER NOT NULL PRIMARY KEY,
  ID_KONTRAH INTEGER NOT NULL REFERENCES KONTRAH, NAZWA VARCHAR(${lengths.name}));`,
	`CREATE TABLE OSOBAKONTRAH (ID_OSOBAKONTRAH INTEGER NOT NULL PRIMARY KEY,
  ID_ODDZIALKONTRAH INTEGER NOT NULL REFERENCES ODDZIALKONTRAH, NAZWISKO VARCHAR(${lengths.name}), IMIE VARCHAR(${lengths.name}));`,
];

/** ID_OSOBAKONTRAH stands beside what 4.8 lists, since the CRM knows contact persons (1). */
const tasks = ({ task, type, feature, value, column }: Names) => [
	`CREATE TABLE ${type} (${column.typeId} INTEGER NOT NULL PRIMARY KEY, ${column.typeName} VARCHAR(${lengths.name}),
  ${column.synchronised} SMALLINT DEFAULT 0 NOT NULL);`,
	`CREATE TABLE ${feature} (${column.featureId} INTEGER NOT NULL PRIMARY KEY, ${column.featureName} VARCHAR(${lengths.name}));`,
	`CREATE TABLE ${task} (${column.taskId} INTEGER NOT NULL PRIMARY KEY,
  ${column.typeId} INTEGER NOT NULL REFERENCES ${type}, ID_UZYTKOWNIK INTEGER NOT NULL REFERENCES UZYTKOWNIK,
  ID_KONTRAH INTEGER REFERENCES KONTRAH, ID_OSOBAKONTRAH INTEGER REFERENCES OSOBAKONTRAH,
  ${column.subject} VARCHAR(${lengths.subject}), ${column.description} BLOB SUB_TYPE TEXT, ${column.place} VARCHAR(${lengths.place}),
  ${column.start} TIMESTAMP, ${column.end} TIMESTAMP, ${column.allDay} SMALLINT DEFAULT 0 NOT NULL,
  ${column.done} SMALLINT DEFAULT 0 NOT NULL${column.modified === undefined ? '' : `, ${column.modified} TIMESTAMP`});`,
	`CREATE INDEX IDX_${task}_OD ON ${task} (${column.start});`,
	`CREATE TABLE ${value} (${column.taskId} INTEGER NOT NULL REFERENCES ${task} ON DELETE CASCADE,
  ${column.featureId} INTEGER NOT NULL REFERENCES ${feature}, WARTOSC VARCHAR(${lengths.feature}),
  PRIMARY KEY (${column.taskId}, ${column.featureId}));`,
];

const key = (table: string, hasTrigger: boolean) => [
	`CREATE SEQUENCE GEN_${table};`,
	`ALTER SEQUENCE GEN_${table} RESTART WITH ${FIRST_ID - 1};`,
	...(hasTrigger
		? [
				trigger(
					`CREATE TRIGGER ${table}_BI FOR ${table} ACTIVE BEFORE INSERT AS BEGIN
  IF (NEW.ID_${table} IS NULL) THEN NEW.ID_${table} = GEN_ID(GEN_${table}, 1); END`,
				),
			]
		: []),
];

/** An own value, as acts give it, stays. */
const modifiedTrigger = ({ task, column }: Names) =>
	trigger(`CREATE TRIGGER ${task}_BIU FOR ${task} ACTIVE BEFORE INSERT OR UPDATE POSITION 10 AS BEGIN
  IF (NEW.${column.modified} IS NULL OR (UPDATING AND NEW.${column.modified} IS NOT DISTINCT FROM OLD.${column.modified})) THEN
    NEW.${column.modified} = CURRENT_TIMESTAMP; END`);

/** Where a customer allows tables of ours (streamsoft.md 4.4); its columns are [inferred] from google-calendar.md E. */
const linkTable = `CREATE TABLE XXX_N8N_LINK (ID_ZDARZENIE INTEGER NOT NULL PRIMARY KEY, ID_KALENDARZ VARCHAR(255), ID_WPIS VARCHAR(255),
  STAN BLOB SUB_TYPE TEXT);`;

/** A session in which somebody works with the client that the sandbox watches: Streamsoft's own sign in as SYSSTR. */
const commitTrigger = ({ task }: Names) => [
	`CREATE EXCEPTION ${COMMIT_REFUSAL} 'Zapis zablokowany przez wdrozenie klienta';`,
	trigger(`CREATE TRIGGER XXX_SLAD_${task} FOR ${task} ACTIVE AFTER INSERT OR UPDATE OR DELETE AS BEGIN
  RDB$SET_CONTEXT('USER_TRANSACTION', 'ZMIANA', '1'); END`),
	trigger(`CREATE TRIGGER XXX_WS_TRANS_ON_COMMIT ACTIVE ON TRANSACTION COMMIT AS BEGIN
  IF (CURRENT_USER <> 'SYSSTR' AND RDB$GET_CONTEXT('USER_TRANSACTION', 'ZMIANA') IS NOT NULL) THEN
    EXCEPTION ${COMMIT_REFUSAL}; END`),
];

function trigger(body: string): string {
	return `SET TERM ^ ;\n${body}^\nSET TERM ; ^`;
}
