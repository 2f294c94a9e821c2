/** What Helios's refusals mean (helios-green.md 1.1, 2.2). Its words may be in any of its languages. */
import { Fault, type FaultDetails, type FaultKind } from '../shared/fault';
import type { WireReply, WireRequest } from '../shared/http';
import { faultOfStatus } from '../shared/replies';
import { settledNow } from '../shared/settled';
import { findIn, treeOf, type XmlNode } from '../shared/xml/tree';
import { kindOf, TELLING } from '../shared/xml/kind';
import { VENDOR } from './access';
import type { SoapFault } from './sdk';

const LONGEST_QUOTE = 500;

/** The beginning of what Helios said, on one line, no word cut in two. */
export function quoted(text: string, longest = LONGEST_QUOTE): string {
	const line = text.replace(/\s+/g, ' ').trim();
	return line.length <= longest ? line : `${line.slice(0, longest).replace(/\S+$/, '')}…`;
}

/** The session may have ended: whoever only reads signs in anew and asks once more. */
export class LostSession extends Fault {
	constructor(
		kind: FaultKind,
		message: string,
		/** Whether Helios said so in words, so that nothing can have been done. */
		readonly isSaid: boolean,
		details: FaultDetails = {},
	) {
		super(kind, message, details);
	}
}

const NOUN = String.raw`\b(session|sezen[ií]|relac[eií]|(session ?)?token|log-?on)(?![\w.])`;
const ENDED = String.raw`\b(expired|invalid|unknown|ended|closed|no longer|not (found|known|valid|exist\w*)|does(n't| not) exist|neplat|nezn[aá]m|vypršel|neexistuj|ukončen|skončil|nenalezen)`;
/** In one sentence, so that the name of a program's part in a stack trace does not count. */
const SESSION = new RegExp(
	`${NOUN}[^.:;]{0,60}${ENDED}|${ENDED}\\S*[^.:;]{0,20} ${NOUN}|\\bnot (logged|signed) (on|in)\\b|\\blogged off\\b|nen[ií] přihlášen|\\bodhlášen`,
	'i',
);
/** Something ran, and too long: that must never look like a session that was refused at the door. */
const TIME_OUT = /time-?d? ?-?out|časov\S* limit|vypršel časov/i;
/** A record, and not something else that a message names. */
const RECORD = /^\W*(záznam|record|subje[kc]t)/i;
const SOMETHING_ELSE =
	/tříd|\bclass|atribut|attribute|sloup|column|pořadač|folder|šablon|template|funkc|function|profil|uživatel|\buser|vztah|relation|soubor|\bfile|server|práv/i;
const ABSENT = /nenalezen|nebyl\w* nalezen|neexistuje|nenájden|not found|does not exist|no such/i;

const saysSessionEnded = (text: string): boolean => SESSION.test(text) && !TIME_OUT.test(text);

/** `ERROR:` in the place of a session (helios-green.md 1.1). */
export function logOnRefused(result: string): Fault {
	const said = quoted(result.replace(/^\s*ERROR:?\s*/i, ''));
	const words = said ? ` It said: ${said}` : '';
	if (/licen[cs]/i.test(said)) {
		return new Fault('unavailable', `${VENDOR} has no free licence for another session.${words}`, {
			advice: 'Wait until somebody signs off, run fewer workflows at the same time, or ask for another licence.',
		});
	}
	if (/profil/i.test(said)) {
		return new Fault('misconfigured', `${VENDOR} does not know the database profile of the credential.${words}`, {
			field: 'Database Profile',
			advice: 'Enter the profile as it is named on the application server. Upper and lower case may count.',
		});
	}
	if (/hesl|password|passwd|uživatel|uzivatel|používat|user|jmén|login|přihl|credential/i.test(said)) {
		return new Fault('unauthorized', `${VENDOR} did not accept the user name or the password.${words}`, {
			field: 'Password',
			advice: 'Check both in the credential. The user must be allowed to use the service gate.',
		});
	}
	return new Fault('unauthorized', `${VENDOR} refused to sign in.${words}`);
}

/** A SOAP Fault: the service itself failed (helios-green.md 1). */
export function soapFaulted({ code, text }: SoapFault, doing: string, status?: number): Fault {
	const said = quoted(text);
	const isSaid = saysSessionEnded(said);
	const message = `${VENDOR}'s service failed with a SOAP Fault when asked to ${doing}: ${said || code || 'no reason given'}`;
	return new LostSession(isSaid ? 'unauthorized' : 'invalid', message, isSaid, {
		...(status !== undefined && { status }),
		effect: isSaid ? 'none' : 'unknown',
		advice: isSaid
			? 'Run again; if it repeats, ask the Helios administrator how long sessions last.'
			: 'Ask the Helios administrator for the server log of this moment.',
	});
}

export function soapFaultIn(root: XmlNode | undefined): SoapFault | undefined {
	const fault = findIn(root, 'Fault');
	if (!fault) return undefined;
	return {
		code: findIn(fault, 'faultcode')?.text ?? findIn(fault, 'Value')?.text ?? '',
		text: findIn(fault, 'faultstring')?.text ?? findIn(fault, 'Text')?.text ?? '',
	};
}

/** What a refusal means by its body, else by its status; the judge of this room's wire. */
export function judge(reply: WireReply, request: WireRequest): Fault | undefined {
	const fault = faultOfStatus(reply, VENDOR, request);
	if (!fault || kindOf(reply.text.slice(0, TELLING)) !== 'xml') return fault;
	const read = settledNow(() => soapFaultIn(treeOf(reply.text, { vendor: VENDOR, doing: request.doing })));
	return 'value' in read && read.value ? soapFaulted(read.value, request.doing, reply.status) : fault;
}

/** An answer of the service that is no SOAP: a login page, a proxy, another service at this address. */
export function notSoap(start: string, doing: string): Fault {
	const kind = kindOf(start);
	const what = { empty: 'an empty answer', page: 'a web page', xml: 'other XML', text: 'plain text' }[kind];
	const quote = kind === 'text' ? `: ${quoted(start)}` : '.';
	return new Fault(
		'unreadable',
		`${VENDOR}'s address answered with ${what} instead of SOAP when asked to ${doing}${quote}`,
		{
			advice: 'Check the Service-Gate Address in the credential: it ends with ServiceGate.asmx.',
			effect: 'unknown',
		},
	);
}

/** A result that is no XML (helios-green.md 2). */
export function notXml(start: string, doing: string): Fault {
	const text = start.trim();
	if (/^ERROR\b/i.test(text)) {
		const said = quoted(text.replace(/^ERROR:?\s*/i, ''));
		const message = `${VENDOR} answered with an error when asked to ${doing}: ${said}`;
		const isSaid = saysSessionEnded(said);
		return new LostSession(isSaid ? 'unauthorized' : 'invalid', message, isSaid, {
			effect: isSaid ? 'none' : 'unknown',
		});
	}
	const what = { empty: 'nothing', page: 'a web page', xml: 'XML', text: 'something that is no XML' }[kindOf(text)];
	const quote = text === '' ? '.' : `. It begins: ${quoted(text)}`;
	return new Fault('unreadable', `${VENDOR} answered with ${what} when asked to ${doing}${quote}`, {
		advice: 'An output transformation may be set for this message: ask for the plain answer.',
		effect: 'unknown',
	});
}

/** A refusal that names the column which we sort by although nobody asked for it. */
export function aboutSorting(error: unknown, column: string): unknown {
	if (!(error instanceof Fault) || error.kind !== 'invalid' || !error.message.includes(column)) return error;
	const { kind, message, status, effect } = error;
	const advice = `The rows are sorted by "${column}". Set the Name Column to a column of the template, or switch off Sort by Name Column.`;
	return new Fault(kind, message, { ...(status !== undefined && { status }), effect, advice });
}

export interface Failure {
	/** Name of the answer's outermost element. */
	root: string;
	/** `application` is meant for the user, `system` is technical. */
	level: string;
	message: string;
	/** Stack trace or long text. */
	text: string;
}

/** `STATE="FAIL"` (helios-green.md 2.2). */
export function failed({ root, level, message, text }: Failure, doing: string): Fault {
	const said = quoted(message || text);
	if (/^result$/i.test(root)) {
		const isSaid = saysSessionEnded(`${message} ${text}`);
		return new LostSession(
			isSaid ? 'unauthorized' : 'invalid',
			`${VENDOR} could not process the message to ${doing} (system failure): ${said || 'no reason given'}`,
			isSaid,
			{
				effect: isSaid ? 'none' : 'unknown',
				advice: isSaid
					? 'Run again; if it repeats, ask the Helios administrator how long sessions last.'
					: 'The message may have a form that this version does not know: try another in Options, Message Template.',
			},
		);
	}
	if (/^system$/i.test(level)) {
		return new Fault('invalid', `${VENDOR} failed to ${doing} (system failure): ${said || 'no reason given'}`, {
			effect: 'unknown',
			advice:
				'Where the words are about the form of the message, try another in Options, Message Template. Otherwise ask the Helios administrator for the server log of this moment.',
		});
	}
	const refusal = `${VENDOR} refused to ${doing}: ${said || 'no reason given'}`;
	if (ABSENT.test(said) && (RECORD.test(said) || !SOMETHING_ELSE.test(said))) return new Fault('notFound', refusal);
	return new Fault('invalid', refusal, { advice: 'The reason is in the words of Helios. Correct it and run again.' });
}
