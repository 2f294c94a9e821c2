import { shownEvent } from './show';
import type { World } from './world';

const SHOWN = 1000;

/** The store as JSON, without secrets; of each calendar the newest 1,000 events. */
export function snapshot({ store, tokens, channels, switches }: World) {
	return {
		apps: [...tokens.apps.values()].map(({ clientSecret, ...app }) => app),
		users: [...store.users.values()].map(({ email, name, list }) => ({ email, name, calendars: [...list.keys()] })),
		grants: [...tokens.refreshTokens.values()].map((grant) => ({
			user: grant.user.email,
			clientId: grant.app.clientId,
			scopes: grant.scopes,
			living: tokens.lives(grant),
		})),
		calendars: [...store.calendars.values()].map(({ id, summary, timeZone, owner, shared, deleted, events }) => ({
			id,
			summary,
			timeZone,
			deleted,
			owner: owner.email,
			shared: Object.fromEntries(shared),
			count: events.size,
			events: [...events.all()]
				.slice(-SHOWN)
				.reverse()
				.map((event) => ({ ...shownEvent({ event }, { user: owner, switches }), etag: undefined })),
		})),
		mails: store.mails.slice(-SHOWN),
		notifications: channels.sent.slice(-SHOWN),
	};
}
