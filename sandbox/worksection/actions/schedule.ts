import { memberIds } from '../domain/find';
import { parseDay } from '../when';
import { errors } from '../wire/errors';
import { userObject, type Wire } from '../wire/objects';
import type { World } from '../world';
import { rows, type Actions, type Answer, type Call } from './call';

const kinds = new Set(['vacation', 'sick-leave', 'workday']);

/** Schedules accept both forms of a day (worksection.md section 2). */
function bound({ world, params }: Call, name: string): string | undefined {
	const text = params.filled(name);
	const day = text === undefined ? undefined : parseDay(text, { iso: true });
	if (text !== undefined && day === undefined && world.switches.badValue === 'error') throw errors.fieldMalformed(name);
	return day;
}

function getSchedule(call: Call): Answer {
	const { world, params } = call;
	if (!world.switches.usersScheduleExists) throw errors.actionInvalid();
	const asked = params.list('users').map((user) => idOf(world, user));
	const ids = asked.length > 0 ? asked : [...world.store.members.keys()];
	const from = bound(call, 'datestart') ?? '';
	const to = bound(call, 'dateend') ?? '~';
	const found: Record<string, Wire> = {};
	for (const id of ids) {
		const days = [...(world.store.schedule.get(id) ?? [])].filter(([day]) => day >= from && day <= to).sort();
		if (days.length > 0) found[id] = { ...userObject(world, id), schedule: Object.fromEntries(days) };
	}
	return Object.keys(found).length > 0 ? { data: found } : rows(world, []);
}

/** Members are named by id or e-mail. */
const idOf = (world: World, user: string): string =>
	world.store.members.has(user) ? user : (memberIds(world, [user])[0] as string);

/** `data`: member -> {day: kind}, and under `unset` member -> [days] to forget. */
function updateSchedule({ world, params }: Call): Answer {
	const data = params.object('data');
	if (!data) throw errors.fieldRequired('data');
	const { values = data, unset = {} } = data as { values?: Wire; unset?: Wire };
	for (const [user, days] of Object.entries(values).filter(([name]) => name !== 'unset')) {
		const id = idOf(world, user);
		const kept = world.store.schedule.get(id) ?? new Map<string, string>();
		for (const [text, kind] of Object.entries(days as Wire)) {
			const day = parseDay(text, { iso: true });
			if (day === undefined || !kinds.has(String(kind))) throw errors.fieldMalformed('data');
			kept.set(day, String(kind));
		}
		world.store.schedule.set(id, kept);
	}
	for (const [user, days] of Object.entries(unset)) {
		for (const text of Array.isArray(days) ? days : []) {
			world.store.schedule.get(idOf(world, user))?.delete(parseDay(String(text), { iso: true }) ?? '');
		}
	}
	return {};
}

export const scheduleActions: Actions = {
	get_users_schedule: { run: getSchedule, scope: 'users_read' },
	update_users_schedule: { run: updateSchedule, scope: 'users_write' },
};
