import type { WorksectionSimulator } from '../../../sandbox/worksection';
import { call, callFiles, callHmac, denys, iryna, olha, restart, startSmall } from './worksectionKit';

let ws: WorksectionSimulator;
beforeAll(async () => (ws = await startSmall()));
beforeEach(() => restart(ws));
afterAll(() => ws.close());

const create = async (more: Record<string, string | number | string[]> = {}) =>
	(await call(ws, 'post_task', { id_project: 101, title: 'Letter', ...more })).data;

describe('post_task', () => {
	it('answers the task with text, string ids, pseudo users, naive times and no empty keys', async () => {
		ws.clock.set('2026-01-05T22:30:45Z');
		const task = await create({ text: 'one\ntwo', priority: 3, dateend: '07.01.2026', todo: ['buy', 'send'] });
		expect(task).toEqual({
			id: '5001',
			name: 'Letter',
			page: '/project/101/5001/',
			status: 'active',
			priority: '3',
			user_from: { id: '3001', email: olha, name: 'Olha M' },
			user_to: { id: '1', email: 'NOONE', name: "Executive isn't assigned" },
			project: { id: '101', name: 'Onboarding', page: '/project/101/' },
			text: 'one\r\ntwo\r\n• buy\r\n• send',
			date_added: '2026-01-06 00:30',
			date_end: '2026-01-07',
		});
		ws.switches.timesIn = 'utc';
		expect((await call(ws, 'get_task', { id_task: 5001 })).data.date_added).toBe('2026-01-05 22:30');
	});
	it('names what is missing or wrong', async () => {
		expect(await call(ws, 'post_task', { id_project: 101 })).toMatchObject({
			...{ http: 200, status: 'error', status_code: 10, message: 'Field is required', message_details: 'title' },
		});
		expect(await call(ws, 'post_task', { id_project: 9, title: 'x' })).toMatchObject({
			status_code: 4,
			message: 'Project is invalid',
		});
		const parent = await call(ws, 'post_task', { id_project: 101, title: 'x', id_parent: 9 });
		expect(parent).toMatchObject({ status_code: 5, message: 'Task is invalid' });
		const tag = await call(ws, 'post_task', { id_project: 101, title: 'x', tags: 'Urgent,Nope' });
		expect(tag).toMatchObject({ status_code: 16, message: 'Tag is invalid', message_details: 'Nope' });
		const foreign = await call(ws, 'post_task', { id_project: 101, title: 'x', tags: 'Secret' });
		expect(foreign.status_code).toBe(16);
		const email = await call(ws, 'post_task', { id_project: 101, title: 'x', email_user_to: 'no@body.example' });
		expect(email).toMatchObject({ status_code: 11, message: 'Invalid email', message_details: 'no@body.example' });
		expect(ws.store.tasks.size).toBe(0);
	});
	it('takes ANY, NOONE, author, subscribers, tags by name or id', async () => {
		const task = await create({ email_user_to: 'ANY', email_user_from: iryna, subscribe: iryna, tags: 'Urgent,301' });
		expect(task.user_to).toEqual({ id: '2', email: 'ANY', name: 'Anyone' });
		expect(task.user_from.email).toBe(iryna);
		expect(task.tags).toEqual({ 301: 'To do', 303: 'Urgent' });
		const seen = await call(ws, 'get_task', { id_task: task.id, extra: 'subscribers' });
		expect(seen.data.subscribers[0].email).toBe(iryna);
		expect((await create({ email_user_to: 'none' })).user_to.id).toBe('1');
	});
	it('an assignee outside the project is an error or joins it', async () => {
		expect((await call(ws, 'post_task', { id_project: 101, title: 'x', email_user_to: denys })).status_code).toBe(11);
		ws.switches.emailNotMember = 'accept';
		expect((await create({ email_user_to: denys })).user_to.email).toBe(denys);
		expect(ws.store.projects.get('101')?.members.has('3003')).toBe(true);
	});
	it('cuts the text silently', async () => {
		expect((await create({ text: 'я'.repeat(65_540) })).text).toHaveLength(65_536);
		ws.switches.textLimit = 5;
		expect((await create({ text: '123456' })).text).toBe('12345');
	});
	it('returns text plain, with CRLF or as html; keeps, strips or escapes markup', async () => {
		const text = '<b>a</b> & c\nd';
		expect((await create({ text })).text).toBe('<b>a</b> & c\r\nd');
		ws.switches.textReturned = 'plain';
		const { id } = await create({ text });
		expect((await call(ws, 'get_task', { id_task: id, extra: 'text' })).data.text).toBe(text);
		const html = await call(ws, 'get_task', { id_task: id, extra: 'html' });
		expect(html.data.text).toBe('<b>a</b> &amp; c<br>d');
		ws.switches.textReturned = 'html';
		expect((await create({ text: 'a\nb' })).text).toBe('a<br>b');
		ws.switches.textReturned = 'plain';
		ws.switches.htmlInText = 'strip';
		expect((await create({ text })).text).toBe('a & c\nd');
		ws.switches.htmlInText = 'escape';
		expect((await create({ text: '<i>' })).text).toBe('&lt;i&gt;');
	});
	it('creates in archived and pending projects, or refuses', async () => {
		expect((await call(ws, 'post_task', { id_project: 103, title: 'x' })).status).toBe('ok');
		expect((await call(ws, 'post_task', { id_project: 102, title: 'x' })).status).toBe('ok');
		ws.switches.archivedProjectAccepts = 'refuse';
		ws.switches.pendingProjectAccepts = 'refuse';
		expect((await call(ws, 'post_task', { id_project: 103, title: 'x' })).status_code).toBe(4);
		expect((await call(ws, 'post_task', { id_project: 102, title: 'x' })).status_code).toBe(4);
	});
	it('ignores or enforces what the project requires', async () => {
		ws.act.editProject({ project: 101, options: { require_term: 1 } });
		expect((await create()).id).toBe('5001');
		ws.switches.requireOptions = 'enforce';
		const refused = await call(ws, 'post_task', { id_project: 101, title: 'x' });
		expect(refused).toMatchObject({ status_code: 10, message_details: 'dateend' });
		expect((await create({ dateend: '01.02.2026' })).date_end).toBe('2026-02-01');
	});
	it('malformed dates and priorities are errors or are ignored', async () => {
		for (const [field, value] of [
			['dateend', '2026-02-01'],
			['dateend', '31.02.2026'],
			['priority', '11'],
		] as const) {
			const refused = await call(ws, 'post_task', { id_project: 101, title: 'x', [field]: value });
			expect(refused).toMatchObject({ status_code: 10, message_details: field });
		}
		ws.switches.badValue = 'ignore';
		const task = await create({ dateend: 'soon', priority: 11 });
		expect(task.priority).toBe('1');
		expect(task).not.toHaveProperty('date_end');
	});
	it('estimates are text or numbers', async () => {
		expect((await create({ max_time: 5, max_money: '10.5' })).max_money).toBe('10.5');
		ws.switches.estimatesAs = 'number';
		expect((await create({ max_time: 5 })).max_time).toBe(5);
	});
	it('takes JSON with the HMAC header, lists included', async () => {
		const reply = await callHmac(ws, 'post_task', {
			id_project: 101,
			title: 'J',
			todo: ['a'],
			tags: ['Urgent'],
			priority: 0,
		});
		expect(reply.data).toMatchObject({ name: 'J', text: '• a', priority: '0', tags: { 303: 'Urgent' } });
	});
	it('takes files as multipart, or uploaded before', async () => {
		const sent = await callFiles(
			ws,
			'post_task',
			{ id_project: 101, title: 'F' },
			{ 'attach[0]': ['Звіт.txt', 'hello'] },
		);
		expect(sent.data.files).toEqual([{ id: '80001', page: '/download/80001/', name: 'Звіт.txt', size: 5 }]);
		const upload = await callFiles(ws, 'upload_files', {}, { 'files[]': ['b.PDF', 'pdf'] });
		expect(upload.data).toEqual([{ id: '80002', ext: 'pdf', name: 'b.PDF', icon: 'pdf', error: '' }]);
		const later = await callHmac(ws, 'post_task', { id_project: 101, title: 'G', files: upload.data });
		expect(later.data.files[0].name).toBe('b.PDF');
		const twice = await callHmac(ws, 'post_task', { id_project: 101, title: 'H', files: upload.data });
		expect(twice).toMatchObject({ status_code: 4, message: 'File not found' });
	});
});

describe('reading', () => {
	it('rows have text only with extra, unless the switch says otherwise', async () => {
		await create({ text: 'secret sauce' });
		expect((await call(ws, 'get_tasks', { id_project: 101 })).data[0]).not.toHaveProperty('text');
		expect((await call(ws, 'get_tasks', { id_project: 101, extra: 'text' })).data[0].text).toBe('secret sauce');
		ws.switches.rowsWithoutText = false;
		expect((await call(ws, 'get_tasks', { id_project: 101 })).data[0].text).toBe('secret sauce');
	});
	it('an empty list lacks data, or is empty', async () => {
		expect(await call(ws, 'get_tasks', { id_project: 101 })).not.toHaveProperty('data');
		ws.switches.emptyListOmitsData = false;
		expect((await call(ws, 'get_tasks', { id_project: 101 })).data).toEqual([]);
	});
	it('subtasks come with extra, have parents and nested pages', async () => {
		const parent = await create();
		const child = await create({ id_parent: parent.id, title: 'Child' });
		const grandchild = await create({ id_parent: child.id, title: 'Grandchild' });
		expect(grandchild.page).toBe(`/project/101/${parent.id}/${child.id}/${grandchild.id}/`);
		expect(grandchild.parent).toMatchObject({ id: child.id, parent: { id: parent.id } });
		expect((await call(ws, 'get_tasks', { id_project: 101 })).data).toHaveLength(1);
		const nested = (await call(ws, 'get_tasks', { id_project: 101, extra: 'subtasks' })).data;
		expect(nested[0].child[0].child[0].id).toBe(grandchild.id);
		await call(ws, 'complete_task', { id_task: grandchild.id });
		const active = (await call(ws, 'get_task', { id_task: parent.id, extra: 'subtasks', filter: 'active' })).data;
		expect(active.child[0]).not.toHaveProperty('child');
	});
	it('get_all_tasks leaves out archived projects and, with the filter, closed tasks', async () => {
		await create();
		const { id } = await create();
		await call(ws, 'complete_task', { id_task: id });
		await call(ws, 'post_task', { id_project: 103, title: 'x' });
		expect((await call(ws, 'get_all_tasks')).data).toHaveLength(2);
		expect((await call(ws, 'get_all_tasks', { extra: 'archive' })).data).toHaveLength(3);
		expect((await call(ws, 'get_all_tasks', { filter: 'active' })).data).toHaveLength(1);
	});
	it('never returns tasks whose publication is delayed', async () => {
		const { id } = ws.act.createTask({ project: 101, title: 'Later', delayed: true }) as { id: string };
		expect((await call(ws, 'get_task', { id_task: id })).status_code).toBe(5);
		expect(await call(ws, 'get_tasks', { id_project: 101 })).not.toHaveProperty('data');
		expect(await call(ws, 'search_tasks', { id_project: 101 })).not.toHaveProperty('data');
	});
	it('comments (five newest), relations and custom fields come with extra', async () => {
		const { id } = await create();
		const other = await create({ title: 'Other' });
		for (let n = 1; n <= 6; n++) await call(ws, 'post_comment', { id_task: id, text: `c${n}` });
		ws.seed({ relations: [{ from: id, to: other.id }] });
		ws.act.editTask({ task: id, customFields: { 901: 'A-1' }, timeEnd: '18:30' });
		const task = (await call(ws, 'get_task', { id_task: id, extra: 'comments,relations,custom_fields' })).data;
		expect(task.comments.map((comment: { text: string }) => comment.text)).toEqual(['c6', 'c5', 'c4', 'c3', 'c2']);
		expect(task).toMatchObject({ has_comments: true, time_end: '18:30' });
		expect(task.relations.to[0]).toMatchObject({ type: 'finish-to-start', id: other.id });
		expect(task.custom_fields).toEqual([{ id: '901', type: 'text', name: 'Contract', value: 'A-1' }]);
		expect((await call(ws, 'get_task_custom_fields')).data[0].name).toBe('Contract');
	});
});
