import type { IDataObject } from 'n8n-workflow';

import type { WorksectionSwitches } from '../../../sandbox/worksection';
import { HookedNode } from './triggerHost';
import { account } from './triggerWorld';

const at = account();
let node: HookedNode;
beforeEach(async () => void (node = await new HookedNode(at.credential as IDataObject).listen()));
afterEach(async () => await node.close());

const hooks = () => [...at.sandbox.store.webhooks.values()];

describe('registering', () => {
	it('makes one webhook with credentials of its own, keeps it, and removes it', async () => {
		node.parameters.project = '26';
		expect(await node.activate()).toBe(true);
		expect(hooks()).toMatchObject([
			{ url: node.url, events: ['close_task'], projects: ['26'], status: 'active', user: node.stored!.user },
		]);
		expect(String(node.stored!.password)).toHaveLength(32);
		expect(await node.activate()).toBe(false);
		expect(hooks()).toHaveLength(1);
		await node.deactivate();
		expect(hooks()).toEqual([]);
		expect(node.stored).toBeUndefined();
	});

	const probes: Array<[string, Partial<WorksectionSwitches>]> = [
		['an empty body', { probeBody: 'empty' }],
		['an empty list', { probeBody: 'emptyArray' }],
		['a text that is no JSON', { probeBody: 'garbage' }],
		['an event', { probeBody: 'sample' }],
		['an event and no credentials', { probeBody: 'sample', probeWithBasicAuth: false }],
		['GET', { probeMethod: 'GET' }],
	];

	it.each(probes)(
		'passes the check call with %s, the first time and again, and begins no run',
		async (_name, switches) => {
			Object.assign(at.sandbox.switches, switches);
			expect(await node.activate()).toBe(true);
			at.sandbox.act.pauseWebhook({ webhook: hooks()[0]!.id });
			expect(await node.activate()).toBe(true);
			expect(hooks()).toMatchObject([{ status: 'active' }]);
			expect(node.runs).toEqual([]);
		},
	);

	it('makes a webhook anew that was switched off, removed, or is for other events', async () => {
		await node.activate();
		const { user, password } = node.stored!;
		at.sandbox.act.pauseWebhook({ webhook: hooks()[0]!.id });
		expect(await node.activate()).toBe(true);
		expect(hooks()).toMatchObject([{ status: 'active', user, password }]);
		at.sandbox.store.webhooks.clear();
		expect(await node.activate()).toBe(true);
		node.parameters.triggerOn = ['taskClosed', 'fieldBecameValue', 'commentCreated'];
		node.parameters.field = 'Priority';
		expect(await node.activate()).toBe(true);
		expect(hooks().map(({ events }) => events)).toEqual([['post_comment', 'post_task', 'update_task', 'close_task']]);
	});

	it.each([true, false])('makes it anew after Worksection gave up calling (errors in a row: %s)', async (inARow) => {
		Object.assign(at.sandbox.switches, { webhookErrorsToPause: 3, webhookErrorsInARow: inARow, webhookRetries: 1 });
		await node.activate();
		const close = async () => {
			const task = String(at.sandbox.act.createTask({ project: 26, title: 'T' }).id);
			at.sandbox.act.closeTask({ task });
			await at.sandbox.act.settleWebhooks();
		};
		node.open = false;
		await close();
		node.open = true;
		await close();
		node.open = false;
		await close();
		node.open = true;
		const isPaused = !inARow;
		expect(hooks()[0]!.status).toBe(isPaused ? 'paused' : 'active');
		expect(await node.activate()).toBe(isPaused);
		expect(hooks()).toMatchObject([{ status: 'active' }]);
	});

	it('cleans up what a crash left behind', async () => {
		await node.activate();
		node.database = '{}';
		expect(await node.activate()).toBe(true);
		expect(hooks()).toHaveLength(1);
		node.database = '{}';
		await node.deactivate();
		expect(hooks()).toEqual([]);
	});

	it('goes without reopened tasks where Worksection does not offer them, unless they are all that is wanted', async () => {
		at.sandbox.switches.reopenEvent = false;
		node.parameters.triggerOn = ['taskClosed', 'taskReopened'];
		expect(await node.activate()).toBe(true);
		expect(hooks()).toMatchObject([{ events: ['close_task'] }]);
		expect(node.warnings).toEqual([expect.stringContaining('does not tell of reopened tasks')]);
		expect(await node.activate()).toBe(false);
		node.parameters.triggerOn = ['taskReopened'];
		await expect(node.activate()).rejects.toThrow('does not tell of reopened tasks by webhook');
	});

	it('says so when Worksection makes webhooks switched off, and does not make them again and again', async () => {
		at.sandbox.switches.webhookStatusAfterAdd = 'paused';
		expect(await node.activate()).toBe(true);
		expect(node.warnings).toEqual([expect.stringContaining('switched off')]);
		expect(await node.activate()).toBe(false);
		await at.sandbox.act.enableWebhook({ webhook: hooks()[0]!.id });
		expect(await node.activate()).toBe(false);
	});

	it('names the cause when it cannot register', async () => {
		node.open = false;
		await expect(node.activate()).rejects.toMatchObject({
			message: expect.stringContaining('called the webhook address'),
			description: expect.stringContaining('reachable from the internet'),
		});
		node.open = true;
		node.parameters.triggerOn = [];
		await expect(node.activate()).rejects.toThrow('"Trigger On" is empty');
		node.parameters.triggerOn = ['fieldBecameValue'];
		await expect(node.activate()).rejects.toThrow('"Field" is empty');
		node.parameters.field = 'Status';
		await expect(node.activate()).rejects.toThrow('does not tell of statuses and labels by webhook');
		at.sandbox.switches.adminKeyScopes = ['tasks_read'];
		node.parameters.triggerOn = ['taskClosed'];
		await expect(node.activate()).rejects.toMatchObject({ description: expect.stringContaining('administrative') });
	});

	it('leaves nothing behind when the answer to registering is lost', async () => {
		at.sandbox.faults.inject({ match: { path: 'add_webhook' }, reset: 'after' });
		await expect(node.activate()).rejects.toThrow(/connection to Worksection broke/);
		expect(hooks()).toHaveLength(1);
		await node.deactivate();
		expect(hooks()).toEqual([]);
	});
});
