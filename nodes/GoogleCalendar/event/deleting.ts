import type { ItemContext, Plan, Written } from '../../shared/operation';
import { settled, settledNow, type Settled } from '../../shared/settled';
import type { Deletion, GoogleCalendarApi } from '../api';
import { deleteEvent } from '../calls';
import { isMissing, isUnknown } from '../errors';
import { eventIdIn, isDry, Places, recordOf, Seen, type EventRef } from './places';
import { isDeleted } from './settle';
import { keyOf } from './updating';

type Context = ItemContext<GoogleCalendarApi, { calendar: string; event: string }>;

interface DeletePlan extends Plan {
	ref: EventRef;
}

const GONE = 'The event is gone already.';

/** The deletions of one run. */
export class Deleting {
	/** What a dry run shows. */
	private readonly seen = new Seen();
	private readonly calendars = new Map<string, Promise<Settled<unknown>>>();

	private constructor(private readonly places: Places) {}

	static async of(contexts: readonly Context[]): Promise<Deleting> {
		const deleting = new Deleting(await Places.of(contexts));
		const refs = contexts.filter(isDry).flatMap((context) => {
			const ref = settledNow(() => deleting.refOf(context));
			return 'value' in ref ? [ref.value] : [];
		});
		if (contexts[0]) await deleting.seen.read(contexts[0].api, refs);
		return deleting;
	}

	private refOf({ read }: Context): EventRef {
		const { account, id } = this.places.get(read.calendar);
		return { account, calendarId: id, eventId: eventIdIn(read.event) };
	}

	plan(context: Context): DeletePlan {
		const ref = this.refOf(context);
		const plan = { key: keyOf(ref), ref, record: { id: ref.eventId, calendarId: ref.calendarId } };
		if (!isDry(context)) return { ...plan, action: 'deleted' };
		const current = this.seen.get(ref);
		if (!current || isDeleted(current)) return { ...plan, action: 'unchanged', reason: GONE };
		return { ...plan, action: 'deleted', record: recordOf(current, ref.calendarId) as DeletePlan['record'] };
	}

	async apply(batch: ReadonlyArray<{ context: Context; plan: DeletePlan }>): Promise<Array<Written | Error>> {
		const { api } = batch[0]!.context;
		const calls = batch.map(({ plan: { ref } }) => ({
			account: ref.account,
			call: deleteEvent(ref.calendarId, ref.eventId),
		}));
		// Repeated here and not below, where nobody could tell our own deletion from that of somebody else.
		const answers = await api.batch(
			calls.map(({ account, call }) => ({ account, call: { ...call, repeatable: false } })),
		);
		const lost = answers.flatMap((answer, at) => ('error' in answer && isUnknown(answer.error) ? [at] : []));
		const again = await api.batch(lost.map((at) => calls[at]!));
		const results = answers.map((answer, at) => {
			const repeated = again[lost.indexOf(at)];
			return repeated && 'value' in repeated ? { value: 'deleted' as const } : (repeated ?? answer);
		});
		return await Promise.all(results.map(async (answer, at) => await this.outcome(batch[at]!.plan, answer)));
	}

	private async outcome({ ref, record }: DeletePlan, answer: Settled<Deletion>): Promise<Written | Error> {
		if ('value' in answer) {
			if (answer.value === 'deleted') return { ...record, deleted: true };
			return { record: { ...record, deleted: true, reason: GONE }, action: 'unchanged' };
		}
		const { error } = answer;
		if (!isMissing(error)) return error instanceof Error ? error : new Error(String(error));
		const calendar = await this.calendarOf(ref);
		if ('error' in calendar) return calendar.error as Error;
		return { record: { ...record, deleted: true, reason: GONE }, action: 'unchanged' };
	}

	/** A calendar that is not there is no deleted event. */
	private async calendarOf({ account, calendarId }: EventRef): Promise<Settled<unknown>> {
		const known = this.calendars.get(calendarId);
		if (known) return await known;
		const asked = settled(async () => await account.calendar(calendarId));
		this.calendars.set(calendarId, asked);
		return await asked;
	}
}
