import { check } from '../common';
import type { AppSeed, UserSeed } from './auth/people';
import { grow, type GrowArgs } from './grow';
import { fullId } from './ids';
import { FIELD_TYPES, FLOWS, type FieldDefinition, type Flow, type ObjectDefinition } from './model';
import type { Table } from './table';
import type { World } from './world';

/** A document for `seed`; it is loaded beside what is there. */
export interface SalesforceSeed {
	/** One with the user name of a user who is there replaces that user. */
	users?: UserSeed[];
	apps?: AppSeed[];
	/** An object that is there gets the fields that it lacks. */
	objects?: ObjectDefinition[];
	records?: RecordSeed[];
	grow?: GrowArgs[];
}

export interface RecordSeed {
	object: string;
	/** 15 or 18 characters; absent: a new one. */
	id?: string;
	/** A parent may be named by its external id: {Account: {Daktela_Key__c: 'a1'}}. */
	fields: Record<string, unknown>;
	/** ISO; absent: an hour ago, so that a trigger that starts now has it behind itself. */
	createdDate?: string;
	/** Absent: as created. */
	lastModifiedDate?: string;
	/** Absent: as last modified; never before it. */
	systemModstamp?: string;
}

/** Throws an Error naming the place that does not fit; what came before that place is then loaded. */
export function loadSeed(world: World, data: unknown): void {
	const seed = check.object(data, 'seed');
	check.onlyKeys(seed, ['users', 'apps', 'objects', 'records', 'grow'], 'seed');
	const each = (name: string, load: (item: unknown, where: string) => void) =>
		check.list(seed[name], name).forEach((item, at) => load(item, `${name}[${at}]`));
	each('users', (item, where) => world.people.addUser(userFrom(item, where)));
	each('apps', (item, where) => world.people.addApp(appFrom(item, where)));
	each('objects', (item, where) => loadObject(world, item, where));
	each('records', (item, where) => loadRecord(world, item, where));
	each('grow', (item, where) => named(where, () => grow(world, check.object(item, where) as unknown as GrowArgs)));
}

export function userFrom(data: unknown, where: string): UserSeed {
	const user = check.object(data, where);
	const names = ['securityToken', 'firstName', 'lastName', 'email'] as const;
	check.onlyKeys(user, ['username', 'password', 'active', ...names], where);
	const optional = names.flatMap((name) => {
		const value = check.optionalText(user[name], `${where}.${name}`);
		return value === undefined ? [] : [[name, value]];
	});
	return {
		username: check.text(user.username, `${where}.username`),
		password: check.text(user.password, `${where}.password`),
		active: user.active !== false,
		...Object.fromEntries(optional),
	};
}

export function appFrom(data: unknown, where: string): AppSeed {
	const app = check.object(data, where);
	check.onlyKeys(app, ['consumerKey', 'consumerSecret', 'flows', 'runAs', 'publicKey', 'blocked'], where);
	const flows = app.flows === undefined ? undefined : check.texts(app.flows, `${where}.flows`);
	const stray = flows?.find((flow) => !FLOWS.includes(flow as Flow));
	if (stray !== undefined) throw new Error(`${where}.flows: '${stray}' is none of ${FLOWS.join(', ')}.`);
	return {
		consumerKey: check.text(app.consumerKey, `${where}.consumerKey`),
		consumerSecret: check.text(app.consumerSecret, `${where}.consumerSecret`),
		...(flows ? { flows: flows as Flow[] } : {}),
		runAs: check.optionalText(app.runAs, `${where}.runAs`) ?? null,
		publicKey: check.optionalText(app.publicKey, `${where}.publicKey`) ?? null,
		blocked: app.blocked === true,
	};
}

const OBJECT_KEYS = ['name', 'label', 'labelPlural', 'keyPrefix', 'fields', 'mergeable', 'permanent'];

function loadObject({ store }: World, data: unknown, where: string): void {
	const object = check.object(data, where);
	check.onlyKeys(object, OBJECT_KEYS, where);
	const name = check.text(object.name, `${where}.name`);
	const fields = check.list(object.fields, `${where}.fields`);
	const definitions = fields.map((field, at) => fieldFrom(field, `${where}.fields[${at}]`));
	const table = store.table(name);
	if (table) for (const field of definitions) if (!table.field(field.name, true)) store.addField(table, field);
	if (!table) store.addObject({ ...(object as unknown as ObjectDefinition), fields: definitions });
}

const FIELD_KEYS: ReadonlyArray<keyof FieldDefinition> = [
	'name',
	'label',
	'type',
	'length',
	'required',
	'externalId',
	'unique',
	'options',
	'restricted',
	'referenceTo',
	'relationshipName',
	'onParentDelete',
	'formula',
	'default',
	'access',
];

/** A bare name is a text field. */
export function fieldFrom(data: unknown, where: string): FieldDefinition {
	if (typeof data === 'string') return { name: check.text(data, where) };
	const field = check.object(data, where);
	check.onlyKeys(field, FIELD_KEYS, where);
	check.text(field.name, `${where}.name`);
	const type = field.type ?? 'string';
	if (!FIELD_TYPES.includes(type as 'string'))
		throw new Error(`${where}.type: '${String(type)}' is none of ${FIELD_TYPES.join(', ')}.`);
	for (const name of ['options', 'referenceTo'] as const) check.texts(field[name], `${where}.${name}`);
	check.optionalNumber(field.length, `${where}.length`);
	return field as unknown as FieldDefinition;
}

function loadRecord(world: World, data: unknown, where: string): void {
	const record = check.object(data, where);
	const times = ['createdDate', 'lastModifiedDate', 'systemModstamp'] as const;
	check.onlyKeys(record, ['object', 'id', 'fields', ...times], where);
	const table = world.store.table(check.text(record.object, `${where}.object`));
	if (!table) throw new Error(`${where}.object: there is no object '${String(record.object)}'.`);
	const [created, modified, stamp] = times.map((name) => check.optionalTime(record[name], `${where}.${name}`));
	const at = created ?? world.store.now() - 3_600_000;
	const lastModifiedDate = world.store.stamp(modified ?? at);
	const systemModstamp = world.store.stamp(stamp ?? lastModifiedDate);
	if (systemModstamp < lastModifiedDate)
		throw new Error(`${where}.systemModstamp: it is never before lastModifiedDate.`);
	const fields = check.object(record.fields, `${where}.fields`);
	const id = idFrom(world, table, record.id, `${where}.id`);
	const source = { by: world.people.first.id, from: 'screen', at } as const;
	const row = named(`${where}.fields`, () => world.writer.insert(table, fields, source, id));
	world.store.put({ ...row, lastModifiedDate, systemModstamp });
}

function idFrom({ store }: World, table: Table, value: unknown, where: string): string | undefined {
	if (value === undefined) return undefined;
	const id = fullId(value);
	if (!id?.startsWith(table.keyPrefix))
		throw new Error(`${where}: 15 or 18 characters that begin with ${table.keyPrefix} are needed.`);
	if (store.row(id)) throw new Error(`${where}: '${id}' is taken.`);
	return id;
}

function named<T>(where: string, run: () => T): T {
	try {
		return run();
	} catch (error) {
		throw new Error(`${where}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
	}
}
