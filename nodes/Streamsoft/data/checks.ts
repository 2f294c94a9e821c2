/** Whether values can be written as they are. Pure. */
import { badInput, Fault } from '../../shared/fault';
import { isText, LABELS, type Model, type TaskField, type TaskValues } from './model';
import { fitted } from './text';

/** What to do with a text that a column cannot hold. */
export type Unfit = 'stop' | 'shorten';

export type Values = Partial<TaskValues>;

const SHORTEN = 'Shorten or correct it, or choose Shorten and Replace under "Text That Does Not Fit".';

/**
 * The values as the database will hold them.
 * @throws Fault `invalid` naming field, length or character where a text does not fit and nothing may be changed; `input` for a
 * field that the database does not have
 */
export function fitValues(model: Model, values: Values, unfit: Unfit): Values {
	const { textCharset } = model.profile;
	const result: Record<string, unknown> = {};
	for (const [name, value] of Object.entries(values)) {
		const field = name as TaskField;
		if (value === undefined) continue;
		const column = model.column(field);
		if (!column) {
			if (value === null || value === '' || value === false) continue;
			throw badInput(
				LABELS[field],
				`The schema profile names no column for ${LABELS[field]}, so it cannot be written.`,
				`Leave the field out, or name its column under events.columns.${field} in the credential.`,
			);
		}
		if (!isText(field) || typeof value !== 'string') {
			result[field] = value;
			continue;
		}
		const { text, tooLong, unknown } = fitted(value, column.info, textCharset);
		if (unfit === 'stop' && tooLong !== undefined) {
			const message = `${LABELS[field]} has ${tooLong} characters; ${column.info.length} fit into ${column.column}.`;
			throw new Fault('invalid', message, { field: LABELS[field], advice: SHORTEN });
		}
		if (unfit === 'stop' && unknown !== undefined) {
			const charset = column.info.charset === 'NONE' ? textCharset : column.info.charset;
			const message = `${LABELS[field]} holds the character ${named(unknown)}, which the database cannot store (${charset}).`;
			throw new Fault('invalid', message, { field: LABELS[field], advice: SHORTEN });
		}
		result[field] = text;
	}
	return result as Values;
}

const named = (char: string): string =>
	`${/\p{L}|\p{N}|\p{S}|\p{P}/u.test(char) ? `"${char}" ` : ''}U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;

/** The fields in which a task is not what is wanted. */
export const differing = (task: TaskValues, wanted: Values): TaskField[] =>
	(Object.keys(wanted) as TaskField[]).filter((field) => wanted[field] !== undefined && task[field] !== wanted[field]);
