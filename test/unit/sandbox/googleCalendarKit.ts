import { startGoogleCalendar, type GoogleCalendarSeed } from '../../../sandbox/googleCalendar';

export interface Answer {
	status: number;
	text: string;
	/** Looked into freely. */
	json: any;
	headers: Headers;
}

export const START = '2026-05-04T09:00:00.000Z';
export const ZONE = 'Europe/Warsaw';
export const app = { client_id: 'test-client', client_secret: 'test-client-secret' };
export const anna = { email: 'anna@firma.example', refreshToken: 'test-refresh-anna' };
export const piotr = { email: 'piotr@firma.example', refreshToken: 'test-refresh-piotr' };
/** Anna's calendar of meetings, Piotr's of offers. */
export const MEETINGS = 'meetings@group.calendar.example';
export const OFFERS = 'offers@group.calendar.example';

const seed = (): GoogleCalendarSeed => ({
	apps: [{ clientId: app.client_id, clientSecret: app.client_secret }],
	users: [
		{ email: anna.email, name: 'Anna', timeZone: ZONE, refreshTokens: [{ token: anna.refreshToken }] },
		{ email: piotr.email, name: 'Piotr', timeZone: ZONE, refreshTokens: [{ token: piotr.refreshToken }] },
	],
	calendars: [
		{ id: MEETINGS, summary: 'Spotkania Anna', owner: anna.email },
		{ id: OFFERS, summary: 'Oferty Piotr', owner: piotr.email },
	],
});

export const timed = (start: string, end: string, timeZone = ZONE) => ({
	start: { dateTime: start, timeZone },
	end: { dateTime: end, timeZone },
});

/** An hour of a day in May 2026, in Warsaw. */
export const hour = (day: number, at = 10) => {
	const two = (part: number) => String(part).padStart(2, '0');
	return timed(`2026-05-${two(day)}T${two(at)}:00:00`, `2026-05-${two(day)}T${two(at + 1)}:00:00`);
};

/** Two accounts with a standing clock, plain requests to them, and Anna signed in. */
export async function openGoogleCalendar() {
	const sim = await startGoogleCalendar();
	const state = { token: '' };
	const fetched = async (url: string, init: RequestInit): Promise<Answer> => {
		const answer = await fetch(url, init);
		const text = await answer.text();
		let json: unknown;
		try {
			json = JSON.parse(text);
		} catch {
			json = undefined;
		}
		return { status: answer.status, text, json, headers: answer.headers };
	};
	const token = (form: Record<string, string>, headers: Record<string, string> = {}) =>
		fetched(`${sim.url}/token`, { method: 'POST', body: new URLSearchParams(form), headers });
	const refresh = (more: Record<string, string> = {}) =>
		token({ grant_type: 'refresh_token', ...app, refresh_token: anna.refreshToken, ...more });
	const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
		fetched(`${sim.url}/calendar/v3${path}`, {
			method,
			headers: { authorization: `Bearer ${state.token}`, ...headers },
			body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
		});
	const events = (calendar = MEETINGS) => `/calendars/${encodeURIComponent(calendar)}/events`;
	const list = (query: Record<string, string> = {}, calendar = MEETINGS) =>
		send('GET', `${events(calendar)}?${new URLSearchParams(query)}`);
	const signIn = async (who: { refreshToken: string } = anna) => {
		state.token = (await refresh({ refresh_token: who.refreshToken })).json.access_token;
	};
	return {
		sim,
		fetched,
		token,
		refresh,
		send,
		events,
		list,
		signIn,
		get bearer() {
			return state.token;
		},
		async fill() {
			sim.reset();
			sim.clock.set(START);
			sim.seed(seed());
			await signIn();
			sim.requests.clear();
		},
		insert: (event: object, query = '') => send('POST', `${events()}${query}`, event),
		get: (id: string, query = '') => send('GET', `${events()}/${id}${query}`),
		patch: (id: string, changes: object, headers?: Record<string, string>, query = '') =>
			send('PATCH', `${events()}/${id}${query}`, changes, headers),
		put: (id: string, event: object, headers?: Record<string, string>, query = '') =>
			send('PUT', `${events()}/${id}${query}`, event, headers),
		remove: (id: string, headers?: Record<string, string>, query = '') =>
			send('DELETE', `${events()}/${id}${query}`, undefined, headers),
		/** Ids of a list. */
		ids: async (query: Record<string, string> = {}, calendar = MEETINGS): Promise<string[]> =>
			((await list(query, calendar)).json.items ?? []).map(({ id }: { id: string }) => id),
		syncToken: async (query: Record<string, string> = {}): Promise<string> => (await list(query)).json.nextSyncToken,
		close: () => sim.close(),
	};
}

export type Kit = Awaited<ReturnType<typeof openGoogleCalendar>>;

/** Status and reason of a refusal. */
export const refusal = ({ status, json }: Answer) => [status, json?.error?.errors?.[0]?.reason];
