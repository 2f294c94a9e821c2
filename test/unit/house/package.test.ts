import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../../..');
const json = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8')) as never;
const manifest: {
	files: string[];
	dependencies?: object;
	peerDependencies: object;
	n8n: { nodes: string[]; credentials: string[] };
} = json('package.json');

/** Every `X.node.ts` of the rooms, as package.json names it. */
const found = (folder: string, ending: string): string[] =>
	readdirSync(join(root, folder), { recursive: true })
		.map(String)
		.filter((file) => file.endsWith(`${ending}.ts`))
		.map((file) => `dist/${folder}/${file.replace(/\.ts$/, '.js')}`);

describe('the package', () => {
	it('ships dist only and brings no runtime dependency', () => {
		expect(manifest.files).toEqual(['dist']);
		expect(manifest.dependencies).toBeUndefined();
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	});

	it('names every node and every credential there is', () => {
		expect([...manifest.n8n.nodes].sort()).toEqual(found('nodes', '.node').sort());
		expect([...manifest.n8n.credentials].sort()).toEqual(found('credentials', '.credentials').sort());
	});

	it.each(found('nodes', '.node').map((file) => file.replace(/^dist\//, '').replace(/\.js$/, '')))(
		'%s has its entry for the search panel',
		(node) => {
			const codex: { node: string; resources: object; alias: string[] } = json(`${node}.json`);
			expect(codex.node).toMatch(/^n8n-nodes-crm-sync\.[a-zA-Z]+$/);
			expect(codex.alias.length).toBeGreaterThan(0);
		},
	);

	it('has a light and a dark icon in every room, and they differ', () => {
		const rooms = readdirSync(join(root, 'nodes')).filter((room) => room !== 'shared');
		for (const room of rooms) {
			const icons = readdirSync(join(root, 'nodes', room)).filter((file) => file.endsWith('.svg'));
			const light = icons.filter((file) => !file.endsWith('.dark.svg'));
			expect(light.length).toBeGreaterThan(0);
			for (const icon of light) {
				const dark = icon.replace('.svg', '.dark.svg');
				expect(existsSync(join(root, 'nodes', room, dark))).toBe(true);
				expect(readFileSync(join(root, 'nodes', room, dark), 'utf8')).not.toBe(
					readFileSync(join(root, 'nodes', room, icon), 'utf8'),
				);
			}
		}
	});
});
