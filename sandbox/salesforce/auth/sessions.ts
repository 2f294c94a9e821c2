import { createHash } from 'node:crypto';
import type { Login } from '../model';
import type { SalesforceStore } from '../store';
import type { SalesforceSwitches } from '../switches';

interface Session {
	readonly login: Login;
	/** Milliseconds of the last call. */
	usedAt: number;
}

/** Id of the only org there is. */
export const ORG_ID = '00DSb0000000001MAA';

/** Tokens that were given out. One ends when it was not used for a while, when an admin ends it, or when its user is switched off. */
export class Sessions {
	private readonly byToken = new Map<string, Session>();
	private given = 0;

	constructor(
		private readonly store: SalesforceStore,
		private readonly switches: SalesforceSwitches,
	) {}

	clear(): void {
		this.byToken.clear();
	}

	open(login: Login): string {
		this.given += 1;
		const mark = createHash('sha256').update(`${login.username} ${this.given}`).digest('base64url');
		const token = `${ORG_ID.slice(0, 15)}!AQ${mark}`;
		this.byToken.set(token, { login, usedAt: this.store.now() });
		return token;
	}

	/** Undefined for a token that is none or none any more. */
	enter(token: string): Login | undefined {
		const session = this.byToken.get(token);
		if (!session) return undefined;
		const now = this.store.now();
		if (!session.login.active || now - session.usedAt > this.switches.sessionMinutes * 60_000) {
			this.byToken.delete(token);
			return undefined;
		}
		session.usedAt = Math.max(session.usedAt, now);
		return session.login;
	}

	end(token: string): boolean {
		return this.byToken.delete(token);
	}

	/** All, or those of one user. Answers how many ended. */
	endAll(login?: Login): number {
		const ended = [...this.byToken].filter(([, session]) => !login || session.login === login);
		for (const [token] of ended) this.byToken.delete(token);
		return ended.length;
	}

	get count(): number {
		return this.byToken.size;
	}
}
