/** What a trigger tells of the rows it has not seen before. Pure. */
import { became } from '../../shared/watch/diff';
import type { Change } from '../../shared/watch/feed';
import type { DaktelaRecord } from '../api';
import { isSame } from '../same';
import { printed, type Before, type Known } from './known';
import type { Fresh } from './place';
import { valueOf } from './values';
import { wallOf, type Wall } from './wall';
import type { Watch } from './watched';

/** Same change, same id, whether it was found by a poll or told by an event. */
export const changeId = (resource: string, key: string, version: string): string => `${resource}/${key}|${version}`;

type Changed = NonNullable<Change['changes']>;

/**
 * The change that a row stands for, if the trigger is about it. What the record holds now is noted in `known`.
 * @param since records that were created then or later and never seen before are new
 */
export function changeOf(
	row: Fresh<DaktelaRecord>,
	watch: Watch,
	since: Wall,
	known: Known | undefined,
): Change | undefined {
	const { key, record, token, version, moment: occurredAt, again, unseen, passed } = row;
	const created = wallOf(record[watch.created]);
	const mayBeTold = passed && (known === undefined || known.get(token) !== undefined);
	const isNew = unseen && created !== undefined && created >= since && !mayBeTold;
	// A new record may have the key of one that was deleted.
	const before = isNew ? undefined : known?.get(token);
	const values = watch.watched.map((field) => valueOf(record, field));
	known?.set(token, values);
	const change = (event: string, told: string, changes?: Changed): Change => ({
		id: changeId(watch.resource, key, told),
		recordId: key,
		event,
		occurredAt,
		...(changes && { changes }),
		about: { kind: watch.kind },
	});
	if (watch.event === 'recordCreated') return again ? undefined : change('recordCreated', version);
	if (watch.event === 'fieldBecameValue') {
		const changes = differences(watch.watched, values, before);
		const counts = before !== undefined || isNew || !watch.skipsUnknown;
		return counts && became({ changes }, watch.watched, watch.wanted)
			? change('fieldBecameValue', version, changes)
			: undefined;
	}
	if (isNew && watch.event === 'recordCreatedOrUpdated') return change('recordCreated', created);
	const isUpdate = watch.reach.byContent ? !isNew : again || !unseen || created !== row.wall;
	if (!isUpdate) return undefined;
	if (watch.watched.length === 0) return change('recordUpdated', version);
	if (before === undefined && watch.skipsUnknown) return undefined;
	const changes = differences(watch.watched, values, before);
	return Object.keys(changes).length > 0 ? change('recordUpdated', version, changes) : undefined;
}

/** The fields that hold something else than before; `from` is left out where that is not known. */
function differences(fields: readonly string[], values: readonly unknown[], before: Before | undefined): Changed {
	const told = before && 'values' in before ? before.values : undefined;
	if (before && 'print' in before && before.print === printed(values)) return {};
	const pairs = fields.flatMap((field, at): Array<[string, { from?: unknown; to: unknown }]> => {
		const to = values[at];
		if (!told) return [[field, { to }]];
		return isSame(told[at], to) ? [] : [[field, { from: told[at], to }]];
	});
	return Object.fromEntries(pairs);
}
