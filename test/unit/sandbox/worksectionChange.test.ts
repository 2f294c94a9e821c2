import type { WorksectionSimulator } from '../../../sandbox/worksection';
import { call, get, iryna, olha, restart, startSmall } from './worksectionKit';

let ws: WorksectionSimulator;
beforeAll(async () => (ws = await startSmall()));
beforeEach(() => restart(ws));
afterAll(() => ws.close());

const create = async (more: Record<string, string | number | string[]> = {}) =>
	(await call(ws, 'post_task', { id_project: 101, title: 'Letter', ...more })).data;

describe('changing', () => {
	it('update_task changes what may change, closed tasks too, never the text', async () => {
		const { id } = await create({ text: 'before', tags: 'Urgent' });
		await call(ws, 'complete_task', { id_task: id });
		const changed = await call(ws, 'update_task', {
			...{ id_task: id, title: 'New', text: 'after', priority: 9, email_user_to: iryna },
			...{ tags: 'In work', dateclosed: '03.02.2026' },
		});
		expect(changed.data).toMatchObject({ name: 'New', priority: '9', text: 'before', tags: { 302: 'In work' } });
		expect(changed.data.date_closed).toBe('2026-02-03 00:00');
		ws.switches.updateTaskTags = false;
		expect((await call(ws, 'update_task', { id_task: id, tags: 'Urgent' })).data.tags).toEqual({ 302: 'In work' });
	});
	it('an empty date clears or is ignored', async () => {
		const { id } = await create({ datestart: '01.02.2026', dateend: '02.02.2026' });
		ws.switches.emptyDateOnUpdate = 'ignore';
		expect((await call(ws, 'update_task', { id_task: id, dateend: '' })).data.date_end).toBe('2026-02-02');
		ws.switches.emptyDateOnUpdate = 'clear';
		expect((await call(ws, 'update_task', { id_task: id, dateend: '' })).data).not.toHaveProperty('date_end');
	});
	it('closing and reopening have their errors 12, 13, 8 and 14', async () => {
		const parent = await create();
		const child = await create({ id_parent: parent.id });
		const done = (id: string) => call(ws, 'complete_task', { id_task: id });
		expect(await done(parent.id)).toMatchObject({ status_code: 13, message: 'Task has children' });
		expect(await done(child.id)).toEqual(expect.not.objectContaining({ data: expect.anything() }));
		ws.switches.completeTaskReturnsData = true;
		expect((await done(parent.id)).data).toMatchObject({ status: 'done', date_closed: expect.any(String) });
		expect(await done(parent.id)).toMatchObject({ status_code: 12, message: 'Task is already closed' });
		const under = await call(ws, 'post_task', { id_project: 101, title: 'x', id_parent: parent.id });
		expect(under).toMatchObject({ status_code: 8, message: 'Task is closed' });
		expect(await call(ws, 'reopen_task', { id_task: child.id })).toMatchObject({
			status_code: 14,
			message: 'Parent task is done',
		});
		expect((await call(ws, 'reopen_task', { id_task: parent.id })).status).toBe('ok');
		expect(await call(ws, 'reopen_task', { id_task: parent.id })).toMatchObject({
			status_code: 12,
			message: 'Task is already active',
		});
	});
	it('closing without costs is allowed or refused', async () => {
		ws.act.editProject({ project: 101, options: { time_require: 1 } });
		const { id } = await create();
		ws.switches.closeWithoutCosts = 'refuse';
		expect((await call(ws, 'complete_task', { id_task: id })).message_details).toBe('time or money');
		ws.switches.closeWithoutCosts = 'allow';
		expect((await call(ws, 'complete_task', { id_task: id })).status).toBe('ok');
	});
	it('subscribes and unsubscribes', async () => {
		const { id } = await create();
		await call(ws, 'subscribe', { id_task: id, email_user: iryna });
		expect(ws.store.tasks.get(id)?.subscribers).toEqual(['3002']);
		await call(ws, 'unsubscribe', { id_task: id, email_user: iryna });
		expect(ws.store.tasks.get(id)?.subscribers).toEqual([]);
		expect((await call(ws, 'subscribe', { id_task: id, email_user: 'x@y.example' })).status_code).toBe(11);
	});
	it('the old page parameter works only with its switch', async () => {
		const { id } = await create();
		expect((await call(ws, 'get_task', { page: `/project/101/${id}/` })).status_code).toBe(5);
		ws.switches.oldPageParameter = true;
		expect((await call(ws, 'get_task', { page: `/project/101/${id}/` })).data.id).toBe(id);
		expect(await call(ws, 'get_task', { page: '/somewhere/' })).toMatchObject({
			status_code: 3,
			message: 'Page is invalid',
		});
	});
});

describe('search_tasks', () => {
	beforeEach(() => {
		ws.seed({
			tasks: [
				{ id: 1, project: 101, title: 'Offer A', addedAt: '2026-02-01T10:00:00Z', dateEnd: '2026-02-05' },
				{ id: 2, project: 101, title: 'Offer B', addedAt: '2026-02-01T22:30:00Z', assignee: iryna, status: 'done' },
				{ id: 3, project: 101, title: 'Invoice', addedAt: '2026-02-03T10:00:00Z', parent: 1, status: 'done' },
				{ id: 4, project: 103, title: 'Offer C', addedAt: '2026-02-03T10:00:00Z' },
			],
		});
	});
	const ids = async (params: Record<string, string | number>) =>
		((await call(ws, 'search_tasks', params)).data ?? []).map((task: { id: string }) => task.id).join();

	it('finds by project, people, status and filter; days are those of the account', async () => {
		expect(await ids({ id_project: 101 })).toBe('1,2,3');
		expect(await ids({ email_user_to: iryna })).toBe('2');
		expect(await ids({ id_project: 101, status: 'active' })).toBe('1');
		expect(await ids({ filter: "dateadd>='02.02.2026'", id_project: 101 })).toBe('2,3');
		expect(await ids({ filter: "dateend<'06.02.2026'" })).toBe('1');
		expect(await ids({ filter: 'parent=1' })).toBe('3');
		expect(await ids({ filter: "name has 'offer' and id in (1,2,4)" })).toBe('1,2');
	});
	it('leaves archived projects out unless the project is given', async () => {
		expect(await ids({ filter: "name has 'Offer'" })).toBe('1,2');
		expect(await ids({ id_project: 103 })).toBe('4');
	});
	it('needs something to go by, and refuses unknown fields telling the format', async () => {
		expect(await call(ws, 'search_tasks')).toMatchObject({
			status_code: 10,
			message: 'At least one of fields required',
		});
		const refused = await call(ws, 'search_tasks', { filter: 'priority=1' });
		expect(refused).toMatchObject({
			status: 'error',
			message_details: 'filter',
			test: expect.stringContaining('dateadd'),
		});
		ws.switches.filterErrorsTellFormat = false;
		expect(await call(ws, 'search_tasks', { filter: 'priority=1' })).not.toHaveProperty('test');
	});
	it('long date names and incomplete done lists are switches', async () => {
		expect(await ids({ filter: "date_added='03.02.2026'" })).toBe('3');
		ws.switches.searchLongDateNames = false;
		expect((await call(ws, 'search_tasks', { filter: "date_added='03.02.2026'" })).status).toBe('error');
		expect(await ids({ id_project: 101, status: 'done' })).toBe('2,3');
		ws.switches.searchDoneIncomplete = true;
		expect(await ids({ id_project: 101, status: 'done' })).toBe('2');
	});
});

describe('size', () => {
	it('a project beyond 10,000 rows answers an error, and searches by date and id', async () => {
		const tasks = Array.from({ length: 12_000 }, (_, n) => ({
			...{ id: n + 1, project: 101, title: `Task ${n + 1}` },
			addedAt: Date.parse('2026-01-01T12:00:00Z') + (n % 30) * 86_400_000,
		}));
		ws.seed({ tasks });
		const refused = await call(ws, 'get_tasks', { id_project: 101 });
		expect(refused).toMatchObject({ http: 200, status: 'error', message: 'Too many tasks (10000 max)' });
		expect((await call(ws, 'search_tasks', { id_project: 101 })).message).toBe('Too many tasks (10000 max)');
		const byDay = await call(ws, 'search_tasks', { id_project: 101, filter: "dateadd='30.01.2026'" });
		expect(byDay.data).toHaveLength(400);
		expect((await call(ws, 'search_tasks', { filter: 'id in (11999,12000)' })).data).toHaveLength(2);
		ws.switches.maxRows = 12_000;
		expect((await call(ws, 'get_tasks', { id_project: 101 })).data).toHaveLength(12_000);
		ws.switches.maxRows = 100;
		expect((await call(ws, 'get_tasks', { id_project: 101 })).message).toBe('Too many tasks (100 max)');
	});
	it('takes a thousand tasks one after another', async () => {
		for (let n = 0; n < 1000; n++) await create({ title: `T${n}` });
		expect(ws.store.tasks.size).toBe(1000);
		expect(ws.requests.count({ action: 'post_task' })).toBe(1000);
	});
});

describe('files', () => {
	it('are listed and downloaded; an unknown one is a JSON error', async () => {
		const { id } = await create();
		ws.act.attachFile({ task: id, name: 'Ціна.txt', text: 'привіт' });
		const [file] = (await call(ws, 'get_files', { id_task: id })).data;
		expect(file).toMatchObject({ page: '/download/80001/', size: 12, user_from: { email: olha } });
		expect((await call(ws, 'get_files', { id_project: 101 })).data).toHaveLength(1);
		const bytes = await call(ws, 'download', { id_file: file.id });
		expect(bytes.text).toBe('привіт');
		expect(bytes.headers.get('content-disposition')).toContain("filename*=UTF-8''%D0%A6");
		expect(await call(ws, 'download', { id_file: 1 })).toMatchObject({ status_code: 4, message: 'File not found' });
		expect((await get(ws, '/download/80001/')).http).toBe(404);
	});
});
