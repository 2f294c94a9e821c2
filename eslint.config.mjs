import { n8nCommunityNodesPlugin as community } from '@n8n/eslint-plugin-community-nodes';
import tseslint from 'typescript-eslint';
import nodesBase from 'eslint-plugin-n8n-nodes-base';

/** The strict sets of both plugins, in the variant without n8n Cloud: vendor SDKs are bundled, which Cloud does not take. */
export default tseslint.config(
	{ ignores: ['**/dist/**', 'node_modules/**', '.cache/**', 'test/host/**'] },
	{ linterOptions: { reportUnusedDisableDirectives: 'error' } },
	{
		files: ['{nodes,credentials}/**/*.ts'],
		extends: [tseslint.configs.recommended, community.configs.recommendedWithoutN8nCloudSupport],
		plugins: { 'n8n-nodes-base': nodesBase },
	},
	{
		files: ['package.json'],
		extends: [community.configs.recommendedWithoutN8nCloudSupport],
		plugins: { 'n8n-nodes-base': nodesBase },
		rules: { ...nodesBase.configs.community.rules },
		languageOptions: { parser: tseslint.parser, parserOptions: { extraFileExtensions: ['.json'] } },
	},
	{
		files: ['credentials/**/*.ts'],
		rules: {
			...nodesBase.configs.credentials.rules,
			// Asks for the page name that n8n's own credentials use; its sister rule asks for an address, as the community set does.
			'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
		},
	},
	{
		files: ['nodes/**/*.ts'],
		rules: {
			...nodesBase.configs.nodes.rules,
			// Both ask for the literal 'main', where the community set asks for NodeConnectionTypes.Main.
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
			'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
		},
	},
	{
		files: ['{sandbox,scripts,test,templates}/**/*.ts'],
		extends: [tseslint.configs.recommended],
		rules: { '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, varsIgnorePattern: '^_' }] },
	},
	// What a vendor answers may have any shape: tests read it as it is.
	{ files: ['test/**/*.ts'], rules: { '@typescript-eslint/no-explicit-any': 'off' } },
);
