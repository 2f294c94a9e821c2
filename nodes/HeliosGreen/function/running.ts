import type { IDataObject } from 'n8n-workflow';

import type { ItemContext, Plan, Written } from '../../shared/operation';
import { settled } from '../../shared/settled';
import type { HeliosGreenApi } from '../api';
import { callOf, grouped, isPartial, partialFault, runOnce, warn, type CallFields, type ItemInput } from './calls';

interface Planned {
	context: ItemContext<HeliosGreenApi, { callFor: string; options: { ifPartial?: string } }>;
	plan: Plan & { fields: CallFields; input: ItemInput };
}

/** Calls one after the other: one session does one thing at a time. Results in the order of the items. */
export async function runAll(batch: ReadonlyArray<Planned>): Promise<Array<Written | Error>> {
	const results: Array<Written | Error> = [];
	const calls = batch.map(({ context, plan }, position) => ({
		fields: plan.fields,
		input: plan.input,
		context,
		position,
	}));
	const isOnce = calls[0]?.context.read.callFor === 'all';
	for (const group of isOnce ? grouped(calls) : calls.map((call) => [call])) {
		const outcome = await settled(async () => await runGroup(group));
		for (const [index, { position }] of group.entries()) {
			results[position] = 'value' in outcome ? shared(outcome.value, index) : asError(outcome.error);
		}
	}
	return results;
}

async function runGroup(group: ReadonlyArray<{ fields: CallFields; input: ItemInput; context: Planned['context'] }>) {
	const [{ fields, context }] = group as [(typeof group)[number]];
	const call = callOf(
		fields,
		group.map(({ input }) => input),
	);
	const result = await runOnce(context.api, call);
	warn(context.hint, call, result);
	if (!isPartial(result)) return { function: call.function, ...result };
	const fault = partialFault(call, result.auditlog);
	if (context.read.options.ifPartial !== 'warn') throw fault;
	context.hint(fault.message);
	return { function: call.function, ...result };
}

/** The answer of a call for several items stands at the first; the others point to its audit log. */
function shared(result: IDataObject, index: number): IDataObject {
	if (index === 0) return result;
	const { id, state } = (result.auditlog ?? {}) as IDataObject;
	return { function: result.function, ...(id !== undefined && { auditlog: { id, state } }) };
}

export const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
