import type {
	CalendarEvent,
	DeletedEvent,
	EventRef,
	EventSide,
	EventWrite,
	Result,
	Synced,
} from '../../shared/sync/pairs/types';
import type { GoogleCalendarApi } from '../api';
import { findLinked } from './finding';
import type { FoundEvents, Wanted } from './found';
import { Places, type Reached } from './places';
import { findAlike, getEach } from './reading';
import { writeEach } from './writing';

/** The calendars of all operators as one side of the two-way sync. */
export class Events implements EventSide {
	private readonly places: Places;

	/** @param routed the calendars that take part, with the accounts that write them */
	constructor(
		private readonly api: Pick<GoogleCalendarApi, 'batch' | 'directory'>,
		routed: readonly Reached[],
	) {
		this.places = new Places(api, routed);
	}

	canMove(from: string, to: string): boolean {
		const [source, target] = [this.places.get(from), this.places.get(to)];
		return source !== undefined && source.account === target?.account;
	}

	async find(links: readonly Wanted[]): Promise<FoundEvents> {
		return await findLinked(this.api, this.places, links);
	}

	async get(refs: readonly EventRef[]): Promise<Array<CalendarEvent | DeletedEvent | Error>> {
		return await getEach(this.api, this.places, refs);
	}

	async findSame(wanted: ReadonlyArray<{ calendar: string; fields: Synced }>): Promise<Array<CalendarEvent[] | Error>> {
		return await findAlike(this.api, this.places, wanted);
	}

	async write(writes: readonly EventWrite[]): Promise<Array<Result<CalendarEvent>>> {
		return await writeEach(this.api, this.places, writes);
	}
}
