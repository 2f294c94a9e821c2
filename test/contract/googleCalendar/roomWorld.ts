import type { IDataObject, IExecuteFunctions, ILoadOptionsFunctions, INodeExecutionData } from 'n8n-workflow';

import type { GoogleCalendarApi } from '../../../nodes/GoogleCalendar/api';
import { openGoogleCalendar } from '../../../nodes/GoogleCalendar/open';
import { startGoogleCalendar, type GoogleCalendarSimulator } from '../../../sandbox/googleCalendar';
import { wireHost } from '../../support/wireHost';

export const START = '2026-03-02T09:00:00.000Z';
export const CLIENT = { clientId: 'made-up-client.apps.example', clientSecret: 'made-up-client-secret' };
export const ANNA = 'anna@firma.example';
export const PIOTR = 'piotr@firma.example';
export const MEETINGS = 'spotkania.anna@group.calendar.google.com';
export const OFFERS = 'oferty.anna@group.calendar.google.com';
export const PIOTRS = 'spotkania.piotr@group.calendar.google.com';

/** Tokens of this test, since sessions live as long as the process. */
let count = 0;
let tokens = { anna: '', piotr: '' };
export const tokensNow = () => tokens;

export async function startWorld(): Promise<GoogleCalendarSimulator> {
	const sim = await startGoogleCalendar({ clock: START });
	fill(sim);
	return sim;
}

/** Two people with calendars of their own, and nothing in them. */
export function fill(sim: GoogleCalendarSimulator): void {
	sim.reset();
	sim.clock.set(START);
	tokens = { anna: `made-up-refresh-anna-${++count}`, piotr: `made-up-refresh-piotr-${count}` };
	sim.seed({
		apps: [CLIENT],
		users: [
			{ email: ANNA, name: 'Anna', timeZone: 'Europe/Warsaw', refreshTokens: [{ token: tokens.anna }] },
			{ email: PIOTR, name: 'Piotr', timeZone: 'Europe/Warsaw', refreshTokens: [{ token: tokens.piotr }] },
		],
		calendars: [
			{ id: MEETINGS, summary: 'Spotkania Anna', owner: ANNA },
			{ id: OFFERS, summary: 'Oferty Anna', owner: ANNA },
			{ id: PIOTRS, summary: 'Spotkania Piotr', owner: PIOTR, shared: [{ with: ANNA, role: 'reader' }] },
		],
	});
	sim.switches.userQuotaPerMinute = 0;
}

export interface HostMore {
	values?: IDataObject;
	parameters?: IDataObject;
	timezone?: string;
	timeoutMs?: number;
}

/** What a person types into the credential: Anna's token for all. */
export const typed = (sim: GoogleCalendarSimulator, values: IDataObject = {}): IDataObject => ({
	...CLIENT,
	refreshToken: tokens.anna,
	operatorTokens: '',
	apiAddress: sim.url,
	renewalAddress: `${sim.url}/token`,
	requestsPerMinute: 0,
	...values,
});

export const operator = (name: string, calendars: Record<string, string>, more: IDataObject = {}): IDataObject => ({
	operator: name,
	calendars: { rows: Object.entries(calendars).map(([type, calendar]) => ({ type, calendar })) },
	...more,
});

/** Anna with the token of the configuration, Piotr with one of his own. */
export const bothOperators = (): IDataObject => ({
	operators: {
		operator: [
			operator('Anna', { Spotkanie: 'Spotkania Anna', Oferta: 'Oferty Anna' }),
			operator('Piotr', { Spotkanie: 'Spotkania Piotr' }, { tokenFromConfiguration: false }),
		],
	},
	operatorTokens: JSON.stringify({ Piotr: tokens.piotr }),
});

export function hostFor(sim: GoogleCalendarSimulator, { values, ...more }: HostMore = {}) {
	const timezone = 'Europe/Warsaw';
	return wireHost({
		credential: { name: 'googleCalendarSyncApi' },
		values: typed(sim, values) as never,
		timezone,
		...more,
	});
}

export const apiFor = async (sim: GoogleCalendarSimulator, more?: HostMore): Promise<GoogleCalendarApi> =>
	await openGoogleCalendar(hostFor(sim, more));

/** Events of a calendar that are not deleted, as the simulator holds them. */
export async function living(sim: GoogleCalendarSimulator, calendar = MEETINGS): Promise<IDataObject[]> {
	const api = await apiFor(sim, { values: calendar === PIOTRS ? { refreshToken: tokens.piotr } : {} });
	const pages: IDataObject[] = [];
	for await (const page of api.accounts[0]!.events(calendar)) pages.push(...page);
	return pages;
}

export interface Executed {
	rows: IDataObject[];
	hints: string[];
}

/** Runs an operation of the action node over items, as n8n would; of expressions only `={{ $json.key }}` is understood. */
export async function execute(
	sim: GoogleCalendarSimulator,
	parameters: IDataObject,
	items: IDataObject[] = [{}],
	more: HostMore & { continueOnFail?: boolean } = {},
): Promise<Executed> {
	const { GoogleCalendarSync } = await import('../../../nodes/GoogleCalendar/GoogleCalendarSync.node');
	const hints: string[] = [];
	const host = hostFor(sim, { ...more, parameters: { options: {}, simplify: true, dryRun: false, ...parameters } });
	const { getNodeParameter } = host as unknown as { getNodeParameter: (...asked: unknown[]) => unknown };
	Object.assign(host, {
		getNodeParameter: (name: string, index: number, ...rest: unknown[]) => {
			const value = getNodeParameter(name, index, ...rest);
			const [, key] = typeof value === 'string' ? (/^=\{\{ \$json\.(\w+) \}\}$/.exec(value) ?? []) : [];
			return key === undefined ? value : items[index]![key];
		},
		getInputData: (): INodeExecutionData[] => items.map((json) => ({ json })),
		continueOnFail: () => more.continueOnFail === true,
		addExecutionHints: (...lines: Array<{ message: string }>) =>
			void hints.push(...lines.map(({ message }) => message)),
	});
	const [output] = await new GoogleCalendarSync().execute.call(host as IExecuteFunctions);
	return { rows: output!.map(({ json }) => json), hints };
}

/** Rows by name that take each field from the key of the same name in the item. */
export const fromItem = (...fields: string[]): IDataObject => ({
	mapBy: 'name',
	fieldsByName: { rows: fields.map((field) => ({ field, from: 'path', path: `["${field}"]` })) },
});

export const fixed = (fields: Record<string, unknown>): IDataObject => ({
	mapBy: 'name',
	fieldsByName: {
		rows: Object.entries(fields).map(([field, value]) => ({ field, from: 'value', value }) as IDataObject),
	},
});

export const lookup = async <T>(
	sim: GoogleCalendarSimulator,
	ask: (this: ILoadOptionsFunctions, filter?: string) => Promise<T>,
	more: HostMore = {},
	filter?: string,
): Promise<T> => await ask.call(hostFor(sim, more) as ILoadOptionsFunctions, filter);

/** The error that a piece of work ends in. */
export const failure = async (work: Promise<unknown>): Promise<Error & { description?: string; advice?: string }> =>
	await work.then(
		() => Promise.reject(new Error('It went well.')),
		(error: Error) => error,
	);
