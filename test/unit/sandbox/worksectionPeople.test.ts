import type { WorksectionSimulator } from '../../../sandbox/worksection';
import { call, get, iryna, olha, restart, startSmall, type Reply } from './worksectionKit';

let ws: WorksectionSimulator;
beforeAll(async () => (ws = await startSmall()));
beforeEach(() => restart(ws));
afterAll(() => ws.close());

const task = (): string => (ws.act.createTask({ project: 101, title: 'Letter' }) as { id: string }).id;

/** As Iryna, with every scope. */
const asIryna = (query: string): Promise<Reply> => {
	const grant = {
		client: 'client',
		member: '3002',
		scopes: ['costs_read', 'costs_write'],
		expiresAt: Infinity,
		used: false,
	};
	ws.store.accessTokens.set('token', grant);
	return get(ws, `/api/oauth2?${query}`, { Authorization: 'Bearer token' });
};

describe('people', () => {
	it('members, contacts and their groups', async () => {
		const users = (await call(ws, 'get_users')).data;
		expect(users[0]).toMatchObject({
			id: '3001',
			first_name: 'Olha',
			role: 'owner',
			email: olha,
			date_added: expect.any(String),
		});
		const added = await call(ws, 'add_user', { email: 'new@x.example', first_name: 'New', role: 'reader' });
		expect(added.data).toMatchObject({ name: 'New', role: 'reader' });
		expect((await call(ws, 'add_user', { email: 'new@x.example' })).message).toBe('Invalid email');
		expect((await call(ws, 'add_user', { email: 'nonsense' })).status_code).toBe(11);
		expect((await call(ws, 'add_contact', { email: 'c@x.example', name: 'C', phone: '1' })).data.phone).toBe('1');
		expect((await call(ws, 'get_contacts')).data).toHaveLength(1);
		await call(ws, 'add_user_group', { title: 'G', client: 1 });
		await call(ws, 'add_contact_group', { title: 'H' });
		expect((await call(ws, 'get_user_groups')).data[0]).toMatchObject({ title: 'G', client: 1 });
		expect((await call(ws, 'get_contact_groups')).data[0].title).toBe('H');
	});
	it('schedules accept both forms of a day; the reading action may not exist', async () => {
		const data = JSON.stringify({ values: { 3002: { '2026-02-01': 'vacation', '02.02.2026': 'sick-leave' } } });
		await call(ws, 'update_users_schedule', { data });
		const found = await call(ws, 'get_users_schedule', {
			users: iryna,
			datestart: '2026-02-01',
			dateend: '01.02.2026',
		});
		expect(found.data['3002']).toMatchObject({ email: iryna, schedule: { '2026-02-01': 'vacation' } });
		await call(ws, 'update_users_schedule', {
			data: JSON.stringify({ values: {}, unset: { [iryna]: ['01.02.2026'] } }),
		});
		expect(ws.store.schedule.get('3002')?.size).toBe(1);
		ws.switches.usersScheduleExists = false;
		expect((await call(ws, 'get_users_schedule')).message).toBe('Action is invalid');
	});
});

describe('tags', () => {
	it('sets and tags have numeric ids and are filtered', async () => {
		const all = (await call(ws, 'get_task_tags')).data;
		expect(all[0]).toEqual({
			...{ title: 'To do', id: 301 },
			group: { title: 'Stage', id: 11, id_group: 11, type: 'status', access: 'public' },
		});
		expect((await call(ws, 'get_task_tags', { type: 'status' })).data).toHaveLength(2);
		expect((await call(ws, 'get_task_tags', { group: 'Kind' })).data).toHaveLength(1);
		expect((await call(ws, 'get_project_tags')).data[0].title).toBe('Services');
		expect((await call(ws, 'get_task_tag_groups', { type: 'status' })).data).toHaveLength(1);
		await call(ws, 'add_task_tag_groups', { title: 'Size', type: 'label', access: 'public' });
		const added = await call(ws, 'add_task_tags', { group: 'Size', title: 'Big, Small' });
		expect(added.data.map((tag: { title: string }) => tag.title)).toEqual(['Big', 'Small']);
		expect((await call(ws, 'add_task_tags', { group: 'None', title: 'x' })).message_details).toBe(
			'group (id or title)',
		);
		expect((await call(ws, 'add_project_tag_groups', { title: 'P', access: 'private' })).data[0].access).toBe(
			'private',
		);
		expect((await call(ws, 'get_project_tag_groups')).data).toHaveLength(2);
		expect((await call(ws, 'add_project_tags', { group: 'P', title: 'x' })).status).toBe('ok');
	});
	it('are added to and taken from tasks and projects; error 16', async () => {
		const id = task();
		await call(ws, 'update_task_tags', { id_task: id, plus: 'Urgent,To do' });
		await call(ws, 'update_task_tags', { id_task: id, plus: '302', minus: 'To do' });
		expect(ws.store.tasks.get(id)?.tags).toEqual(['303', '302']);
		const wrong = await call(ws, 'update_task_tags', { id_task: id, plus: 'Secret' });
		expect(wrong).toMatchObject({ status_code: 16, message_details: 'Secret' });
		expect((await call(ws, 'update_task_tags', { id_task: id })).message).toBe('At least one of fields required');
		await call(ws, 'update_project_tags', { id_project: 101, plus: 'Services' });
		expect((await call(ws, 'get_project', { id_project: 101 })).data.tags).toEqual({ 305: 'Services' });
	});
	it('a name that two sets share must be given by id', async () => {
		ws.act.addTag({ group: 'Kind', title: 'To do' });
		const id = task();
		expect((await call(ws, 'update_task_tags', { id_task: id, plus: 'To do' })).status_code).toBe(16);
		expect((await call(ws, 'update_task_tags', { id_task: id, plus: '301' })).status).toBe('ok');
	});
});

describe('costs', () => {
	it('are added in three forms of time, with a rate, and totalled', async () => {
		const id = task();
		const add = (more: Record<string, string | number>) =>
			call(ws, 'add_costs', { id_task: id, email_user_from: iryna, date: '01.02.2026', ...more });
		expect((await add({ time: '0,15', comment: 'call' })).id).toBe('40001');
		await add({ time: '1:30', is_rate: 1 });
		await add({ money: '2.5', date: '05.02.2026' });
		expect((await add({})).message_details).toBe('time or money');
		expect((await call(ws, 'add_costs', { id_task: id, time: 1 })).message_details).toBe('email_user_from');
		const all = await call(ws, 'get_costs', { id_project: 101 });
		expect(all.total).toEqual({ time: '1:39', money: '32.50' });
		expect(all.data[0]).toMatchObject({
			id: '40001',
			time: '0:09',
			money: '0.00',
			date: '2026-02-01',
			is_timer: false,
			comment: 'call',
		});
		expect((await call(ws, 'get_costs', { id_task: id, dateend: '02.02.2026' })).data).toHaveLength(2);
		expect((await call(ws, 'get_costs', { filter: "comment has 'call'" })).data).toHaveLength(1);
		expect((await call(ws, 'get_costs', { filter: 'user=3002' })).status).toBe('error');
		const totals = await call(ws, 'get_costs_total', { extra: 'projects,tasks' });
		expect(totals.projects['101'].tasks[id]).toEqual(totals.total);
		expect(await call(ws, 'get_costs_total', { id_task: id })).not.toHaveProperty('projects');
	});
	it('the parameter naming a cost on update is a switch', async () => {
		const { id } = await call(ws, 'add_costs', { id_task: task(), email_user_from: iryna, time: 1 });
		const both = [
			(await call(ws, 'update_costs', { id, time: 2 })).status,
			(await call(ws, 'update_costs', { id_costs: id, comment: 'x' })).status,
		];
		expect(both).toEqual(['ok', 'ok']);
		ws.switches.updateCostsIdName = 'id_costs';
		expect((await call(ws, 'update_costs', { id, time: 3 })).status_code).toBe(10);
		ws.switches.updateCostsIdName = 'id';
		expect((await call(ws, 'update_costs', { id_costs: id, time: 3 })).status_code).toBe(10);
		expect(ws.store.costs.get(String(id))).toMatchObject({ minutes: 120, comment: 'x' });
		await call(ws, 'delete_costs', { id_costs: String(id) });
		expect(ws.store.costs.size).toBe(0);
	});
});

describe('timers', () => {
	it('run per person and become costs', async () => {
		const id = task();
		ws.clock.set('2026-02-01T10:00:00Z');
		expect((await asIryna(`action=start_my_timer&id_task=${id}`)).status).toBe('ok');
		expect(await asIryna(`action=start_my_timer&id_task=${id}`)).toMatchObject({
			status_code: 6,
			message: 'Timer is already started',
		});
		ws.clock.advance(3_661_000);
		expect((await asIryna('action=get_my_timer')).data).toMatchObject({ time: 3661, task: { id } });
		ws.switches.myTimerShape = 'array';
		expect((await asIryna('action=get_my_timer')).data[0].time).toBe(3661);
		expect((await call(ws, 'get_timers')).data[0]).toMatchObject({
			time: '01:01:01',
			date_started: '2026-02-01 12:00',
			user_from: { email: iryna },
		});
		await asIryna('action=stop_my_timer&comment=done');
		expect((await call(ws, 'get_costs', { is_timer: 1 })).data[0]).toMatchObject({
			time: '1:01',
			is_timer: true,
			comment: 'done',
		});
		expect(await asIryna('action=stop_my_timer')).toMatchObject({ status_code: 7, message: 'Timer is not started' });
		expect(await call(ws, 'stop_timer', { timer: 1 })).toMatchObject({ status_code: 7, message: 'Timer not found' });
	});
	it('are stopped by the admin or thrown away', async () => {
		await asIryna(`action=start_my_timer&id_task=${task()}`);
		const [{ id }] = (await call(ws, 'get_timers')).data;
		expect((await call(ws, 'stop_timer', { timer: id })).status).toBe('ok');
		await asIryna(`action=start_my_timer&id_task=${task()}`);
		await asIryna('action=delete_my_timer');
		expect(ws.store.costs.size).toBe(1);
	});
});
