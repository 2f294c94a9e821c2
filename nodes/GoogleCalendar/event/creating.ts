import { randomBytes } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import { mapped } from '../../shared/mapping';
import type { ItemContext, Plan, Written } from '../../shared/operation';
import type { GoogleCalendarApi } from '../api';
import { insertEvent } from '../calls';
import type { Place } from '../directory';
import type { EventBody, GoogleEvent } from '../schema';
import { eventIdOf } from '../sync/ids';
import { Places, recordOf } from './places';
import { isDeleted, settleAll, type Errand, type Step } from './settle';
import { bodyOf, changesOf, Wanted } from './wanted';

type Context = ItemContext<GoogleCalendarApi, { calendar: string }>;

interface CreatePlan extends Plan {
	place: Place;
	body: EventBody;
}

/** The creations of one run. */
export class Creating {
	private constructor(private readonly places: Places) {}

	static async of(contexts: readonly Context[]): Promise<Creating> {
		return new Creating(await Places.of(contexts));
	}

	plan(context: Context): CreatePlan {
		const { read, index, timezone } = context;
		const place = this.places.get(read.calendar);
		const differences = new Wanted(mapped(context as never), timezone).forNew();
		const body = bodyOf(differences);
		const record = recordOf(body as GoogleEvent, place.id);
		return {
			action: 'created',
			key: `new event of item ${index}`,
			place,
			body,
			changes: changesOf(differences),
			record,
		};
	}

	async apply(batch: ReadonlyArray<{ context: Context; plan: CreatePlan }>): Promise<Array<Written | Error>> {
		const { api } = batch[0]!.context;
		return await settleAll(
			api,
			batch.map(({ plan }) => new Creation(plan.place, plan.body)),
		);
	}
}

/** With an ID of its own, so that a lost answer makes no second event. */
class Creation implements Errand {
	readonly eventId = eventIdOf(`new ${randomBytes(16).toString('hex')}`, 0);
	current?: GoogleEvent;

	constructor(
		private readonly place: Place,
		private readonly body: EventBody,
	) {}

	get account() {
		return this.place.account;
	}

	get calendarId() {
		return this.place.id;
	}

	next(): Step {
		if (this.current && !isDeleted(this.current)) return { done: this.wrote(this.current) };
		return { send: insertEvent(this.calendarId, { ...this.body, id: this.eventId }) };
	}

	wrote(event: GoogleEvent): IDataObject {
		return recordOf(event, this.calendarId);
	}
}
