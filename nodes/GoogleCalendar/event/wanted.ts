/** What an item wants of an event, against what the event is. Pure. */
import { badInput } from '../../shared/fault';
import type { Changes } from '../../shared/sync/types';
import type { EventBody, GoogleEvent } from '../schema';
import { timeOfEvent } from '../sync/time';
import { TARGETS } from '../targets';
import { shownTime, timeBody, timeFor, wantedTime, type WantedTime } from './times';
import { comparable, PLAIN, samePlain } from './values';

const OF_TIME = new Set(['start', 'end', 'allDay', 'timeZone']);

/** A field that is to be another one. */
export interface Difference {
	/** As in `targets.ts`; start, end and whole days are one: `time`. */
	id: string;
	changes: Changes;
	body: EventBody;
}

/** The values that one item maps, checked. */
export class Wanted {
	private readonly plain: Array<{ id: string; value: string }> = [];
	private readonly time?: WantedTime;

	/** @param zone of the workflow @throws Fault `input` naming the field */
	constructor(
		values: Record<string, unknown>,
		private readonly zone: string,
	) {
		for (const [id, value] of Object.entries(values)) {
			const target = PLAIN[id];
			if (target) this.plain.push({ id, value: target.read(value) });
			else if (!OF_TIME.has(id)) {
				const names = TARGETS.map(({ label }) => label).join(', ');
				throw badInput(id, `"${id}" cannot be set on an event.`, `Choose the field again from the list: ${names}.`);
			}
		}
		const time = wantedTime(values, zone);
		if (time) this.time = time;
	}

	get isEmpty(): boolean {
		return this.plain.length === 0 && this.time === undefined;
	}

	/** The comparable values by field, for prints. */
	comparables(current: GoogleEvent | undefined): Array<[id: string, value: string]> {
		const fields = this.plainOf(current).map(({ id, value }): [string, string] => [id, comparable(id, value)]);
		return this.time ? [...fields, ['time', timeFor(this.time, this.zone, current)]] : fields;
	}

	/** In which fields the event is not as wanted. A new event has all of them. @throws Fault `input` */
	differences(current: GoogleEvent | undefined): Difference[] {
		return [...this.plainDifferences(current), ...this.timeDifferences(current)];
	}

	/** What a new event is made of. @throws Fault `input` where it has no start */
	forNew(): Difference[] {
		if (this.time) return this.differences(undefined);
		throw badInput('Start', 'The event has no start.', 'Map a value to Start.');
	}

	private plainOf(current: GoogleEvent | undefined): Array<{ id: string; value: string }> {
		if (!current) return this.plain;
		return this.plain.map(({ id, value }) => ({ id, value: PLAIN[id]!.toldOf?.(value, current) ?? value }));
	}

	private plainDifferences(current: GoogleEvent | undefined): Difference[] {
		return this.plainOf(current).flatMap(({ id, value: to }) => {
			const { empty, of, put } = PLAIN[id]!;
			const from = current ? of(current) : empty;
			if (samePlain(id, from, to)) return [];
			return [{ id, changes: { [id]: { from: from || null, to: to || null } }, body: put(to, current) }];
		});
	}

	private timeDifferences(current: GoogleEvent | undefined): Difference[] {
		const { time: wanted, zone } = this;
		if (!wanted) return [];
		const to = timeFor(wanted, zone, current);
		const from = current && timeOfEvent(current);
		const changes: Changes = {};
		const [before, after] = [shownTime(from), shownTime(to)];
		if (before.start !== after.start) changes.start = { from: before.start, to: after.start };
		if (before.end !== after.end) changes.end = { from: before.end, to: after.end };
		const oldZone = current?.start?.timeZone;
		const isTimed = to.includes('T');
		if (isTimed && wanted.timeZone !== undefined && wanted.timeZone !== oldZone) {
			changes.timeZone = { from: oldZone ?? null, to: wanted.timeZone };
		}
		if (Object.keys(changes).length === 0) return [];
		return [{ id: 'time', changes, body: timeBody(to, wanted, zone, current) }];
	}
}

/** The comparable value of a field of an event. */
export function comparableOf(id: string, event: GoogleEvent): string {
	if (id === 'time') return timeOfEvent(event) ?? '';
	const target = PLAIN[id];
	return target ? comparable(id, target.of(event)) : '';
}

export const emptyOf = (id: string): string => PLAIN[id]?.empty ?? '';

export const changesOf = (differences: readonly Difference[]): Changes =>
	Object.assign({}, ...differences.map(({ changes }) => changes)) as Changes;

/** One body of several fields. For a new event without what is empty anyway. */
export const bodyOf = (differences: readonly Difference[]): EventBody =>
	Object.assign({}, ...differences.map(({ body }) => body)) as EventBody;
