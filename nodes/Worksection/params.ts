import type { Params } from './encode';

/** Parameters that have a value. */
export const given = (pairs: ReadonlyArray<readonly [string, string | undefined]>): Params =>
	pairs.filter((pair): pair is readonly [string, string] => pair[1] !== undefined && pair[1] !== '');

/** The parameter that asks for more than the basic fields. */
export const extraOf = (extra: readonly string[]): Params => (extra.length > 0 ? [['extra', extra.join(',')]] : []);
