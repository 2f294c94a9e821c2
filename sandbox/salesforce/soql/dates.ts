/** Milliseconds; `to` is past the end. */
export interface Span {
	readonly from: number;
	readonly to: number;
}

const DAY = 86_400_000;

type Unit = 'DAY' | 'WEEK' | 'MONTH' | 'YEAR';

/** Start of the unit that lies `offset` units from now, in UTC (users of the sandbox live there). Weeks begin on Sunday. */
function startOf(unit: Unit, now: number, offset: number): number {
	const date = new Date(now);
	const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
	if (unit === 'DAY') return Date.UTC(year, month, day + offset);
	if (unit === 'WEEK') return Date.UTC(year, month, day - date.getUTCDay() + 7 * offset);
	return unit === 'MONTH' ? Date.UTC(year, month + offset, 1) : Date.UTC(year + offset, 0, 1);
}

const units = (unit: Unit, now: number, from: number, to: number): Span => ({
	from: startOf(unit, now, from),
	to: startOf(unit, now, to),
});

const NAMED: Record<string, (now: number) => Span> = {
	TODAY: (now) => units('DAY', now, 0, 1),
	YESTERDAY: (now) => units('DAY', now, -1, 0),
	TOMORROW: (now) => units('DAY', now, 1, 2),
	LAST_90_DAYS: (now) => units('DAY', now, -90, 1),
	NEXT_90_DAYS: (now) => units('DAY', now, 1, 91),
};

/** What LAST_N_DAYS:7, THIS_MONTH, TODAY and their like stand for; undefined for any other word. */
export function spanOf(literal: string, now: number): Span | undefined {
	const word = literal.toUpperCase();
	if (Object.hasOwn(NAMED, word)) return NAMED[word]!(now);
	const [, side, unit] = /^(LAST|THIS|NEXT)_(WEEK|MONTH|YEAR)$/.exec(word) ?? [];
	if (side) {
		const offset = { LAST: -1, THIS: 0, NEXT: 1 }[side as 'LAST'];
		return units(unit as Unit, now, offset, offset + 1);
	}
	const [, direction, many, digits] = /^(LAST|NEXT)_N_(DAY|WEEK|MONTH|YEAR)S:(\d+)$/.exec(word) ?? [];
	if (!direction) return undefined;
	const count = Number(digits);
	// The last days reach into today, the last weeks, months and years end before the present one.
	if (direction === 'LAST') return units(many as Unit, now, -count, many === 'DAY' ? 1 : 0);
	return units(many as Unit, now, 1, count + 1);
}

/** '2026-05-04' of a moment. */
export const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** Midnight of '2026-05-04'; undefined for a day that no calendar has. */
export function midnightOf(day: string): number | undefined {
	const time = Date.parse(`${day}T00:00:00Z`);
	return Number.isNaN(time) || dayOf(time) !== day ? undefined : time;
}

export const nextDay = (midnight: number): number => midnight + DAY;
