import { longId } from '../ids';
import type { WatchParams } from './types';

const TRUTH = /^(true|false)$/i;

/** The values that a person chose or typed; an expression may give one alone. */
export function awaited({ values = [], otherValues = [] }: Pick<WatchParams, 'values' | 'otherValues'>): string[] {
	const typed = [values, otherValues].flat().map((value) => String(value).trim());
	return [...new Set(typed.filter((value) => value !== '').flatMap(asStored))];
}

/** In records, IDs have 18 characters, and true and false small letters. */
const asStored = (value: string): string[] => [
	value,
	longId(value),
	...(TRUTH.test(value) ? [value.toLowerCase()] : []),
];
