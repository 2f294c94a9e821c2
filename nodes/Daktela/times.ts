/** Times as Daktela writes them: local, without a zone (daktela.md 3). Pure. */
import { isoOf, localIn } from '../shared/when';

/** A point in time as other systems write it; Daktela's own writing has a space in place of the T, and stays as it is. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?$/i;
const LOCAL = /^\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?$/;
const DAY_LENGTH = 10;

export interface Zones {
	/** In which Daktela writes times. */
	daktela: string;
	/** In which a time without an offset was meant: that of the workflow. */
	workflow: string;
}

const isMoment = (value: unknown): value is Date | { toISO(): string | null } =>
	value instanceof Date ||
	(typeof value === 'object' && value !== null && 'toISO' in value && typeof value.toISO === 'function');

/** Whether this is, or a list of it holds, a point in time that must be put into Daktela's zone. */
export const isInstant = (value: unknown): boolean =>
	Array.isArray(value)
		? value.some(isInstant)
		: isMoment(value) || (typeof value === 'string' && INSTANT.test(value.trim()));

/** Whether this is, or a list of it holds, a day with a time, which a field for days would not take. */
export const hasTime = (value: unknown): boolean =>
	Array.isArray(value)
		? value.some(hasTime)
		: isInstant(value) || (typeof value === 'string' && LOCAL.test(value.trim()));

/**
 * A point in time as Daktela writes it: `2026-02-10 10:30:00`; anything else unchanged.
 * @param day whether the field holds a day, without a time
 * @throws Fault `input` for a time that does not exist
 */
export function localTime(value: unknown, zones: Zones, { day = false, label = 'Date' } = {}): unknown {
	if (typeof value === 'string') {
		const text = value.trim();
		if (day && LOCAL.test(text)) return text.slice(0, DAY_LENGTH);
		if (!INSTANT.test(text)) return value;
		const hasOffset = /(Z|[+-]\d\d(:?\d\d)?)$/i.test(text.slice(DAY_LENGTH));
		return inZone(hasOffset ? text : { text, zone: zones.workflow }, zones.daktela, day, label);
	}
	return isMoment(value) ? inZone(value, zones.daktela, day, label) : value;
}

type Moment = string | Date | { toISO(): string | null };

function inZone(moment: Moment | { text: string; zone: string }, zone: string, day: boolean, label: string): string {
	const pattern = day ? 'YYYY-MM-DD' : 'YYYY-MM-DD HH:mm:ss';
	if (typeof moment !== 'object' || !('text' in moment)) return localIn(moment, zone, pattern, label);
	return moment.zone === zone
		? localIn(moment.text, zone, pattern, label)
		: localIn(isoOf(moment.text, moment.zone, label), zone, pattern, label);
}
