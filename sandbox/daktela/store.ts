import { createHash } from 'node:crypto';
import type { Clock } from '../common';
import { resourceNames, resources, type ResourceName } from './resources';
import type { DaktelaSwitches } from './switches';
import { Table } from './table';
import type { Account, CustomField, Row } from './types';
import { wholeSecond } from './when';

/** A token that login.json gave. Times in milliseconds. */
export interface Session {
	user: string;
	access: string;
	refresh: string;
	accessEnds: number;
	refreshEnds: number;
}

/** A file that was uploaded and not yet put to an object. */
export interface Upload {
	filename: string;
	type: string;
	bytes: Buffer;
}

/** An Event that a user set up (daktela.md 8). */
export interface DaktelaEvent {
	id: string;
	title: string;
	kinds: string[];
	url: string;
	method: string;
	headers: Record<string, string>;
	/** Template with {{event}}, {{name}}, {{data}} and {{data.title}}; absent: the usual JSON. */
	body?: string;
	active: boolean;
}

/** One HTTP request of an Event; status 0 is no answer. */
export interface Delivery {
	event: string;
	kind: string;
	name: string;
	at: number;
	attempt: number;
	status: number;
	body: string;
}

/** Who is there at the start: a user with all rights. The values are made up. */
export const sandboxUser = () => ({
	name: 'admin',
	title: 'Sandbox Admin',
	email: 'admin@daktela.example',
	password: 'sandbox-password',
	token: 'sandbox-access-token',
});

/** The usual custom fields of contacts and accounts (5). */
export const usualCustomFields = (): CustomField[] => [
	{ name: 'number', title: 'Phone', type: 'PHONE', multiple: true },
	{ name: 'email', title: 'E-mail', type: 'EMAIL', multiple: true },
	{ name: 'address', title: 'Address', type: 'ADDRESS', multiple: true },
	{ name: 'note', title: 'Note', type: 'TEXTAREA' },
];

/** Everything that the simulated instance holds. */
export class DaktelaStore {
	readonly tables: Record<ResourceName, Table>;
	readonly accounts = new Map<string, Account>();
	/** By `definitionKey`. */
	readonly customFields = new Map<string, CustomField[]>();
	readonly sessions = new Map<string, Session>();
	readonly uploads = new Map<string, Upload>();
	readonly events = new Map<string, DaktelaEvent>();
	readonly deliveries: Delivery[] = [];
	/** Rises with every write. */
	version = 0;
	private made = 0;
	private lastTicket = 0;

	constructor(
		private readonly switches: DaktelaSwitches,
		private readonly clock: Clock,
	) {
		const table = (name: ResourceName) =>
			new Table(
				resources[name],
				() => this.switches.timezone,
				() => void this.version++,
			);
		this.tables = Object.fromEntries(resourceNames.map((name) => [name, table(name)])) as Record<ResourceName, Table>;
		this.furnish();
	}

	/** Empty but for the user and the database that every instance has. */
	clear(): void {
		for (const table of Object.values(this.tables)) table.clear();
		for (const map of [this.accounts, this.customFields, this.sessions, this.uploads, this.events]) map.clear();
		this.deliveries.length = 0;
		this.made = 0;
		this.lastTicket = 0;
		this.furnish();
	}

	row(resource: ResourceName, name: string): Row | undefined {
		return this.tables[resource].get(name);
	}

	/** The custom fields that a row of the resource has when its database (type, category, queue) is the one given. */
	fieldsOf(resource: ResourceName, definer: unknown): CustomField[] {
		return (typeof definer === 'string' && this.customFields.get(definitionKey(resource, definer))) || [];
	}

	/** The custom fields of one row. */
	fieldsOfRow(resource: ResourceName, row: Row): CustomField[] {
		const { customBy } = resources[resource];
		return customBy === undefined ? [] : this.fieldsOf(resource, row.values[customBy]);
	}

	newName(resource: ResourceName): string {
		const { counted, prefix } = resources[resource];
		if (counted) return String(++this.lastTicket);
		return `${prefix}_${this.hex()}`;
	}

	/** Keeps generated ticket numbers above one that was given. */
	noteName(resource: ResourceName, name: string): void {
		if (resources[resource].counted) this.lastTicket = Math.max(this.lastTicket, Number(name));
	}

	/** Thirteen hexadecimal digits that come but once, and alike in every run. */
	hex(): string {
		return createHash('sha1').update(`daktela ${++this.made}`).digest('hex').slice(0, 13);
	}

	private furnish(): void {
		const { password, token, ...user } = sandboxUser();
		const now = wholeSecond(this.clock.now().getTime());
		const times = { created: now, edited: now, custom: {}, files: [] };
		const { name, ...values } = user;
		this.tables.users.add({ name, values, ...times });
		this.accounts.set(name, { name, password, token, rights: {} });
		this.tables.crmDatabases.add({ name: 'default', values: { title: 'Default', default: true }, ...times });
		for (const resource of ['accounts', 'contacts'] as const)
			this.customFields.set(definitionKey(resource, 'default'), usualCustomFields());
	}
}

export const definitionKey = (resource: ResourceName, definer: string): string => `${resource} ${definer}`;
