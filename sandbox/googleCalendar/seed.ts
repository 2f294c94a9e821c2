import { check } from '../common';
import { CALENDAR, scopesFrom } from './auth/scopes';
import { insertMany } from './insertMany';
import { ROLES, type Calendar, type Json, type Role, type User } from './model';
import type { World } from './world';

/** A document for `seed`; it is loaded beside what is there. */
export interface GoogleCalendarSeed {
	/** One with a client id that is there is changed. */
	apps?: AppSeed[];
	/** Each brings its primary calendar, whose id is the e-mail. */
	users?: UserSeed[];
	calendars?: CalendarSeed[];
}

export interface AppSeed {
	clientId: string;
	clientSecret: string;
	/** Default `production`. */
	publishing?: 'production' | 'testing';
	/** Default: any. */
	redirectUris?: string[];
	/** Default true. */
	apiEnabled?: boolean;
}

export interface UserSeed {
	email: string;
	/** Default: the e-mail. */
	name?: string;
	/** Of the primary calendar and of those that tell none. Default UTC. */
	timeZone?: string;
	refreshTokens?: RefreshTokenSeed[];
}

export interface RefreshTokenSeed {
	token: string;
	/** Default: the first app. */
	clientId?: string;
	/** Default `calendar`. Addresses or their last part. */
	scopes?: string[];
}

export interface CalendarSeed {
	/** Default: a new one. That of a calendar that is there adds to its events. */
	id?: string;
	/** Not for a calendar that is there. */
	summary?: string;
	/** E-mail. Not for a calendar that is there. */
	owner?: string;
	description?: string;
	timeZone?: string;
	/** The owner's own name for it. */
	summaryOverride?: string;
	shared?: Array<{ with: string; role: Role; summaryOverride?: string }>;
	/** Events as the API takes them, with `id`, and with `created`, `updated`, `organizer`, `locked` and `eventType` if wanted. */
	events?: Array<Record<string, unknown>>;
}

/** Throws an Error naming the place that does not fit; what came before that place is then loaded. */
export function loadSeed(world: World, data: unknown): void {
	const seed = check.object(data, 'seed');
	check.onlyKeys(seed, ['apps', 'users', 'calendars'], 'seed');
	for (const [at, app] of check.list(seed.apps, 'apps').entries()) world.tokens.addApp(appFrom(app, `apps[${at}]`));
	for (const [at, user] of check.list(seed.users, 'users').entries()) loadUser(world, user, `users[${at}]`);
	for (const [at, calendar] of check.list(seed.calendars, 'calendars').entries())
		loadCalendar(world, calendar, `calendars[${at}]`);
}

export function appFrom(data: unknown, where: string): AppSeed {
	const app = check.object(data, where);
	check.onlyKeys(app, ['clientId', 'clientSecret', 'publishing', 'redirectUris', 'apiEnabled'], where);
	const { publishing, apiEnabled } = app;
	if (publishing !== undefined && publishing !== 'production' && publishing !== 'testing')
		throw new Error(`${where}.publishing: production or testing is needed.`);
	if (apiEnabled !== undefined && typeof apiEnabled !== 'boolean')
		throw new Error(`${where}.apiEnabled: true or false is needed.`);
	return {
		clientId: check.text(app.clientId, `${where}.clientId`),
		clientSecret: check.text(app.clientSecret, `${where}.clientSecret`),
		...(publishing === undefined ? {} : { publishing }),
		...(app.redirectUris === undefined ? {} : { redirectUris: check.texts(app.redirectUris, `${where}.redirectUris`) }),
		...(apiEnabled === undefined ? {} : { apiEnabled }),
	};
}

export function loadUser(world: World, data: unknown, where: string): User {
	const seed = check.object(data, where);
	check.onlyKeys(seed, ['email', 'name', 'timeZone', 'refreshTokens'], where);
	const email = check.text(seed.email, `${where}.email`);
	const name = check.optionalText(seed.name, `${where}.name`) ?? email;
	const user = world.store.addUser(email, name, check.optionalText(seed.timeZone, `${where}.timeZone`));
	for (const [at, token] of check.list(seed.refreshTokens, `${where}.refreshTokens`).entries())
		loadToken(world, user, check.object(token, `${where}.refreshTokens[${at}]`), `${where}.refreshTokens[${at}]`);
	return user;
}

function loadToken({ tokens }: World, user: User, seed: Json, where: string): void {
	check.onlyKeys(seed, ['token', 'clientId', 'scopes'], where);
	const clientId = check.optionalText(seed.clientId, `${where}.clientId`) ?? [...tokens.apps.keys()][0] ?? '';
	const app = tokens.apps.get(clientId);
	if (!app) throw new Error(`${where}.clientId: there is no app '${clientId}'.`);
	const scopes = check.texts(seed.scopes, `${where}.scopes`).flatMap(scopesFrom);
	tokens.grantRefresh(app, user, scopes.length ? scopes : [CALENDAR], check.text(seed.token, `${where}.token`));
}

function loadCalendar(world: World, data: unknown, where: string): void {
	const seed = check.object(data, where);
	const known = ['id', 'summary', 'owner', 'description', 'timeZone', 'summaryOverride', 'shared', 'events'];
	check.onlyKeys(seed, known, where);
	const calendar = world.store.calendars.get(String(seed.id)) ?? newCalendar(world, seed, where);
	const summaryOverride = check.optionalText(seed.summaryOverride, `${where}.summaryOverride`);
	if (summaryOverride) Object.assign(calendar.owner.list.get(calendar.id)!, { summaryOverride });
	for (const [at, one] of check.list(seed.shared, `${where}.shared`).entries())
		share(world, calendar, check.object(one, `${where}.shared[${at}]`), `${where}.shared[${at}]`);
	insertMany(world, calendar, check.list(seed.events, `${where}.events`), `${where}.events`);
}

function newCalendar({ store }: World, seed: Json, where: string): Calendar {
	const owner = userOf(store.users, seed.owner, `${where}.owner`);
	const text = (name: string) => {
		const value = check.optionalText(seed[name], `${where}.${name}`);
		return value === undefined ? {} : { [name]: value };
	};
	const summary = check.text(seed.summary, `${where}.summary`);
	return store.addCalendar(owner, { summary, ...text('id'), ...text('description'), ...text('timeZone') });
}

function share({ store }: World, calendar: Calendar, one: Json, where: string): void {
	check.onlyKeys(one, ['with', 'role', 'summaryOverride'], where);
	const role = roleFrom(one.role, `${where}.role`);
	const entry = store.share(calendar, userOf(store.users, one.with, `${where}.with`), role);
	const summaryOverride = check.optionalText(one.summaryOverride, `${where}.summaryOverride`);
	if (entry && summaryOverride) entry.summaryOverride = summaryOverride;
}

export function roleFrom(value: unknown, where: string): Role {
	const role = ROLES.find((one) => one === value);
	if (!role) throw new Error(`${where}: one of ${ROLES.join(', ')} is needed.`);
	return role;
}

export function userOf(users: ReadonlyMap<string, User>, email: unknown, where: string): User {
	const user = users.get(check.text(email, where));
	if (!user) throw new Error(`${where}: there is no user '${String(email)}'.`);
	return user;
}
