import type { IDataObject } from 'n8n-workflow';

import { badInput, Fault } from '../../shared/fault';
import type { Plan } from '../../shared/operation';
import { settled } from '../../shared/settled';
import type { DaktelaRecord } from '../api';
import { CUSTOM, stampOf, type Kind } from '../kinds';
import { collapsed } from '../lookup';
import { goneFault } from '../lost';
import { customFieldsOf, flat, isEmpty, keyOf, relatedKey } from '../record';
import { hasTime, isInstant } from '../times';
import { bodyOf, differences, shaped, valueIn, type Shaping, type Values } from '../values';
import { completed, followed, NAME_COLUMNS } from './names';
import { isThere, type Prepared } from './prepared';
import type { Context, Wanted } from './wanted';

export interface WritePlan extends Plan {
	wanted: Wanted;
	/** As Daktela is to hold them. */
	values: Values;
	body: IDataObject;
	current?: DaktelaRecord;
}

/** Decides what an item's record needs. @throws Fault, also when it could not be looked up */
export async function planWrite(context: Context, prepared: Prepared): Promise<WritePlan> {
	const { kind, mode } = prepared;
	const wanted = prepared.wantedBy(context);
	const key = prepared.keyOf(wanted, context.index);
	const current = chosen(kind, prepared.candidates(wanted), key, context.read.options?.ifSeveral);
	if (!current && mode === 'update') return goneOr(context, kind, key, wanted);
	return await planFor(context, prepared, wanted, current);
}

/** What must be done to a record that is there, or to make one that is not. */
export async function planFor(
	context: Context,
	prepared: Prepared,
	wanted: Wanted,
	current: DaktelaRecord | undefined,
): Promise<WritePlan> {
	const { kind } = prepared;
	const key = prepared.keyOf(wanted, context.index);
	const filled = current ? valuesForUpdate(kind, wanted, current) : valuesForNew(kind, wanted);
	const { values: related, reason } = withReferences(context, prepared, filled, current);
	const values = shaped(related, {
		kind,
		...(await timesFor(context, kind, related, current)),
		...(current && { current }),
	});
	checkRequired(kind, values, current);
	const changes = differences(kind, current, values);
	const why = reason === undefined ? {} : { reason };
	if (!current) {
		const body = { ...(wanted.key !== undefined && { name: wanted.key }), ...bodyOf(withoutEmpty(values)) };
		return { action: 'created', key, wanted, values, body, changes, record: flat(body), ...why };
	}
	const action = Object.keys(changes).length > 0 ? 'updated' : 'unchanged';
	const body = updateBody(kind, current, values, Object.keys(changes), context.read.options?.sendWith);
	return { action, key, wanted, values, body, changes, current, record: flat(current), ...why };
}

function chosen(
	kind: Kind,
	candidates: readonly DaktelaRecord[],
	key: string,
	ifSeveral?: string,
): DaktelaRecord | undefined {
	if (candidates.length < 2) return candidates[0];
	if (ifSeveral === 'newest') {
		const stamp = (record: DaktelaRecord) => String(record[stampOf(kind)] ?? '');
		return [...candidates].sort((a, b) => (stamp(a) < stamp(b) ? 1 : -1))[0];
	}
	const shown = candidates
		.slice(0, 5)
		.map((record) => keyOf(record))
		.join(', ');
	const more = candidates.length > 5 ? ` and ${candidates.length - 5} more` : '';
	throw new Fault('conflict', `${candidates.length} ${kind.many} match ${key}: ${shown}${more}.`, {
		advice: 'Merge or delete the doubles in Daktela, match on more fields, or set If Several Match to Take the Newest.',
	});
}

function goneOr({ read }: Context, kind: Kind, key: string, wanted: Wanted): WritePlan {
	if (read.options?.ifGone !== 'skip') throw goneFault(kind, key);
	const reason = 'Daktela does not have the record (any more).';
	return { action: 'skipped', key, reason, wanted, values: {}, body: {}, record: { name: key } };
}

/** What it will be found by has single spaces, since Daktela compares them. */
function valuesForNew(kind: Kind, { values, initial, match }: Wanted): Values {
	const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)));
	for (const { field } of match) if (Object.hasOwn(filled, field)) filled[field] = collapsed(filled[field]);
	const whole = { ...initial, ...filled };
	return kind.value === 'contact' ? completed(whole) : whole;
}

/** What it was found by stays as it is: its writing may differ, and a list may hold more. */
function valuesForUpdate(kind: Kind, { values, match }: Wanted, current: DaktelaRecord): Values {
	const matched = new Set(match.map(({ field }) => field));
	const fixed = new Set(kind.fields.filter(({ access }) => access).map(({ id }) => id));
	const own = Object.fromEntries(
		Object.entries(values).filter(([target]) => !matched.has(target) && !fixed.has(target)),
	);
	return kind.value === 'contact' ? followed(own, current) : own;
}

/** What becomes of a reference to a record that Daktela does not have. */
function withReferences(
	{ read, hint }: Context,
	prepared: Prepared,
	values: Values,
	current: DaktelaRecord | undefined,
): { values: Values; reason?: string } {
	const { kind } = prepared;
	let result = values;
	const reasons: string[] = [];
	const missing: string[] = [];
	for (const target of Object.keys(kind.references)) {
		const key = relatedKey(values[target]);
		if (key === '' || relatedKey(current?.[target]) === key || isThere(prepared, target, key)) continue;
		const label = kind.fields.find(({ id }) => id === target)?.label ?? target;
		if (read.ifMissing !== 'without' && read.ifMissing !== 'keep') {
			missing.push(`${label} "${key}"`);
			continue;
		}
		const keeps = read.ifMissing === 'keep' && !isEmpty(relatedKey(current?.[target]));
		result = read.ifMissing === 'without' && current ? { ...result, [target]: null } : without(result, target);
		reasons.push(`${label} "${key}" is not in Daktela${keeps ? ', so the old one stays' : ''}.`);
		hint(`${label} is not in Daktela, so ${kind.one} was written ${keeps ? 'with the old one' : 'without it'}.`);
	}
	if (missing.length > 0) throw missingFault(kind, missing);
	return { values: result, ...(reasons.length > 0 && { reason: reasons.join(' ') }) };
}

/** A trigger delivers such an item again without counting it as failed. */
function missingFault(kind: Kind, missing: readonly string[]): Fault {
	const [are, them] = missing.length > 1 ? ['are', 'them'] : ['is', 'it'];
	return new Fault(
		'notFound',
		`${missing.join(' and ')} ${are} not in Daktela (yet), so ${kind.one} that belongs to ${them} was not written.`,
		{
			waits: true,
			advice: `Bring ${them} over first and run again, or choose in the node to write ${kind.one} without ${them}.`,
		},
	);
}

/** What is needed to write points in time: the zone of Daktela, and which custom fields hold days. */
async function timesFor(
	{ api, timezone }: Context,
	kind: Kind,
	values: Values,
	current?: DaktelaRecord,
): Promise<Pick<Shaping, 'zones' | 'custom'>> {
	const { resource, place } = kind;
	const daktela = Object.values(values).some(isInstant) ? await api.zone() : api.access.zone;
	const described = api.customFields(resource).flatMap(({ name, type }) => (type ? [CUSTOM + name] : []));
	const timed = Object.keys(values).filter((target) => target.startsWith(CUSTOM) && hasTime(values[target]));
	if (timed.some((target) => !described.includes(target))) {
		const chosen = place && relatedKey(values[place.field] ?? current?.[place.field]);
		// Without an answer the value that is there tells.
		await settled(async () => await api.learnFields(kind, chosen));
	}
	return { zones: { daktela, workflow: timezone }, custom: api.customFields(resource) };
}

function checkRequired(kind: Kind, values: Values, current: DaktelaRecord | undefined): void {
	for (const { id, label, required } of kind.fields) {
		if (!required || (current ? !Object.hasOwn(values, id) : false) || !isEmpty(values[id])) continue;
		const advice = current
			? `Map a value to "${label}", or leave it out of the mapping.`
			: `Map a value to "${label}".`;
		throw badInput(label, `"${label}" is empty, but Daktela needs it for every ${kind.name}.`, advice);
	}
}

const without = (values: Values, target: string): Values =>
	Object.fromEntries(Object.entries(values).filter(([name]) => name !== target));

const withoutEmpty = (values: Values): Values =>
	Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)));

/** What differs, and what Daktela's own integrations send with every write (daktela.md 6). Never the key. */
function updateBody(
	kind: Kind,
	current: DaktelaRecord,
	values: Values,
	changed: readonly string[],
	sendWith = 'differences',
): IDataObject {
	const sent = new Set([...changed, ...namesBeside(kind, values, changed)]);
	const differing = bodyOf(Object.fromEntries([...sent].map((target) => [target, values[target]])));
	const place = kind.place?.always ? kind.place.field : undefined;
	const before: Values = {};
	if (place) before[place] = valueIn(kind, current, place);
	if (sendWith === 'whole')
		for (const { id, access } of kind.fields)
			if (!access && Object.hasOwn(current, id)) before[id] = valueIn(kind, current, id);
	const custom = sendWith === 'differences' ? {} : customFieldsOf(current);
	const own = (differing.customFields ?? {}) as IDataObject;
	const customFields = { ...custom, ...own } as IDataObject;
	return {
		...(withoutEmpty(before) as IDataObject),
		...differing,
		...(Object.keys(customFields).length > 0 && { customFields }),
	};
}

/** Older versions make the title of a contact of its other names when they are changed without it (daktela.md 5). */
const namesBeside = ({ value }: Kind, values: Values, changed: readonly string[]): string[] =>
	value === 'contact' && NAME_COLUMNS.some((name) => changed.includes(name))
		? NAME_COLUMNS.filter((name) => Object.hasOwn(values, name))
		: [];
