import { startSandbox, type Sandbox } from '../../sandbox';
import { netHuntStory, sandboxUser } from '../../sandbox/nethunt';
import { demoCredentials } from '../../sandbox/worksection';
import { importTemplates, type Workflows } from '../../scripts/start/play';
import { dealWonToTask } from '../../scripts/stories/nethunt-deal-won-to-worksection-task';
import { errorOf, outputOf, until, type Execution, type Host } from '../support/host';
import { useHost } from '../support/host/jest';

export const WON = 'nethunt-deal-won-to-worksection-task';
export const CLOSED = 'worksection-task-closed-to-nethunt-field';

/** Has an account in both simulated services. */
export const OWNER = 'iryna@worksection.example';

/** How n8n keeps the place of a polling trigger. */
export const ENGINES = {
	default: {},
	durable: {
		N8N_SCHEDULER_ENABLED: 'true',
		N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
		N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
	},
} as const;

/** Both vendors and a real n8n with both templates published, for one test file or describe block. */
export function useStage(env: Record<string, string> = {}) {
	const host = useHost({ env });
	let sandbox: Sandbox;
	let workflows: Workflows;
	beforeAll(async () => {
		sandbox = (await startSandbox({ vendors: dealWonToTask.vendors })) as Sandbox;
		workflows = await importTemplates(host(), sandbox, dealWonToTask);
	}, 240_000);
	afterAll(async () => await sandbox?.close());
	return () => new Stage(host(), sandbox, workflows);
}

export class Stage {
	constructor(
		readonly host: Host,
		readonly sandbox: Sandbox,
		readonly workflows: Workflows,
	) {}

	/** A new deal under negotiation. @returns its ID */
	newDeal(name: string): string {
		const { folder, field, from } = netHuntStory;
		const record = this.sandbox.nethunt.act.createRecord({
			folder,
			fields: { Name: name, [field]: from, Owner: OWNER, Amount: 700 },
		});
		return record.id;
	}

	win(deal: string): void {
		this.sandbox.nethunt.act.setField({ record: deal, field: netHuntStory.field, value: netHuntStory.to });
	}

	/** The tasks whose text names the deal as their source. */
	tasksOf(deal: string) {
		return [...this.sandbox.worksection.store.tasks.values()].filter(({ text }) =>
			text.includes(`[source:NetHunt/${deal}]`),
		);
	}

	openTasks() {
		return [...this.sandbox.worksection.store.tasks.values()].filter(({ status }) => status === 'active');
	}

	answerOf(deal: string): unknown {
		return this.sandbox.nethunt.act.getRecord({ record: deal }).fields[netHuntStory.answerField];
	}

	async taskOf(deal: string, withinMs = 60_000) {
		return await until(`a task for deal ${deal}`, () => this.tasksOf(deal)[0], withinMs);
	}

	/** The runs of the first template, newest first, with their data. */
	async runs(template = WON): Promise<Execution[]> {
		return await this.host.executions({ workflowId: this.workflows[template]!.id, includeData: true });
	}

	/** A finished run that was given the deal. */
	async runWith(deal: string, status: Execution['status'], withinMs = 90_000): Promise<Execution> {
		return await until(
			`a run with deal ${deal} that ends with ${status}`,
			async () =>
				(await this.runs()).find(
					(run) => run.status === status && outputOf(run, 'NetHunt deal is won').some(({ id }) => id === deal),
				),
			withinMs,
			500,
		);
	}
}

export const secrets = (): string[] => {
	const { emailAddress, apiKey } = sandboxUser();
	return [apiKey, Buffer.from(`${emailAddress}:${apiKey}`).toString('base64'), demoCredentials.apiKey];
};

export { errorOf, outputOf, until };
