import { Fault } from '../../shared/fault';
import { settled } from '../../shared/settled';
import type { SalesforceApi, SaveResult } from '../api';
import { meaningOf, type SalesforceFault } from '../errors';

/** What became of a record. */
export type Saved = SaveResult | Error;

const LOCKED = 'UNABLE_TO_LOCK_ROW';
const LOCK_TRIES = 5;
const LOCK_WAIT_MS = 500;

const isLocked = (result: Saved): boolean =>
	!(result instanceof Error) && !result.success && result.errors?.[0]?.statusCode === LOCKED;

/**
 * Sends records in one request. Those whose row somebody else holds are sent again after a while, they alone
 * (salesforce.md 5); nothing was written for them. A request that fails as a whole fails all its records.
 */
export async function saved<R>(
	api: Pick<SalesforceApi, 'wait'>,
	records: readonly R[],
	send: (records: readonly R[]) => Promise<SaveResult[]>,
): Promise<Saved[]> {
	const outcome = await settled(async () => await send(records));
	if ('error' in outcome) return records.map(() => asError(outcome.error));
	const results: Saved[] = outcome.value;
	for (let attempt = 1; attempt < LOCK_TRIES; attempt++) {
		const locked = results.flatMap((result, index) => (isLocked(result) ? [index] : []));
		if (locked.length === 0) break;
		const again = await settled(async () => {
			await api.wait(LOCK_WAIT_MS * 2 ** (attempt - 1) * (0.5 + Math.random() / 2));
			return await send(locked.map((index) => records[index]!));
		});
		locked.forEach((index, place) => {
			results[index] = 'value' in again ? again.value[place]! : asError(again.error);
		});
	}
	return results;
}

/** Writes the records of a bulk job whose row somebody else held once more. */
export async function withoutLocks(results: Saved[], again: (places: number[]) => Promise<Saved[]>): Promise<Saved[]> {
	const locked = results.flatMap((result, index) => (isLocked(result) ? [index] : []));
	if (locked.length === 0) return results;
	const retried = await again(locked);
	locked.forEach((index, place) => (results[index] = retried[place]!));
	return results;
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** The fault of a record in a collection. @param doing as in WireRequest */
export function faultOfRecord({ errors }: SaveResult, doing: string): SalesforceFault {
	const { statusCode, message, fields } = errors?.[0] ?? {};
	const others = (errors ?? []).slice(1).map((one) => one.message ?? one.statusCode ?? '');
	return meaningOf(
		{
			code: statusCode ?? 'UNKNOWN',
			message: [message ?? '', ...others].filter((one) => one !== '').join(' '),
			...(fields && { fields }),
		},
		doing,
	);
}

/** The fault for records whose creation was not answered: they may be there. */
export function perhapsCreated(error: Error): Error {
	if (!(error instanceof Fault) || error.effect !== 'unknown') return error;
	return new Fault(error.kind, `The record may have been created, but no answer came. ${error.message}`, {
		...(error.status !== undefined && { status: error.status }),
		effect: 'unknown',
		advice:
			'It was not sent again, so that no record is created twice. Look in Salesforce before running again, or use Create or Update with an external ID.',
	});
}

/** Cuts a batch into groups that one request may hold, and puts the results back into the order of the batch. */
export async function inGroups<T, R>(
	batch: readonly T[],
	groupOf: (one: T) => string,
	work: (group: T[]) => Promise<R[]>,
): Promise<R[]> {
	const groups = new Map<string, number[]>();
	batch.forEach((one, index) => {
		const key = groupOf(one);
		const group = groups.get(key);
		if (group) group.push(index);
		else groups.set(key, [index]);
	});
	const results = new Array<R>(batch.length);
	for (const indices of groups.values()) {
		const done = await work(indices.map((index) => batch[index]!));
		indices.forEach((index, place) => (results[index] = done[place]!));
	}
	return results;
}
