import { Refusal, type Field, type Scalar, type Value } from './model';
import type { NetHuntSwitches } from './switches';

/** What a client or a screen sent for a field, as it is kept; undefined for nothing. Throws a Refusal naming the field. */
export function keep(field: Field, sent: unknown, switches: NetHuntSwitches, zone?: string): Value | undefined {
	const items = (Array.isArray(sent) ? sent : [sent]).filter(
		(item) => item !== null && item !== undefined && item !== '',
	);
	const kept = items.map((item) => keepOne(field, item, switches, zone));
	if (field.multiple) return kept.length ? [...new Set(kept)] : undefined;
	if (kept.length > 1) throw new Refusal(400, `Field '${field.name}' takes one value`);
	return kept[0];
}

function keepOne(field: Field, item: unknown, switches: NetHuntSwitches, zone?: string): Scalar {
	const refuse = (need: string) => new Refusal(400, `Field '${field.name}' needs ${need}`);
	switch (field.kind) {
		case 'number': {
			const value = typeof item === 'string' ? Number(item) : item;
			if (typeof value !== 'number' || !Number.isFinite(value)) throw refuse('a number');
			return value;
		}
		case 'boolean':
			if (item === true || item === 'true') return true;
			if (item === false || item === 'false') return false;
			throw refuse('true or false');
		case 'date': {
			const time = timeOf(item);
			if (time === undefined) throw refuse('a date as YYYY-MM-DD');
			return typeof item === 'string' ? item.slice(0, 10) : new Date(time).toISOString().slice(0, 10);
		}
		case 'dateTime': {
			const time = timeOf(item, switches.timeZoneApplies ? zone : undefined);
			if (time === undefined) throw refuse('an ISO date-time');
			return new Date(time).toISOString();
		}
		default: {
			const value = typeof item === 'object' ? inner(item) : item;
			if (typeof value === 'object' || value === undefined) throw refuse('a text');
			if (
				field.kind === 'select' &&
				field.options &&
				switches.unknownOption === '400' &&
				!field.options.includes(String(value))
			)
				throw refuse(`one of its options; '${String(value)}' is none`);
			return String(value);
		}
	}
}

/** Users, record links and files may be sent as objects (2.4: shapes not seen). */
function inner(item: unknown): unknown {
	const { emailAddress, recordId, name } = Object(item) as Record<string, unknown>;
	return emailAddress ?? recordId ?? name;
}

const ISO = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** Milliseconds of an ISO date or date-time (or of milliseconds); what has no offset is read in the zone, or as UTC. */
export function timeOf(item: unknown, zone?: string): number | undefined {
	if (typeof item === 'number' && Number.isFinite(item)) return item;
	const offset = typeof item === 'string' ? ISO.exec(item)?.[4] : undefined;
	if (typeof item !== 'string' || !ISO.test(item)) return undefined;
	const hasTime = item.includes('T');
	const time = Date.parse(hasTime && offset === undefined ? `${item}Z` : item);
	if (Number.isNaN(time)) return undefined;
	return hasTime && offset === undefined && zone !== undefined ? time - zoneOffset(zone, time) : time;
}

/** Milliseconds that the zone is ahead of UTC at that local time. Throws a RangeError for a zone that does not exist. */
export function zoneOffset(zone: string, local: number): number {
	const at = (time: number) => {
		const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(time);
		const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
		const [, sign, hours, minutes] = /GMT([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
		return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
	};
	return at(local - at(local));
}

/** A kept value as the wire tells it (2.4). */
export function tell(
	field: Field,
	value: Value,
	switches: NetHuntSwitches,
	nameOf: (id: string) => string | undefined,
): unknown {
	const one = (item: Scalar): unknown => {
		switch (field.kind) {
			case 'date':
				if (switches.dateShape === 'date') return item;
				return switches.dateShape === 'epochMs' ? Date.parse(String(item)) : `${String(item)}T00:00:00.000Z`;
			case 'dateTime':
				return switches.dateTimeShape === 'epochMs' ? Date.parse(String(item)) : item;
			case 'user':
				return switches.userFieldShape === 'object' ? { personalName: nameOf(String(item)), emailAddress: item } : item;
			case 'link':
				return switches.linkFieldShape === 'object' ? { recordId: item, name: nameOf(String(item)) } : item;
			case 'file':
				return switches.fileFieldShape === 'object' ? { name: item } : item;
			default:
				return item;
		}
	};
	if (isList(value)) return value.map(one);
	return shapeOf(field, switches) === 'array' ? [one(value)] : one(value);
}

function shapeOf({ kind }: Field, switches: NetHuntSwitches): string | undefined {
	if (kind === 'user') return switches.userFieldShape;
	if (kind === 'link') return switches.linkFieldShape;
	return kind === 'file' ? switches.fileFieldShape : undefined;
}

export const isList = (value: Value): value is readonly Scalar[] => Array.isArray(value);

export const listOf = (value: Value | undefined): readonly Scalar[] =>
	value === undefined ? [] : isList(value) ? value : [value];

/** Same items in the same order. */
export function same(left: Value | undefined, right: Value | undefined): boolean {
	const [a, b] = [listOf(left), listOf(right)];
	return a.length === b.length && a.every((item, at) => item === b[at]);
}
