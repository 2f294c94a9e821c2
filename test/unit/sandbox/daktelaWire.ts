import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sandboxUser, startDaktela, type DaktelaSeed } from '../../../sandbox/daktela';

export interface Answer {
	status: number;
	text: string;
	/** Looked into freely. */
	json: any;
	headers: Headers;
}

export const token = sandboxUser().token;
export const start = '2026-05-04T09:00:00.000Z';
/** `start` on the wall in Prague. */
export const startStamp = '2026-05-04 11:00:00';

const small: DaktelaSeed = {
	users: [{ name: 'petra', title: 'Petra', token: 'petra-token', password: 'petra-password' }],
	crmDatabases: [
		{
			name: 'default',
			title: 'Customers',
			customFields: {
				accounts: [],
				contacts: [
					{ name: 'email', type: 'EMAIL', multiple: true },
					{ name: 'number', type: 'PHONE', multiple: true },
					{ name: 'level', type: 'SELECTBOX', items: ['gold', { name: 'silver', title: 'Silver' }] },
					{ name: 'code', pattern: '^[A-Z]+$' },
					{ name: 'seen', readonly: true },
				],
			},
		},
		{ name: 'plain', title: 'Plain' },
	],
	crmRecordsTypes: [{ name: 'order', title: 'Order', customFields: ['amount'] }],
	ticketsCategories: [{ name: 'support', title: 'Support' }],
	statuses: [
		{ name: 'new', title: 'New' },
		{ name: 'paid', title: 'Paid' },
	],
	queues: [{ name: 'hotline', title: 'Hotline' }],
	accounts: [
		{ name: 'acme', title: 'Acme', database: 'default', user: 'petra' },
		{ name: 'zeta', title: 'Zeta', database: 'plain' },
	],
};

/** An instance with a little in it, at a standing clock, and plain requests to it. */
export async function openDaktela() {
	const sim = await startDaktela();
	const fill = () => {
		sim.reset();
		sim.clock.set(start);
		sim.seed(small);
	};
	fill();
	const raw = async (path: string, init: RequestInit = {}): Promise<Answer> => {
		const answer = await fetch(sim.url + path, init);
		const text = await answer.text();
		let json: unknown;
		try {
			json = JSON.parse(text);
		} catch {
			json = undefined;
		}
		return { status: answer.status, text, json, headers: answer.headers };
	};
	const send = (
		method: string,
		path: string,
		body?: unknown,
		headers: Record<string, string> = { 'X-AUTH-TOKEN': token },
	) =>
		raw(`/api/v6/${path}`, {
			method,
			headers: { 'Content-Type': 'application/json', ...headers },
			body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
		});
	const list = async (path: string): Promise<any[]> => (await send('GET', path)).json.result.data;
	return {
		sim,
		fill,
		raw,
		send,
		get: (path: string) => send('GET', path),
		post: (path: string, body: unknown) => send('POST', path, body),
		put: (path: string, body: unknown) => send('PUT', path, body),
		list,
		names: async (path: string): Promise<unknown[]> => (await list(path)).map(({ name }) => name),
		/** A contact made a minute after what came before. */
		contact(name: string, fields: Record<string, unknown> = {}) {
			sim.clock.advance(60_000);
			return sim.act.createContact({ name, title: `Person ${name}`, lastname: name, ...fields });
		},
		upload: (content: string, filename = 'offer.txt', path = '/file/upload.php?type=save', field = 'files') => {
			const form = new FormData();
			form.append(field, new Blob([content], { type: 'text/plain' }), filename);
			return raw(path, { method: 'POST', headers: { 'X-AUTH-TOKEN': token }, body: form });
		},
		close: () => sim.close(),
	};
}

export type Wire = Awaited<ReturnType<typeof openDaktela>>;

/** Names that a body of a contact needs. */
export const person = (more: Record<string, unknown> = {}) => ({
	title: 'Jana Nová',
	lastname: 'Nová',
	database: 'default',
	...more,
});

/** One filter in its plain form. */
export const where = (field: string, operator: string, value: string | string[] = '', more = '') => {
	const values = Array.isArray(value)
		? value.map((item, at) => `&filter[value][${at}]=${encodeURIComponent(item)}`).join('')
		: `&filter[value]=${encodeURIComponent(value)}`;
	return `filter[field]=${field}&filter[operator]=${operator}${values}${more}`;
};

export interface Received {
	method: string;
	url: string;
	headers: IncomingHttpHeaders;
	body: string;
}

/** An address for Events; `status` and `hang` may be changed at any time. */
export async function startReceiver() {
	const received: Received[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const { method = '', url = '', headers } = request;
			received.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
			if (!receiver.hang) response.writeHead(receiver.status).end();
		});
	});
	const receiver = {
		url: '',
		status: 200,
		hang: false,
		received,
		bodies: (): any[] => received.splice(0).map(({ body }) => JSON.parse(body) as unknown),
		close: () =>
			new Promise<void>((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
	return receiver;
}
