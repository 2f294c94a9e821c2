import { randomBytes } from 'node:crypto';
import type { IDataObject, IHookFunctions } from 'n8n-workflow';

import { badInput, Fault, toNodeError } from '../shared/fault';
import { settled } from '../shared/settled';
import type { WorksectionApi } from './api';
import { BECAME, RULES } from './feeds/rules';
import { isState } from './feeds/stateReading';
import { projectId } from './ids';
import { openWorksection } from './open';
import type { Params } from './encode';
import type { Webhook } from './schema';

/** What n8n keeps of a registered webhook, with the static data of the trigger node. */
export interface Registered {
	id: string;
	url: string;
	user: string;
	password: string;
	/** Events and projects that were asked for. */
	wanted: string;
	/** Worksection made it switched off; somebody has to switch it on there. */
	startsPaused?: boolean;
}

/** Refused by the vendor's documentation, accepted in practice (worksection.md 4.1). */
const UNSURE_EVENT = 'reopen_task';
const NOT_REOPENED = 'Worksection does not tell of reopened tasks by webhook.';

/** Addresses that Worksection is calling for a check because this process registers them now. */
const registering = new Set<string>();

/** Whether the address is being registered: its check call may bear an event, and no credentials. */
export const isRegistering = ({ url }: Registered): boolean => registering.has(url);

/** The registration of this trigger, if it has one. */
export const registeredIn = (host: Pick<IHookFunctions, 'getWorkflowStaticData'>): Registered | undefined =>
	host.getWorkflowStaticData('node').webhook as Registered | undefined;

/** Whether the webhook is there, switched on, and for the events that the node names now. One that was switched off is made anew. */
export async function isRegistered(host: IHookFunctions): Promise<boolean> {
	return await withNodeErrors(host, async () => {
		const registered = registeredIn(host);
		const { events, project } = wantedBy(host);
		if (registered?.url !== urlOf(host) || registered.wanted !== wantedText(events, project)) return false;
		const api = await openWorksection(host);
		const webhook = (await api.webhooks.all()).find(({ id, url }) => id === registered.id && url === registered.url);
		return webhook !== undefined && (!isPaused(webhook) || registered.startsPaused === true);
	});
}

/**
 * Registers the webhook. Worksection calls the address while this runs; n8n has opened it before, and `receive` answers
 * everything that carries no event. Credentials are kept where there are some, so that what is under way stays valid.
 */
export async function register(host: IHookFunctions): Promise<boolean> {
	return await withNodeErrors(host, async () => {
		const url = urlOf(host);
		const { events, project } = wantedBy(host);
		const api = await openWorksection(host);
		await removeAll(api, url);
		const { user = randomName(), password = randomBytes(24).toString('base64url') } = registeredIn(host) ?? {};
		registering.add(url);
		const added = await settled(async () => await add(api, { url, events, project, user, password }));
		registering.delete(url);
		if ('error' in added) throw added.error;
		const id = added.value;
		const made = (await api.webhooks.all()).find((one) => one.id === id);
		const startsPaused = made !== undefined && isPaused(made);
		if (events.includes(UNSURE_EVENT) && made?.events?.includes(UNSURE_EVENT) === false) host.logger.warn(NOT_REOPENED);
		if (startsPaused) host.logger.warn(`Worksection made webhook ${id} switched off. Switch it on in Account > API.`);
		const registered: Registered = { id, url, user, password, wanted: wantedText(events, project), startsPaused };
		host.getWorkflowStaticData('node').webhook = registered as unknown as IDataObject;
		return true;
	});
}

/** Removes the webhook, or whatever was registered for this address before n8n could note it. */
export async function unregister(host: IHookFunctions): Promise<boolean> {
	return await withNodeErrors(host, async () => {
		const registered = registeredIn(host);
		const api = await openWorksection(host);
		if (registered) await remove(api, registered.id);
		else await removeAll(api, urlOf(host));
		delete host.getWorkflowStaticData('node').webhook;
		return true;
	});
}

interface Wanted {
	url: string;
	events: readonly string[];
	project: string;
	user: string;
	password: string;
}

async function add(api: WorksectionApi, wanted: Wanted): Promise<string> {
	const { url, events, project, user, password } = wanted;
	const params: Params = [
		['url', url],
		['events', events.join(',')],
		...(project === '' ? [] : [['projects', project] as const]),
		['http_user', user],
		['http_pass', password],
	];
	const outcome = await settled(async () => await api.webhooks.add(params));
	if ('value' in outcome) return outcome.value;
	const { error } = outcome;
	if (!(error instanceof Fault) || error.kind !== 'invalid' || !events.includes(UNSURE_EVENT)) throw error;
	const others = events.filter((event) => event !== UNSURE_EVENT);
	if (others.length > 0) return await add(api, { ...wanted, events: others });
	throw new Fault('misconfigured', NOT_REOPENED, {
		field: 'Trigger On',
		advice: 'Use the Worksection Trigger, which polls, for Task Reopened.',
	});
}

/** A crash between registering and noting it leaves a webhook behind that nobody knows. */
async function removeAll(api: WorksectionApi, url: string): Promise<void> {
	for (const webhook of await api.webhooks.all()) if (webhook.url === url) await remove(api, webhook.id);
}

async function remove(api: WorksectionApi, id: string): Promise<void> {
	const outcome = await settled(async () => await api.webhooks.remove(id));
	const isGone = 'value' in outcome || (outcome.error instanceof Fault && outcome.error.kind === 'notFound');
	if (!isGone) throw outcome.error;
}

function wantedBy(host: IHookFunctions): { events: string[]; project: string } {
	const chosen = host.getNodeParameter('triggerOn', []) as string[];
	const rules = RULES.filter(({ value }) => chosen.includes(value));
	if (rules.length === 0) throw badInput('Trigger On', '"Trigger On" is empty.', 'Choose what starts the workflow.');
	const field = host.getNodeParameter('field', '') as string;
	if (chosen.includes(BECAME) && !field) throw badInput('Field', '"Field" is empty.', 'Choose the field to watch.');
	if (chosen.includes(BECAME) && isState({ field })) {
		const advice = 'Use the Worksection Trigger, which polls, or choose another field.';
		throw badInput('Field', 'Worksection does not tell of statuses and labels by webhook.', advice);
	}
	const project = host.getNodeParameter('project', '', { extractValue: true }) as string;
	return { events: [...new Set(rules.flatMap(({ hooks }) => hooks))], project: project ? projectId(project) : '' };
}

const wantedText = (events: readonly string[], project: string): string =>
	[[...events].sort().join(','), project].join(' ');
const isPaused = ({ status }: Webhook): boolean => status !== undefined && status !== 'active';
const randomName = (): string => `n8n-${randomBytes(6).toString('hex')}`;

function urlOf(host: IHookFunctions): string {
	const url = host.getNodeWebhookUrl('default');
	if (url !== undefined) return url;
	throw new Fault('misconfigured', 'n8n has no webhook address for this node.');
}

async function withNodeErrors<T>(host: IHookFunctions, work: () => Promise<T>): Promise<T> {
	const outcome = await settled(work);
	if ('value' in outcome) return outcome.value;
	throw toNodeError(host.getNode(), outcome.error);
}
