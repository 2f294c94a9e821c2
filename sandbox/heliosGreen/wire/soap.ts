import type { VendorReply } from '../../common';
import { parseXml, type Element } from '../xml/parse';
import { escape, escapeMarkup } from '../xml/write';

/** Target namespace of both services (helios-green.md 1). */
export const NAMESPACE = 'http://lcs.cz/webservices/';
const ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';

const HEAD =
	`<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="${ENVELOPE}"` +
	' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><soap:Body>';
const TAIL = '</soap:Body></soap:Envelope>';

const HEADERS = { 'Content-Type': 'text/xml; charset=utf-8', 'Cache-Control': 'private, max-age=0' };

/** A failure below the application level (helios-green.md 1). */
export class SoapFault extends Error {
	constructor(
		readonly code: 'Client' | 'Server',
		message: string,
	) {
		super(message);
	}
}

/** HTTP 500 with a SOAP 1.1 Fault. */
export const faultReply = ({ code, message }: SoapFault, actor: string): VendorReply => ({
	status: 500,
	headers: HEADERS,
	body:
		`${HEAD}<soap:Fault><faultcode>soap:${code}</faultcode><faultstring>${escape(message)}</faultstring>` +
		`<faultactor>${escape(actor)}</faultactor><detail/></soap:Fault>${TAIL}`,
});

export interface SoapCall {
	readonly operation: string;
	/** Texts of the qualified children of the operation's element; what is not qualified is not seen. */
	parameter(name: string): string;
}

/** The operation is that of SOAPAction, or of the Body when there is none. Throws a SoapFault. */
export function readCall(body: Buffer, soapAction: string): SoapCall {
	const element = bodyElement(body);
	const action = soapAction.trim().replace(/^"(.*)"$/, '$1');
	if (action !== '' && action !== NAMESPACE + element.name)
		throw new SoapFault('Client', `Server did not recognize the value of HTTP Header SOAPAction: ${action}.`);
	if (element.uri !== NAMESPACE)
		throw new SoapFault('Client', `'${element.name}' is not in the namespace ${NAMESPACE}.`);
	return {
		operation: element.name,
		parameter: (name) => element.children.find((child) => child.name === name && child.uri === NAMESPACE)?.text ?? '',
	};
}

function bodyElement(source: Buffer): Element {
	let envelope: Element;
	try {
		envelope = parseXml(source.toString());
	} catch (error) {
		throw new SoapFault('Client', `Server was unable to read request. ${(error as Error).message}`);
	}
	if (envelope.name !== 'Envelope' || envelope.uri !== ENVELOPE)
		throw new SoapFault('Client', 'The request is no SOAP 1.1 envelope.');
	const body = envelope.children.find(({ name, uri }) => name === 'Body' && uri === ENVELOPE);
	const element = body?.children[0];
	if (!element) throw new SoapFault('Client', 'The SOAP Body is empty.');
	return element;
}

const opening = (operation: string) => `${HEAD}<${operation}Response xmlns="${NAMESPACE}"><${operation}Result>`;
const closing = (operation: string) => `</${operation}Result></${operation}Response>${TAIL}`;

/** A result that is plain text. */
export const textReply = (operation: string, text: string): VendorReply => ({
	headers: HEADERS,
	body: opening(operation) + escape(text) + closing(operation),
});

/** A result that holds XML, sent in the pieces in which it comes. */
export function markupReply(operation: string, pieces: Iterable<string>, as: 'escaped' | 'cdata'): VendorReply {
	async function* body() {
		yield opening(operation) + (as === 'cdata' ? '<![CDATA[' : '');
		for (const piece of pieces) yield as === 'cdata' ? piece.replaceAll(']]>', ']]]]><![CDATA[>') : escapeMarkup(piece);
		yield (as === 'cdata' ? ']]>' : '') + closing(operation);
	}
	return { headers: HEADERS, body: body() };
}
