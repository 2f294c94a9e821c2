import { WorksectionApi as ApiKeyCredential } from '../../../credentials/WorksectionApi.credentials';
import { Fault } from '../../../nodes/shared/fault';
import type { WorksectionApi } from '../../../nodes/Worksection/api';
import { openWorksection } from '../../../nodes/Worksection/open';
import { wireHost } from '../../support/wireHost';
import { clientWorld, faultOf } from './apiWorld';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

const { sim, valuesOf, open } = clientWorld();

describe('an answer that is an error with status 200', () => {
	it.each([
		['an unknown project', (api: WorksectionApi) => api.projects.get('999'), 'notFound', 'does not know this project'],
		['an unknown task', (api: WorksectionApi) => api.tasks.get('999'), 'notFound', 'does not know this task'],
		['an unknown file', (api: WorksectionApi) => api.files.download('999'), 'notFound', 'does not know this file'],
		['an unknown webhook', (api: WorksectionApi) => api.webhooks.remove('999'), 'notFound', 'this webhook'],
		['a closed project', (api: WorksectionApi) => api.projects.archive('27'), 'conflict', 'already closed'],
		[
			'an unknown tag',
			(api: WorksectionApi) =>
				api.tasks.post('26', [
					['title', 'T'],
					['tags', 'None'],
				]),
			'invalid',
			'Tags: Worksection does not accept "None"',
		],
		[
			'a stranger',
			(api: WorksectionApi) =>
				api.tasks.post('26', [
					['title', 'T'],
					['email_user_to', 'x@y.example'],
				]),
			'invalid',
			'the e-mail "x@y.example"',
		],
		['no title', (api: WorksectionApi) => api.tasks.post('26', []), 'invalid', 'refused the value of Title'],
		['a filter', (api: WorksectionApi) => api.tasks.search({ filter: 'priority=1' }), 'invalid', 'Conditions'],
		['a member action', (api: WorksectionApi) => api.timers.stop('9', ''), 'notFound', 'does not know this timer'],
	] as const)('%s', async (_, work, kind, message) => {
		const fault = await faultOf(work(await open()) as Promise<unknown>);
		expect(fault).toMatchObject({ kind, effect: 'none' });
		expect(fault.message).toContain(message);
	});

	it.each([true, false])('a filter whose format is told, or not (%s)', async (tells) => {
		sim.switches.filterErrorsTellFormat = tells;
		const fault = await faultOf((await open()).tasks.search({ filter: "dateadd>'soon'" }));
		expect(fault).toMatchObject({ kind: 'invalid', effect: 'none', message: expect.stringContaining('Conditions') });
	});

	it.each([-1, 0, 20])('with no published code (%i) is known by its message', async (code) => {
		sim.switches.unpublishedCode = code;
		sim.switches.maxRows = 1;
		const fault = await faultOf((await open()).projects.all());
		expect(fault.message).toContain('more rows than it gives out');
		sim.switches.adminKeyScopes = ['tasks_read'];
		const denied = await faultOf((await open()).projects.all());
		expect(denied).toMatchObject({ kind: 'forbidden', advice: expect.stringContaining('"projects_read"') });
	});
});

describe('the limit of requests', () => {
	it.each([200, 429] as const)('told with status %i is waited for', async (status) => {
		sim.switches.statusOfTooMany = status;
		sim.switches.tooManyRetryAfter = 0;
		sim.faults.inject({ status, body: '{"status":"error","message":"Too many requests"}', times: 2 });
		const api = await open();
		expect(await api.projects.all()).toHaveLength(4);
		expect(api.spent.requests).toBe(3);
	});

	it('holds for writes too, and ends with a name', async () => {
		const body = '{"status":"error","status_code":30,"message":"Too many requests"}';
		sim.faults.inject({ status: 200, body, times: 1 });
		await (await open()).tasks.post('26', [['title', 'Once']]);
		expect(sim.store.tasks.size).toBe(1);
		sim.faults.inject({ status: 200, body, headers: { 'Retry-After': '7' }, times: Infinity });
		const host = wireHost({ credential: new ApiKeyCredential(), values: valuesOf() });
		const hurried = await openWorksection(host, Date.now() + 1000);
		expect(await faultOf(hurried.projects.all())).toMatchObject({ kind: 'rateLimited', retryAfterMs: 7000 });
	});
});

describe('faults of the network and of answers', () => {
	const READ_AGAIN = [
		['reset before', { reset: 'before' }],
		['reset after', { reset: 'after' }],
		['500', { status: 500 }],
		['503', { status: 503, retryAfter: 0 }],
		['html', { reply: 'html' }],
		['malformed', { reply: 'malformed' }],
		['truncated', { reply: 'truncated' }],
		['empty', { reply: 'empty' }],
	] as const;

	it.each(READ_AGAIN)('%s: a read is made again', async (_, fault) => {
		sim.faults.inject(fault);
		expect(await (await open()).projects.all()).toHaveLength(4);
	});

	it.each(READ_AGAIN)('%s: a comment is never posted twice', async (_, fault) => {
		sim.seed({ tasks: [{ id: 881, project: 26, title: 'T' }] });
		sim.faults.inject({ match: { path: 'post_comment' }, ...fault });
		const fault1 = await faultOf((await open()).comments.post('881', [['text', 'Hi']]));
		expect(fault1.effect).toBe('unknown');
		expect(sim.requests.count({ action: 'post_comment' } as never)).toBe(1);
	});

	it.each(READ_AGAIN)('%s: closing a task is sent again, since twice does no harm', async (_, fault) => {
		sim.seed({ tasks: [{ id: 881, project: 26, title: 'T' }] });
		sim.faults.inject({ match: { path: 'complete_task' }, ...fault });
		await (await open()).tasks.complete('881').catch((error: Fault) => expect(error.kind).toBe('conflict'));
		expect(sim.store.tasks.get('881')!.status).toBe('done');
	});

	it.each([
		[401, 'unauthorized'],
		[403, 'forbidden'],
		[404, 'notFound'],
		[413, 'invalid'],
	] as const)('status %i is named and not repeated', async (status, kind) => {
		sim.faults.inject({ status, body: '<h1>no</h1>', times: Infinity });
		expect(await faultOf((await open()).projects.all())).toMatchObject({ kind, status });
		expect(sim.requests.count()).toBe(1);
	});

	it('values of wrong types are named by their key', async () => {
		sim.faults.inject({ reply: 'wrongTypes', times: Infinity });
		const fault = await faultOf((await open()).projects.get('26'));
		expect(fault.kind).toBe('unreadable');
		expect(fault.message).toContain('asked to read project 26');
	});

	it('a silent vendor is given up', async () => {
		sim.faults.inject({ hang: true, times: Infinity });
		const fault = await faultOf((await open({}, 20)).projects.all());
		expect(fault).toMatchObject({ kind: 'timedOut' });
	});

	it('an address without a server, or without encryption, is named', async () => {
		expect(await faultOf((await open({ accountUrl: 'http://127.0.0.1:9' })).projects.all())).toMatchObject({
			kind: 'unreachable',
		});
		expect(await faultOf(open({ accountUrl: 'http://studio.worksection.com' }))).toMatchObject({
			kind: 'misconfigured',
		});
		expect(await faultOf(open({ timezone: 'Kyiv time' }))).toMatchObject({ kind: 'input', field: 'Time Zone' });
	});
});
