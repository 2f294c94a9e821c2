const SECOND = 1_000;

/** Salesforce writes `2026-11-22T04:00:00.000+0000`; epoch milliseconds, NaN for what is no time. */
export function msOfStamp(stamp: unknown): number {
	if (typeof stamp !== 'string') return NaN;
	return Date.parse(stamp.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
}

export const isoOfMs = (ms: number): string => new Date(Math.max(0, ms)).toISOString();

/** The second that a time lies in: Salesforce compares no finer (salesforce.md 2.1). */
export const secondOf = (ms: number): number => Math.floor(ms / SECOND) * SECOND;

/** The first whole second that is not before a time. */
export const nextSecond = (ms: number): number => Math.ceil(ms / SECOND) * SECOND;

export const latest = (...times: Array<number | undefined>): number =>
	times.reduce<number>((newest, time) => (time !== undefined && time > newest ? time : newest), 0);
