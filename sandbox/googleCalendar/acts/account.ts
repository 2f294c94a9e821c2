import { check } from '../../common';
import { CALENDAR, scopesFrom } from '../auth/scopes';
import type { App, RefreshToken } from '../auth/tokens';
import { appFrom, loadUser, userOf, type AppSeed, type UserSeed } from '../seed';
import type { World } from '../world';

/** Refresh tokens of a user, one token, or both. */
interface WhichTokens {
	user?: string;
	refreshToken?: string;
}

/** On accounts, the OAuth app and what was granted to it. */
export interface AccountActs {
	addUser(args: UserSeed): { email: string };
	/** Or changes the one with this client id. */
	setApp(args: AppSeed): { clientId: string; publishing: string };
	/** Its refresh tokens live as long as they are used. Those from before stay short-lived. */
	publishApp(args?: { clientId?: string }): { clientId: string };
	/** Refresh tokens die seven days after they were given. */
	testingApp(args?: { clientId?: string }): { clientId: string };
	/** As by the consent page. `scopes` default: calendar. */
	grantToken(args: { user: string; clientId?: string; scopes?: string[] }): { refreshToken: string };
	/** "Remove access" in the Google account: access tokens die with it. */
	revokeToken(args: WhichTokens): { revoked: number };
	/** The organisation's session policy: invalid_grant until the user signs in again (`ended: false`). */
	endSession(args: { user: string; ended?: boolean }): { concerned: number };
	/** Access tokens that are out die now, of one user or all; refresh tokens live. */
	expireAccessTokens(args?: { user?: string }): { ended: number };
}

export function accountActs(world: World): AccountActs {
	const { tokens, store } = world;
	const appOf = (clientId: string | undefined): App => {
		const app = clientId === undefined ? [...tokens.apps.values()][0] : tokens.apps.get(clientId);
		if (!app) throw new Error(clientId === undefined ? 'There is no app.' : `clientId: there is no app '${clientId}'.`);
		return app;
	};
	const setPublishing = (args: { clientId?: string } | undefined, publishing: App['publishing']) => {
		const app = appOf(args?.clientId);
		app.publishing = publishing;
		return { clientId: app.clientId };
	};
	return {
		addUser: (args) => ({ email: loadUser(world, args, 'user').email }),
		setApp(args) {
			const { clientId, publishing } = tokens.addApp(appFrom(args, 'app'));
			return { clientId, publishing };
		},
		publishApp: (args) => setPublishing(args, 'production'),
		testingApp: (args) => setPublishing(args, 'testing'),
		grantToken(args) {
			const scopes = check.texts(args.scopes, 'scopes').flatMap(scopesFrom);
			const user = userOf(store.users, args.user, 'user');
			const { token } = tokens.grantRefresh(appOf(args.clientId), user, scopes.length ? scopes : [CALENDAR]);
			return { refreshToken: token };
		},
		revokeToken({ user, refreshToken }) {
			if (user === undefined && refreshToken === undefined) throw new Error('user or refreshToken is needed.');
			const fits = (one: RefreshToken) =>
				!one.revoked &&
				(user === undefined || one.user.email === user) &&
				(refreshToken === undefined || one.token === refreshToken);
			const concerned = [...tokens.refreshTokens.values()].filter(fits);
			for (const one of concerned) one.revoked = true;
			return { revoked: concerned.length };
		},
		endSession({ user: email, ended = true }) {
			const user = userOf(store.users, email, 'user');
			const concerned = [...tokens.refreshTokens.values()].filter((one) => one.user === user);
			for (const one of concerned) one.needsSignIn = ended;
			return { concerned: concerned.length };
		},
		expireAccessTokens: ({ user } = {}) => ({
			ended: tokens.endAllAccess(user === undefined ? undefined : userOf(store.users, user, 'user')),
		}),
	};
}
