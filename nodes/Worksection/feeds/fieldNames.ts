import type { Changes } from '../../shared/sync/types';
import { sameValue } from '../../shared/sync/fingerprint';

/** Fields whose changes Worksection does not tell; they are found by comparing tasks (worksection.md 4.3). */
export const STATUS = 'Status';
export const LABELS = 'Labels';

/** The vendor's names in events, as the screens and the Worksection node call them. */
const NAMES: Record<string, string> = {
	title: 'Title',
	name: 'Title',
	text: 'Text',
	priority: 'Priority',
	user_to: 'Assignee',
	user_from: 'Author',
	date_start: 'Start Date',
	date_end: 'Due Date',
	time_start: 'Start Time',
	time_end: 'Due Time',
	max_time: 'Max Time',
	max_money: 'Max Money',
	files: 'Files',
	tags: 'Tags',
	status: 'Status',
};

const TAKEN = new Set([...Object.values(NAMES), LABELS]);

/** The name of a custom field, kept apart from the vendor's own fields. */
export const customName = (name: string): string => (TAKEN.has(name) ? `${name} (custom field)` : name);

/** Fields of tasks that events tell of, as they are offered to wait for. */
export const TASK_FIELDS = [
	'Assignee',
	'Due Date',
	'Due Time',
	'Max Money',
	'Max Time',
	'Priority',
	'Start Date',
	'Start Time',
	'Text',
	'Title',
];

/** Longer texts are shortened in `changes`: they are remembered until the delivery is confirmed. The record has the whole. */
const LONGEST = 1_000;

type Values = Record<string, unknown>;

/**
 * What an event changed, by the names of the screens. A value that was or became empty is `""`; `from` is left out where the
 * vendor does not tell it.
 */
export function changesBetween(
	old: Values,
	now: Values,
	isProject: boolean,
): Record<string, { from?: unknown; to: unknown }> {
	const [before, after] = [named(old, isProject), named(now, isProject)];
	const names = [...new Set([...Object.keys(after), ...Object.keys(before)])];
	const pairs = names.map((name): [string, { from?: unknown; to: unknown }] => {
		const to = Object.hasOwn(after, name) ? after[name] : '';
		return [name, Object.hasOwn(before, name) ? { from: before[name], to } : { to }];
	});
	return Object.fromEntries(pairs.filter(([, one]) => !('from' in one && sameValue(one.from, one.to))));
}

/** The values that a new record was given. */
export function changesOfNew(now: Values, isProject: boolean): Changes {
	const given = Object.entries(named(now, isProject)).filter(([, to]) => !sameValue(to, ''));
	return Object.fromEntries(given.map(([name, to]) => [name, { from: '', to }]));
}

function named(values: Values, isProject: boolean): Values {
	const pairs = Object.entries(values).flatMap(([key, value]): Array<[string, unknown]> => {
		if (key === 'custom_fields') return customFields(value);
		if (isProject && key === 'user_to') return [['Manager', plain(key, value)]];
		return [[Object.hasOwn(NAMES, key) ? NAMES[key]! : key, plain(key, value)]];
	});
	return Object.fromEntries(pairs);
}

/** `{fieldId: {id, name, type, value, text}}`; `text` is what the screen shows of a chosen option (worksection.md 4.3). */
function customFields(value: unknown): Array<[string, unknown]> {
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value as Record<string, unknown>).map(([id, one]) => {
		const { name, text, value: raw } = (typeof one === 'object' && one !== null ? one : { value: one }) as Values;
		const label = typeof name === 'string' && name !== '' ? name : `Field ${id}`;
		return [customName(label), plain('', isFilled(text) ? text : raw)];
	});
}

const isFilled = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

function plain(key: string, value: unknown): unknown {
	if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return '';
	if (typeof value === 'string') return value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	if (key === 'tags' && !Array.isArray(value)) return Object.values(value).map(String);
	if (key === 'files' && Array.isArray(value)) return value.map((one) => (one as Values | null)?.name ?? '');
	return value;
}
