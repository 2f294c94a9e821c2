const transform = {
	'^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }],
};
const project = (displayName, folders, more = {}) => ({
	displayName,
	rootDir: __dirname,
	testMatch: folders.map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`),
	transform,
	setupFiles: ['<rootDir>/test/support/nodeErrors.ts'],
	modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.cache', '<rootDir>/test/host'],
	...more,
});

/** Only `e2e` needs the built package, which it packs and installs into the real n8n; `workflow` runs the sources on n8n-core. */
module.exports = {
	projects: [
		project('unit', ['unit']),
		project('contract', ['contract']),
		project('workflow', ['workflow']),
		project('e2e', ['e2e']),
	],
	testTimeout: 30_000,
	maxWorkers: '100%',
};
