import type { HeliosGreenSeed } from './seedSchema';

/** What to type into n8n for the demo server; the address is the simulator's and then `path`. Not secrets: they open the sandbox alone. */
export const heliosGreenLogin = {
	path: '/DemoFirma/servicegate.asmx',
	profile: 'DemoFirma',
	username: 'crm',
	password: 'sandbox-password',
	language: 'CZ',
} as const;

/** Numbers of the demo, as a Helios consultant would hand them over. */
export const heliosGreenNumbers = {
	companies: { class: 1001, folder: 20010, template: 30010, mark: 50010 },
	contacts: { class: 1002, folder: 20020, template: 30020, mark: 50020, waiting: 30021, withoutUpdated: 30022 },
	orders: { class: 1003, folder: 20030, template: 30030, mark: 50030 },
	/** A function that answers in USERDATA. */
	version: 50090,
} as const;

const { companies, contacts, orders, version } = heliosGreenNumbers;

const synchronised = { name: 'uda_synchronizovano', type: 'boolean', initial: false } as const;
const company = { name: 'firma', relation: { class: companies.class, id: 601, name: 'Firma' } };
const mark = ({ class: owner, mark: number }: typeof companies | typeof contacts | typeof orders, name: string) => ({
	number,
	name,
	class: owner,
	sets: { uda_synchronizovano: true },
});

const contactColumns = [
	{ alias: 'name', attribute: 'cislo_subjektu', caption: 'Číslo' },
	{ alias: 'title', attribute: 'nazev_subjektu', caption: 'Jméno a příjmení' },
	{ alias: 'account', attribute: 'firma', caption: 'Firma' },
	{ alias: 'company', attribute: 'firma.nazev_subjektu', caption: 'Název firmy' },
	{ alias: 'position', attribute: 'funkce', caption: 'Funkce' },
	{ alias: 'email', attribute: 'e_mail', caption: 'E-mail' },
	{ alias: 'phone', attribute: 'telefon_mobil', caption: 'Mobil' },
];
const updated = { alias: 'updated', attribute: 'last_update', caption: 'Změněno' };

const firm = (number: number, name: string, ico: string, city: string, phone: string | null) => ({
	folder: companies.folder,
	number,
	reference: `F${number}`,
	name,
	values: { ico, mesto: city, zeme: 'CZ', telefon: phone },
});
const person = (number: number, name: string, firma: number, funkce: string | null, email: string, mobile: string) => ({
	folder: contacts.folder,
	number,
	reference: `K${number}`,
	name,
	values: { firma, funkce, e_mail: email, telefon_mobil: mobile },
});
const order = (number: number, name: string, firma: number, datum: string, castka: number, stav: string) => ({
	folder: orders.folder,
	number,
	reference: `OV-${number}`,
	name,
	values: { firma, datum, castka, mena: 'CZK', stav },
});

/** A small trading firm: companies, their people, their orders, and functions that mark each as synchronised. */
export const heliosGreenDemo = (): HeliosGreenSeed => ({
	profiles: [{ name: heliosGreenLogin.profile, database: 'demo_firma' }],
	users: [{ name: heliosGreenLogin.username, password: heliosGreenLogin.password }],
	classes: [
		{
			number: companies.class,
			name: 'organizace',
			kind: 'companies',
			attributes: [...['ico', 'ulice', 'mesto', 'psc', 'zeme', 'telefon'].map((name) => ({ name })), synchronised],
		},
		{
			number: contacts.class,
			name: 'kontaktni_osoby',
			kind: 'contacts',
			attributes: [company, ...['funkce', 'e_mail', 'telefon_mobil'].map((name) => ({ name })), synchronised],
		},
		{
			number: orders.class,
			name: 'objednavky',
			kind: 'orders',
			attributes: [
				company,
				{ name: 'datum', type: 'dateTime' },
				{ name: 'castka', type: 'decimal' },
				{ name: 'mena' },
				{ name: 'stav', initial: 'Nová' },
				synchronised,
			],
		},
	],
	folders: [
		{ number: companies.folder, name: 'Firmy', class: companies.class, defaultTemplate: companies.template },
		{ number: contacts.folder, name: 'Kontaktní osoby', class: contacts.class, defaultTemplate: contacts.template },
		{ number: orders.folder, name: 'Objednávky', class: orders.class, defaultTemplate: orders.template },
	],
	templates: [
		{
			number: companies.template,
			name: 'Firmy pro Daktelu',
			class: companies.class,
			columns: [
				{ alias: 'name', attribute: 'cislo_subjektu', caption: 'Číslo' },
				{ alias: 'title', attribute: 'nazev_subjektu', caption: 'Název' },
				updated,
				...['ico', 'ulice', 'mesto', 'psc', 'zeme', 'telefon'].map((name) => ({ alias: name, attribute: name })),
			],
		},
		{
			number: contacts.template,
			name: 'Kontakty pro Daktelu',
			class: contacts.class,
			columns: [...contactColumns, updated],
		},
		{
			number: contacts.waiting,
			name: 'Kontakty k přenesení',
			class: contacts.class,
			columns: [...contactColumns, updated],
			where: { uda_synchronizovano: false },
		},
		{ number: contacts.withoutUpdated, name: 'Kontakty bez času', class: contacts.class, columns: contactColumns },
		{
			number: orders.template,
			name: 'Objednávky pro Daktelu',
			class: orders.class,
			columns: [
				{ alias: 'name', attribute: 'cislo_subjektu', caption: 'Číslo' },
				{ alias: 'number', attribute: 'reference_subjektu', caption: 'Doklad' },
				{ alias: 'title', attribute: 'nazev_subjektu', caption: 'Název' },
				{ alias: 'account', attribute: 'firma', caption: 'Firma' },
				{ alias: 'date', attribute: 'datum', caption: 'Datum' },
				{ alias: 'total', attribute: 'castka', caption: 'Částka' },
				{ alias: 'currency', attribute: 'mena', caption: 'Měna' },
				{ alias: 'state', attribute: 'stav', caption: 'Stav' },
				updated,
			],
		},
	],
	functions: [
		mark(companies, 'oznacit_firmy'),
		mark(contacts, 'oznacit_kontakty'),
		mark(orders, 'oznacit_objednavky'),
		{ number: version, name: 'verze', class: companies.class, userData: '<Version>46.16.00</Version>' },
	],
	records: [
		firm(1101, 'Modrý přístav s.r.o.', '10000011', 'Brno', '+420 555 010 101'),
		firm(1102, 'Pekárna U Mlýna', '10000022', 'Olomouc', '+420 555 010 102'),
		firm(1103, 'Šroub & Matka a.s.', '10000033', 'Plzeň', null),
		person(1201, 'Jana Veselá', 1101, 'Nákup', 'jana@modry-pristav.test', '+420 555 020 101'),
		person(1202, 'Petr Dvořák', 1101, null, 'petr@modry-pristav.test', '+420 555 020 102'),
		person(1203, 'Alena Mlynářová', 1102, 'Majitelka', 'alena@pekarna.test', '+420 555 020 103'),
		person(1204, 'Tomáš "Matka" Říha', 1103, 'Sklad & doprava', 'tomas@sroub.test', '+420 555 020 104'),
		order(1301, 'Polepy na dodávku', 1101, '2026-04-14T08:30:00Z', 18450.5, 'Nová'),
		order(1302, 'Etikety, 2 000 ks', 1102, '2026-04-20T09:00:00Z', 6200, 'Vyřízena'),
	],
});
