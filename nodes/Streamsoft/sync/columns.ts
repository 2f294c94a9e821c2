import type { Model } from '../data/model';
import type { Columns } from './convert';

/** How the database holds what is kept in step. Pure. */
export function columnsOf(model: Model): Columns {
	const of = (field: Parameters<Model['column']>[0]) => model.column(field)?.info;
	const [description, place] = [of('description'), of('place')];
	return {
		subject: of('subject') ?? {},
		...(description && { description }),
		...(place && { place }),
		start: { isDay: of('start')?.kind === 'date' },
		end: of('end') !== undefined,
		allDay: of('allDay') !== undefined,
		textCharset: model.profile.textCharset,
	};
}
