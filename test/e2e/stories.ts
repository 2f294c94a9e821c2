import { startSandbox, type Sandbox, type VendorName } from '../../sandbox';
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

/**
 * Starts and ends both for one test file or describe block.
 * @param also services that the story does without
 */
export function useStory(
	story: Story,
	env: Record<string, string> = {},
	also: readonly VendorName[] = [],
): () => StoryStage {
	const host = useHost({ env });
	let sandbox: Sandbox;
	let workflows: Workflows;
	beforeAll(async () => {
		sandbox = (await startSandbox({ vendors: [...story.vendors, ...also] })) as Sandbox;
		workflows = await importTemplates(host(), sandbox, story);
	}, 240_000);
	afterAll(async () => await sandbox?.close());
	return () => ({ host: host(), sandbox, workflows });
}
