import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters } from 'n8n-workflow';

import { startGoogleCalendar, type GoogleCalendarSimulator } from '../../../sandbox/googleCalendar';
import type { Harness, RunResult } from '../../support/workflow';

export const SYNC_TYPE = 'n8n-nodes-crm-sync.googleCalendarSync';
export const TRIGGER_TYPE = 'n8n-nodes-crm-sync.googleCalendarSyncTrigger';
export const ZONE = 'Europe/Warsaw';
/** The type of every task here. */
export const TASK_TYPE = 'Spotkanie';

const APP = { clientId: 'bench.apps.example', clientSecret: 'bench-client-secret' };

export const operatorOf = (n: number): string => `op${n}`;
export const emailOf = (n: number): string => `op${n}@firma.example`;
export const calendarOf = (n: number): string => `kalendarz${n}@group.calendar.google.com`;
const tokenOf = (n: number): string => `bench-refresh-${n}`;

export interface CalendarsOptions {
	/** Operators, each with one calendar. Default 1. */
	operators?: number;
	/** Whether each has a Google account of their own; else the first one's account holds all calendars. */
	ownAccounts?: boolean;
	latencyMs?: number;
}

/** Google Calendar with the calendars of so many operators, empty. */
export async function startCalendars({ operators = 1, ownAccounts = false, latencyMs = 0 }: CalendarsOptions = {}) {
	const sim = await startGoogleCalendar({ latencyMs });
	const numbers = Array.from({ length: operators }, (_, at) => at + 1);
	const users = (ownAccounts ? numbers : [1]).map((n) => ({
		email: emailOf(n),
		timeZone: ZONE,
		refreshTokens: [{ token: tokenOf(n) }],
	}));
	const calendars = numbers.map((n) => ({
		id: calendarOf(n),
		summary: `Kalendarz ${n}`,
		owner: emailOf(ownAccounts ? n : 1),
		timeZone: ZONE,
	}));
	sim.seed({ apps: [APP], users, calendars });
	return sim;
}

/** As typed into n8n for `startCalendars` with the same options. */
export function calendarCredential(
	sim: GoogleCalendarSimulator,
	{ operators = 1, ownAccounts = false }: CalendarsOptions = {},
	more: IDataObject = {},
): ICredentialDataDecryptedObject {
	const numbers = Array.from({ length: operators }, (_, at) => at + 1);
	const own = ownAccounts ? Object.fromEntries(numbers.map((n) => [operatorOf(n), tokenOf(n)])) : {};
	return {
		...APP,
		refreshToken: tokenOf(1),
		operators: {
			operator: numbers.map((n) => ({
				operator: operatorOf(n),
				support: true,
				tokenFromConfiguration: !ownAccounts,
				calendars: { rows: [{ type: TASK_TYPE, calendar: `Kalendarz ${n}` }] },
			})),
		},
		operatorTokens: JSON.stringify(own),
		apiAddress: sim.url,
		renewalAddress: `${sim.url}/token`,
		...more,
	} as ICredentialDataDecryptedObject;
}

/** A session of the first account, as a person's consent in n8n leaves it. */
export async function signIn(sim: GoogleCalendarSimulator): Promise<IDataObject> {
	const grant = { grant_type: 'refresh_token', refresh_token: tokenOf(1) };
	const form = { client_id: APP.clientId, client_secret: APP.clientSecret, ...grant };
	const answer = await fetch(`${sim.url}/token`, { method: 'POST', body: new URLSearchParams(form) });
	const { access_token } = (await answer.json()) as IDataObject;
	return { access_token, refresh_token: tokenOf(1), token_type: 'Bearer' };
}

/** Many events in the first calendar, half an hour each. */
export function fill(sim: GoogleCalendarSimulator, count: number): void {
	const start = new Date(Date.now() + 24 * 3_600_000).toISOString();
	const description = 'Omówić zakres prac i termin.';
	sim.act.growEvents({ calendar: calendarOf(1), count, start, description });
}

export const locator = (value: string): INodeParameters[string] => ({ __rl: true, mode: 'id', value });

/** Counts since the last `clear` of the log. */
export interface Counted {
	/** Requests as they went over the wire; a batch is one. Renewals of access are not among them. */
	requests: number;
	/** Calls that change something, also those within a batch. */
	writes: number;
	/** Answers 403 or 429, also those within a batch. */
	slowed: number;
}

const isSlowed = ({ status }: { status: number }): boolean => status === 403 || status === 429;

export function counted({ requests, store }: GoogleCalendarSimulator): Counted {
	const sent = requests.entries.filter(({ action }) => action !== 'token');
	const calls = [...sent.filter(({ action }) => action !== 'batch'), ...store.batchParts];
	return {
		requests: sent.length,
		writes: calls.filter(({ method }) => method !== 'GET').length,
		slowed: calls.filter(isSlowed).length,
	};
}

export function forget({ requests, store }: GoogleCalendarSimulator): void {
	requests.clear();
	store.batchParts.length = 0;
}

/** Runs one node. @throws the error of the run */
export async function ran(
	n8n: Harness,
	type: string,
	parameters: INodeParameters,
	items: IDataObject[] = [{}],
	more: { typeVersion?: number; onError?: 'continueRegularOutput' } = {},
): Promise<RunResult> {
	const result = await n8n.runNode({ type, parameters, ...more }, items);
	if (result.error) throw result.error;
	return result;
}
