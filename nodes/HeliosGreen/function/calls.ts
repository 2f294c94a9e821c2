/** How functions are called, and what their results mean. Loaded with the first call. */
import { badInput, Fault } from '../../shared/fault';
import { settled } from '../../shared/settled';
import { textOf } from '../../shared/text';
import { errorsOf, isError, type Auditlog } from '../answers';
import type { HeliosGreenApi } from '../api';
import type { NumberAttribute, RecordName } from '../messages/record';
import type { RunCall, RunInput } from '../messages/run';
import type { RunResult } from '../runResult';

export type Style = 'records' | 'params' | 'userData' | 'none';

/** What of an item's fields says which function is called and how; calls with equal ones can be put together. */
export interface CallFields {
	function: string;
	folder?: string;
	inputStyle: string;
	/** Left out where the numbers alone tell which records are meant. */
	recordClass?: string;
	options: {
		functionClass?: string;
		numberAttribute?: string;
		auditlogDetail?: string;
		message?: string;
	};
}

export interface ItemInput {
	numbers: readonly string[];
	values: ReadonlyArray<readonly [string, string | null]>;
}

/** @throws Fault `input` for what is no number, and for none: Helios might take that for all */
export function recordNumbersIn(typed: unknown): string[] {
	const field = 'Record Numbers';
	const numbers = textOf(typed)
		.split(/[,;\s]+/)
		.filter((number) => number !== '');
	if (numbers.length === 0) throw badInput(field, `"${field}" is empty, so there is nothing to call the function for.`);
	const wrong = numbers.find((number) => !/^\d{1,18}$/.test(number));
	if (wrong === undefined) return numbers;
	throw badInput(field, `"${wrong.slice(0, 60)}" is not a number of a record.`, 'Enter numbers with commas between.');
}

/** One RUN for the input of one item or of several. */
export function callOf(fields: CallFields, inputs: readonly ItemInput[]): RunCall {
	const { function: name, folder, options } = fields;
	const { functionClass, auditlogDetail = 'warning', message } = options;
	const numbers = inputs.flatMap((input) => input.numbers);
	return {
		function: name,
		...(functionClass && { class: functionClass }),
		...(folder && { folder }),
		auditlogDetail: auditlogDetail as RunCall['auditlogDetail'] & string,
		input: inputOf(fields, inputs),
		...(numbers.length > 0 && { numbers }),
		...(message?.trim() && { message }),
	};
}

function inputOf({ inputStyle, recordClass, options }: CallFields, inputs: readonly ItemInput[]): RunInput {
	const attribute = options.numberAttribute as NumberAttribute | undefined;
	switch (inputStyle as Style) {
		case 'records':
			return {
				style: 'records',
				records: inputs.flatMap(({ numbers }) =>
					numbers.map((number): RecordName => ({
						...(recordClass !== undefined && { class: recordClass }),
						number,
						...(attribute && { numberAttribute: attribute }),
					})),
				),
			};
		case 'params':
			return { style: 'params', rows: inputs.map(({ values }) => Object.fromEntries(values)) };
		case 'userData':
			return { style: 'userData', values: inputs.flatMap(({ values }) => values) };
		case 'none':
			return { style: 'none' };
		default:
			throw badInput('Input Style', `"${inputStyle}" is not an input style.`);
	}
}

/** Calls that can go together, in order. */
export function grouped<T extends { fields: CallFields }>(calls: readonly T[]): T[][] {
	const groups = new Map<string, T[]>();
	for (const call of calls) {
		const key = JSON.stringify(call.fields);
		const group = groups.get(key);
		if (group) group.push(call);
		else groups.set(key, [call]);
	}
	return [...groups.values()];
}

export const isPartial = ({ auditlog }: RunResult): boolean => /witherror/i.test(auditlog?.state ?? '');
const hasWarnings = ({ auditlog }: RunResult): boolean => /withwarning/i.test(auditlog?.state ?? '');

/** Some records were committed, others not (helios-green.md 2.4, successWithError). */
export function partialFault(call: RunCall, auditlog: Auditlog | undefined, number?: string): Fault {
	const told = auditlog ? errorsOf(auditlog) : '';
	const which = number === undefined ? 'some records; others were done' : `record ${number}; others were done`;
	return new Fault(
		'invalid',
		`Function ${call.function} failed for ${which}${told && `: ${told}`} (audit log ${auditlog?.id || 'without number'}).`,
		{ advice: 'Look at the audit log in Helios under that number: it tells which records were done.' },
	);
}

/** Says what the audit log warns of. */
export function warn(hint: (line: string) => void, call: RunCall, result: RunResult): void {
	if (!result.auditlog || !hasWarnings(result)) return;
	const told = errorsOf(result.auditlog);
	hint(`Function ${call.function} warns${told && `: ${told}`} (audit log ${result.auditlog.id}).`);
}

/**
 * For each record number that a partly failed run names, its fault. Undefined where the log does not tell all that failed: an error
 * without a record, or about a record that is none of those asked for.
 */
export function faultsByNumber(
	call: RunCall,
	{ auditlog }: RunResult,
	asked: ReadonlySet<string>,
): Map<string, Fault> | undefined {
	const errors = (auditlog?.entries ?? []).filter(isError);
	const isTold = errors.every(({ recordNumbers = [] }) => recordNumbers.some((number) => asked.has(number)));
	if (errors.length === 0 || !isTold || !auditlog) return undefined;
	const faults = errors.flatMap((entry) =>
		(entry.recordNumbers ?? []).map((number): [string, Fault] => [
			number,
			partialFault(call, { ...auditlog, entries: [entry] }, number),
		]),
	);
	return new Map(faults);
}

const LOOK = 'Look in Helios before running again.';

/** Runs a function; when the answer is lost, it may have run. @param advice what to do then */
export async function runOnce(api: HeliosGreenApi, call: RunCall, advice = LOOK): Promise<RunResult> {
	const outcome = await settled(async () => await api.run(call));
	if ('value' in outcome) return outcome.value;
	const { error } = outcome;
	if (!(error instanceof Fault) || error.effect !== 'unknown') throw error;
	throw new Fault(error.kind, `${error.message} The function may have run.`, {
		...(error.status !== undefined && { status: error.status }),
		effect: 'unknown',
		advice,
	});
}
