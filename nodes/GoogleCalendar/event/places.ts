import type { IDataObject } from 'n8n-workflow';

import { badInput } from '../../shared/fault';
import type { ItemContext } from '../../shared/operation';
import { settled, settledNow, type Settled } from '../../shared/settled';
import { textOf } from '../../shared/text';
import type { GoogleAccount, GoogleCalendarApi } from '../api';
import { getEvent } from '../calls';
import type { Place } from '../directory';
import { isMissing } from '../errors';
import type { GoogleEvent } from '../schema';

type Context = ItemContext<GoogleCalendarApi, { calendar: string }>;

/** Which calendars the items of a run name, each looked up once. A calendar that is not found is its items' own affair. */
export class Places {
	private readonly known = new Map<string, Settled<Place>>();

	/** @param more calendars that the items name elsewhere */
	static async of(contexts: readonly Context[], more: Iterable<unknown> = []): Promise<Places> {
		const places = new Places();
		const [first] = contexts;
		const refs = contexts.flatMap(({ read }) => {
			const ref = settledNow(() => refOf(read.calendar));
			return 'value' in ref ? [ref.value] : [];
		});
		for (const ref of new Set([...refs, ...[...more].map(refOf)])) {
			places.known.set(ref, await settled(async () => await first!.api.directory.find(ref)));
		}
		return places;
	}

	/** @throws what the looking up ended in */
	get(ref: unknown): Place {
		const place = this.known.get(refOf(ref));
		if (!place) throw badInput('Calendar', 'No calendar is chosen.', 'Choose a calendar in the node.');
		if ('error' in place) throw place.error;
		return place.value;
	}
}

/**
 * The same calendars through an account that may change all of them: events are moved within one account only.
 * @param field the label of the one that a fault names
 * @throws Fault `input` where there is no such account
 */
export function throughOne(places: readonly Place[], field: string): Place[] {
	const accounts = places.map(({ account, through = [] }) => [account, ...through]);
	const common = accounts[0]?.find((account) => accounts.every((list) => list.includes(account)));
	if (common) return places.map((place) => ({ ...place, account: common }));
	const labels = [...new Set(places.map(({ account }) => account.label))].join(', ');
	throw badInput(
		field,
		`The calendars belong to different Google accounts (${labels}).`,
		'An event can be moved only between calendars of one account. Share one of them with the other account, with the right to make changes.',
	);
}

const refOf = (ref: unknown): string => textOf(ref).trim();

export interface EventRef {
	account: GoogleAccount;
	calendarId: string;
	eventId: string;
}

/** An event is told by its ID: from a list, typed, or the ID that a trigger gave. @throws Fault `input` */
export function eventIdIn(value: unknown): string {
	const id = textOf(value).trim();
	if (/^[A-Za-z0-9_@.-]{5,1024}$/.test(id)) return id;
	throw badInput(
		'Event',
		id === '' ? 'No event is chosen.' : `"${id.slice(0, 60)}" is not the ID of an event.`,
		'Choose the event from the list, or give the ID that a trigger or Get Many returned.',
	);
}

const keyOf = ({ account, calendarId, eventId }: EventRef): string =>
	JSON.stringify([account.key, calendarId, eventId]);

/** Events as they were read, deleted ones included. One whose request failed is never taken for one that is not there. */
export class Seen {
	private readonly answers = new Map<string, Settled<GoogleEvent | undefined>>();

	/** Reads events, fifty in one request. */
	async read(api: GoogleCalendarApi, refs: readonly EventRef[]): Promise<void> {
		const wanted = [...new Map(refs.map((ref) => [keyOf(ref), ref])).values()];
		const answers = await api.batch(
			wanted.map(({ account, calendarId, eventId }) => ({ account, call: getEvent(calendarId, eventId) })),
		);
		wanted.forEach((ref, at) => {
			const answer = answers[at]!;
			this.answers.set(keyOf(ref), 'error' in answer && isMissing(answer.error) ? { value: undefined } : answer);
		});
	}

	/** @throws what its request ended in */
	get(ref: EventRef): GoogleEvent | undefined {
		const answer = this.answers.get(keyOf(ref));
		if (!answer) return undefined;
		if ('error' in answer) throw answer.error;
		return answer.value;
	}

	has(ref: EventRef): boolean {
		return this.answers.has(keyOf(ref));
	}

	/** Notes what was just written, for a later item with the same event. */
	set(ref: EventRef, event: GoogleEvent | undefined): void {
		this.answers.set(keyOf(ref), { value: event });
	}
}

/** The event as an item, with the calendar that it stands in. */
export const recordOf = (event: GoogleEvent, calendarId: string): IDataObject => ({ ...event, calendarId });

export const isDry = ({ read }: Pick<ItemContext<unknown, unknown>, 'read'>): boolean =>
	(read as { dryRun?: boolean }).dryRun === true;
