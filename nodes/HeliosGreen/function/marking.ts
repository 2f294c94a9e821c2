import type { IDataObject } from 'n8n-workflow';

import { badInput } from '../../shared/fault';
import type { ItemContext, Plan, Written } from '../../shared/operation';
import { chunksOf } from '../../shared/bulk';
import { compilePath } from '../../shared/path';
import { settled } from '../../shared/settled';
import { textOf } from '../../shared/text';
import type { HeliosGreenApi } from '../api';
import { runMessage, type RunCall } from '../messages/run';
import { callOf, faultsByNumber, grouped, isPartial, partialFault, runOnce, warn, type CallFields } from './calls';
import type { Marked } from './mark';
import { asError } from './running';

/** What a person enters to mark records. */
interface MarkFields {
	function: string;
	numberPath: string;
	inputStyle: string;
	recordClass?: string;
	column: string;
	folder: string;
	options: CallFields['options'] & { batchSize?: number; prefix?: string };
}

type Context = ItemContext<HeliosGreenApi, MarkFields>;

export interface MarkPlan extends Plan {
	fields: CallFields;
	column: string;
}

const FIELD = 'Record Number Path';
const DEFAULT_BATCH = 100;
const AGAIN = 'Run again: a record that is marked twice stays marked.';

/** @throws Fault `input` where the item has no number */
export function planMark({ read, item }: Context, marked: Marked): MarkPlan {
	const { inputStyle, column, folder, options } = read;
	const { functionClass, numberAttribute, auditlogDetail, message } = options;
	const fields: CallFields = {
		function: String(read.function ?? '').trim(),
		folder,
		inputStyle,
		...(inputStyle === 'records' && read.recordClass?.trim() && { recordClass: read.recordClass }),
		options: { functionClass, numberAttribute, auditlogDetail, message } as CallFields['options'],
	};
	const key = numberOf(read, item.json);
	const plan: MarkPlan = { action: 'updated', key, fields, column, record: { recordNumber: key } };
	if (fields.function === '') {
		return { ...plan, action: 'skipped', reason: 'No function number is set, so nothing is marked.' };
	}
	const reason = whyNotAccepted(item.json);
	if (reason !== undefined) return { ...plan, action: 'skipped', reason };
	if (marked.has(markOf(plan))) return { ...plan, action: 'unchanged', reason: 'It was marked with an item before.' };
	// A call is for many items, so what it cannot carry must be found before, for its own item.
	runMessage(callFor([plan]));
	return plan;
}

/** What the writing operations of this package say of an item that the other system does not have. */
function whyNotAccepted({ dryRun, sync }: IDataObject): string | undefined {
	if (dryRun === true) return 'The item comes from a dry run, so nothing was written.';
	const { action } = (typeof sync === 'object' && sync !== null ? sync : {}) as { action?: unknown };
	if (action !== 'skipped' && action !== 'conflict') return undefined;
	return `The node before did not write the item (${action}).`;
}

/** A record may be marked by more than one function. */
const markOf = ({ fields, key }: MarkPlan): string => JSON.stringify([fields, key]);

const callFor = (plans: readonly MarkPlan[]): RunCall =>
	callOf(
		plans[0]!.fields,
		plans.map(({ key, column }) => ({ numbers: [key], values: [[column, key] as const] })),
	);

function numberOf({ numberPath, inputStyle, options, function: number }: MarkFields, json: unknown): string {
	const found = textOf(compilePath(numberPath, FIELD)(json)).trim();
	const { prefix } = options;
	const plain = prefix && found.startsWith(prefix) ? found.slice(prefix.length) : found;
	const isUsed = String(number ?? '').trim() !== '';
	if (plain !== '' && isUsed && inputStyle === 'records' && !/^\d{1,18}$/.test(plain)) {
		const advice = 'The path must lead to cislo_subjektu. Set "Prefix to Remove" where something stands before it.';
		throw badInput(
			FIELD,
			`"${plain.slice(0, 60)}" at "${numberPath}" is not a number, so no record can be marked.`,
			advice,
		);
	}
	if (plain !== '' || !isUsed) return plain;
	throw badInput(FIELD, `"${numberPath}" is empty in the incoming item, so no record can be marked.`);
}

/** Batches one after the other; one that fails, fails its own records only. Results in the order of the items. */
export async function markAll(
	batch: ReadonlyArray<{ context: Context; plan: MarkPlan }>,
	marked: Marked,
): Promise<Array<Written | Error>> {
	const results: Array<Written | Error> = [];
	const calls = batch.map(({ context, plan }, position) => ({ context, plan, fields: plan.fields, position }));
	const size = Math.max(1, Math.floor(Number(batch[0]?.context.read.options.batchSize) || DEFAULT_BATCH));
	for (const group of grouped(calls)) {
		for (const part of chunksOf(group, size)) {
			const outcome = await settled(async () => await markPart(part));
			for (const { plan, position } of part) {
				const failed = 'error' in outcome ? asError(outcome.error) : outcome.value(plan.key);
				if (!failed) marked.add(markOf(plan));
				results[position] = failed ?? { recordNumber: plan.key, marked: true };
			}
		}
	}
	return results;
}

/** @returns what a record failed of, by its number */
async function markPart(
	part: ReadonlyArray<{ context: Context; plan: MarkPlan }>,
): Promise<(number: string) => Error | undefined> {
	const [{ context }] = part as [(typeof part)[number]];
	const call = callFor(part.map(({ plan }) => plan));
	const result = await runOnce(context.api, call, AGAIN);
	warn(context.hint, call, result);
	if (!isPartial(result)) return () => undefined;
	const faults = faultsByNumber(call, result, new Set(call.numbers));
	return (number) => (faults ? faults.get(number) : partialFault(call, result.auditlog));
}
