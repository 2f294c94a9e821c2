import type { Clock, CommonSwitches } from '../common';
import type { WorksectionStore } from './store';
import type { WorksectionSwitches } from './switches';
import type { AccountEvent, Member } from './types';

/** Everything a part of the simulator may need. */
export interface World {
	readonly store: WorksectionStore;
	readonly switches: WorksectionSwitches & CommonSwitches;
	readonly clock: Clock;
	/** Address of the simulator, without a slash at the end. */
	url(): string;
	/** Hands an event to the webhooks that asked for it. */
	send(event: AccountEvent): void;
	/** Calls the address as add_webhook does; true when it answers as it must. */
	probe(hook: { id: string; url: string; user?: string; password?: string }): Promise<boolean>;
}

/** On whose behalf something happens. */
export interface Actor {
	member: Member;
	/** `screen` is a person in the browser. */
	via: 'admin' | 'oauth' | 'screen';
}

/** Milliseconds since 1970 by the simulator's clock. */
export const now = (world: World): number => world.clock.now().getTime();

/** Zone of the naive times on the wire. */
export const zone = (world: World): string => (world.switches.timesIn === 'utc' ? 'utc' : world.store.account.timeZone);
