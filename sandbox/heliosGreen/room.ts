import type { Clock } from '../common';
import type { ServerTime } from './domain/when';
import type { Session, Sessions } from './sessions';
import type { HeliosGreenStore } from './store';
import type { HeliosGreenSwitches } from './switches';
import type { Reader } from './xml/reader';
import type { Writer } from './xml/write';

/** What every operation works with. */
export interface Room {
	readonly store: HeliosGreenStore;
	readonly switches: HeliosGreenSwitches;
	readonly clock: Clock;
	readonly time: ServerTime;
	readonly sessions: Sessions;
	readonly reader: Reader;
	readonly writer: Writer;
	/** The simulator's address, without a path. */
	url(): string;
}

/** What every message works with. */
export interface Call extends Room {
	readonly session: Session;
}
