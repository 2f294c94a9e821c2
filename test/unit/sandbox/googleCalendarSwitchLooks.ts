import type { GoogleCalendarSwitches } from '../../../sandbox/googleCalendar';
import { anna, app, hour, MEETINGS, refusal, type Kit } from './googleCalendarKit';

/** Switch, what is looked at, and what is seen under each value, the default first. */
export type Row<K extends keyof GoogleCalendarSwitches = keyof GoogleCalendarSwitches> = {
	[P in K]: [P, () => unknown, Array<[GoogleCalendarSwitches[P], unknown]>];
}[K];

export const DAY = 86_400_000;
const BACK = 'http://localhost/back';

/** Ways to look at a calendar that opens only when the tests run. */
export function lookAt(kit: () => Kit) {
	const act = () => kit().sim.act;
	const add = (id = 'event1', more: object = {}) => kit().insert({ id, summary: id, ...hour(5), ...more });
	const consent = async (more: Record<string, string> = {}) => {
		const query = new URLSearchParams({
			client_id: app.client_id,
			redirect_uri: BACK,
			response_type: 'code',
			scope: 'calendar',
			...more,
		});
		const answer = await fetch(`${kit().sim.url}/auth?${query}`, { redirect: 'manual' });
		return new URL(answer.headers.get('location')!).searchParams;
	};
	const exchange = async (code: string | null) => {
		const form = { grant_type: 'authorization_code', ...app, code: code!, redirect_uri: BACK };
		return (await kit().token(form)).json;
	};
	return {
		act,
		add,
		consent,
		exchange,
		/** Error of the token endpoint; undefined without one. */
		tokenError: async (more: Record<string, string> = {}) => (await kit().refresh(more)).json.error,
		refused: refusal,
		deleted: async (id = 'event1', more: object = {}) => {
			await add(id, more);
			await kit().remove(id);
		},
		/** Private properties of a new event, or why there is none. */
		properties: async (own: Record<string, string>) => {
			const { json } = await add('event1', { extendedProperties: { private: own } });
			return json.extendedProperties?.private ?? json.error.errors[0].reason;
		},
		invited: (more: object = {}) =>
			act().receiveInvitation({
				calendar: anna.email,
				from: 'x@partner.example',
				id: 'event1',
				start: '2026-05-05T10:00',
				...more,
			}),
		patchInvited: async (changes: object) =>
			(await kit().send('PATCH', `${kit().events(anna.email)}/event1`, changes)).status,
		statuses: async (count: number, run: () => Promise<{ status: number }>) => {
			const seen: number[] = [];
			for (let at = 0; at < count; at++) seen.push((await run()).status);
			return seen;
		},
		description: () => act().getEvent({ calendar: MEETINGS, event: 'event1' }).description,
	};
}

export type Looks = ReturnType<typeof lookAt> & { readonly kit: Kit };
