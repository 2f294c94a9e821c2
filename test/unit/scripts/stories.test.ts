import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stories } from '../../../scripts/stories';
import { credentialOf, refill } from '../../../scripts/stories/vendors';
import { startSandbox } from '../../../sandbox';
import { prepareWorkflow, type WorkflowJson } from '../../support/host';

const root = join(__dirname, '../../..');
const template = (name: string): WorkflowJson =>
	JSON.parse(readFileSync(join(root, 'templates', `${name}.json`), 'utf8'));

describe.each(stories)('the story $name', (story) => {
	it('is named after its first template', () => {
		expect(story.templates[0]).toBe(story.name);
	});

	it('fills its vendors, and sets up nodes that its templates have', async () => {
		const sandbox = await startSandbox({ vendors: story.vendors });
		try {
			for (const vendor of story.vendors) await refill(vendor, sandbox);
			const patches = story.patchNodes(sandbox);
			for (const name of story.templates) {
				const { nodes } = prepareWorkflow(template(name), [], { patchNodes: patches[name] });
				expect(nodes.length).toBeGreaterThan(1);
			}
			const types = story.vendors.map((vendor) => credentialOf(vendor, sandbox).type);
			expect(new Set(types).size).toBe(story.vendors.length);
		} finally {
			await sandbox.close();
		}
	});
});

it('no two stories have the same name', () => {
	expect(new Set(stories.map(({ name }) => name)).size).toBe(stories.length);
});
