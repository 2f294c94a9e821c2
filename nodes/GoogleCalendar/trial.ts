import type { ICredentialDataDecryptedObject, ICredentialTestFunctions } from 'n8n-workflow';

import { hostOfTest } from '../shared/credentialTest';
import { Fault } from '../shared/fault';
import { Sessions } from '../shared/session';
import { settled } from '../shared/settled';
import type { GoogleAccount } from './api';
import type { SignedIn } from './account';
import { BY_TOKEN, openWith } from './open';
import type { Session } from './signIn';

/** Signs in anew with every token and lists its calendars. @returns what to tell when all is well @throws Fault with all reasons */
export async function tried(
	{ helpers }: ICredentialTestFunctions,
	data: ICredentialDataDecryptedObject,
): Promise<string> {
	const held = new Sessions<Session>();
	const api = await openWith(hostOfTest(helpers, data), BY_TOKEN, data, { held });
	const outcomes = await Promise.all(
		api.accounts.map(async (account) => await settled(async () => await tryOne(account))),
	);
	const failed = outcomes.flatMap((outcome) => ('error' in outcome ? [outcome.error] : []));
	if (failed.length > 0) throw together(failed);
	const told = outcomes.map((outcome) => ('value' in outcome ? outcome.value : { calendars: 0, warning: '' }));
	const calendars = told.reduce((sum, one) => sum + one.calendars, 0);
	const tokens = api.accounts.length === 1 ? 'the token' : `${api.accounts.length} tokens`;
	const warnings = told.map(({ warning }) => warning).filter(Boolean);
	return [`Signed in with ${tokens}. ${calendars} calendars can be seen.`, ...warnings].join(' ');
}

async function tryOne(account: GoogleAccount): Promise<{ calendars: number; warning: string }> {
	const told = await account.signIn();
	checkScopes(told?.scopes ?? [], account.label);
	const { length: calendars } = await account.calendars();
	return { calendars, warning: told ? endingSoon(told, account.label) : '' };
}

const FOR_EVENTS = /\/auth\/calendar(\.events(\.owned)?)?$/;

/** Google tells what a token may do; a list of calendars alone does not show that it may write. */
export function checkScopes(scopes: readonly string[], label: string): void {
	if (scopes.length === 0 || scopes.some((scope) => FOR_EVENTS.test(scope))) return;
	throw new Fault('forbidden', `With ${label} events cannot be written: it was given without that right.`, {
		advice: 'Make a new refresh token with the scope https://www.googleapis.com/auth/calendar.',
	});
}

const DAY_S = 86_400;

function endingSoon({ refreshTokenEndsInS: seconds }: SignedIn, label: string): string {
	if (seconds === undefined) return '';
	const days = Math.max(1, Math.round(seconds / DAY_S));
	return `But ${label} ends in about ${days} ${days === 1 ? 'day' : 'days'}: the OAuth app is still in testing. Publish it in the Google Cloud console (Audience) and make a new refresh token.`;
}

/** Several tokens may be wrong in several ways; people want to know all of them at once. */
function together(errors: readonly unknown[]): unknown {
	const faults = errors.filter((error): error is Fault => error instanceof Fault);
	const other = errors.find((error) => !(error instanceof Fault));
	if (other !== undefined || faults.length === 1) return other ?? faults[0];
	const advice = [...new Set(faults.map((fault) => fault.advice))].join(' ');
	return new Fault(faults[0]!.kind, faults.map(({ message }) => `${message.replace(/\.$/, '')}.`).join(' '), {
		advice,
	});
}
