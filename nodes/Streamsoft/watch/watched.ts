/** What a trigger watches, from the fields of its node. Pure. */
import { badInput } from '../../shared/fault';
import { FEATURE } from './names';

/** The fields of the node, by name. An expression may give numbers, and one value where a list is meant. */
export interface TriggerParams {
	operators?: Several;
	types?: Several;
	monthsBack?: number | string;
	monthsForward?: number | string;
	withFeatures?: boolean;
	field?: string;
	values?: Several;
	otherValues?: Several;
	fields?: Several;
}

type Several = string | number | Array<string | number>;

export type EventKind =
	| 'taskCreated'
	| 'taskUpdated'
	| 'taskCreatedOrUpdated'
	| 'fieldBecameValue'
	| 'taskDeleted'
	| 'taskCreatedUpdatedOrDeleted';

export interface Watch {
	event: EventKind;
	/** Ids; none means all active operators. */
	operators: string[];
	/** Ids; none means all types that are marked for synchronisation. */
	types: string[];
	monthsBack: number;
	monthsForward: number;
	/** Whether values of features are read with the tasks, so that a change of one counts. */
	features: boolean;
	/** Fields that count as a change and whose values before are remembered; none means all, and nothing is remembered. */
	watched: string[];
	/** Values that the watched field must become. */
	wanted: string[];
}

const MOST_MONTHS = 120;

/** @throws Fault `input` where a field of the node is no use */
export function watchOf(event: EventKind, params: TriggerParams): Watch {
	const wanted = event === 'fieldBecameValue' ? [...listIn(params.values), ...listIn(params.otherValues)] : [];
	if (event === 'fieldBecameValue' && wanted.length === 0) {
		const advice = 'Choose a value in the trigger, or type one under Other Values.';
		throw badInput('Values', 'No value is chosen, so the trigger would never start.', advice);
	}
	const watched = watchedBy(event, params);
	return {
		event,
		operators: idsIn(params.operators, 'Operators'),
		types: idsIn(params.types, 'Event Types'),
		monthsBack: monthsIn(params.monthsBack ?? 1, 'Months Back'),
		monthsForward: monthsIn(params.monthsForward ?? 12, 'Months Forward'),
		features: params.withFeatures === true || watched.some((name) => name.startsWith(FEATURE)),
		watched,
		wanted,
	};
}

function watchedBy(event: EventKind, { field, fields }: TriggerParams): string[] {
	if (event === 'taskCreated') return [];
	return event === 'fieldBecameValue' ? listIn(field) : [...new Set(listIn(fields))];
}

function monthsIn(given: number | string, label: string): number {
	const months = String(given).trim() === '' ? NaN : Number(given);
	if (Number.isInteger(months) && months >= 0 && months <= MOST_MONTHS) return months;
	throw badInput(
		label,
		`"${label}" is not a number of months: ${String(given).slice(0, 40)}.`,
		`Enter 0 to ${MOST_MONTHS}.`,
	);
}

/** @throws Fault `input`: what is no ID would find no task, and all that are known would seem to have left */
function idsIn(given: Several | undefined, label: string): string[] {
	const ids = listIn(given);
	const wrong = ids.find((id) => !/^-?\d{1,15}$/.test(id));
	if (wrong === undefined) return ids;
	throw badInput(
		label,
		`"${label}" holds "${wrong.slice(0, 40)}", which is no ID.`,
		'Choose from the list, or give IDs.',
	);
}

const listIn = (given: Several | null = []): string[] =>
	[given ?? []]
		.flat()
		.map((one) => String(one ?? '').trim())
		.filter((one) => one !== '');
