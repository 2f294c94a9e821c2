import {
	heliosGreenDemo,
	heliosGreenLogin,
	heliosGreenNumbers,
	startHeliosGreen,
	type HeliosGreenSeed,
} from '../../../sandbox/heliosGreen';
import { parseXml, type Element } from '../../../sandbox/heliosGreen/xml/parse';

export const { companies, contacts, orders, version } = heliosGreenNumbers;
export const NOW = '2026-05-04T09:00:00.000Z';

const ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';
export const NAMESPACE = 'http://lcs.cz/webservices/';

/** What the demo does not have: a base filter with a question, a view, filters, particular functions, a class of no subjects. */
const more: HeliosGreenSeed = {
	users: [{ name: 'few', password: 'few', rowCount: 2 }],
	classes: [
		{
			number: 1004,
			name: 'ukoly',
			subject: false,
			attributes: [{ name: 'text' }, { name: 'termin', type: 'dateTime' }],
		},
	],
	folders: [
		{ number: 20040, name: 'Úkoly', class: 1004 },
		{ number: 20011, name: 'Firmy zahraniční', class: companies.class },
	],
	templates: [
		{
			number: 30040,
			name: 'Úkoly',
			class: 1004,
			columns: [
				{ alias: 'name', attribute: 'cislo_subjektu' },
				{ alias: 'text', attribute: 'text', visible: false },
			],
		},
		{
			number: 30010,
			name: 'Pohled',
			type: 'view',
			class: companies.class,
			columns: [{ alias: 'town', attribute: 'mesto' }],
		},
		{
			number: 30023,
			name: 'Kontakty firmy',
			class: contacts.class,
			columns: [{ alias: 'name', attribute: 'cislo_subjektu' }],
			arguments: [{ name: 'firma', attribute: 'firma' }],
		},
	],
	filters: [{ number: 40010, class: companies.class, where: { mesto: 'Brno' } }],
	functions: [
		{
			number: 50021,
			name: 'podle_radku',
			class: contacts.class,
			input: 'params',
			column: 'os_cis',
			sets: { funkce: 'marked' },
		},
		{
			number: 50022,
			name: 'podle_dat',
			class: contacts.class,
			input: 'userData',
			column: 'Number',
			sets: { funkce: 'marked' },
		},
		{ number: 50040, name: 'splnit', class: 1004, sets: { termin: 'now' }, outputParams: { pocet: '1' } },
	],
	transformations: { CSV: 'a;b\n1;2' },
};

export type Answer = Awaited<ReturnType<Kit['send']>>;
export type Kit = Awaited<ReturnType<typeof openHelios>>;

/** The demo installation and more, at a standing clock, with one session, and plain requests to it. */
export async function openHelios() {
	const sim = await startHeliosGreen();
	const state = { token: '' };
	const gate = (file = 'servicegate.asmx') => `${sim.url}/DemoFirma/${file}`;

	const send = async (
		operation: string,
		parameters: Record<string, string>,
		{ address = gate(), ...init }: Sending = {},
	) => {
		const { body = envelope(operation, parameters), headers } = init;
		const answer = await fetch(address, {
			method: 'POST',
			headers: { 'content-type': 'text/xml; charset=UTF-8', soapaction: `"${NAMESPACE}${operation}"`, ...headers },
			body,
		});
		const text = await answer.text();
		const isXml = answer.headers.get('content-type')?.startsWith('text/xml') ?? false;
		const inside = isXml ? parseXml(text).children[0]!.children[0] : undefined;
		const fault = inside?.name === 'Fault' ? childText(inside, 'faultstring') : undefined;
		return { status: answer.status, text, fault, result: inside?.children[0]?.text ?? '', headers: answer.headers };
	};
	const logOn = async (changes: Record<string, string> = {}) => {
		const { profile, username, password, language } = heliosGreenLogin;
		return (await send('LogOn', { profile, username, password, language, options: '', ...changes })).result;
	};
	const raw = (inputXml: string, sessionToken = state.token) => send('ProcessXml', { sessionToken, inputXml });
	return {
		sim,
		send,
		gate,
		logOn,
		raw,
		token: () => state.token,
		async fill() {
			sim.reset();
			sim.clock.set(NOW);
			sim.seed(heliosGreenDemo());
			sim.seed(more);
			state.token = (await logOn()).split(',')[0]!;
		},
		/** A message's answer, parsed. */
		async process(inputXml: string) {
			return parseXml((await raw(inputXml)).result);
		},
		close: () => sim.close(),
	};
}

interface Sending {
	address?: string;
	body?: string;
	headers?: Record<string, string>;
}

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export const envelope = (operation: string, parameters: Record<string, string>) =>
	`<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="${ENVELOPE}" xmlns:w="${NAMESPACE}"><s:Body><w:${operation}>` +
	Object.entries(parameters)
		.map(([name, text]) => `<w:${name}>${escape(text)}</w:${name}>`)
		.join('') +
	`</w:${operation}></s:Body></s:Envelope>`;

export const childText = (element: Element, name: string) =>
	element.children.find((child) => child.name === name)?.text;

/** Every element of that name anywhere below. */
export const all = (element: Element, name: string): Element[] =>
	element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)]);

/** Columns of each DataRow, from attributes and elements alike; a null is null. */
export const rowsOf = (answer: Element): Array<Record<string, string | null>> =>
	all(answer, 'DataRow').map(({ attributes, children }) => ({
		...attributes,
		...Object.fromEntries(
			children.map(({ name, text, attributes: { IsNull } }) => [name, IsNull === 'True' ? null : text]),
		),
	}));

export const column = (answer: Element, name: string) => rowsOf(answer).map((row) => row[name]);

/** STATE, and of a failure its level and message. */
export function stateOf(answer: Element): string {
	const detail = answer.children.find(({ name }) => name === 'DETAIL');
	return [answer.attributes.STATE, detail?.attributes.LEVEL, detail?.attributes.errorMessage].filter(Boolean).join(' ');
}

/** A BROWSE of a demo template; `inside` follows browseId. */
export const browseXml = ({ folder, template }: { folder: number; template: number }, inside = '', attributes = '') =>
	`<BROWSE folderId="${folder}" browseLookup="idDefined" ${attributes}><browseId type="template" number="${template}"/>${inside}</BROWSE>`;

export const sortBy = (...columns: string[]) =>
	`<sortOrder><sortColumns>${columns
		.map(
			(name) =>
				`<sortColumn columnName="${name.replace('-', '')}" direction="${name.startsWith('-') ? 'desc' : 'asc'}"/>`,
		)
		.join('')}</sortColumns></sortOrder>`;

export const where = (...items: Array<[name: string, condition: string]>) =>
	`<rowFilter><items>${items.map(([name, condition]) => `<item columnName="${name}">${condition}</item>`).join('')}</items></rowFilter>`;

export const compare = (operator: string, value: string) =>
	`<compareCondition operator="${operator}"><valueToCompare>${escape(value)}</valueToCompare></compareCondition>`;

export const records = (...numbers: number[]) =>
	`<RECORDS>${numbers.map((number) => `<RECORD recordNumber="${number}"/>`).join('')}</RECORDS>`;
