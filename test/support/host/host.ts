import { rmSync } from 'node:fs';
import type { Owner } from './environment';
import type { Execution, ExecutionQuery } from './execution';
import { N8nProcess } from './process';
import { Rest, RestError } from './rest';
import { logFileOf, setUp, type HostOptions, type Setup } from './setup';
import { until } from './wait';
import { prepareWorkflow, type CredentialRef, type ImportOptions, type NodeType, type WorkflowJson } from './workflow';

export interface Credential extends CredentialRef {
	type: string;
	data: Record<string, unknown>;
}

export interface ImportedWorkflow extends WorkflowJson {
	id: string;
}

export interface Publication {
	status: 'published' | 'partial' | 'failed' | 'in_progress' | 'not_published';
	triggers: Array<{ nodeId: string; status: string; errorMessage: string | null }>;
}

const startWithinMs = 120_000;
/** After a kill in the middle of a publication n8n waits for the old claim to run out, which takes two minutes. */
const publishWithinMs = 180_000;

/** A real n8n with this package installed, driven from outside. */
export class Host {
	readonly baseUrl: string;

	readonly rest: Rest;

	private process!: N8nProcess;

	private constructor(private readonly setup: Setup) {
		this.baseUrl = `http://127.0.0.1:${setup.port}`;
		this.rest = new Rest(this.baseUrl);
	}

	/** Installs n8n if need be, then the package, starts n8n and signs in. */
	static async start(options: HostOptions = {}): Promise<Host> {
		const host = new Host(await setUp(options));
		await host.launch();
		return host;
	}

	get userFolder(): string {
		return this.setup.userFolder;
	}

	/** The e-mail and password to sign in to the editor with. */
	get login(): Owner {
		return this.setup.owner;
	}

	get pid(): number | undefined {
		return this.process.pid;
	}

	get isRunning(): boolean {
		return this.process.isRunning;
	}

	/** The end of what n8n printed. */
	lastLines(count?: number): string {
		return this.process.lastLines(count);
	}

	/** Creates a credential; one of the same name and type is brought up to date instead. */
	async credential(type: string, data: Record<string, unknown>, name = type): Promise<Credential> {
		const all = await this.rest.request<Array<CredentialRef & { type: string }>>('GET', '/rest/credentials');
		const earlier = all.find((credential) => credential.name === name && credential.type === type);
		const { id } = earlier
			? await this.rest.request<CredentialRef>('PATCH', `/api/v1/credentials/${earlier.id}`, { name, type, data })
			: await this.rest.request<CredentialRef>('POST', '/api/v1/credentials', { name, type, data });
		return { id, name, type, data };
	}

	/** What the button *Test* in the editor answers. */
	async testCredential({ id, name, type, data }: Credential): Promise<{ status: 'OK' | 'Error'; message: string }> {
		return await this.rest.request('POST', '/rest/credentials/test', { credentials: { id, name, type, data } });
	}

	/** Creates a workflow from a template or an exported file; earlier ones of the same name are removed. */
	async importWorkflow(json: WorkflowJson, options: ImportOptions = {}): Promise<ImportedWorkflow> {
		const workflow = prepareWorkflow(json, await this.nodeTypes(json), options);
		await this.deleteWorkflowsNamed(workflow.name);
		return await this.rest.request('POST', '/api/v1/workflows', workflow);
	}

	async deleteWorkflowsNamed(name: string): Promise<void> {
		const found = await this.listWorkflows({ name });
		for (const workflow of found) if (workflow.name === name) await this.deleteWorkflow(workflow.id);
	}

	async publishedWorkflows(): Promise<ImportedWorkflow[]> {
		return await this.listWorkflows({ active: 'true' });
	}

	/** Unpublishes it first. n8n refuses to delete while its triggers are still being stopped. */
	async deleteWorkflow(id: string): Promise<void> {
		await this.unpublish(id);
		const deleted = async () => {
			try {
				await this.rest.request('DELETE', `/api/v1/workflows/${id}`);
				return true;
			} catch (error) {
				if (error instanceof RestError && error.status === 409) return false;
				throw error;
			}
		};
		await until(`workflow ${id} to be deleted`, deleted, publishWithinMs);
	}

	/** Publishes and waits until every trigger stands; fails with the message of the first one that does not. */
	async publish(id: string): Promise<Publication> {
		await this.rest.request('POST', `/api/v1/workflows/${id}/activate`, {});
		const status = async () => {
			this.checkRunning();
			const now = await this.rest.request<Publication>('GET', `/rest/workflows/${id}/publication-status`);
			return now.status === 'in_progress' || now.status === 'not_published' ? undefined : now;
		};
		const publication = await until(`the publication of workflow ${id}`, status, publishWithinMs);
		const failed = publication.triggers.find((trigger) => trigger.status === 'failed');
		if (failed) throw new Error(`A trigger of workflow ${id} could not be started: ${failed.errorMessage}`);
		return publication;
	}

	async unpublish(id: string): Promise<void> {
		await this.rest.request('POST', `/api/v1/workflows/${id}/deactivate`, {});
	}

	/** Newest first. */
	async executions({ limit = 250, ...filter }: ExecutionQuery = {}): Promise<Execution[]> {
		const query = new URLSearchParams({ limit: String(limit) });
		for (const [key, value] of Object.entries(filter)) if (value !== undefined) query.set(key, String(value));
		return (await this.rest.request<{ data: Execution[] }>('GET', `/api/v1/executions?${query}`)).data;
	}

	async execution(id: string): Promise<Execution> {
		return await this.rest.request('GET', `/api/v1/executions/${id}?includeData=true`);
	}

	/** Where a vendor calls a webhook trigger of ours. `path` is the last part; the one in the node's description unless given. */
	async webhookUrl(workflow: WorkflowJson, nodeName: string, path?: string): Promise<string> {
		const node = workflow.nodes.find((candidate) => candidate.name === nodeName);
		if (!node?.webhookId) throw new Error(`"${workflow.name}" has no webhook node ${nodeName}.`);
		const type = (await this.nodeTypes(workflow)).find((candidate) => candidate.name === node.type);
		const last = path ?? type?.webhooks?.[0]?.path ?? '';
		const parts = type?.webhooks?.[0]?.isFullPath === true ? [last] : [node.webhookId, last];
		return [`${this.baseUrl}/webhook`, ...parts].filter(Boolean).join('/');
	}

	/** Ends n8n in good order. */
	async stop(): Promise<void> {
		await this.process.stop();
	}

	/** Ends n8n as a power cut would. */
	async kill(): Promise<void> {
		await this.process.kill();
	}

	/** Starts n8n again with the same folder, port and key, after ending it if it still runs. */
	async restart(): Promise<void> {
		await this.stop();
		await this.launch();
	}

	/** Ends n8n and removes its folder if that was a temporary one. */
	async close(): Promise<void> {
		await this.stop();
		if (this.setup.isTemporary) rmSync(this.setup.userFolder, { recursive: true, force: true });
	}

	private async listWorkflows(filter: Record<string, string>): Promise<ImportedWorkflow[]> {
		const query = new URLSearchParams({ ...filter, limit: '250' });
		return (await this.rest.request<{ data: ImportedWorkflow[] }>('GET', `/api/v1/workflows?${query}`)).data;
	}

	private async nodeTypes({ nodes }: WorkflowJson): Promise<NodeType[]> {
		const wanted = new Map(nodes.map(({ type, typeVersion }) => [type, typeVersion]));
		return await Promise.all([...wanted].map(([type, version]) => this.nodeType(type, version)));
	}

	/** Asked for one by one: n8n answers with names that lack the package's, and says of a list only that one is unknown. */
	private async nodeType(name: string, version: number): Promise<NodeType> {
		try {
			const body = { nodeInfos: [{ name, version }] };
			const [found] = await this.rest.request<[NodeType]>('POST', '/rest/node-types', body);
			return { ...found, name };
		} catch (error) {
			throw new Error(`n8n does not know the node type ${name} ${version}. Is it built and named in package.json?`, {
				cause: error,
			});
		}
	}

	private checkRunning() {
		if (!this.process.isRunning) throw new Error(`n8n has ended. The last it said:\n${this.lastLines()}`);
	}

	private async launch(): Promise<void> {
		const { host, env, userFolder, owner } = this.setup;
		this.process = N8nProcess.spawn(host, ['start'], env, logFileOf(userFolder));
		const signIn = async () => {
			this.checkRunning();
			try {
				await this.rest.login(owner.email, owner.password);
				return true;
			} catch (error) {
				if (error instanceof RestError) return false;
				throw error;
			}
		};
		try {
			await until('n8n to start', signIn, startWithinMs);
			await this.rest.createApiKey('n8n-nodes-crm-sync');
		} catch (error) {
			const last = this.lastLines();
			await this.process.kill();
			const { message } = error as Error;
			throw new Error(message.includes(last) ? message : `${message}\nThe last n8n said:\n${last}`);
		}
	}
}
