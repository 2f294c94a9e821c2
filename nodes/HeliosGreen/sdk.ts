/** The one place that imports soap, which the build bundles with this file. It is loaded with the first request. */
import { Client, WSDL, type IHttpClient } from 'soap';

import { WSDL_TEXT } from './wsdl';

export type Operation = 'LogOn' | 'LogOff' | 'KeepAlive' | 'ProcessXml' | 'GetInfo';

/** A request as it travels. */
export interface Sent {
	envelope: string;
	headers: Record<string, string>;
}

/** What a SOAP Fault says. */
export interface SoapFault {
	code: string;
	text: string;
}

/** An answer that is a SOAP Fault. */
export class SoapRefusal extends Error {
	constructor(readonly fault: SoapFault) {
		super(fault.text);
	}
}

type Method = (parameters: Record<string, string>) => Promise<[Record<string, unknown> | null | undefined]>;

let described: Promise<WSDL> | undefined;

const description = (): Promise<WSDL> =>
	(described ??= new Promise((resolve, reject) => {
		const wsdl = new WSDL(WSDL_TEXT, 'ServiceGate', {});
		wsdl.onReady((error: Error | null) => (error ? reject(error) : resolve(wsdl)));
	}));

async function methodOf(operation: Operation, httpClient: IHttpClient): Promise<Method> {
	const client = new Client(await description(), undefined, { httpClient });
	return (client as unknown as Record<string, Method>)[`${operation}Async`]!;
}

/** Requests go where we send them, not where soap would. */
const transport = (send: (sent: Sent) => Promise<string>): IHttpClient => ({
	request(_address, envelope: string, answered, headers = {}) {
		send({ envelope, headers: headers as Record<string, string> }).then(
			(body) => answered(null, { status: 200, headers: {} }, body),
			(error: unknown) => answered(error),
		);
		return undefined as never;
	},
});

/**
 * Calls an operation with a short answer.
 * @param send sends the request and gives the body of the answer; what it throws passes unchanged
 * @returns the text of the operation's result, empty where there is none
 * @throws SoapRefusal for a SOAP Fault; an ordinary error where the answer is no SOAP at all
 */
export async function call(
	operation: Operation,
	parameters: Record<string, string>,
	send: (sent: Sent) => Promise<string>,
): Promise<string> {
	const method = await methodOf(operation, transport(send));
	try {
		const [answer] = await method(parameters);
		const result = answer?.[`${operation}Result`];
		return typeof result === 'string' ? result : '';
	} catch (error) {
		const fault = faultIn(error);
		throw fault ? new SoapRefusal(fault) : error;
	}
}

/** The request for an operation whose answer is read as it comes. */
export async function requestFor(operation: Operation, parameters: Record<string, string>): Promise<Sent> {
	const kept = new Error('The request is sent by somebody else.');
	let sent: Sent | undefined;
	const keep = async (one: Sent): Promise<string> => {
		sent = one;
		throw kept;
	};
	const method = await methodOf(operation, transport(keep));
	await method(parameters).catch((error: unknown) => {
		if (error !== kept) throw error;
	});
	return sent!;
}

interface Parsed {
	root?: { Envelope?: { Body?: { Fault?: Record<string, unknown> } } };
}

const textIn = (value: unknown): string =>
	typeof value === 'object' && value !== null
		? textIn((value as { $value?: unknown }).$value ?? '')
		: String(value ?? '');

function faultIn(error: unknown): SoapFault | undefined {
	const fault = (error as Parsed | undefined)?.root?.Envelope?.Body?.Fault;
	return fault && { code: textIn(fault.faultcode), text: textIn(fault.faultstring) };
}
