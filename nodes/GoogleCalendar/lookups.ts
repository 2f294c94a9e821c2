import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
	INodePropertyOptions,
	ResourceMapperFields,
} from 'n8n-workflow';

import { toNodeError } from '../shared/fault';
import { sorted } from '../shared/fields';
import { settled } from '../shared/settled';
import type { GoogleCalendarApi } from './api';
import { openGoogleCalendar } from './open';
import { TARGETS } from './targets';

/** A list that cannot be read says why: an empty one means that there is nothing. */
const lookup = <T>(ask: (api: GoogleCalendarApi, host: ILoadOptionsFunctions, filter: string) => Promise<T>) =>
	async function (this: ILoadOptionsFunctions, filter?: unknown): Promise<T> {
		const outcome = await settled(
			async () => await ask(await openGoogleCalendar(this), this, typeof filter === 'string' ? filter.trim() : ''),
		);
		if ('value' in outcome) return outcome.value;
		throw toNodeError(this.getNode(), outcome.error);
	};

const contains = (text: string, filter: string): boolean => text.toLowerCase().includes(filter.toLowerCase());

/** Every calendar once, with the account behind it where there are several. One account that fails does not hide the others'. */
async function calendarItems(api: GoogleCalendarApi): Promise<INodeListSearchItems[]> {
	const { mayWrite, nameOf } = await import('./directory');
	const items = new Map<string, INodeListSearchItems>();
	for (const { account, entry } of await api.directory.reachable()) {
		const whose = api.accounts.length > 1 ? ` (${account.key})` : '';
		const readOnly = mayWrite(entry) ? '' : ', read only';
		if (items.has(entry.id) && readOnly !== '') continue;
		items.set(entry.id, { name: `${nameOf(entry)}${whose}${readOnly}`, value: entry.id });
	}
	return sorted([...items.values()]);
}

const SHOWN_EVENTS = 100;

async function eventItems(api: GoogleCalendarApi, calendar: unknown, filter: string): Promise<INodeListSearchItems[]> {
	const { collect, take } = await import('../shared/pages');
	const { account, id } = await api.directory.find(String(calendar ?? ''));
	const timeMin = new Date().toISOString();
	const query = { singleEvents: true, orderBy: 'startTime' as const, timeMin, maxResults: SHOWN_EVENTS };
	const [events = []] = await collect(take(account.events(id, { ...query, ...(filter && { q: filter }) }), 1));
	return events.map(({ id: value, summary = '', start, htmlLink }) => ({
		name: `${summary || '(no title)'} · ${start?.date ?? start?.dateTime?.slice(0, 16).replace('T', ' ') ?? ''}`,
		value,
		...(htmlLink !== undefined && { url: htmlLink }),
	}));
}

const listSearch = {
	calendars: lookup(async (api, _host, filter): Promise<INodeListSearchResult> => {
		const items = await calendarItems(api);
		return { results: items.filter(({ name, value }) => contains(`${name} ${value}`, filter)) };
	}),
	events: lookup(async (api, host, filter): Promise<INodeListSearchResult> => {
		const calendar = host.getCurrentNodeParameter('calendar', { extractValue: true });
		return { results: await eventItems(api, calendar, filter) };
	}),
};

const loadOptions = {
	calendars: lookup(async (api): Promise<INodePropertyOptions[]> => {
		return (await calendarItems(api)).map(({ name, value }) => ({ name, value }));
	}),
	accounts: lookup(async ({ accounts }): Promise<INodePropertyOptions[]> => {
		return accounts.map(({ key, label }) => ({
			name: label.replace(/^./, (first) => first.toUpperCase()),
			value: key,
		}));
	}),
	async eventTargets(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
		return TARGETS.map(({ id, label, description }) => ({
			name: label,
			value: id,
			...(description !== undefined && { description }),
		}));
	},
};

const resourceMapping = {
	async eventColumns(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
		return {
			fields: TARGETS.map(({ id, label, type, options }) => ({
				id,
				displayName: label,
				required: false,
				defaultMatch: false,
				canBeUsedToMatch: false,
				display: true,
				type,
				...(options && { options: [...options] }),
			})),
		};
	},
};

export const lookups = { listSearch, loadOptions, resourceMapping };
