import type { Change, Delivered } from '../../shared/watch/feed';
import type { DaktelaApi, DaktelaRecord } from '../api';
import { folded, lookUp } from '../lookup';
import { keyOf } from '../record';
import type { Row } from './place';
import type { Watch } from './watched';

const MOST_REMEMBERED = 2_000;
const read = new WeakMap<DaktelaApi, Map<string, DaktelaRecord>>();

/** Notes whole records that this poll has read, so that it need not ask for them again. */
export function remember(api: DaktelaApi, rows: ReadonlyArray<Pick<Row<DaktelaRecord>, 'key' | 'record'>>): void {
	const known = read.get(api) ?? new Map<string, DaktelaRecord>();
	read.set(api, known);
	for (const { key, record } of rows) if (known.size < MOST_REMEMBERED || known.has(key)) known.set(key, record);
}

/** Adds the records as they are now; one that no longer exists is `{name, deleted: true}`. */
export async function withRecords(
	api: DaktelaApi,
	{ resource, key: field }: Pick<Watch, 'resource' | 'key'>,
	changes: Change[],
): Promise<Delivered[]> {
	const known = read.get(api);
	const unread = new Set(changes.map(({ recordId }) => recordId).filter((key) => !known?.has(key)));
	const found = unread.size > 0 ? await lookUp(api, unread, { resource, field, key: field }) : undefined;
	return changes.map((change) => {
		const key = change.recordId;
		const record = known?.get(key) ?? found?.get(folded(field, key))?.find((one) => keyOf(one, field) === key);
		return { ...change, record: record ?? { [field]: key, deleted: true } };
	});
}
