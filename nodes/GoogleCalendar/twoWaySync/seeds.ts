import type { IDataObject } from 'n8n-workflow';

import { badInput } from '../../shared/fault';
import type { Seed } from '../../shared/sync/pairs/assemble';
import { readStamp } from '../../shared/sync/pairs/stamp';

const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const idOf = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';

/**
 * The record that an item names: an event where it has a calendar, else a task. Takes items of the triggers (with `record`)
 * and of Get Many. Pure.
 * @throws Fault `input` for an item that names neither
 */
export function seedOf(json: IDataObject): Seed {
	const record = isObject(json.record) ? json.record : json;
	const calendar = idOf(record.calendarId);
	const id = idOf(json.id) || idOf(record.id);
	if (id === '') {
		throw badInput(
			'Sync',
			'The item names neither a task nor an event.',
			'Connect a Streamsoft or Google Calendar Sync trigger, or choose "Task by ID" or "Event by ID" under Sync.',
		);
	}
	if (calendar === '') return { task: id };
	const stamp = isObject(record.stamp) ? readStamp(record.stamp as Record<string, string>) : undefined;
	return { event: { calendar, id }, ...(stamp && { stamp }) };
}

/** @throws Fault `input` for an ID that is not filled in */
export function seedById(kind: 'task' | 'event', read: Ids): Seed {
	if (kind === 'task') return { task: filled('Task ID', read.taskId) };
	return { event: { calendar: filled('Calendar ID', read.calendarId), id: filled('Event ID', read.eventId) } };
}

/** As the fields give them: each is looked up when it is asked for. */
type Ids = Partial<Record<'taskId' | 'calendarId' | 'eventId', unknown>>;

function filled(field: string, value: unknown): string {
	const id = idOf(value);
	if (id === '') throw badInput(field, `${field} is empty.`, 'Fill it in, or choose "Record of the Item" under Sync.');
	return id;
}

/** Seeds with the same key are one record, which is looked at once. */
export const seedKey = (seed: Seed): string =>
	'task' in seed ? `task ${seed.task}` : `event ${seed.event.calendar}/${seed.event.id}`;
