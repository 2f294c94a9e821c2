import { check } from '../common';
import {
	accountFrom,
	defineFields,
	eventFrom,
	type AccountSeed,
	type CustomFieldsSeed,
	type EventSeed,
} from './definitions';
import { changeRow, createRow } from './domain/write';
import { resourceNames, resources, type ResourceName } from './resources';
import type { Row } from './types';
import { screenOf, told, type Screen } from './screen';
import type { World } from './world';

/** Fields as in the API; the times are ISO (or milliseconds), default now. */
export type SeedRow = Record<string, unknown> & { name?: string | number; created?: unknown; edited?: unknown };

/** What `seed` takes: rows by resource. Databases, record types, ticket categories and queues define custom fields. */
export type DaktelaSeed = Partial<Record<Exclude<ResourceName, 'users' | 'crmDatabases'>, SeedRow[]>> & {
	users?: Array<SeedRow & AccountSeed>;
	crmDatabases?: Array<SeedRow & { customFields?: CustomFieldsSeed }>;
	events?: EventSeed[];
};

/** What an administrator names twice is changed; other rows are there but once. */
const furniture: readonly ResourceName[] = ['users', 'crmDatabases'];
const definers: readonly ResourceName[] = ['crmDatabases', 'crmRecordsTypes', 'ticketsCategories', 'queues'];

/** Puts the document beside what is there, telling no Event. Throws naming the place that does not fit. */
export function loadSeed(world: World, data: unknown): void {
	const seed = check.object(data, 'seed');
	check.onlyKeys(seed, [...resourceNames, 'events'], 'seed');
	const screen = { ...screenOf(world), tell: () => undefined };
	for (const resource of resourceNames) {
		const rows = check.list(seed[resource], resource);
		if (rows.length === 0) continue;
		screen.store.tables[resource].bulk(() =>
			rows.forEach((row, at) =>
				loadRow(screen, resource, check.object(row, `${resource}[${at}]`), `${resource}[${at}]`),
			),
		);
	}
	for (const [at, sent] of check.list(seed.events, 'events').entries()) {
		const event = eventFrom(world.store, sent, `events[${at}]`);
		world.store.events.set(event.id, event);
	}
}

function loadRow(screen: Screen, resource: ResourceName, sent: check.Json, where: string): void {
	const { created, edited, time, password, token, rights, ...fields } = sent;
	const account = { password, token, rights } as AccountSeed;
	const isUser = resource === 'users';
	if (!isUser) Object.assign(fields, withoutNothing(account));
	const key = fields[resources[resource].key];
	const known = furniture.includes(resource) ? screen.store.row(resource, String(key)) : undefined;
	if (definers.includes(resource)) delete fields.customFields;
	const row = told(where, screen, () =>
		known
			? changeRow(screen, resource, known, fields, { via: 'screen' })
			: createRow(screen, resource, fields, { via: 'screen' }),
	);
	setTimes(
		screen,
		resource,
		row,
		check.optionalTime(created ?? time, `${where}.created`),
		check.optionalTime(edited, `${where}.edited`),
	);
	if (isUser)
		screen.store.accounts.set(
			row.name,
			accountFrom(row.name, { ...screen.store.accounts.get(row.name), ...withoutNothing(account) }, where),
		);
	if (definers.includes(resource) && sent.customFields !== undefined)
		defineFields(screen.store, resource, row.name, sent.customFields, `${where}.customFields`);
}

function setTimes({ store }: Screen, resource: ResourceName, row: Row, created?: number, edited?: number): void {
	if (created === undefined && edited === undefined) return;
	store.tables[resource].change(row, (changing) => {
		changing.created = created ?? Math.min(edited!, changing.created);
		changing.edited = edited ?? created!;
	});
}

const withoutNothing = <T extends object>(object: T): Partial<T> =>
	Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Partial<T>;
