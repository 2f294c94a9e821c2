import { lengths, type Names } from './names';

/** What BLAD tells, in the manner of URZZEWNAGL_ADD (streamsoft.md 2.3); the numbers are [inferred]. */
export const procedureErrors = { ok: 0, noType: 1, noOperator: 2, noContractor: 3, noTask: 4, other: 9 } as const;

/**
 * XXX_N8N_ZDARZ_ADD, _UPD and _DEL as a customer's partner might supply them [inferred]: selectable, they answer one row
 * (ID, BLAD) and never raise an error for a value that does not fit. ADD takes the task's fields in the order below,
 * UPD the id and then all of them (what is null is emptied), DEL the id.
 */
export function procedures(names: Names): string[] {
	const { task, column } = names;
	const fields = [
		[column.typeId, 'INTEGER'],
		['ID_UZYTKOWNIK', 'INTEGER'],
		['ID_KONTRAH', 'INTEGER'],
		[column.subject, `VARCHAR(${lengths.subject})`],
		[column.description, 'BLOB SUB_TYPE TEXT'],
		[column.place, `VARCHAR(${lengths.place})`],
		[column.start, 'TIMESTAMP'],
		[column.end, 'TIMESTAMP'],
		[column.allDay, 'SMALLINT'],
		[column.done, 'SMALLINT'],
	] as const;
	const parameters = fields.map(([name, type]) => `A${name} ${type}`).join(', ');
	const values = fields.map(([name]) =>
		name === column.allDay || name === column.done ? `COALESCE(:A${name}, 0)` : `:A${name}`,
	);
	const checks = `${unknown(names.type, column.typeId, 'noType')}
  ${unknown('UZYTKOWNIK', 'ID_UZYTKOWNIK', 'noOperator')}
  IF (BLAD = 0 AND AID_KONTRAH IS NOT NULL AND NOT EXISTS(SELECT 1 FROM KONTRAH WHERE ID_KONTRAH = :AID_KONTRAH)) THEN
    BLAD = ${procedureErrors.noContractor};`;
	return [
		procedure(
			'ADD',
			parameters,
			`${checks}
  IF (BLAD = 0) THEN BEGIN
    ID = GEN_ID(GEN_${task}, 1);
    INSERT INTO ${task} (${column.taskId}, ${fields.map(([name]) => name).join(', ')}) VALUES (:ID, ${values.join(', ')});
  END`,
		),
		procedure(
			'UPD',
			`A${column.taskId} INTEGER, ${parameters}`,
			`ID = A${column.taskId};
  ${checks}
  IF (BLAD = 0) THEN BEGIN
    UPDATE ${task} SET ${fields.map(([name], at) => `${name} = ${values[at]}`).join(', ')} WHERE ${column.taskId} = :ID;
    IF (ROW_COUNT = 0) THEN BLAD = ${procedureErrors.noTask};
  END`,
		),
		procedure(
			'DEL',
			`A${column.taskId} INTEGER`,
			`ID = A${column.taskId};
  DELETE FROM ${task} WHERE ${column.taskId} = :ID;
  IF (ROW_COUNT = 0) THEN BLAD = ${procedureErrors.noTask};`,
		),
	];
}

const unknown = (table: string, column: string, error: keyof typeof procedureErrors) =>
	`IF (BLAD = 0 AND NOT EXISTS(SELECT 1 FROM ${table} WHERE ${column} = :A${column})) THEN BLAD = ${procedureErrors[error]};`;

/** A lock is no matter of BLAD: the caller must learn of it as of any conflict. */
const procedure = (name: string, parameters: string, body: string) => `SET TERM ^ ;
CREATE PROCEDURE XXX_N8N_ZDARZ_${name} (${parameters}) RETURNS (ID INTEGER, BLAD INTEGER) AS
BEGIN
  BLAD = 0;
  ${body}
  SUSPEND;
END^
SET TERM ; ^`;
