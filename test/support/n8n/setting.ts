import './environment';
import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import type {
	IDataObject,
	INode,
	INodeExecutionData,
	IRun,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { createRunExecutionData, Workflow } from 'n8n-workflow';

import type { Credentials } from './credentials';
import { RunResult } from './runResult';
import type { NodeTypes } from './standIns';

/** A workflow as exported from the editor; what a test leaves out is filled in. */
export interface WorkflowJson {
	id?: string;
	name?: string;
	nodes: Array<Partial<INode> & Pick<INode, 'name' | 'type'>>;
	connections?: IWorkflowBase['connections'];
	settings?: IWorkflowBase['settings'];
	staticData?: IDataObject;
}

const BASE = 'http://localhost:5678';
const URLS = Object.fromEntries(
	['webhook', 'webhookWaiting', 'webhookTest', 'form', 'formWaiting', 'formTest', 'mcp', 'mcpTest'].map((name) => [
		`${name}BaseUrl`,
		`${BASE}/${name.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`)}`,
	]),
);

/** What every run, poll and lookup of one harness stands on. */
export class Setting {
	private executions = 0;

	constructor(
		readonly nodeTypes: NodeTypes,
		readonly credentials: Credentials,
	) {}

	/** @param staticData what the database holds for the workflow */
	workflow(json: WorkflowJson, active = false, staticData: IDataObject = json.staticData ?? {}): Workflow {
		return new Workflow({
			id: json.id ?? 'wf1',
			name: json.name ?? 'Test',
			nodes: json.nodes.map((node, index) => this.completed(node, index)),
			connections: json.connections ?? {},
			active,
			nodeTypes: this.nodeTypes,
			settings: json.settings ?? { executionOrder: 'v1' },
			staticData,
		});
	}

	additionalData(workflow: Workflow, mode: WorkflowExecuteMode, more: Partial<IWorkflowExecuteAdditionalData> = {}) {
		const executionId = String(++this.executions);
		return {
			credentialsHelper: this.credentials,
			executionId,
			workflowId: workflow.id,
			hooks: new ExecutionLifecycleHooks(mode, executionId, { id: workflow.id, name: workflow.name } as IWorkflowBase),
			currentNodeExecutionIndex: 0,
			variables: {},
			restApiUrl: `${BASE}/rest`,
			instanceBaseUrl: `${BASE}/`,
			...URLS,
			executeWorkflow: async () => await Promise.reject(new Error('The harness runs no sub-workflows.')),
			getRunExecutionData: async () => undefined,
			setExecutionStatus() {},
			logAiEvent() {},
			...more,
		} as unknown as IWorkflowExecuteAdditionalData & { hooks: ExecutionLifecycleHooks };
	}

	/** Runs a workflow from a node on: a manual run where no items are given, else as n8n begins a trigger's run. */
	async execute(
		workflow: Workflow,
		mode: WorkflowExecuteMode,
		{
			from,
			items,
			additionalData = this.additionalData(workflow, mode),
		}: { from?: string; items?: INodeExecutionData[][]; additionalData?: IWorkflowExecuteAdditionalData },
	): Promise<RunResult> {
		const startNode = from === undefined ? undefined : nodeOf(workflow, from);
		if (!items || !startNode) {
			return new RunResult(await new WorkflowExecute(additionalData, mode).run({ workflow, startNode }));
		}
		const stack = [{ node: startNode, data: { main: items }, source: null }];
		const begun = createRunExecutionData({ executionData: { nodeExecutionStack: stack } } as never);
		const run: IRun = await new WorkflowExecute(additionalData, mode, begun).processRunExecutionData(workflow);
		return new RunResult(run);
	}

	private completed(node: WorkflowJson['nodes'][number], index: number): INode {
		const type = this.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		const usable = (type.description.credentials ?? []).filter(({ name }) => this.credentials.names.includes(name));
		return {
			id: `node${index}`,
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
			...node,
			credentials: {
				...Object.fromEntries(usable.map(({ name }) => [name, { id: name, name }])),
				...node.credentials,
			},
		};
	}
}

export function nodeOf(workflow: Workflow, name: string): INode {
	const node = workflow.getNode(name);
	if (node) return node;
	throw new Error(`The workflow has no node "${name}": it has ${Object.keys(workflow.nodes).join(', ')}.`);
}
