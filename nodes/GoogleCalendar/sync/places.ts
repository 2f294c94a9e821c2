import { Fault } from '../../shared/fault';
import { settled } from '../../shared/settled';
import { calls, isMissing, type GoogleAccount, type GoogleCalendarApi } from '../api';

/** A calendar and through which account it is reached. */
export interface Reached {
	id: string;
	account: GoogleAccount;
	/** For messages. */
	name?: string;
}

/** Through which account which calendar is reached. */
export class Places {
	private readonly known = new Map<string, Reached>();

	/** @param routed the calendars that take part */
	constructor(
		private readonly api: Pick<GoogleCalendarApi, 'directory'>,
		readonly routed: readonly Reached[],
	) {
		for (const place of routed) if (!this.known.has(place.id)) this.known.set(place.id, place);
	}

	/** The calendars that take part, each once. */
	get ids(): string[] {
		return [...new Set(this.routed.map(({ id }) => id))];
	}

	get(calendar: string): Reached | undefined {
		return this.known.get(calendar);
	}

	/** Also of a calendar that takes part no more, but has an event from before. @throws Fault where no account has it */
	async of(calendar: string): Promise<Reached> {
		const known = this.known.get(calendar);
		if (known) return known;
		const found = await this.api.directory.find(calendar);
		this.known.set(calendar, found);
		return found;
	}

	/**
	 * Tells an event that is gone from a calendar that is (google-calendar.md D).
	 * @throws Fault where the calendar itself is not there any more, or nobody knows
	 */
	async checkThere(calendar: string): Promise<void> {
		const { account, name = calendar } = await this.of(calendar);
		const outcome = await settled(async () => await account.send(calls.getCalendar(calendar)));
		if ('value' in outcome) return;
		throw isMissing(outcome.error) ? lost(name, account) : outcome.error;
	}
}

const lost = (name: string, { label }: GoogleAccount): Fault =>
	new Fault('misconfigured', `Calendar "${name}" is not there any more, or is not shared with ${label} any more.`, {
		field: 'Calendar',
		advice:
			'Its events are not taken for deleted. Share or create the calendar again, or correct its row in the Google Calendar credential.',
	});
