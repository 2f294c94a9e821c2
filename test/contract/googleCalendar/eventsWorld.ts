import { Events } from '../../../nodes/GoogleCalendar/sync/events';
import { linkOf, printsOf } from '../../../nodes/shared/sync/pairs/stamp';
import type { CalendarEvent, EventWrite, Stamp, Synced } from '../../../nodes/shared/sync/pairs/types';
import type { GoogleCalendarSimulator } from '../../../sandbox/googleCalendar';
import { apiFor, bothOperators, MEETINGS, OFFERS, PIOTRS, type HostMore } from './roomWorld';

/** The three calendars of both operators, each with its own token. */
export async function side(sim: GoogleCalendarSimulator, more: HostMore = {}): Promise<Events> {
	const api = await apiFor(sim, { values: bothOperators(), ...more });
	const anna = api.account('default');
	const piotr = api.account('Piotr');
	return new Events(api, [
		{ id: MEETINGS, account: anna, name: 'Spotkania Anna' },
		{ id: OFFERS, account: anna, name: 'Oferty Anna' },
		{ id: PIOTRS, account: piotr, name: 'Spotkania Piotr' },
	]);
}

export const fields = (more: Partial<Synced> = {}): Synced => ({
	subject: 'Task',
	notes: 'Bring the offer',
	place: 'Office',
	time: '2026-03-10T09:00:00Z/2026-03-10T10:00:00Z',
	...more,
});

export const link = (id: number | string): string => linkOf('streamsoft', String(id));

export const stamp = (id: number | string, more: Partial<Stamp> = {}): Omit<Stamp, 'self'> => ({
	link: link(id),
	base: printsOf(fields()),
	generation: 0,
	...more,
});

export const create = (id: number | string, calendar = MEETINGS, more: Partial<Synced> = {}): EventWrite => ({
	do: 'create',
	calendar,
	fields: fields(more),
	shown: '',
	stamp: stamp(id),
});

/** The event that a single write leaves. */
export async function made(events: Events, write: EventWrite = create(1)): Promise<CalendarEvent> {
	const [result] = await events.write([write]);
	if (!result || !('record' in result) || !result.record) throw new Error(JSON.stringify(result));
	return result.record;
}

/** What was asked of Google without the sign-ins; each part of a batch is in it too. */
export const asked = (sim: GoogleCalendarSimulator): string[] =>
	sim.requests.entries.map(({ action = '' }) => action).filter((action) => action !== 'token');
