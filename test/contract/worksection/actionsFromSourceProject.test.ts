import { account, actions, deal, fromSource } from './actionsKit';
import { asked, listed } from './actionsWorld';

const ws = account();
const { create, tasks } = fromSource(ws);

describe('a project beyond the limit of rows', () => {
	const row = (id: number, day: string, status: 'active' | 'done' = 'active', text = '') => {
		const addedAt = `${day}T10:00:00Z`;
		return {
			id,
			project: 26,
			title: `Task ${id}`,
			status,
			text,
			addedAt,
			...(status === 'done' && { closedAt: addedAt }),
		};
	};

	it('finds every linked task in windows of days', async () => {
		ws.sandbox.switches.maxRows = 20;
		const days = Array.from({ length: 90 }, (_, index) =>
			new Date(Date.UTC(2025, 10, 12 + index)).toISOString().slice(0, 10),
		);
		ws.sandbox.seed({
			tasks: days.map((day, index) =>
				row(900 + index, day, index % 2 ? 'done' : 'active', `[source:NetHunt/r${index}]`),
			),
		});
		const result = await create(days.map((_, index) => deal(`r${index}`)));
		expect(new Set(actions(result.json('Node')))).toEqual(new Set(['unchanged']));
		expect(asked(ws).length).toBeLessThan(60);
		expect(actions((await create([deal('new')])).json('Node'))).toEqual(['created']);
		expect(actions((await create([deal('new')])).json('Node'))).toEqual(['unchanged']);
	});

	it('reads a single day with too many tasks by open and closed ones', async () => {
		ws.sandbox.switches.maxRows = 20;
		const open = Array.from({ length: 18 }, (_, index) =>
			row(900 + index, '2026-02-03', 'active', `[source:NetHunt/o${index}]`),
		);
		const closed = Array.from({ length: 19 }, (_, index) =>
			row(950 + index, '2026-02-03', 'done', `[source:NetHunt/c${index}]`),
		);
		ws.sandbox.seed({ tasks: [...open, ...closed] });
		const result = await create([deal('o17'), deal('c18')]);
		expect(actions(result.json('Node'))).toEqual(['unchanged', 'unchanged']);
	});

	it('creates nothing where it cannot be sure, and says so', async () => {
		ws.sandbox.switches.maxRows = 20;
		ws.sandbox.seed({ tasks: Array.from({ length: 25 }, (_, index) => row(900 + index, '2026-02-03')) });
		const failed = await create([deal('a')]);
		expect(failed.errorOf('Node')?.message).toContain('more tasks that were added on 2026-02-03');
		expect(asked(ws)).not.toContain('post_task');
	});

	it('works at the real limit', async () => {
		const many = Array.from({ length: 10_050 }, (_, index) =>
			row(
				10_000 + index,
				index < 9_000 ? '2026-01-10' : '2026-01-20',
				'active',
				index === 77 ? '[source:NetHunt/far]' : '',
			),
		);
		ws.sandbox.seed({ tasks: many });
		expect(actions((await create([deal('far'), deal('near')])).json('Node'))).toEqual(['unchanged', 'created']);
	});
});

describe('the project', () => {
	it.each([
		['27', 'Project "Old Sales" (27) is archived: no task was created in it.'],
		['28', 'Project "Next Sales" (28) is pending: no task was created in it.'],
		['999', 'Project 999 is not in Worksection: no task was created in it.'],
	])('%s is refused by name and nothing is sent', async (project, message) => {
		const failed = await create([deal('a')], { project: listed(project) });
		expect(failed.errorOf('Node')?.message).toContain(message);
		expect(asked(ws)).toEqual(['get_project']);
	});

	it('concerns only its own items', async () => {
		const items = [deal('a'), { ...deal('b'), project: 27 }, deal('c')];
		const project = { __rl: true, mode: 'id', value: '={{ $json.project ?? 26 }}' };
		const result = await ws.run(
			'task',
			'createFromSource',
			{ project: project as never, onError: 'continueErrorOutput' },
			items.map((item) => ({ ...item })),
		);
		expect(actions(result.json('Node'))).toEqual(['created', 'created']);
		expect(result.json('Node', 1)[0]!.error).toContain('archived');
		expect(tasks()).toHaveLength(2);
	});

	it('may be given by its address', async () => {
		const result = await create([deal('a')], { project: listed('https://studio.worksection.com/project/26/881/') });
		expect(actions(result.json('Node'))).toEqual(['created']);
	});
});
