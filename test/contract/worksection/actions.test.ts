import type { IDataObject } from 'n8n-workflow';

import { account, action, operations, TASKS } from './actionsKit';
import { asked, byName, listed } from './actionsWorld';

const ws = account(TASKS);
const { one, many, refusal } = operations(ws);
const stored = (id: string) => ws.sandbox.store.tasks.get(id)!;

describe('task', () => {
	const task = listed('https://studio.worksection.com/project/26/881/');

	it('is created with everything that can be set only then', async () => {
		const created = await one('task', 'create', { project: listed('26'), title: 'New one', ...byName({}) });
		expect(created).toMatchObject({ name: 'New one', project: { id: '26' } });
		const filled = await ws.run('task', 'create', {
			project: listed('26'),
			title: 'Full',
			...byName({
				text: 'Ласкаво * ~ просимо & "дякуємо"',
				email_user_to: 'BEN@studio.example',
				datestart: '2026-02-10',
				dateend: '2026-02-12T23:30:00Z',
				subscribe: 'ann@studio.example',
				tags: 'Deal',
				todo: 'One\nTwo',
			}),
		});
		const id = filled.json('Node')[0]!.id as string;
		expect(stored(id)).toMatchObject({ dateStart: '2026-02-10', dateEnd: '2026-02-13' });
		expect(stored(id).text).toBe('Ласкаво * ~ просимо & "дякуємо"\n• One\n• Two');
	});

	it('is got with what was asked for, flat or whole', async () => {
		expect(await one('task', 'get', { task, include: ['text'] })).toEqual({
			id: '881',
			name: 'Offer',
			status: 'active',
			priority: '3',
			project: 'Sales',
			assignee: 'ann@studio.example',
			link: `${ws.sandbox.url}/project/26/881/`,
			text: 'Long text',
		});
		const whole = await one('task', 'get', { task: listed('881'), include: ['subtasks', 'comments'], simplify: false });
		expect(whole).toMatchObject({ user_to: { email: 'ann@studio.example' }, child: [{ id: '882' }] });
	});

	it('are many by project, in all projects and by search', async () => {
		const inProject = { from: 'project', project: listed('26'), include: [] };
		const names = (rows: IDataObject[]) => rows.map(({ name }) => name);
		expect(names(await many('task', 'getMany', inProject))).toEqual(['Offer']);
		expect(names(await many('task', 'getMany', { ...inProject, status: 'all' }))).toEqual(['Offer', "Bolt's job"]);
		ws.sandbox.switches.searchDoneIncomplete = true;
		expect(names(await many('task', 'getMany', { ...inProject, status: 'done' }))).toEqual(["Bolt's job"]);
		expect(names(await many('task', 'getMany', { from: 'all' }))).toEqual(['Offer']);
		expect(names(await many('task', 'getMany', { from: 'all', archived: true }))).toEqual(['Offer', 'Archived one']);
		const rows = [
			{ field: 'name', operator: 'has', value: 'off' },
			{ field: 'dateadd', operator: '>=', value: '2026-02-01' },
			{ field: 'project', operator: 'in', value: '26, https://studio.worksection.com/project/29/' },
		];
		const search = { from: 'search', conditions: { rows }, join: 'and' };
		expect(names(await many('task', 'getMany', search))).toEqual(['Offer']);
		const mine = { from: 'search', assignee: 'ann@studio.example', conditions: {} };
		expect(names(await many('task', 'getMany', mine))).toEqual(['Offer']);
	});

	it('is not searched for by what the vendor cannot read', async () => {
		const by = async (field: string, operator: string, value: string) =>
			await refusal('task', 'getMany', { from: 'search', conditions: { rows: [{ field, operator, value }] } });
		expect(await by('name', 'has', "Bolt's")).toContain('with a quote');
		expect(await by('name', '>', 'a')).toContain('cannot be searched with');
		expect(await by('dateend', '>', 'soon')).toContain('Due Date is not a date');
		expect(await by('id', 'in', '1) or (id=2')).toContain('is not an ID');
		expect(asked(ws)).toEqual([]);
	});

	it('is updated only where something changes', async () => {
		const fields = { task, ...byName({ title: 'Offer', priority: '3', tags: 'Deal' }) };
		expect(action(await one('task', 'update', fields))).toBe('unchanged');
		expect(asked(ws)).not.toContain('update_task');
		const changed = await one('task', 'update', { task, ...byName({ title: 'Better', dateend: '2026-03-01' }) });
		expect(changed).toMatchObject({
			name: 'Better',
			sync: { changes: { title: { from: 'Offer', to: 'Better' }, dateend: { from: '', to: '01.03.2026' } } },
		});
		await one('task', 'update', { task, ...byName({ dateend: '', tags: '' }) });
		expect(stored('881')).toMatchObject({ tags: [] });
		expect(stored('881').dateEnd).toBeUndefined();
	});

	it('says what cannot be changed later', async () => {
		expect(await refusal('task', 'update', { task, ...byName({ text: 'x' }) })).toContain('"text" cannot be set here');
	});

	it('is closed and opened, and left alone when it is so already', async () => {
		const parent = await refusal('task', 'complete', { task });
		expect(parent).toContain('open subtasks');
		expect(action(await one('task', 'complete', { task: listed('882') }))).toBe('updated');
		expect(action(await one('task', 'complete', { task: listed('882') }))).toBe('unchanged');
		expect(action(await one('task', 'complete', { task, dryRun: true }))).toBe('updated');
		expect(stored('881').status).toBe('active');
		expect(action(await one('task', 'reopen', { task: listed('882') }))).toBe('updated');
		expect(action(await one('task', 'reopen', { task: listed('882') }))).toBe('unchanged');
	});

	it('gets and loses tags and subscribers', async () => {
		const tags = [...ws.sandbox.store.tags.values()];
		const id = String(tags.find(({ title }) => title === 'In Work')!.id);
		await one('task', 'addTags', { task, tags: [id] });
		expect(stored('881').tags).toHaveLength(2);
		await one('task', 'removeTags', { task, tags: ['Deal'] });
		expect(stored('881').tags).toEqual([id]);
		expect(await refusal('task', 'addTags', { task, tags: ['Nothing'] })).toContain('no tag "Nothing"');
		await one('task', 'subscribe', { task, member: listed('ben@studio.example') });
		expect(stored('881').subscribers).toHaveLength(1);
		await one('task', 'unsubscribe', { task, member: listed('ben@studio.example') });
		expect(stored('881').subscribers).toHaveLength(0);
		expect(await refusal('task', 'subscribe', { task, member: listed('x@y.example') })).toContain('x@y.example');
	});
});

describe('project', () => {
	it('is created, got, changed, archived and activated', async () => {
		const fields = byName({ text: 'About', email_manager: 'ann@studio.example', company: 'Clients', tags: 'North' });
		const created = await one('project', 'create', { title: 'Next', ...fields });
		const project = listed(created.id as string);
		expect(await one('project', 'get', { project, include: ['text'] })).toMatchObject({ name: 'Next', text: 'About' });
		expect(action(await one('project', 'update', { project, ...byName({ title: 'Next' }) }))).toBe('unchanged');
		const update = { project, ...byName({ title: 'Then', members: 'ben@studio.example' }) };
		const updated = await ws.run('project', 'update', update);
		expect(action(updated.json('Node')[0]!)).toBe('updated');
		expect(updated.hints('Node').join()).not.toContain('another value');
		expect(action(await one('project', 'archive', { project }))).toBe('updated');
		expect(action(await one('project', 'archive', { project }))).toBe('unchanged');
		expect(action(await one('project', 'activate', { project }))).toBe('updated');
		expect(action(await one('project', 'activate', { project }))).toBe('unchanged');
	});

	it.each(['archive', 'archived', 'both'] as const)(
		'are listed by status when the vendor calls it %s',
		async (word) => {
			ws.sandbox.switches.filterArchiveWord = word;
			const names = async (status: string) => (await many('project', 'getMany', { status })).map(({ name }) => name);
			expect(await names('active')).toEqual(['Sales', 'Support']);
			expect(await names('archive')).toEqual(['Old Sales']);
			expect(await names('pending')).toEqual(['Next Sales']);
			expect(await names('all')).toHaveLength(4);
		},
	);

	it('gets and loses members', async () => {
		const project = listed('26');
		await one('project', 'addMembers', { project, members: 'out@studio.example' });
		expect(ws.sandbox.store.projects.get('26')!.members.size).toBe(4);
		expect(action(await one('project', 'addMembers', { project, members: 'out@studio.example', dryRun: true }))).toBe(
			'unchanged',
		);
		await one('project', 'removeMembers', { project, members: 'out@studio.example' });
		expect(ws.sandbox.store.projects.get('26')!.members.size).toBe(3);
	});
});
