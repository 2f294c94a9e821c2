import type { DaktelaSwitches } from './switches';

/** What Daktela says, in the languages of its users; clients must not branch on it (daktela.md 7). */
const words = {
	mandatory: ['Item is mandatory', 'Položka je povinná'],
	foreignKey: ['Foreign key error', 'Chyba cizího klíče'],
	email: ['E-mail is not in the correct format', 'E-mail není ve správném formátu'],
	pattern: ['Value is not in the correct format', 'Hodnota není ve správném formátu'],
	tooLong: ['Value is too long', 'Hodnota je příliš dlouhá'],
	tooShort: ['Value is too short', 'Hodnota je příliš krátká'],
	option: ['Value is not one of the options', 'Hodnota není v nabídce'],
	type: ['Value has a wrong type', 'Hodnota má nesprávný typ'],
	taken: ['Item already exists', 'Položka již existuje'],
	unknownField: ['Unknown field', 'Neznámé pole'],
	keyFixed: ['Key cannot be changed', 'Klíč nelze změnit'],
	noUpload: ['Uploaded file not found', 'Nahraný soubor nenalezen'],
	referenced: ['Object is used elsewhere', 'Objekt je používán jinde'],
	notExist: ['Object not exist', 'Objekt neexistuje'],
	badRequest: ['Bad request', 'Neplatný požadavek'],
	badFilter: ['Filter is not valid', 'Neplatný filtr'],
	badSort: ['Sort is not valid', 'Neplatné řazení'],
	takeTooBig: ['Too many rows were asked for', 'Požadováno příliš mnoho řádků'],
	unauthorized: ['Access token is not valid', 'Neplatný přístupový token'],
	login: ['User name or password is wrong', 'Chybné jméno nebo heslo'],
	forbidden: ['Permission denied', 'Nedostatečná oprávnění'],
	method: ['Method not allowed', 'Metoda není povolena'],
	tooMany: ['Too many requests', 'Příliš mnoho požadavků'],
} as const;

export type Word = keyof typeof words;

export const say = (word: string, { language }: DaktelaSwitches): string =>
	Object.hasOwn(words, word) ? words[word as Word][language === 'cs' ? 1 : 0] : word;
