import { Fault } from '../../fault';
import type { Owner } from './types';

/** One line of the settings: tasks of this type and operator belong into this calendar. All are ids. */
export interface Route extends Owner {
	calendar: string;
	/** Names, for messages. */
	names?: { operator: string; type: string; calendar: string };
}

/** Why a part of the settings cannot be followed now: a token that is refused, a calendar that is not there, an unknown name. */
export interface Broken {
	/** Id of the operator that it is about; nothing where that is not known, so that it may be about anybody. */
	operator?: string;
	/** Id of the event type, if it is about that one only. */
	type?: string;
	/** Id of the calendar, where that is known: whose its events are cannot be told. */
	calendar?: string;
	fault: Fault;
}

/** Which calendar belongs to whom. Pure. */
export class Routing {
	private readonly calendars = new Map<string, string>();
	private readonly owners = new Map<string, Owner[]>();

	/** @throws Fault when two operators claim one calendar, or a type of an operator is sent to two */
	constructor(
		readonly routes: readonly Route[],
		readonly broken: readonly Broken[] = [],
	) {
		for (const route of routes) this.add(route);
	}

	/**
	 * The calendar that such tasks belong into; nothing where they are not synchronised.
	 * @throws Fault where the settings of the operator cannot be followed now: that is no order to take events away
	 */
	calendarOf({ operator, type }: Owner): string | undefined {
		const calendar = this.calendars.get(keyOf({ operator, type }));
		if (calendar !== undefined) return calendar;
		const broken = this.broken.find((one) => (one.operator ?? operator) === operator && (one.type ?? type) === type);
		if (broken) throw broken.fault;
		return undefined;
	}

	/**
	 * Whose an event of this calendar is, and what type; several types where that calendar shows several.
	 * @throws Fault where only a row that cannot be followed now says so: the event waits for its correction
	 */
	ownersOf(calendar: string): readonly Owner[] {
		const owners = this.owners.get(calendar);
		if (owners) return owners;
		const broken = this.broken.find((one) => one.calendar === calendar);
		if (broken) throw broken.fault;
		return [];
	}

	private add(route: Route): void {
		const { operator, type, calendar, names = { operator, type, calendar } } = route;
		const other = this.calendars.get(keyOf(route));
		if (other === calendar) return;
		if (other !== undefined) {
			const message = `Event type "${names.type}" of operator "${names.operator}" is sent to two calendars.`;
			throw new Fault('misconfigured', message, { advice: 'Keep one row for each event type of an operator.' });
		}
		const owners = this.owners.get(calendar) ?? [];
		const claimed = owners.find((owner) => owner.operator !== operator);
		if (claimed) {
			const first = this.routes.find((one) => one.calendar === calendar && one.operator === claimed.operator);
			const message = `Calendar "${names.calendar}" is claimed by two operators: "${first?.names?.operator ?? claimed.operator}" and "${names.operator}".`;
			throw new Fault('misconfigured', message, {
				advice: 'Give each operator a calendar of their own in the credential.',
			});
		}
		this.calendars.set(keyOf(route), calendar);
		this.owners.set(calendar, [...owners, { operator, type }]);
	}
}

const keyOf = ({ operator, type }: Owner) => JSON.stringify([operator, type]);
