export const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** How far get_events looks back at most (worksection.md 3.2). */
export const LONGEST_PERIOD = 30 * DAY;

const UNITS = [
	['m', MINUTE, 360],
	['h', HOUR, 72],
	['d', DAY, 30],
] as const;

export interface Period {
	/** As get_events wants it: `1m` to `360m`, `1h` to `72h`, `1d` to `30d`. */
	text: string;
	ms: number;
}

/** The shortest period of get_events that is at least this long; its longest one where none is. */
export function periodFor(ms: number): Period {
	for (const [unit, length, most] of UNITS) {
		const count = Math.max(1, Math.ceil(ms / length));
		if (count <= most) return { text: `${count}${unit}`, ms: count * length };
	}
	return { text: '30d', ms: LONGEST_PERIOD };
}
