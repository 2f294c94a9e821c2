import type { TaskSystem } from '../../shared/sync/pairs/door';
import { Engine } from '../../shared/sync/pairs/engine';
import { Routing } from '../../shared/sync/pairs/routing';
import type { GoogleCalendarApi } from '../api';
import type { Place, ResolvedRow } from '../directory';
import { routesOf, type Row } from './routes';
import { policyOf, taskSettingsOf, type Chosen } from './rules';

const rowOf = (row: ResolvedRow): Row => ({
	operator: row.operator,
	type: row.type,
	calendar: 'fault' in row ? { name: row.name, fault: row.fault } : { name: row.name, id: row.calendar.id },
});

/** The calendars of the rows, each once. */
export const placesOf = (rows: readonly ResolvedRow[]): Place[] => [
	...new Map(rows.flatMap((row) => ('calendar' in row ? [[row.calendar.id, row.calendar] as const] : []))).values(),
];

/** Settings, names and calendars of both sides, put together. @throws Fault where two operators claim one calendar */
export async function routingOf(
	rows: readonly ResolvedRow[],
	tasks: Pick<TaskSystem, 'operators' | 'types'>,
): Promise<Routing> {
	const [operators, types] = [await tasks.operators(), await tasks.types()];
	const { routes, broken } = routesOf(rows.map(rowOf), operators, types);
	return new Routing(routes, broken);
}

export interface Opening {
	/** The system of the tasks, as chosen in the node. */
	room: string;
	/** Of calendars that are made. */
	timezone: string;
	/** Nothing is made. */
	isDry: boolean;
}

/** Opens both sides. @throws Fault where the settings contradict themselves, before anything is written */
export async function openEngine(
	api: GoogleCalendarApi,
	chosen: Chosen,
	{ room, timezone, isDry }: Opening,
): Promise<Engine> {
	const tasks = await api.openTasks!(room);
	const create = chosen.options.createCalendars === true && !isDry;
	const rows = await api.directory.resolve(api.settings, { create, timeZone: timezone });
	const routing = await routingOf(rows, tasks);
	const side = tasks.side(routing, taskSettingsOf(chosen));
	const { Events } = await import('../sync/events');
	const events = new Events(api, placesOf(rows));
	const rules = {
		policy: policyOf(chosen),
		routing,
		system: side.system,
		fit: side.fit.bind(side),
		canMove: events.canMove.bind(events),
	};
	return new Engine({ tasks: side, events, rules });
}
