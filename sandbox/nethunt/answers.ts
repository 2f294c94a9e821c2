import {
	touched,
	type CallLog,
	type Change,
	type Comment,
	type DriveFile,
	type Field,
	type Folder,
	type NetHuntRecord,
	type User,
	type Value,
} from './model';
import type { NetHuntStore } from './store';
import type { NetHuntSwitches } from './switches';
import { isList, listOf, tell } from './values';

const iso = (time: number) => new Date(time).toISOString();

export const userAnswer = ({ personalName, emailAddress }: User) => ({ personalName, emailAddress });

/** What the wire shows of the store, under the present switches. */
export class Answers {
	constructor(
		private readonly store: NetHuntStore,
		private readonly switches: NetHuntSwitches,
	) {}

	/** Common keys of find-record, new-record and updated-record (2.3). */
	record(record: NetHuntRecord, { id = record.id, updatedAt = true } = {}) {
		return {
			id,
			...(this.switches.listsCarryRecordId ? { recordId: record.id } : {}),
			link: this.link(record),
			createdAt: iso(record.createdAt),
			...(updatedAt ? { updatedAt: iso(record.updatedAt) } : {}),
			fields: this.fields(record),
			...(this.switches.deletedFlag ? { deleted: record.deleted } : {}),
		};
	}

	created(record: NetHuntRecord) {
		const id = this.switches.createCarriesId ? { id: record.id } : {};
		return {
			...id,
			recordId: record.id,
			createdAt: iso(record.createdAt),
			fields: this.fields(record),
			link: this.link(record),
		};
	}

	updated(record: NetHuntRecord) {
		if (this.switches.updateAnswer === 'record') return { ...this.record(record), recordId: record.id };
		return { updatedAt: iso(record.updatedAt), fields: this.fields(record) };
	}

	fields(record: NetHuntRecord): Record<string, unknown> {
		const fields: Record<string, unknown> = {};
		for (const field of record.folder.fields) {
			const value = record.values[field.id];
			if (value !== undefined) fields[field.name] = this.value(field, value);
			else if (this.switches.clearedReads === 'null') fields[field.name] = null;
			else if (this.switches.clearedReads === 'empty') fields[field.name] = field.multiple ? [] : '';
		}
		return fields;
	}

	folderField({ id, name, kind, options }: Field) {
		return this.switches.folderFieldExtras ? { name, id, type: kind, ...(options ? { options } : {}) } : { name };
	}

	/** Undefined where the switches keep a change from record-change. `only` holds the field ids asked for. */
	change(change: Change, only?: ReadonlySet<string>) {
		const action = this.actionOf(change);
		if (action === undefined || (change.viaApi && !this.switches.apiUpdatesInChanges)) return undefined;
		const shown = touched(change).filter((id) => this.switches.filteredShowsAllFields || !only || only.has(id));
		return {
			id: change.id,
			recordId: change.record.id,
			time: iso(change.time),
			...this.changeUser(change.user),
			recordAction: this.switches.changeActionCase === 'lower' ? action.toLowerCase() : action,
			fieldActions: this.fieldActions(change, this.tellsFields(change) ? shown : []),
		};
	}

	comment({ id, record, createdAt, text }: Comment) {
		return { id, commentId: id, recordId: record.id, createdAt: iso(createdAt), text };
	}

	callLog({ id, record, createdAt, text, time, duration }: CallLog) {
		const endTime = iso(time + duration * 60_000);
		return { callLogId: id, recordId: record.id, createdAt: iso(createdAt), text, duration, time: iso(time), endTime };
	}

	file({ id, record, createdAt, name }: DriveFile) {
		const link = `https://drive.example/file/${id}`;
		const common = { id, recordId: record.id, createdAt: iso(createdAt) };
		return this.switches.fileShape === 'nested' ? { ...common, file: { name, link } } : { ...common, name, link };
	}

	/** Deep link into the web application (2.3). */
	private link({ id: recordId, folder }: NetHuntRecord): string {
		const place = { workspaceId: this.store.workspaceId, folderId: folder.id, recordId, recordPage: { recordId } };
		return `https://nethunt.com/web/#nethunt/${Buffer.from(JSON.stringify(place)).toString('base64')}`;
	}

	private value(field: Field, value: Value): unknown {
		return tell(field, value, this.switches, (id) => this.nameOf(field, id));
	}

	private nameOf(field: Field, id: string): string | undefined {
		if (field.kind === 'user') return this.store.users.find(({ emailAddress }) => emailAddress === id)?.personalName;
		const target = this.store.records.get(id);
		return target && titleOf(target);
	}

	private actionOf({ action }: Change) {
		if (action !== 'RESTORE') return action;
		return this.switches.restoreAppearsAs === 'nothing' ? undefined : this.switches.restoreAppearsAs;
	}

	private tellsFields({ action }: Change): boolean {
		if (action === 'DELETE') return this.switches.deleteCarriesFields;
		return action === 'UPDATE' || this.switches.createCarriesFields;
	}

	private changeUser(user: User) {
		if (this.switches.changeUserShape === 'missing') return {};
		return { user: this.switches.changeUserShape === 'string' ? user.emailAddress : userAnswer(user) };
	}

	private fieldActions({ record, before, after, time }: Change, ids: readonly string[]) {
		const edits = ids.flatMap((id) => {
			const field = record.folder.fieldsById.get(id);
			return field ? [{ field, name: this.nameAt(field, time), from: before[id], to: after[id] }] : [];
		});
		if (this.switches.fieldActionsShape === 'array')
			return edits.map(({ field, name, from, to }) => ({
				field: name,
				oldValue: from === undefined ? null : this.value(field, from),
				newValue: to === undefined ? null : this.value(field, to),
			}));
		return Object.fromEntries(edits.map(({ field, name, from, to }) => [name, this.fieldAction(field, from, to)]));
	}

	private fieldAction(field: Field, from: Value | undefined, to: Value | undefined) {
		const { includeOverwrite, includeRemove, multiChange } = this.switches;
		const delta = field.multiple && multiChange === 'delta';
		const gone = delta ? without(from, to) : from;
		const come = delta ? without(to, from) : to;
		return {
			...(includeOverwrite && !delta && from !== undefined ? { overwrite: true } : {}),
			...(includeRemove && gone !== undefined ? { remove: this.value(field, gone) } : {}),
			...(come !== undefined ? { add: this.value(field, come) } : {}),
		};
	}

	private nameAt(field: Field, time: number): string {
		const former = field.formerNames.find(({ until }) => time < until);
		return this.switches.historyNames === 'asWritten' && former ? former.name : field.name;
	}
}

function without(value: Value | undefined, taken: Value | undefined): Value | undefined {
	const rest = listOf(value).filter((item) => !listOf(taken).includes(item));
	return rest.length ? rest : undefined;
}

/** The first field's value, which NetHunt shows as the record's name. */
export function titleOf({ folder, values }: NetHuntRecord): string | undefined {
	const value = values[folder.fields[0]?.id ?? ''];
	return value === undefined ? undefined : String(isList(value) ? value[0] : value);
}

export const folderAnswer = ({ id, name }: Folder) => ({ id, name });
