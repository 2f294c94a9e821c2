/** What a trigger watches, from the fields of its node. Pure. */
import { badInput, Fault } from '../../shared/fault';
import { isWatchable } from './values';

/** The fields of the node, by name. An expression may give one value where a list is meant. */
export interface TriggerParams {
	calendarsOf?: 'chosen' | 'operators';
	calendars?: Several;
	field?: string;
	values?: Several;
	otherValues?: Several;
	fields?: Several;
	reading?: { recurring?: 'skip' | 'expand'; kinds?: Several; ownChanges?: boolean };
}

type Several = string | number | boolean | null | Array<string | number | boolean>;

export type EventKind =
	| 'eventCreated'
	| 'eventUpdated'
	| 'eventCreatedOrUpdated'
	| 'fieldBecameValue'
	| 'eventDeleted'
	| 'eventCreatedUpdatedOrDeleted'
	| 'eventStarted'
	| 'eventEnded';

export interface Watch {
	event: EventKind;
	/** By ID or name; nothing for those of all operators. */
	calendars?: string[];
	/** Fields whose values are remembered; for updates only their changes count. */
	watched: string[];
	/** Values that the watched field must become. */
	wanted: string[];
	/** Series as their single events, in place of none. */
	expand: boolean;
	/** Google's types of events; `default` is the ordinary one. */
	kinds: string[];
	/** Whether what the two-way sync has written counts too. */
	ownChanges: boolean;
}

/** @throws Fault `input` where a field of the node is no use */
export function watchOf(event: EventKind, params: TriggerParams): Watch {
	const { calendarsOf = 'chosen', reading = {} } = params;
	const calendars = [...new Set(listIn(params.calendars))];
	if (calendarsOf === 'chosen' && calendars.length === 0) {
		const advice = 'Choose one or more in the trigger, or choose the calendars of all operators.';
		throw badInput('Calendars', 'No calendar is chosen.', advice);
	}
	const kinds = listIn(reading.kinds);
	const wanted = event === 'fieldBecameValue' ? [...listIn(params.values), ...listIn(params.otherValues)] : [];
	if (event === 'fieldBecameValue' && wanted.length === 0) {
		throw new Fault('misconfigured', 'No value is chosen, so the trigger would never start.', {
			field: 'Values',
			advice: 'Choose a value in the trigger, or type one under Other Values.',
		});
	}
	return {
		event,
		...(calendarsOf === 'chosen' && { calendars }),
		watched: watchedBy(event, params),
		wanted,
		expand: reading.recurring === 'expand',
		kinds: kinds.length > 0 ? kinds.sort() : ['default'],
		ownChanges: reading.ownChanges === true,
	};
}

function watchedBy(event: EventKind, { field = '', fields }: TriggerParams): string[] {
	const names = event === 'fieldBecameValue' ? [field] : event === 'eventUpdated' ? listIn(fields) : [];
	for (const name of names) {
		if (isWatchable(name)) continue;
		throw badInput('Field', `An event has no field "${name}" that can be watched.`, 'Choose it from the list.');
	}
	return [...new Set(names)];
}

const listIn = (given: Several = []): string[] =>
	[given ?? []]
		.flat()
		.map((one) => String(one).trim())
		.filter((one) => one !== '');
