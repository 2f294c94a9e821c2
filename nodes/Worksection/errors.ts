/** What Worksection's refusals mean (worksection.md section 2). */
import { Fault, type FaultDetails, type FaultKind } from '../shared/fault';
import type { WireReply, WireRequest } from '../shared/http';
import { faultOfStatus, retryAfter } from '../shared/replies';
import { labelOf } from './encode';

export const VENDOR = 'Worksection';

/** An answer would have more rows than the vendor gives out, 10,000 (worksection.md section 2). */
export class TooManyRows extends Fault {
	constructor(doing: string) {
		super('invalid', `Worksection has more rows than it gives out at once (10,000) when asked to ${doing}.`, {
			advice: 'Ask for less: one project, active tasks only, or a shorter time.',
		});
	}
}

/** What was asked for is so already: a task is closed, a project archived. */
export class AlreadySo extends Fault {
	constructor(message: string) {
		super('conflict', `Worksection says: ${message}.`, { advice: 'Nothing needs to be done.' });
	}
}

interface Refusal {
	message: string;
	details: string;
}

type Reading = (refusal: Refusal, doing: string) => Fault;

const says =
	(kind: FaultKind, message: string, more: FaultDetails = {}): Reading =>
	() =>
		new Fault(kind, message, more);

const already: Reading = ({ message }) => new AlreadySo(message);

/** Matched by message, since one code means several things. */
const READINGS: ReadonlyArray<readonly [RegExp, Reading]> = [
	[/too many requests/i, says('rateLimited', 'Worksection asks to slow down: too many requests.')],
	[/too many tasks|\d+ max\b/i, (_, doing) => new TooManyRows(doing)],
	[
		/hash is (missed|missing|invalid)/i,
		says('unauthorized', 'Worksection did not accept the API key of the credential.', {
			advice:
				'Copy the key again from Account > API into the credential, or choose the other Signature there. The HMAC one needs a right clock on the n8n server.',
		}),
	],
	[/token (is|has|was)?\s*(expired|invalid|revoked)/i, says('unauthorized', 'Access to Worksection has ended.')],
	[/access denied|insufficient permission|not_authorized|forbidden/i, denied],
	[
		/action is invalid/i,
		(_, doing) =>
			new Fault('misconfigured', `Worksection does not let this credential ${doing}.`, {
				advice: 'Some operations need the API key, others OAuth2: choose the other kind of credential in the node.',
			}),
	],
	[
		/project is invalid/i,
		says('notFound', 'Worksection does not know this project.', { field: labelOf('id_project') }),
	],
	[/task is invalid/i, says('notFound', 'Worksection does not know this task.', { field: labelOf('id_task') })],
	[/file not found/i, says('notFound', 'Worksection does not know this file.', { field: labelOf('id_file') })],
	[/webhook not found/i, says('notFound', 'Worksection does not know this webhook.')],
	[/timer not found/i, says('notFound', 'Worksection does not know this timer.', { field: labelOf('timer') })],
	[/timer is not started/i, says('conflict', 'No timer is running.', { advice: 'Start one first.' })],
	[/timer is already started/i, says('conflict', 'A timer is running already.', { advice: 'Stop it first.' })],
	[/already (closed|active)/i, already],
	[
		/task has children/i,
		says('conflict', 'The task has open subtasks, so Worksection does not close it.', {
			advice: 'Close its subtasks first.',
		}),
	],
	[
		/parent task is done/i,
		says('conflict', 'The parent task is closed, so Worksection does not reopen this one.', {
			advice: 'Reopen the parent task first.',
		}),
	],
	[
		/task is closed/i,
		says('conflict', 'The parent task is closed, so Worksection adds no subtask to it.', {
			field: labelOf('id_parent'),
			advice: 'Reopen the parent task first, or choose another one.',
		}),
	],
	[
		/tag is invalid/i,
		({ details }) =>
			new Fault('invalid', `Tags: Worksection does not accept ${details ? `"${details}"` : 'a tag'}.`, {
				field: labelOf('tags'),
				advice: 'Use a tag of a tag set that the project uses, by its exact name or its ID.',
			}),
	],
	[
		/invalid email/i,
		({ details }) =>
			new Fault('invalid', `Worksection does not accept the e-mail ${details ? `"${details}"` : 'that was given'}.`, {
				advice: 'Use the address of a member of the account who is in the project.',
			}),
	],
	[
		/url should respond/i,
		says('misconfigured', 'Worksection called the webhook address and got no proper answer.', {
			advice: 'The n8n server must be reachable from the internet at its webhook address. Or use polling instead.',
		}),
	],
	[/field is required/i, missing],
];

function denied({ message, details }: Refusal, doing: string): Fault {
	const scope = /permissions? for (\w+)/i.exec(`${message} ${details}`)?.[1];
	return new Fault('forbidden', `Worksection does not allow this credential to ${doing}.`, {
		advice: scope
			? `Add the scope "${scope}" to the credential and connect again, or give the API key that right.`
			: 'Ask the owner of the account for the missing right, or use a credential that has it.',
	});
}

function missing({ details }: Refusal): Fault {
	const label = details ? labelOf(details) : '';
	return new Fault('invalid', `Worksection refused the value of ${label || 'a field'}: it is missing or malformed.`, {
		...(label && { field: label }),
	});
}

/** The `judge` of Worksection's wire: errors come with HTTP 200. */
export function judge(reply: WireReply, request: WireRequest): Fault | undefined {
	const refusal = isFile(reply) ? undefined : refusalIn(reply);
	if (!refusal) return faultOfStatus(reply, VENDOR, request);
	const reading = READINGS.find(([pattern]) => pattern.test(refusal.message))?.[1];
	if (reading) return withTransport(reading(refusal, request.doing), reply);
	const byStatus = faultOfStatus(reply, VENDOR, request);
	if (byStatus) return byStatus;
	const words = [refusal.message, refusal.details && `(${refusal.details})`].filter(Boolean).join(' ');
	return new Fault('invalid', `Worksection refused to ${request.doing}. It said: ${words}`, { status: reply.status });
}

/** A file that is downloaded may say anything (worksection.md 3.6). */
export const isFile = ({ headers, status }: WireReply): boolean =>
	status === 200 && headers['content-disposition'] !== undefined;

function withTransport(fault: Fault, reply: WireReply): Fault {
	const wait = fault.kind === 'rateLimited' ? retryAfter(reply) : undefined;
	return Object.assign(fault, { status: reply.status, ...(wait !== undefined && { retryAfterMs: wait }) });
}

const LONGEST_REFUSAL = 20_000;

/** A large answer is no refusal; only its beginning is looked at, so that it is not read twice. */
function refusalIn({ body, text, status }: WireReply): Refusal | undefined {
	if (body.length === 0 || body[0] !== OPENING_BRACE) return undefined;
	if (body.length > LONGEST_REFUSAL && status === 200) return undefined;
	const answer = parsed(text);
	const isRefused = answer?.status === 'error' || (answer?.status !== 'ok' && typeof answer?.error === 'string');
	if (!answer || !isRefused) return undefined;
	const { message, message_details: details, error, errorDescription } = answer;
	return {
		message: textOf(message) || [textOf(error), textOf(errorDescription)].filter(Boolean).join(': '),
		details: textOf(details),
	};
}

const OPENING_BRACE = '{'.charCodeAt(0);
const LONGEST_QUOTE = 300;

function parsed(text: string): Record<string, unknown> | undefined {
	try {
		return JSON.parse(text) as Record<string, unknown>;
	} catch {
		return undefined;
	}
}

function textOf(value: unknown): string {
	if (Array.isArray(value)) return value.map(textOf).join(', ');
	return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, LONGEST_QUOTE) : '';
}
