/** The form of a batch: requests and answers as parts of one body (google-calendar.md C). Pure. */
import { Fault } from '../shared/fault';
import type { Asked } from './sdk';

/** Most requests of one batch. */
export const BATCH = 50;
export const BATCH_PATH = '/batch/calendar/v3';

const NAME = 'n8n-';
/** Of a part only these mean something; the rest is said of the whole batch. */
const PART_HEADERS = ['if-match', 'content-type'];

/** The body of a batch and its content type. No text of ours may hold the boundary, so it is made of something random. */
export function batchBody(parts: readonly Asked[], random: string): { body: string; contentType: string } {
	const boundary = `batch_${random}`;
	const written = parts.map((part, index) => {
		const headers = PART_HEADERS.flatMap((name) => {
			const value = part.headers[name];
			return value === undefined ? [] : [`${name}: ${value}`];
		});
		const request = [`${part.method} ${part.path} HTTP/1.1`, ...headers, '', part.body ?? ''];
		const about = ['Content-Type: application/http', `Content-ID: <${NAME}${index}>`, ''];
		return [`--${boundary}`, ...about, ...request].join('\r\n');
	});
	return {
		body: `${written.join('\r\n')}\r\n--${boundary}--\r\n`,
		contentType: `multipart/mixed; boundary=${boundary}`,
	};
}

export interface PartReply {
	status: number;
	headers: Record<string, string>;
	text: string;
}

/**
 * The answers by the place of their requests; they may come in any order. One that is missing is undefined.
 * @throws Fault `unreadable` where the answer is no batch at all
 */
export function partsOf(contentType: string, text: string, count: number): Array<PartReply | undefined> {
	const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType) ?? [];
	const boundary = quoted ?? plain;
	if (!boundary) {
		throw new Fault('unreadable', 'Google Calendar did not answer a batch of requests with a batch of answers.', {
			effect: 'unknown',
		});
	}
	const replies = new Array<PartReply | undefined>(count);
	// What follows the last boundary was cut off, or is nothing.
	const pieces = `\r\n${text.replace(/\r?\n/g, '\r\n')}`.split(`\r\n--${boundary}`).slice(1, -1);
	for (const piece of pieces) {
		const part = partOf(piece);
		if (part && part.index < count) replies[part.index] = part.reply;
	}
	return replies;
}

/** A part: its own headers, then an answer with a status line, headers and a body. */
function partOf(piece: string): { index: number; reply: PartReply } | undefined {
	const [about, answer] = halves(piece.replace(/^[ \t]*\r\n/, ''));
	const index = /<?(?:response-)?n8n-(\d+)>?/.exec(headersOf(about)['content-id'] ?? '')?.[1];
	const [start, body] = halves(answer);
	const [, status] = /^HTTP\/\d(?:\.\d)? (\d{3})/.exec(start) ?? [];
	if (index === undefined || status === undefined) return undefined;
	return { index: Number(index), reply: { status: Number(status), headers: headersOf(start), text: body } };
}

function halves(text: string): [string, string] {
	const at = text.indexOf('\r\n\r\n');
	return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 4)];
}

function headersOf(lines: string): Record<string, string> {
	const headers: Record<string, string> = {};
	for (const line of lines.split('\r\n')) {
		const at = line.indexOf(':');
		if (at > 0) headers[line.slice(0, at).trim().toLowerCase()] = line.slice(at + 1).trim();
	}
	return headers;
}
