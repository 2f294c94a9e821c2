import type { VendorReply, VendorRequest } from '../../common';
import { Refusal } from '../model';
import type { World } from '../world';
import { errorReply } from './errors';

export const BATCH_PATH = '/batch/calendar/v3';
/** Calls in one batch (google-calendar.md C). */
const MOST = 50;
const BOUNDARY = 'batch_sandbox_answers';

interface Part {
	contentId: string | undefined;
	request: VendorRequest;
}

/** Each call is served by itself, with its own status, rights and share of the quota. */
export function answerBatch(
	world: World,
	request: VendorRequest,
	serve: (part: VendorRequest) => VendorReply,
): VendorReply {
	const parts = partsOf(request);
	if (parts instanceof Refusal) return errorReply(parts);
	const answers = parts.map(({ contentId, request: part }) => written(serve(part), contentId));
	if (world.switches.batchOrder === 'reversed') answers.reverse();
	const body = `${answers.map((answer) => `--${BOUNDARY}\r\n${answer}`).join('\r\n')}\r\n--${BOUNDARY}--\r\n`;
	return { headers: { 'Content-Type': `multipart/mixed; boundary=${BOUNDARY}` }, body };
}

function partsOf(request: VendorRequest): Part[] | Refusal {
	const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(request.headers['content-type'] ?? '') ?? [];
	const boundary = quoted ?? plain;
	if (boundary === undefined) return new Refusal(400, 'badRequest', 'The batch needs a multipart/mixed body.');
	const text = `\r\n${request.body.toString().replace(/\r?\n/g, '\r\n')}`;
	const pieces = text.split(`\r\n--${boundary}`).slice(1);
	const end = pieces.findIndex((piece) => piece.startsWith('--'));
	const parts = pieces.slice(0, end < 0 ? pieces.length : end).map((piece) => partFrom(piece, request));
	if (parts.length === 0 || parts.includes(undefined))
		return new Refusal(400, 'badRequest', 'Failed to parse batch request.');
	if (parts.length > MOST) return new Refusal(400, 'badRequest', `The batch size exceeds the limit of ${MOST} calls.`);
	return parts as Part[];
}

/** Headers of the batch itself count for every call that does not bring its own. */
function partFrom(piece: string, outer: VendorRequest): Part | undefined {
	const [head, inner] = halves(piece.replace(/^\s*\r\n/, ''));
	const [start, body] = halves(inner.replace(/^(\r\n)+/, ''));
	const [line = '', ...lines] = start.split('\r\n');
	const [, method, address] = /^([A-Z]+) (\S+)(?: HTTP\/\d(?:\.\d)?)?\s*$/.exec(line) ?? [];
	if (method === undefined || address === undefined) return undefined;
	const url = new URL(address, 'http://sandbox.invalid');
	const { authorization } = outer.headers;
	const headers = { ...(authorization === undefined ? {} : { authorization }), ...headersFrom(lines) };
	return {
		contentId: headersFrom(head.split('\r\n'))['content-id'],
		request: {
			method,
			path: url.pathname,
			query: url.searchParams,
			rawQuery: url.search.slice(1),
			headers,
			body: Buffer.from(body.trim()),
		},
	};
}

function halves(text: string): [string, string] {
	const at = text.indexOf('\r\n\r\n');
	return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 4)];
}

function headersFrom(lines: readonly string[]): Record<string, string> {
	const headers: Record<string, string> = {};
	for (const line of lines) {
		const at = line.indexOf(':');
		if (at > 0) headers[line.slice(0, at).trim().toLowerCase()] = line.slice(at + 1).trim();
	}
	return headers;
}

const TEXTS: Record<number, string> = { 200: 'OK', 204: 'No Content', 404: 'Not Found', 412: 'Precondition Failed' };

function written({ status = 200, headers = {}, json }: VendorReply, contentId: string | undefined): string {
	const body = json === undefined ? '' : JSON.stringify(json);
	const lines = [
		'Content-Type: application/http',
		...(contentId === undefined ? [] : [`Content-ID: ${contentId.replace(/^<?/, '<response-').replace(/>?$/, '>')}`]),
		'',
		`HTTP/1.1 ${status} ${TEXTS[status] ?? 'Answer'}`,
		...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
		`Content-Length: ${Buffer.byteLength(body)}`,
		'',
		body,
	];
	return lines.join('\r\n');
}
