/** The service gate's operations over the shared wire (helios-green.md 1.1, 1.2). */
import { Fault } from '../shared/fault';
import { Wire, type Host, type WireRequest } from '../shared/http';
import { withoutSecrets } from '../shared/secrets';
import { settled } from '../shared/settled';
import { ElementText } from '../shared/xml/elementText';
import { kindOf, TELLING } from '../shared/xml/kind';
import { withTellingStart } from '../shared/xml/pieces';
import { LIMITS, readXml } from '../shared/xml/reader';
import { textFrom } from '../shared/xml/utf8';
import { CREDENTIAL, VENDOR, type Access } from './access';
import { judge, logOnRefused, notSoap, quoted, soapFaulted, soapFaultIn } from './faults';
import { traceOf } from './blotting';
import type { Operation, Sent } from './sdk';

/** Whether asking twice does no harm. */
export type Effect = 'read' | 'write';

export interface LogOn {
	/** As Helios gave it: `number,number` (helios-green.md 1.1). */
	token: string;
	/** Seconds within which the session wants to hear of us, where it told. */
	aliveSeconds?: number;
}

const SHORT_MS = 60_000;
const LOG_OFF_MS = 15_000;
const LONGEST_SHORT = 1024 * 1024;
/** Shorter numbers are not worth hiding, and stand for other things as well. */
const SHORTEST_TOKEN = 4;
const PACE = { intervalMs: 0, concurrency: 4 };
/** Seconds in all plausibility: more is a number of something else. */
const LONGEST_INTERVAL = 24 * 60 * 60;

export class ServiceGate {
	/** The server's time in the header of the last answer to a message, epoch milliseconds. */
	answeredAt: number | undefined;
	private readonly wire: Wire;
	/** Signs off although the run was cancelled: an open session keeps a licence. */
	private readonly last: Wire;
	/** Traces of passwords and sessions, which Helios may quote. */
	private readonly traces = new Map<string, RegExp>();

	constructor(
		host: Host,
		readonly access: Access,
	) {
		const options = {
			vendor: VENDOR,
			credential: CREDENTIAL,
			baseUrl: access.gate,
			account: `${access.gate.toLowerCase()} ${access.user}`,
			pace: PACE,
			judge,
			...(access.deadline !== undefined && { deadline: access.deadline }),
		};
		this.wire = new Wire(host, options);
		this.hide(access.password);
		this.last = new Wire(notCancelled(host), { ...options, attempts: 1 });
	}

	get spent() {
		const { requests, waitedMs } = this.wire.spent;
		return { requests: requests + this.last.spent.requests, waitedMs };
	}

	/** Begins a session, which takes a licence until `logOff`. Never repeated when its answer is lost. @throws Fault */
	async logOn(): Promise<LogOn> {
		const { profile, user, password, language, options } = this.access;
		const parameters = { profile, username: user, password, language, options };
		const result = await this.short(this.wire, 'LogOn', parameters, { doing: 'sign in' });
		const token = result.trim();
		// A sentence is no session, with or without ERROR before it.
		if (/^error/i.test(token) || /\s/.test(cutToken(token))) throw this.safe(logOnRefused(token));
		if (token === '') throw new Fault('unreadable', `${VENDOR} gave no session when asked to sign in.`);
		for (const one of [token, cutToken(token)]) if (one.length >= SHORTEST_TOKEN) this.hide(one);
		const seconds = secondsIn(/^[^,]*,\s*(\d+)\s*$/.exec(token)?.[1]);
		return { token, ...(seconds !== undefined && { aliveSeconds: seconds }) };
	}

	/** Ends a session. @returns whether Helios knew it (helios-green.md 1.1) @throws Fault where the server cannot be asked */
	async logOff(token: string): Promise<boolean> {
		const asked = { doing: 'sign off', timeoutMs: LOG_OFF_MS, repeatable: true };
		return (await this.short(this.last, 'LogOff', { sessionToken: token }, asked)).trim() === '1';
	}

	/** Seconds until the next call should be made, where Helios told, and whether it refused the session. @throws Fault */
	async keepAlive(token: string): Promise<{ seconds?: number; isRefused: boolean }> {
		const asked = { doing: 'keep the session', repeatable: true };
		const result = await this.short(this.wire, 'KeepAlive', { sessionToken: token }, asked);
		const seconds = secondsIn(result);
		return { ...(seconds !== undefined && { seconds }), isRefused: /^\s*ERROR/i.test(result) };
	}

	/** What `Data.asmx` tells, which needs no session (helios-green.md 1.2). @throws Fault */
	async info(code: string, doing: string): Promise<string> {
		const asked = { doing, repeatable: true, baseUrl: this.access.data };
		const result = await this.short(this.wire, 'GetInfo', { myCode: code, myValue: '' }, asked);
		if (!/^\s*ERROR/i.test(result)) return result;
		const said = quoted(result.replace(/^\s*ERROR:?\s*/i, ''));
		throw this.safe(new Fault('invalid', `${VENDOR} refused to ${doing}: ${said}`));
	}

	/** Sends a message and gives the text of its result as it comes. @throws Fault, also while reading */
	async *processXml(
		token: string,
		message: string,
		{ doing, effect }: { doing: string; effect: Effect },
	): AsyncGenerator<string, void, undefined> {
		const { requestFor } = await import('./sdk');
		const sent = await requestFor('ProcessXml', { sessionToken: token, inputXml: message });
		const more = { doing, repeatable: effect === 'read', timeoutMs: this.access.timeoutMs };
		try {
			const { chunks, serverTime } = await this.wire.stream(requestOf(sent, more));
			this.answeredAt = serverTime;
			yield* resultIn(chunks, doing);
		} catch (error) {
			throw this.safe(error);
		}
	}

	/** The error without what nobody may read. */
	safe<E>(error: E): E {
		if (!(error instanceof Fault)) return error;
		error.message = this.withoutSecrets(error.message);
		return error;
	}

	withoutSecrets(text: string): string {
		const blotted = [...this.traces.values()].reduce((rest, trace) => rest.replace(trace, '***'), text);
		return withoutSecrets(
			blotted,
			[...this.traces.keys()].filter(({ length }) => length >= SHORTEST_TOKEN),
		);
	}

	private hide(secret: string): void {
		const trace = traceOf(secret);
		if (trace) this.traces.set(secret, trace);
	}

	private async short(
		wire: Wire,
		operation: Operation,
		parameters: Record<string, string>,
		request: Pick<WireRequest, 'doing' | 'timeoutMs' | 'repeatable' | 'baseUrl'>,
	): Promise<string> {
		const { call, SoapRefusal } = await import('./sdk');
		const { doing } = request;
		let ours: unknown;
		const send = async (sent: Sent): Promise<string> => {
			const body = await settled(async () => {
				const { text } = await wire.send(requestOf(sent, { timeoutMs: SHORT_MS, ...request }));
				return checkedSoap(text, doing);
			});
			if ('value' in body) return body.value;
			throw (ours = body.error);
		};
		const result = await settled(async () => await call(operation, parameters, send));
		if ('value' in result) return result.value;
		const { error } = result;
		if (error instanceof SoapRefusal) throw this.safe(soapFaulted(error.fault, doing));
		if (error === ours) throw this.safe(error);
		throw new Fault('unreadable', `${VENDOR} sent an answer that is no SOAP when asked to ${doing}.`, {
			effect: 'unknown',
		});
	}
}

/** What is sent with a session: the part before the comma, unless the server wants all of it (helios-green.md 1.1). */
export const cutToken = (token: string): string => token.replace(/,.*$/s, '');

function secondsIn(text: string | undefined): number | undefined {
	const seconds = Number(text?.trim() || NaN);
	return seconds > 0 && seconds <= LONGEST_INTERVAL ? seconds : undefined;
}

const requestOf = (
	{ envelope, headers }: Sent,
	more: Pick<WireRequest, 'doing' | 'timeoutMs' | 'repeatable' | 'baseUrl'>,
): WireRequest => ({
	method: 'POST',
	path: '',
	body: envelope,
	headers: { ...headers, Accept: 'text/xml' },
	anonymous: true,
	...more,
});

/** A short answer that is fit to be given to soap, which would take other entities than those of XML. @throws Fault `unreadable` */
function checkedSoap(text: string, doing: string): string {
	if (kindOf(text.slice(0, TELLING)) !== 'xml') throw notSoap(text.slice(0, LONGEST_SHORT), doing);
	readXml(text, { vendor: VENDOR, doing }, {}, { ...LIMITS, characters: LONGEST_SHORT });
	return text;
}

async function* resultIn(chunks: AsyncIterable<Buffer>, doing: string): AsyncGenerator<string, void, undefined> {
	const source = { vendor: VENDOR, doing };
	const reader = new ElementText('ProcessXmlResult', source);
	let isBegun = false;
	for await (const piece of withTellingStart(textFrom(chunks, source))) {
		if (!isBegun && kindOf(piece) !== 'xml') throw notSoap(piece, doing);
		isBegun = true;
		const text = reader.write(piece);
		if (text !== '') yield text;
	}
	if (!isBegun) throw notSoap('', doing);
	reader.end();
	if (reader.found) return;
	const fault = soapFaultIn(reader.root);
	throw fault ? soapFaulted(fault, doing) : notSoap('<xml/>', doing);
}

/** The same host, deaf to the cancelling of the run. */
function notCancelled(host: Host): Host {
	return new Proxy(host, {
		has: (target, name) => name !== 'getExecutionCancelSignal' && name in target,
		get: (target, name) => {
			const value: unknown = Reflect.get(target, name, target);
			return typeof value === 'function' ? (value as () => unknown).bind(target) : value;
		},
	});
}
