import type { Profile } from './schema';

/**
 * Follows the vendor's conventions (streamsoft.md 2.1, 4.8): table X, key ID_X, generator GEN_X. UZYTKOWNIK, KONTRAH and
 * OSOBAKONTRAH are known; the names of the CRM tables are not public, so those here are to be checked at each site.
 */
export const DEFAULT_PROFILE: Profile = {
	profile: 'conventions-1',
	charset: 'UTF8',
	textCharset: 'WIN1250',
	operators: { table: 'UZYTKOWNIK', id: 'ID_UZYTKOWNIK', name: 'NAZWISKOIMIE', login: 'LOGIN', active: 'AKTYWNY' },
	eventTypes: { table: 'TYPZDARZENIA', id: 'ID_TYPZDARZENIA', name: 'NAZWA', synchronised: 'SYNCHRGOOGLE' },
	featureDefs: { table: 'CECHAZDARZ', id: 'ID_CECHAZDARZ', name: 'NAZWA' },
	featureValues: { table: 'WYSTCECHZDARZ', event: 'ID_ZDARZENIE', feature: 'ID_CECHAZDARZ', value: 'WARTOSC' },
	contractors: {
		table: 'KONTRAH',
		id: 'ID_KONTRAH',
		name: 'NAZWASKR',
		number: 'NRKONTRAH',
		active: { column: 'BAZAKONTRAH', value: 0 },
	},
	persons: { table: 'OSOBAKONTRAH', id: 'ID_OSOBAKONTRAH', firstName: 'IMIE', lastName: 'NAZWISKO' },
	events: {
		table: 'ZDARZENIE',
		pk: 'ID_ZDARZENIE',
		generator: 'GEN_ZDARZENIE',
		columns: {
			typeId: 'ID_TYPZDARZENIA',
			operatorId: 'ID_UZYTKOWNIK',
			subject: 'TEMAT',
			description: 'OPIS',
			place: 'MIEJSCE',
			start: 'DATAOD',
			end: 'DATADO',
			allDay: 'CALYDZIEN',
			done: 'ZAKONCZONE',
			contractorId: 'ID_KONTRAH',
			personId: null,
			modifiedAt: null,
		},
		only: null,
		fixed: null,
	},
	link: { table: 'XXX_N8N_ZRODLO', task: 'ID_ZDARZENIE', system: 'SYSTEM', id: 'ID_ZRODLA' },
	procedures: { add: null, update: null, delete: null },
};
