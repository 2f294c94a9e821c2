import type { Feed } from '../shared/watch/feed';
import type { NetHuntApi } from './api';
import { fieldBecameValue, fieldChanged, recordDeleted, recordUpdated } from './watch/changeFeeds';
import { callLogCreated, commentCreated, recordCreated } from './watch/rowFeeds';

/** What a NetHunt trigger can start on; the first is the default. */
export const feeds = [
	fieldBecameValue,
	recordCreated,
	recordUpdated,
	fieldChanged,
	recordDeleted,
	commentCreated,
	callLogCreated,
] as unknown as ReadonlyArray<Feed<NetHuntApi, never, never>>;
