import { check } from '../../common';
import { grow, type GrowArgs } from '../grow';
import type { World } from '../world';
import {
	originOf,
	recordOf,
	sourceOf,
	tableNamed,
	told,
	type ActOptions,
	type ActRecord,
	type OnRecord,
} from './context';

/** What a user does with records on the screens. Each throws an Error that names what is missing. */
export interface RecordActs {
	createRecord(args: ActOptions & { object: string; fields: Record<string, unknown> }): ActRecord;
	/** `value` null clears the field. */
	setField(args: OnRecord & { field: string; value: unknown }): ActRecord;
	setFields(args: OnRecord & { fields: Record<string, unknown> }): ActRecord;
	/** Into the recycle bin, with the children that go along (an account's contacts, opportunities, tasks). */
	deleteRecord(args: OnRecord): { Id: string };
	/** By id: the recycle bin has no names. */
	restoreRecord(args: OnRecord): ActRecord;
	/** Up to two losers go into one master; what named them names the master. */
	mergeRecords(args: ActOptions & { master: string; losers: string[] }): ActRecord;
	/** For good; the delete log still knows them. */
	emptyRecycleBin(args: { object: string }): { purged: number };
	/** What was deleted before this ISO time (default now) is not known to deleted/ any more. */
	purgeDeleteLog(args: { before?: string }): object;
	/** A process of Salesforce itself: only SystemModstamp moves. */
	touchRecord(args: { record: string; at?: string }): ActRecord;
	/** What the users of the API see of a record; no stamp moves. */
	shareRecord(args: { record: string; access: 'none' | 'read' | 'full' }): ActRecord;
	getRecord(args: { record: string }): ActRecord;
	/** Many rows from a pattern, quickly. */
	grow(args: GrowArgs): { count: number; first: string; last: string };
}

export const recordActs = (world: World): RecordActs => ({
	createRecord: (args) => {
		const fields = check.object(args.fields, 'fields');
		return told(world, world.writer.insert(tableNamed(world, args.object), fields, sourceOf(world, args)));
	},
	setField: (args) => setFields(world, args, { [check.text(args.field, 'field')]: args.value }),
	setFields: (args) => setFields(world, args, check.object(args.fields, 'fields')),
	deleteRecord(args) {
		const row = recordOf(world, args);
		const source = { ...sourceOf(world, args), at: check.optionalTime(args.at, 'at') ?? world.store.now() };
		const commit = () => world.writer.remove(world.store.row(row.id)!, source);
		world.store.commit(commit, world.store.stamp(source.at), args.lateMs);
		return { Id: row.id };
	},
	restoreRecord(args) {
		const row = recordOf(world, args);
		if (row.deletedAt === 0) throw new Error(`record: '${row.id}' is not deleted.`);
		return told(world, world.changes.restore(row, originOf(world, args)));
	},
	mergeRecords: (args) => mergeRecords(world, args),
	emptyRecycleBin(args) {
		const rows = [...tableNamed(world, args.object).binned.values()];
		for (const row of rows) world.changes.purge(row);
		return { purged: rows.length };
	},
	purgeDeleteLog({ before }) {
		world.deleteLog.purgedBefore = check.optionalTime(before, 'before') ?? world.store.now();
		return {};
	},
	touchRecord: ({ record, at }) =>
		told(world, world.changes.touch(recordOf(world, { record }), check.optionalTime(at, 'at'))),
	shareRecord({ record, access }) {
		if (!['none', 'read', 'full'].includes(access)) throw new Error('access: none, read or full is needed.');
		const row = { ...recordOf(world, { record }), unshared: access === 'none', readOnly: access === 'read' };
		world.store.put(row);
		return told(world, row);
	},
	getRecord: (args) => told(world, recordOf(world, args)),
	grow: (args) => grow(world, args),
});

const setFields = (world: World, args: OnRecord, fields: Record<string, unknown>): ActRecord =>
	told(world, world.writer.update(recordOf(world, args), fields, sourceOf(world, args)));

function mergeRecords(world: World, args: ActOptions & { master: string; losers: string[] }): ActRecord {
	const master = recordOf(world, { record: args.master });
	const losers = check.texts(args.losers, 'losers').map((record) => recordOf(world, { record }));
	if (!world.store.tableOf(master).mergeable) throw new Error(`master: ${master.object} cannot be merged.`);
	if (losers.length < 1 || losers.length > 2) throw new Error('losers: one or two are needed.');
	const stray = losers.find((row) => row.object !== master.object || row.deletedAt > 0 || row.id === master.id);
	if (stray) throw new Error(`losers: '${stray.id}' is no other living ${master.object}.`);
	for (const loser of losers) world.changes.merge(world.store.row(master.id)!, loser, originOf(world, args));
	return told(world, world.store.row(master.id)!);
}
