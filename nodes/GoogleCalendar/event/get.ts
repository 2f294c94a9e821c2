import { calendar, event } from '../fields';
import { read } from '../room';
import { simple } from './simple';

export const get = read({
	name: 'Get',
	action: 'Get an event',
	fields: [calendar, event],
	async run({ api, read: { calendar: ref, event: id } }) {
		const { eventIdIn, recordOf } = await import('./places');
		const eventId = eventIdIn(id);
		const place = await api.directory.find(ref);
		return recordOf(await place.account.event(place.id, eventId), place.id);
	},
	simplify: simple,
});
