import type { Change } from '../../shared/watch/feed';
import type { NetHuntApi, Query, TimelineEntry } from '../api';
import { folderIdOf } from '../ids';
import { oldestFirst } from './cursor';
import { folder, includeRecord } from './fields';
import { feedOf } from './source';

const SAMPLES = 3;

export const recordCreated = feedOf<{ folder: string }>({
	name: 'Record Created',
	value: 'recordCreated',
	description: 'When a record is added to the folder',
	fields: [folder],
	fetch: async (api, params, since) => await (await import('./rowSource')).fetchNewRecords(api, params.folder, since),
	async complete(api, params, changes) {
		const { recordsFor, withRecords } = await import('./records');
		return withRecords(changes, await recordsFor(api, folderIdOf(params.folder), changes, 'new'));
	},
	async sample(api, params) {
		const [{ changeOfNew }, { withRecords }] = await Promise.all([import('./rowSource'), import('./records')]);
		const folderId = folderIdOf(params.folder);
		const { rows } = await api.newRecords(folderId, { limit: 50 });
		const newest = oldestFirst(rows, ({ createdAt = '' }) => createdAt)
			.reverse()
			.slice(0, SAMPLES);
		return withRecords(newest.map(changeOfNew), new Map(newest.map((record) => [record.recordId, record])));
	},
});

interface TimelineParams {
	folder: string;
	includeRecord?: boolean;
}

type Ask = (api: NetHuntApi, folderId: string, query: Query) => ReturnType<NetHuntApi['newComments']>;

/** Comments and call logs differ in their list and in the name under which an item shows the entry. */
function timelineFeed(texts: { name: string; value: string; description: string }, shownAs: string, ask: Ask) {
	const toChange = (entry: TimelineEntry): Change => {
		const { id, recordId, createdAt } = entry;
		return { id, recordId, event: texts.value, occurredAt: createdAt, about: { [shownAs]: entry } };
	};
	const complete = async (
		api: NetHuntApi,
		{ folder: entered, includeRecord: wanted }: TimelineParams,
		changes: Change[],
	) => {
		if (!wanted) return changes.map((change) => ({ ...change, record: { recordId: change.recordId } }));
		const { recordsFor, withRecords } = await import('./records');
		return withRecords(changes, await recordsFor(api, folderIdOf(entered), changes, 'none'));
	};
	return feedOf<TimelineParams>({
		...texts,
		fields: [folder, includeRecord],
		async fetch(api, params, since) {
			const { fetchTimeline } = await import('./rowSource');
			return await fetchTimeline(
				async (limit) => await ask(api, folderIdOf(params.folder), { since, limit }),
				toChange,
			);
		},
		complete,
		async sample(api, params) {
			const { rows } = await ask(api, folderIdOf(params.folder), { limit: 50 });
			const newest = oldestFirst(rows, ({ createdAt }) => createdAt)
				.reverse()
				.slice(0, SAMPLES);
			return await complete(api, params, newest.map(toChange));
		},
	});
}

export const commentCreated = timelineFeed(
	{ name: 'Comment Created', value: 'commentCreated', description: 'When somebody comments on a record' },
	'comment',
	async (api, folderId, query) => await api.newComments(folderId, query),
);

export const callLogCreated = timelineFeed(
	{ name: 'Call Log Created', value: 'callLogCreated', description: 'When somebody logs a call on a record' },
	'callLog',
	async (api, folderId, query) => await api.newCallLogs(folderId, query),
);
