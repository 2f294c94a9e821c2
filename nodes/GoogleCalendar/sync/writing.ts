/** How the two-way sync writes events, and what each answer means (google-calendar.md C and D). */
import { Fault } from '../../shared/fault';
import { settled, type Settled } from '../../shared/settled';
import type { CalendarEvent, EventWrite, Result, Stamp } from '../../shared/sync/pairs/types';
import {
	calls,
	isChanged,
	isMissing,
	isTaken,
	isUnknown,
	type Call,
	type GoogleAccount,
	type GoogleCalendarApi,
	type GoogleEvent,
} from '../api';
import { bodyOfNew, bodyOfPatch, EVENT_FIELDS, isCancelled, toEvent } from './event';
import { eventIdOf } from './ids';
import type { Places } from './places';

type Api = Pick<GoogleCalendarApi, 'batch'>;
type Answer = Result<CalendarEvent>;

/** A write as it is sent. */
interface Sent {
	write: EventWrite;
	at: number;
	account: GoogleAccount;
	call: Call<unknown>;
	/** The event that it is about. */
	id: string;
	/** The calendar that the event is in once it is written. */
	calendar: string;
}

/** In batches, each event at most once in one; accounts side by side. Nothing is sent twice without having looked. */
export async function writeEach(api: Api, places: Places, writes: readonly EventWrite[]): Promise<Answer[]> {
	const answers = new Array<Answer>(writes.length);
	const ready: Sent[] = [];
	await Promise.all(
		writes.map(async (write, at) => {
			const sent = await settled(async () => await prepare(places, write, at));
			if ('value' in sent) ready[at] = sent.value;
			else answers[at] = faultOf(sent.error);
		}),
	);
	for (const turn of turnsOf(ready.filter(Boolean))) {
		const results = await api.batch(turn);
		await Promise.all(
			turn.map(async (sent, place) => {
				const read = await settled(async () => await meaningOf(places, sent, results[place]!));
				answers[sent.at] = 'value' in read ? read.value : faultOf(read.error);
			}),
		);
	}
	return answers;
}

const faultOf = (error: unknown): Answer => ({ fault: error instanceof Error ? error : new Error(String(error)) });

/** Parts of a batch have no order: what is written to one event twice goes one after the other. */
function turnsOf(sent: readonly Sent[]): Sent[][] {
	const turns: Sent[][] = [];
	const places = new Map<string, number>();
	for (const one of sent) {
		const key = `${one.write.do === 'create' ? one.calendar : one.write.event.calendar}/${one.id}`;
		const turn = (places.get(key) ?? -1) + 1;
		places.set(key, turn);
		(turns[turn] ??= []).push(one);
	}
	return turns;
}

async function prepare(places: Places, write: EventWrite, at: number): Promise<Sent> {
	if (write.do === 'create') {
		const { calendar, fields, shown, stamp } = write;
		const { account } = await places.of(calendar);
		const id = eventIdOf(stamp.link, stamp.generation);
		const body = bodyOfNew(id, fields, shown, stamp);
		checkProperties(body.extendedProperties?.private);
		return { write, at, account, id, calendar, call: calls.insertEvent(calendar, body) };
	}
	const { event } = write;
	const { id, calendar, version } = event;
	const { account } = await places.of(calendar);
	const sent = { write, at, account, id };
	if (write.do === 'delete') return { ...sent, calendar, call: calls.deleteEvent(calendar, id, version) };
	if (write.do === 'move') {
		await places.of(write.calendar);
		return { ...sent, calendar: write.calendar, call: calls.moveEvent(calendar, id, write.calendar) };
	}
	const body = bodyOfPatch(event, write);
	checkProperties(body.extendedProperties?.private);
	return { ...sent, calendar, call: calls.patchEvent(calendar, id, body, version) };
}

const LONGEST_PROPERTY = 1024;

/** google-calendar.md A: what an extended property may hold. @throws Fault */
function checkProperties(properties: Readonly<Record<string, string | null>> | null | undefined): void {
	for (const [name, value] of Object.entries(properties ?? {})) {
		if (value === null || value.length <= LONGEST_PROPERTY) continue;
		const message = `What is noted on an event (${name}) is longer than the ${LONGEST_PROPERTY} characters that Google Calendar keeps.`;
		throw new Fault('input', message, { advice: 'The ID of the task, or of its system, is too long for a link.' });
	}
}

async function meaningOf(places: Places, sent: Sent, outcome: Settled<unknown>): Promise<Answer> {
	const { write, calendar } = sent;
	if ('value' in outcome) {
		if (write.do === 'delete') return {};
		const event = toEvent(calendar, outcome.value as GoogleEvent);
		if ('deleted' in event) return { refused: 'gone' };
		const lost = write.do === 'move' && !event.stamp ? write.event.stamp : undefined;
		return { record: lost ? await stamped(sent, event, lost) : event };
	}
	const { error } = outcome;
	if (isChanged(error)) return { refused: 'changed' };
	if (isTaken(error)) return await takenBy(sent, error);
	if (isMissing(error)) return await missing(places, sent, error);
	// It may have happened: whoever reads the event again knows.
	return isUnknown(error) ? { refused: 'changed' } : faultOf(error);
}

/** It is not certain that a move keeps the private properties. @throws Fault */
async function stamped({ account, calendar, id }: Sent, event: CalendarEvent, stamp: Stamp): Promise<CalendarEvent> {
	const patched = await account.patch(calendar, id, bodyOfPatch(event, { stamp }), event.version);
	return toEvent(calendar, patched) as CalendarEvent;
}

/** There is an event with this id, or there was: a deleted one keeps it (google-calendar.md A). */
async function takenBy({ write, account, calendar, id }: Sent, error: unknown): Promise<Answer> {
	const there = await settled(async () => await account.event(calendar, id, EVENT_FIELDS));
	const isLive = 'value' in there && !isCancelled(there.value);
	if (isLive) return { refused: 'changed' };
	if ('error' in there && !isMissing(there.error)) return faultOf(there.error);
	return write.do === 'create' ? { refused: 'used' } : faultOf(error);
}

async function missing(places: Places, { write, calendar }: Sent, error: unknown): Promise<Answer> {
	await places.checkThere(calendar);
	if (write.do === 'create') return faultOf(error);
	if (write.do === 'move') await places.checkThere(write.event.calendar);
	return write.do === 'delete' ? {} : { refused: 'gone' };
}
