import type { Answers } from './answers';
import type { NetHuntStore } from './store';

const SHOWN = 1000;

/** The store as JSON, without keys; of each folder the newest 1,000 records. */
export function snapshot(store: NetHuntStore, answers: Answers) {
	return {
		users: store.users.map(({ apiKey, ...user }) => user),
		gmailThreads: [...store.gmailThreads],
		folders: [...store.folders.values()].map(({ id, name, fields, created, changes, comments, callLogs, files }) => ({
			id,
			name,
			fields: fields.map(({ name: field, kind, multiple, options }) => ({ name: field, kind, multiple, options })),
			counts: {
				records: created.length,
				changes: changes.length,
				comments: comments.length,
				callLogs: callLogs.length,
				files: files.length,
			},
			records: created
				.all()
				.slice(-SHOWN)
				.reverse()
				.map((record) => ({ ...answers.record(record), deleted: record.deleted })),
		})),
	};
}
