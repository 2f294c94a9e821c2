import type { Clock } from '../common';
import type { Tokens } from './auth/tokens';
import type { Guests } from './domain/guests';
import type { Channels } from './rest/channels';
import type { Gate } from './rest/gate';
import type { GoogleCalendarStore } from './store';
import type { GoogleCalendarSwitches } from './switches';
import type { Writer } from './write';

/** Everything of one simulated Google Calendar. */
export interface World {
	readonly store: GoogleCalendarStore;
	readonly switches: GoogleCalendarSwitches;
	readonly clock: Clock;
	readonly tokens: Tokens;
	readonly gate: Gate;
	readonly guests: Guests;
	readonly writer: Writer;
	readonly channels: Channels;
	/** 0 to 1, repeatable. */
	random(): number;
	url(): string;
}
