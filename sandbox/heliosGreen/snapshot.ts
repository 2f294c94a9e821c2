import type { Room } from './room';

const SHOWN = 1000;

/** The installation as JSON, without passwords and tokens; of each class the last 1,000 records. */
export function snapshot({ store, sessions }: Room) {
	const iso = (ms: number) => new Date(ms).toISOString();
	return {
		databaseNumber: store.databaseNumber,
		profiles: [...store.profiles.values()],
		users: [...store.users.values()].map(({ password, ...user }) => user),
		sessions: sessions.all.map(({ user, profile, language, used }) => ({
			user: user.name,
			profile,
			language,
			used: iso(used),
		})),
		folders: [...store.folders.values()],
		templates: [...store.templates.values()],
		functions: [...store.functions.values()],
		classes: [...store.classes.values()].map(({ number, name, kind, attributes, records }) => ({
			number,
			name,
			kind,
			attributes: [...attributes.values()],
			count: records.size,
			records: [...records.values()].slice(-SHOWN).map(({ class: _, created, updated, ...record }) => ({
				...record,
				created: iso(created),
				updated: iso(updated),
			})),
		})),
	};
}
