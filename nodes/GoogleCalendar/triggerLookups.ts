import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { toNodeError } from '../shared/fault';
import { sorted } from '../shared/fields';
import { settled } from '../shared/settled';
import type { GoogleCalendarApi } from './api';
import { openGoogleCalendar } from './open';
import { COLORS, SHOW_AS, VISIBILITIES } from './targets';

type Ask = (api: GoogleCalendarApi, host: ILoadOptionsFunctions) => Promise<INodePropertyOptions[]>;

/** A list that cannot be read says why: an empty one means that there is nothing. */
const lookup = (ask: Ask) =>
	async function (this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
		const outcome = await settled(async () => await ask(await openGoogleCalendar(this), this));
		if ('value' in outcome) return outcome.value;
		throw toNodeError(this.getNode(), outcome.error);
	};

/** Each calendar once, whichever accounts show it; those of one name with their IDs. One account that fails hides no others. */
async function watchedCalendars({ accounts }: GoogleCalendarApi): Promise<INodePropertyOptions[]> {
	const lists = await Promise.all(
		accounts.map(async (account) => await settled(async () => await account.calendars())),
	);
	const entries = lists.flatMap((list) => ('value' in list ? list.value : []));
	const failed = lists.find((list) => 'error' in list);
	if (entries.length === 0 && failed && 'error' in failed) throw failed.error;
	const { nameOf } = await import('./directory');
	const names = new Map(entries.map((entry) => [entry.id, nameOf(entry)]));
	const times = Map.groupBy(names.values(), (name) => name);
	const shown = [...names].map(([id, name]) => ({
		name: times.get(name)!.length > 1 ? `${name} (${id})` : name,
		value: id,
	}));
	return sorted(shown);
}

const CHOICES: Readonly<Record<string, ReadonlyArray<{ name: string; value: string }>>> = {
	allDay: [
		{ name: 'No', value: 'false' },
		{ name: 'Yes', value: 'true' },
	],
	color: COLORS,
	response: [
		{ name: 'Maybe', value: 'tentative' },
		{ name: 'No', value: 'declined' },
		{ name: 'Not Answered', value: 'needsAction' },
		{ name: 'Yes', value: 'accepted' },
	],
	showAs: SHOW_AS,
	status: [
		{ name: 'Confirmed', value: 'confirmed' },
		{ name: 'Tentative', value: 'tentative' },
	],
	visibility: VISIBILITIES,
};

/** What the chosen field can become; nothing for one that people type. */
async function watchedValues(api: GoogleCalendarApi, host: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const field = String(host.getCurrentNodeParameter('field') ?? '');
	if (field === 'calendar') return await watchedCalendars(api);
	return [...(CHOICES[field] ?? [])];
}

/** The lists of the trigger. */
export const triggerLookups = {
	loadOptions: { watchedCalendars: lookup(watchedCalendars), watchedValues: lookup(watchedValues) },
};
