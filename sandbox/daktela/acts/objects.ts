import { check } from '../../common';
import { resourceFrom } from '../definitions';
import { changeRow, createRow, deleteRow, rowOf, usesOf } from '../domain/write';
import type { ResourceName } from '../resources';
import { screenOf, told } from '../screen';
import type { Row } from '../types';
import { Showing } from '../wire/show';
import type { World } from '../world';

/** Fields as in the API, `name` being the key. `at` is an ISO time that the object gets instead of the clock's. */
export type Fields = Record<string, unknown> & { at?: string };
export type Named = { name: string | number };
export type ActObject = Record<string, unknown>;

/** What a form on the screens already holds; the first of everything there is. */
function prefilled(world: World, resource: ResourceName, fields: Fields): Fields {
	const first = (of: ResourceName) => world.store.tables[of].rows().next().value?.name;
	const { title, lastname, firstname } = fields;
	const names = [firstname, lastname].filter((name) => name !== undefined).join(' ');
	switch (resource) {
		case 'accounts':
			return { database: first('crmDatabases'), ...fields };
		case 'contacts':
			return { database: first('crmDatabases'), ...fields, title: title ?? names, lastname: lastname ?? title };
		case 'tickets':
			return { category: first('ticketsCategories'), stage: 'OPEN', priority: 'MEDIUM', ...fields };
		case 'crmRecords':
			return { type: first('crmRecordsTypes'), stage: 'OPEN', ...fields };
		case 'activities':
			return { type: 'CALL', action: 'OPEN', ...fields };
		default:
			return fields;
	}
}

const show = (world: World, resource: ResourceName, row: Row): ActObject => new Showing(world).flat(resource, row);

function originOf(at: unknown) {
	const time = check.optionalTime(at, 'at');
	return { via: 'screen', ...(time === undefined ? {} : { at: time }) } as const;
}

export function create(world: World, resource: ResourceName, { at, ...fields }: Fields): ActObject {
	const screen = screenOf(world);
	const row = told(resource, screen, () =>
		createRow(screen, resource, prefilled(world, resource, fields), originOf(at)),
	);
	return show(world, resource, row);
}

export function edit(world: World, resource: ResourceName, { name, at, ...fields }: Named & Fields): ActObject {
	const screen = screenOf(world);
	const row = found(world, resource, name);
	told(`${resource} ${name}`, screen, () => changeRow(screen, resource, row, fields, originOf(at)));
	return show(world, resource, row);
}

export function remove(world: World, resource: ResourceName, { name }: Named): Named {
	const row = found(world, resource, name);
	told(`${resource} ${name}`, world, () => deleteRow(world, resource, row, { via: 'screen' }));
	return { name };
}

export const found = (world: World, resource: ResourceName, name: unknown): Row =>
	told(`${resource} '${String(name)}'`, world, () => rowOf(world, resource, String(name)));

/** Acts on the objects of the CRM. */
export const objectActs = (world: World) => ({
	createAccount: (fields: Fields) => create(world, 'accounts', fields),
	editAccount: (fields: Named & Fields) => edit(world, 'accounts', fields),
	deleteAccount: (named: Named) => remove(world, 'accounts', named),
	/** `title` or `lastname` alone will do. */
	createContact: (fields: Fields) => create(world, 'contacts', fields),
	editContact: (fields: Named & Fields) => edit(world, 'contacts', fields),
	deleteContact: (named: Named) => remove(world, 'contacts', named),
	/** What belonged to `drop` belongs to `keep`; `drop` is gone. */
	mergeContacts(args: { keep: string; drop: string }): ActObject {
		const keep = found(world, 'contacts', args.keep);
		for (const { table, field, rows } of usesOf(world, 'contacts', found(world, 'contacts', args.drop).name))
			for (const { name } of rows) edit(world, table.resource.name, { name, [field]: keep.name });
		remove(world, 'contacts', { name: args.drop });
		return show(world, 'contacts', keep);
	},
	createTicket: (fields: Fields) => create(world, 'tickets', fields),
	editTicket: (fields: Named & Fields) => edit(world, 'tickets', fields),
	closeTicket: (named: Named & { at?: string }) => edit(world, 'tickets', { ...named, stage: 'CLOSE' }),
	deleteTicket: (named: Named) => remove(world, 'tickets', named),
	createRecord: (fields: Fields) => create(world, 'crmRecords', fields),
	editRecord: (fields: Named & Fields) => edit(world, 'crmRecords', fields),
	closeRecord: (named: Named & { at?: string }) => edit(world, 'crmRecords', { ...named, stage: 'CLOSE' }),
	deleteRecord: (named: Named) => remove(world, 'crmRecords', named),
	addActivity: (fields: Fields) => create(world, 'activities', fields),
	closeActivity: (named: Named & { at?: string }) => edit(world, 'activities', { ...named, action: 'CLOSE' }),
	/** Any resource. */
	createObject: ({ resource, ...fields }: Fields & { resource: string }) =>
		create(world, resourceFrom(resource, 'resource'), fields),
	editObject: ({ resource, ...fields }: Named & Fields & { resource: string }) =>
		edit(world, resourceFrom(resource, 'resource'), fields),
	deleteObject: ({ resource, name }: Named & { resource: string }) =>
		remove(world, resourceFrom(resource, 'resource'), { name }),
	/** As stored: relations are keys. */
	getObject({ resource, name }: Named & { resource: string }): ActObject {
		const of = resourceFrom(resource, 'resource');
		return show(world, of, found(world, of, name));
	},
	/** Attachments with their text. */
	getAttachments({ resource, name }: Named & { resource: string }) {
		const { files } = found(world, resourceFrom(resource, 'resource'), name);
		return files.map(({ bytes, title, type, name: key }) => ({ name: key, title, type, text: bytes.toString() }));
	},
});
