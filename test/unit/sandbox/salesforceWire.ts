import { sandboxUser, startSalesforce } from '../../../sandbox/salesforce';

export interface Answer {
	status: number;
	text: string;
	/** Looked into freely. */
	json: any;
	headers: Headers;
}

export const START = '2026-05-04T09:00:00.000Z';
export const user = sandboxUser();
export const app = { client_id: user.consumerKey, client_secret: user.consumerSecret };
export const passwordGrant = {
	grant_type: 'password',
	...app,
	username: user.username,
	password: user.password + user.securityToken,
};

/** An org at a standing clock, plain requests to it, and somebody who is signed in. */
export async function openSalesforce() {
	const sim = await startSalesforce();
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
	const token = (form: Record<string, string>, base = sim.url) =>
		fetched(`${base}/services/oauth2/token`, { method: 'POST', body: new URLSearchParams(form) });
	const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
		fetched(path.startsWith('http') ? path : `${sim.url}/services/data/${path.replace(/^(?!v\d)/, 'v59.0/')}`, {
			method,
			headers: { authorization: `Bearer ${state.token}`, 'content-type': 'application/json', ...headers },
			body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
		});
	const get = (path: string, headers?: Record<string, string>) => send('GET', path, undefined, headers);
	const query = (soql: string, headers?: Record<string, string>, all = '') =>
		get(`query${all}?q=${encodeURIComponent(soql)}`, headers);
	const rows = async (soql: string): Promise<any[]> => (await query(soql)).json.records;
	const signIn = async () => {
		state.token = (await token(passwordGrant)).json.access_token;
	};
	return {
		sim,
		token,
		send,
		get,
		query,
		queryAll: (soql: string) => query(soql, {}, 'All'),
		rows,
		/** One column of what a query finds. */
		column: async (soql: string, name: string) => (await rows(soql)).map((row) => row[name]),
		signIn,
		async fill() {
			sim.reset();
			sim.clock.set(START);
			await signIn();
			sim.requests.clear();
		},
		/** A contact a second after what came before. */
		contact(fields: Record<string, unknown> = {}) {
			sim.clock.advance(1000);
			return sim.act.createRecord({ object: 'Contact', fields: { LastName: 'Novak', ...fields } }).Id;
		},
		account(Name: string, fields: Record<string, unknown> = {}) {
			return sim.act.createRecord({ object: 'Account', fields: { Name, ...fields } }).Id;
		},
		upsert: (records: object[], more: object = {}, headers: Record<string, string> = {}) =>
			send(
				'PATCH',
				'composite/sobjects/Contact/Daktela_Key__c',
				{ records: records.map((record) => ({ attributes: { type: 'Contact' }, ...record })), ...more },
				headers,
			),
		close: () => sim.close(),
	};
}

export type Wire = Awaited<ReturnType<typeof openSalesforce>>;

export const codes = (answer: Answer): string[] =>
	answer.json.map((one: any) => one.errorCode ?? one.errors?.[0]?.statusCode ?? 'ok');
