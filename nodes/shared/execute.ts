import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { fateOf, withBlame } from './blame';
import { closing } from './closing';
import { fieldsOf } from './describe';
import { Fault, toNodeError } from './fault';
import { FileRow, type Files, type ItemContext, type Operation, type Resource } from './operation';
import { readerFor } from './reader';
import { runRead } from './runRead';
import type { Context, Failed, Outcome, Run, Spending } from './runner';
import { runWrite } from './runWrite';
import { settled } from './settled';

/** Runs the operation that a node is set to over all its items. @throws n8n's error for this node and item */
export async function execute<Api extends Spending>(
	host: IExecuteFunctions,
	resources: ReadonlyArray<Resource<Api>>,
	open: (host: IExecuteFunctions) => Promise<Api>,
): Promise<INodeExecutionData[][]> {
	const operation = find(host, resources) as unknown as Operation;
	const items = host.getInputData();
	const hints = new Map<string, number>();
	const hint = (line: string) => void hints.set(line, (hints.get(line) ?? 0) + 1);
	try {
		return await closing(await opened(host, open), async (api) => {
			const contexts = contextsOf(host, operation, items, api, hint) as unknown as Context[];
			const run: Run = { operation, contexts, hint, spending: api, goesOn: host.continueOnFail(), fail: failing(host) };
			const outcomes = operation.read ? await runRead(run) : await runWrite(run);
			return [outcomes.flatMap((outcome) => toItems(host, outcome))];
		});
	} catch (error) {
		throw ofAll(error, toNodeError(host.getNode(), error), items);
	} finally {
		showHints(host, hints);
	}
}

/** What is wrong with the settings is no item's fault, however often they come. */
async function opened<Api>(host: IExecuteFunctions, open: (host: IExecuteFunctions) => Promise<Api>): Promise<Api> {
	const outcome = await settled(async () => await open(host));
	if ('value' in outcome) return outcome.value;
	const { error } = outcome;
	if (!(error instanceof Fault) || (error.kind !== 'input' && error.kind !== 'misconfigured')) throw error;
	const { kind, message, advice, field, status } = error;
	throw new Fault(kind, message, { advice, field, status, held: true });
}

/** Says of an error that stopped the whole run that each of its items waits, where that is so. */
function ofAll<E extends ReturnType<typeof toNodeError>>(error: unknown, thrown: E, items: INodeExecutionData[]): E {
	if (!(error instanceof Fault) || !error.held) return thrown;
	return withBlame(
		thrown,
		items,
		items.map((_, index) => ({ index, fate: 'held' as const })),
	);
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
	// A class, because an accessor of its own on each of ten thousand objects costs time that can be measured.
	class Work {
		readonly api = api;
		readonly read: Record<string, unknown>;
		readonly timezone = timezone;
		readonly startedAt = startedAt;
		readonly hint = hint;

		constructor(
			readonly item: INodeExecutionData,
			readonly index: number,
		) {
			this.read = values(index);
		}

		get files(): Files {
			return filesOf(host, this.index);
		}
	}
	return items.map((item, index) => new Work(item, index));
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
	return (index, error, context = '', others = []) => {
		const thrown = toNodeError(host.getNode(), error, index, [context, alsoFailed(others)].filter(Boolean).join(' '));
		if (host.continueOnFail()) return { index, error: thrown };
		const failures = [{ index, error }, ...others].map((one) => ({ index: one.index, fate: fateOf(one.error) }));
		throw withBlame(thrown, host.getInputData(), failures);
	};
}

const MOST_NAMED = 20;

function alsoFailed(others: readonly Failed[]): string {
	if (others.length === 0) return '';
	const named = others.slice(0, MOST_NAMED).map(({ index }) => index);
	const more = others.length > named.length ? ', …' : '';
	return `${others.length} more ${others.length === 1 ? 'item has' : 'items have'} an error of this kind or another (${named.join(', ')}${more}).`;
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
	// Without the error itself beside it: n8n would put its bare message in place of this JSON.
	return [{ json, pairedItem }];
}

function showHints(host: IExecuteFunctions, hints: ReadonlyMap<string, number>): void {
	if (hints.size === 0) return;
	const lines = [...hints].map(([line, count]) => (count === 1 ? line : `${line} (${count}×)`));
	host.addExecutionHints(...lines.map((message) => ({ message, location: 'outputPane' as const })));
}
