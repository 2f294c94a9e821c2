import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sandbox } from '../../sandbox';
import {
	summaryOf,
	until,
	type CredentialRef,
	type Host,
	type ImportedWorkflow,
	type WorkflowJson,
} from '../../test/support/host';
import type { Story, StoryContext } from '../stories';
import { credentialOf, refill, titleOf } from '../stories/vendors';
import { projectRoot } from '../tool';
import { heading, say, tell, withProgress } from './terminal';

export interface PlayedStory {
	name: string;
	ok: boolean;
	/** Milliseconds each step took. */
	steps: Array<{ step: string; ms: number }>;
}

const waitMs = 90_000;

export type Workflows = Record<string, ImportedWorkflow>;

async function prepareCredentials(host: Host, sandbox: Sandbox, story: Story): Promise<Record<string, CredentialRef>> {
	const made: Record<string, CredentialRef> = {};
	for (const vendor of story.vendors) {
		await refill(vendor, sandbox);
		const { type, name, data } = credentialOf(vendor, sandbox);
		const ref = await host.credential(type, data, name);
		const test = await host.testCredential(ref);
		if (test.status !== 'OK')
			throw new Error(`The test of the credential for ${titleOf(vendor)} failed: ${test.message}`);
		made[type] = ref;
	}
	return made;
}

const readTemplate = (name: string): WorkflowJson =>
	JSON.parse(readFileSync(join(projectRoot, 'templates', `${name}.json`), 'utf8'));

export async function importTemplates(host: Host, sandbox: Sandbox, story: Story): Promise<Workflows> {
	const templates = story.templates.map((template) => [template, readTemplate(template)] as const);
	// Before the sandbox is filled: what an earlier start left published would act on the new data as well.
	for (const [, { name }] of templates) await host.deleteWorkflowsNamed(name);
	const credentials = await prepareCredentials(host, sandbox, story);
	const patches = story.patchNodes(sandbox);
	const workflows: Workflows = {};
	for (const [template, json] of templates) {
		workflows[template] = await host.importWorkflow(json, { credentials, patchNodes: patches[template] });
	}
	for (const workflow of Object.values(workflows)) await host.publish(workflow.id);
	return workflows;
}

/** The published workflows of a story, each with its template. A copy that a person made under another name is theirs. */
export async function publishedOf(host: Host, story: Story): Promise<Array<ImportedWorkflow & { template: string }>> {
	const published = await host.publishedWorkflows();
	return story.templates.flatMap((template) => {
		const { name } = readTemplate(template);
		return published.filter((workflow) => workflow.name === name).map((workflow) => ({ ...workflow, template }));
	});
}

export async function unpublish(host: Host, story: Story): Promise<void> {
	for (const { id } of await publishedOf(host, story)) await host.unpublish(id);
}

/** What n8n did lately, for a step that waited in vain. */
async function lastRuns(host: Host, workflows: Workflows): Promise<string> {
	const reports = Object.values(workflows).map(async ({ id, name }) => {
		const runs = await host.executions({ workflowId: id, includeData: true, limit: 3 });
		const lines = runs.length > 0 ? runs.map(summaryOf) : ['no run: the trigger found nothing, or could not ask'];
		return [`"${name}":`, ...lines.map((line) => `  ${line}`)].join('\n');
	});
	return (await Promise.all(reports)).join('\n');
}

function contextFor(host: Host, sandbox: Sandbox, workflows: Workflows, steps: PlayedStory['steps']): StoryContext {
	const step = async <T>(what: string, work: () => T | Promise<T>): Promise<T> => {
		const began = Date.now();
		const result = await withProgress(`not yet: ${what}`, work);
		steps.push({ step: what, ms: Date.now() - began });
		say(what);
		return result;
	};
	const wait: StoryContext['wait'] = async (what, probe) => {
		try {
			return await step(what, async () => await until(`"${what}"`, probe, waitMs));
		} catch (error) {
			const runs = await lastRuns(host, workflows);
			throw new Error(`${(error as Error).message}\nThe last runs in n8n:\n${runs}`, { cause: error });
		}
	};
	return { host, sandbox, workflows, step, wait, tell };
}

/** Fills the sandbox, imports and publishes the templates, and plays. The workflows stay published. */
export async function playStory(host: Host, sandbox: Sandbox, story: Story): Promise<PlayedStory> {
	heading(`${story.name}: ${story.title}`);
	const steps: PlayedStory['steps'] = [];
	try {
		const began = Date.now();
		const what = `${story.templates.length} templates imported, bound to credentials and published`;
		const workflows = await withProgress('importing and publishing the templates', () =>
			importTemplates(host, sandbox, story),
		);
		steps.push({ step: what, ms: Date.now() - began });
		say(what);
		await story.play(contextFor(host, sandbox, workflows, steps));
		return { name: story.name, ok: true, steps };
	} catch (error) {
		say(`This did not work: ${(error as Error).message}`);
		return { name: story.name, ok: false, steps };
	}
}
