import { textOf } from '../shared/text';
import type { Params } from './encode';

/** Parameters that have a value. */
export const given = (pairs: ReadonlyArray<readonly [string, string | undefined]>): Params =>
	pairs.map(([name, value]) => [name, textOf(value)] as const).filter(([, value]) => value !== '');

/** What a text field of the node holds: an expression may give it a number. */
export const textIn = (value: unknown): string => textOf(value).trim();

/** The parameter that asks for more than the basic fields. */
export const extraOf = (extra: readonly string[]): Params => (extra.length > 0 ? [['extra', extra.join(',')]] : []);
