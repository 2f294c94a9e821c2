import type { WorksectionSimulator } from '../../../sandbox/worksection';
import { call, callFiles, denys, iryna, olha, restart, startSmall } from './worksectionKit';

let ws: WorksectionSimulator;
beforeAll(async () => (ws = await startSmall()));
beforeEach(() => restart(ws));
afterAll(() => ws.close());

const task = (): string => (ws.act.createTask({ project: 101, title: 'Letter' }) as { id: string }).id;

describe('projects', () => {
	it('are posted, read and updated', async () => {
		const posted = await call(ws, 'post_project', {
			...{
				title: 'New',
				text: 'about',
				email_manager: iryna,
				members: denys,
				company: 'Customers',
				dateend: '01.03.2026',
			},
			...{ 'options.require_term': 1, tags: 'Services' },
		});
		expect(posted.data).toMatchObject({
			...{ id: '104', name: 'New', page: '/project/104/', status: 'active', company: 'Customers', text: 'about' },
			...{ user_to: { email: iryna }, date_end: '2026-03-01', options: { require_term: 1 }, tags: { 305: 'Services' } },
		});
		expect(posted.data.users.map((user: { email: string }) => user.email)).toEqual([olha, denys, iryna]);
		const plain = (await call(ws, 'get_project', { id_project: 104 })).data;
		expect(plain).not.toHaveProperty('text');
		expect(plain).not.toHaveProperty('users');
		const updated = await call(ws, 'update_project', { id_project: 104, title: 'Newer', text: 'x', tags: '' });
		expect(updated.data).toMatchObject({ name: 'Newer', text: 'about' });
		expect(updated.data).not.toHaveProperty('tags');
	});
	it('without manager have the pseudo user 0; unknown ones are error 4', async () => {
		const { data } = await call(ws, 'get_project', { id_project: 101 });
		expect(data.user_to).toEqual({ id: '0', email: 'NOONE', name: "Manager isn't assigned" });
		expect((await call(ws, 'get_project', { id_project: 9 })).message).toBe('Project is invalid');
		expect((await call(ws, 'post_project')).message_details).toBe('title');
		const both = await call(ws, 'post_project', { title: 'x', 'options.time_today': 1, 'options.timer_only': 1 });
		expect(both.message).toBe('Only one parameter (options.time_today, options.timer_only) can be set as 1.');
	});
	it('are filtered; the word for archived ones is a switch', async () => {
		const names = async (filter: string) =>
			(await call(ws, 'get_projects', { filter })).data.map((project: { name: string }) => project.name).join();
		expect(await names('active')).toBe('Onboarding');
		expect(await names('pending')).toBe('Later');
		expect([await names('archive'), await names('archived')]).toEqual(['Old', 'Old']);
		ws.switches.filterArchiveWord = 'archive';
		expect([await names('archive'), await names('archived')]).toEqual(['Old', 'Onboarding,Later,Old']);
		ws.switches.filterArchiveWord = 'archived';
		expect([await names('archive'), await names('archived')]).toEqual(['Onboarding,Later,Old', 'Old']);
	});
	it('are closed and activated with error 12', async () => {
		const closed = await call(ws, 'close_project', { id_project: 101 });
		expect(closed.status).toBe('ok');
		expect((await call(ws, 'get_project', { id_project: 101 })).data).toMatchObject({
			status: 'archive',
			date_closed: expect.any(String),
		});
		expect((await call(ws, 'close_project', { id_project: 101 })).message).toBe('Project is already closed');
		await call(ws, 'activate_project', { id_project: 101 });
		expect(await call(ws, 'activate_project', { id_project: 101 })).toMatchObject({
			status_code: 12,
			message: 'Project is already active',
		});
	});
	it('members come and go; unknown addresses are error 11', async () => {
		await call(ws, 'add_project_members', { id_project: 101, members: denys });
		expect(ws.store.projects.get('101')?.members.has('3003')).toBe(true);
		await call(ws, 'delete_project_members', { id_project: 101, members: `${denys},${iryna}` });
		expect(ws.store.projects.get('101')?.members.size).toBe(1);
		const wrong = await call(ws, 'add_project_members', { id_project: 101, members: 'a@x.example,b@x.example' });
		expect(wrong).toMatchObject({ status_code: 11, message_details: 'a@x.example, b@x.example' });
	});
	it('groups: the adding action has one name, the other, or both', async () => {
		expect((await call(ws, 'add_project_group', { title: 'A' })).data).toMatchObject({
			title: 'A',
			type: 'folder',
			client: 0,
		});
		expect((await call(ws, 'add_project_groups', { title: 'B' })).status).toBe('ok');
		expect((await call(ws, 'get_project_groups')).data).toHaveLength(2);
		ws.switches.addProjectGroupAction = 'add_project_group';
		expect((await call(ws, 'add_project_groups', { title: 'C' })).status_code).toBe(0);
		ws.switches.addProjectGroupAction = 'add_project_groups';
		expect((await call(ws, 'add_project_group', { title: 'C' })).status_code).toBe(0);
	});
});

describe('comments', () => {
	it('are newest first, with bullets, CRLF and mentions last', async () => {
		const id = task();
		await call(ws, 'post_comment', { id_task: id, text: 'first' });
		const posted = await call(ws, 'post_comment', {
			...{ id_task: id, text: 'a\nb', todo: ['do'], mention: iryna, email_user_from: denys },
		});
		expect(posted.data).toMatchObject({ text: 'a\r\nb\r\n• do\r\nIryna S', user_from: { email: denys } });
		expect(posted.data.page).toBe(`/project/101/${id}/#com${posted.data.id}`);
		const list = (await call(ws, 'get_comments', { id_task: id })).data;
		expect(list.map((comment: { id: string }) => comment.id)).toEqual(['20002', '20001']);
		expect((await call(ws, 'post_comment', { id_task: id })).message).toBe('At least one of fields required');
		await callFiles(ws, 'post_comment', { id_task: id, text: 'f' }, { 'attach[0]': ['a.txt', 'a'] });
		expect((await call(ws, 'get_comments', { id_task: id, extra: 'files' })).data[0].files[0].name).toBe('a.txt');
	});
});
