import { IANAZone } from 'luxon';
import type { HeliosGreenSwitches } from '../switches';

const HOUR = 3_600_000;
const LOCAL = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3})\d*)?)?$/;

/** Date-times as the server writes them: its own local time, no zone (helios-green.md 2). Milliseconds since 1970 inside. */
export class ServerTime {
	private zone = new IANAZone('UTC');
	/** Offsets by hour since 1970: asking the zone for each of 100,000 rows would take seconds. */
	private readonly offsets = new Map<number, number>();

	constructor(private readonly switches: HeliosGreenSwitches) {}

	format(ms: number): string {
		const text = new Date(ms + this.offset(ms)).toISOString().slice(0, 19);
		return this.switches.dateTimeAs === 'iso' ? text : text.replace('T', ' ');
	}

	/** Of `yyyy-MM-dd HH:mm:ss` (also with a T) or `yyyy-MM-dd`; undefined for anything else. */
	parse(text: string): number | undefined {
		const parts = LOCAL.exec(text);
		if (!parts) return undefined;
		const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part ?? 0));
		const local = Date.UTC(year!, month! - 1, day, hour, minute, second, Number((parts[7] ?? '').padEnd(3, '0')));
		const isReal = new Date(local).toISOString().startsWith(`${parts[1]}-${parts[2]}-${parts[3]}`);
		return isReal ? this.fromLocal(local) : undefined;
	}

	/** The local day around a moment: its beginning and the next one's. */
	day(ms: number): [start: number, next: number] {
		const local = ms + this.offset(ms);
		const start = local - (((local % (24 * HOUR)) + 24 * HOUR) % (24 * HOUR));
		return [this.fromLocal(start), this.fromLocal(start + 24 * HOUR)];
	}

	private fromLocal(local: number): number {
		const guess = local - this.offset(local);
		return local - this.offset(guess);
	}

	private offset(ms: number): number {
		if (this.zone.name !== this.switches.serverZone) {
			if (!IANAZone.isValidZone(this.switches.serverZone))
				throw new Error(`Switch 'serverZone': '${this.switches.serverZone}' is not a zone.`);
			this.zone = new IANAZone(this.switches.serverZone);
			this.offsets.clear();
		}
		const hour = Math.floor(ms / HOUR);
		let offset = this.offsets.get(hour);
		if (offset === undefined) {
			if (this.offsets.size > 100_000) this.offsets.clear();
			offset = this.zone.offset(ms) * 60_000;
			this.offsets.set(hour, offset);
		}
		return offset;
	}
}
