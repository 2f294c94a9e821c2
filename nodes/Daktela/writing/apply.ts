import { Fault } from '../../shared/fault';
import type { Written } from '../../shared/operation';
import { settled } from '../../shared/settled';
import type { DaktelaRecord } from '../api';
import { lookUp } from '../lookup';
import { goneFault, isKind, isLost, mayHaveBeenWritten } from '../lost';
import { customName } from '../kinds';
import { customFieldsOf, flat, keyOf } from '../record';
import { isSame } from '../same';
import { valueIn } from '../values';
import { planFor, type WritePlan } from './plan';
import type { Prepared } from './prepared';
import type { Context } from './wanted';

/** Sends what was planned. */
export async function applyWrite(context: Context, plan: WritePlan, prepared: Prepared): Promise<Written> {
	const { record, action } = await (plan.current
		? change(context, plan, prepared)
		: createOnce(context, plan, prepared));
	prepared.note(plan.wanted, record);
	return { record: flat(record), action };
}

interface Done {
	record: DaktelaRecord;
	action: 'created' | 'updated' | 'unchanged';
}

async function change(context: Context, plan: WritePlan, prepared: Prepared): Promise<Done> {
	const { kind, mode } = prepared;
	const current = plan.current!;
	const name = keyOf(current) ?? plan.key;
	const sent = await settled(
		async () => await context.api.update(kind.resource, name, plan.body, `update ${kind.name} ${name}`),
	);
	if ('value' in sent) {
		checkStored(context, prepared, plan, sent.value);
		return { record: merged(current, sent.value), action: 'updated' };
	}
	if (!isKind(sent.error, 'notFound')) throw sent.error;
	if (mode === 'update') throw goneFault(kind, name);
	// Deleted since it was looked up: it is made anew, with everything that a new record needs.
	const anew = await planFor(context, prepared, { ...plan.wanted, key: plan.wanted.key ?? name }, undefined);
	return await createOnce(context, anew, prepared);
}

/** Daktela's answer, on what it may have left out. */
function merged(current: DaktelaRecord, answer: DaktelaRecord): DaktelaRecord {
	const customFields = { ...customFieldsOf(current), ...customFieldsOf(answer) };
	return {
		...current,
		...answer,
		...(Object.keys(customFields).length > 0 && { customFields: customFields as never }),
	};
}

/** What Daktela stores in another way than it was sent, or not at all, would be written again with every run. */
function checkStored({ hint }: Context, { kind }: Prepared, { changes = {} }: WritePlan, answer: DaktelaRecord): void {
	for (const [target, { to }] of Object.entries(changes)) {
		const isTold = Object.hasOwn(answer, customName(target) === undefined ? target : 'customFields');
		if (isTold && !isSame(valueIn(kind, answer, target), to))
			hint(`Daktela stored another value in "${target}" than was sent; look at the output.`);
	}
}

/**
 * Creates a record, and never twice. When the answer is lost, or Daktela refuses because somebody else was faster, the record is
 * looked at first: its refusals are localised, so only the record itself tells what happened (daktela.md 6 and 7).
 */
async function createOnce(context: Context, plan: WritePlan, prepared: Prepared, again = true): Promise<Done> {
	const { kind, mode } = prepared;
	const { key } = plan.wanted;
	const doing = `create ${kind.name} ${key ?? plan.key}`;
	const sent = await settled(async () => await context.api.create(kind.resource, plan.body, doing));
	if ('value' in sent) {
		checkStored(context, prepared, plan, sent.value);
		return { record: merged(plan.body, sent.value), action: 'created' };
	}
	const { error } = sent;
	const lost = isLost(error);
	const isRefusal = isKind(error, 'invalid', 'conflict');
	if (!lost && !(isRefusal && key !== undefined && mode === 'upsert')) throw error;
	const seen = await settled(async () => await lookAgain(context, plan, prepared));
	if ('error' in seen) throw lost ? mayHaveBeenWritten(error, `${kind.name} ${plan.key}`) : error;
	const found = seen.value;
	if (!found) {
		if (!lost) throw error;
		// Only a key of our own keeps Daktela from making two of it.
		if (key !== undefined && again) return await createOnce(context, plan, prepared, false);
		throw mayHaveBeenWritten(error, `${kind.name} ${plan.key}`);
	}
	const name = keyOf(found);
	if (key !== undefined && name !== key) throw sameButForCase(key, name);
	// Found by its key, whatever it was to be matched on: so that may differ as well.
	const wanted = key === undefined ? plan.wanted : { ...plan.wanted, match: [{ field: 'name', values: [key] }] };
	const left = await planFor(context, prepared, wanted, found);
	if (left.action === 'unchanged') return { record: found, action: lost ? 'created' : 'unchanged' };
	if (mode === 'create') throw mayHaveBeenWritten(error as Fault, `${kind.name} ${plan.key}`);
	return await change(context, left, prepared);
}

/** Two IDs of a source may differ in case alone, so that the other record may be somebody else's. */
const sameButForCase = (key: string, other = ''): Fault =>
	new Fault(
		'conflict',
		`Daktela takes the key "${key}" for that of the record "${other}", which differs in case only.`,
		{
			field: 'Key',
			advice:
				'Use keys that differ in more than case, such as the long IDs of Salesforce, or rename the source record.',
		},
	);

/** The record as it is now, by its key, or else by what it is recognised by. */
async function lookAgain(
	{ api }: Context,
	{ wanted }: WritePlan,
	prepared: Prepared,
): Promise<DaktelaRecord | undefined> {
	const { kind } = prepared;
	if (wanted.key !== undefined) return await api.find(kind.resource, wanted.key, `look up ${kind.name} ${wanted.key}`);
	const [first] = wanted.match;
	if (!first) return undefined;
	const now = await lookUp(api, first.values, { resource: kind.resource, field: first.field, kind });
	return prepared.candidates(wanted, now)[0];
}
