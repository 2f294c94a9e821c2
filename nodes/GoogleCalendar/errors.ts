import { Fault, type FaultDetails, type FaultKind } from '../shared/fault';
import type { WireReply } from '../shared/http';
import { kindOfStatus, faultOfStatus, retryAfter } from '../shared/replies';
import { settledNow } from '../shared/settled';

export const VENDOR = 'Google Calendar';

/** A fault with Google's own reason, such as `conditionNotMet`. */
export class GoogleFault extends Fault {
	constructor(
		kind: FaultKind,
		message: string,
		readonly reason: string,
		details: FaultDetails = {},
	) {
		super(kind, message, details);
	}
}

/** Google's own reason of a fault, or empty. */
export const reasonOf = (error: unknown): string => (error instanceof GoogleFault ? error.reason : '');

const statusIs =
	(...statuses: number[]) =>
	(error: unknown): boolean =>
		error instanceof Fault && error.status !== undefined && statuses.includes(error.status);

/** Somebody else has changed the event since it was read (412). */
export const isChanged = statusIs(412);
/** There is an event with this ID, perhaps a deleted one (409). */
export const isTaken = statusIs(409);
/** There is no such event or calendar (404), or no more (410). */
export const isMissing = statusIs(404, 410);
const isNoMore = statusIs(410);
/** The sync token is not good any more (410), or is none at all (400), so that everything must be read. */
export const isExpired = (error: unknown): boolean =>
	isNoMore(error) || (error instanceof Fault && error.status === 400 && error.field === 'syncToken');
/** Whether a write may have happened although nobody knows: look before writing again. */
export const isUnknown = (error: unknown): boolean => error instanceof Fault && error.effect === 'unknown';

interface Meaning {
	kind: FaultKind;
	advice?: string;
}

const SLOW_DOWN: Meaning = { kind: 'rateLimited', advice: 'Lower Requests per Minute in the credential.' };

/** What Google's reasons mean (google-calendar.md D), whatever the status. */
const MEANING: Readonly<Record<string, Meaning>> = {
	authError: {
		kind: 'unauthorized',
		advice: 'Press Test in the credential; one that is signed in to by browser is to be connected again.',
	},
	rateLimitExceeded: SLOW_DOWN,
	userRateLimitExceeded: SLOW_DOWN,
	quotaExceeded: {
		kind: 'quotaExhausted',
		advice:
			"The Calendar usage limit of this Google account is reached, and it is not lifted within seconds. Run again later; with many new events, in several runs. Google's help calls it 'Avoid Calendar use limits'.",
	},
	dailyLimitExceeded: {
		kind: 'quotaExhausted',
		advice: 'The quota of a day of the Google Cloud project is used up. Wait, or ask for more under Quotas there.',
	},
	forbiddenForNonOrganizer: {
		kind: 'forbidden',
		advice: 'Only who organises the event may change this. Change it there, or leave the event out.',
	},
	insufficientPermissions: {
		kind: 'forbidden',
		advice:
			'The token was given without the right to the calendar. Make a new one with the scope https://www.googleapis.com/auth/calendar.',
	},
	accessNotConfigured: {
		kind: 'misconfigured',
		advice: 'Enable the Google Calendar API in the Google Cloud project that the Client ID belongs to.',
	},
	requiredAccessLevel: {
		kind: 'forbidden',
		advice: 'Share the calendar with this Google account, with the right to make changes to events.',
	},
	duplicate: { kind: 'conflict' },
	conditionNotMet: { kind: 'conflict' },
	notFound: {
		kind: 'notFound',
		advice: 'Check that the event and the calendar still exist and that this Google account may see them.',
	},
	deleted: { kind: 'notFound', advice: 'The event has been deleted.' },
	timeRangeEmpty: { kind: 'invalid', advice: 'The end must be later than the start.' },
};

/** One refusal: of a whole request, or of a part of a batch. */
interface Refusal {
	reason: string;
	message: string;
	location?: string;
}

/** `{error: {code, message, errors: [{reason, message, location}]}}` (google-calendar.md D). */
function refusalIn(text: string): Refusal | undefined {
	const parsed = settledNow(() => JSON.parse(text) as { error?: unknown } | null);
	const error = ('value' in parsed ? parsed.value?.error : undefined) as
		{ message?: unknown; errors?: unknown } | undefined;
	if (typeof error !== 'object' || error === null) return undefined;
	const [first] = (Array.isArray(error.errors) ? error.errors : []) as Array<Record<string, unknown>>;
	const location = first?.location;
	return {
		reason: typeof first?.reason === 'string' ? first.reason : '',
		message: String(first?.message ?? error.message ?? ''),
		...(typeof location === 'string' && first?.locationType === 'parameter' && { location }),
	};
}

/** Which sign-in a request was made with, and what is being done, for messages. */
export interface About {
	doing: string;
	/** Ends the sentence "… with": `the token of operator "Anna"`. */
	account: string;
}

/** The vendor's reading of a reply, or of a part of a batch. */
export function faultOf(
	reply: Pick<WireReply, 'status' | 'headers' | 'text' | 'serverTime'>,
	{ doing, account }: About,
): Fault | undefined {
	const { status, text } = reply;
	if (status >= 200 && status < 300) return undefined;
	const refusal = refusalIn(text);
	if (!refusal) return faultOfStatus(reply as WireReply, VENDOR, { method: 'GET', path: '', doing });
	const { reason, message, location } = refusal;
	const { kind, advice }: Meaning = MEANING[reason] ?? { kind: kindOfStatus(status) };
	const said = shortened(message) || `status ${status}`;
	const about = location === undefined ? '' : ` (parameter ${location})`;
	const words =
		kind === 'unauthorized'
			? `${VENDOR} did not accept the access that it gave for ${account}.`
			: `${VENDOR} refused to ${doing}${about}: ${said}${reason && ` [${reason}]`}. It was asked with ${account}.`;
	const waitMs = retryAfter(reply);
	return new GoogleFault(kind, words, reason, {
		status,
		...(advice !== undefined && { advice }),
		...(location !== undefined && { field: location }),
		...(waitMs !== undefined && { retryAfterMs: waitMs }),
		effect: status >= 500 ? 'unknown' : 'none',
	});
}

function shortened(message: string): string {
	const line = message.replace(/\s+/g, ' ').trim().replace(/\.$/, '');
	return line.length <= 300 ? line : `${line.slice(0, 300).replace(/\S+$/, '')}…`;
}
