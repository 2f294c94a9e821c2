import { chunksOf } from '../../shared/bulk';
import { marks } from '../profile/catalogue';
import type { Param } from '../sdk';

/** Firebird takes at most 1500 values in one list. */
const MOST_IN_LIST = 1_000;
/** The driver loses its way in the description of some thousands of parameters, and waits for ever. */
export const MOST_PARAMS = 300;

/** A parameter that is larger than its column is refused; in the statement itself it is just not there. */
const isSmall = (id: number): boolean => Number.isInteger(id) && Math.abs(id) < 2 ** 31;

/** A condition, and its parameters: whether a column is one of these IDs. */
export function inList(column: string, ids: readonly number[]): [string, ...Param[]] {
	if (ids.length <= MOST_PARAMS && ids.every(isSmall)) return [`${column} IN (${marks(ids.length)})`, ...ids];
	const numbers = ids.filter((id) => Number.isSafeInteger(id));
	const parts = chunksOf(numbers, MOST_IN_LIST).map((chunk) => `${column} IN (${chunk.join(', ')})`);
	return [parts.length > 0 ? `(${parts.join(' OR ')})` : '1 = 0'];
}
