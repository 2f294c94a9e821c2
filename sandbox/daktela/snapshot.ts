import { resourceNames } from './resources';
import type { DaktelaStore } from './store';

/** The state as JSON: times as ISO, files without their bytes, resources that are empty left out. */
export function snapshot(store: DaktelaStore): object {
	const filled = resourceNames.filter((name) => store.tables[name].size > 0);
	const rows = filled.map((resource) => [
		resource,
		[...store.tables[resource].rows()].map(({ name, values, custom, created, edited, files }) => ({
			name,
			...values,
			customFields: custom,
			created: new Date(created).toISOString(),
			edited: new Date(edited).toISOString(),
			files: files.map(({ bytes, ...file }) => ({ ...file, size: bytes.length })),
		})),
	]);
	return {
		...Object.fromEntries(rows),
		customFieldDefinitions: Object.fromEntries(store.customFields),
		signIns: [...store.accounts.values()],
		sessions: [...store.sessions.values()],
		events: [...store.events.values()],
		deliveries: store.deliveries,
	};
}
