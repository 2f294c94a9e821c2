import { account, actions, deal, fromSource } from './actionsKit';
import { asked, listed, NODE } from './actionsWorld';

const ws = account();
const { create, tasks } = fromSource(ws);

describe('one task per source record', () => {
	it('creates a task with its link, in two requests more than there are records', async () => {
		const result = await create([deal('a'), deal('b'), deal('c')]);
		expect(actions(result.json('Node'))).toEqual(['created', 'created', 'created']);
		expect(tasks().map(({ name }) => name)).toEqual(['Deal a', 'Deal b', 'Deal c']);
		expect(tasks()[0]!.text).toBe('[source:NetHunt/a] https://nethunt.example/r/a');
		expect(asked(ws)).toEqual(['get_project', 'get_tasks', 'post_task', 'post_task', 'post_task']);
		expect(result.json('Node')[0]!.link).toBe(`${ws.sandbox.url}/project/26/5001/`);
	});

	it('gives the task back when the run repeats, also when it is closed or renamed', async () => {
		await create([deal('a'), deal('b')]);
		Object.assign(tasks()[0]!, { status: 'done', closedAt: Date.now(), name: 'Renamed' });
		const again = await create([deal('a', 'Other'), deal('b')]);
		expect(actions(again.json('Node'))).toEqual(['unchanged', 'unchanged']);
		expect(again.json('Node').map(({ id }) => id)).toEqual(['5001', '5002']);
		expect(tasks()).toHaveLength(2);
	});

	it('creates once for two items of one run', async () => {
		const result = await create([deal('a'), deal('a', 'Twice'), deal('b')]);
		expect(actions(result.json('Node'))).toEqual(['created', 'unchanged', 'created']);
		expect(result.json('Node')[1]!.id).toBe(result.json('Node')[0]!.id);
		expect(tasks()).toHaveLength(2);
	});

	it('creates once for two runs at the same time', async () => {
		ws.sandbox.switches.latencyMs = 5;
		const items = ['a', 'b', 'c', 'd'].map((id) => deal(id));
		const runs = await Promise.all([create(items), create(items), create([...items].reverse())]);
		expect(runs.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
		expect(tasks()).toHaveLength(4);
	});

	it('writes nothing twice under Retry On Fail', async () => {
		ws.sandbox.faults.inject({ match: { path: 'post_task' }, delayMs: 0 });
		ws.sandbox.faults.inject({ match: { path: 'post_task' }, status: 400 });
		const parameters = { resource: 'task', operation: 'createFromSource', project: listed('26') };
		const retrying = { type: NODE, parameters, retryOnFail: true, maxTries: 2, waitBetweenTries: 0 };
		const result = await ws.n8n.runNode(retrying, [deal('r1'), deal('r2'), deal('r3')]);
		expect(actions(result.json('Node'))).toEqual(['unchanged', 'created', 'created']);
		expect(tasks()).toHaveLength(3);
	});

	it('creates anew when the task was deleted, although this process made it', async () => {
		await create([deal('a')]);
		ws.sandbox.store.removeTask(tasks()[0]!);
		expect(actions((await create([deal('a')])).json('Node'))).toEqual(['created']);
	});

	it('counts a task that a person made with the link line, a subtask too', async () => {
		ws.sandbox.seed({
			tasks: [
				{ id: 700, project: 26, title: 'By hand', text: 'Call them\n[source:NetHunt/a]' },
				{ id: 701, project: 26, parent: 700, title: 'Below', text: '[source:NetHunt/b] https://nethunt.example/b\n' },
			],
		});
		const result = await create([deal('a'), deal('b')]);
		expect(result.json('Node').map(({ id }) => id)).toEqual(['700', '701']);
		expect(asked(ws)).toEqual(['get_project', 'get_tasks']);
	});

	it('finds the link when somebody wrote below it or moved it', async () => {
		await create([deal('a'), deal('b')]);
		const [a, b] = tasks();
		a!.text += '\nCalled them on Monday, see [source:NetHunt/x] there\n\nAnn';
		b!.text = `${b!.text}\n- Ben`;
		expect(actions((await create([deal('a'), deal('b')])).json('Node'))).toEqual(['unchanged', 'unchanged']);
		ws.sandbox.switches.textReturned = 'html';
		expect(actions((await create([deal('a'), deal('b')])).json('Node'))).toEqual(['unchanged', 'unchanged']);
	});

	it('is not misled by a marked line inside the imported data', async () => {
		const lines = { lines: [{ label: 'Note', path: 'record.fields.Note' }] };
		const note = { Note: 'see\n[source:NetHunt/b]' };
		await create([deal('a', 'A', note)], { importedData: lines });
		expect(actions((await create([deal('b')])).json('Node'))).toEqual(['created']);
		expect(actions((await create([deal('a', 'A', note)], { importedData: lines })).json('Node'))).toEqual([
			'unchanged',
		]);
	});

	it('keeps projects, systems and odd ids apart', async () => {
		await create([deal('a/b #1'), deal('a')]);
		expect(actions((await create([deal('a/b #1')])).json('Node'))).toEqual(['unchanged']);
		expect(actions((await create([deal('a')], { project: listed('29') })).json('Node'))).toEqual(['created']);
		expect(actions((await create([deal('a')], { sourceSystem: 'Salesforce' })).json('Node'))).toEqual(['created']);
	});

	it.each(['plain', 'crlf', 'html'] as const)('finds its links in text given back as %s', async (form) => {
		ws.sandbox.switches.textReturned = form;
		await create([deal('a & <b>')]);
		expect(actions((await create([deal('a & <b>')])).json('Node'))).toEqual(['unchanged']);
		expect(tasks()).toHaveLength(1);
	});
});

describe('once per change', () => {
	const change = (id: string, delivery: string) => ({ ...deal(id), delivery: { id: delivery } });

	it('creates for each change and never twice for one', async () => {
		const fields = { createOnce: 'change', changeIdPath: 'delivery.id' };
		const first = await create([change('a', 'd1'), change('a', 'd2'), change('a', 'd1')], fields);
		expect(actions(first.json('Node'))).toEqual(['created', 'created', 'unchanged']);
		expect(actions((await create([change('a', 'd2'), change('a', 'd3')], fields)).json('Node'))).toEqual([
			'unchanged',
			'created',
		]);
		expect(tasks()[1]!.text).toContain('[source:NetHunt/a#d2]');
	});
});

describe('a lost answer', () => {
	it.each([
		['connection cut after it was done', { reset: 'after' as const }],
		['a web page instead of the answer', { reply: 'html' as const }],
		['broken JSON', { reply: 'malformed' as const }],
		['half an answer', { reply: 'truncated' as const }],
		['nothing', { reply: 'empty' as const }],
		['values of wrong types', { reply: 'wrongTypes' as const }],
	])('%s: looks again and finds the task', async (_, fault) => {
		ws.sandbox.faults.inject({ match: { path: 'post_task' }, ...fault });
		const result = await create([deal('a')]);
		expect(actions(result.json('Node'))).toEqual(['created']);
		expect(result.json('Node')[0]!.name).toBe('Deal a');
		expect(tasks()).toHaveLength(1);
		expect(asked(ws).filter((action) => action === 'post_task')).toHaveLength(1);
	});

	it.each([
		['connection cut before', { reset: 'before' as const }],
		['500', { status: 500 }],
		['429 with a wait', { status: 429, retryAfter: 0 }],
	])('%s: looks, and creates', async (_, fault) => {
		ws.sandbox.faults.inject({ match: { path: 'post_task' }, ...fault });
		expect(actions((await create([deal('a')])).json('Node'))).toEqual(['created']);
		expect(tasks()).toHaveLength(1);
	});

	it('of an item before it makes the next one with the same record look first', async () => {
		ws.sandbox.faults.inject({ match: { path: 'post_task' }, reset: 'after' });
		ws.sandbox.faults.inject({ match: { path: 'get_tasks' }, delayMs: 0 });
		ws.sandbox.faults.inject({ match: { path: 'get_tasks' }, status: 403 });
		const result = await create([deal('a'), deal('a'), deal('b')], { onError: 'continueErrorOutput' });
		expect(actions(result.json('Node'))).toEqual(['unchanged', 'created']);
		expect(result.json('Node', 1)[0]!.error).toContain('not known');
		expect(tasks()).toHaveLength(2);
	});

	it('of one run makes another one, which had looked before, look again', async () => {
		ws.sandbox.switches.latencyMs = 20;
		ws.sandbox.faults.inject({ match: { path: 'get_tasks' }, delayMs: 0, times: 2 });
		ws.sandbox.faults.inject({ match: { path: 'get_tasks' }, status: 403 });
		ws.sandbox.faults.inject({ match: { path: 'post_task' }, reset: 'after' });
		const [one, other] = await Promise.all([create([deal('a')]), create([deal('a')])]);
		const failed = [one, other].filter((run) => run.errorOf('Node'));
		expect(failed.map((run) => run.errorOf('Node')?.message)).toEqual([expect.stringContaining('not known')]);
		expect(tasks()).toHaveLength(1);
	});

	it('leaves it to the next run when the vendor stays silent', async () => {
		ws.sandbox.faults.inject({ match: { path: 'post_task' }, status: 504, times: Infinity });
		const failed = await create([deal('a')]);
		expect(failed.errorOf('Node')?.message).toContain('Whether the task was created is not known.');
		expect(failed.errorOf('Node')?.description).toContain('Run again');
		expect(asked(ws).filter((action) => action === 'post_task')).toHaveLength(1);
		ws.sandbox.faults.clear();
		expect(actions((await create([deal('a')])).json('Node'))).toEqual(['created']);
	});

	it('does not repeat what it cannot look up', async () => {
		ws.sandbox.faults.inject({ match: { path: 'post_task' }, reset: 'after' });
		ws.sandbox.faults.inject({ match: { path: 'get_tasks' }, delayMs: 0 });
		ws.sandbox.faults.inject({ match: { path: 'get_tasks' }, status: 403, times: Infinity });
		const failed = await create([deal('a')]);
		expect(failed.errorOf('Node')?.message).toContain('not known');
		ws.sandbox.faults.clear();
		expect(actions((await create([deal('a')])).json('Node'))).toEqual(['unchanged']);
		expect(tasks()).toHaveLength(1);
	});
});
