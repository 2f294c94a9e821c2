import { Fault } from '../../shared/fault';
import type { Written } from '../../shared/operation';
import { settledNow, type Settled } from '../../shared/settled';
import type { GoogleAccount, GoogleCalendarApi } from '../api';
import { getEvent, type Call } from '../calls';
import { isChanged, isMissing, isTaken, isUnknown } from '../errors';
import type { GoogleEvent } from '../schema';

/** What is to be done for an item, given the event as it was last seen. */
export type Step =
	| { done: Written }
	| { send: Call<GoogleEvent> }
	/** Nothing is sent before the event that `eventId` names now has been looked at. */
	| 'look';

/** One item on its way. */
export interface Errand {
	readonly account: GoogleAccount;
	readonly calendarId: string;
	readonly eventId: string;
	/** The event as it was last seen; undefined where there is none. */
	current?: GoogleEvent;
	/** @throws Fault where it cannot be done */
	next(): Step;
	/** A write came through. Default: it is done. */
	wrote?(event: GoogleEvent): Written | 'look';
}

/** Somebody who writes all the time would keep us busy for ever. */
const MOST_WRITES = 6;
/** Looking alone comes to an end, after as many events as an item may have had before. */
const MOST_ROUNDS = 60;

interface Open {
	errand: Errand;
	place: number;
	writes: number;
}

/**
 * Does what items want, many in one request, and looks again before anything is written twice: where somebody else was
 * faster, where the event is there already, and where an answer was lost.
 * @returns in the order of the errands
 */
export async function settleAll(api: GoogleCalendarApi, errands: readonly Errand[]): Promise<Array<Written | Error>> {
	const results = new Array<Written | Error>(errands.length);
	let open = errands.map((errand, place): Open => ({ errand, place, writes: 0 }));
	for (let round = 1; open.length > 0; round++) {
		const looks: Open[] = [];
		const sends: Array<{ one: Open; call: Call<GoogleEvent> }> = [];
		for (const one of open) {
			const step = settledNow(() => one.errand.next());
			if ('error' in step) results[one.place] = asError(step.error);
			else if (step.value !== 'look' && 'done' in step.value) results[one.place] = step.value.done;
			else if (round > MOST_ROUNDS) results[one.place] = neverSettled();
			else if (step.value === 'look') looks.push(one);
			else if (one.writes++ >= MOST_WRITES) results[one.place] = neverSettled();
			else sends.push({ one, call: step.value.send });
		}
		const answers = await api.batch(sends.map(({ one, call }) => ({ account: one.errand.account, call })));
		sends.forEach(({ one }, at) => {
			const outcome = afterWrite(one.errand, answers[at]!);
			if (outcome === 'look') looks.push(one);
			else results[one.place] = outcome;
		});
		open = await lookedAt(api, looks, results);
	}
	return results;
}

function afterWrite(errand: Errand, answer: Settled<GoogleEvent>): Written | Error | 'look' {
	if ('value' in answer) return errand.wrote ? errand.wrote(answer.value) : (answer.value as Written);
	const { error } = answer;
	const isGone = isMissing(error) && errand.current !== undefined;
	return isChanged(error) || isTaken(error) || isUnknown(error) || isGone ? 'look' : asError(error);
}

async function lookedAt(
	api: GoogleCalendarApi,
	looks: readonly Open[],
	results: Array<Written | Error>,
): Promise<Open[]> {
	const seen = await api.batch(
		looks.map(({ errand: { account, calendarId, eventId } }) => ({ account, call: getEvent(calendarId, eventId) })),
	);
	return looks.filter(({ errand, place }, at) => {
		const answer = seen[at]!;
		if ('value' in answer) errand.current = answer.value;
		else if (isMissing(answer.error)) errand.current = undefined;
		else results[place] = asError(answer.error);
		return results[place] === undefined;
	});
}

const neverSettled = (): Fault =>
	new Fault('conflict', 'The event was changed by somebody else again and again while it was being written.');

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

export const isDeleted = ({ status }: GoogleEvent): boolean => status === 'cancelled';
