import { pollTimes, prepareWorkflow, type NodeType, type WorkflowJson } from '../../support/host';

const types: NodeType[] = [
	{
		name: 'pack.crm',
		credentials: [
			{ name: 'crmApi', displayOptions: { show: { authentication: ['key'] } } },
			{ name: 'crmOAuth2Api', displayOptions: { show: { authentication: ['oAuth2'] } } },
		],
		properties: [{ name: 'authentication', default: 'key' }],
	},
	{ name: 'pack.crmTrigger', credentials: [{ name: 'crmApi' }], properties: [] },
	{ name: 'pack.hook', properties: [], webhooks: [{ path: 'events' }] },
];

const template = (): WorkflowJson => ({
	name: 'A template',
	connections: { Watch: { main: [[{ node: 'Write', type: 'main', index: 0 }]] } },
	nodes: [
		{
			name: 'Watch',
			type: 'pack.crmTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: { folder: { __rl: true, mode: 'list', value: '' }, pollTimes: { item: [{ mode: 'everyMinute' }] } },
		},
		{
			name: 'Write',
			type: 'pack.crm',
			typeVersion: 1,
			position: [200, 0],
			parameters: { options: { tags: ['a', 'b'], limit: 5 } },
		},
	],
	meta: { templateId: '1' },
});

const credentials = { crmApi: { id: 'c1', name: 'Key' }, crmOAuth2Api: { id: 'c2', name: 'OAuth' } };

describe('a template on its way into n8n', () => {
	it('keeps what n8n accepts, gives nodes an id and leaves the file as it was', () => {
		const json = template();
		const workflow = prepareWorkflow(json, types);
		expect(Object.keys(workflow).sort()).toEqual(['connections', 'name', 'nodes', 'settings']);
		expect(workflow.nodes.every(({ id }) => typeof id === 'string' && id.length > 0)).toBe(true);
		expect(json).toEqual(template());
	});

	it('attaches the credential that the chosen sign-in shows, and no other', () => {
		const [watch, write] = prepareWorkflow(template(), types, { credentials }).nodes;
		expect(watch?.credentials).toEqual({ crmApi: credentials.crmApi });
		expect(write?.credentials).toEqual({ crmApi: credentials.crmApi });
		const patchNodes = { Write: { parameters: { authentication: 'oAuth2' } } };
		const patched = prepareWorkflow(template(), types, { credentials, patchNodes }).nodes[1];
		expect(patched?.credentials).toEqual({ crmOAuth2Api: credentials.crmOAuth2Api });
	});

	it('attaches nothing that was not given', () => {
		expect(prepareWorkflow(template(), types).nodes[0]).not.toHaveProperty('credentials');
	});

	it('lays parameters over the template: objects are merged, lists and choices replaced', () => {
		const folder = { __rl: true, mode: 'id', value: 'f1' };
		const patchNodes = {
			'pack.crmTrigger': { parameters: { folder } },
			Write: { onError: 'continueRegularOutput', parameters: { options: { tags: ['c'] } } },
		};
		const [watch, write] = prepareWorkflow(template(), types, { patchNodes }).nodes;
		expect(watch?.parameters.folder).toEqual(folder);
		expect(write?.parameters.options).toEqual({ tags: ['c'], limit: 5 });
		expect(write?.onError).toBe('continueRegularOutput');
	});

	it('lays a patch by name over one by type', () => {
		const patchNodes = {
			Write: { parameters: { who: 'by name' } },
			'pack.crm': { parameters: { who: 'by type', other: 1 } },
		};
		const [, write] = prepareWorkflow(template(), types, { patchNodes }).nodes;
		expect(write?.parameters).toMatchObject({ who: 'by name', other: 1 });
	});

	it('refuses a patch for a node that is not there', () => {
		expect(() => prepareWorkflow(template(), types, { patchNodes: { Wtach: {} } })).toThrow(/"A template".*Wtach/);
	});

	it('gives a webhook node the id that its address needs, and keeps one that it has', () => {
		const hook = {
			name: 'Hook',
			type: 'pack.hook',
			typeVersion: 1,
			position: [0, 0] as [number, number],
			parameters: {},
		};
		const json = { name: 'W', connections: {}, nodes: [hook, { ...hook, name: 'Known', webhookId: 'w1' }] };
		const [made, known] = prepareWorkflow(json, types).nodes;
		expect(made?.webhookId).toMatch(/^[0-9a-f-]{36}$/);
		expect(known?.webhookId).toBe('w1');
	});
});

describe('pollTimes', () => {
	it('names one second after the other, once a minute each', () => {
		expect(pollTimes(20)).toEqual({
			item: [0, 20, 40].map((second) => ({ mode: 'custom', cronExpression: `${second} * * * * *` })),
		});
	});

	it('refuses an interval that would be uneven over the minute', () => {
		expect(() => pollTimes(7)).toThrow(/divide 60/);
	});
});
