/** No zone changes its clocks within a quarter of an hour. */
const QUARTER = 900_000;
const DAY = 86_400_000;

interface Zone {
	readonly format: Intl.DateTimeFormat;
	/** Offsets by instant. */
	readonly offsets: Map<number, number>;
}

const zones = new Map<string, Zone | null>();

function zoneOf(name: string): Zone | null {
	let zone = zones.get(name);
	if (zone === undefined) {
		zone = made(name);
		zones.set(name, zone);
	}
	return zone;
}

function made(timeZone: string): Zone | null {
	// Intl also takes '+02:00', which is no IANA name.
	if (!/^[A-Za-z]/.test(timeZone)) return null;
	const numeric = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
	try {
		return {
			format: new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', ...numeric, second: 'numeric' }),
			offsets: new Map(),
		};
	} catch {
		return null;
	}
}

export const isZone = (name: unknown): name is string => typeof name === 'string' && zoneOf(name) !== null;

/** Milliseconds that the zone's clocks are ahead of UTC at an instant. Throws for a zone that is none. */
export function offsetAt(name: string, at: number): number {
	const zone = zoneOf(name);
	if (!zone) throw new Error(`'${name}' is no IANA time zone.`);
	const midnight = Math.floor(at / DAY) * DAY;
	const offset = keptOffset(zone, midnight);
	// Only on a day that changes the clocks is it worth to look closer.
	return offset === keptOffset(zone, midnight + DAY) ? offset : keptOffset(zone, Math.floor(at / QUARTER) * QUARTER);
}

function keptOffset(zone: Zone, instant: number): number {
	const known = zone.offsets.get(instant);
	if (known !== undefined) return known;
	const part: Record<string, string> = {};
	for (const { type, value } of zone.format.formatToParts(instant)) part[type] = value;
	const [year, month, day] = [Number(part.year), Number(part.month), Number(part.day)];
	const local = Date.UTC(year, month - 1, day, Number(part.hour), Number(part.minute), Number(part.second));
	if (zone.offsets.size > 100_000) zone.offsets.clear();
	zone.offsets.set(instant, local - instant);
	return local - instant;
}

/**
 * The instant of a wall clock, given as if it were UTC. A time that the clocks jump over moves on by the jump; of a time
 * that they show twice it is the one asked for.
 */
export function instantOf(name: string, local: number, twice: 'first' | 'second' = 'first'): number {
	const before = offsetAt(name, local - DAY);
	const after = offsetAt(name, local + DAY);
	const fits = [...new Set([before, after])]
		.map((offset) => local - offset)
		.filter((at) => offsetAt(name, at) === local - at)
		.sort((a, b) => a - b);
	return (twice === 'first' ? fits[0] : fits.at(-1)) ?? local - before;
}

/** The wall clock of an instant, as if it were UTC. */
export const localOf = (name: string, at: number): number => at + offsetAt(name, at);

/** '2026-05-04T11:00:00+02:00', and 'Z' in UTC. */
export function isoIn(name: string, at: number): string {
	const offset = offsetAt(name, at);
	const local = new Date(at + offset).toISOString().slice(0, 19);
	if (offset === 0) return `${local}Z`;
	const minutes = Math.abs(offset) / 60_000;
	const two = (part: number) => String(Math.floor(part)).padStart(2, '0');
	return `${local}${offset < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}

export const dayIn = (name: string, at: number): string => isoIn(name, at).slice(0, 10);
