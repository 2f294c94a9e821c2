import { isZone } from '../domain/zones';
import { invalid, notFound, required, type Calendar, type Json, type ListEntry, type Role } from '../model';
import { atLeast } from '../store';
import { calendarOf, etagOf, flag, maxResults, type Answer, type Call } from './call';
import { fullSyncRequired } from './listTokens';

const MEET = { conferenceProperties: { allowedConferenceSolutionTypes: ['hangoutsMeet'] } };

const shownCalendar = (calendar: Calendar): Json => ({
	kind: 'calendar#calendar',
	etag: etagOf(calendar),
	id: calendar.id,
	summary: calendar.summary,
	...(calendar.description ? { description: calendar.description } : {}),
	...(calendar.location ? { location: calendar.location } : {}),
	timeZone: calendar.timeZone,
	...MEET,
});

function shownEntry({ user }: Call, entry: ListEntry): Json {
	const { calendar, summaryOverride, hidden, deleted } = entry;
	const head = { kind: 'calendar#calendarListEntry', etag: etagOf(entry), id: calendar.id };
	if (deleted) return { ...head, deleted: true };
	return {
		...shownCalendar(calendar),
		...head,
		...(summaryOverride ? { summaryOverride } : {}),
		colorId: '14',
		...(hidden ? { hidden: true } : {}),
		selected: !hidden,
		accessRole: calendar.shared.get(user.email),
		defaultReminders: [{ method: 'popup', minutes: 30 }],
		...(calendar.id === user.email ? { primary: true } : {}),
	};
}

/** GET /users/me/calendarList, by pages and by syncToken. */
export function listCalendars(call: Call): Answer {
	const { world, user, params } = call;
	const [since, skip] = placeFrom(call);
	const showDeleted = since > 0 || flag(params, 'showDeleted');
	const least = params.get('minAccessRole') as Role | null;
	if (least !== null && since > 0)
		throw invalid('minAccessRole cannot be combined with a sync token.', 'minAccessRole');
	const entries = [...user.list.values()].filter(
		(entry) =>
			entry.seq > since &&
			(showDeleted || !entry.deleted) &&
			(since > 0 || flag(params, 'showHidden') || !entry.hidden) &&
			(least === null || atLeast(entry.calendar.shared.get(user.email) ?? 'freeBusyReader', least)),
	);
	const end = skip + maxResults(params, 100, 250);
	const last = end >= entries.length;
	const token = last
		? { nextSyncToken: `list ${world.store.generation} ${world.store.seq}` }
		: { nextPageToken: `page ${since} ${end}` };
	const items = entries.slice(skip, end).map((entry) => shownEntry(call, entry));
	return { json: { kind: 'calendar#calendarList', etag: `"p${world.store.seq}"`, ...token, items } };
}

/** Where the list begins in the order of changes, and how many entries were on former pages. */
function placeFrom({ world, params }: Call): [since: number, skip: number] {
	const page = params.get('pageToken');
	if (page !== null) {
		const [, since, skip] = /^page (\d+) (\d+)$/.exec(page) ?? [];
		if (skip === undefined) throw invalid('Invalid page token value.', 'pageToken');
		return [Number(since), Number(skip)];
	}
	const token = params.get('syncToken');
	if (token === null) return [0, 0];
	const [, generation, seq] = /^list (\d+) (\d+)$/.exec(token) ?? [];
	if (Number(generation) !== world.store.generation) throw fullSyncRequired();
	return [Math.max(1, Number(seq)), 0];
}

function entryOf(call: Call): ListEntry {
	const id = call.args[0] === 'primary' ? call.user.email : call.args[0]!;
	const entry = call.user.list.get(id);
	if (!entry || entry.deleted) throw notFound();
	return entry;
}

const entryAnswer = (call: Call, entry: ListEntry): Answer => ({ json: shownEntry(call, entry), etag: etagOf(entry) });

export const getEntry = (call: Call): Answer => entryAnswer(call, entryOf(call));

/** Puts a calendar that is shared with the user on the list. */
export function insertEntry(call: Call): Answer {
	const { world, user, body } = call;
	const found = world.store.visible(user, String(body.id ?? ''));
	if (!found) throw notFound();
	const entry = user.list.get(found.calendar.id) ?? world.store.enlist(found.calendar, user);
	entry.deleted = false;
	return changeEntry(call, entry);
}

export const updateEntry = (call: Call): Answer => changeEntry(call, entryOf(call));

function changeEntry(call: Call, entry: ListEntry): Answer {
	const { summaryOverride, hidden } = call.body;
	if (summaryOverride !== undefined) {
		if (summaryOverride) entry.summaryOverride = String(summaryOverride);
		else delete entry.summaryOverride;
	}
	if (typeof hidden === 'boolean') entry.hidden = hidden;
	return entryAnswer(call, call.world.store.touchEntry(entry));
}

export function deleteEntry(call: Call): Answer {
	const entry = entryOf(call);
	entry.deleted = true;
	call.world.store.touchEntry(entry);
	return { status: 204 };
}

export function getCalendar(call: Call): Answer {
	const { calendar } = calendarOf(call);
	return { json: shownCalendar(calendar), etag: etagOf(calendar) };
}

export function insertCalendar(call: Call): Answer {
	const { summary } = call.body;
	if (typeof summary !== 'string' || summary === '') throw required('Missing title.');
	const calendar = call.world.store.addCalendar(call.user, { summary, ...textsFrom(call.body) });
	return { json: shownCalendar(calendar), etag: etagOf(calendar) };
}

export function updateCalendar(call: Call): Answer {
	const { calendar } = calendarOf(call, 'owner');
	const { summary } = call.body;
	Object.assign(calendar, textsFrom(call.body), summary ? { summary: String(summary) } : {});
	call.world.store.touchCalendar(calendar);
	return { json: shownCalendar(calendar), etag: etagOf(calendar) };
}

export function deleteCalendar(call: Call): Answer {
	const { calendar } = calendarOf(call, 'owner');
	if (calendar.id === calendar.owner.email) throw invalid('A primary calendar cannot be deleted.');
	calendar.deleted = true;
	call.world.store.touchCalendar(calendar);
	return { status: 204 };
}

function textsFrom({ description, location, timeZone }: Json) {
	if (timeZone !== undefined && !isZone(timeZone)) throw invalid('Invalid time zone.');
	return {
		...(typeof description === 'string' ? { description } : {}),
		...(typeof location === 'string' ? { location } : {}),
		...(timeZone === undefined ? {} : { timeZone }),
	};
}
