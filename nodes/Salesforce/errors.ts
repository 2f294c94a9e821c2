import { Fault, type FaultDetails, type FaultKind } from '../shared/fault';
import type { WireReply, WireRequest } from '../shared/http';
import { faultOfStatus, kindOfStatus, retryAfter } from '../shared/replies';
import { settledNow } from '../shared/settled';

/** A fault with Salesforce's own code, such as `INVALID_QUERY_LOCATOR`. */
export class SalesforceFault extends Fault {
	constructor(
		kind: FaultKind,
		message: string,
		readonly code: string,
		details: FaultDetails = {},
	) {
		super(kind, message, details);
	}
}

/** Salesforce's own code of a fault, or empty. */
export const codeOf = (error: unknown): string => (error instanceof SalesforceFault ? error.code : '');

/** One refusal: of a whole request, or of a record in a collection. */
export interface Refusal {
	code: string;
	message: string;
	fields?: readonly string[];
}

interface Meaning {
	kind: FaultKind;
	advice?: string;
	waits?: boolean;
}

const HIDDEN =
	'Choose the field again from the list. A field that exists may be hidden from the user: field-level security in Salesforce decides.';

const SEVERAL: Meaning = {
	kind: 'conflict',
	advice: 'Several records have this external ID: merge them in Salesforce, and make the field unique.',
};

/** What Salesforce's codes mean (salesforce.md 5); codes that begin alike mean alike. */
const MEANING: ReadonlyArray<readonly [RegExp, Meaning]> = [
	[/^INVALID_(SESSION_ID|AUTH_HEADER)$/, { kind: 'unauthorized' }],
	[
		/^(API_DISABLED_FOR_ORG|API_CURRENTLY_DISABLED)$/,
		{
			kind: 'forbidden',
			advice: 'Ask an administrator of Salesforce: the edition or the profile of the user must include the API.',
		},
	],
	[
		/^INVALID_OPERATION_WITH_EXPIRED_PASSWORD$/,
		{
			kind: 'forbidden',
			advice: 'Sign in to Salesforce as this user once, set a new password, and enter it in the credential.',
		},
	],
	[/^SERVER_UNAVAILABLE$/, { kind: 'unavailable' }],
	[
		/^UNABLE_TO_LOCK_ROW$/,
		{ kind: 'unavailable', advice: 'Somebody else was writing to the same record or its account. Run again.' },
	],
	[
		/^QUERY_(TIMEOUT|TOO_COMPLICATED)$/,
		{ kind: 'invalid', advice: 'Ask for fewer records or fields, or use conditions on indexed fields.' },
	],
	[/^(INVALID_FIELD|INVALID_FIELD_FOR_INSERT_UPDATE)$/, { kind: 'misconfigured', advice: HIDDEN }],
	[
		/^INVALID_TYPE/,
		{ kind: 'misconfigured', advice: 'Choose the object again from the list; the user must be allowed to see it.' },
	],
	[
		/^(MALFORMED_QUERY|INVALID_QUERY_FILTER_OPERATOR)$/,
		{ kind: 'misconfigured', advice: 'Correct the query and run again.' },
	],
	[/^(INSUFFICIENT_ACCESS|CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY|TRANSFER_REQUIRES_READ)/, { kind: 'forbidden' }],
	[/^(NOT_FOUND|ENTITY_IS_DELETED|INVALID_CROSS_REFERENCE_KEY)$/, { kind: 'notFound' }],
	[/^DUPLICATE_EXTERNAL_ID$/, SEVERAL],
	[
		/^(DUPLICATES_DETECTED|DUPLICATE_VALUE)$/,
		{
			kind: 'conflict',
			advice: 'Salesforce has such a record already. Update that one, or change the duplicate rule.',
		},
	],
	[
		/^(STORAGE_LIMIT_EXCEEDED)$/,
		{
			kind: 'quotaExhausted',
			advice: 'The data storage of the organisation is full: delete records or ask Salesforce for more.',
		},
	],
];

/** A parent that is named by its external ID; the code is that of a missing field. */
const PARENT = /foreign key external id:.* (not found|found more than once)/i;
const PARENT_MISSING: Meaning = {
	kind: 'notFound',
	waits: true,
	advice: 'The record it belongs to is not in Salesforce (yet): write that one first, or correct the value.',
};

/** Messages of 401 after which signing in anew would only fail again, for ever (salesforce.md 1). */
const NOT_EXPIRED: ReadonlyArray<readonly [RegExp, string]> = [
	[
		/not valid for use with the REST API/i,
		'The session settings of the organisation ask for a higher level of security. Ask an administrator to let the API use standard sessions, or use another way to sign in.',
	],
	[/not attached to Agent/i, 'The app belongs to an agent of Salesforce that it is not connected to. Use another app.'],
];

/** The vendor's reading of a reply. */
export function faultOf(reply: WireReply, request: WireRequest): Fault | undefined {
	const { status, text } = reply;
	if (status >= 200 && status < 300) return undefined;
	if (status === 414 || status === 431) return tooLong(status, request);
	if (status === 404 && /^\s*</.test(text)) return movedAway();
	const [refusal] = refusalsIn(text);
	if (!refusal) return faultOfStatus(reply, 'Salesforce', request);
	return meaningOf(refusal, request.doing, { status, retryAfterMs: retryAfter(reply) });
}

/** The organisation has got another address since the session began; signing in anew tells the new one. */
const movedAway = (): Fault =>
	new Fault('unauthorized', 'Salesforce does not know the address of this organisation any more.', {
		status: 404,
		advice: 'Enter the present address of the organisation as Instance URI in the credential.',
	});

const tooLong = (status: number, { doing }: WireRequest): Fault =>
	new Fault('invalid', `The query is longer than Salesforce accepts, so it could not ${doing}.`, {
		status,
		advice: 'Choose fewer fields, or shorten the conditions.',
	});

/** The body of a refusal is a list (salesforce.md 5). */
function refusalsIn(text: string): Refusal[] {
	if (!/^\s*[[{]/.test(text)) return [];
	const parsed = settledNow(() => JSON.parse(text) as unknown);
	if ('error' in parsed) return [];
	return [parsed.value].flat().flatMap((one) => {
		const { errorCode, message, fields } = (one ?? {}) as Record<string, unknown>;
		if (typeof errorCode !== 'string') return [];
		return [
			{ code: errorCode, message: String(message ?? ''), ...(Array.isArray(fields) && { fields: fields as string[] }) },
		];
	});
}

/** The fault of a refused request or record. @param doing as in WireRequest */
export function meaningOf(
	refusal: Refusal,
	doing: string,
	{ status, retryAfterMs }: FaultDetails = {},
): SalesforceFault {
	const { code, message, fields = [] } = refusal;
	const field = fields[0] ?? columnIn(message);
	const details: FaultDetails = {
		...(status !== undefined && { status }),
		...(retryAfterMs !== undefined && { retryAfterMs }),
		...(field !== undefined && { field }),
		effect: status !== undefined && status >= 500 ? 'unknown' : 'none',
	};
	if (code === 'REQUEST_LIMIT_EXCEEDED') return limitFault(message, details);
	const stays = code === 'INVALID_SESSION_ID' ? NOT_EXPIRED.find(([words]) => words.test(message)) : undefined;
	const { kind, advice, waits }: Meaning = stays
		? { kind: 'forbidden', advice: stays[1] }
		: (parentIn(message) ??
			MEANING.find(([codes]) => codes.test(code))?.[1] ?? { kind: (status && kindOfStatus(status)) || 'invalid' });
	const about = field === undefined ? '' : ` (field ${fields.length > 1 ? fields.join(', ') : field})`;
	const said = shortened(message);
	return new SalesforceFault(
		kind,
		`Salesforce refused to ${doing}${about}: ${said ? `${said} [${code}]` : code}.`,
		code,
		{
			...details,
			...(advice !== undefined && { advice }),
			...(waits && { waits }),
		},
	);
}

function parentIn(message: string): Meaning | undefined {
	const [, what] = PARENT.exec(message) ?? [];
	if (what === undefined) return undefined;
	return /^not/i.test(what) ? PARENT_MISSING : SEVERAL;
}

/** The same code stands for the calls of a day and for too many long requests at once; only the words differ. */
function limitFault(message: string, details: FaultDetails): SalesforceFault {
	if (/concurrent/i.test(message)) {
		return new SalesforceFault(
			'rateLimited',
			'Salesforce has too many long requests of this organisation at once.',
			'REQUEST_LIMIT_EXCEEDED',
			{
				...details,
				advice: 'Run again later, or lower Requests at Once in the credential.',
			},
		);
	}
	return new SalesforceFault(
		'quotaExhausted',
		'The API requests that Salesforce allows this organisation in 24 hours are used up.',
		'REQUEST_LIMIT_EXCEEDED',
		{
			...details,
			advice: 'Wait: the limit counts the last 24 hours. API Usage: Get shows it; Setup, Company Information too.',
		},
	);
}

/** `No such column 'Colour__c' on entity 'Contact'`. */
const columnIn = (message: string): string | undefined => /No such column '([\w.]+)'/i.exec(message)?.[1];

function shortened(message: string): string {
	const line = message.replace(/\s+/g, ' ').trim().replace(/\.$/, '');
	return line.length <= 300 ? line : `${line.slice(0, 300).replace(/\S+$/, '')}…`;
}
