const BASE = 'https://www.googleapis.com/auth/';

/** Without the address before it: 'calendar.events'. */
export type Scope = string;

export const CALENDAR: Scope = 'calendar';

/** What a call needs; each of its scopes is enough. */
export const NEEDS = {
	listRead: [CALENDAR, 'calendar.readonly', 'calendar.calendarlist', 'calendar.calendarlist.readonly'],
	listWrite: [CALENDAR, 'calendar.calendarlist'],
	calendarRead: [CALENDAR, 'calendar.readonly', 'calendar.calendars', 'calendar.calendars.readonly'],
	calendarWrite: [CALENDAR, 'calendar.calendars'],
	eventRead: [CALENDAR, 'calendar.readonly', 'calendar.events', 'calendar.events.readonly'],
	eventWrite: [CALENDAR, 'calendar.events'],
	freeBusy: [CALENDAR, 'calendar.readonly', 'calendar.freebusy', 'calendar.events.freebusy'],
	any: [] as Scope[],
} as const;

export type Need = keyof typeof NEEDS;

export const allows = (scopes: readonly Scope[], need: Need): boolean =>
	NEEDS[need].length === 0 || NEEDS[need].some((scope) => scopes.includes(scope));

/** From a list with spaces, addresses or bare names. */
export const scopesFrom = (text: string): Scope[] =>
	text
		.split(/[\s,]+/)
		.flatMap((scope) => (scope === '' ? [] : [scope.startsWith(BASE) ? scope.slice(BASE.length) : scope]));

export const scopeText = (scopes: readonly Scope[]): string =>
	scopes.map((scope) => (/^(openid|email|profile)$/.test(scope) ? scope : BASE + scope)).join(' ');
