import { optionsOf } from '../../shared/fields';
import { mapped } from '../../shared/mapping';
import type { Plan } from '../../shared/operation';
import { auditlogDetail, classOfRecords, messageTemplate, numberAttribute, optionalFolder, runStyle } from '../fields';
import { write } from '../room';
import type { CallFields, ItemInput } from './calls';
import { callFor, functionClass, functionNumber, ifPartial, recordNumbers, RUN_PLACEHOLDERS, values } from './fields';

interface RunPlan extends Plan {
	fields: CallFields;
	input: ItemInput;
}

export const run = write({
	name: 'Run',
	action: 'Run a function',
	description: 'Call a function of Helios, for each item or once for all',
	fields: [
		functionNumber,
		runStyle,
		classOfRecords,
		recordNumbers,
		values,
		optionalFolder,
		callFor,
		optionsOf(auditlogDetail, functionClass, ifPartial, messageTemplate(RUN_PLACEHOLDERS), numberAttribute),
	],
	batchSize: Infinity,
	async plan(context): Promise<RunPlan> {
		const { api, read, index } = context;
		const { inputStyle } = read;
		const isRecords = inputStyle === 'records';
		const takesValues = inputStyle === 'params' || inputStyle === 'userData';
		const fields: CallFields = {
			function: read.function,
			folder: read.folder,
			inputStyle,
			...(isRecords && { recordClass: read.recordClass ?? '' }),
			options: read.options,
		};
		const { callOf, recordNumbersIn } = await import('./calls');
		const numbers = isRecords ? recordNumbersIn(read.recordNumbers) : [];
		const named = takesValues ? Object.entries(mapped(context)) : [];
		const input = { numbers, values: named.map(([name, value]) => [name, api.toHelios(value)] as const) };
		const { runMessage } = await import('../messages/run');
		const message = runMessage(callOf(fields, [input]));
		return {
			action: 'updated',
			key: `call of item ${index}`,
			fields,
			input,
			record: { function: read.function, message },
		};
	},
	async applyMany(batch) {
		const { runAll } = await import('./running');
		return await runAll(batch);
	},
});
