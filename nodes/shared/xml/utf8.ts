import { Fault } from '../fault';
import { settledNow } from '../settled';
import type { XmlSource } from './reader';

/** Longer texts would be kept where memory is cleaned up rarely. */
const PIECE = 16 * 1024;

/** Bytes as text, piece by piece; a character that is cut in two by a piece's end comes whole. @throws Fault `unreadable` */
export async function* textFrom(
	chunks: AsyncIterable<Buffer>,
	{ vendor, doing }: XmlSource,
): AsyncGenerator<string, void, undefined> {
	const decoder = new TextDecoder('utf-8', { fatal: true });
	const decode = (chunk?: Buffer): string => {
		const decoded = settledNow(() => decoder.decode(chunk, { stream: chunk !== undefined }));
		if ('value' in decoded) return decoded.value;
		throw new Fault('unreadable', `${vendor} sent text that is not UTF-8 when asked to ${doing}.`);
	};
	for await (const chunk of chunks) {
		for (let from = 0; from < chunk.length; from += PIECE) {
			const text = decode(chunk.subarray(from, from + PIECE));
			if (text !== '') yield text;
		}
	}
	const rest = decode();
	if (rest !== '') yield rest;
}
