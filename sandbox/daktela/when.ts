import { IANAZone } from 'luxon';

const minute = 60_000;
/** No zone changes its clocks within a quarter of an hour that begins on the quarter. */
const quarter = 15 * minute;

interface KnownZone {
	zone: IANAZone;
	offsets: Map<number, number>;
}
const zones = new Map<string, KnownZone>();

function zoneNamed(name: string): KnownZone {
	const known = zones.get(name);
	if (known) return known;
	if (!IANAZone.isValidZone(name))
		throw new Error(`Switch 'timezone': '${name}' is no zone. Give one like Europe/Prague.`);
	const made = { zone: IANAZone.create(name), offsets: new Map<number, number>() };
	zones.set(name, made);
	return made;
}

/** What the wall clock of the zone shows, as milliseconds of that wall time read as UTC. In autumn one hour comes twice. */
export function wallOf(at: number, zoneName: string): number {
	const { zone, offsets } = zoneNamed(zoneName);
	const bucket = Math.floor(at / quarter);
	let offset = offsets.get(bucket);
	if (offset === undefined) offsets.set(bucket, (offset = zone.offset(at) * minute));
	return at + offset;
}

/** `YYYY-MM-DD HH:MM:SS` of wall milliseconds (daktela.md 3). */
export const stampOf = (wall: number): string => new Date(wall).toISOString().slice(0, 19).replace('T', ' ');

export const localStamp = (at: number, zone: string): string => stampOf(wallOf(at, zone));

const shape = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2})(:\d{2})?(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** Wall milliseconds of a date or date-time as sent; its zone, where it has one, is only told. Undefined for what is no date. */
export function readWall(text: string): { wall: number; zoned: boolean } | undefined {
	const [, day, time = '00:00', seconds = ':00', zone] = shape.exec(text.trim()) ?? [];
	if (day === undefined) return undefined;
	const wall = Date.parse(`${day}T${time}${seconds}Z`);
	return Number.isNaN(wall) ? undefined : { wall, zoned: zone !== undefined };
}

export const wholeSecond = (at: number): number => Math.floor(at / 1000) * 1000;
