import type { INodeProperties } from 'n8n-workflow';

/**
 * A field on a node, declared once as n8n's own literal. Its name and kind give `read` its type,
 * so an operation reads `read.folder` as a string and the compiler knows.
 */
export type Field = INodeProperties;

type Literal = { readonly name: string; readonly type: string };

type Element<P> = P extends { readonly options: ReadonlyArray<infer O> } ? O : never;

type Members<O> = { [K in O as K extends { readonly name: infer N extends string } ? N : never]?: ValueOf<K> };

type Row<G> = G extends { readonly values: ReadonlyArray<infer V> } ? Members<V> : never;

type Groups<P> = {
	[G in Element<P> as G extends { readonly name: infer N extends string } ? N : never]?: P extends {
		readonly typeOptions: { readonly multipleValues: true };
	}
		? Array<Row<G>>
		: Row<G>;
};

type Simple<P> = P extends { readonly type: 'number' }
	? number
	: P extends { readonly type: 'boolean' }
		? boolean
		: P extends { readonly type: 'multiOptions' }
			? string[]
			: P extends { readonly type: 'collection' }
				? Members<Element<P>>
				: P extends { readonly type: 'fixedCollection' }
					? Groups<P>
					: P extends { readonly type: 'json' }
						? unknown
						: P extends { readonly type: 'resourceMapper' }
							? MapperValue
							: string;

/** What an operation reads from a field: a string unless its type says otherwise. */
export type ValueOf<P> = P extends { readonly type: 'string'; readonly typeOptions: { readonly multipleValues: true } }
	? string[]
	: Simple<P>;

/** The values of a list of fields, by name. */
export type ValuesOf<F extends readonly unknown[]> = {
	readonly [P in F[number] as P extends Literal ? P['name'] : never]: ValueOf<P>;
};

/** What n8n stores for a resource mapper. `value` is null while nothing has been mapped. */
export interface MapperValue {
	mappingMode: 'defineBelow' | 'autoMapInputData';
	value: Record<string, unknown> | null;
	matchingColumns: string[];
	schema: Array<{ id: string; displayName: string; required?: boolean; readOnly?: boolean; removed?: boolean }>;
}

/** Declares a field; the literal stays exactly what n8n gets. */
export function field<const P extends INodeProperties>(property: P): P {
	return property;
}

export const returnAll = field({
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
});

export const limit = field({
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	default: 50,
	typeOptions: { minValue: 1 },
	description: 'Max number of results to return',
	displayOptions: { show: { returnAll: [false] } },
});

/** The pair that the runner honours by itself: it stops asking for pages when the limit is reached. */
export const returnAllOrLimit = [returnAll, limit] as const;

export const simplify = field({
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
});

export const dryRun = field({
	displayName: 'Dry Run',
	name: 'dryRun',
	type: 'boolean',
	default: false,
	description: 'Whether to only show what would be created, updated or deleted, without sending it',
});

export const maxChanges = field({
	displayName: 'Max Changes',
	name: 'maxChanges',
	type: 'number',
	default: 0,
	typeOptions: { minValue: 0 },
	description: 'Stop before writing anything if more records than this would be updated or deleted. 0 means no limit.',
});

export const output = field({
	displayName: 'Output',
	name: 'output',
	type: 'options',
	options: [
		{ name: 'Each Record', value: 'records', description: 'One item per record, with what was done to it' },
		{ name: 'Report', value: 'report', description: 'One item with the counts and the outcome of each record' },
	],
	default: 'records',
	description: 'What the node returns',
});

/** Shows a field only where another field of the same operation has one of the given values. */
export function showWhen<const P extends INodeProperties>(
	property: P,
	show: Record<string, Array<string | boolean | number>>,
): P {
	return { ...property, displayOptions: { show: { ...property.displayOptions?.show, ...show } } };
}

/** A required choice of one record: from a searchable list or by its ID. `search` names a method of `methods.listSearch`. */
export function locator<const N extends string>(
	name: N,
	displayName: string,
	search: string,
	more: { description?: string; placeholder?: string; required?: boolean } = {},
) {
	const { description, placeholder, required = true } = more;
	return {
		displayName,
		name,
		type: 'resourceLocator' as const,
		default: { mode: 'list', value: '' },
		required,
		...(description !== undefined && { description }),
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list' as const,
				typeOptions: { searchListMethod: search, searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string' as const, placeholder: placeholder ?? 'e.g. 12345' },
		],
	} satisfies INodeProperties;
}

/** The Options of an operation; the house adds its own to them. */
export const optionsOf = <const P extends INodeProperties[]>(...options: P) => ({
	displayName: 'Options',
	name: 'options' as const,
	type: 'collection' as const,
	placeholder: 'Add option',
	default: {},
	options,
});

/**
 * Alphabetical order for English names that are put in order when n8n starts: the first `localeCompare` of a process
 * alone takes as long as loading a whole room.
 */
export function alphabetical(a: string, b: string): number {
	const [first, second] = [a.toLowerCase(), b.toLowerCase()];
	return first < second ? -1 : Number(first > second);
}

/** Options in the order people look for them. */
export function sorted<O extends { name: string }>(options: O[]): O[] {
	return options.sort((a, b) => a.name.localeCompare(b.name));
}
