import { createHash, timingSafeEqual } from 'node:crypto';
import type { IDataObject, INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { settled, settledNow, type Settled } from '../shared/settled';
import type { Change, Delivered } from '../shared/watch/feed';
import { toItem } from '../shared/watch/item';
import { accountOf } from '../shared/watch/settings';
import { complete } from './feeds';
import { idsOf, isOf, toChange } from './feeds/change';
import { RULES, type Rule } from './feeds/rules';
import { momentOf, stampOf } from './feeds/stamp';
import type { Event, TriggerApi, TriggerParams } from './feeds/types';
import { openWatch } from './openWatch';
import { isRegistering, registeredIn, type Registered } from './registration';

/** What the vendor must hear within five seconds, whatever it sent (worksection.md 4.2). */
const OK = { status: 'OK' };

/** Far more than one event can be: its longest text twice, written in escapes. */
const LONGEST_BODY = 4 * 1024 * 1024;

/** Answers a call of Worksection at once, and starts the workflow with the events that the node waits for. */
export async function receive(host: IWebhookFunctions): Promise<IWebhookResponseData> {
	const without = { noWebhookResponse: true };
	if (host.getWebhookName() === 'setup') return answer(host, 200, OK, without);
	const text = await bodyOf(host.getRequestObject() as unknown as RawRequest);
	if (text === undefined) return answer(host, 413, { status: 'ERROR', message: 'The body is too long.' }, without);
	const told = eventsIn(text);
	const registered = registeredIn(host);
	// The check call bears no event, or comes while the webhook is being registered.
	if (told.length === 0 || !registered || isRegistering(registered)) return answer(host, 200, OK, without);
	if (!isAuthorized(host.getHeaderData().authorization, registered)) {
		return answer(host, 401, { status: 'ERROR', message: 'User name or password is wrong.' }, without);
	}
	answer(host, 200, OK, without);
	const items = await itemsOf(host, told);
	return items.length > 0 ? { ...without, workflowData: [items] } : without;
}

function answer<T>(host: IWebhookFunctions, status: number, body: IDataObject, result: T): T {
	const response = host.getResponseObject();
	response.statusCode = status;
	response.setHeader('Content-Type', 'application/json');
	response.end(JSON.stringify(body));
	return result;
}

interface RawRequest {
	headers: Record<string, string | string[] | undefined>;
	rawBody?: Buffer;
	readRawBody?(): Promise<void>;
}

/** The body as text; undefined when it is too long. */
async function bodyOf(request: RawRequest): Promise<string | undefined> {
	if (Number(request.headers['content-length'] ?? 0) > LONGEST_BODY) return undefined;
	if (!request.rawBody) {
		const outcome = await settled(async () => await request.readRawBody?.());
		// n8n reads no further than its own limit for bodies.
		if ('error' in outcome) return undefined;
	}
	const raw = request.rawBody ?? Buffer.alloc(0);
	return raw.length > LONGEST_BODY ? undefined : raw.toString('utf8');
}

/** What may be events: the body is a list of them, or one alone (worksection.md 4.3). */
function eventsIn(text: string): unknown[] {
	const parsed = settledNow(() => JSON.parse(text) as unknown);
	if ('error' in parsed) return [];
	const list: unknown[] = Array.isArray(parsed.value) ? parsed.value : [parsed.value];
	return list.filter((one) => typeof one === 'object' && one !== null && 'action' in one && 'object' in one);
}

/** Compared in a time that does not tell how much of it was right. */
function isAuthorized(header: string | undefined, { user, password }: Registered): boolean {
	const digest = (text: string) => createHash('sha256').update(text).digest();
	const expected = `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;
	return timingSafeEqual(digest(header ?? ''), digest(expected));
}

/** Worksection has its answer, so nothing may fail any more: what cannot be read is said in the item. */
async function itemsOf(host: IWebhookFunctions, told: readonly unknown[]): Promise<INodeExecutionData[]> {
	const { event: shape } = await import('./schema');
	const events = told.flatMap((one) => {
		const read = shape.safeParse(one);
		return read.success && /^\d{1,18}$/.test(read.data.object.id) ? [read.data] : [];
	});
	const params = paramsOf(host);
	const chosen = host.getNodeParameter('triggerOn', []) as string[];
	const wanted = RULES.filter(({ value }) => chosen.includes(value));
	const opened = await settled(async () => await openWatch(host));
	const zone = 'value' in opened ? opened.value.zone : host.getTimezone();
	const delivered: Delivered[] = [];
	for (const rule of wanted) {
		const changes = changesOf(events, rule, params, zone);
		if (changes.length > 0) delivered.push(...(await withRecords(host, opened, rule, changes)));
	}
	const account = accountOf(host);
	return delivered.map((one) => toItem(account, one, 1));
}

function changesOf(events: readonly Event[], rule: Rule, params: TriggerParams, zone: string): Change[] {
	const ids = idsOf(events);
	const now = Date.now();
	const changes = events.flatMap((event, index) => {
		if (!isOf(rule.kind, event)) return [];
		const stamp = stampOf(event.date_added);
		const occurredAt = stamp === undefined ? new Date(now).toISOString() : momentOf(stamp, zone, { from: 0, to: now });
		return toChange(event, ids[index]!, rule.value, occurredAt) ?? [];
	});
	return changes.filter((change) => rule.keep(change, params));
}

async function withRecords(
	host: IWebhookFunctions,
	opened: Settled<TriggerApi>,
	rule: Rule,
	changes: Change[],
): Promise<Delivered[]> {
	const bare = changes.map((change) => ({ ...change, record: { id: change.recordId } }));
	if (host.getNodeParameter('includeTask', true) !== true) return bare;
	const outcome = 'error' in opened ? opened : await settled(async () => await complete(opened.value, rule, changes));
	if ('value' in outcome) return outcome.value;
	const notice = outcome.error instanceof Error ? outcome.error.message : String(outcome.error);
	return bare.map((one) => ({ ...one, about: { ...one.about, notRead: notice } }));
}

function paramsOf(host: IWebhookFunctions): TriggerParams {
	return {
		project: '',
		ignoreUsers: host.getNodeParameter('ignoreUsers', []) as string[],
		field: host.getNodeParameter('field', '') as string,
		values: host.getNodeParameter('values', []) as string[],
		otherValues: host.getNodeParameter('otherValues', []) as string[],
	};
}
