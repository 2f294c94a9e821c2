import type { IDataObject } from 'n8n-workflow';

import { badInput } from '../shared/fault';
import { withoutDates } from '../shared/text';
import { dateIn, isDay, isoOf } from '../shared/when';

/** The type of a field, which NetHunt does not tell; seen from the values that records have. */
export interface Shape {
	/** Whether it takes several values: NetHunt reads those as a list (nethunt.md 2.4). */
	list: boolean;
	kind: 'text' | 'number' | 'boolean' | 'day' | 'instant';
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?$/;

export const isEmpty = (value: unknown): boolean =>
	value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** The shape that all these values have in common; undefined when none is filled or they differ. */
export function shapeOf(values: readonly unknown[]): Shape | undefined {
	const filled = values.filter((value) => !isEmpty(value));
	if (filled.length === 0) return undefined;
	const list = filled.every(Array.isArray);
	if (!list && filled.some(Array.isArray)) return undefined;
	const kinds = new Set((filled.flat() as unknown[]).map(kindOf));
	const [kind] = kinds;
	return { list, kind: kinds.size === 1 ? kind! : 'text' };
}

function kindOf(value: unknown): Shape['kind'] {
	if (typeof value === 'number') return 'number';
	if (typeof value === 'boolean') return 'boolean';
	if (isDay(value)) return 'day';
	return typeof value === 'string' && INSTANT.test(value) ? 'instant' : 'text';
}

/** The shapes of the fields that are filled in these records. */
export function shapesOf(records: ReadonlyArray<{ fields: IDataObject }>): Map<string, Shape> {
	const values = new Map<string, unknown[]>();
	for (const { fields } of records)
		for (const [name, value] of Object.entries(fields)) values.set(name, [...(values.get(name) ?? []), value]);
	const shapes = [...values].map(([name, all]) => [name, shapeOf(all)] as const);
	return new Map(shapes.filter((one): one is [string, Shape] => one[1] !== undefined));
}

/**
 * A value as NetHunt takes it (nethunt.md 2.4). Values keep their type; only a known shape changes it: a number in text for
 * a number, a point in time for a day, one value for a list. Points in time go as ISO UTC.
 * @param zone in which a date-time without an offset was meant
 * @throws Fault `input` for an object that stands for nothing NetHunt knows
 */
export function valueFor(field: string, given: unknown, shape: Shape | undefined, zone: string): unknown {
	if (isEmpty(given)) return undefined;
	const items = (Array.isArray(given) ? given : [given]).filter((one) => !isEmpty(one));
	const values = items.map((one) => itemFor(field, one, shape?.kind, zone));
	if (shape ? shape.list : Array.isArray(given)) return values.length > 0 ? values : undefined;
	return values.length > 1 ? values : values[0];
}

function itemFor(field: string, given: unknown, kind: Shape['kind'] | undefined, zone: string): unknown {
	const value = withoutDates(given);
	if (typeof value === 'object' && value !== null) return nameOf(field, value as Record<string, unknown>);
	if (typeof value !== 'string') return value;
	const text = value.trim();
	if (kind === 'number' && text !== '' && Number.isFinite(Number(text))) return Number(text);
	if (kind === 'boolean' && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
	if (!INSTANT.test(text)) return value;
	return kind === 'day' ? dateIn(text, zone, 'YYYY-MM-DD', field) : isoOf(text, zone, field);
}

/** How users, linked records and files are written is not known (nethunt.md 2.4); each is named by what identifies it. */
function nameOf(field: string, value: Record<string, unknown>): unknown {
	for (const key of ['emailAddress', 'recordId', 'id', 'name']) {
		const name = value[key];
		if ((typeof name === 'string' && name !== '') || typeof name === 'number') return name;
	}
	throw badInput(field, `"${field}" cannot be an object.`, 'Map a text, a number, a date or a list to it.');
}
