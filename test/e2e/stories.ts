import { startSandbox, type Sandbox } from '../../sandbox';
import { importTemplates, type Workflows } from '../../scripts/start/play';
import type { Story } from '../../scripts/stories';
import type { Host } from '../support/host';
import { useHost } from '../support/host/jest';

/** One story's templates published in a real n8n, beside the simulated services. */
export interface StoryStage {
	host: Host;
	sandbox: Sandbox;
	workflows: Workflows;
}

/** Starts and ends both for one test file or describe block. */
export function useStory(story: Story, env: Record<string, string> = {}): () => StoryStage {
	const host = useHost({ env });
	let sandbox: Sandbox;
	let workflows: Workflows;
	beforeAll(async () => {
		sandbox = await startSandbox();
		workflows = await importTemplates(host(), sandbox, story);
	}, 240_000);
	afterAll(async () => await sandbox?.close());
	return () => ({ host: host(), sandbox, workflows });
}
