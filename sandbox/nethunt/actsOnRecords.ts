import { check } from '../common';
import { folderOf, originOf, recordOf, type ActContext } from './actContext';
import type { ActRecord, RecordActs, OnRecord } from './acts';
import { Refusal, type NetHuntRecord, type Value } from './model';
import { valuesFrom } from './seed';
import { keep, listOf } from './values';

export function recordActs(context: ActContext): RecordActs {
	return { ...valueActs(context), ...lifeActs(context), ...timelineActs(context) };
}

/** From the field's present value to its new one, as a screen would send it. */
type Edit = (present: Value | undefined) => unknown;

function valueActs(context: ActContext) {
	const change = (args: OnRecord, edits: Record<string, Edit>): ActRecord => {
		const record = recordOf(context, args);
		const values: Record<string, Value | undefined> = {};
		for (const [name, edit] of Object.entries(edits)) {
			const field = context.store.field(record.folder, name);
			values[field.id] = keep(field, edit(record.values[field.id]), context.switches);
		}
		context.store.write(record, values, originOf(context, args));
		return show(context, record);
	};
	const setTo =
		(value: unknown): Edit =>
		() =>
			value;
	type OneField = OnRecord & { field: string; value: unknown };
	return {
		setField: (args: OneField) => change(args, { [check.text(args.field, 'field')]: setTo(args.value) }),
		setFields: (args: OnRecord & { fields: Record<string, unknown> }) => {
			const fields = Object.entries(check.object(args.fields, 'fields'));
			return change(args, Object.fromEntries(fields.map(([name, value]) => [name, setTo(value)])));
		},
		addToField: (args: OneField) =>
			change(args, { [check.text(args.field, 'field')]: (present) => [...listOf(present), ...itemsOf(args.value)] }),
		removeFromField: (args: OneField) => {
			const gone = itemsOf(args.value);
			const rest: Edit = (present) => listOf(present).filter((item) => !gone.includes(item));
			return change(args, { [check.text(args.field, 'field')]: rest });
		},
	};
}

function lifeActs(
	context: ActContext,
): Pick<RecordActs, 'createRecord' | 'deleteRecord' | 'restoreRecord' | 'getRecord'> {
	const { store, switches } = context;
	return {
		createRecord(args) {
			const folder = folderOf(context, args);
			const values = valuesFrom(store, folder, args.fields, 'fields', switches);
			return show(context, store.create(folder, values, originOf(context, args)));
		},
		deleteRecord(args) {
			const record = recordOf(context, args);
			store.setDeleted(record, true, originOf(context, args));
			return show(context, record);
		},
		restoreRecord(args) {
			const record = store.records.get(check.text(args.record, 'record'));
			if (!record?.deleted) throw new Refusal(404, `There is no record '${args.record}' in the trash`);
			store.setDeleted(record, false, originOf(context, args));
			return show(context, record);
		},
		getRecord: (args) => show(context, recordOf(context, args)),
	};
}

function timelineActs(context: ActContext): Pick<RecordActs, 'addComment' | 'logCall' | 'addFile' | 'getTimeline'> {
	const { store, answers } = context;
	return {
		addComment: (args) => ({
			id: store.addComment(recordOf(context, args), check.text(args.text, 'text'), originOf(context, args)).id,
		}),
		logCall(args) {
			const text = check.text(args.text, 'text');
			const time = check.optionalTime(args.time, 'time');
			const duration = check.optionalNumber(args.duration, 'duration');
			return { id: store.logCall(recordOf(context, args), { text, time, duration }, originOf(context, args)).id };
		},
		addFile: (args) => ({
			id: store.addFile(recordOf(context, args), check.text(args.name, 'name'), originOf(context, args)).id,
		}),
		getTimeline(args) {
			const record = recordOf(context, args);
			const { comments, callLogs, files, changes } = record.folder;
			const own = <T extends { record: NetHuntRecord }>(entries: T[]) =>
				entries.filter((entry) => entry.record === record);
			return {
				comments: own(comments.all()).map((comment) => answers.comment(comment)),
				callLogs: own(callLogs.all()).map((callLog) => answers.callLog(callLog)),
				files: own(files.all()).map((file) => answers.file(file)),
				changes: own(changes.all()).flatMap((change) => answers.change(change) ?? []),
			};
		},
	};
}

const itemsOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

function show({ answers }: ActContext, record: NetHuntRecord): ActRecord {
	return {
		id: record.id,
		folderId: record.folder.id,
		deleted: record.deleted,
		createdAt: new Date(record.createdAt).toISOString(),
		updatedAt: new Date(record.updatedAt).toISOString(),
		fields: answers.fields(record),
		gmailThreads: record.gmailThreads ?? [],
	};
}
