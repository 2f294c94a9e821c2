/** Messages for the user, in Czech and in English; the language of the session decides (helios-green.md 1.1: may be localised). */
const TEXTS = {
	profile: ['Databázový profil „{0}“ neexistuje.', 'There is no database profile "{0}".'],
	password: ['Chybné přihlašovací jméno nebo heslo.', 'The user name or the password is wrong.'],
	licence: ['Byl překročen počet licencí.', 'No licence is free.'],
	language: ['Jazyk „{0}“ není podporován.', 'The language "{0}" is not supported.'],
	session: ['Uživatel není přihlášen.', 'The user is not logged on.'],
	infoCode: ['Neznámý kód „{0}“.', 'Unknown code "{0}".'],
	broken: ['Zpráva není platné XML: {0}', 'The message is not valid XML: {0}'],
	root: ['Neznámý typ zprávy „{0}“.', 'Unknown kind of message "{0}".'],
	right: ['Nemáte právo na zprávu {0}.', 'You have no right to the message {0}.'],
	unavailable: [
		'Zpráva {0} není v této instalaci k dispozici.',
		'The message {0} is not available in this installation.',
	],
	stray: ['{0} nemá „{1}“.', '{0} has no "{1}".'],
	missing: ['V {0} chybí „{1}“.', '{0} lacks "{1}".'],
	notInteger: ['„{1}“ v {0} není celé číslo: „{2}“.', '"{1}" in {0} is not a whole number: "{2}".'],
	notFlag: ['„{1}“ v {0} není ano/ne: „{2}“.', '"{1}" in {0} is neither true nor false: "{2}".'],
	choice: ['„{1}“ v {0} nemůže být „{2}“.', '"{1}" in {0} cannot be "{2}".'],
	folder: ['Pořadač {0} neexistuje.', 'Folder {0} does not exist.'],
	template: ['Šablona {0} neexistuje.', 'Template {0} does not exist.'],
	templateClass: ['Šablona {0} nepatří k pořadači {1}.', 'Template {0} does not belong to folder {1}.'],
	noDefault: ['Pořadač {0} nemá výchozí šablonu.', 'Folder {0} has no default template.'],
	column: ['Sloupec „{0}“ v šabloně není.', 'The template has no column "{0}".'],
	value: ['Hodnota „{1}“ nepatří do sloupce „{0}“.', 'The value "{1}" does not fit column "{0}".'],
	bounds: ['Rozsah řádků {0} až {1} nelze načíst.', 'Rows {0} to {1} cannot be read.'],
	cap: ['Lze načíst nejvýše {0} řádků.', 'At most {0} rows can be read.'],
	argument: ['Základní filtr vyžaduje argument „{0}“.', 'The base filter needs the argument "{0}".'],
	unknownArgument: ['Základní filtr nemá argument „{0}“.', 'The base filter has no argument "{0}".'],
	filter: ['Filtr {0} neexistuje.', 'Filter {0} does not exist.'],
	expression: ['Výraz „{0}“ nelze vyhodnotit.', 'The expression "{0}" cannot be evaluated.'],
	condition: ['Podmínka sloupce „{0}“ není jedna.', 'Column "{0}" does not have exactly one condition.'],
	class: ['Třída „{0}“ neexistuje.', 'Class "{0}" does not exist.'],
	function: ['Funkce „{0}“ neexistuje.', 'Function "{0}" does not exist.'],
	paramsTwice: ['Parametry nelze zadat dvakrát.', 'Parameters cannot be given twice.'],
	parameter: ['Funkce nemá parametr „{0}“.', 'The function has no parameter "{0}".'],
	noRecords: ['Funkce nedostala žádný záznam.', 'The function was given no record.'],
	record: ['Záznam {0} nebyl nalezen.', 'Record {0} was not found.'],
	ambiguous: ['Záznamů {0} je více.', 'There is more than one record {0}.'],
	locked: ['Záznam {0} je zamčen.', 'Record {0} is locked.'],
	skipped: ['Záznam {0} nebyl zpracován.', 'Record {0} was not processed.'],
	done: ['Záznam {0} byl zpracován.', 'Record {0} was processed.'],
	warned: ['Záznam {0} byl zpracován s výhradou.', 'Record {0} was processed with a remark.'],
	attribute: ['Třída {0} nemá atribut „{1}“.', 'Class {0} has no attribute "{1}".'],
	attributeValue: ['Hodnota „{1}“ nepatří do atributu „{0}“.', 'The value "{1}" does not fit attribute "{0}".'],
	relation: ['Třída {0} nemá vztah „{1}“.', 'Class {0} has no relation "{1}".'],
	related: ['Záznam ve vztahu „{0}“ nebyl nalezen.', 'The record of relation "{0}" was not found.'],
	referenced: ['Na záznam {0} odkazují jiné.', 'Other records point to record {0}.'],
	select: ['Dotaz nelze provést.', 'The query cannot be run.'],
	transformation: ['Transformace „{0}“ neexistuje.', 'There is no transformation "{0}".'],
} as const satisfies Record<string, readonly [czech: string, english: string]>;

export type TextKey = keyof typeof TEXTS;

/** Languages of the simulated server (LogOn, GETLANGUAGES). */
export const LANGUAGES = { CZ: 'Čeština', EN: 'English' } as const;
export type Language = keyof typeof LANGUAGES;

export function say(language: Language, key: TextKey, args: readonly unknown[] = []): string {
	const text: string = TEXTS[key][language === 'CZ' ? 0 : 1];
	return text.replace(/\{(\d)\}/g, (_, at: string) => String(args[Number(at)] ?? ''));
}

/** A message that cannot be done: `application` is meant for the user, `system` for the programmer (2.2). */
export class Refusal extends Error {
	readonly args: readonly unknown[];

	constructor(
		readonly level: 'application' | 'system',
		readonly key: TextKey,
		...args: unknown[]
	) {
		super(say('EN', key, args));
		this.args = args;
	}
}
