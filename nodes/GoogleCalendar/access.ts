import type { IDataObject } from 'n8n-workflow';

import { badInput, Fault } from '../shared/fault';
import { settingsAndTokens, settingsOf, type Settings, type Token } from './settings';

export const API_ADDRESS = 'https://www.googleapis.com';
export const TOKEN_ADDRESS = 'https://oauth2.googleapis.com/token';
/** For each person and project, in any minute (google-calendar.md D). */
export const REQUESTS_PER_MINUTE = 600;

/** What the credential says, checked and in one form. */
export interface Access {
	clientId: string;
	clientSecret: string;
	/** Origin of the API, without a slash at its end. */
	apiAddress: string;
	tokenAddress: string;
	/** 0 for no limit of our own. */
	requestsPerMinute: number;
	settings: Settings;
	/** Every refresh token once; none with sign-in by browser. */
	tokens: Token[];
}

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
const address = (value: unknown, otherwise: string): string => (text(value) || otherwise).replace(/\/+$/, '');

/** The credential with Client ID and refresh tokens. @throws Fault `input` naming the field of the credential */
export function accessOf(data: IDataObject): Access {
	const { settings, tokens } = settingsAndTokens({ operatorTokens: '', ...data });
	const access = {
		clientId: filledIn(data.clientId, 'Client ID'),
		clientSecret: filledIn(data.clientSecret, 'Client Secret'),
		...common(data),
		settings,
		tokens,
	};
	if (tokens.length > 0) return access;
	throw badInput(
		'Default Refresh Token',
		'The Google Calendar credential has no refresh token.',
		'Enter the Default Refresh Token, or tokens of operators under Operator Tokens.',
	);
}

/** The credential with sign-in by browser. @throws Fault */
export function accessByBrowser(data: IDataObject): Access {
	const { access_token: granted } = (data.oauthTokenData ?? {}) as IDataObject;
	if (typeof granted !== 'string') {
		throw new Fault('unauthorized', 'The Google Calendar credential is not connected.', {
			advice: 'Open the credential and connect the account.',
		});
	}
	const settings = settingsOf({ ...data, refreshToken: '', operatorTokens: undefined });
	return { clientId: text(data.clientId), clientSecret: '', ...common(data), settings, tokens: [] };
}

function common(data: IDataObject) {
	const perMinute = Number(data.requestsPerMinute ?? REQUESTS_PER_MINUTE);
	return {
		apiAddress: address(data.apiAddress, API_ADDRESS),
		tokenAddress: address(data.renewalAddress, TOKEN_ADDRESS),
		requestsPerMinute: Number.isFinite(perMinute) && perMinute >= 0 ? perMinute : REQUESTS_PER_MINUTE,
	};
}

function filledIn(value: unknown, label: string): string {
	const typed = text(value);
	if (typed) return typed;
	throw badInput(
		label,
		`"${label}" is empty in the Google Calendar credential.`,
		'In the Google Cloud console: Clients, the OAuth client.',
	);
}
