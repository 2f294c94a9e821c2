import type { IDataObject } from 'n8n-workflow';

import { account, action, operations, TASKS } from './actionsKit';
import { listed, NODE, signIn } from './actionsWorld';

const ws = account(TASKS);
const { one, many, refusal } = operations(ws);

describe('comment, member, tag, event', () => {
	it('comments with a file, and reads comments', async () => {
		const binary = { data: { data: Buffer.from('x').toString('base64'), mimeType: 'text/plain', fileName: 'a.txt' } };
		const parameters = {
			resource: 'comment',
			operation: 'create',
			task: listed('881'),
			text: 'Hi',
			attachments: 'data',
		};
		await ws.n8n.runNode({ type: NODE, parameters }, [{ json: {}, binary }]);
		const rows = await many('comment', 'getMany', { task: listed('881'), withFiles: true });
		expect(rows.map(({ text }) => text)).toEqual(['Hi', 'First']);
		expect(rows[0]!.files).toMatchObject([{ name: 'a.txt' }]);
		expect(await refusal('comment', 'create', { task: listed('881'), text: ' ' })).toContain('neither a text');
	});

	it('lists and invites members', async () => {
		expect(await many('member', 'getMany')).toHaveLength(4);
		expect(action(await one('member', 'invite', { email: 'new@studio.example', role: 'guest' }))).toBe('created');
		expect(action(await one('member', 'invite', { email: 'NEW@studio.example' }))).toBe('unchanged');
	});

	it('lists and creates tags', async () => {
		const statuses = await many('tag', 'getMany', { kind: 'task', type: 'status' });
		expect(statuses.map(({ title }) => title)).toEqual(['New', 'In Work']);
		const group = String((statuses[0]!.group as IDataObject).id);
		expect(await one('tag', 'create', { kind: 'task', group, titles: ['New', 'Done'] })).toMatchObject({
			titles: ['Done'],
		});
		expect(action(await one('tag', 'create', { kind: 'task', group, titles: ['Done'] }))).toBe('unchanged');
	});

	it('lists events', async () => {
		await one('task', 'complete', { task: listed('882') });
		expect(await many('event', 'getMany', { unit: 'm', amount: 10 })).toMatchObject([{ action: 'close' }]);
		expect(await refusal('event', 'getMany', { unit: 'h', amount: 100 })).toContain('from 1 to 72');
	});
});

describe('cost, timer, file', () => {
	it('enters, sums, changes and deletes costs', async () => {
		const entry = { task: listed('881'), time: '1:30', money: '12,5', authorEmail: 'ann@studio.example' };
		const { id } = await one('cost', 'create', entry);
		const filters = { task: '881' };
		expect(await many('cost', 'getMany', { filters })).toMatchObject([{ id, money: '12.50' }]);
		expect(await one('cost', 'getTotals', { filters, by: ['projects'] })).toHaveProperty('total');
		await one('cost', 'update', { cost: String(id), time: '2:00' });
		expect(await one('cost', 'delete', { cost: String(id) })).toMatchObject({ deleted: true });
		expect(await many('cost', 'getMany', { filters })).toEqual([]);
		expect(await refusal('cost', 'create', { task: listed('881'), time: '1:30' })).toContain('Author Email is empty');
		expect(await refusal('cost', 'create', { task: listed('881'), time: 'long' })).toContain('Time is "long"');
	});

	it('takes numbers that expressions give where a text is asked for', async () => {
		const entry = { task: listed('881'), time: '={{ 1.5 }}', money: '={{ 20 }}', authorEmail: 'ann@studio.example' };
		await one('cost', 'create', entry);
		expect(await many('cost', 'getMany', { filters: { task: '={{ 881 }}' } })).toMatchObject([{ money: '20.00' }]);
		expect(await refusal('timer', 'stop', { timer: '={{ 7 }}' })).toContain('does not know this timer');
		const { id } = (await many('tag', 'getMany', { kind: 'task' }))[0]!.group as IDataObject;
		await one('tag', 'create', { kind: 'task', group: `={{ ${id as string} }}`, titles: ['={{ 2026 }}'] });
		expect(await refusal('tag', 'create', { kind: 'task', group: '99', titles: ['A'] })).toContain('value of Tag Set');
		expect([...ws.sandbox.store.tags.values()].map(({ title }) => title)).toContain('2026');
	});

	it.each(['id', 'id_costs'] as const)('changes a cost when the vendor calls its ID %s', async (name) => {
		ws.sandbox.switches.updateCostsIdName = name;
		const { id } = await one('cost', 'create', { task: listed('881'), time: '1', authorEmail: 'ann@studio.example' });
		await one('cost', 'update', { cost: String(id), time: '2:00' });
		expect([...ws.sandbox.store.costs.values()][0]!.minutes).toBe(120);
	});

	it('starts a timer as a member and stops it with the key', async () => {
		await signIn(ws, 'tasks_read,tasks_write,costs_read,costs_write');
		const started = await one('timer', 'start', { task: listed('881'), authentication: 'oAuth2' });
		expect(started).toMatchObject({ task: '881', sync: { action: 'created' } });
		for (const shape of ['array', 'object'] as const) {
			ws.sandbox.switches.myTimerShape = shape;
			expect(await many('timer', 'getMany', { authentication: 'oAuth2' })).toHaveLength(1);
		}
		const [running] = await many('timer', 'getMany');
		expect(await refusal('timer', 'stop', {})).toContain('must be named');
		await one('timer', 'stop', { timer: String(running!.id) });
		expect(await many('timer', 'getMany')).toEqual([]);
		expect(await refusal('timer', 'start', { task: listed('881') })).toContain('Choose OAuth2');
	});

	it('lists and downloads files', async () => {
		const binary = {
			data: { data: Buffer.from('bytes').toString('base64'), mimeType: 'text/plain', fileName: 'Ціна.txt' },
		};
		const parameters = {
			resource: 'task',
			operation: 'create',
			project: listed('26'),
			title: 'F',
			attachments: 'data',
		};
		const created = await ws.n8n.runNode({ type: NODE, parameters }, [{ json: {}, binary }]);
		const task = created.json('Node')[0]!.id as string;
		const [file] = await many('file', 'getMany', { of: 'task', task: listed(task) });
		const result = await ws.run('file', 'download', { file: file!.page as string, binaryProperty: 'out' });
		expect(result.items('Node')[0]!.binary!.out).toMatchObject({ fileName: 'Ціна.txt', fileSize: expect.anything() });
		expect(await refusal('file', 'download', { file: '1' })).toContain('does not know this file');
	});

	it('downloads a file that looks like a refusal, and no page that stands in the place of one', async () => {
		const text = '{"status":"error","error":"in the log","message":"Too many requests"}';
		const headers = { 'Content-Type': 'application/json', 'Content-Disposition': 'attachment; filename="log.json"' };
		ws.sandbox.faults.inject({ match: { path: 'download' }, body: text, headers });
		const result = await ws.run('file', 'download', { file: '5', binaryProperty: 'out' });
		expect(result.items('Node')[0]!.json).toMatchObject({ name: 'log.json', size: text.length });
		ws.sandbox.faults.inject({ match: { path: 'download' }, reply: 'html' });
		expect(await refusal('file', 'download', { file: '5' })).toContain('a web page instead of the file');
	});
});

describe('lists', () => {
	const search = async (method: string, filter = '') =>
		(await ws.n8n.listSearch(NODE, method, { filter, parameters: { authentication: 'apiKey' } })).results;

	it('offer active projects only, all where that helps, and people', async () => {
		expect((await search('searchProjects')).map(({ name }) => name)).toEqual(['Sales', 'Support']);
		expect((await search('searchAllProjects', 'old')).map(({ name }) => name)).toEqual(['Old Sales (archived)']);
		expect((await search('searchMembers', 'ann')).map(({ value }) => value)).toEqual(['ann@studio.example']);
		expect((await search('searchAssignees')).slice(0, 2).map(({ value }) => value)).toEqual(['ANY', 'NOONE']);
		expect((await search('searchTasks', 'offer')).map(({ value }) => value)).toEqual(['881']);
		ws.sandbox.store.tasks.get('882')!.addedAt = Date.now();
		expect((await search('searchTasks')).map(({ value }) => value)).toContain('882');
	});

	it('offer tags and fields', async () => {
		const options = async (method: string, parameters = {}) =>
			(await ws.n8n.loadOptions(NODE, method, { parameters: { authentication: 'apiKey', ...parameters } })).map(
				({ name }) => name,
			);
		expect(await options('taskTags')).toEqual(expect.arrayContaining(['In Work (Stage)', 'Deal (Kind)']));
		expect(await options('tagGroups', { kind: 'project' })).toEqual(['Branch']);
		expect(await options('taskFromSourceTargets')).not.toContain('Mention');
		expect(await options('taskCreateTargets')).toContain('Checklist');
		const { fields } = await ws.n8n.resourceMapping(NODE, 'taskUpdateColumns');
		expect(fields.map(({ displayName }) => displayName)).not.toContain('Text');
	});

	it('say why they are empty', async () => {
		ws.sandbox.faults.inject({ status: 403, times: 5 });
		await expect(search('searchProjects')).rejects.toThrow('does not allow this account to read the projects');
	});
});
