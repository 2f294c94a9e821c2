import { check } from '../common';
import { isResource, resources, type ResourceName } from './resources';
import { definitionKey, type DaktelaEvent, type DaktelaStore } from './store';
import type { Account, CustomField, Right } from './types';
import { fill } from './eventTemplate';
import { knownKinds } from './eventKinds';

/** Custom fields of one database, record type, ticket category or queue; of a database for both, or by resource. */
export type CustomFieldsSeed = CustomFieldSeed[] | Partial<Record<'accounts' | 'contacts', CustomFieldSeed[]>>;
/** A name alone is a text field. */
export type CustomFieldSeed =
	| string
	| (Partial<Omit<CustomField, 'items'>> & { name: string; items?: Array<string | { name: string; title?: string }> });

export interface AccountSeed {
	password?: string;
	token?: string;
	/** By resource; absent is 'write'. */
	rights?: Partial<Record<ResourceName, Right>>;
}

export interface EventSeed {
	id?: string;
	title?: string;
	/** 'contact_update', 'call_close' or '*'; any other name needs `custom`. */
	kinds: string[];
	/** On this machine. */
	url: string;
	method?: string;
	headers?: Record<string, string>;
	/** Sent as X-Webhook-Secret. */
	secret?: string;
	body?: string;
	active?: boolean;
	custom?: boolean;
}

const definers = {
	crmDatabases: ['accounts', 'contacts'],
	crmRecordsTypes: ['crmRecords'],
	ticketsCategories: ['tickets'],
	queues: ['activities'],
} as const;

/** Gives a database (type, category, queue) its custom fields. Throws naming the place that does not fit. */
export function defineFields(
	store: DaktelaStore,
	resource: ResourceName,
	name: string,
	sent: unknown,
	where: string,
): void {
	if (!(resource in definers)) throw new Error(`${where}: ${resource} define no custom fields.`);
	const targets = definers[resource as keyof typeof definers];
	if (Array.isArray(sent)) {
		for (const target of targets) store.customFields.set(definitionKey(target, name), customFieldsFrom(sent, where));
		return;
	}
	const split = check.object(sent, where);
	check.onlyKeys(split, targets, where);
	for (const target of targets)
		if (target in split)
			store.customFields.set(definitionKey(target, name), customFieldsFrom(split[target], `${where}.${target}`));
}

const customFieldsFrom = (sent: unknown, where: string): CustomField[] =>
	check.list(sent, where).map((item, at) => customFieldFrom(item, `${where}[${at}]`));

const customFieldKeys = ['name', 'title', 'type', 'hidden', 'readonly', 'multiple', 'pattern', 'items'];

export function customFieldFrom(sent: unknown, where: string): CustomField {
	const {
		name,
		title = name,
		type = 'TEXT',
		...more
	} = typeof sent === 'string' ? { name: sent } : check.object(sent, where);
	check.onlyKeys({ ...more }, customFieldKeys, where);
	const items = check.list((more as { items?: unknown }).items, `${where}.items`).map((item, at) => {
		const named = typeof item === 'string' ? { name: item, title: item } : check.object(item, `${where}.items[${at}]`);
		return {
			...named,
			name: check.text(named.name, `${where}.items[${at}].name`),
			title: String(named.title ?? named.name),
		};
	});
	const field = { name: check.text(name, `${where}.name`), title: String(title), type: String(type) };
	return { ...field, ...more, ...(items.length ? { items } : {}) };
}

const rightNames = ['none', 'read', 'write'];

export function accountFrom(name: string, sent: AccountSeed, where: string): Account {
	const { password = `password-of-${name}`, token = `token-of-${name}`, rights = {} } = sent;
	return {
		name,
		password: check.text(password, `${where}.password`),
		token: check.text(token, `${where}.token`),
		rights: rightsFrom(rights, `${where}.rights`),
	};
}

export function rightsFrom(sent: unknown, where: string): Account['rights'] {
	const rights = check.object(sent, where);
	for (const [resource, right] of Object.entries(rights)) {
		if (!isResource(resource)) throw new Error(`${where}: '${resource}' is no resource.`);
		if (!rightNames.includes(right as string)) throw new Error(`${where}.${resource}: ${rightNames.join(', ')}.`);
	}
	return rights as Account['rights'];
}

const eventKeys = ['id', 'title', 'kinds', 'url', 'method', 'headers', 'secret', 'body', 'active', 'custom'];

/** An Event as a user enters it. Throws when its address is not on this machine. */
export function eventFrom(store: DaktelaStore, sent: unknown, where: string): DaktelaEvent {
	const args = check.object(sent, where);
	check.onlyKeys(args, eventKeys, where);
	const kinds = check.texts(args.kinds, `${where}.kinds`);
	const strange = kinds.find((kind) => !knownKinds.includes(kind));
	if (kinds.length === 0)
		throw new Error(`${where}.kinds: at least one is needed. There are: ${knownKinds.join(', ')}.`);
	if (strange !== undefined && args.custom !== true)
		throw new Error(`${where}.kinds: '${strange}' is unknown. There are: ${knownKinds.join(', ')}; else set custom.`);
	const secret = check.optionalText(args.secret, `${where}.secret`);
	const headers = {
		...(secret === undefined ? {} : { 'X-Webhook-Secret': secret }),
		...headersFrom(args.headers, where),
	};
	const body = check.optionalText(args.body, `${where}.body`);
	return {
		id: check.optionalText(args.id, `${where}.id`) ?? `event_${store.hex()}`,
		title: check.optionalText(args.title, `${where}.title`) ?? kinds.join(),
		kinds,
		url: loopback(check.text(args.url, `${where}.url`), `${where}.url`),
		method: (check.optionalText(args.method, `${where}.method`) ?? 'POST').toUpperCase(),
		headers,
		active: args.active !== false,
		...(body === undefined ? {} : { body }),
	};
}

function headersFrom(sent: unknown, where: string): Record<string, string> {
	const headers = sent === undefined ? {} : check.object(sent, `${where}.headers`);
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name, check.text(value, `${where}.headers.${name}`)]),
	);
}

function loopback(url: string, where: string): string {
	const filled = fill(url, { event: 'event', name: 'name', data: {} }, 'address');
	const parsed = URL.canParse(filled) ? new URL(filled) : undefined;
	if (parsed?.protocol !== 'http:' || !['127.0.0.1', 'localhost', '[::1]'].includes(parsed.hostname))
		throw new Error(`${where}: an http address on this machine is needed, such as http://127.0.0.1:5678/webhook/x.`);
	return url;
}

/** The resource of that name. Throws listing those there are. */
export function resourceFrom(sent: unknown, where: string): ResourceName {
	const name = check.text(sent, where);
	if (!isResource(name))
		throw new Error(`${where}: '${name}' is no resource. There are: ${Object.keys(resources).join(', ')}.`);
	return name;
}
