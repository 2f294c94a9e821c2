import { Fault } from '../shared/fault';
import type { Wire } from '../shared/http';
import { Sessions, type Signature, type Signing } from '../shared/session';
import { settled } from '../shared/settled';
import { isZone, msOf } from '../shared/when';
import type { Access } from './access';
import { complaintsOf, refusal } from './errors';
import { isKind } from './lost';
import { readEnvelope, readSession } from './schema';

export const LOGIN_PATH = '/api/v6/login.json';

interface Session {
	token: string;
	/** Epoch milliseconds by this machine's clock. */
	endsAt: number;
	signature: Signature;
}

const HOUR_MS = 3_600_000;
/** Renewed a little before its end, so that it does not end on the way. */
const MARGIN_MS = 30_000;

const sessions = new Sessions<Session>();
/** By account: what renews the session without the password. Used once. */
const refreshTokens = new Map<string, string>();
const MOST_KEPT = 500;

const signatureOf = ({ tokenHeader }: Access, token: string): Signature => ({
	headers: { [tokenHeader]: token },
	secrets: [token],
});

/** A fixed token; a refused one cannot be renewed. */
function byToken(access: Access): Signing {
	const { token = '' } = access;
	return {
		async sign() {
			if (token) return signatureOf(access, token);
			throw new Fault('unauthorized', 'The Daktela credential has no access token.', {
				advice: 'Paste the token from Manage, Users, the user, Access token.',
			});
		},
		renew: async () => false,
	};
}

/**
 * How the requests of a credential are signed (daktela.md 2): by its token, or by a session that is renewed when it ends or is
 * refused: with the refresh token, and else with user name and password.
 * @param wire sends the sign-in itself
 */
export function signingFor(access: Access, wire: () => Wire): Signing {
	if (!access.login) return byToken(access);
	// Asked again for every item of a run, a wrong password would lock the user out.
	let refusal: Fault | undefined;
	const get = async () => {
		if (refusal) throw refusal;
		const signedIn = await settled(
			async () =>
				await sessions.get(
					access.account,
					async () => await signIn(access, wire()),
					({ endsAt }) => endsAt,
				),
		);
		if ('value' in signedIn) return signedIn.value;
		if (isKind(signedIn.error, 'unauthorized')) refusal = signedIn.error;
		throw signedIn.error;
	};
	return {
		sign: async () => (await get()).signature,
		async renew(refused) {
			const held = await settled(get);
			if ('value' in held && held.value.signature === refused) await sessions.forget(access.account, held.value);
			await get();
			return true;
		},
	};
}

async function signIn(access: Access, wire: Wire): Promise<Session> {
	const refreshToken = refreshTokens.get(access.account);
	refreshTokens.delete(access.account);
	if (refreshToken !== undefined) {
		const refreshed = await settled(async () => await ask(access, wire, 'PUT', { refreshToken }));
		if ('value' in refreshed) return refreshed.value;
	}
	return await ask(access, wire, 'POST', { ...access.login });
}

async function ask(access: Access, wire: Wire, method: 'POST' | 'PUT', body: object): Promise<Session> {
	const doing = method === 'POST' ? 'sign in' : 'renew the session';
	const sent = await settled(
		async () =>
			await wire.json({
				method,
				path: LOGIN_PATH,
				headers: { 'Content-Type': 'application/json' },
				body: JSON.stringify(body),
				anonymous: true,
				repeatable: true,
				doing,
			}),
	);
	if ('error' in sent) throw refused(sent.error);
	const { data, reply } = sent.value;
	const { error, result, _time: time, _timezone: told } = readEnvelope(data, doing);
	const complaints = complaintsOf({ error });
	if (complaints.length > 0) throw refused(refusal(complaints, doing, reply.status));
	const { accessToken, refreshToken, accessTokenExpirationDate: ends } = readSession(result, doing);
	if (refreshToken) remember(access.account, refreshToken);
	const zone = told && isZone(told) ? told : access.zone;
	return {
		token: accessToken,
		endsAt: Date.now() + lifetimeOf(ends, time, reply.serverTime, zone) - MARGIN_MS,
		signature: signatureOf(access, accessToken),
	};
}

/** A wrong password was met with several statuses; whichever it is, signing in again does not help. */
function refused(error: unknown): unknown {
	if (!isKind(error, 'invalid', 'forbidden', 'unauthorized')) return error;
	return new Fault('unauthorized', error.message, {
		advice: 'Check user name and password in the credential and press Test there.',
		...(error.status !== undefined && { status: error.status }),
	});
}

function remember(account: string, token: string): void {
	if (refreshTokens.size >= MOST_KEPT) refreshTokens.delete(refreshTokens.keys().next().value!);
	refreshTokens.set(account, token);
}

/** Milliseconds from Daktela's own now, since this machine's clock may be off; an hour where that cannot be read. */
export function lifetimeOf(
	ends: string | null | undefined,
	time: string | null | undefined,
	serverTime: number | undefined,
	zone: string,
): number {
	if (!ends) return HOUR_MS;
	const read = (text: string): number => {
		try {
			return msOf(text, zone);
		} catch {
			return NaN;
		}
	};
	const now = serverTime ?? (time ? read(time) : NaN);
	const left = read(ends) - now;
	return left > 2 * MARGIN_MS ? left : HOUR_MS;
}
