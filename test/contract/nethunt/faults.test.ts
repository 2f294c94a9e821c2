import type { Fault } from '../../../nodes/shared/fault';
import type { NetHuntSimulator } from '../../../sandbox/nethunt';
import { ACME, apiFor, DEALS, fill, startWorld } from './world';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let sim: NetHuntSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

const faultOf = async (work: Promise<unknown>): Promise<Fault> =>
	await work.then(
		() => Promise.reject(new Error('It went well.')),
		(error: Fault) => error,
	);

const read = async (more?: Parameters<typeof apiFor>[1]) =>
	await (await apiFor(sim, more)).recordChanges(DEALS, { limit: 10 });
const comment = async (more?: Parameters<typeof apiFor>[1]) =>
	await (await apiFor(sim, more)).createComment(ACME, 'Hello');
const comments = () => sim.act.getTimeline({ record: ACME }).comments.length;

describe('what a refusal tells', () => {
	test('a wrong key', async () => {
		const fault = await faultOf(read({ values: { apiKey: 'wrong-key' } }));
		expect(fault).toMatchObject({ kind: 'unauthorized', status: 401 });
		expect(fault.message).toContain('did not accept');
		expect(fault.advice).toContain('Test');
		expect(JSON.stringify([fault.message, fault.advice])).not.toContain('wrong-key');
	});

	test('a plan without the API', async () => {
		sim.switches.planForbidden = true;
		expect(await faultOf(read())).toMatchObject({ kind: 'forbidden', advice: expect.stringContaining('plan') });
	});

	test.each([403, 429] as const)('a spent quota with status %i is not tried again', async (status) => {
		sim.switches.quota = 1;
		sim.switches.quotaStatus = status;
		await read();
		sim.requests.clear();
		expect(await faultOf(read())).toMatchObject({ kind: 'quotaExhausted' });
		expect(sim.requests.count({ path: 'record-change' })).toBe(1);
	});

	test.each(['text', 'json'] as const)(
		'a folder that is gone, errors as %s: the folders that exist are named',
		async (body) => {
			sim.switches.errorBody = body;
			sim.act.removeFolder({ folder: DEALS });
			const fault = await faultOf(read());
			expect(fault).toMatchObject({ kind: 'misconfigured', field: 'Folder' });
			expect(fault.advice).toContain('Contacts');
			expect(await faultOf((await apiFor(sim)).findRecord(DEALS, ACME))).toMatchObject({ kind: 'misconfigured' });
		},
	);

	test.each([403, 404] as const)('a folder without the right to it (%i)', async (status) => {
		sim.switches.forbiddenFolderStatus = status;
		sim.act.setRights({ user: 'user@nethunt.test', readable: ['Contacts'] });
		expect(await faultOf(read())).toMatchObject({ kind: 'misconfigured', advice: expect.stringContaining('Contacts') });
	});

	test('nobody at the address, an address that is none, and plain http', async () => {
		expect(await faultOf(read({ values: { baseUrl: 'http://127.0.0.1:1' } }))).toMatchObject({ kind: 'unreachable' });
		expect(await faultOf(read({ values: { baseUrl: 'nethunt' } }))).toMatchObject({ kind: 'misconfigured' });
		expect(await faultOf(read({ values: { baseUrl: 'http://nethunt.example' } }))).toMatchObject({
			kind: 'misconfigured',
		});
	});

	test('an address with the path of the API is as good', async () => {
		const api = await apiFor(sim, { values: { baseUrl: `${sim.url}/api/v1/zapier/` } });
		expect(await api.user()).toMatchObject({ emailAddress: 'user@nethunt.test' });
	});
});

describe('reads are repeated', () => {
	test.each([
		['429 with Retry-After', { status: 429, retryAfter: 1 }],
		['500', { status: 500 }],
		['503', { status: 503 }],
		['a reset before', { reset: 'before' }],
		['a reset after', { reset: 'after' }],
		['a web page', { reply: 'html' }],
		['malformed JSON', { reply: 'malformed' }],
		['truncated JSON', { reply: 'truncated' }],
		['an empty answer', { reply: 'empty' }],
	] as const)('after %s', async (_name, fault) => {
		sim.faults.inject(fault);
		expect((await read()).rows.length).toBe(2);
	});

	test('after no answer in time', async () => {
		sim.faults.inject({ hang: true });
		expect((await read({ timeoutMs: 150 })).rows.length).toBe(2);
	});

	test('but not for ever', async () => {
		sim.faults.inject({ status: 500, times: Infinity });
		expect(await faultOf(read())).toMatchObject({ kind: 'unavailable', status: 500 });
		expect(sim.requests.count()).toBe(4);
	});

	test('wrong types are named by place and not tried again', async () => {
		sim.faults.inject({ reply: 'wrongTypes' });
		const fault = await faultOf(read());
		expect(fault.kind).toBe('unreadable');
		expect(fault.message).toContain('read changes of records');
	});
});

describe('writes that cannot be looked up are never repeated blindly', () => {
	test.each([['429', { status: 429, retryAfter: 1 }]] as const)(
		'after %s nothing was written, so it is sent again',
		async (_name, fault) => {
			sim.faults.inject(fault);
			await comment();
			expect(comments()).toBe(1);
		},
	);

	test.each([
		['a reset after', { reset: 'after' }, 1],
		['a reset before', { reset: 'before' }, 0],
		['500', { status: 500 }, 0],
		['a web page', { reply: 'html' }, 1],
		['malformed JSON', { reply: 'malformed' }, 1],
		['truncated JSON', { reply: 'truncated' }, 1],
	] as const)('%s leaves the effect unknown', async (_name, fault, written) => {
		sim.faults.inject(fault);
		expect(await faultOf(comment())).toMatchObject({ effect: 'unknown' });
		expect(comments()).toBe(written);
	});

	test('no answer in time', async () => {
		sim.faults.inject({ hang: true });
		expect(await faultOf(comment({ timeoutMs: 150 }))).toMatchObject({ kind: 'timedOut', effect: 'unknown' });
	});

	test('a refused value has no effect', async () => {
		const fault = await faultOf((await apiFor(sim)).updateRecord(ACME, { Status: { overwrite: true, add: 'Won ' } }));
		expect(fault).toMatchObject({ kind: 'invalid', effect: 'none' });
		expect(fault.message).toContain('Status');
	});
});
