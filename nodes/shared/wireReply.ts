import type { WireReply } from './http';

/** What n8n's request helper answers when it is asked for the full response. */
export interface RawReply {
	statusCode: number;
	headers: Record<string, unknown>;
	body: unknown;
}

/** The reply with its headers in lower case and its text made only when asked for. */
export function readReply(raw: RawReply): WireReply {
	const body = toBuffer(raw.body);
	const headers = Object.fromEntries(
		Object.entries(raw.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
	);
	const serverTime = Date.parse(headers.date ?? '');
	let text: string | undefined;
	return {
		status: raw.statusCode,
		headers,
		body,
		get text() {
			return (text ??= body.toString('utf8'));
		},
		...(Number.isFinite(serverTime) && { serverTime }),
	};
}

function toBuffer(body: unknown): Buffer {
	if (Buffer.isBuffer(body)) return body;
	if (body instanceof ArrayBuffer) return Buffer.from(body);
	if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
	if (body === undefined || body === null) return Buffer.alloc(0);
	return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

/** A reply that is read piece by piece. Whoever stops early lets the connection go. */
export interface WireStream {
	status: number;
	headers: Record<string, string>;
	serverTime?: number;
	/** @throws Fault when the connection breaks before the end */
	chunks: AsyncIterable<Buffer>;
	/** The first bytes, at most `limit`; ends the stream. */
	start(limit: number): Promise<Buffer>;
}

/** @param named turns what the network throws into a fault */
export function streamOf(raw: RawReply, named: (error: unknown) => Error): WireStream {
	const { status, headers, serverTime } = readReply({ ...raw, body: undefined });
	const chunks = piecesOf(raw.body, named);
	return {
		status,
		headers,
		...(serverTime !== undefined && { serverTime }),
		chunks,
		async start(limit) {
			const pieces: Buffer[] = [];
			let length = 0;
			for await (const piece of chunks) {
				pieces.push(piece);
				length += piece.length;
				if (length >= limit) break;
			}
			return Buffer.concat(pieces).subarray(0, limit);
		},
	};
}

async function* piecesOf(body: unknown, named: (error: unknown) => Error): AsyncGenerator<Buffer> {
	try {
		if (!isStream(body)) return void (yield toBuffer(body));
		for await (const piece of body) yield toBuffer(piece);
	} catch (error) {
		throw named(error);
	}
}

const isStream = (body: unknown): body is AsyncIterable<unknown> =>
	typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
