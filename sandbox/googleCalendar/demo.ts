import type { GoogleCalendarSeed } from './seed';

/** What to type into n8n for the demo. Not secrets: they open the sandbox alone. */
export const googleCalendarLogin = {
	clientId: 'sandbox-client.apps.example',
	clientSecret: 'sandbox-client-secret',
	/** Default refresh token of the configuration: Anna's account. */
	refreshToken: 'sandbox-refresh-anna',
	operators: {
		anna: { email: 'anna@firma.example', refreshToken: 'sandbox-refresh-anna' },
		piotr: { email: 'piotr@firma.example', refreshToken: 'sandbox-refresh-piotr' },
	},
	/** Below the simulator's address. */
	paths: { api: '/calendar/v3', token: '/token', consent: '/auth' },
} as const;

/** Calendars that the story of tasks and events is told with, by operator and type of task. */
export const googleCalendarStory = {
	annaMeetings: { id: 'spotkania.anna@group.calendar.google.com', summary: 'Spotkania Anna' },
	annaVisits: { id: 'wizyty.anna@group.calendar.google.com', summary: 'Wizyty Anna' },
	piotrMeetings: { id: 'spotkania.piotr@group.calendar.google.com', summary: 'Spotkania Piotr' },
	piotrVisits: { id: 'wizyty.piotr@group.calendar.google.com', summary: 'Wizyty Piotr' },
	holidays: { id: 'urlopy@group.calendar.google.com', summary: 'Urlopy' },
} as const;

const ZONE = 'Europe/Warsaw';

/** The day so many days from `now`. */
const day = (now: Date, days: number) => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10);

/** Two operators of a small company, a calendar for each type of task, one that they share, and what is in them around the given day. */
export function googleCalendarDemo(now = new Date()): GoogleCalendarSeed {
	const { clientId, clientSecret, operators } = googleCalendarLogin;
	const { annaMeetings, annaVisits, piotrMeetings, piotrVisits, holidays } = googleCalendarStory;
	const { anna, piotr } = operators;
	const timed = (id: string, summary: string, start: string, end: string, more: object = {}) => ({
		id,
		summary,
		start: { dateTime: start, timeZone: ZONE },
		end: { dateTime: end, timeZone: ZONE },
		...more,
	});
	return {
		apps: [{ clientId, clientSecret }],
		users: [
			{ email: anna.email, name: 'Anna', timeZone: ZONE, refreshTokens: [{ token: anna.refreshToken }] },
			{ email: piotr.email, name: 'Piotr', timeZone: ZONE, refreshTokens: [{ token: piotr.refreshToken }] },
		],
		calendars: [
			{
				...annaMeetings,
				owner: anna.email,
				events: [
					timed(
						'demospotkanie1',
						'Spotkanie: Piekarnia Pod Lipą',
						`${day(now, 4)}T10:00:00`,
						`${day(now, 4)}T11:00:00`,
						{
							location: 'Wrocław, Rynek 1',
							description: 'Oferta na nowy piec',
							attendees: [{ email: 'biuro@piekarnia.example', displayName: 'Piekarnia' }],
							reminders: { useDefault: false, overrides: [{ method: 'popup', minutes: 45 }] },
						},
					),
					timed('demospotkanie2', 'Wizyta u klienta', `${day(now, 5)}T13:30:00`, `${day(now, 5)}T14:30:00`),
					timed('demonarada', 'Narada zespołu', `${day(now, 4)}T08:30:00`, `${day(now, 4)}T09:00:00`, {
						recurrence: ['RRULE:FREQ=WEEKLY;COUNT=10'],
					}),
				],
			},
			{
				...annaVisits,
				owner: anna.email,
				events: [
					{
						id: 'demotargi1',
						summary: 'Targi: kotłownia',
						start: { date: day(now, 6) },
						end: { date: day(now, 7) },
					},
				],
			},
			{ ...piotrMeetings, owner: piotr.email },
			{
				...piotrVisits,
				owner: piotr.email,
				events: [timed('demohala2', 'Wizyta: hala', `${day(now, 7)}T09:00:00`, `${day(now, 7)}T09:30:00`)],
			},
			{ ...holidays, owner: anna.email, shared: [{ with: piotr.email, role: 'reader' }] },
		],
	};
}
