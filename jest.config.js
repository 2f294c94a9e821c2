const transform = {
	'^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }],
};
const project = (displayName, folders, more = {}) => ({
	displayName,
	rootDir: __dirname,
	testMatch: folders.map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`),
	transform,
	modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.cache', '<rootDir>/test/host'],
	...more,
});

/** `unit` and `contract` need nothing built; `workflow` runs n8n-core over dist/; `e2e` starts the real n8n. */
module.exports = {
	projects: [
		project('unit', ['unit']),
		project('contract', ['contract']),
		project('workflow', ['workflow']),
		project('e2e', ['e2e']),
	],
	testTimeout: 30_000,
};
