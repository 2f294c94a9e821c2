import { Fault, type FaultKind } from '../shared/fault';
import type { WireReply, WireRequest } from '../shared/http';
import { withoutSecrets } from '../shared/secrets';
import { settledNow } from '../shared/settled';
import type { Signature } from '../shared/session';
import type { Access } from './access';
import type { SignedIn } from './account';
import { VENDOR } from './errors';
import { read, token } from './schema';
import type { Token } from './settings';

export interface Session extends Signature, SignedIn {
	/** Epoch milliseconds by our clock, a minute before Google's. */
	endsAt: number;
}

const EARLY_MS = 60_000;
/** What Google gives where it does not say (google-calendar.md D). */
const LIFETIME_S = 3599;

/** The form that asks for access with a refresh token. */
export function tokenRequest(
	{ clientId, clientSecret, tokenAddress }: Access,
	{ refreshToken, label }: Token,
): WireRequest & { baseUrl: string } {
	const form = { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: clientId };
	return {
		method: 'POST',
		path: '',
		baseUrl: tokenAddress,
		body: new URLSearchParams({ ...form, client_secret: clientSecret }).toString(),
		headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
		anonymous: true,
		repeatable: true,
		doing: `renew the access with ${label}`,
	};
}

/** What Google gave for a refresh token. `askedAt`: when it was asked, so that the access never seems to last longer than it does. */
export function sessionOf(data: unknown, { label, refreshToken }: Token, askedAt: number): Session {
	const granted = read(token, data, `renew the access with ${label}`);
	const { access_token: access, expires_in: seconds, scope, refresh_token_expires_in: rest } = granted;
	return {
		headers: { Authorization: `Bearer ${access}` },
		secrets: [access, refreshToken],
		endsAt: askedAt + (seconds ?? LIFETIME_S) * 1000 - EARLY_MS,
		scopes: (scope ?? '').split(' ').filter(Boolean),
		...(rest !== undefined && rest !== null && { refreshTokenEndsInS: rest }),
	};
}

interface Reason {
	why: string;
	advice: string;
	kind?: FaultKind;
}

const ANOTHER = 'A refresh token works only with the Client ID that it was made with.';

/** By `error` of the refusal (google-calendar.md D). */
const REASONS: Readonly<Record<string, Reason>> = {
	invalid_grant: {
		why: 'the token has ended or was revoked',
		advice: `Make a new refresh token and enter it in the credential. Usual reasons: the OAuth app is still in testing, where refresh tokens end after 7 days (publish the app in the Google Cloud console, Audience); it was not used for six months; its owner has removed the access or changed the password; more than 100 tokens were made for this account, so that the oldest ended; or it belongs to another Client ID. ${ANOTHER}`,
	},
	unauthorized_client: {
		why: 'the token was made with another Client ID',
		advice: `${ANOTHER} Make a new one with the Client ID of the credential.`,
	},
	invalid_client: {
		why: 'Client ID and Client Secret do not belong together, or are unknown',
		advice: 'Copy both again from the Google Cloud console: Clients, the OAuth client.',
	},
	deleted_client: {
		why: 'the OAuth client was deleted',
		advice: 'Make a new one in the Google Cloud console, and new refresh tokens with it.',
	},
	invalid_scope: {
		why: 'the token does not have the right that is asked for',
		advice: 'Make a new refresh token with the scope https://www.googleapis.com/auth/calendar.',
	},
	admin_policy_enforced: {
		why: 'the administrator of the organisation does not allow this app',
		advice: 'Ask the administrator of Google Workspace to trust the app under API controls.',
		kind: 'forbidden',
	},
};

/** The fault that a refused refresh token stands for: `{error, error_description}` with status 400 or 401. */
export function refusedSignIn(
	{ status, text }: Pick<WireReply, 'status' | 'text'>,
	label: string,
	secrets: readonly string[] = [],
): Fault {
	const parsed = settledNow(() => JSON.parse(text) as { error?: unknown; error_description?: unknown } | null);
	const { error, error_description: description } = ('value' in parsed && parsed.value) || {};
	if (status === 429 || status >= 500) {
		return new Fault(status === 429 ? 'rateLimited' : 'unavailable', `${VENDOR} cannot sign in anybody now.`, {
			status,
		});
	}
	if (typeof error !== 'string') {
		return new Fault('misconfigured', `The Token Address is not Google's: it answered with ${status}.`, {
			status,
			advice: 'Check Token Address in the credential; it is https://oauth2.googleapis.com/token.',
		});
	}
	const { why, advice, kind = 'unauthorized' } = REASONS[error] ?? { why: 'no reason is known', advice: OTHERWISE };
	const words = typeof description === 'string' && description !== '' ? `: ${description}` : '';
	const said = withoutSecrets(`${error}${words}`, secrets.filter(Boolean)).slice(0, 200);
	return new Fault(kind, `Google refused ${label}: ${why}. It said: ${said}`, { status, advice });
}

const OTHERWISE = 'Check Client ID, Client Secret and the refresh token in the credential.';
