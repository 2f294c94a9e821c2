import { sameValue } from '../../shared/sync/fingerprint';
import type { Change, Delivered } from '../../shared/watch/feed';
import type { DaktelaApi, DaktelaRecord } from '../api';
import { changeId } from './changes';
import { clockOf, doingOf, queryOf, rowsOf } from './reading';
import { remember, withRecords } from './records';
import { checkFields } from './source';
import { valueOf } from './values';
import { momentOf, wallOf } from './wall';
import type { Watch } from './watched';

const LOOK_AT = 200;
const SHOW = 3;
const NOTE = 'Made up from an existing record: what it held before is not known.';

/** The newest records, as the trigger would tell of them; those that hold a wanted value first. */
export async function sampleOf(api: DaktelaApi, watch: Watch): Promise<Delivered[]> {
	const take = watch.columns ? LOOK_AT : SHOW;
	const listing = await api.list(watch.resource, queryOf(watch, 'desc', watch.scope), { take }, doingOf(watch));
	checkFields(watch, listing.rows);
	const rows = rowsOf(watch, listing.rows);
	if (!watch.columns) remember(api, rows);
	const { zone } = clockOf(listing, rows);
	const fitting = rows.filter(({ record }) => isWanted(watch, record));
	const shown = (fitting.length > 0 ? fitting : rows).slice(0, SHOW);
	const changes = shown.map(({ key, wall, record }): Change => {
		const isNew = watch.event === 'recordCreatedOrUpdated' && wallOf(record[watch.created]) === wall;
		const event = watch.event !== 'recordCreatedOrUpdated' ? watch.event : isNew ? 'recordCreated' : 'recordUpdated';
		const pairs = watch.watched.map((field) => [field, { to: exampleOf(watch, record, field, fitting.length > 0) }]);
		return {
			id: changeId(watch.resource, key, wall),
			recordId: key,
			event,
			occurredAt: momentOf(wall, zone, ''),
			...(pairs.length > 0 && { changes: Object.fromEntries(pairs) as Change['changes'] }),
			about: { kind: watch.kind, ...(pairs.length > 0 && { sample: NOTE }) },
		};
	});
	return await withRecords(api, watch, changes);
}

const isWanted = ({ watched, wanted }: Watch, record: DaktelaRecord): boolean =>
	watched.some((field) => [valueOf(record, field)].flat().some((one) => wanted.some((value) => sameValue(one, value))));

const exampleOf = ({ wanted }: Watch, record: DaktelaRecord, field: string, isFitting: boolean): unknown =>
	isFitting ? valueOf(record, field) : (wanted[0] ?? valueOf(record, field));
