import type { IDataObject } from 'n8n-workflow';

import type { Listing, NetHuntApi, Query } from './api';
import { folderIdOf, recordIdOf } from './ids';
import { limitOf, upTo, whole } from './listing';
import { timeFrom } from './time';

interface TimelineContext {
	api: NetHuntApi;
	timezone: string;
	read: { folder: string; since: string; onlyRecord: string; returnAll: boolean; limit: number };
}

/** Reads comments, calls or files of a folder. NetHunt cannot narrow them to a record, so that is done here, on the whole list. */
export async function timeline(
	context: TimelineContext,
	ask: (context: TimelineContext, folderId: string, query: Query) => Promise<Listing<IDataObject>>,
): Promise<IDataObject[]> {
	const { read, timezone } = context;
	const folderId = folderIdOf(read.folder);
	const since = timeFrom(read.since, timezone, 'Since');
	const asked = async (limit: number) => await ask(context, folderId, { ...(since && { since }), limit });
	if (!read.onlyRecord) return await upTo(limitOf(read), asked);
	const recordId = recordIdOf(read.onlyRecord);
	return (await whole(asked)).rows.filter((row) => row.recordId === recordId);
}
