import { readFileSync } from 'node:fs';

import { sandboxUser } from '../../sandbox/nethunt';
import { demoCredentials } from '../../sandbox/worksection';
import { dealWonToTask } from '../../scripts/stories/nethunt-deal-won-to-worksection-task';
import { credentialOf, type VendorName } from '../../scripts/stories/vendors';
import { CLOSED, errorOf, outputOf, secrets, until, useStage, WON } from './stage';

jest.setTimeout(240_000);

describe('what goes wrong', () => {
	const stage = useStage();
	const credential = async (vendor: VendorName) => {
		const { type, name, data } = credentialOf(vendor, stage().sandbox);
		return await stage().host.credential(type, data, name);
	};

	it('an archived project: no task, a message that names it, and the deal comes again when the project is back', async () => {
		const { worksection } = stage().sandbox;
		worksection.act.archiveProject({ project: 'Onboarding' });
		const deal = stage().newDeal('Quiet Garden');
		stage().win(deal);
		const failed = await stage().runWith(deal, 'error');
		expect(errorOf(failed)).toContain('Onboarding');
		expect(errorOf(failed)).toMatch(/archive/i);
		expect(stage().tasksOf(deal)).toEqual([]);
		worksection.act.activateProject({ project: 'Onboarding' });
		await stage().taskOf(deal);
		expect(stage().tasksOf(deal)).toHaveLength(1);
	});

	it('Worksection down for longer than five runs: the deal is neither lost nor set aside', async () => {
		const { worksection } = stage().sandbox;
		worksection.faults.inject({ status: 503, times: Infinity });
		const deal = stage().newDeal('Copper Kettle');
		stage().win(deal);
		const failed = async () =>
			(await stage().runs()).filter(({ status, data }) => status === 'error' && JSON.stringify(data).includes(deal));
		await until('six failed runs', async () => (await failed()).length >= 6, 150_000, 1_000);
		worksection.faults.clear();
		const run = await stage().runWith(deal, 'success');
		const [item] = outputOf(run, 'NetHunt deal is won').filter(({ id }) => id === deal);
		expect((item!.delivery as { attempt: number }).attempt).toBeGreaterThan(5);
		expect(stage().tasksOf(deal)).toHaveLength(1);
	});

	it('credentials: Test says yes, or why not', async () => {
		const { host, sandbox } = stage();
		const { emailAddress: email, apiKey } = sandboxUser();
		const netHunt = async (data: object) =>
			await host.testCredential(
				await host.credential('netHuntApi', { email, apiKey, baseUrl: sandbox.nethunt.url, ...data }, 'tested'),
			);
		expect((await netHunt({})).status).toBe('OK');
		expect(await netHunt({ apiKey: 'wrong' })).toMatchObject({
			status: 'Error',
			message: expect.stringContaining('API key'),
		});
		sandbox.worksection.switches.limiter = false;
		for (const scheme of ['md5', 'hmac']) {
			const data = {
				accountUrl: sandbox.worksection.url,
				apiKey: demoCredentials.apiKey,
				scheme,
				requestsPerSecond: 1,
			};
			const right = await host.credential('worksectionApi', data, 'tested');
			expect((await host.testCredential(right)).status).toBe('OK');
			const wrong = await host.credential('worksectionApi', { ...data, apiKey: 'wrong' }, 'tested');
			expect(await host.testCredential(wrong)).toMatchObject({
				status: 'Error',
				message: expect.stringMatching(/key/i),
			});
		}
		sandbox.worksection.switches.limiter = true;
	});

	it('the instant trigger: registered with the workflow, starts it at once, removed with it', async () => {
		const { host, sandbox } = stage();
		const { worksection } = sandbox;
		const ref = await credential('worksection');
		const node = {
			id: '11111111-2222-4333-8444-555555555555',
			name: 'At once',
			type: 'n8n-nodes-crm-sync.worksectionInstantTrigger',
			typeVersion: 1,
			position: [0, 0] as [number, number],
			parameters: { triggerOn: ['taskClosed'] },
			webhookId: '66666666-2222-4333-8444-555555555555',
		};
		const workflow = await host.importWorkflow(
			{ name: 'Instant', nodes: [node], connections: {}, settings: { executionOrder: 'v1' } },
			{ credentials: { worksectionApi: ref } },
		);
		await host.publish(workflow.id);
		expect(worksection.store.webhooks.size).toBe(1);
		const [task] = stage().openTasks();
		worksection.act.closeTask({ task: task!.id });
		const run = await until(
			'the run',
			async () => (await host.executions({ workflowId: workflow.id, includeData: true, status: 'success' }))[0],
		);
		expect(outputOf(run, 'At once')[0]).toMatchObject({ event: 'taskClosed', id: task!.id, record: { id: task!.id } });
		const polled = await until('the poll that finds the same', async () =>
			(await stage().runs(CLOSED))
				.flatMap((one) => outputOf(one, 'Worksection task is closed'))
				.find(({ id }) => id === task!.id),
		);
		const idOf = (item: Record<string, unknown>) => (item.delivery as { id: string }).id;
		expect(idOf(polled)).toBe(idOf(outputOf(run, 'At once')[0]!));
		expect(worksection.store.deliveries.at(-1)).toMatchObject({ ok: true });
		await host.unpublish(workflow.id);
		await until('the webhook to be removed', () => worksection.store.webhooks.size === 0);
	});

	it('a change that fails again and again is set aside and reported to the error workflow', async () => {
		const { host, sandbox } = stage();
		const onError = await host.importWorkflow({
			name: 'Report',
			nodes: [
				{
					id: '21111111-2222-4333-8444-555555555555',
					name: 'Error',
					type: 'n8n-nodes-base.errorTrigger',
					typeVersion: 1,
					position: [0, 0],
					parameters: {},
				},
			],
			connections: {},
			settings: { executionOrder: 'v1' },
		});
		await host.publish(onError.id);
		const template = JSON.parse(readFileSync(`${__dirname}/../../templates/${WON}.json`, 'utf8'));
		template.settings.errorWorkflow = onError.id;
		const patches = dealWonToTask.patchNodes(sandbox)[WON]!;
		const trigger = patches['n8n-nodes-crm-sync.netHuntTrigger']!;
		const credentials = {
			netHuntApi: await credential('nethunt'),
			worksectionApi: await credential('worksection'),
		};
		const lost = await host.importWorkflow(template, {
			name: 'Lost deals',
			credentials,
			patchNodes: {
				...patches,
				'n8n-nodes-crm-sync.netHuntTrigger': {
					...trigger,
					parameters: { ...trigger.parameters, values: ['Lost'], options: { maxAttempts: 2 } },
				},
			},
		});
		await host.publish(lost.id);
		sandbox.worksection.act.archiveProject({ project: 'Onboarding' });
		const deal = stage().newDeal('Broken Compass');
		sandbox.nethunt.act.setField({ record: deal, field: 'Status', value: 'Lost' });
		const report = await until('the report', async () =>
			(await host.executions({ workflowId: onError.id, includeData: true })).find((run) =>
				JSON.stringify(run.data).includes('was set aside'),
			),
		);
		expect(JSON.stringify(outputOf(report, 'Error'))).toContain(`Record ${deal} was set aside: 2 runs`);
		sandbox.worksection.act.activateProject({ project: 'Onboarding' });
		await host.unpublish(lost.id);
	});

	it('no secret stands in any run, failed ones included', async () => {
		const runs = await stage().host.executions({ includeData: true });
		expect(runs.some(({ status }) => status === 'error')).toBe(true);
		const all = JSON.stringify(runs) + stage().host.lastLines(2_000);
		for (const secret of secrets()) expect(all).not.toContain(secret);
	});
});
