/** What a trigger reads from Daktela, from the fields of its node. Pure. */
import { badInput } from '../../shared/fault';
import { allOf, where, type Filter } from '../query';
import { kindOf } from '../kinds';
import { columnsFor } from '../values';
import type { Reach } from './place';

/** The fields of the node, by name; those of other kinds have their defaults. */
export interface TriggerParams {
	kind: string;
	database?: string;
	recordType?: string;
	category?: string;
	activityTypes?: string[];
	resourceName?: string;
	keyField?: string;
	createdField?: string;
	editedField?: string;
	lookBackHours?: number;
	field?: string;
	values?: string[];
	otherValues?: string[];
	fields?: string[];
	unknownBefore?: 'deliver' | 'skip';
}

export type EventKind = 'fieldBecameValue' | 'recordCreated' | 'recordCreatedOrUpdated' | 'recordUpdated';

export interface Watch {
	event: EventKind;
	/** As in items: `contact`; the name of the resource where it has no kind of its own. */
	kind: string;
	resource: string;
	key: string;
	/** The field with the time that is read by. */
	time: string;
	created: string;
	scope?: Filter;
	/** Columns that are read; none means all. */
	columns?: string[];
	/** Fields whose values before are remembered. */
	watched: string[];
	/** Values that one of them must become. */
	wanted: string[];
	skipsUnknown: boolean;
	reach: Reach;
}

const MINUTE_MS = 60_000;
/** How long after its time Daktela may show a record at last. */
const OVERLAP_MS = 5 * MINUTE_MS;
/** An activity's time is when it began, which may be before it was stored. */
const ACTIVITY_OVERLAP_MS = 30 * MINUTE_MS;

/** @throws Fault `input` where a field of the node is empty that must not be */
export function watchOf(event: EventKind, params: TriggerParams): Watch {
	const isCreation = event === 'recordCreated';
	const watched = watchedBy(event, params);
	const wanted = [...(params.values ?? []), ...(params.otherValues ?? [])].map(String).filter((value) => value !== '');
	if (event === 'fieldBecameValue' && wanted.length === 0) {
		const advice = 'Choose a value in the trigger, or type one under Other Values.';
		throw badInput('Values', 'No value is chosen, so the trigger would never start.', advice);
	}
	const source = sourceOf(params, isCreation);
	const columns = columnsOf(source, watched);
	return {
		event,
		...source,
		...(columns && { columns }),
		watched,
		wanted: event === 'fieldBecameValue' ? wanted : [],
		skipsUnknown: params.unknownBefore === 'skip',
	};
}

function watchedBy(event: EventKind, { field = '', fields = [] }: TriggerParams): string[] {
	if (event === 'recordCreated') return [];
	return event === 'fieldBecameValue' ? [field] : [...new Set(fields)];
}

type Source = Pick<Watch, 'kind' | 'resource' | 'key' | 'time' | 'created' | 'scope' | 'reach'>;

function sourceOf(params: TriggerParams, isCreation: boolean): Source {
	const known = kindOf(params.kind);
	if (!known) return otherSource(params, isCreation);
	const { value, resource } = known;
	const isActivity = value === 'activity';
	const created = isActivity ? 'time' : 'created';
	const scope = scopeOf(params, known.place?.field);
	return {
		kind: value,
		resource,
		key: 'name',
		created,
		time: isCreation || isActivity ? created : 'edited',
		...(scope && { scope }),
		reach: isActivity ? activityReach(params, isCreation) : { overlapMs: OVERLAP_MS },
	};
}

const activityReach = ({ lookBackHours = 24 }: TriggerParams, isCreation: boolean): Reach =>
	isCreation
		? { overlapMs: ACTIVITY_OVERLAP_MS }
		: { overlapMs: Math.max(1, lookBackHours) * 60 * MINUTE_MS, byContent: true };

function otherSource(params: TriggerParams, isCreation: boolean): Source {
	const resource = (params.resourceName ?? '').trim().replace(/^\/+|(\.json)?\/*$/g, '');
	if (resource === '') throw badInput('Resource', '"Resource" is empty.', 'Type its name in the address of the API.');
	const { keyField: key, createdField: created, editedField: edited } = params;
	return {
		kind: resource,
		resource,
		key: key?.trim() || 'name',
		created: created?.trim() || 'created',
		time: (isCreation ? created?.trim() : edited?.trim()) || (isCreation ? 'created' : 'edited'),
		reach: { overlapMs: OVERLAP_MS },
	};
}

/** @param place the field of the record that one of the lists narrows down */
export function scopeOf(params: TriggerParams, place: string | undefined): Filter | undefined {
	const chosen = { database: params.database, type: params.recordType, category: params.category };
	const key = place === undefined ? '' : (chosen[place as keyof typeof chosen] ?? '');
	const types = params.kind === 'activity' ? (params.activityTypes ?? []) : [];
	return allOf(
		key === '' ? undefined : where(place!, 'eq', key),
		types.length === 0 ? undefined : where('type', 'in', types),
	);
}

/** Related records come in full with every row (daktela.md 3), so only what is needed is asked for where most rows are not delivered. */
function columnsOf({ kind, key, time, created, reach }: Source, watched: string[]): string[] | undefined {
	const fields = reach.byContent && watched.length === 0 ? contentsOf(kind) : watched;
	return fields.length > 0 ? [...new Set([key, time, created, ...columnsFor(fields)])] : undefined;
}

/** What of a record its users can change. */
function contentsOf(kind: string): string[] {
	const fields = kindOf(kind)?.fields.filter(({ access }) => access !== 'read') ?? [];
	return [...fields.map(({ id }) => id), 'customFields'];
}
