import { Fault } from '../../shared/fault';
import type { Budget, Page } from '../../shared/watch/feed';
import type { GoogleCalendarApi, GoogleEvent } from '../api';
import { Pass } from './pass';
import { wishOf, type Baseline, type Cursor, type Place, type Route, type Routes } from './place';
import { CalendarReading } from './reading';
import { lateOf, routesOf, type Looked } from './routes';
import type { Watch } from './watched';
import { windowOf, type Window } from './window';

const MOST_RECORDS = 5_000;

/** What a trigger knows during one poll. */
export class CalendarWatch {
	/** Events that a reading has brought anyway, by `keyOf`. */
	readonly events = new Map<string, GoogleEvent>();
	private routes: Routes | undefined;
	private pass: Pass | undefined;

	constructor(readonly api: GoogleCalendarApi) {}

	/** What is new after a cursor. One that this poll has given out goes on where it stopped. @throws Fault */
	async readAfter(watch: Watch, cursor: Cursor, budget: Budget): Promise<Page<Cursor>> {
		if (this.pass?.last !== cursor) this.pass = await this.passFrom(watch, cursor);
		const page = await this.pass.read(budget);
		if (!page.more) this.pass = undefined;
		return page;
	}

	/** @param isBeginning nothing was read before: what is there is known, and not what joins */
	async passFrom(watch: Watch, { late, ...cursor }: Cursor, isBeginning = false): Promise<Pass> {
		const { routes, failures, missing } = await this.look(watch, cursor.routes);
		const now = this.now(Date.parse(cursor.time));
		const since = new Date(now).toISOString();
		const window = windowOf(this.api.settings, now);
		const baselineOf = (route: Route): Baseline =>
			isBeginning || cursor.baseline !== 'none' ? cursor.baseline : (late?.[wishOf(route)] ?? since);
		const calendars = Object.fromEntries(
			routes.list.map((route) => [
				route.calendar,
				cursor.calendars[route.calendar] ?? unread(window, baselineOf(route), since),
			]),
		);
		const readings = routes.list.map(
			(route) => new CalendarReading(this.account(route), route, watch, window, calendars[route.calendar]!),
		);
		const going = { ...cursor, routes, calendars, ...lateOf(missing, late, since) };
		return new Pass(watch, going, readings, failures, (calendar, event) => this.note(calendar, event));
	}

	/** The calendars that are watched. @throws Fault where none can be */
	async look(watch: Watch, former?: Routes): Promise<Looked> {
		const looked = await routesOf(this.api, watch, this.routes ?? former);
		this.routes = looked.routes;
		return looked;
	}

	account({ account }: Route) {
		return this.api.account(account);
	}

	/** Google's clock, epoch milliseconds: as it answered last, in this poll or before. @throws Fault where it never did */
	now(before = 0): number {
		const now = Math.max(before, ...this.api.accounts.map(({ answeredAt = 0 }) => answeredAt));
		if (now > 0) return now;
		throw new Fault('unreadable', 'Google Calendar does not tell the time with its answers.', {
			advice: 'Something between n8n and Google takes the Date header out of the answers: check the proxy.',
		});
	}

	note(calendar: string, event: GoogleEvent): void {
		const key = keyOf(calendar, event.id);
		if (this.events.size < MOST_RECORDS || this.events.has(key)) this.events.set(key, event);
	}
}

/** An event may stand in several calendars. */
export const keyOf = (calendar: string, id: string): string => `${calendar}/${id}`;

const unread = ({ from, until }: Window, baseline: Baseline, at: string): Place => ({
	...(baseline !== 'all' && { baseline }),
	events: '',
	from,
	until,
	floor: from,
	round: 0,
	at,
});
