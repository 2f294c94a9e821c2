import type { IDataObject } from 'n8n-workflow';

import { badInput } from '../../shared/fault';
import type { ItemContext } from '../../shared/operation';
import { isoOf } from '../../shared/when';
import type { GoogleCalendarApi } from '../api';
import { PAGE, type EventsQuery } from '../calls';
import { recordOf } from './places';
import { SOURCE } from './stamp';

interface ListValues {
	calendar: string;
	from: string;
	to: string;
	search: string;
	returnAll: boolean;
	limit: number;
	options: { includeDeleted?: boolean; series?: string; sourceSystem?: string; eventTypes?: string[] };
}

/** The events that the fields ask for, page by page. */
export async function* eventsOf({
	api,
	read,
	timezone,
}: ItemContext<GoogleCalendarApi, ListValues>): AsyncGenerator<IDataObject, void, undefined> {
	const { account, id } = await api.directory.find(read.calendar);
	const { series = 'single' } = read.options;
	const query = queryOf(read, timezone);
	for await (const page of account.events(id, query)) {
		for (const event of page) {
			if (series === 'none' && (event.recurrence || event.recurringEventId)) continue;
			yield recordOf(event, id);
		}
	}
}

function queryOf({ from, to, search, returnAll, limit, options }: ListValues, zone: string): EventsQuery {
	const { includeDeleted, series = 'single', sourceSystem = '', eventTypes = ['default'] } = options;
	const [timeMin, timeMax] = [momentOf(from, zone, 'From'), momentOf(to, zone, 'To')];
	if (timeMin !== undefined && timeMax !== undefined && timeMax <= timeMin) {
		throw badInput('To', '"To" is not later than "From".', 'Correct one of them.');
	}
	const isSingle = series === 'single';
	return {
		singleEvents: isSingle,
		// Google puts series in no order.
		...(isSingle && { orderBy: 'startTime' as const }),
		...(includeDeleted === true && { showDeleted: true }),
		...(timeMin !== undefined && { timeMin }),
		...(timeMax !== undefined && { timeMax }),
		...(search.trim() !== '' && { q: search.trim() }),
		...(sourceSystem.trim() !== '' && { privateExtendedProperty: [`${SOURCE.system}=${sourceSystem.trim()}`] }),
		...(eventTypes.length > 0 && { eventTypes }),
		// What comes of a series is left out only here, so that the limit says nothing of how many are to be asked for.
		...(!returnAll && series !== 'none' && { maxResults: Math.max(1, Math.min(PAGE, Math.floor(limit))) }),
	};
}

const momentOf = (value: string, zone: string, field: string): string | undefined =>
	value === '' || value === undefined || value === null ? undefined : isoOf(value, zone, field);
