/** In the order that ids sort in. */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CHECKS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The 18-character id of the number-th row of an object; ids of later rows sort after it. */
export function idOf(keyPrefix: string, number: number): string {
	let digits = '';
	for (let rest = number; digits.length < 9; rest = Math.floor(rest / 62)) digits = DIGITS[rest % 62] + digits;
	return withSuffix(`${keyPrefix}Sb0${digits}`);
}

/** Of 15 characters; each of the three that follow tells which of five are capitals (salesforce.md 2). */
function withSuffix(id: string): string {
	let suffix = '';
	for (let block = 0; block < 15; block += 5) {
		let capitals = 0;
		for (let at = 0; at < 5; at++) {
			const character = id[block + at]!;
			if (character >= 'A' && character <= 'Z') capitals |= 1 << at;
		}
		suffix += CHECKS[capitals];
	}
	return id + suffix;
}

/** The 18-character form of an id with 15 or 18 characters; undefined when it is no id or its suffix is wrong. */
export function fullId(id: unknown): string | undefined {
	if (typeof id !== 'string' || !/^[0-9a-zA-Z]{15}([0-9A-Z]{3})?$/.test(id)) return undefined;
	const full = withSuffix(id.slice(0, 15));
	return id.length === 15 || id === full ? full : undefined;
}
