import { ENGINES, outputOf, OWNER, until, useStage } from './stage';

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
