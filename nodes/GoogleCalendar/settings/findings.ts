import type { IDataObject } from 'n8n-workflow';

import type { Fault } from '../../shared/fault';
import type { Named } from '../../shared/sync/pairs/door';
import type { Operator } from '../settings';
import { byName } from '../twoWaySync/routes';

/** One line of the check. A type, so that n8n takes it for JSON. */
export type Finding = {
	status: 'ok' | 'warning' | 'problem';
	/** What was looked at: `Operator Anna, Spotkanie`. */
	subject: string;
	message: string;
	/** What to do. */
	advice?: string;
} & IDataObject;

export const problem = (subject: string, { message, advice }: Pick<Fault, 'message' | 'advice'>): Finding => ({
	status: 'problem',
	subject,
	message,
	advice,
});

const ok = (subject: string, message: string): Finding => ({ status: 'ok', subject, message });
export const warning = (subject: string, message: string, advice: string): Finding => ({
	status: 'warning',
	subject,
	message,
	advice,
});

/** Google tells when a refresh token will end only where the OAuth app is still in testing. */
export const endsSoon = (subject: string, days: number): Finding =>
	warning(
		subject,
		`Signed in, but the token ends in ${days === 1 ? 'a day' : `${days} days`}: the OAuth app is still in testing.`,
		'Publish the app in the Google Cloud console (Audience), and make a new refresh token afterwards.',
	);

const CORRECT =
	'Correct it under Operators in the credential: the name, the login or the ID, as the tasks system has it.';

/** Whether each operator and event type of the settings is there and takes part. Pure. */
export function nameFindings(
	settings: readonly Operator[],
	operators: readonly Named[],
	types: readonly Named[],
): Finding[] {
	const findings = settings.flatMap((entry): Finding[] => {
		const subject = `Operator ${entry.operator}`;
		if (!entry.enabled)
			return [
				warning(
					subject,
					'Google Calendar Support is off for this operator.',
					'Switch it on in the credential to synchronise them.',
				),
			];
		const own = oneFinding(subject, byName(operators, entry.operator), 'operator');
		if (entry.rows.length === 0) {
			return [own, warning(subject, 'No event type has a calendar.', 'Add a row under Calendars of this operator.')];
		}
		return [
			own,
			...entry.rows.map(({ type }) => oneFinding(`${subject}, event type ${type}`, byName(types, type), 'event type')),
		];
	});
	if (settings.length > 0) return findings;
	return [warning('Operators', 'No operator is set up.', 'Add operators in the Google Calendar credential.')];
}

function oneFinding(subject: string, found: readonly Named[], what: string): Finding {
	const [one, another] = found;
	if (!one) return problem(subject, { message: `There is no such ${what}.`, advice: CORRECT });
	if (another)
		return problem(subject, { message: `There are ${found.length} of this name.`, advice: `${CORRECT} Use the ID.` });
	if (one.leftOut)
		return problem(subject, {
			message: one.leftOut,
			advice: 'Change that there, or take it out of the credential.',
		});
	return ok(subject, `Found: ${one.names[0]} (ID ${one.id}).`);
}
