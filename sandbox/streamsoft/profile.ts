import { variants } from './schema/names';

/**
 * The schema profile of the variant 'modified', as a customer's implementer would type it into the credential, in the form of
 * streamsoft.md 4.2. Result columns are called by the contract of 4.1: ID, NAME, LOGIN, SYNC_ENABLED,
 * EVENT_ID, FEATURE_ID, VALUE. With `procedures` for the switch of that name.
 */
export function schemaProfile({ procedures = false } = {}): string {
	const { task, type, feature, value, column } = variants.modified;
	return JSON.stringify(
		{
			profile: 'sandbox-modified-v1',
			timezone: 'Europe/Warsaw',
			charset: 'UTF8',
			operators: { sql: 'SELECT ID_UZYTKOWNIK ID, LOGIN, NAZWISKOIMIE NAME, AKTYWNY ACTIVE FROM UZYTKOWNIK' },
			eventTypes: {
				sql: `SELECT ${column.typeId} ID, ${column.typeName} NAME, ${column.synchronised} SYNC_ENABLED FROM ${type}`,
			},
			featureDefs: { sql: `SELECT ${column.featureId} ID, ${column.featureName} NAME FROM ${feature}` },
			featureValues: {
				sql: `SELECT ${column.taskId} EVENT_ID, ${column.featureId} FEATURE_ID, WARTOSC "VALUE" FROM ${value} WHERE ${column.taskId} IN (:ids)`,
			},
			events: {
				table: task,
				pk: column.taskId,
				generator: `GEN_${task}`,
				columns: {
					typeId: column.typeId,
					operatorId: 'ID_UZYTKOWNIK',
					subject: column.subject,
					description: column.description,
					place: column.place,
					start: column.start,
					end: column.end,
					allDay: column.allDay,
					contractorId: 'ID_KONTRAH',
					done: column.done,
					modifiedAt: column.modified,
				},
			},
			procedures: {
				add: procedures ? 'XXX_N8N_ZDARZ_ADD' : null,
				update: procedures ? 'XXX_N8N_ZDARZ_UPD' : null,
				delete: procedures ? 'XXX_N8N_ZDARZ_DEL' : null,
			},
		},
		undefined,
		'\t',
	);
}
