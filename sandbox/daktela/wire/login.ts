import type { VendorReply, VendorRequest } from '../../common';
import type { Session } from '../store';
import { Refusal } from '../types';
import { now, shownTime, type World } from '../world';
import { envelope } from './answer';
import { bodyOf } from './body';
import { readBrackets } from './brackets';

const minute = 60_000;

/** `login.json`: POST signs in, PUT refreshes (daktela.md 2). Throws a Refusal. */
export function answerLogin(world: World, request: VendorRequest): VendorReply {
	const sent: Record<string, unknown> = { ...readBrackets(request.rawQuery), ...bodyOf(request) };
	const session = request.method === 'POST' ? signIn(world, sent) : refresh(world, sent);
	const { loginResult } = world.switches;
	const bare = loginResult === 'string' || (loginResult === 'asAsked' && String(sent.only_token) === '1');
	return { json: envelope(world, bare ? session.access : described(world, session)) };
}

function signIn(world: World, { username, password }: Record<string, unknown>): Session {
	const account = world.store.accounts.get(String(username));
	if (!account || account.password !== password || typeof password !== 'string')
		throw new Refusal(world.switches.loginFailStatus, 'login');
	return open(world, account.name);
}

function refresh(world: World, { refreshToken }: Record<string, unknown>): Session {
	const known = [...world.store.sessions.values()].find(({ refresh }) => refresh === refreshToken);
	if (!known || known.refreshEnds <= now(world)) throw new Refusal(401, 'unauthorized');
	const { refreshRotates } = world.switches;
	if (refreshRotates) world.store.sessions.delete(known.access);
	return open(world, known.user, refreshRotates ? undefined : known);
}

function open(world: World, user: string, before?: Session): Session {
	const { store, switches } = world;
	const access = `access-${store.hex()}`;
	const session: Session = {
		user,
		access,
		refresh: before?.refresh ?? `refresh-${store.hex()}`,
		accessEnds: now(world) + switches.accessTokenMinutes * minute,
		refreshEnds: before?.refreshEnds ?? now(world) + switches.refreshTokenMinutes * minute,
	};
	store.sessions.set(access, session);
	return session;
}

function described(world: World, { access, refresh, accessEnds }: Session): object {
	const shapes = {
		local: () => shownTime(world, accessEnds),
		iso: () => new Date(accessEnds).toISOString(),
		unreadable: () => 'in a while',
		absent: () => undefined,
	};
	const accessTokenExpirationDate = shapes[world.switches.expirationShape]();
	return { accessToken: access, refreshToken: refresh, accessTokenExpirationDate };
}
