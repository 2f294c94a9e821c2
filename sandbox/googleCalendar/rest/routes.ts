import type { Need } from '../auth/scopes';
import type { Answer, Call } from './call';
import * as calendars from './calendars';
import { stopChannel, watchEvents } from './channels';
import { getColors } from './colors';
import * as events from './events';
import { queryFreeBusy } from './freeBusy';
import { listEvents } from './list';

export interface Route {
	readonly action: string;
	readonly need: Need;
	readonly run: (call: Call) => Answer;
}

type Row = [method: string, path: string, action: string, need: Need, run: (call: Call) => Answer];

const LIST = '/users/me/calendarList';
const EVENTS = '/calendars/*/events';

/** '*' is one piece of the path. Fixed words come before the ids that could be read as one. */
const ROWS: Row[] = [
	['GET', LIST, 'calendarList.list', 'listRead', calendars.listCalendars],
	['POST', LIST, 'calendarList.insert', 'listWrite', calendars.insertEntry],
	['GET', `${LIST}/*`, 'calendarList.get', 'listRead', calendars.getEntry],
	['PUT', `${LIST}/*`, 'calendarList.update', 'listWrite', calendars.updateEntry],
	['PATCH', `${LIST}/*`, 'calendarList.patch', 'listWrite', calendars.updateEntry],
	['DELETE', `${LIST}/*`, 'calendarList.delete', 'listWrite', calendars.deleteEntry],
	['POST', '/calendars', 'calendars.insert', 'calendarWrite', calendars.insertCalendar],
	['GET', '/calendars/*', 'calendars.get', 'calendarRead', calendars.getCalendar],
	['PUT', '/calendars/*', 'calendars.update', 'calendarWrite', calendars.updateCalendar],
	['PATCH', '/calendars/*', 'calendars.patch', 'calendarWrite', calendars.updateCalendar],
	['DELETE', '/calendars/*', 'calendars.delete', 'calendarWrite', calendars.deleteCalendar],
	['GET', EVENTS, 'events.list', 'eventRead', listEvents],
	['POST', EVENTS, 'events.insert', 'eventWrite', events.insertEvent],
	['POST', `${EVENTS}/import`, 'events.import', 'eventWrite', events.importEvent],
	['POST', `${EVENTS}/watch`, 'events.watch', 'eventRead', watchEvents],
	['GET', `${EVENTS}/*`, 'events.get', 'eventRead', events.getEvent],
	['PUT', `${EVENTS}/*`, 'events.update', 'eventWrite', events.updateEvent],
	['PATCH', `${EVENTS}/*`, 'events.patch', 'eventWrite', events.patchEvent],
	['DELETE', `${EVENTS}/*`, 'events.delete', 'eventWrite', events.deleteEvent],
	['POST', `${EVENTS}/*/move`, 'events.move', 'eventWrite', events.moveEvent],
	['GET', `${EVENTS}/*/instances`, 'events.instances', 'eventRead', events.listInstances],
	['POST', '/channels/stop', 'channels.stop', 'any', stopChannel],
	['POST', '/freeBusy', 'freebusy.query', 'freeBusy', queryFreeBusy],
	['GET', '/colors', 'colors.get', 'any', getColors],
];

const table = ROWS.map(([method, path, action, need, run]) => ({
	method,
	pattern: new RegExp(`^${path.replaceAll('*', '([^/]+)')}$`),
	route: { action, need, run },
}));

/** `path` without '/calendar/v3'. */
export function routeFor(method: string, path: string): { route: Route; args: string[] } | undefined {
	for (const row of table) {
		if (row.method !== method) continue;
		const match = row.pattern.exec(path);
		if (match) return { route: row.route, args: match.slice(1).map(decoded) };
	}
	return undefined;
}

function decoded(piece: string): string {
	try {
		return decodeURIComponent(piece);
	} catch {
		return piece;
	}
}
