import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Field, ValuesOf } from './fields';
import type { Changes, SyncAction } from './sync/types';

/** Bytes that an operation reads from, or adds to, an item. */
export interface Files {
	/** The file in the incoming item's binary property. @throws Fault when there is none */
	get(property: string): Promise<{ name: string; mimeType: string; data: Buffer }>;
	/** Output row with a file in the named binary property. */
	row(json: IDataObject, property: string, file: { name: string; mimeType?: string; data: Buffer }): Promise<FileRow>;
}

/** An output item that carries a file besides its JSON. */
export class FileRow {
	constructor(
		readonly json: IDataObject,
		readonly binary: NonNullable<INodeExecutionData['binary']>,
	) {}
}

/** What one item's work is done with. */
export interface ItemContext<Api, Values> {
	readonly api: Api;
	/** The fields of the operation for this item, by name. */
	readonly read: Values;
	/** The incoming item. */
	readonly item: INodeExecutionData;
	readonly index: number;
	readonly files: Files;
	/** n8n's time zone of the workflow (IANA). */
	readonly timezone: string;
	/** When this run began, ISO UTC; "today" and durations count from here. */
	readonly startedAt: string;
	/** Shows a line in the output pane; equal lines are shown once with their count. */
	hint(line: string): void;
}

export type Row = IDataObject | FileRow;
export type Rows = AsyncIterable<Row> | Promise<Row | Row[]>;

interface Declared<F extends readonly Field[]> {
	/** As n8n shows it: `Create or Update`. */
	name: string;
	/** Stored in workflows; never changes. Default: the name in camelCase. */
	value?: string;
	/** The sentence in n8n's node picker: `Create or update a record`. */
	action: string;
	description?: string;
	fields: F;
	/** How many items are worked on at once; 1 keeps strict order. */
	parallel?: number;
}

/** An operation that only reads: rows as they come; the runner takes what Limit asks for. */
export interface Read<Api, F extends readonly Field[]> extends Declared<F> {
	run(context: ItemContext<Api, ValuesOf<F>>): Rows;
	/** Makes a row short and flat; shown with a Simplify switch. */
	simplify?(row: IDataObject): IDataObject;
}

/** What an item would do, decided before anything is sent. */
export interface Plan {
	action: SyncAction;
	/** What identifies the target: items with the same key are planned one after the other, never twice at once. */
	key: string;
	changes?: Changes;
	/** The record as it is (or would be), shown by a dry run and for unchanged records. */
	record?: IDataObject;
	/** Why nothing is to be done, where that is not obvious. */
	reason?: string;
}

export type Written = IDataObject | { record: IDataObject; action: SyncAction };

/** An operation that writes: `plan` decides without sending a write, `apply` does it. A dry run stops in between. */
export interface Write<Api, F extends readonly Field[], Prepared, P extends Plan> extends Declared<F> {
	/**
	 * Reads in bulk what the plans of all items need. A later item with the same key is planned again with the same
	 * answer: so `apply` notes in it what it has written.
	 */
	prepare?(contexts: ReadonlyArray<ItemContext<Api, ValuesOf<F>>>): Promise<Prepared>;
	plan(context: ItemContext<Api, ValuesOf<F>>, prepared: Prepared): P | Promise<P>;
	/** @returns the record after writing, and the action where it differs from the plan's */
	apply?(context: ItemContext<Api, ValuesOf<F>>, plan: P, prepared: Prepared): Promise<Written>;
	/** For vendors that take many records in one request: results in the order of the plans, a thrown Fault per record. */
	applyMany?(
		batch: ReadonlyArray<{ context: ItemContext<Api, ValuesOf<F>>; plan: P }>,
		prepared: Prepared,
	): Promise<Array<Written | Error>>;
	/** Largest batch of `applyMany`. */
	batchSize?: number;
	/** How many batches may be under way at once; default 1. */
	batchesAtOnce?: number;
	/** Whether a run can damage many records at once, so that Max Changes is offered. */
	brake?: boolean;
}

/** An operation as the runner and the description see it, its field types forgotten. */
export interface Operation<Api = never> {
	readonly name: string;
	readonly value: string;
	readonly action: string;
	readonly description?: string;
	readonly fields: readonly Field[];
	readonly parallel: number;
	readonly read?: Read<Api, readonly Field[]>;
	readonly write?: Write<Api, readonly Field[], unknown, Plan>;
}

export interface Resource<Api> {
	name: string;
	value: string;
	description?: string;
	operations: ReadonlyArray<Operation<Api>>;
}

const camelCase = (words: string): string =>
	words
		.replace(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) => next?.toUpperCase() ?? '')
		.replace(/^./, (first) => first.toLowerCase());

function declare<F extends readonly Field[]>({ name, value, action, description, fields, parallel }: Declared<F>) {
	return {
		name,
		value: value ?? camelCase(name),
		action,
		...(description !== undefined && { description }),
		fields,
		parallel: parallel ?? 1,
	};
}

/** Declares a reading operation. `Api` is the room's client: `reads<NetHuntApi>()({ ... })`. */
export const reads =
	<Api>() =>
	<const F extends readonly Field[]>(operation: Read<Api, F>): Operation<Api> => ({
		...declare(operation),
		read: operation as unknown as Read<Api, readonly Field[]>,
	});

/** Declares a writing operation; it gets Dry Run and Output by itself. */
export const writes =
	<Api>() =>
	<const F extends readonly Field[], Prepared = undefined, P extends Plan = Plan>(
		operation: Write<Api, F, Prepared, P>,
	): Operation<Api> => ({
		...declare(operation),
		write: operation as unknown as Write<Api, readonly Field[], unknown, Plan>,
	});
