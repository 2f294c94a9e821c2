import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { startSandbox, vendorNames, type Sandbox, type VendorName } from '../../sandbox';
import { seedDemo } from '../../sandbox/guide';
import type { Story } from '../../scripts/stories/types';
import { credentialOf } from '../../scripts/stories/vendors';
import { harness, type Harness, type HarnessOptions, type WorkflowJson } from './workflow';

/** Those that need nothing installed. */
const BY_HTTP = vendorNames.filter((name) => name !== 'streamsoft');

const PREFIX = 'n8n-nodes-crm-sync.';

/** The vendors, and the given nodes on n8n's engine in this process. */
export interface Automation {
	sandbox: Sandbox;
	harness: Harness;
	close(): Promise<void>;
}

/**
 * @param vendors default: all that need nothing installed
 * @param types the built package (`installed`), or in jest the classes themselves (`rooms`)
 */
export async function startAutomation(
	types: Pick<HarnessOptions, 'nodes' | 'credentialTypes'>,
	vendors: readonly VendorName[] = BY_HTTP,
): Promise<Automation> {
	const sandbox = (await startSandbox({ vendors })) as Sandbox;
	await seedDemo(sandbox, vendors);
	if (vendors.includes('worksection')) sandbox.worksection.switches.limiter = false;
	const credentials = Object.fromEntries(
		vendors.map((vendor) => {
			const { type, data } = credentialOf(vendor, sandbox);
			return [type, { ...data, requestsPerSecond: 0 } as ICredentialDataDecryptedObject];
		}),
	);
	const engine = await harness({ ...types, credentials });
	return {
		sandbox,
		harness: engine,
		async close() {
			await engine.dispose();
			await sandbox.close();
		},
	};
}

/** A template with what its story would choose in it, and credentials bound. */
export function templateOf(name: string, story: Story, sandbox: Sandbox): WorkflowJson {
	const file = join(resolve(__dirname, '../../templates'), `${name}.json`);
	const json = JSON.parse(readFileSync(file, 'utf8')) as WorkflowJson;
	const patches = story.patchNodes(sandbox)[name] ?? {};
	const nodes = json.nodes.map((node) => {
		const patch = patches[node.name] ?? patches[node.type];
		const type = node.type.replace(PREFIX, '').replace(/(Instant)?Trigger$/, '');
		const credentials = node.type.startsWith(PREFIX) ? { [`${type}Api`]: { id: type, name: type } } : undefined;
		return { ...node, parameters: { ...node.parameters, ...patch?.parameters }, ...(credentials && { credentials }) };
	});
	return { ...json, nodes: nodes as WorkflowJson['nodes'] };
}
