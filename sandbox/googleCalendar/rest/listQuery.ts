import { instantParameter } from '../domain/times';
import { EVENT_TYPES, invalid, Refusal } from '../model';
import type { World } from '../world';
import { flag, maxResults } from './call';

export interface ListQuery {
	limit: number;
	pageToken: string | undefined;
	syncToken: string | undefined;
	orderBy: 'startTime' | 'updated' | undefined;
	timeMin: number | undefined;
	timeMax: number | undefined;
	updatedMin: number | undefined;
	q: string | undefined;
	iCalUID: string | undefined;
	private: Array<[string, string]>;
	shared: Array<[string, string]>;
	showDeleted: boolean;
	singleEvents: boolean;
	eventTypes: string[];
	/** What must be the same on every call with a token. */
	key: string;
}

/** Not to be combined with syncToken (google-calendar.md B3). */
const NOT_WITH_TOKEN = [
	'iCalUID',
	'orderBy',
	'privateExtendedProperty',
	'q',
	'sharedExtendedProperty',
	'timeMin',
	'timeMax',
	'updatedMin',
];

/** Throws a Refusal 400 for what does not fit, 410 for an updatedMin too long ago. */
export function listQuery(params: URLSearchParams, { store, switches }: World): ListQuery {
	const syncToken = params.get('syncToken') ?? undefined;
	if (syncToken !== undefined) checkWithToken(params);
	const singleEvents = flag(params, 'singleEvents') ?? false;
	const eventTypes = params.getAll('eventTypes');
	const stray = eventTypes.find((type) => !(EVENT_TYPES as readonly string[]).includes(type));
	if (stray !== undefined) throw invalid(`Invalid value '${stray}'.`, 'eventTypes');
	const updatedMin = instantParameter(params, 'updatedMin');
	if (updatedMin !== undefined && updatedMin < store.now() - switches.updatedMinDays * 86_400_000)
		throw new Refusal(
			410,
			'updatedMinTooLongAgo',
			'The requested minimum modification time lies too far in the past.',
			{ domain: 'calendar', location: 'updatedMin' },
		);
	const [timeMin, timeMax] = [instantParameter(params, 'timeMin'), instantParameter(params, 'timeMax')];
	if (timeMin !== undefined && timeMax !== undefined && timeMax <= timeMin)
		throw new Refusal(400, 'timeRangeEmpty', 'The specified time range is empty.', {
			domain: 'calendar',
			location: 'timeMax',
		});
	return {
		limit: maxResults(params, 250, 2500),
		pageToken: params.get('pageToken') ?? undefined,
		syncToken,
		orderBy: orderFrom(params.get('orderBy'), singleEvents),
		timeMin,
		timeMax,
		updatedMin,
		q: params.get('q')?.toLowerCase() || undefined,
		iCalUID: params.get('iCalUID') ?? undefined,
		private: pairs(params, 'privateExtendedProperty'),
		shared: pairs(params, 'sharedExtendedProperty'),
		showDeleted: flag(params, 'showDeleted') ?? false,
		singleEvents,
		eventTypes,
		key: JSON.stringify([singleEvents, [...eventTypes].sort(), flag(params, 'showHiddenInvitations') ?? false]),
	};
}

function checkWithToken(params: URLSearchParams): void {
	const stray = NOT_WITH_TOKEN.find((name) => params.has(name));
	if (stray !== undefined) throw invalid(`The parameter '${stray}' cannot be combined with a sync token.`, stray);
	if (params.get('showDeleted') === 'false')
		throw invalid('Deleted events cannot be left out of a list with a sync token.', 'showDeleted');
}

function orderFrom(text: string | null, singleEvents: boolean): ListQuery['orderBy'] {
	if (text === null) return undefined;
	if (text !== 'startTime' && text !== 'updated') throw invalid(`Invalid value '${text}'.`, 'orderBy');
	if (text === 'startTime' && !singleEvents)
		throw new Refusal(400, 'badRequest', 'The requested ordering is not available for the particular query.', {
			location: 'orderBy',
		});
	return text;
}

function pairs(params: URLSearchParams, name: string): Array<[string, string]> {
	return params.getAll(name).map((text) => {
		const at = text.indexOf('=');
		if (at < 1) throw invalid(`Invalid value '${text}'.`, name);
		return [text.slice(0, at), text.slice(at + 1)];
	});
}
