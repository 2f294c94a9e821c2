import type { Written } from '../../shared/operation';
import { insertEvent, moveEvent, patchEvent } from '../calls';
import type { Place } from '../directory';
import type { GoogleEvent } from '../schema';
import { decide, type Rules } from './decide';
import { recordOf } from './places';
import { isDeleted, type Errand, type Step } from './settle';
import { idOf, type Source } from './stamp';
import type { Wanted } from './wanted';

/** Where the event of a source record is, as far as is known. */
export interface Whereabouts {
	/** How often it was deleted and got a successor. */
	generation: number;
	/** The calendar that it stands in, if it is not the one it belongs to. */
	elsewhere?: Place;
	current?: GoogleEvent;
}

/** A source record on its way to its event. */
export class Linked implements Errand {
	private readonly at: Whereabouts;
	/** What was sent already; found unchanged afterwards, that is what has happened. */
	private sent?: 'created' | 'updated';

	/** @param noted tells where the event is in the end, for a later item with the same link */
	constructor(
		private readonly home: Place,
		private readonly source: Source,
		private readonly wanted: Wanted,
		private readonly rules: Rules,
		at: Whereabouts,
		private readonly noted: (at: Whereabouts) => void,
	) {
		this.at = { ...at };
	}

	get account() {
		return this.place.account;
	}

	get calendarId() {
		return this.place.id;
	}

	get eventId() {
		return idOf(this.source, this.at.generation);
	}

	get current() {
		return this.at.current;
	}

	set current(event: GoogleEvent | undefined) {
		this.at.current = event;
	}

	private get place(): Place {
		return this.at.elsewhere ?? this.home;
	}

	next(): Step {
		const { at } = this;
		// It has left that calendar, perhaps by our own move: what counts is where it belongs.
		if (at.elsewhere && (!at.current || isDeleted(at.current))) {
			delete at.elsewhere;
			return 'look';
		}
		const decision = decide(this.wanted, this.source, this.rules, at.current);
		if (decision.do === 'succeed') {
			this.succeed();
			return 'look';
		}
		if (at.elsewhere && decision.do !== 'create' && isWanted(decision)) {
			this.sent = 'updated';
			return { send: moveEvent(at.elsewhere.id, this.eventId, this.home.id) };
		}
		if (decision.do === 'nothing') return { done: this.done(decision.action, decision.reason) };
		if (decision.do === 'create') {
			this.sent = 'created';
			return { send: insertEvent(this.calendarId, { ...decision.body, id: this.eventId }) };
		}
		this.sent ??= decision.action === 'updated' ? 'updated' : undefined;
		return { send: patchEvent(this.calendarId, this.eventId, decision.body, at.current?.etag) };
	}

	private succeed(): void {
		this.at.generation++;
		delete this.at.current;
		delete this.at.elsewhere;
	}

	wrote(event: GoogleEvent): Written | 'look' {
		this.at.current = event;
		if (!this.at.elsewhere) return this.done('unchanged');
		delete this.at.elsewhere;
		return 'look';
	}

	private done(action: 'unchanged' | 'conflict' | 'skipped', reason?: string): Written {
		this.noted(this.at);
		const record = this.at.current ? recordOf(this.at.current, this.calendarId) : {};
		if (action !== 'unchanged') return { record: { ...record, ...(reason !== undefined && { reason }) }, action };
		return { record, action: this.sent ?? 'unchanged' };
	}
}

/** An event that is to stay as it is stays where it is, too. */
const isWanted = (decision: { do: string; action?: string }): boolean =>
	decision.action !== 'conflict' && decision.action !== 'skipped';
