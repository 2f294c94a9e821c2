import type { VendorReply, VendorRequest } from '../../common';
import type { Room } from '../room';
import { getInfo } from './info';
import { operations } from './operations';
import { faultReply, readCall, SoapFault, textReply } from './soap';
import { dataService, serviceGate, wsdlOf, type Service } from './wsdl';

const PATH = /^(.*)\/(servicegate|data)\.asmx$/i;
const FIRST_NAME =
	/<(?:[\w.-]+:)?inputXml\b[^>]*>\s*(?:<!\[CDATA\[)?\s*(?:(?:&lt;|<)\?xml.*?\?(?:&gt;|>)\s*)?(?:&lt;|<)([A-Za-z]+)/s;
const BODY_NAME = /:?Body\b[^>]*>\s*<(?:[\w.-]+:)?([A-Za-z]+)/;

/** For the log and for faults: LogOn, LogOff, KeepAlive, GetInfo, wsdl, or the message that ProcessXml carries (BROWSE, RUN …). */
export function actionOf({ method, rawQuery, body, path }: VendorRequest): string | undefined {
	if (!PATH.test(path)) return undefined;
	if (method === 'GET') return /^wsdl$/i.test(rawQuery) ? 'wsdl' : undefined;
	const beginning = body.subarray(0, 4096).toString();
	const operation = BODY_NAME.exec(beginning)?.[1];
	return operation === 'ProcessXml' ? (FIRST_NAME.exec(beginning)?.[1] ?? operation) : operation;
}

const page = (status: number, title: string, text: string): VendorReply => ({
	status,
	headers: { 'Content-Type': 'text/html; charset=utf-8' },
	body: `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1><p>${text}</p></body></html>`,
});

/** Any application path, in any case (helios-green.md 1). */
export function handle(room: Room, request: VendorRequest): VendorReply {
	const { switches } = room;
	if (!switches.anonymousAllowed) {
		const reply = page(401, '401 - Unauthorized', 'Windows authentication is required.');
		return { ...reply, headers: { ...reply.headers, 'WWW-Authenticate': 'Negotiate' } };
	}
	const [, application = '', file] = PATH.exec(request.path) ?? [];
	const service = file?.toLowerCase() === 'data' ? dataService : serviceGate;
	if (!file || (service === dataService && !switches.dataService))
		return page(404, '404 - File or directory not found', 'The resource cannot be found.');
	if (request.method === 'GET') return read(room, request, service);
	if (request.method !== 'POST') return page(405, '405 - Method not allowed', 'Use POST.');
	if (switches.outage === 'htmlPage') return page(500, 'Server Error', 'The application is not running.');
	const type = request.headers['content-type'] ?? '';
	if (switches.contentType === 'textXml' && !/^text\/xml\b/i.test(type))
		return page(415, '415 - Unsupported Media Type', 'SOAP 1.1 needs text/xml.');
	try {
		if (switches.outage === 'soapFault') throw new SoapFault('Server', 'The application server is not available.');
		return call(room, request, service, application);
	} catch (error) {
		if (error instanceof SoapFault) return faultReply(error, room.url() + request.path);
		throw error;
	}
}

function read({ switches, url }: Room, { path, rawQuery }: VendorRequest, service: Service): VendorReply {
	if (!/^wsdl$/i.test(rawQuery)) {
		return page(200, service.name, `Operations: ${Object.keys(service.operations).join(', ')}`);
	}
	if (!switches.wsdlPublished) return page(404, '404 - Not found', 'The description is not published.');
	return { headers: { 'Content-Type': 'text/xml; charset=utf-8' }, body: wsdlOf(service, url() + path) };
}

function call(room: Room, { body, headers }: VendorRequest, service: Service, application: string): VendorReply {
	const action = headers.soapaction;
	const { operation, parameter } = readCall(body, typeof action === 'string' ? action : '');
	if (!Object.hasOwn(service.operations, operation))
		throw new SoapFault('Client', `There is no operation '${operation}'.`);
	if (service === dataService) return textReply('GetInfo', getInfo(room, parameter('myCode'), application));
	room.store.settle();
	return operations[operation]!(room, parameter);
}
