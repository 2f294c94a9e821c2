import { badInput } from '../shared/fault';

const SHORT = /^[a-z\d]{15}$/i;
const LONG = /^[a-z\d]{18}$/i;
const CHECK = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/**
 * The ID with 18 characters, as the API gives it: the last three tell which letters of the first fifteen are capitals,
 * so that programs that do not tell them apart cannot mix up two records. Anything else is returned as it is.
 */
export function longId(id: string): string {
	if (!SHORT.test(id)) return id;
	let suffix = '';
	for (let block = 0; block < 15; block += 5) {
		let bits = 0;
		for (let at = 0; at < 5; at++) if (/[A-Z]/.test(id.charAt(block + at))) bits |= 1 << at;
		suffix += CHECK.charAt(bits);
	}
	return id + suffix;
}

/** With 18 characters the last three prove the others, so a letter that was mistyped is noticed. */
export const isId = (text: string): boolean =>
	SHORT.test(text) || (LONG.test(text) && longId(text.slice(0, 15)).slice(15) === text.slice(15).toUpperCase());

/** An ID in an address: `/lightning/r/Contact/003…/view`, `/003…`. */
const IN_LINK = /[/=]([a-z\d]{15}(?:[a-z\d]{3})?)(?=[/?&#]|$)/gi;

/** The ID of a record, from itself or from the link of the opened record. @throws Fault `input` */
export function recordIdOf(typed: unknown, field = 'Record'): string {
	const text = typeof typed === 'string' ? typed.trim() : String(typed ?? '');
	if (isId(text)) return longId(text);
	// Names of objects may be as long as an ID; these begin with the three characters of their object and hold digits.
	const [found] = /^https?:/i.test(text)
		? [...text.matchAll(IN_LINK)].map(([, id]) => id!).filter((id) => /\d/.test(id))
		: [];
	if (found) return longId(found);
	const shown = text === '' ? 'is empty' : `"${text.slice(0, 80)}" is not the ID of a record`;
	throw badInput(field, `${field}: ${shown}.`, 'Enter 15 or 18 letters and digits, or the link of the opened record.');
}
