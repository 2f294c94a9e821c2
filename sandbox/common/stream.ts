import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { VendorReply } from './types';

export type Pieces = AsyncIterable<string | Buffer>;

/** A reply whose body is there as a whole. */
export type WholeReply = Omit<VendorReply, 'body'> & { body?: string | Buffer };

/** The body of a reply that is to be sent piece by piece; undefined for any other. */
export function piecesOf({ json, body }: VendorReply): Pieces | undefined {
	return json === undefined && typeof body === 'object' && Symbol.asyncIterator in body ? body : undefined;
}

/** The reply with its pieces put together, for what can only be done to a whole body. */
export async function whole(reply: VendorReply): Promise<WholeReply> {
	const pieces = piecesOf(reply);
	if (!pieces) return reply as WholeReply;
	const chunks: Buffer[] = [];
	for await (const piece of pieces) chunks.push(typeof piece === 'string' ? Buffer.from(piece) : piece);
	return { ...reply, body: Buffer.concat(chunks) };
}

/** Takes the next piece only when the reader has room for it. A reader who goes away ends the pieces. */
export async function sendPieces(outgoing: ServerResponse, pieces: Pieces): Promise<void> {
	try {
		await pipeline(Readable.from(pieces, { highWaterMark: 1 }), outgoing);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
	}
}
