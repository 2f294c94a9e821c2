import { createHash } from 'node:crypto';
import type { User } from '../model';
import type { GoogleCalendarStore } from '../store';
import type { GoogleCalendarSwitches } from '../switches';
import type { Scope } from './scopes';

/** An OAuth client of a Google Cloud project. */
export interface App {
	readonly clientId: string;
	clientSecret: string;
	publishing: 'production' | 'testing';
	/** Empty: any. */
	redirectUris: string[];
	/** The Calendar API is switched on in the project. */
	apiEnabled: boolean;
}

export interface RefreshToken {
	readonly token: string;
	readonly app: App;
	readonly user: User;
	readonly scopes: readonly Scope[];
	readonly issuedAt: number;
	/** It was given out while the app was in testing, and stays short-lived. */
	readonly inTesting: boolean;
	usedAt: number;
	revoked: boolean;
	/** The organisation's session policy asks the user to sign in again. */
	needsSignIn: boolean;
}

export interface AccessToken {
	readonly app: App;
	readonly user: User;
	readonly scopes: readonly Scope[];
	readonly expiresAt: number;
	readonly refreshToken?: RefreshToken;
}

export interface Code extends Omit<AccessToken, 'refreshToken'> {
	readonly redirectUri: string;
	readonly offline: boolean;
	readonly prompted: boolean;
}

const DAY = 86_400_000;
const CODE_LIFE = 600_000;

/** Apps, and what was granted to them (google-calendar.md D, OAuth). */
export class Tokens {
	readonly apps = new Map<string, App>();
	readonly refreshTokens = new Map<string, RefreshToken>();
	private readonly accessTokens = new Map<string, AccessToken>();
	private readonly codes = new Map<string, Code>();
	private given = 0;

	constructor(
		private readonly store: GoogleCalendarStore,
		private readonly switches: GoogleCalendarSwitches,
	) {}

	clear(): void {
		for (const map of [this.apps, this.refreshTokens, this.accessTokens, this.codes]) map.clear();
	}

	/** One with the same client id is changed. */
	addApp(app: Partial<App> & Pick<App, 'clientId' | 'clientSecret'>): App {
		const known = this.apps.get(app.clientId);
		if (known) return Object.assign(known, app);
		const made: App = { publishing: 'production', redirectUris: [], apiEnabled: true, ...app };
		this.apps.set(made.clientId, made);
		return made;
	}

	grantRefresh(app: App, user: User, scopes: readonly Scope[], token = this.newToken('refresh')): RefreshToken {
		const now = this.store.now();
		const granted: RefreshToken = {
			token,
			app,
			user,
			scopes,
			issuedAt: now,
			usedAt: now,
			inTesting: app.publishing === 'testing',
			revoked: false,
			needsSignIn: false,
		};
		this.refreshTokens.set(token, granted);
		const alike = this.granted(app, user);
		for (const old of alike.slice(0, Math.max(0, alike.length - this.switches.refreshTokensPerUser)))
			old.revoked = true;
		return granted;
	}

	/** Living refresh tokens of a client and user, oldest first. */
	granted(app: App, user: User): RefreshToken[] {
		return [...this.refreshTokens.values()].filter((one) => one.app === app && one.user === user && this.lives(one));
	}

	lives(token: RefreshToken): boolean {
		const now = this.store.now();
		return !token.revoked && now - token.usedAt <= this.switches.unusedDays * DAY && this.testingEnd(token) > now;
	}

	/** Milliseconds; Infinity for a token of a published app. */
	testingEnd({ app, inTesting, issuedAt }: RefreshToken): number {
		const isShort = inTesting || app.publishing === 'testing';
		return isShort ? issuedAt + this.switches.testingDays * DAY : Infinity;
	}

	grantAccess(to: { app: App; user: User; scopes: readonly Scope[]; refreshToken?: RefreshToken }): string {
		const token = this.newToken('access');
		const now = this.store.now();
		if (this.accessTokens.size > 10_000)
			for (const [old, { expiresAt }] of this.accessTokens) if (expiresAt <= now) this.accessTokens.delete(old);
		this.accessTokens.set(token, { ...to, expiresAt: now + this.switches.accessTokenSeconds * 1000 });
		return token;
	}

	/** Undefined for a token that is none or none any more. */
	enter(token: string): AccessToken | undefined {
		const known = this.accessTokens.get(token);
		return known && known.expiresAt > this.store.now() && !known.refreshToken?.revoked ? known : undefined;
	}

	endAccess(token: string): boolean {
		return this.accessTokens.delete(token);
	}

	/** Access tokens of one user, or all. */
	endAllAccess(user?: User): number {
		const ended = [...this.accessTokens].filter(([, one]) => !user || one.user === user);
		for (const [token] of ended) this.accessTokens.delete(token);
		return ended.length;
	}

	openCode(code: Omit<Code, 'expiresAt'>): string {
		const name = this.newToken('code');
		this.codes.set(name, { ...code, expiresAt: this.store.now() + CODE_LIFE });
		return name;
	}

	/** Each serves once. */
	takeCode(name: string): Code | undefined {
		const code = this.codes.get(name);
		this.codes.delete(name);
		return code && code.expiresAt > this.store.now() ? code : undefined;
	}

	private newToken(kind: string): string {
		this.given += 1;
		const mark = createHash('sha256').update(`${kind} ${this.store.generation} ${this.given}`).digest('base64url');
		return `sandbox-${kind}-${mark.slice(0, 24)}`;
	}
}
