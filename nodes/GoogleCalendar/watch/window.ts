/** Which events a trigger is about: so many months back and forward (google-calendar.md B4). Pure. */
import { partsOf } from '../../shared/sync/pairs/time';
import { isoOf } from '../../shared/when';
import type { GoogleEvent } from '../schema';
import type { Settings } from '../settings';
import { timeOfEvent } from '../sync/time';

/** ISO, beginnings of days. */
export interface Window {
	from: string;
	until: string;
}

/** @param now epoch milliseconds by Google's clock */
export function windowOf(
	{ monthsBack, monthsForward }: Pick<Settings, 'monthsBack' | 'monthsForward'>,
	now: number,
): Window {
	return { from: monthsFrom(now, -monthsBack), until: monthsFrom(now, monthsForward, 1) };
}

/** A day that the month does not have is its last one. */
function monthsFrom(now: number, months: number, days = 0): string {
	const date = new Date(now);
	const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + months, date.getUTCDate()];
	const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
	return new Date(Date.UTC(year, month, Math.min(day, last) + days)).toISOString();
}

/** Whether some of an event lies in it. One without a time does: nothing says that it does not. */
export function isWithin(event: Pick<GoogleEvent, 'start' | 'end'>, { from, until }: Window): boolean {
	const time = timeOfEvent(event);
	if (time === undefined) return true;
	const { start, end } = partsOf(time);
	return isoOf(end, 'UTC') >= from && isoOf(start, 'UTC') < until;
}
