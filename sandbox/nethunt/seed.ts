import { check, type Clock } from '../common';
import { KINDS, type Folder, type Kind, type User, type Value, type Values } from './model';
import type { FieldDefinition, NetHuntStore } from './store';
import type { NetHuntSwitches } from './switches';
import { keep } from './values';

/** A document for `seed`; it is loaded beside what is there. */
export interface NetHuntSeed {
	/** One with the e-mail of a user who is there replaces that user. */
	users?: User[];
	folders?: Array<{
		/** 24 hex digits; absent: a new one. */
		id?: string;
		name: string;
		/** A bare name is a text field. */
		fields?: Array<string | FieldDefinition>;
		records?: Array<{
			id?: string;
			/** ISO; absent: an hour ago, so that a trigger that starts now has it behind itself. */
			createdAt?: string;
			fields: Record<string, unknown>;
		}>;
	}>;
	gmailThreads?: string[];
}

/** Throws an Error naming the place that does not fit; what came before that place is then loaded. */
export function loadSeed(store: NetHuntStore, data: unknown, switches: NetHuntSwitches, clock: Clock): void {
	const seed = check.object(data, 'seed');
	check.onlyKeys(seed, ['users', 'folders', 'gmailThreads'], 'seed');
	for (const [at, user] of check.list(seed.users, 'users').entries()) addUser(store, userFrom(user, `users[${at}]`));
	for (const id of check.texts(seed.gmailThreads, 'gmailThreads')) store.gmailThreads.add(id);
	const hourAgo = clock.now().getTime() - 3_600_000;
	for (const [at, folder] of check.list(seed.folders, 'folders').entries())
		loadFolder(store, folder, `folders[${at}]`, switches, hourAgo);
}

function loadFolder(
	store: NetHuntStore,
	data: unknown,
	where: string,
	switches: NetHuntSwitches,
	hourAgo: number,
): void {
	const { id, name, fields, records, ...stray } = check.object(data, where);
	check.onlyKeys(stray, [], where);
	const definitions = check
		.list(fields, `${where}.fields`)
		.map((field, at) => fieldFrom(field, `${where}.fields[${at}]`));
	const folder = store.addFolder(check.text(name, `${where}.name`), definitions, idFrom(store, id, `${where}.id`));
	const user = store.users[0]!;
	for (const [at, item] of check.list(records, `${where}.records`).entries()) {
		const place = `${where}.records[${at}]`;
		const record = check.object(item, place);
		check.onlyKeys(record, ['id', 'createdAt', 'fields'], place);
		const values = valuesFrom(store, folder, record.fields, `${place}.fields`, switches);
		const createdAt = check.optionalTime(record.createdAt, `${place}.createdAt`) ?? hourAgo;
		store.create(folder, values, { user, at: createdAt, lateMs: 0 }, idFrom(store, record.id, `${place}.id`));
	}
}

function addUser(store: NetHuntStore, user: User): void {
	const at = store.users.findIndex(({ emailAddress }) => emailAddress === user.emailAddress);
	if (at < 0) store.users.push(user);
	else store.users[at] = user;
}

function idFrom(store: NetHuntStore, value: unknown, where: string): string {
	if (value === undefined) return store.newId();
	const id = check.text(value, where);
	if (!/^[0-9a-f]{24}$/.test(id)) throw new Error(`${where}: an id has 24 digits 0-9 and a-f.`);
	if (store.folders.has(id) || store.records.has(id)) throw new Error(`${where}: '${id}' is taken.`);
	return id;
}

/** Values by field id from values by field name. Throws naming a field that the folder does not have. */
export function valuesFrom(
	store: NetHuntStore,
	folder: Folder,
	data: unknown,
	where: string,
	switches: NetHuntSwitches,
): Values {
	const values: Record<string, Value> = {};
	for (const [name, sent] of Object.entries(check.object(data, where))) {
		const field = store.field(folder, name);
		const value = keep(field, sent, switches);
		if (value !== undefined) values[field.id] = value;
	}
	return values;
}

export function fieldFrom(data: unknown, where: string): FieldDefinition {
	if (typeof data === 'string') return { name: check.text(data, where) };
	const field = check.object(data, where);
	check.onlyKeys(field, ['name', 'kind', 'multiple', 'options'], where);
	const kind = check.optionalText(field.kind, `${where}.kind`) ?? 'text';
	if (!KINDS.includes(kind as Kind)) throw new Error(`${where}.kind: one of ${KINDS.join(', ')} is needed.`);
	return {
		name: check.text(field.name, `${where}.name`),
		kind: kind as Kind,
		multiple: field.multiple === true,
		...(field.options === undefined ? {} : { options: check.texts(field.options, `${where}.options`) }),
	};
}

export function userFrom(data: unknown, where: string): User {
	const user = check.object(data, where);
	check.onlyKeys(user, ['personalName', 'emailAddress', 'apiKey', 'readable', 'writable'], where);
	return {
		personalName: check.text(user.personalName, `${where}.personalName`),
		emailAddress: check.text(user.emailAddress, `${where}.emailAddress`),
		apiKey: check.text(user.apiKey, `${where}.apiKey`),
		...(user.readable === undefined ? {} : { readable: check.texts(user.readable, `${where}.readable`) }),
		...(user.writable === undefined ? {} : { writable: check.texts(user.writable, `${where}.writable`) }),
	};
}
