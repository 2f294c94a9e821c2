/** Where a trigger stands in its calendars; JSON. */

/** A calendar that is watched, and through which account. */
export interface Route {
	/** Its ID. */
	calendar: string;
	/** Key of the account. */
	account: string;
	name: string;
	/** Its name or ID as the credential or the trigger has it. */
	ref: string;
	/** Whose calendar it is by the credential, and of which event types. */
	operator?: string;
	types?: string[];
}

/** The calendars as they were looked up, so that they need not be looked up with every poll. */
export interface Routes {
	/** Of what they were looked up by. */
	print: string;
	list: Route[];
	/** Some could not be looked up, or were not there: to be done again. */
	incomplete?: true;
}

/** What names a calendar that is to be watched. */
export const wishOf = ({ operator = '', ref }: Pick<Route, 'operator' | 'ref'>): string => `${operator}/${ref}`;

/** Which events count that are met for the first time: all, those changed since a time (ISO), or none. */
export type Baseline = 'all' | 'none' | (string & {});

/** Where a trigger stands in one calendar. */
export interface Place {
	/** What was read last; absent until everything was read once, and again when Google has forgotten it. */
	token?: string;
	/** Where the reading under way goes on. */
	page?: string;
	/** For the first reading. */
	baseline?: Baseline;
	/** What is known of its events (remembered.ts). */
	events: string;
	/** Those that a reading of everything has not met yet. */
	unmet?: string;
	/** The window of the last reading, ISO. */
	from: string;
	until: string;
	/** The earliest time from which events were ever read: so that what is remembered is found again. */
	floor: string;
	/** Until when single events of series were read, ISO. */
	ceiling?: string;
	/** Readings that found something; tells one deletion of an event from the next one. */
	round: number;
	/** When the token was given, or the reading began, by Google's clock, ISO. */
	at: string;
}

export interface Cursor {
	/** Google's time of the last reading that found something, ISO; never goes back. */
	time: string;
	routes: Routes;
	/** By ID of the calendar. */
	calendars: Record<string, Place>;
	/** For calendars that join later; `none` is what is changed from then on. */
	baseline: Baseline;
	late?: Late;
}

/** Calendars that are to be watched and could not be looked up yet, by `wishOf`, with the time (ISO) from which they count. */
export type Late = Record<string, string>;

/** Where a trigger of starts and ends stands: in time. */
export interface MomentCursor {
	/** Google's time of the last reading, ISO. */
	time: string;
	routes: Routes;
	/** By ID of the calendar. */
	calendars: Record<string, MomentPlace>;
	late?: Late;
}

export interface MomentPlace {
	/** Google's time of the last reading, ISO. */
	time: string;
	/** So far the next reading reaches back, ISO. */
	from: string;
	/** What was told of the time since then. */
	told: string[];
}
