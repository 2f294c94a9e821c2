/** What Daktela answers (daktela.md 3). Further keys are kept. */
import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../shared/fault';
import * as z from '../shared/vendor';
import { VENDOR } from './errors';

const row = z.looseObject({});
const text = z.nullish(z.string());

const envelope = z.looseObject({
	error: z.unknown(),
	result: z.unknown(),
	_time: text,
	_serverTime: z.unknown(),
	_timezone: text,
});
export type Envelope = z.Infer<typeof envelope>;

/** PHP prints a list whose numbering has gaps as an object. */
const rows = z.union([
	z.array(row),
	z.pipe(
		z.record(z.string(), row),
		z.transform((keyed) => Object.values(keyed)),
	),
]);
const listing = z.union([
	z.looseObject({ data: rows, total: z.nullish(z.union([z.number(), z.string()])) }),
	z.pipe(
		z.array(row),
		z.transform((data) => ({ data, total: null })),
	),
]);

const session = z.union([
	z.string(),
	z.looseObject({ accessToken: z.string(), refreshToken: text, accessTokenExpirationDate: text }),
]);

/**
 * A part of an answer in its documented form.
 * @param effect `unknown` for the answer to a write: something was done, although the answer cannot be read
 * @throws Fault `unreadable` naming what was asked and the key that does not fit
 */
function read<T>(
	shape: z.ZodType<T>,
	value: unknown,
	at: string,
	doing: string,
	effect: 'none' | 'unknown' = 'none',
): T {
	const result = shape.safeParse(value);
	if (result.success) return result.data;
	const path = [at, ...(result.error.issues[0]?.path ?? [])].filter((step) => step !== '').map(String);
	const what = path.length > 0 ? `"${path.join('.')}"` : 'it';
	throw new Fault(
		'unreadable',
		`${VENDOR}'s answer does not have the documented form when asked to ${doing}: ${what} does not fit.`,
		{
			effect,
		},
	);
}

type Effect = 'none' | 'unknown';

export const readEnvelope = (data: unknown, doing: string, effect?: Effect): Envelope =>
	read(envelope, data, '', doing, effect);

/** An answer without rows is never taken for an empty list: a lookup that found nothing leads to a creation. */
export function readListing(result: unknown, doing: string): { rows: IDataObject[]; total?: number } {
	const { data, total } = read(listing, result, 'result', doing);
	const count = Number(total ?? NaN);
	return { rows: data as IDataObject[], ...(Number.isFinite(count) && { total: count }) };
}

export const readRecord = (result: unknown, doing: string, effect?: Effect): IDataObject =>
	read(row, result, 'result', doing, effect) as IDataObject;

/** Older versions answer the token alone (daktela.md 2). */
export function readSession(result: unknown, doing: string) {
	const told = read(session, result, 'result', doing);
	return typeof told === 'string' ? { accessToken: told, refreshToken: null, accessTokenExpirationDate: null } : told;
}

/** The answer to an upload: the temporary name, as a JSON string (daktela.md 5). */
export const readUpload = (data: unknown, doing: string): string => read(z.string(), data, '', doing);
