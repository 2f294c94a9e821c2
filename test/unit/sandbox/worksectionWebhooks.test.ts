import { demo, startWorksection, type WorksectionSimulator } from '../../../sandbox/worksection';
import { call, restart, startReceiver, startSmall } from './worksectionKit';

let ws: WorksectionSimulator;
let hook: Awaited<ReturnType<typeof startReceiver>>;
beforeAll(async () => (ws = await startSmall()));
beforeEach(async () => {
	restart(ws);
	hook = await startReceiver();
});
afterEach(() => hook.close());
afterAll(() => ws.close());

const all =
	'post_task,post_comment,post_project,update_task,update_comment,update_project,delete_task,delete_comment,close_task,reopen_task';
const add = (more: Record<string, string> = {}) => call(ws, 'add_webhook', { url: hook.url, events: all, ...more });
const task = (title = 'Letter'): string => (ws.act.createTask({ project: 101, title }) as { id: string }).id;
const events = async (more: Record<string, string> = {}) =>
	(await call(ws, 'get_events', { period: '1h', ...more })).data ?? [];
const bodies = async (): Promise<any[]> => {
	await ws.act.settleWebhooks();
	return hook.received.splice(0).map(({ body }) => JSON.parse(body) as unknown);
};
const names = (list: Array<{ action: string; object: { type: string } }>): string =>
	list.map((event) => `${event.action}_${event.object.type}`).join();

describe('webhook management', () => {
	it('calls the address first, with the credentials, then lists and deletes', async () => {
		const added = await add({ projects: '101', http_user: 'u', http_pass: 'p' });
		expect(added).toMatchObject({ status: 'ok', id: 130 });
		expect(hook.received[0]).toMatchObject({ method: 'POST', body: '' });
		expect(hook.received[0]?.headers.authorization).toBe(`Basic ${Buffer.from('u:p').toString('base64')}`);
		expect((await call(ws, 'get_webhooks')).data).toEqual([
			{ id: '130', url: hook.url, events: all, status: 'active', projects: '101' },
		]);
		expect((await call(ws, 'delete_webhook', { id: 130 })).status).toBe('ok');
		expect(await call(ws, 'delete_webhook', { id: 130 })).toMatchObject({
			status_code: 10,
			message: 'WebHook not found',
		});
	});
	it('refuses an address that does not answer status OK', async () => {
		hook.answer = '{"status":"ok"}';
		expect(await add()).toMatchObject({
			...{
				status_code: 11,
				message: 'Url should respond 200 HTTP_CODE and JSON {status:OK}',
				message_details: hook.url,
			},
		});
		hook.answer = '{"status":"OK"}';
		hook.status = 201;
		expect((await add()).status_code).toBe(11);
		hook.hang = true;
		ws.switches.webhookTimeoutMs = 30;
		expect((await add()).status_code).toBe(11);
		expect((await call(ws, 'add_webhook', { url: 'ftp://x', events: all })).status_code).toBe(11);
		expect(ws.store.webhooks.size).toBe(0);
	});
	it('probe form, status after adding and reopen_task are switches', async () => {
		ws.switches.probeBody = 'garbage';
		ws.switches.probeWithBasicAuth = false;
		ws.switches.webhookStatusAfterAdd = 'paused';
		await add({ http_user: 'u', http_pass: 'p' });
		expect(hook.received[0]?.headers.authorization).toBeUndefined();
		expect(hook.received[0]?.body).toBe('check');
		expect((await call(ws, 'get_webhooks')).data[0].status).toBe('paused');
		await ws.act.enableWebhook({ webhook: 130 });
		expect(ws.store.webhooks.get('130')?.status).toBe('active');
		ws.switches.probeBody = 'emptyArray';
		await add();
		ws.switches.probeBody = 'sample';
		await add();
		ws.switches.probeMethod = 'GET';
		await add();
		expect(hook.received.slice(2).map(({ method, body }) => [method, body.slice(0, 12)])).toEqual([
			...[
				['POST', '[]'],
				['POST', '[{"action":"'],
			],
			['GET', ''],
		]);
		ws.switches.reopenEvent = false;
		expect((await add()).message_details).toBe('events');
		expect((await call(ws, 'add_webhook', { url: hook.url, events: 'post_cost' })).message_details).toBe('events');
	});
});

describe('webhook delivery', () => {
	it('sends arrays of one event each, screens and API alike, in order', async () => {
		await add();
		hook.received.length = 0;
		const id = task();
		await call(ws, 'complete_task', { id_task: id });
		ws.act.reopenTask({ task: id });
		ws.act.setStatusTag({ task: id, tag: 'In work' });
		ws.act.deleteTask({ task: id });
		const got = await bodies();
		expect(got.map((body) => body.length)).toEqual([1, 1, 1, 1]);
		expect(names(got.flat())).toBe('post_task,close_task,reopen_task,delete_task');
		expect(got[1][0].object).toEqual({ type: 'task', id, page: `/task/${id}/` });
	});
	it('shape switches: page, ids, object, content type, own writes, reopen', async () => {
		await add();
		Object.assign(ws.switches, {
			pagePath: 'project',
			webhookIdsAs: 'number',
			webhookBody: 'object',
			webhookContentType: 'text/plain',
		});
		hook.received.length = 0;
		const id = task();
		await ws.act.settleWebhooks();
		expect(hook.received[0]?.headers['content-type']).toBe('text/plain');
		expect((await bodies())[0].object).toEqual({ type: 'task', id: Number(id), page: `/project/101/${id}/` });
		ws.switches.ownWritesFireWebhooks = false;
		ws.switches.reopenEvent = false;
		await call(ws, 'complete_task', { id_task: id });
		ws.act.reopenTask({ task: id });
		expect(await bodies()).toEqual([]);
	});
	it('only registered events and projects are sent', async () => {
		await add({ events: 'close_task', projects: '102' });
		hook.received.length = 0;
		ws.act.closeTask({ task: task() });
		const other = ws.act.createTask({ project: 102, title: 'x' }) as { id: string };
		ws.act.closeTask({ task: other.id });
		expect((await bodies()).map((body) => body[0].object.id)).toEqual([other.id]);
	});
	it('pauses after ten errors; a success forgets them, or not', async () => {
		await add();
		hook.status = 500;
		for (let n = 0; n < 9; n++) task();
		await ws.act.settleWebhooks();
		hook.status = 200;
		task();
		await ws.act.settleWebhooks();
		expect(ws.store.webhooks.get('130')).toMatchObject({ status: 'active', errors: 0 });
		ws.switches.webhookErrorsInARow = false;
		hook.answer = 'fine';
		for (let n = 0; n < 9; n++) task();
		await ws.act.settleWebhooks();
		hook.answer = '{"status":"OK"}';
		task();
		await ws.act.settleWebhooks();
		hook.status = 404;
		task();
		await ws.act.settleWebhooks();
		expect((await call(ws, 'get_webhooks')).data[0].status).toBe('paused');
		hook.received.length = 0;
		hook.status = 200;
		task();
		expect(await bodies()).toEqual([]);
		expect(await events()).toHaveLength(22);
	});
	it('the number of errors that pauses is a switch', async () => {
		await add();
		ws.switches.webhookErrorsToPause = 2;
		hook.status = 500;
		for (let n = 0; n < 5; n++) task();
		await ws.act.settleWebhooks();
		expect(ws.store.webhooks.get('130')).toMatchObject({ status: 'paused', errors: 2 });
	});
	it('a slow receiver is an error; retries are a switch', async () => {
		await add();
		Object.assign(ws.switches, { webhookTimeoutMs: 30, webhookRetries: 1 });
		hook.hang = true;
		task();
		await ws.act.settleWebhooks();
		expect(ws.store.deliveries.filter((delivery) => !delivery.ok && delivery.status === 0)).toHaveLength(2);
	});
	it('duplicates, gathers and reorders when switched on', async () => {
		await add();
		hook.received.length = 0;
		ws.switches.webhookDuplicates = 1;
		task();
		expect(await bodies()).toHaveLength(2);
		ws.switches.webhookDuplicates = 0;
		ws.switches.webhookOutOfOrder = true;
		const first = task();
		const second = task();
		expect((await bodies()).map((body) => body[0].object.id)).toEqual([second, first]);
		ws.switches.webhookOutOfOrder = false;
		ws.switches.webhookGatherMs = 20;
		task();
		task();
		expect((await bodies()).map((body) => body.length)).toEqual([2]);
	});
	it('pausing on the screens stops it', async () => {
		await add();
		hook.received.length = 0;
		ws.act.pauseWebhook({ webhook: 130 });
		task();
		expect(await bodies()).toEqual([]);
	});
});

describe('acts, demo and back door', () => {
	it('an act that cannot be done says why', () => {
		expect(() => ws.act.closeTask({ task: 9 })).toThrow("There is no task '9'.");
		const parent = task();
		ws.act.createTask({ project: 'Onboarding', title: 'Child', parent });
		expect(() => ws.act.closeTask({ task: parent })).toThrow('Task has children');
		expect(() => ws.act.createTask({ project: 101, title: 'x', assignee: 'no@x.example' })).toThrow(
			'Invalid email: no@x.example',
		);
	});
	it('deleting a project takes its tasks; adding a member lets it be assigned', () => {
		const id = task();
		ws.act.addMember({ email: 'new@x.example', projects: [101] });
		expect(ws.store.projects.get('101')?.members.size).toBe(3);
		ws.act.deleteProject({ project: 101 });
		expect(ws.store.tasks.has(id)).toBe(false);
	});
	it('a status tag takes the place of another of its set and leaves labels', () => {
		const id = task();
		ws.act.editTask({ task: id, tags: ['To do', 'Urgent'] });
		expect(ws.act.setStatusTag({ task: id, tag: 'In work' }).tags).toEqual({ 302: 'In work', 303: 'Urgent' });
	});
	it('a changed key stops the old one', async () => {
		ws.act.changeApiKey({ apiKey: 'other' });
		expect((await call(ws, 'get_projects')).status_code).toBe(2);
	});
	it('seeds the demo and tells its state', async () => {
		const shop = await startWorksection();
		shop.seed(demo);
		const state = (await (await fetch(`${shop.url}/_sandbox/state`)).json()) as Record<string, any>;
		expect(state.projects.map((project: { status: string }) => project.status)).toEqual(
			expect.arrayContaining(['active', 'pending', 'archive']),
		);
		const answer = await fetch(`${shop.url}/_sandbox/act/createTask`, {
			method: 'POST',
			body: JSON.stringify({ project: 'Onboarding', title: 'By hand' }),
		});
		expect(await answer.json()).toMatchObject({ name: 'By hand', project: { name: 'Onboarding' } });
		await shop.close();
	});
	it('refuses a seed that does not fit, naming the place', () => {
		expect(() => ws.seed({ tasks: [{ project: 'None', title: 'x' }] })).toThrow("tasks[0]: there is no project 'None'");
		expect(() => ws.seed({ projects: [{ name: 'x' }] })).toThrow('projects.0');
		expect(() => ws.seed({ account: { timeZone: 'Nowhere' } })).toThrow('account.timeZone');
	});
});
