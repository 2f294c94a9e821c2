import { closing } from '../../shared/closing';
import { sameValue } from '../../shared/sync/fingerprint';
import type { Delivered } from '../../shared/watch/feed';
import type { HeliosValue } from '../values';
import { BEGINNING } from './place';
import { Reading, type WatchApi } from './reading';
import { RowForm, type WatchedRow } from './row';
import type { Watch } from './watched';

const LOOK_AT = 200;
const SHOW = 3;
const NOTE = 'Made up from an existing row: what it held before is not known.';

/** The rows that were changed last, as the trigger would tell of them; those that hold a wanted value first. @throws Fault */
export async function sampleOf(api: WatchApi, watch: Watch): Promise<Delivered[]> {
	const form = new RowForm(watch, (text) => api.toIso(text));
	const limit = watch.wanted.length > 0 ? LOOK_AT : SHOW;
	const newestFirst = [{ column: watch.aliases.updated, direction: 'desc' as const }];
	const reading = new Reading(api, watch, form, { limit, ...(watch.byTime && { sort: newestFirst }) });
	const rows = await closing(reading, allOf);
	const now = reading.timeAfter(BEGINNING);
	const fitting = rows.filter(({ row }) => watch.watched.some((column) => isWanted(watch, form.value(row, column))));
	const isFitting = fitting.length > 0;
	const { folder, template } = watch.request;
	const about = { folder, template, ...(reading.info?.class !== undefined && { class: reading.info.class }) };
	return (isFitting ? fitting : rows).slice(0, SHOW).map(({ name, wall, row }) => {
		const example = (column: string) =>
			isFitting ? form.value(row, column) : (watch.wanted[0] ?? form.value(row, column));
		const changes = Object.fromEntries(watch.watched.map((column) => [column, { to: example(column) }]));
		return {
			id: `${folder}/${template}/${name}|sample`,
			recordId: name,
			event: watch.event === 'rowAddedOrChanged' ? 'rowChanged' : watch.event,
			occurredAt: wall === undefined ? now : api.toIso(wall),
			...(watch.watched.length > 0 && { changes }),
			about: { ...about, ...(watch.watched.length > 0 && { sample: NOTE }) },
			record: form.record(row),
		};
	});
}

async function allOf(reading: Reading): Promise<WatchedRow[]> {
	const rows: WatchedRow[] = [];
	for (let row = await reading.next(); row; row = await reading.next()) rows.push(row);
	return rows;
}

const isWanted = ({ wanted }: Watch, value: HeliosValue): boolean => wanted.some((one) => sameValue(value, one));
