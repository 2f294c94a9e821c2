import { optionsOf } from '../../shared/fields';
import type { Plan } from '../../shared/operation';
import { auditlogDetail, markStyle, messageTemplate, numberAttribute, optionalFolder } from '../fields';
import { write } from '../room';
import type { CallFields } from './calls';
import {
	batchSize,
	functionClass,
	markClass,
	markFunction,
	numberColumn,
	numberPath,
	prefix,
	RUN_PLACEHOLDERS,
} from './fields';

interface MarkPlan extends Plan {
	fields: CallFields;
	column: string;
}

/** What was marked in this run: a record is marked once, however many items are about it. */
export type Marked = Set<string>;

export const mark = write({
	name: 'Mark As Synchronised',
	action: 'Mark records as synchronised',
	description: 'Call the function that marks records as synchronised, after the other system has accepted them',
	fields: [
		markFunction,
		numberPath,
		markStyle,
		markClass,
		numberColumn,
		optionalFolder,
		optionsOf(auditlogDetail, batchSize, functionClass, messageTemplate(RUN_PLACEHOLDERS), prefix, numberAttribute),
	],
	// All records come as one batch, which is cut by the option Batch Size; what stands twice comes in a second one.
	batchSize: Number.MAX_SAFE_INTEGER,
	batchesAtOnce: 2,
	prepare: async (): Promise<Marked> => new Set(),
	async plan(context, marked): Promise<MarkPlan> {
		const { planMark } = await import('./marking');
		return planMark(context, marked);
	},
	async applyMany(batch, marked) {
		const { markAll } = await import('./marking');
		return await markAll(batch, marked);
	},
});
