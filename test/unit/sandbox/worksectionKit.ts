import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startWorksection, type WorksectionSeed, type WorksectionSimulator } from '../../../sandbox/worksection';
import { hmacSignature, md5Signature } from '../../../sandbox/worksection/wire/auth';

export interface Reply {
	http: number;
	headers: Headers;
	status?: string;
	status_code?: number;
	message?: string;
	message_details?: string;
	data?: any;
	[key: string]: any;
}

export const apiKey = 'sandbox-admin-key';
export const olha = 'olha@worksection.example';
export const iryna = 'iryna@worksection.example';
export const denys = 'denys@worksection.example';

type Parameters = Record<string, string | number | string[]>;

export const encoded = (action: string, params: Parameters = {}): string => {
	const pairs = Object.entries(params).flatMap(([name, value]) =>
		Array.isArray(value) ? value.map((item) => [`${name}[]`, item]) : [[name, String(value)]],
	);
	return new URLSearchParams([['action', action], ...(pairs as Array<[string, string]>)]).toString();
};

async function replyOf(response: Response): Promise<Reply> {
	const text = await response.text();
	const body = text.startsWith('{') ? (JSON.parse(text) as object) : { text };
	return { ...body, http: response.status, headers: response.headers };
}

/** POST form with md5, as most clients do. */
export const call = (simulator: WorksectionSimulator, action: string, params: Parameters = {}): Promise<Reply> => {
	const body = encoded(action, params);
	return post(simulator, `${body}&hash=${md5Signature(body, apiKey)}`);
};

export const post = async (simulator: WorksectionSimulator, body: string): Promise<Reply> =>
	replyOf(
		await fetch(`${simulator.url}/api/admin/v2/`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
			body,
		}),
	);

/** GET with the query as given. */
export const get = async (simulator: WorksectionSimulator, path: string, headers = {}): Promise<Reply> =>
	replyOf(await fetch(simulator.url + path, { headers, redirect: 'manual' }));

/** POST JSON with the HMAC header. */
export const callHmac = async (
	simulator: WorksectionSimulator,
	action: string,
	params: object = {},
	seconds = Math.floor(simulator.clock.now().getTime() / 1000),
): Promise<Reply> =>
	replyOf(
		await fetch(`${simulator.url}/api/admin/v2?action=${action}`, {
			method: 'POST',
			headers: {
				Authorization: `Admin ${seconds}_${hmacSignature(action, seconds, apiKey)}`,
				'Content-Type': 'application/json; charset=utf-8',
			},
			body: JSON.stringify(params),
		}),
	);

/** POST multipart: parameters and hash in the address, files in the body. */
export async function callFiles(
	simulator: WorksectionSimulator,
	action: string,
	params: Parameters,
	files: Record<string, [string, string]>,
): Promise<Reply> {
	const query = encoded(action, params);
	const form = new FormData();
	for (const [field, [name, content]] of Object.entries(files)) form.append(field, new Blob([content]), name);
	const url = `${simulator.url}/api/admin/v2/?${query}&hash=${md5Signature(query, apiKey)}`;
	return replyOf(await fetch(url, { method: 'POST', body: form }));
}

export const postTo = async (url: string, params: Record<string, string>): Promise<Reply> =>
	replyOf(await fetch(url, { method: 'POST', body: new URLSearchParams(params) }));

const small: WorksectionSeed = {
	oauthClients: [{ clientId: 'client', clientSecret: 'client-secret' }],
	members: [
		{ id: 3001, email: olha, firstName: 'Olha', lastName: 'M', role: 'owner' },
		{ id: 3002, email: iryna, firstName: 'Iryna', lastName: 'S', rate: 20 },
		{ id: 3003, email: denys, firstName: 'Denys', lastName: 'K' },
	],
	tagGroups: [
		{ title: 'Stage', type: 'status', tags: ['To do', 'In work'] },
		{ title: 'Kind', tags: ['Urgent'] },
		{ title: 'Private', tags: ['Secret'] },
		{ title: 'Line', of: 'project', tags: ['Services'] },
	],
	customFields: [{ id: 901, name: 'Contract' }],
	projects: [
		{ id: 101, title: 'Onboarding', members: [olha, iryna], tagGroups: ['Stage', 'Kind'] },
		{ id: 102, title: 'Later', status: 'pending' },
		{ id: 103, title: 'Old', status: 'archive' },
	],
};

/** A small account, limiter off. */
export async function startSmall(): Promise<WorksectionSimulator> {
	const simulator = await startWorksection();
	restart(simulator);
	return simulator;
}

export function restart(simulator: WorksectionSimulator): void {
	simulator.reset();
	simulator.switches.limiter = false;
	simulator.seed(small);
}

export interface Received {
	method: string;
	headers: IncomingHttpHeaders;
	body: string;
}

/** An address for webhooks; `answer` may be changed at any time. */
export async function startReceiver() {
	const received: Received[] = [];
	const receiver = { url: '', answer: '{"status":"OK"}', status: 200, received, hang: false, close: () => end() };
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			received.push({ method: request.method ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() });
			if (!receiver.hang) response.writeHead(receiver.status).end(receiver.answer);
		});
	});
	const end = (): Promise<void> =>
		new Promise((resolve) => {
			server.close(() => resolve());
			server.closeAllConnections();
		});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
	return receiver;
}
