import { auth, calendar } from '@googleapis/calendar';
import { anna, app, hour, MEETINGS, openGoogleCalendar, type Kit } from './googleCalendarKit';

/** An independent client: what it was made for must work with the sandbox too. */
let kit: Kit;
beforeAll(async () => {
	kit = await openGoogleCalendar();
});
afterAll(() => kit.close());
beforeEach(() => kit.fill());

/** Fetch is handed in: the library would load its own in a way that jest does not let through. */
function client(refreshToken = anna.refreshToken) {
	const oauth = new auth.OAuth2({
		clientId: app.client_id,
		clientSecret: app.client_secret,
		endpoints: { oauth2TokenUrl: `${kit.sim.url}/token` },
		transporterOptions: { fetchImplementation: fetch },
	});
	oauth.setCredentials({ refresh_token: refreshToken });
	return calendar({ version: 'v3', auth: oauth, rootUrl: `${kit.sim.url}/`, retry: false, fetchImplementation: fetch });
}

const reason = (error: any) => [error.status ?? error.code, error.response?.data?.error?.errors?.[0]?.reason];

describe('the client library of Google', () => {
	test('lists calendars and finds one by name', async () => {
		const { data } = await client().calendarList.list();
		expect(data.items?.map(({ summary }) => summary)).toEqual([anna.email, 'Spotkania Anna']);
		expect(kit.sim.requests.entries.map(({ action }) => action)).toEqual(['token', 'calendarList.list']);
	});

	test('inserts, patches under If-Match, and learns of a conflict', async () => {
		const { events } = client();
		const made = await events.insert({
			calendarId: MEETINGS,
			sendUpdates: 'none',
			requestBody: { id: 'event1', summary: 'Visit', ...hour(5), extendedProperties: { private: { k: 'v' } } },
		});
		const patch = (etag: string) =>
			events.patch(
				{ calendarId: MEETINGS, eventId: 'event1', requestBody: { summary: 'Call' } },
				{ headers: { 'If-Match': etag } },
			);
		expect((await patch(made.data.etag!)).data.summary).toBe('Call');
		expect(reason(await patch(made.data.etag!).catch((error) => error))).toEqual([412, 'conditionNotMet']);
		const again = events.insert({ calendarId: MEETINGS, requestBody: { id: 'event1', ...hour(5) } });
		expect(reason(await again.catch((error) => error))).toEqual([409, 'duplicate']);
		const found = await events.list({ calendarId: MEETINGS, privateExtendedProperty: ['k=v'] });
		expect(found.data.items).toHaveLength(1);
	});

	test('synchronises by pages and token until the token ends', async () => {
		const { events } = client();
		const all = async (query: object) => {
			const ids: Array<string | null | undefined> = [];
			let pageToken: string | undefined;
			for (;;) {
				const { data } = await events.list({ calendarId: MEETINGS, ...query, ...(pageToken ? { pageToken } : {}) });
				ids.push(...(data.items ?? []).map(({ id }) => id));
				if (!data.nextPageToken) return { ids, syncToken: data.nextSyncToken! };
				pageToken = data.nextPageToken;
			}
		};
		kit.sim.act.growEvents({ calendar: MEETINGS, count: 5 });
		const full = await all({ maxResults: 2 });
		expect(full.ids).toHaveLength(5);
		kit.sim.act.deleteEvent({ calendar: MEETINGS, event: 'event000002' });
		kit.sim.act.editEvent({ calendar: MEETINGS, event: 'event000004', summary: 'x' });
		expect((await all({ syncToken: full.syncToken, maxResults: 1 })).ids).toEqual(['event000002', 'event000004']);
		kit.sim.act.expireSyncTokens();
		expect(reason(await all({ syncToken: full.syncToken }).catch((error) => error))).toEqual([410, 'fullSyncRequired']);
	});

	test('moves, deletes, asks for busy times and watches', async () => {
		const { events, freebusy, channels } = client();
		await events.insert({ calendarId: MEETINGS, requestBody: { id: 'event1', ...hour(5) } });
		await events.move({ calendarId: MEETINGS, eventId: 'event1', destination: anna.email });
		const span = { timeMin: '2026-05-05T00:00:00Z', timeMax: '2026-05-06T00:00:00Z' };
		const busy = await freebusy.query({ requestBody: { ...span, items: [{ id: anna.email }] } });
		expect(busy.data.calendars?.[anna.email]?.busy).toHaveLength(1);
		const opened = await events.watch({
			calendarId: anna.email,
			requestBody: { id: 'channel', type: 'web_hook', address: 'http://127.0.0.1:9/' },
		});
		await channels.stop({ requestBody: { id: 'channel', resourceId: opened.data.resourceId! } });
		expect((await events.delete({ calendarId: anna.email, eventId: 'event1' })).status).toBe(204);
		const gone = await events.delete({ calendarId: anna.email, eventId: 'event1' }).catch((error) => error);
		expect(reason(gone)).toEqual([410, 'deleted']);
	});

	test('hears that the access was taken away', async () => {
		kit.sim.act.revokeToken({ user: anna.email });
		const error: any = await client()
			.calendarList.list()
			.catch((one) => one);
		expect(error.response.data).toEqual({
			error: 'invalid_grant',
			error_description: 'Token has been expired or revoked.',
		});
	});
});
