import { demoCredentials } from '../../sandbox/worksection';
import { sandboxUser } from '../../sandbox/nethunt';
import { credentialOf } from '../../scripts/stories/vendors';
import { CLOSED, ENGINES, errorOf, outputOf, OWNER, secrets, until, useStage } from './stage';

jest.setTimeout(240_000);

describe.each(Object.entries(ENGINES))('both templates in the real n8n, %s polling', (engine, env) => {
	const stage = useStage(env);

	it('a won deal becomes a task, and the closed task is told to the deal', async () => {
		const { sandbox } = stage();
		const deal = stage().newDeal(`Lighthouse Toys ${engine}`);
		stage().win(deal);
		const task = await stage().taskOf(deal);
		const { members } = sandbox.worksection.store;
		expect(task.name).toBe(`Lighthouse Toys ${engine}`);
		expect(members.get(task.userTo)?.email).toBe(OWNER);
		expect([task.priority, task.text]).toEqual([5, expect.stringContaining('Amount: 700')]);
		expect(Date.parse(task.dateEnd!) - Date.parse(task.dateStart!)).toBe(7 * 24 * 60 * 60 * 1000);
		sandbox.worksection.act.closeTask({ task: task.id });
		await until('the field of the deal', () => stage().answerOf(deal) === 'Done');
		const run = await stage().runWith(deal, 'success');
		const [item] = outputOf(run, 'NetHunt deal is won');
		expect(item).toMatchObject({
			event: 'fieldBecameValue',
			changes: { Status: { from: 'Negotiation', to: 'Won' } },
			delivery: { attempt: 1, redelivered: false },
		});
		expect(stage().tasksOf(deal)).toHaveLength(1);
	});

	it.each([
		['after the task was made', {}],
		['before the task was made', { reset: 'before' as const }],
	])('n8n is killed in the middle of a run, %s: exactly one task', async (when, more) => {
		const { sandbox, host } = stage();
		const posts = () => sandbox.worksection.requests.count({ action: 'post_task' });
		const before = posts();
		const deal = stage().newDeal(`Harbor Books, killed ${when}`);
		sandbox.worksection.faults.inject({ match: { path: 'post_task' }, delayMs: 6_000, ...more });
		stage().win(deal);
		await until('the request for the task', () => posts() > before);
		await host.kill();
		await new Promise((resolve) => setTimeout(resolve, 7_000));
		expect(stage().tasksOf(deal)).toHaveLength(when.startsWith('after') ? 1 : 0);
		await host.restart();
		const run = await stage().runWith(deal, 'success', 150_000);
		const [item] = outputOf(run, 'NetHunt deal is won').filter(({ id }) => id === deal);
		expect(item!.delivery).toMatchObject({ redelivered: true });
		expect(stage().tasksOf(deal)).toHaveLength(1);
	});
});

describe('what goes wrong', () => {
	const stage = useStage();

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
		const { type, name, data } = credentialOf('worksection', sandbox);
		const ref = await host.credential(type, data, name);
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

	it('no secret stands in any run, failed ones included', async () => {
		const runs = await stage().host.executions({ includeData: true });
		expect(runs.some(({ status }) => status === 'error')).toBe(true);
		const all = JSON.stringify(runs) + stage().host.lastLines(2_000);
		for (const secret of secrets()) expect(all).not.toContain(secret);
	});
});
