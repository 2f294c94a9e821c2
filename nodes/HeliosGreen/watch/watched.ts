/** What a trigger reads from Helios, from the fields of its node. Pure. */
import { badInput, Fault } from '../../shared/fault';
import type { BrowseRequest, HeliosColumn } from '../api';
import { DEFAULT_ALIASES, type Aliases } from '../rows';
import { browseOf, type BrowseFields } from '../template/browse';

/** The fields of the node, by name. An expression may give numbers, and one value where a list is meant. */
export interface TriggerParams {
	folder: string;
	template: string;
	nameColumn?: string;
	titleColumn?: string;
	accountColumn?: string;
	updatedColumn?: string;
	column?: string;
	values?: Several;
	otherValues?: Several;
	columns?: Several;
	reading?: Pick<NonNullable<BrowseFields['options']>, 'arguments' | 'skip' | 'message' | 'pageSize'>;
}

type Several = string | number | Array<string | number>;

export type EventKind = 'rowAddedOrChanged' | 'columnBecameValue' | 'rowAdded' | 'rowChanged';

export interface Watch {
	event: EventKind;
	/** Folder, template, aliases and how to read them; without conditions. */
	request: BrowseRequest;
	/** Aliases with their defaults. */
	aliases: Required<Aliases>;
	/** Whether rows tell when they were changed; otherwise all of them are read and compared. */
	byTime: boolean;
	/** Columns that count as a change and whose values before are remembered; none means all, and nothing is remembered. */
	watched: string[];
	/** Values that the watched column must become. */
	wanted: string[];
}

/** @throws Fault `input` where a field of the node is no use */
export function watchOf(event: EventKind, params: TriggerParams): Watch {
	const updated = aliasIn(params.updatedColumn);
	const aliases = {
		name: aliasIn(params.nameColumn) || DEFAULT_ALIASES.name,
		title: aliasIn(params.titleColumn) || DEFAULT_ALIASES.title,
		account: aliasIn(params.accountColumn) || DEFAULT_ALIASES.account,
		updated: updated || DEFAULT_ALIASES.updated,
	};
	const { folder, template, reading = {} } = params;
	const fields = { folder, template, aliases, returnAll: true, options: { ...reading, times: 'written' } };
	const wanted = [...listIn(params.values), ...listIn(params.otherValues)];
	if (event === 'columnBecameValue' && wanted.length === 0) {
		const advice = 'Choose a value in the trigger, or type one under Other Values.';
		throw badInput('Values', 'No value is chosen, so the trigger would never start.', advice);
	}
	return {
		event,
		request: browseOf(fields, String),
		aliases,
		byTime: updated !== '',
		watched: watchedBy(event, params),
		wanted: event === 'columnBecameValue' ? wanted : [],
	};
}

function watchedBy(event: EventKind, { column, columns }: TriggerParams): string[] {
	if (event === 'rowAdded') return [];
	return event === 'columnBecameValue' ? [aliasIn(column)] : [...new Set(listIn(columns))];
}

const aliasIn = (given: unknown): string => String(given ?? '').trim();

const listIn = (given: Several | null = []): string[] =>
	[given ?? []]
		.flat()
		.map((one) => String(one ?? ''))
		.filter((one) => one !== '');

const LABELS = {
	name: 'Name Column',
	title: 'Title Column',
	account: 'Account Column',
	updated: 'Updated Column',
} as const;

/**
 * @param columns of the template, where it told them
 * @throws Fault `misconfigured` where it lacks one that the trigger relies on: it would wait in vain
 */
export function checkColumns(
	{ event, request, aliases, byTime, watched }: Watch,
	columns: readonly HeliosColumn[],
): void {
	if (columns.length === 0) return;
	const there = new Set(columns.map(({ name }) => name.toLowerCase()));
	const parts = (Object.keys(LABELS) as Array<keyof typeof LABELS>).filter((part) => {
		if (part === 'name') return true;
		return part === 'updated' ? byTime : aliases[part] !== DEFAULT_ALIASES[part];
	});
	const chosen = event === 'columnBecameValue' ? 'Column' : 'Columns';
	const needed = [...parts.map((part) => [LABELS[part], aliases[part]]), ...watched.map((name) => [chosen, name])];
	const missing = needed.find(([, name]) => !there.has(name!.toLowerCase()));
	if (!missing) return;
	const [field, name] = missing as [string, string];
	const names = columns.map((column) => column.name).join(', ');
	const compared = field === LABELS.updated ? ' Leave Updated Column empty to have the rows compared instead.' : '';
	throw new Fault('misconfigured', `Template ${request.template} has no column "${name}", which "${field}" names.`, {
		field,
		advice: `Its columns are: ${names.length > 300 ? `${names.slice(0, 300)}…` : names}.${compared}`,
	});
}
