import type { AccountEvent } from '../types';
import type { World } from '../world';
import { stamp, userObject, type Wire } from './objects';

export interface EventForm {
	/** `/task/T/` or `/project/P/T/`; project events have only the latter form. */
	page: 'task' | 'project';
	ids: 'string' | 'number';
}

/** An event as get_events and webhooks tell it (worksection.md 4.3). */
export function eventObject(world: World, event: AccountEvent, form: EventForm): Wire {
	const page = form.page === 'task' && event.task !== undefined ? `/task/${event.task}/` : event.page;
	const user = userObject(world, event.userFrom);
	const numeric = form.ids === 'number';
	return {
		action: event.action,
		object: { type: event.type, id: numeric ? Number(event.id) : event.id, page },
		date_added: stamp(world, event.at),
		user_from: numeric ? { ...user, id: Number(user.id) } : user,
		...values(world, 'new', event.new),
		...values(world, 'old', event.old),
	};
}

function values(world: World, name: 'new' | 'old', told: Wire): Wire {
	const present = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
	if (Object.keys(present).length > 0) return { [name]: present };
	const { emptyNewOld } = world.switches;
	return emptyNewOld === 'omitted' ? {} : { [name]: emptyNewOld === 'array' ? [] : {} };
}
