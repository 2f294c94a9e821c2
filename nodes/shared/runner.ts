import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { fieldsOf } from './describe';
import { toNodeError } from './fault';
import { FileRow, type Files, type ItemContext, type Operation, type Resource, type Row } from './operation';
import { readerFor } from './reader';
import { runRead } from './runRead';
import { runWrite } from './runWrite';

/** What a room's client tells the runner besides doing its work. */
export interface Spending {
	readonly spent: { requests: number; waitedMs: number };
}

export type Context = ItemContext<never, Record<string, unknown>>;

/** The output of one item (of all of them: a report), or the error that its work ended in. */
export type Outcome = { index: number; rows: Row[]; ofAllItems?: boolean } | { index: number; error: unknown };

/** One run of one operation over all incoming items. */
export interface Run {
	readonly operation: Operation;
	readonly contexts: readonly Context[];
	/** Stops the whole run at an item's error, unless the node is set to go on. */
	fail(index: number, error: unknown, context?: string): Outcome;
	hint(line: string): void;
	readonly spending: Spending;
}

/**
 * The `execute` of an action node: finds the operation and does the item loop, the only one in this package.
 * @param open makes the room's client for this execution
 */
export function runnerFor<Api extends Spending>(
	resources: ReadonlyArray<Resource<Api>>,
	open: (host: IExecuteFunctions) => Promise<Api>,
): (this: IExecuteFunctions) => Promise<INodeExecutionData[][]> {
	return async function (this: IExecuteFunctions) {
		const operation = find(this, resources) as unknown as Operation;
		const items = this.getInputData();
		const hints = new Map<string, number>();
		const hint = (line: string) => void hints.set(line, (hints.get(line) ?? 0) + 1);
		try {
			const api = await open(this);
			const contexts = contextsOf(this, operation, items, api, hint) as unknown as Context[];
			const run: Run = { operation, contexts, hint, spending: api, fail: failing(this) };
			const outcomes = operation.read ? await runRead(run) : await runWrite(run);
			return [outcomes.flatMap((outcome) => toItems(this, outcome))];
		} catch (error) {
			throw toNodeError(this.getNode(), error);
		} finally {
			showHints(this, hints);
		}
	};
}

function find<Api>(host: IExecuteFunctions, resources: ReadonlyArray<Resource<Api>>): Operation<Api> {
	const resource = host.getNodeParameter('resource', 0) as string;
	const name = host.getNodeParameter('operation', 0) as string;
	const operation = resources.find(({ value }) => value === resource)?.operations.find(({ value }) => value === name);
	if (operation) return operation;
	throw new NodeOperationError(
		host.getNode(),
		`This version of the node has no operation "${name}" for "${resource}".`,
		{
			description: 'Choose Resource and Operation again in the node.',
			failure: { cause: 'configuration-invalid' },
		},
	);
}

function contextsOf<Api>(
	host: IExecuteFunctions,
	operation: Operation,
	items: INodeExecutionData[],
	api: Api,
	hint: (line: string) => void,
): Array<ItemContext<Api, Record<string, unknown>>> {
	const values = readerFor(host, fieldsOf(operation));
	const timezone = host.getTimezone();
	const startedAt = new Date().toISOString();
	return items.map((item, index) => ({
		api,
		read: values(index),
		item,
		index,
		timezone,
		startedAt,
		hint,
		get files() {
			return filesOf(host, index);
		},
	}));
}

function filesOf(host: IExecuteFunctions, index: number): Files {
	return {
		async get(property) {
			const { fileName, mimeType } = host.helpers.assertBinaryData(index, property);
			const data = await host.helpers.getBinaryDataBuffer(index, property);
			return { name: fileName ?? property, mimeType, data };
		},
		async row(json, property, { data, name, mimeType }) {
			return new FileRow(json, { [property]: await host.helpers.prepareBinaryData(data, name, mimeType) });
		},
	};
}

function failing(host: IExecuteFunctions): Run['fail'] {
	return (index, thrown, context) => {
		const error = toNodeError(host.getNode(), thrown, index, context);
		if (host.continueOnFail()) return { index, error };
		throw error;
	};
}

function toItems(host: IExecuteFunctions, outcome: Outcome): INodeExecutionData[] {
	const all = 'rows' in outcome && outcome.ofAllItems;
	const pairedItem = all ? host.getInputData().map((_, item) => ({ item })) : { item: outcome.index };
	if ('rows' in outcome) {
		return outcome.rows.map((row) =>
			row instanceof FileRow ? { json: row.json, binary: row.binary, pairedItem } : { json: row, pairedItem },
		);
	}
	const error = toNodeError(host.getNode(), outcome.error, outcome.index);
	const json: IDataObject = { error: error.message, ...(error.description && { details: error.description }) };
	return [{ json, error, pairedItem }];
}

function showHints(host: IExecuteFunctions, hints: ReadonlyMap<string, number>): void {
	if (hints.size === 0) return;
	const lines = [...hints].map(([line, count]) => (count === 1 ? line : `${line} (${count}×)`));
	host.addExecutionHints(...lines.map((message) => ({ message, location: 'outputPane' as const })));
}
