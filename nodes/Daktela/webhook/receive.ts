import { createHash, timingSafeEqual } from 'node:crypto';
import type { IDataObject, IHookFunctions, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { badInput, Fault, toNodeError } from '../../shared/fault';
import { settled } from '../../shared/settled';
import { CREDENTIAL } from '../open';
import { CHOICES, OTHER } from './events';
import { decoded, toldIn } from './told';

/** Far more than a record with its related ones. */
const LONGEST_BODY = 4 * 1024 * 1024;

const MOST_EVENTS = 1_000;

const NOT_STARTED: IWebhookResponseData = { noWebhookResponse: true };

const UNAUTHORIZED = 'The secret is missing or wrong. It is the Event Secret of the Daktela credential in n8n.';

/** Answers a call of Daktela at once, and starts the workflow with the events that the node waits for. */
export async function receive(host: IWebhookFunctions): Promise<IWebhookResponseData> {
	if (!(await isAuthorized(host))) return answer(host, 401, { error: UNAUTHORIZED });
	const request = host.getRequestObject() as unknown as RawRequest;
	const body = await bodyOf(request);
	if (body === undefined) return answer(host, 413, { error: 'The body is too long.' });
	const type = String(request.headers['content-type'] ?? '');
	const told = toldIn(decoded(body, type), type, host.getQueryData() as IDataObject);
	if (told.length > MOST_EVENTS) return answer(host, 413, { error: `More than ${MOST_EVENTS} events came at once.` });
	if (host.getNodeParameter('unknownBody', 'deliver') === 'refuse' && told.every(({ name }) => name === '')) {
		return answer(host, 400, { error: 'No event was found. Send {"event": "contact_update", "name": "the key"}.' });
	}
	const chosen = host.getNodeParameter('triggerOn', []) as string[];
	const wanted = told.filter(({ known }) => chosen.includes(choiceFor(known?.event)));
	answer(host, 200, { status: wanted.length > 0 ? 'ok' : 'ignored' });
	if (wanted.length === 0) return NOT_STARTED;
	const { itemsOf } = await import('./items');
	const items = await itemsOf(host, wanted);
	return items.length > 0 ? { ...NOT_STARTED, workflowData: [items] } : NOT_STARTED;
}

/** An event that Trigger On does not list is any other one. */
const choiceFor = (event: string | undefined): string =>
	event !== undefined && CHOICES.some(({ value }) => value === event) ? event : OTHER;

function answer(host: IWebhookFunctions, status: number, body: IDataObject): IWebhookResponseData {
	const response = host.getResponseObject();
	response.statusCode = status;
	response.setHeader('Content-Type', 'application/json');
	response.end(JSON.stringify(body));
	return NOT_STARTED;
}

interface RawRequest {
	headers: Record<string, string | string[] | undefined>;
	rawBody?: Buffer;
	readRawBody?(): Promise<void>;
}

/** Undefined when it is too long. */
async function bodyOf(request: RawRequest): Promise<Buffer | undefined> {
	if (Number(request.headers['content-length'] ?? 0) > LONGEST_BODY) return undefined;
	if (!request.rawBody) {
		const outcome = await settled(async () => await request.readRawBody?.());
		// n8n reads no further than its own limit for bodies.
		if ('error' in outcome) return undefined;
	}
	const raw = request.rawBody ?? Buffer.alloc(0);
	return raw.length > LONGEST_BODY ? undefined : raw;
}

interface EventSecret {
	header: string;
	secret: string;
}

async function secretOf(host: IWebhookFunctions | IHookFunctions): Promise<EventSecret> {
	const { eventHeader, eventSecret } = await host.getCredentials(CREDENTIAL);
	const header = String(eventHeader ?? '').trim() || 'X-Webhook-Secret';
	return { header: header.toLowerCase(), secret: String(eventSecret ?? '').trim() };
}

/** Compared in a time that does not tell how much of it was right. */
async function isAuthorized(host: IWebhookFunctions): Promise<boolean> {
	const { header, secret } = await secretOf(host);
	const sent = (host.getHeaderData() as RawRequest['headers'])[header];
	const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest();
	// Node shows each byte of a header as a letter.
	const bytes = Buffer.from(typeof sent === 'string' ? sent.trim() : '', 'latin1');
	const isSame = timingSafeEqual(digest(bytes), digest(Buffer.from(secret, 'utf8')));
	return isSame && secret !== '';
}

/** Refuses to open an address that could not tell Daktela from anybody else. */
export async function checkSetup(host: IHookFunctions): Promise<boolean> {
	const outcome = await settled(async () => {
		const { secret } = await secretOf(host);
		if (secret === '') {
			const advice = 'Make one up, type it there, and give it to the event in Daktela as a header.';
			throw new Fault('misconfigured', 'The Daktela credential has no Event Secret.', {
				field: 'Event Secret',
				advice,
			});
		}
		const chosen = host.getNodeParameter('triggerOn', []) as string[];
		if (chosen.length === 0) throw badInput('Trigger On', '"Trigger On" is empty.', 'Choose what starts the workflow.');
	});
	if ('error' in outcome) throw toNodeError(host.getNode(), outcome.error);
	return true;
}
