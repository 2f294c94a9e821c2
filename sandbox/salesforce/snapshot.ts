import { told } from './acts/context';
import type { World } from './world';

/** Rows of each object that the state shows; the rest is told by its number. */
const SHOWN = 50;

/** The state as JSON: people without secrets, and each object's newest rows. */
export function snapshot(world: World) {
	const { store, people, sessions, usage, bulk } = world;
	return {
		users: people.logins.map(({ id, username, active }) => ({ id, username, active })),
		apps: people.apps.map(({ consumerKey, flows, runAs, blocked }) => ({ consumerKey, flows, runAs, blocked })),
		sessions: sessions.count,
		apiUsage: usage.used,
		bulkJobs: [...bulk.jobs.values()].map(({ id, table, state }) => ({ id, object: table.name, state })),
		objects: [...store.tables.values()].map((table) => {
			const index = table.sorted('SystemModstamp');
			const newest = Array.from({ length: Math.min(SHOWN, index.length) }, (_, at) => index.at(index.length - 1 - at));
			return {
				name: table.name,
				fields: [...table.fields.values()].map(({ name }) => name),
				rows: index.length,
				deleted: table.binned.size,
				newest: newest.map((row) => told(world, row)),
			};
		}),
	};
}
