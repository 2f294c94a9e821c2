import { check } from '../../common';
import {
	accountFrom,
	customFieldFrom,
	defineFields,
	resourceFrom,
	rightsFrom,
	type AccountSeed,
	type CustomFieldSeed,
	type CustomFieldsSeed,
} from '../definitions';
import { definitionKey } from '../store';
import type { Account, CustomField } from '../types';
import type { World } from '../world';
import { create, found, remove, type ActObject, type Fields } from './objects';

type Definer = Fields & { customFields?: CustomFieldsSeed };

function addDefiner(
	world: World,
	resource: 'crmDatabases' | 'crmRecordsTypes' | 'ticketsCategories',
	args: Definer,
): ActObject {
	const { customFields = [], ...fields } = args;
	const made = create(world, resource, fields);
	defineFields(world.store, resource, String(made.name), customFields, 'customFields');
	return made;
}

function accountOf(world: World, user: unknown): Account {
	const account = world.store.accounts.get(check.text(user, 'user'));
	if (!account) throw new Error(`Nobody here has the login '${String(user)}'.`);
	return account;
}

/** What an administrator does, and what time does to tokens. */
export const instanceActs = (world: World) => ({
	addUser({ password, token, rights, ...fields }: Fields & AccountSeed): ActObject {
		const user = create(world, 'users', { title: fields.name, ...fields });
		const name = String(user.name);
		world.store.accounts.set(name, accountFrom(name, { password, token, rights }, 'user'));
		return user;
	},
	removeUser({ user }: { user: string }) {
		return remove(world, 'users', { name: accountOf(world, user).name });
	},
	/** A new API access token; the old one ends. */
	changeToken({ user, token }: { user: string; token: string }): { token: string } {
		const account = accountOf(world, user);
		account.token = check.text(token, 'token');
		return { token };
	},
	changePassword({ user, password }: { user: string; password: string }): { user: string } {
		accountOf(world, user).password = check.text(password, 'password');
		return { user };
	},
	/** By resource: none, read or write; what is not named is write. */
	setRights({ user, rights }: { user: string; rights: Account['rights'] }): Account['rights'] {
		return (accountOf(world, user).rights = rightsFrom(rights, 'rights'));
	},
	/** Ends every token that login.json gave; `refresh` ends their refresh tokens too. */
	endSessions({ refresh = false }: { refresh?: boolean } = {}): { ended: number } {
		const { sessions } = world.store;
		const ended = sessions.size;
		for (const session of sessions.values()) {
			session.accessEnds = 0;
			if (refresh) session.refreshEnds = 0;
		}
		return { ended };
	},
	addDatabase: (args: Definer) => addDefiner(world, 'crmDatabases', args),
	addRecordType: (args: Definer) => addDefiner(world, 'crmRecordsTypes', args),
	addTicketCategory: (args: Definer) => addDefiner(world, 'ticketsCategories', args),
	/** `of` is what has the field, `definer` the name of its database (type, category, queue). */
	addCustomField({
		of,
		definer,
		...field
	}: { of: string; definer: string } & Exclude<CustomFieldSeed, string>): CustomField {
		const { key, fields } = definedPlace(world, of, definer);
		const made = customFieldFrom(field, 'field');
		world.store.customFields.set(key, [...fields.filter(({ name }) => name !== made.name), made]);
		world.store.version++;
		return made;
	},
	/** Values stay with the objects, unseen. */
	removeCustomField({ of, definer, name }: { of: string; definer: string; name: string }): { name: string } {
		const { key, fields } = definedPlace(world, of, definer);
		if (!fields.some((field) => field.name === name)) throw new Error(`There is no custom field '${name}'.`);
		world.store.customFields.set(
			key,
			fields.filter((field) => field.name !== name),
		);
		return { name };
	},
});

function definedPlace(world: World, of: string, definer: string): { key: string; fields: CustomField[] } {
	const resource = resourceFrom(of, 'of');
	const { customBy, fields } = world.store.tables[resource].resource;
	const field = customBy === undefined ? undefined : fields[customBy];
	if (field?.kind !== 'relation') throw new Error(`of: ${resource} have no custom fields.`);
	found(world, field.to, definer);
	return { key: definitionKey(resource, definer), fields: world.store.fieldsOf(resource, definer) };
}
