import { createHash } from 'node:crypto';

/** What signs a request of a vendor that knows sessions. */
export interface Signature {
	headers: Record<string, string>;
	/** Where the session is at home, if that is not the address in the credential. */
	baseUrl?: string;
	/** What no message may show. */
	secrets: string[];
}

/** How the requests of a credential are signed; `Wire` asks for it with every request. */
export interface Signing {
	sign(): Promise<Signature>;
	/**
	 * The vendor has refused this signature. Signs in anew, unless somebody else has done so meanwhile.
	 * @returns whether the request is worth another try. @throws Fault when the sign-in is refused
	 */
	renew(refused: Signature): Promise<boolean>;
}

const MOST_SESSIONS = 500;

/**
 * The sessions of one vendor in this process: one for each credential, whichever nodes and workflows use it, and never
 * two sign-ins of one credential under way at once. A refused sign-in is not remembered.
 */
export class Sessions<Session> {
	private readonly held = new Map<string, { session: Promise<Session>; endsAt: (session: Session) => number }>();

	/**
	 * @param key see `sessionKey`
	 * @param endsAt epoch milliseconds at which a session is no longer used; default never
	 */
	async get(
		key: string,
		signIn: () => Promise<Session>,
		endsAt: (session: Session) => number = () => Infinity,
	): Promise<Session> {
		const held = this.held.get(key);
		if (held) {
			const session = await held.session;
			if (held.endsAt(session) > Date.now()) return session;
			this.drop(key, held.session);
			return await this.get(key, signIn, endsAt);
		}
		if (this.held.size >= MOST_SESSIONS) this.held.delete(this.held.keys().next().value!);
		const session = signIn();
		this.held.set(key, { session, endsAt });
		session.catch(() => this.drop(key, session));
		return await session;
	}

	/** Forgets the session that the vendor has refused, unless a newer one is there already. */
	async forget(key: string, refused: Session): Promise<void> {
		const held = this.held.get(key);
		if (held && (await held.session.catch(() => undefined)) === refused) this.drop(key, held.session);
	}

	private drop(key: string, session: Promise<Session>): void {
		if (this.held.get(key)?.session === session) this.held.delete(key);
	}
}

/** Names a sign-in by everything that was typed for it, so that a corrected password begins a new session. Holds no secret. */
export const sessionKey = (...typed: unknown[]): string =>
	createHash('sha256').update(JSON.stringify(typed)).digest('base64url');
