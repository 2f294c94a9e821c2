import { closing } from '../../shared/closing';
import { localIn } from '../../shared/when';
import type { Change, Delivered } from '../../shared/watch/feed';
import type { BrowseRequest } from '../api';
import { requestOf } from './pass';
import { Reading } from './reading';
import { RowForm } from './row';
import { floorOf } from './wall';
import type { HeliosWatch } from './watching';
import type { Watch } from './watched';

/** So many rows are asked for one by one; for more, those of their time are read, then all, and one by one what is still missing. */
const FEW = 5;

/** Adds the rows as they are now; one that the template no longer shows is `{name, deleted: true}`. @throws Fault */
export async function withRecords(watching: HeliosWatch, watch: Watch, changes: Change[]): Promise<Delivered[]> {
	await watching.rest();
	const { records } = watching;
	const missing = changes.filter(({ recordId }) => !records.has(recordId));
	const names = new Set(missing.map(({ recordId }) => recordId));
	if (names.size > FEW && watch.byTime) await find(watching, watch, names, since(watching, watch, missing));
	const isCertain = names.size > FEW && (await find(watching, watch, names, {}));
	if (!isCertain) await findEach(watching, watch, names);
	return changes.map((change) => ({
		...change,
		record: records.get(change.recordId) ?? { name: change.recordId, deleted: true },
	}));
}

/** A row was last changed when the change happened, or later. */
function since({ api }: HeliosWatch, watch: Watch, changes: Change[]): Partial<BrowseRequest> {
	const earliest = changes.reduce((first, { occurredAt }) => (occurredAt < first ? occurredAt : first), '9999');
	return requestOf(watch, floorOf(localIn(earliest, api.zone)));
}

async function findEach(watching: HeliosWatch, watch: Watch, names: ReadonlySet<string>): Promise<void> {
	for (const value of names) {
		const conditions = [{ column: watch.aliases.name, operator: 'equal' as const, value }];
		await find(watching, watch, new Set([value]), { conditions });
	}
}

/** Reads until all of them are found, and takes them out of the names. @returns whether those that are left are not there */
async function find(
	{ api, records }: HeliosWatch,
	watch: Watch,
	names: Set<string>,
	request: Partial<BrowseRequest>,
): Promise<boolean> {
	const form = new RowForm(watch, (text) => api.toIso(text));
	return await closing(new Reading(api, watch, form, request), async (reading) => {
		for (let row = await reading.next(); row; row = await reading.next()) {
			if (!names.delete(row.name)) continue;
			records.set(row.name, form.record(row.row));
			if (names.size === 0) return true;
		}
		return reading.isWhole;
	});
}
