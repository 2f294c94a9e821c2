import { badInput } from '../../shared/fault';
import type { BrowseRequest } from '../browsing';
import type { Argument, Condition, ConditionOperator, Sort } from '../messages/browse';

/** What a person enters to read a template. */
export interface BrowseFields {
	folder: string;
	template: string;
	aliases?: BrowseRequest['aliases'];
	conditions?: { rows?: Array<{ column?: string; operator?: string; value?: unknown; to?: unknown }> };
	sort?: { rows?: Array<{ column?: string; direction?: string }> };
	returnAll?: boolean;
	limit?: number;
	options?: {
		arguments?: { rows?: Array<{ name?: string; value?: string }> };
		skip?: string;
		message?: string;
		pageSize?: number;
		sortsByName?: boolean;
		times?: string;
	};
}

/** A number as a person types it. @throws Fault `input` */
export function numberFrom(typed: string, field: string): string {
	const text = String(typed).trim();
	if (/^\d{1,18}$/.test(text)) return text;
	throw badInput(
		field,
		`"${field}" must be a number, not "${text.slice(0, 40)}".`,
		'Ask the Helios consultant for it.',
	);
}

/** @param written turns a value into what Helios reads. @throws Fault `input` */
export function browseOf(fields: BrowseFields, written: (value: unknown) => string): BrowseRequest {
	const { aliases = {}, options = {}, returnAll, limit } = fields;
	const { message, pageSize, sortsByName, times } = options;
	return {
		folder: numberFrom(fields.folder, 'Folder Number'),
		template: numberFrom(fields.template, 'Template Number'),
		aliases,
		conditions: (fields.conditions?.rows ?? []).map((row) => conditionOf(row, written)),
		sort: (fields.sort?.rows ?? []).filter(({ column }) => column).map(sortOf),
		arguments: argumentsOf(options),
		...(sortsByName !== undefined && { sortsByName }),
		...(pageSize !== undefined && { pageSize }),
		...(returnAll !== true && limit !== undefined && { limit }),
		...(times === 'written' && { times }),
		...(message?.trim() && { message }),
	};
}

type ConditionRow = NonNullable<NonNullable<BrowseFields['conditions']>['rows']>[number];

function conditionOf(
	{ column, operator = 'equal', value, to }: ConditionRow,
	written: (value: unknown) => string,
): Condition {
	if (!column)
		throw badInput('Conditions', 'A condition has no column.', 'Choose the column, or remove the condition.');
	return { column, operator: operator as ConditionOperator, value: written(value), to: written(to) };
}

const sortOf = ({ column = '', direction }: { column?: string; direction?: string }): Sort => ({
	column,
	direction: direction === 'desc' ? 'desc' : 'asc',
});

function argumentsOf({ arguments: given, skip = '' }: NonNullable<BrowseFields['options']>): Argument[] {
	const answered = (given?.rows ?? []).filter(({ name }) => name).map(({ name = '', value = '' }) => ({ name, value }));
	const skipped = skip
		.split(',')
		.map((name) => name.trim())
		.filter((name) => name !== '' && !answered.some((one) => one.name === name));
	return [...answered, ...skipped.map((name) => ({ name }))];
}
