import { sameValue } from '../../shared/sync/fingerprint';
import type { Delivered } from '../../shared/watch/feed';
import type { FullRow } from '../sync/convert';
import { recordOf } from './record';
import { keyOfField, valueOf, type Names } from './row';
import type { TaskSource } from './source';
import type { Watch } from './watched';

const SHOW = 3;
const NOTE = 'Made up from an existing task: what it held before is not known.';

/** The newest tasks of the window, as the trigger would tell of them; those that hold a wanted value first. @throws Fault */
export async function sampleOf(source: TaskSource, watch: Watch): Promise<Delivered[]> {
	const names = await source.names();
	const snapshot = await source.snapshot(watch, false);
	const [fitting, newest]: [FullRow[], FullRow[]] = [[], []];
	for await (const rows of snapshot.rows) {
		for (const row of rows) {
			keepNewest(newest, row);
			if (watch.watched.some((name) => isWanted(watch, row, name, names))) keepNewest(fitting, row);
		}
	}
	const isFitting = fitting.length > 0;
	const shown = isFitting ? fitting : newest;
	const full = await source.byIds(shown.map(({ id }) => id));
	return shown.map((row) => {
		const example = (name: string) =>
			isFitting ? valueOf(row, name, names) : (watch.wanted[0] ?? valueOf(row, name, names));
		const changes = watch.watched.map((name) => [keyOfField(name, names), { to: example(name) }]);
		const isDeleted = watch.event === 'taskDeleted';
		const record = isDeleted ? { deleted: true } : recordOf(full.get(row.id) ?? row, names, source.zone);
		return {
			id: `${row.id}|sample`,
			recordId: String(row.id),
			event: EVENTS[watch.event] ?? watch.event,
			occurredAt: snapshot.time,
			...(changes.length > 0 && { changes: Object.fromEntries(changes) as Delivered['changes'] }),
			...((changes.length > 0 || isDeleted) && { about: { sample: NOTE } }),
			record: { id: String(row.id), ...record },
		};
	});
}

const EVENTS: Partial<Record<Watch['event'], string>> = {
	taskCreatedOrUpdated: 'taskUpdated',
	taskCreatedUpdatedOrDeleted: 'taskUpdated',
};

const isWanted = ({ wanted }: Watch, row: FullRow, name: string, names: Names): boolean =>
	wanted.some((one) => sameValue(valueOf(row, name, names), one));

/** Ids come from a generator. */
function keepNewest(kept: FullRow[], row: FullRow): void {
	kept.push(row);
	if (kept.length > SHOW) kept.sort((a, b) => b.id - a.id).pop();
}
