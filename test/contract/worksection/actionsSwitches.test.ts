import type { IDataObject } from 'n8n-workflow';

import type { WorksectionSwitches } from '../../../sandbox/worksection';
import { account, actions, fromSource } from './actionsKit';
import { asked, byName, listed, signIn } from './actionsWorld';

const ws = account();
const { create } = fromSource(ws);

let count = 0;
const item = (): IDataObject => {
	const id = `s${++count}`;
	return {
		id,
		record: { link: `https://nethunt.example/${id}`, fields: { Name: `<b>Deal</b> & "${id}"`, Note: 'a < b\nc' } },
	};
};
const VARIANTS: Array<Partial<WorksectionSwitches>> = [
	{ md5Accepts: 'both' },
	{ textReturned: 'html', htmlInText: 'keep' },
	{ textReturned: 'html', htmlInText: 'escape' },
	{ textReturned: 'plain', htmlInText: 'strip' },
	{ htmlInText: 'escape' },
	{ rowsWithoutText: false },
	{ estimatesAs: 'number' },
	{ emptyListOmitsData: false },
	{ badValue: 'ignore' },
	{ timesIn: 'utc' },
	{ archivedProjectAccepts: 'refuse', pendingProjectAccepts: 'refuse' },
	{ emailNotMember: 'accept' },
	{ unpublishedCode: -1 },
	{ searchLongDateNames: false, maxRows: 8 },
	{ searchDoneIncomplete: true, maxRows: 8 },
	{ statusOfTooMany: 429, tooManyRetryAfter: 1 },
	{ oldPageParameter: true },
];

describe('one task per source record', () => {
	it.each(VARIANTS)('holds with %j', async (switches) => {
		Object.assign(ws.sandbox.switches, switches);
		const days = Array.from({ length: 10 }, (_, index) => `2026-02-${String(index + 1).padStart(2, '0')}`);
		const others = days.map((day) => ({
			project: 26,
			title: `Of ${day}`,
			addedAt: `${day}T10:00:00Z`,
		}));
		ws.sandbox.seed({ tasks: others });
		const items = [item(), item()];
		const fields = {
			importedData: { lines: [{ label: 'Note', path: 'record.fields.Note' }] },
			assignTo: 'member',
			assignee: listed('ann@studio.example'),
			dueFrom: 'duration',
			duration: 3,
			...byName({ tags: 'Deal', max_time: '1.5' }),
		};
		expect(actions((await create(items, fields)).json('Node'))).toEqual(['created', 'created']);
		const again = await create([...items].reverse(), fields);
		expect(actions(again.json('Node'))).toEqual(['unchanged', 'unchanged']);
		expect(ws.sandbox.store.tasks.size).toBe(12);
	});

	it('holds as a member who signed in', async () => {
		await signIn(ws, 'projects_read,tasks_read,tasks_write');
		const items = [item()];
		const fields = { authentication: 'oAuth2', ...byName({ tags: 'Deal' }) };
		expect(actions((await create(items, fields)).json('Node'))).toEqual(['created']);
		expect(actions((await create(items, fields)).json('Node'))).toEqual(['unchanged']);
	});

	it('tells what a project demands, by the field', async () => {
		ws.sandbox.switches.requireOptions = 'enforce';
		ws.sandbox.store.projects.get('26')!.options = { require_term: 1 };
		const failed = await create([item()]);
		expect(failed.errorOf('Node')?.message).toContain('refused the value of Due Date');
	});

	it('warns when the text comes back without the link', async () => {
		ws.sandbox.switches.textLimit = 10;
		const result = await create([item()]);
		expect(result.hints('Node').join()).toContain('did not keep the link');
	});
});

describe('other switches', () => {
	it('closing that the project forbids is told in the vendor’s words', async () => {
		ws.sandbox.switches.closeWithoutCosts = 'refuse';
		ws.sandbox.store.projects.get('26')!.options = { time_require: 1 };
		ws.sandbox.seed({ tasks: [{ id: 881, project: 26, title: 'T' }] });
		const failed = await ws.run('task', 'complete', { task: listed('881') });
		expect(failed.errorOf('Node')?.message).toContain('Worksection');
		expect(ws.sandbox.store.tasks.get('881')!.status).toBe('active');
	});

	it.each(['clear', 'ignore'] as const)(
		'an empty date on an update (%s) is told when it changed nothing',
		async (way) => {
			ws.sandbox.switches.emptyDateOnUpdate = way;
			ws.sandbox.seed({ tasks: [{ id: 881, project: 26, title: 'T', dateEnd: '2026-03-01' }] });
			const result = await ws.run('task', 'update', { task: listed('881'), ...byName({ dateend: '' }) });
			expect(result.errorOf('Node')).toBeUndefined();
			const kept = result.hints('Node').join().includes('shows another value of Due Date');
			expect(kept).toBe(way === 'ignore');
		},
	);

	it.each([true, false])('tags in an update (%s) are told when they changed nothing', async (taken) => {
		ws.sandbox.switches.updateTaskTags = taken;
		ws.sandbox.seed({ tasks: [{ id: 881, project: 26, title: 'T' }] });
		const result = await ws.run('task', 'update', { task: listed('881'), ...byName({ title: 'U', tags: 'Deal' }) });
		expect(ws.sandbox.store.tasks.get('881')!.tags).toHaveLength(taken ? 1 : 0);
		expect(result.hints('Node').join().includes('shows another value of Tags')).toBe(!taken);
	});

	it.each([true, false])('the pace keeps within the vendor’s limit (refused ones count: %s)', async (count) => {
		ws.sandbox.switches.refusedRequestsCount = count;
		ws.credentials.worksectionApi!.requestsPerSecond = 1;
		ws.sandbox.switches.limiter = true;
		ws.sandbox.clock.resume();
		const result = await create([item()]);
		ws.credentials.worksectionApi!.requestsPerSecond = 0;
		expect(actions(result.json('Node'))).toEqual(['created']);
		expect(new Set(asked(ws))).toEqual(new Set(['get_project', 'get_tasks', 'post_task']));
		expect(ws.sandbox.store.tasks.size).toBe(1);
	});
});
