import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const root = resolve(__dirname, '../../..');

const sources = (folder: string): string[] =>
	readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
		.map((entry) => relative(root, join(entry.parentPath, entry.name)));

const text = (file: string): string => readFileSync(join(root, file), 'utf8');

/** Files that a file imports, as paths from the root; packages by their name. */
const importsOf = (file: string): string[] =>
	[...text(file).matchAll(/(?:from\s+|import\s*\(\s*|require\s*\(\s*|import\s+)'([^']+)'/g)].map(([, target]) =>
		target!.startsWith('.') ? relative(root, resolve(root, dirname(file), target!)) : target!,
	);

const roomOf = (path: string): string | undefined => /^nodes\/([^/]+)\//.exec(path)?.[1];

const own = [...sources('nodes'), ...sources('credentials')];
const all = [...own, ...sources('sandbox'), ...sources('scripts'), ...sources('test')];

describe('the arrows of the house', () => {
	it.each(sources('nodes'))('%s stays in its room and in shared', (file) => {
		const rooms = importsOf(file)
			.map(roomOf)
			.filter((room) => room !== undefined && room !== 'shared' && room !== roomOf(file));
		expect(rooms).toEqual([]);
	});

	it('shared imports no room', () => {
		const rooms = sources('nodes/shared')
			.flatMap(importsOf)
			.map(roomOf)
			.filter((room) => room !== undefined && room !== 'shared');
		expect(rooms).toEqual([]);
	});

	it('the sandbox is written without the nodes, so that both cannot share a mistake', () => {
		const imported = sources('sandbox')
			.flatMap(importsOf)
			.filter((path) => path.startsWith('nodes/') || path.startsWith('credentials/'));
		expect(imported).toEqual([]);
	});

	it('a library of a vendor is imported in one file, which the build bundles with it', () => {
		const packageOf = (path: string) =>
			path
				.split('/')
				.slice(0, path.startsWith('@') ? 2 : 1)
				.join('/');
		const outside = own.flatMap((file) =>
			importsOf(file)
				.filter((path) => !path.startsWith('nodes/') && !path.startsWith('credentials/') && !path.startsWith('node:'))
				.map((path) => [packageOf(path), file] as const),
		);
		const homes = new Map<string, Set<string>>();
		for (const [name, file] of outside) homes.set(name, (homes.get(name) ?? new Set()).add(file));
		homes.delete('n8n-workflow');
		expect(Object.fromEntries([...homes].map(([name, files]) => [name, [...files]]))).toEqual({
			'@googleapis/calendar': ['nodes/GoogleCalendar/sdk.ts'],
			jsforce: ['nodes/Salesforce/sdk.ts'],
			'node-firebird': ['nodes/Streamsoft/sdk.ts'],
			saxes: ['nodes/shared/xml/vendor.ts'],
			soap: ['nodes/HeliosGreen/sdk.ts'],
			zod: ['nodes/shared/vendor.ts'],
		});
	});

	it('of Node itself the nodes use what is pure: digests, streams and compression', () => {
		const imported = own.flatMap((file) => [...text(file).matchAll(/^import (?!type ).*from '(node:[^']+)'/gm)]);
		expect([...new Set(imported.map(([, name]) => name))].sort()).toEqual(['node:crypto', 'node:stream', 'node:zlib']);
	});
});

describe('what everybody can read', () => {
	it('no source file is longer than one responsibility', () => {
		const long = all.map((file) => [file, text(file).split('\n').length] as const).filter(([, lines]) => lines > 260);
		expect(long).toEqual([]);
	});

	it('no lint rule is switched off in the nodes and credentials', () => {
		expect(own.filter((file) => text(file).includes('eslint-disable'))).toEqual([]);
	});
});
