import type { IDataObject } from 'n8n-workflow';

import { badInput, Fault } from '../../shared/fault';
import { mapped } from '../../shared/mapping';
import type { ItemContext, Plan, Written } from '../../shared/operation';
import { settledNow, type Settled } from '../../shared/settled';
import type { GoogleCalendarApi } from '../api';
import { patchEvent } from '../calls';
import type { GoogleEvent } from '../schema';
import { eventIdIn, isDry, Places, recordOf, Seen, type EventRef } from './places';
import { isDeleted, settleAll, type Errand, type Step } from './settle';
import { bodyOf, changesOf, Wanted } from './wanted';

type Context = ItemContext<GoogleCalendarApi, { calendar: string; event: string }>;

interface UpdatePlan extends Plan {
	ref: EventRef;
	wanted: Wanted;
	current: GoogleEvent;
}

/** The updates of one run. */
export class Updating {
	private readonly seen = new Seen();

	private constructor(private readonly places: Places) {}

	static async of(contexts: readonly Context[]): Promise<Updating> {
		const [first] = contexts;
		const updating = new Updating(await Places.of(contexts));
		const refs = contexts.map((context) => settledNow(() => updating.refOf(context)));
		if (first) await updating.seen.read(first.api, refs.flatMap(valueOf));
		return updating;
	}

	private refOf({ read }: Context): EventRef {
		const { account, id } = this.places.get(read.calendar);
		return { account, calendarId: id, eventId: eventIdIn(read.event) };
	}

	plan(context: Context): UpdatePlan {
		const ref = this.refOf(context);
		const wanted = new Wanted(mapped(context as never), context.timezone);
		if (wanted.isEmpty) throw badInput('Fields', 'No field has a value.', 'Map a value to at least one field.');
		const current = this.seen.get(ref);
		if (!current || isDeleted(current)) throw gone(ref);
		const differences = wanted.differences(current);
		const plan = { key: keyOf(ref), ref, wanted, current, record: recordOf(current, ref.calendarId) };
		if (differences.length === 0) return { ...plan, action: 'unchanged' };
		if (isDry(context)) this.seen.set(ref, { ...current, ...bodyOf(differences) } as GoogleEvent);
		return { ...plan, action: 'updated', changes: changesOf(differences) };
	}

	async apply(batch: ReadonlyArray<{ context: Context; plan: UpdatePlan }>): Promise<Array<Written | Error>> {
		const { api } = batch[0]!.context;
		const errands = batch.map(({ plan }) => new Update(plan, this.seen));
		return await settleAll(api, errands);
	}
}

class Update implements Errand {
	current?: GoogleEvent;

	constructor(
		private readonly plan: UpdatePlan,
		private readonly seen: Seen,
	) {
		this.current = plan.current;
	}

	get account() {
		return this.plan.ref.account;
	}

	get calendarId() {
		return this.plan.ref.calendarId;
	}

	get eventId() {
		return this.plan.ref.eventId;
	}

	next(): Step {
		const { current, plan } = this;
		if (!current || isDeleted(current)) throw gone(plan.ref);
		const differences = plan.wanted.differences(current);
		// Nothing is left to do: an answer was lost, or somebody else has done the same.
		if (differences.length === 0) return { done: this.wrote(current) };
		return { send: patchEvent(this.calendarId, this.eventId, bodyOf(differences), current.etag) };
	}

	wrote(event: GoogleEvent): IDataObject {
		this.seen.set(this.plan.ref, event);
		return recordOf(event, this.calendarId);
	}
}

const valueOf = <T>(settled: Settled<T>): T[] => ('value' in settled ? [settled.value] : []);

export const keyOf = ({ calendarId, eventId }: EventRef): string => `${calendarId}/${eventId}`;

export const gone = ({ eventId, calendarId }: EventRef): Fault =>
	new Fault('notFound', `There is no event ${eventId} in calendar ${calendarId}, or it was deleted.`, {
		field: 'Event',
		advice: 'Check the event and the calendar; an event that was moved stands in another calendar.',
	});
