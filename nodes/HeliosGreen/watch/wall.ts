/**
 * Times as Helios writes them: what the server's wall clock showed, without a zone (helios-green.md 2). What was read is decided by
 * comparing them with each other only, so that a wrong zone in the credential loses nothing. Pure.
 */
import { localIn, msOf } from '../../shared/when';

/** `2026-05-04 10:00:00`, with a fraction where Helios tells one; equal forms compare as text. */
export type Wall = string;

const WALL = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(?:[.,](\d{1,9}))?)? ?(Z|[+-]\d\d:?\d\d)?$/i;
const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
/** Reaches over the hour in which the clock is put back, and over what becomes visible late. */
const REACH_MS = 65 * MINUTE_MS;
/** How far the clocks of servers may differ, when the two meanings of a time are told apart. */
const SLACK_MS = 5 * MINUTE_MS;
/** By how much clocks are put back. */
const FOLDS_MS = [60 * MINUTE_MS, 30 * MINUTE_MS];

/** Undefined for what is no time. A day is its midnight. @param zone of times that are told with an offset */
export function wallOf(value: unknown, zone: string): Wall | undefined {
	const text = typeof value === 'string' ? value.trim() : '';
	const found = WALL.exec(text);
	if (!found) return undefined;
	const [, day, minutes = '00:00', seconds = ':00', fraction = '', offset] = found;
	if (offset !== undefined) return localIn(text.replace(',', '.'), zone);
	const digits = fraction.replace(/0+$/, '');
	return `${day} ${minutes}${seconds}${digits && `.${digits}`}`;
}

/** Whether it may stand for a whole day, in which a row can change again without another time. */
export const isMidnight = (wall: Wall): boolean => wall.endsWith(' 00:00:00');

/**
 * The day from which to read on, before which nothing can have changed unseen. Conditions may compare by the day only
 * (helios-green.md 2.3.1), and a column may hold days, or texts.
 */
export function floorOf(wall: Wall): string {
	const ms = Date.parse(`${wall.slice(0, 19).replace(' ', 'T')}Z`) - REACH_MS;
	return new Date(Math.max(0, ms)).toISOString().slice(0, 10);
}

/** A little earlier: what is shown as one second may have been rounded. */
export function justBefore(wall: Wall): Wall {
	const ms = Date.parse(`${wall.slice(0, 19).replace(' ', 'T')}Z`) - SECOND_MS;
	return new Date(Math.max(0, ms)).toISOString().slice(0, 19).replace('T', ' ');
}

/** What lies between two polls, ISO UTC: times that mean two moments are taken for the one in between. */
export interface Span {
	after: string;
	until: string;
}

/** A time of the wall as ISO UTC. @param first of the two moments that it may mean when the clock is put back, ISO UTC */
export function momentOf(wall: Wall, first: string, zone: string, { after, until }: Span): string {
	const ms = Date.parse(first);
	if (ms >= Date.parse(after) - SLACK_MS) return first;
	const second = FOLDS_MS.map((fold) => ms + fold).find((later) => localIn(later, zone) === wall.slice(0, 19));
	const isPast = second !== undefined && second <= Date.parse(until) + SLACK_MS;
	return isPast ? new Date(second).toISOString() : first;
}

/** What the server's clock shows, as ISO UTC; never before what it showed last. */
export function serverTime(wall: Wall, zone: string, last: string): string {
	const first = new Date(msOf(wall.slice(0, 19), zone)).toISOString();
	const moment = momentOf(wall, first, zone, { after: last, until: '9999-12-31T00:00:00.000Z' });
	return moment > last ? moment : last;
}
