import { folderActs } from './actsOnFolders';
import { recordActs } from './actsOnRecords';
import type { ActContext } from './actContext';
import type { User } from './model';
import type { FieldDefinition } from './store';

/** Who does it and when; every act that the API can show takes these. */
export interface ActOptions {
	/** E-mail of a user; default: the first user, who also owns the first API key. */
	by?: string;
	/** ISO time that it gets instead of the clock's. */
	at?: string;
	/** It appears in polled lists only this much simulated time later, at its own time. */
	lateMs?: number;
}

/** A record by its id, or by its name (the value of its first field). */
export interface OnRecord extends ActOptions {
	record: string;
}

/** A folder by its id or name. */
export interface OnFolder {
	folder: string;
}

/** What a user does on NetHunt's screens. Each throws an Error that names what is missing. */
export type NetHuntAct = FolderActs & RecordActs;

/** On the workspace itself: its users, folders, fields and options. */
export interface FolderActs {
	addUser(args: User): { emailAddress: string };
	/** Folders that a user may see and write; absent: all. */
	setRights(args: { user: string; readable?: string[]; writable?: string[] }): object;
	addFolder(args: { name: string; fields?: Array<string | FieldDefinition> }): { id: string; name: string };
	renameFolder(args: OnFolder & { to: string }): { id: string; name: string };
	removeFolder(args: OnFolder): { id: string };
	addField(args: OnFolder & FieldDefinition): { name: string };
	renameField(args: OnFolder & { field: string; to: string }): { name: string };
	removeField(args: OnFolder & { field: string }): { name: string };
	/** The option's new label also stands in every record that had the old one; no record counts as changed. */
	renameOption(args: OnFolder & { field: string; from: string; to: string }): { options: string[] };
	addGmailThread(args: { id: string }): { id: string };
}

/** On records and their timelines. */
export interface RecordActs {
	createRecord(args: ActOptions & OnFolder & { fields: Record<string, unknown> }): ActRecord;
	/** `value` null clears the field. */
	setField(args: OnRecord & { field: string; value: unknown }): ActRecord;
	/** One change of several fields. */
	setFields(args: OnRecord & { fields: Record<string, unknown> }): ActRecord;
	addToField(args: OnRecord & { field: string; value: unknown }): ActRecord;
	removeFromField(args: OnRecord & { field: string; value: unknown }): ActRecord;
	deleteRecord(args: OnRecord): ActRecord;
	/** By id: the trash has no names. */
	restoreRecord(args: OnRecord): ActRecord;
	addComment(args: OnRecord & { text: string }): { id: string };
	/** `time` ISO, `duration` minutes. */
	logCall(args: OnRecord & { text: string; time?: string; duration?: number }): { id: string };
	addFile(args: OnRecord & { name: string }): { id: string };
	getRecord(args: { record: string }): ActRecord;
	getTimeline(args: { record: string }): { comments: object[]; callLogs: object[]; files: object[]; changes: object[] };
}

export interface ActRecord {
	id: string;
	folderId: string;
	deleted: boolean;
	createdAt: string;
	updatedAt: string;
	fields: Record<string, unknown>;
	gmailThreads: readonly string[];
}

/** The acts of the back door over one store. */
export const createActs = (context: ActContext): NetHuntAct => ({ ...folderActs(context), ...recordActs(context) });
