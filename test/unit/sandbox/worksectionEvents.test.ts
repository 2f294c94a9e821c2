import type { WorksectionSimulator } from '../../../sandbox/worksection';
import { call, iryna, olha, restart, startSmall } from './worksectionKit';

let ws: WorksectionSimulator;
beforeAll(async () => (ws = await startSmall()));
beforeEach(() => restart(ws));
afterAll(() => ws.close());

const task = (title = 'Letter'): string => (ws.act.createTask({ project: 101, title }) as { id: string }).id;
const events = async (more: Record<string, string> = {}) =>
	(await call(ws, 'get_events', { period: '1h', ...more })).data ?? [];
const names = (list: Array<{ action: string; object: { type: string } }>): string =>
	list.map((event) => `${event.action}_${event.object.type}`).join();

describe('get_events', () => {
	it('tells of tasks, comments and projects, newest first or oldest', async () => {
		const id = task();
		await call(ws, 'update_task', { id_task: id, title: 'New', dateend: '01.02.2026' });
		const comment = ws.act.addComment({ task: id, text: 'hi', by: iryna }) as { id: string };
		ws.act.editComment({ comment: comment.id, text: 'ho' });
		ws.act.deleteComment({ comment: comment.id });
		ws.act.closeTask({ task: id });
		ws.act.reopenTask({ task: id });
		ws.act.editProject({ project: 101, title: 'Renamed' });
		const told = await events();
		expect(names(told)).toBe(
			'update_project,reopen_task,close_task,delete_comment,update_comment,post_comment,update_task,post_task',
		);
		expect(told[6]).toEqual({
			action: 'update',
			object: { type: 'task', id, page: `/project/101/${id}/` },
			date_added: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d$/),
			user_from: { id: '3001', email: olha, name: 'Olha M' },
			new: { title: 'New', date_end: '2026-02-01' },
			old: { title: 'Letter', date_end: '' },
		});
		expect(told[5]).toMatchObject({
			object: { type: 'comment', id: comment.id, page: `/project/101/${id}/` },
			user_from: { email: iryna },
		});
		ws.switches.eventsOrder = 'oldest';
		expect((await events())[0].action).toBe('post');
	});
	it('has only a window back from now', async () => {
		ws.clock.set('2026-02-01T10:00:00Z');
		task();
		ws.clock.advance(3_600_000);
		expect(await events()).toHaveLength(1);
		ws.clock.advance(1);
		expect(await events()).toHaveLength(0);
		expect(await events({ period: '30d' })).toHaveLength(1);
		expect((await call(ws, 'get_events', { period: '31d' })).message_details).toBe('period');
		expect((await call(ws, 'get_events')).message_details).toBe('period');
	});
	it('filters by project', async () => {
		task();
		expect(await events({ id_project: '102' })).toHaveLength(0);
		expect(await events({ id_project: '101' })).toHaveLength(1);
	});
	it('says nothing of tags, costs and archiving, unless switched on', async () => {
		const id = task();
		ws.act.setStatusTag({ task: id, tag: 'In work' });
		await call(ws, 'update_task_tags', { id_task: id, plus: 'Urgent' });
		await call(ws, 'update_task', { id_task: id, tags: 'Urgent' });
		await call(ws, 'add_costs', { id_task: id, time: 1, email_user_from: iryna });
		ws.act.archiveProject({ project: 101 });
		expect(names(await events())).toBe('post_task');
		ws.switches.tagChangeWebhook = true;
		ws.switches.projectStatusEvents = true;
		ws.act.setStatusTag({ task: id, tag: 'To do' });
		ws.act.activateProject({ project: 101 });
		const told = await events();
		expect(names(told)).toBe('update_project,update_task,post_task');
		expect(told[0]).toMatchObject({ new: { status: 'active' }, old: { status: 'archive' } });
		expect(told[1].new).toEqual({ tags: { 301: 'To do', 303: 'Urgent' } });
	});
	it('updates without difference, deletions and empty values follow their switches', async () => {
		const id = task();
		await call(ws, 'update_task', { id_task: id, title: 'Letter' });
		expect((await events())[0]).toMatchObject({ action: 'update', new: {}, old: {} });
		ws.switches.emptyUpdateEvents = false;
		await call(ws, 'update_task', { id_task: id, title: 'Letter' });
		expect(await events()).toHaveLength(2);
		ws.switches.emptyNewOld = 'array';
		expect((await events())[0]).toMatchObject({ new: [], old: [] });
		ws.switches.emptyNewOld = 'omitted';
		expect((await events())[0]).not.toHaveProperty('new');
		ws.act.deleteTask({ task: id });
		expect(names(await events())).not.toContain('delete');
		ws.switches.deleteInGetEvents = 'all';
		expect(names(await events())).toContain('delete_task');
	});
	it('carries custom fields by id', async () => {
		const id = task();
		ws.act.editTask({ task: id, customFields: { 901: 'A-1' } });
		expect((await events())[0]).toMatchObject({
			new: { custom_fields: { 901: { id: '901', name: 'Contract', value: 'A-1' } } },
			old: { custom_fields: { 901: { value: '' } } },
		});
	});
});
