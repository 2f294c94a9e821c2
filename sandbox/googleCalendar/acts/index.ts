import type { World } from '../world';
import { accountActs, type AccountActs } from './account';
import { behindActs, type BehindActs } from './behind';
import { calendarActs, type CalendarActs } from './calendars';
import { eventActs, type EventActs } from './events';
import { guestActs, type GuestActs } from './guests';

export type { ActEvent, ActOptions, OnCalendar, OnEvent } from './context';

/** What a user does on Google Calendar's screens. Each throws an Error that names what is missing. */
export type GoogleCalendarAct = EventActs & GuestActs & CalendarActs & AccountActs & BehindActs;

/** The acts of the back door over one world. */
export const actsOf = (world: World): GoogleCalendarAct => ({
	...eventActs(world),
	...guestActs(world),
	...calendarActs(world),
	...accountActs(world),
	...behindActs(world),
});
