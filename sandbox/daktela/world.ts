import type { Clock, CommonSwitches } from '../common';
import type { ResourceName } from './resources';
import type { DaktelaStore } from './store';
import type { DaktelaSwitches } from './switches';
import type { Origin, Row } from './types';
import { localStamp } from './when';

export type What = 'create' | 'update' | 'delete' | 'close';

/** Everything a part of the simulator may need. */
export interface World {
	readonly store: DaktelaStore;
	readonly switches: DaktelaSwitches & CommonSwitches;
	readonly clock: Clock;
	/** Tells the Events what happened; `changed` names the fields. */
	tell(what: What, resource: ResourceName, row: Row, origin: Origin, changed: string[]): void;
}

/** Milliseconds since 1970 by the simulator's clock. */
export const now = (world: World): number => world.clock.now().getTime();

/** A time as the wire has it: local, no offset (daktela.md 3). */
export const shownTime = (world: World, at: number): string => localStamp(at, world.switches.timezone);
