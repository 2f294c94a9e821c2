import { check } from '../common';
import { tables } from './schema/ddl';
import { Rows } from './rows';
import type { Site } from './site';

export interface GrowAct {
	/**
	 * Many made-up tasks at once, spread over the types and operators that are there (or the ones named), an hour long each, the
	 * first at `from` (default 2026-01-05 08:00:00) and then one every `minutes` (default 15).
	 */
	grow(args: {
		count: number;
		from?: string;
		minutes?: number;
		prefix?: string;
		type?: number | string;
		operator?: number | string;
		/** The first feature gets a value too. */
		withFeature?: boolean;
	}): Promise<{ first: number; last: number }>;
}

export const createGrow = (site: Site): GrowAct => ({
	grow: ({
		count,
		from = '2026-01-05 08:00:00',
		minutes = 15,
		prefix = 'Zadanie',
		type,
		operator,
		withFeature = false,
	}) =>
		site.work(async (statements, names) => {
			if (!Number.isInteger(count) || count < 1) throw new Error('count: a whole number above 0 is needed.');
			check.number(minutes, 'minutes');
			const rows = new Rows(statements, names);
			const { task, type: types, value, feature, column } = names;
			const one = async (id: number | undefined, table: string, key: string, where = '') =>
				id === undefined
					? (await statements.rows(`SELECT ${key} ID FROM ${table} ${where} ORDER BY 1`)).map(({ ID }) => ID as number)
					: [id];
			const typeIds = await one(type === undefined ? undefined : await rows.typeId(type), types, column.typeId);
			const operatorIds = await one(
				operator === undefined ? undefined : await rows.operatorId(operator),
				'UZYTKOWNIK',
				'ID_UZYTKOWNIK',
				'WHERE AKTYWNY = 1',
			);
			if (!typeIds.length || !operatorIds.length)
				throw new Error('grow needs a type and an active operator. Seed them.');
			const featureIds = withFeature ? await one(undefined, feature, column.featureId) : [];
			await rows.raiseGenerators(tables(names));
			const pick = (ids: number[], by: string) =>
				`DECODE(MOD(${by}, ${ids.length}), ${ids.map((id, at) => `${at}, ${id}`).join(', ')})`;
			const [row] = await statements.rows(
				`EXECUTE BLOCK (ILE INTEGER = ?, OD VARCHAR(30) = ?, CO INTEGER = ?, PREFIKS VARCHAR(60) = ?)
RETURNS (PIERWSZY INTEGER, OSTATNI INTEGER) AS
DECLARE I INTEGER = 0; DECLARE KIEDY TIMESTAMP;
BEGIN
  KIEDY = CAST(OD AS TIMESTAMP);
  WHILE (I < ILE) DO BEGIN
    OSTATNI = GEN_ID(GEN_${task}, 1);
    IF (I = 0) THEN PIERWSZY = OSTATNI;
    INSERT INTO ${task} (${column.taskId}, ${column.typeId}, ID_UZYTKOWNIK, ${column.subject}, ${column.description}, ${column.start}, ${column.end})
    VALUES (:OSTATNI, ${pick(typeIds, ':I')}, ${pick(operatorIds, `:I / ${typeIds.length}`)}, :PREFIKS || ' ' || :OSTATNI,
      'Opis zadania ' || :OSTATNI, :KIEDY, DATEADD(1 HOUR TO :KIEDY));
    ${featureIds.length ? `INSERT INTO ${value} (${column.taskId}, ${column.featureId}, WARTOSC) VALUES (:OSTATNI, ${featureIds[0]}, :I);` : ''}
    KIEDY = DATEADD(CO MINUTE TO KIEDY);
    I = I + 1;
  END
  SUSPEND;
END`,
				[count, from, minutes, prefix],
			);
			return { first: row!.PIERWSZY as number, last: row!.OSTATNI as number };
		}),
});
