/**
 * n8n without its server: nodes run on n8n-core in the process of the test.
 *
 * ```ts
 * const n8n = await harness({
 * 	nodes: { 'n8n-nodes-crm-sync.netHunt': new NetHunt() },
 * 	credentialTypes: [new NetHuntApi()],
 * 	credentials: { netHuntApi: { email: 'a@b.example', apiKey: 'k', baseUrl: sandbox.url } },
 * });
 * afterAll(async () => await n8n.dispose());
 *
 * const result = await n8n.run(template, { from: 'When clicking' });
 * expect(result.json('Create Task')).toEqual([…]);
 *
 * const trigger = n8n.polled(template, 'NetHunt Trigger');
 * const { batches } = await trigger.poll();
 * await batches[0].run();                        // or succeed(), fail(), wait(), lose()
 * ```
 *
 * A credential is found by the name of its type; nodes that name none get the one given for their type. Core nodes that
 * templates use have small stand-ins (Manual Trigger, Edit Fields, If, Filter, No Operation, Stop And Error, Sticky Note).
 */
import './n8n/environment';
import { LoadOptionsContext, PackageDirectoryLoader } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IDataObject,
	INode,
	INodeCredentialTestResult,
	INodeExecutionData,
	INodeListSearchResult,
	INodeParameters,
	INodePropertyOptions,
	INodeType,
	IVersionedNodeType,
	ResourceMapperFields,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { resolve } from 'node:path';

import { Credentials } from './n8n/credentials';
import { startEngine, stopEngine } from './n8n/engine';
import { PolledTrigger, type PollingOptions } from './n8n/polling';
import { ReceivingTrigger } from './n8n/receiving';
import type { RunResult } from './n8n/runResult';
import { nodeOf, Setting, type WorkflowJson } from './n8n/setting';
import { NodeTypes } from './n8n/standIns';
import { testCredential } from './n8n/testing';

export type { Batch, Polled, PolledTrigger, PollingOptions } from './n8n/polling';
export type { Answer, Incoming, Received, ReceivingTrigger } from './n8n/receiving';
export type { RunResult } from './n8n/runResult';
export type { WorkflowJson } from './n8n/setting';

export interface HarnessOptions {
	/** Instances by full name, such as `n8n-nodes-crm-sync.netHunt`. */
	nodes: Record<string, INodeType | IVersionedNodeType>;
	credentialTypes?: readonly ICredentialType[];
	/** Decrypted data by name of the credential type; what is left out has its default. */
	credentials?: Record<string, ICredentialDataDecryptedObject>;
	/** Where expressions are evaluated: `vm` as n8n does it (default), or `legacy`, which starts faster. */
	engine?: 'vm' | 'legacy';
}

export interface RunOptions {
	/** The node to begin with; default: the workflow's own start. */
	from?: string;
	/** The items that node gets; without them it begins as by a press of Execute. */
	items?: Array<IDataObject | INodeExecutionData>;
	mode?: WorkflowExecuteMode;
}

/** How a node is set up while one of its lists is opened. */
export interface LookupOptions {
	parameters?: INodeParameters;
	typeVersion?: number;
	/** What was typed into a search list. */
	filter?: string;
	paginationToken?: string;
}

/** Makes a harness. Each wants one `dispose()`. */
export async function harness(options: HarnessOptions): Promise<Harness> {
	const { engine = 'vm' } = options;
	if (engine === 'vm') await startEngine();
	return new Harness(options, engine);
}

/** The built package as n8n would load it from its folder: what `nodes` and `credentialTypes` of a harness can be. */
export async function installed(
	folder = resolve(__dirname, '../..'),
): Promise<Pick<HarnessOptions, 'nodes'> & { credentialTypes: ICredentialType[] }> {
	const loader = new PackageDirectoryLoader(folder);
	await loader.loadAll();
	const nodes = Object.entries(loader.nodeTypes).map(([name, { type }]) => [`${loader.packageName}.${name}`, type]);
	return {
		nodes: Object.fromEntries(nodes) as HarnessOptions['nodes'],
		credentialTypes: Object.values(loader.credentialTypes).map(({ type }) => type),
	};
}

export class Harness {
	readonly credentials: Credentials;
	private readonly setting: Setting;
	private triggers = 0;

	constructor(
		{ nodes, credentialTypes = [], credentials = {} }: HarnessOptions,
		private readonly engine: 'vm' | 'legacy',
	) {
		this.credentials = new Credentials(credentialTypes, credentials);
		this.setting = new Setting(new NodeTypes(nodes), this.credentials);
	}

	/** Runs a workflow to its end; an error of the run is in the result. */
	async run(json: WorkflowJson, { from, items, mode = 'manual' }: RunOptions = {}): Promise<RunResult> {
		const wrapped = items && [items.map((item) => ('json' in item ? item : { json: item }) as INodeExecutionData)];
		return await this.setting.execute(this.setting.workflow(json), mode, { from, items: wrapped });
	}

	/** Runs one node over items. The result knows it by the name `Node`. */
	async runNode(
		node: Partial<INode> & Pick<INode, 'type'>,
		items: RunOptions['items'] = [{}],
		mode: WorkflowExecuteMode = 'manual',
	): Promise<RunResult> {
		return await this.run({ nodes: [{ name: 'Node', ...node }] }, { from: node.name ?? 'Node', items, mode });
	}

	/** Activates a workflow with a polling trigger. */
	polled(json: WorkflowJson, trigger: string, options: PollingOptions = {}): PolledTrigger {
		// Each its own workflow, so that what one trigger of a test file has under way is not mistaken for another's.
		return new PolledTrigger(this.setting, { id: `wf${++this.triggers}`, ...json }, trigger, options);
	}

	/** A workflow with a webhook trigger, to be activated, deactivated and sent requests. */
	receiving(json: WorkflowJson, trigger: string): ReceivingTrigger {
		return new ReceivingTrigger(this.setting, json, trigger);
	}

	/** Opens or searches the list of a resource locator. */
	async listSearch(type: string, method: string, options: LookupOptions = {}): Promise<INodeListSearchResult> {
		const { filter, paginationToken } = options;
		return await this.lookUp(type, options, async (methods, context) => {
			return await methods.listSearch![method]!.call(context, filter, paginationToken);
		});
	}

	/** The options of a list that is filled by a method. */
	async loadOptions(type: string, method: string, options: LookupOptions = {}): Promise<INodePropertyOptions[]> {
		return await this.lookUp(type, options, async (methods, context) => {
			return await methods.loadOptions![method]!.call(context);
		});
	}

	/** The columns of a resource mapper. */
	async resourceMapping(type: string, method: string, options: LookupOptions = {}): Promise<ResourceMapperFields> {
		return await this.lookUp(type, options, async (methods, context) => {
			return await methods.resourceMapping![method]!.call(context);
		});
	}

	/** Presses Test on a credential. */
	async testCredential(name: string): Promise<INodeCredentialTestResult> {
		return await testCredential(this.credentials, name);
	}

	/** Frees the expression engine. */
	async dispose(): Promise<void> {
		if (this.engine === 'vm') await stopEngine();
	}

	/** n8n's own context of a lookup, for tests of a client over n8n's request helpers. */
	context(type: string, parameters: INodeParameters = {}, typeVersion = 1): LoadOptionsContext {
		const workflow = this.setting.workflow({ nodes: [{ name: 'Node', type, typeVersion, parameters }] });
		const data = this.setting.additionalData(workflow, 'internal', { currentNodeParameters: parameters });
		return new LoadOptionsContext(workflow, nodeOf(workflow, 'Node'), data, 'parameters.asked');
	}

	private async lookUp<T>(
		type: string,
		{ parameters = {}, typeVersion = 1 }: LookupOptions,
		ask: (methods: NonNullable<INodeType['methods']>, context: LoadOptionsContext) => Promise<T>,
	): Promise<T> {
		const context = this.context(type, parameters, typeVersion);
		const { methods = {} } = this.setting.nodeTypes.getByNameAndVersion(type, typeVersion);
		return await context.workflow.expression.withIsolate(async () => await ask(methods, context));
	}
}
