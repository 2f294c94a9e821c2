import type { ItemContext, Plan, Written } from '../../shared/operation';
import { settledNow } from '../../shared/settled';
import type { GoogleCalendarApi } from '../api';
import { moveEvent } from '../calls';
import type { GoogleEvent } from '../schema';
import { eventIdIn, isDry, Places, recordOf, Seen, throughOne, type EventRef } from './places';
import { isDeleted, settleAll, type Errand, type Step } from './settle';
import { gone, keyOf } from './updating';

type Context = ItemContext<GoogleCalendarApi, { calendar: string; event: string; destination: string }>;

interface MovePlan extends Plan {
	from: EventRef;
	to: EventRef;
	current: GoogleEvent;
}

/** The moves of one run. */
export class Moving {
	private readonly seen = new Seen();

	private constructor(private readonly places: Places) {}

	static async of(contexts: readonly Context[]): Promise<Moving> {
		const targets = contexts.flatMap(({ read }) => {
			const ref = settledNow(() => read.destination);
			return 'value' in ref ? [ref.value] : [];
		});
		const moving = new Moving(await Places.of(contexts, targets));
		const refs = contexts.flatMap((context) => {
			const pair = settledNow(() => moving.refsOf(context));
			return 'value' in pair ? [pair.value.from, pair.value.to] : [];
		});
		if (contexts[0]) await moving.seen.read(contexts[0].api, refs);
		return moving;
	}

	private refsOf({ read }: Context): { from: EventRef; to: EventRef } {
		const eventId = eventIdIn(read.event);
		const places = [this.places.get(read.calendar), this.places.get(read.destination)];
		const [from, to] = throughOne(places, 'To Calendar').map(({ account, id: calendarId }) => {
			return { account, calendarId, eventId };
		});
		return { from: from!, to: to! };
	}

	plan(context: Context): MovePlan {
		const { from, to } = this.refsOf(context);
		const there = this.seen.get(to);
		const plan = { key: keyOf({ ...from, calendarId: '' }), from, to };
		if (isLive(there)) {
			return { ...plan, current: there!, action: 'unchanged', record: recordOf(there!, to.calendarId) };
		}
		const current = this.seen.get(from);
		if (!isLive(current)) throw gone(from);
		if (isDry(context)) this.noted(plan, current!);
		const changes = { calendar: { from: from.calendarId, to: to.calendarId } };
		return { ...plan, current: current!, action: 'updated', changes, record: recordOf(current!, to.calendarId) };
	}

	private noted({ from, to }: { from: EventRef; to: EventRef }, event: GoogleEvent): void {
		this.seen.set(from, undefined);
		this.seen.set(to, event);
	}

	async apply(batch: ReadonlyArray<{ context: Context; plan: MovePlan }>): Promise<Array<Written | Error>> {
		const { api } = batch[0]!.context;
		const errands = batch.map(({ plan }) => new Move(plan, (event) => this.noted(plan, event)));
		return await settleAll(api, errands);
	}
}

/** Looks, after a lost answer, first where the event should be by now. */
class Move implements Errand {
	/** First the event as it stood where it came from, then what is found where it is to go. */
	current?: GoogleEvent;
	private tries = 0;

	constructor(
		private readonly plan: MovePlan,
		private readonly noted: (event: GoogleEvent) => void,
	) {
		this.current = plan.current;
	}

	get account() {
		return this.plan.from.account;
	}

	get calendarId() {
		return this.plan.to.calendarId;
	}

	get eventId() {
		return this.plan.from.eventId;
	}

	next(): Step {
		if (this.tries > 0 && isLive(this.current)) return { done: this.wrote(this.current!) };
		// A second refusal to find it means that it is in neither of both.
		if (this.tries++ > 1) throw gone(this.plan.from);
		const { from, to } = this.plan;
		return { send: moveEvent(from.calendarId, from.eventId, to.calendarId) };
	}

	wrote(event: GoogleEvent): Written {
		this.noted(event);
		return recordOf(event, this.plan.to.calendarId);
	}
}

const isLive = (event: GoogleEvent | undefined): boolean => event !== undefined && !isDeleted(event);
