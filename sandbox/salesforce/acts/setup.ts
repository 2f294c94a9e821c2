import { check } from '../../common';
import type { AppSeed, UserSeed } from '../auth/people';
import type { App, FieldAccess, FieldDefinition, ObjectDefinition } from '../model';
import { appFrom, fieldFrom, userFrom } from '../seed';
import type { World } from '../world';
import { loginOf, recordOf, tableNamed } from './context';

interface OnField {
	object: string;
	field: string;
}

/** What an admin does in Setup, and what happens to an org by itself. Each throws an Error that names what is missing. */
export interface SetupActs {
	addObject(args: ObjectDefinition): { name: string; keyPrefix: string };
	addField(args: FieldDefinition & { object: string }): { name: string };
	/** Field-level security for the users of the API. */
	setFieldAccess(args: OnField & { access: FieldAccess }): object;
	/** Rows that had the old value have the new one; of their stamps only SystemModstamp moves. */
	renameOption(args: OnField & { from: string; to: string }): { changed: number };
	/** Texts of the field must fit the regular expression; others are FIELD_CUSTOM_VALIDATION_EXCEPTION. */
	addValidationRule(args: OnField & { pattern: string; message: string }): object;
	addUser(args: UserSeed): { id: string };
	/** A new security token, a new password, a user switched off … */
	setUser(args: Partial<UserSeed> & { username: string; passwordExpired?: boolean }): object;
	addApp(args: AppSeed): { consumerKey: string };
	/** An app blocked, a flow switched off, a certificate uploaded … */
	setApp(args: Partial<App> & { consumerKey: string }): object;
	/** The next `times` (1) writes fail with UNABLE_TO_LOCK_ROW: whole requests, or items (of the record and its children alone, if named). */
	lockRows(args: { times?: number; scope?: 'request' | 'item'; record?: string }): object;
	/** All sessions, or those of one user. */
	expireSessions(args: { username?: string }): { ended: number };
	/** Every open query ends: INVALID_QUERY_LOCATOR. */
	expireLocators(args: object): { ended: number };
	/** API calls of the day so far. */
	setApiUsage(args: { used: number }): object;
	/** Bulk jobs that wait are done now. */
	runBulkJobs(args: object): object;
	/** The next bulk job fails after this many rows; the others are unprocessed. */
	breakNextBulkJob(args: { afterRows: number; message?: string }): object;
}

export const setupActs = (world: World): SetupActs => ({
	...schemaActs(world),
	...peopleActs(world),
	...orgActs(world),
});

function schemaActs(
	world: World,
): Pick<SetupActs, 'addObject' | 'addField' | 'setFieldAccess' | 'renameOption' | 'addValidationRule'> {
	const fieldOf = ({ object, field: name }: OnField) => {
		const field = tableNamed(world, object).field(check.text(name, 'field'), true);
		if (!field) throw new Error(`field: ${object} has no field '${name}'.`);
		return field;
	};
	return {
		addObject(args) {
			const fields = check.list(args.fields, 'fields').map((field, at) => fieldFrom(field, `fields[${at}]`));
			const { name, keyPrefix } = world.store.addObject({ ...args, name: check.text(args.name, 'name'), fields });
			return { name, keyPrefix };
		},
		addField({ object, ...definition }) {
			return { name: world.store.addField(tableNamed(world, object), fieldFrom(definition, 'field')).name };
		},
		setFieldAccess({ access, ...at }) {
			if (!['full', 'readOnly', 'hidden'].includes(access))
				throw new Error('access: full, readOnly or hidden is needed.');
			fieldOf(at).access = access;
			world.store.schemaChangedAt = world.store.now();
			return {};
		},
		renameOption({ from, to, ...at }) {
			const field = fieldOf(at);
			field.options = field.options.map((option) => (option === from ? to : option));
			const table = tableNamed(world, at.object);
			const rows = [...table.equal(field).get(from)].map((id) => table.get(id)!);
			for (const row of rows) world.changes.touch(row, undefined, { [field.name]: to });
			return { changed: rows.length };
		},
		addValidationRule({ pattern, message, ...at }) {
			const rule = { pattern: new RegExp(check.text(pattern, 'pattern')), message: check.text(message, 'message') };
			world.rules.validations.push({ ...rule, table: tableNamed(world, at.object), field: fieldOf(at).name });
			return {};
		},
	};
}

function peopleActs(world: World): Pick<SetupActs, 'addUser' | 'setUser' | 'addApp' | 'setApp' | 'expireSessions'> {
	return {
		addUser: (args) => ({ id: world.people.addUser(userFrom(args, 'user')).id }),
		setUser({ username, passwordExpired, ...changes }) {
			const login = loginOf(world, username, 'username');
			const row = world.store.row(login.id)!;
			const field = (name: string) => (row.values[name] ?? undefined) as string | undefined;
			const present = { firstName: field('FirstName'), lastName: field('LastName'), email: field('Email') };
			const { password, securityToken, active } = login;
			world.people.addUser({
				username: login.username,
				password,
				securityToken,
				active,
				...present,
				...changes,
			} as UserSeed);
			login.passwordExpired = passwordExpired === true;
			return {};
		},
		addApp: (args) => ({ consumerKey: world.people.addApp(appFrom(args, 'app')).consumerKey }),
		setApp({ consumerKey, ...changes }) {
			const app = world.people.apps.find((one) => one.consumerKey === consumerKey);
			if (!app) throw new Error(`consumerKey: there is no app '${consumerKey}'.`);
			world.people.addApp(appFrom({ ...app, ...changes }, 'app'));
			return {};
		},
		expireSessions: ({ username }) => ({
			ended: world.sessions.endAll(username === undefined ? undefined : loginOf(world, username, 'username')),
		}),
	};
}

function orgActs(
	world: World,
): Pick<SetupActs, 'lockRows' | 'expireLocators' | 'setApiUsage' | 'runBulkJobs' | 'breakNextBulkJob'> {
	return {
		lockRows({ times, scope = 'item', record }) {
			if (scope !== 'item' && scope !== 'request') throw new Error('scope: request or item is needed.');
			const id = record === undefined ? null : recordOf(world, { record }).id;
			world.rules.addLock({ left: check.optionalNumber(times, 'times') ?? 1, scope, id });
			return {};
		},
		expireLocators: () => ({ ended: world.locators.clear() }),
		setApiUsage({ used }) {
			world.usage.set(check.number(used, 'used'));
			return {};
		},
		runBulkJobs() {
			world.bulk.settle(true);
			return {};
		},
		breakNextBulkJob({ afterRows, message = 'InternalServerError : the job was stopped' }) {
			world.bulk.breakNext({ afterRows: check.number(afterRows, 'afterRows'), message });
			return {};
		},
	};
}
