/**
 * Times as Daktela writes them: what the wall clock of the instance showed, without a zone, to the second (daktela.md 3). They are
 * compared with each other only and never turned into instants to decide what was read: so a wrong zone can lose nothing. The
 * zone tells when the clock is put back. Pure.
 */
import { localIn, msOf } from '../../shared/when';

/** `2026-02-10 09:30:00`; equal forms compare as text. */
export type Wall = string;

export const BEGINNING: Wall = '1970-01-01 00:00:00';

const WALL = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)/;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;

/** Undefined for anything else than a time in Daktela's writing. */
export function wallOf(value: unknown): Wall | undefined {
	const found = typeof value === 'string' ? WALL.exec(value.trim()) : null;
	return found ? `${found[1]} ${found[2]}` : undefined;
}

const numberOf = (wall: Wall): number => Date.parse(`${wall.replace(' ', 'T')}Z`);

/** The same wall so much later; earlier if negative. */
export const shifted = (wall: Wall, ms: number): Wall =>
	new Date(Math.max(0, numberOf(wall) + ms)).toISOString().slice(0, 19).replace('T', ' ');

export const earliest = (...walls: Wall[]): Wall => walls.reduce((a, b) => (a < b ? a : b));
export const latest = (...walls: Wall[]): Wall => walls.reduce((a, b) => (a > b ? a : b));

/** So much earlier, across the hour that the wall does not show when the clock is put forward. */
export const before = (wall: Wall, ms: number, zone: string): Wall =>
	earliest(shifted(wall, -ms), localIn(Math.max(0, msOf(wall, zone) - ms), zone));

/** Times of the wall that come twice because the clock is put back: from `begin` until before `end`. */
export interface Fold {
	begin: Wall;
	end: Wall;
	lengthMs: number;
}

const offsetAt = (ms: number, zone: string): number => numberOf(localIn(ms, zone)) - ms;

/** The fold that a time lies in; undefined for a time that comes once. */
export function foldAt(wall: Wall, zone: string): Fold | undefined {
	const first = msOf(wall, zone);
	const later = offsetAt(first + 3 * HOUR_MS, zone);
	const lengthMs = offsetAt(first, zone) - later;
	if (lengthMs <= 0 || localIn(first + lengthMs, zone) !== wall) return undefined;
	let [before, after] = [first, first + lengthMs];
	while (after - before > MINUTE_MS) {
		// On whole seconds, since the wall shows no parts of them.
		const middle = Math.floor((before + after) / 2 / SECOND_MS) * SECOND_MS;
		if (offsetAt(middle, zone) === later) after = middle;
		else before = middle;
	}
	// Clocks are put back on a whole minute; the search began at any second.
	const begin = `${localIn(after, zone).slice(0, 16)}:00`;
	return { begin, end: shifted(begin, lengthMs), lengthMs };
}

/**
 * A time of the wall as ISO UTC. Of the two that it may mean in a fold it is the second one when the first lies before `notBefore`
 * (ISO UTC).
 */
export function momentOf(wall: Wall, zone: string, notBefore: string): string {
	const first = msOf(wall, zone);
	const isOld = first < Date.parse(notBefore);
	const fold = isOld ? foldAt(wall, zone) : undefined;
	return new Date(first + (fold?.lengthMs ?? 0)).toISOString();
}
