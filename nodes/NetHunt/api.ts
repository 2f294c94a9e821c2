import type { IDataObject } from 'n8n-workflow';

import { settled } from '../shared/settled';
import { NetHuntClient, recordsIn, type Folder, type Listing } from './client';
import { get, pairsOf, post, type Query } from './requests';
import * as schema from './schema';
import type { NetHuntRecord, RecordChange, TimelineEntry } from './schema';

export type { Folder, Listing } from './client';
export type { Query } from './requests';
export type { NetHuntRecord, RecordChange, TimelineEntry } from './schema';

/** How a field is written (nethunt.md 2.9). */
export type FieldActions = Record<string, { overwrite?: true; add?: unknown; remove?: unknown }>;

/** NetHunt's Integration API, one method per endpoint. Records are found by folder; fields go by their names. */
export class NetHuntApi extends NetHuntClient {
	async user(): Promise<IDataObject> {
		const request = get('/triggers/auth-test', [], 'sign in');
		const { data } = await this.wire.json(request);
		return schema.read(schema.authTest, data, request.doing) as IDataObject;
	}

	async writableFolders(): Promise<Folder[]> {
		return (await this.rows(schema.folder, get('/triggers/writable-folder', [], 'list the folders'))).rows;
	}

	/** Name, and whatever else NetHunt tells of each field. @throws Fault when the folder is gone */
	async folderFields(folderId: string): Promise<Listing<IDataObject & { name: string }>> {
		const listing = await this.inFolder(
			folderId,
			schema.field,
			'triggers/folder-field',
			[],
			'list the fields of a folder',
		);
		return listing as Listing<IDataObject & { name: string }>;
	}

	/** Undefined when the folder has no such record (or it lies in the trash). */
	async findRecord(folderId: string, recordId: string): Promise<NetHuntRecord | undefined> {
		const { rows } = await this.search(
			folderId,
			[
				['recordId', recordId],
				['limit', '10'],
			],
			`find record ${recordId}`,
		);
		return rows.find((row) => row.recordId === recordId && row.deleted !== true);
	}

	/** NetHunt's own search: full text, so hits must be looked at again. An empty `query` means every record (nethunt.md 2.5). */
	async searchRecords(folderId: string, query: string, limit: number): Promise<Listing<NetHuntRecord>> {
		const pairs = [
			['query', query.trim() || 'created:'],
			['limit', String(limit)],
		] as const;
		return await this.search(folderId, pairs, 'search records');
	}

	async newRecords(folderId: string, query: Query): Promise<Listing<NetHuntRecord>> {
		const doing = 'read new records';
		return recordsIn(
			await this.inFolder(folderId, schema.record, 'triggers/new-record', pairsOf(query), doing),
			folderId,
			doing,
		);
	}

	async updatedRecords(folderId: string, query: Query): Promise<Listing<NetHuntRecord>> {
		const doing = 'read updated records';
		return recordsIn(
			await this.inFolder(folderId, schema.record, 'triggers/updated-record', pairsOf(query), doing),
			folderId,
			doing,
		);
	}

	async recordChanges(folderId: string, query: Query): Promise<Listing<RecordChange>> {
		const listing = await this.inFolder(
			folderId,
			schema.change,
			'triggers/record-change',
			pairsOf(query),
			'read changes of records',
		);
		return { ...listing, rows: listing.rows.map(schema.changeFrom) };
	}

	async newComments(folderId: string, query: Query): Promise<Listing<TimelineEntry>> {
		const listing = await this.inFolder(
			folderId,
			schema.comment,
			'triggers/new-comment',
			pairsOf(query),
			'read comments',
		);
		return { ...listing, rows: listing.rows.map(schema.entryFrom) };
	}

	async newCallLogs(folderId: string, query: Query): Promise<Listing<TimelineEntry>> {
		const listing = await this.inFolder(
			folderId,
			schema.callLog,
			'triggers/new-call-log',
			pairsOf(query),
			'read call logs',
		);
		return { ...listing, rows: listing.rows.map(schema.entryFrom) };
	}

	/** Rows as they come: their form is not documented (nethunt.md 2, row 11). */
	async newFiles(folderId: string, query: Query): Promise<Listing<IDataObject>> {
		const listing = await this.inFolder(
			folderId,
			schema.anything,
			'triggers/new-gdrivefile',
			pairsOf(query),
			'read files',
		);
		return listing as Listing<IDataObject>;
	}

	/** @param timeZone IANA; NetHunt reads date-times without an offset in it (nethunt.md 2.8) */
	async createRecord(folderId: string, fields: IDataObject, timeZone: string): Promise<NetHuntRecord> {
		const request = post(
			`/actions/create-record/${encodeURIComponent(folderId)}`,
			{ timeZone, fields },
			'create a record',
		);
		const answer = await settled(async () => await this.write(request, schema.record));
		if ('value' in answer) return schema.recordFrom(answer.value, folderId, request.doing);
		throw await this.folderFault(answer.error, folderId);
	}

	/** @returns what NetHunt answers: at least the fields, perhaps `updatedAt` and the rest of the record */
	async updateRecord(
		recordId: string,
		fieldActions: FieldActions,
	): Promise<{ updatedAt?: string; fields: IDataObject }> {
		const path = `/actions/update-record/${encodeURIComponent(recordId)}?overwrite=false`;
		const { updatedAt, fields } = await this.write(
			post(path, { fieldActions }, `update record ${recordId}`),
			schema.record,
		);
		return { ...(updatedAt && { updatedAt }), fields: (fields ?? {}) as IDataObject };
	}

	/** Moves the record to the trash. */
	async deleteRecord(recordId: string): Promise<IDataObject> {
		const path = `/actions/delete-record/${encodeURIComponent(recordId)}`;
		return (await this.write(post(path, undefined, `delete record ${recordId}`), schema.anything)) as IDataObject;
	}

	async createComment(recordId: string, text: string): Promise<IDataObject> {
		const path = `/actions/create-comment/${encodeURIComponent(recordId)}`;
		return (await this.write(post(path, { text }, `comment on record ${recordId}`), schema.anything)) as IDataObject;
	}

	/** @param call `time` ISO UTC, `duration` in minutes (nethunt.md 2.10) */
	async createCallLog(
		recordId: string,
		call: { text: string; time?: string; duration?: number },
	): Promise<IDataObject> {
		const path = `/actions/create-call-log/${encodeURIComponent(recordId)}`;
		return (await this.write(post(path, call, `log a call on record ${recordId}`), schema.anything)) as IDataObject;
	}

	async linkGmailThread(recordId: string, gmailThreadId: string): Promise<IDataObject> {
		const path = `/actions/link-gmail-thread/${encodeURIComponent(recordId)}`;
		const request = post(path, { gmailThreadId }, `link a Gmail thread to record ${recordId}`);
		return (await this.write({ ...request, repeatable: true }, schema.anything)) as IDataObject;
	}
}
