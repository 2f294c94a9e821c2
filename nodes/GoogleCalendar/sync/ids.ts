import { createHash } from 'node:crypto';

const PREFIX = 'n8n';
const DIGITS = '0123456789abcdefghijklmnopqrstuv';

/** Base32hex in lower case: the only characters that Google takes in an id (google-calendar.md A). */
function base32hex(bytes: Buffer): string {
	let bits = 0;
	let held = 0;
	let text = '';
	for (const byte of bytes) {
		held = (held << 8) | byte;
		for (bits += 8; bits >= 5; bits -= 5) text += DIGITS[(held >>> (bits - 5)) & 31];
		held &= (1 << bits) - 1;
	}
	return bits > 0 ? text + DIGITS[(held << (5 - bits)) & 31] : text;
}

/**
 * The id of the event that is made for a task: the same one however often its creation is repeated, so that a lost answer makes no
 * second event (google-calendar.md C). Another one in each generation, because a deleted event keeps its id.
 */
export function eventIdOf(link: string, generation: number): string {
	return `${PREFIX}${base32hex(createHash('sha256').update(`pair\n${link}\n${generation}`).digest())}`;
}

/** Whether an id was derived so, and not given by Google: a copy that somebody makes of an event has one of those. */
export const isDerived = (id: string): boolean => id.startsWith(PREFIX);
