import type { HeliosGreenApi } from '../../../nodes/HeliosGreen/api';
import type { Fault } from '../../../nodes/shared/fault';
import { heliosGreenLogin, type HeliosGreenSimulator } from '../../../sandbox/heliosGreen';
import { all, companies, failure, fill, startWorld, withApi, type HostMore } from './world';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let sim: HeliosGreenSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

const actions = () => sim.requests.entries.map(({ action }) => action);
/** How many sessions were left open; they are ended by being counted. */
const sessions = () => sim.act.endSessions().ended;
const messages = () => actions().filter((one) => !/^(LogO|Keep)/.test(one ?? '')).length;
const read = async (api: HeliosGreenApi) =>
	await all(api.browse({ folder: String(companies.folder), template: String(companies.template) }));
const write = async (api: HeliosGreenApi) =>
	await api.insertUpdate({
		target: { class: '1001', number: '1101' },
		action: 'update',
		attributes: [{ name: 'mesto', value: 'Zlín' }],
	});
const refused = async (more?: HostMore) => (await failure(withApi(sim, read, more))) as Fault;

describe('a session', () => {
	test('is begun once for a run, and ended', async () => {
		await withApi(sim, async (api) => [await read(api), await read(api)]);
		expect(actions()).toEqual(['LogOn', 'BROWSE', 'BROWSE', 'LogOff']);
		expect(sessions()).toBe(0);
	});

	test('is not begun where nothing is asked', async () => {
		await withApi(sim, async () => {});
		expect(actions()).toEqual([]);
	});

	test('is ended after an error as well, and after a reader that stops early', async () => {
		await failure(withApi(sim, async (api) => await all(api.browse({ folder: '1', template: '2' }))));
		expect(sessions()).toBe(0);
		await withApi(sim, async (api) => {
			for await (const row of api.browse({ folder: '20010', template: '30010' })) if (row) break;
		});
		expect(sessions()).toBe(0);
	});

	test('is ended although the run was cancelled', async () => {
		const stop = new AbortController();
		await failure(
			withApi(
				sim,
				async (api) => {
					await read(api);
					stop.abort(new Error('cancelled'));
					await read(api);
				},
				{ signal: stop.signal },
			),
		);
		expect(sessions()).toBe(0);
	});

	test('that cannot be ended hides nothing of what was done', async () => {
		sim.faults.inject({ match: { path: 'LogOff' }, status: 500 });
		expect(await withApi(sim, read)).toHaveLength(3);
	});

	test('ended under our feet: a read signs in anew once, also in the middle of the pages', async () => {
		const rows = await withApi(sim, async (api) => {
			const found = [];
			const reading = api.browse({ folder: '20010', template: '30010', pageSize: 2 });
			for await (const row of reading) {
				if (found.push(row) === 2) sim.act.endSessions();
			}
			return found;
		});
		expect(rows.map(({ name }) => name)).toEqual([1101, 1102, 1103]);
		expect(actions().filter((one) => one === 'LogOn')).toHaveLength(2);
		expect(sessions()).toBe(0);
	});

	test.each(['result', 'fault', 'error'] as const)('lost, told as %s: reads and writes go on', async (deadSession) => {
		sim.switches.deadSession = deadSession;
		await withApi(sim, async (api) => {
			await read(api);
			sim.act.endSessions();
			await write(api);
			sim.act.endSessions();
			await read(api);
		});
		expect(sim.act.get({ record: 1101 }).values.mesto).toBe('Zlín');
		expect(sessions()).toBe(0);
	});

	test('is kept while a run lasts, as often as the server asks', async () => {
		Object.assign(sim.switches, { logOnSeconds: 1, keepAliveSeconds: 1 });
		await withApi(sim, async (api) => {
			await read(api);
			await new Promise((resolve) => setTimeout(resolve, 1_300));
		});
		expect(actions()).toEqual(['LogOn', 'BROWSE', 'KeepAlive', 'LogOff']);
		const before = sim.requests.count();
		await new Promise((resolve) => setTimeout(resolve, 1_200));
		expect(sim.requests.count()).toBe(before);
	});
});

describe('the form of a session', () => {
	test.each([
		['either', 0],
		['cut', 0],
		['whole', 1],
	] as const)('a server that takes %s', async (token, more) => {
		Object.assign(sim.switches, { token });
		const values = { serviceGateAddress: `${sim.url}/Form${token}` };
		await withApi(sim, read, { values });
		expect(messages()).toBe(1 + more);
		await withApi(sim, read, { values });
		expect(messages()).toBe(2 + more);
		expect(sim.requests.count({ action: 'LogOn' })).toBe(2);
		expect(sessions()).toBe(0);
	});

	test('that has changed since is found out by the next run', async () => {
		const values = { serviceGateAddress: `${sim.url}/Changed` };
		await withApi(sim, read, { values });
		sim.switches.token = 'whole';
		await failure(withApi(sim, read, { values }));
		expect(await withApi(sim, read, { values })).toHaveLength(3);
	});

	test('a message that is refused whatever we do is sent three times at most, where it only reads', async () => {
		const ask = (effect: 'read' | 'write') => async (api: HeliosGreenApi) =>
			await api.processXml('<NONSENSE/>', effect);
		await failure(withApi(sim, ask('read')));
		expect([messages(), sim.requests.count({ action: 'LogOn' })]).toEqual([3, 2]);
		sim.requests.clear();
		await withApi(sim, async (api) => {
			await read(api);
			await failure(ask('write')(api));
		});
		expect([messages(), sim.requests.count({ action: 'LogOn' })]).toEqual([2, 1]);
	});

	test('is found out by a write too', async () => {
		sim.switches.token = 'whole';
		await withApi(sim, write);
		expect(sim.act.get({ record: 1101 }).values.mesto).toBe('Zlín');
		expect(sim.requests.count({ action: 'LogOn' })).toBe(1);
	});
});

describe('a sign-in that is refused says why', () => {
	test('unknown profile', async () => {
		const fault = await refused({ values: { databaseProfile: 'Nowhere' } });
		expect(fault).toMatchObject({ kind: 'misconfigured', field: 'Database Profile' });
		expect(fault.message).toContain('database profile');
	});

	test('wrong password, which is not told', async () => {
		const fault = await refused({ values: { password: 'quite-wrong' } });
		expect(fault).toMatchObject({ kind: 'unauthorized', field: 'Password' });
		expect(`${fault.message} ${fault.advice}`).not.toContain('quite-wrong');
		expect(sim.requests.count({ action: 'LogOn' })).toBe(1);
	});

	test('no licence left', async () => {
		sim.switches.maxSessions = 1;
		await withApi(sim, async (api) => {
			await read(api);
			expect(await refused()).toMatchObject({
				kind: 'unavailable',
				message: expect.stringContaining('no free licence'),
			});
		});
	});

	test('another language does not matter', async () => {
		const values = { databaseProfile: 'Nowhere', language: 'EN' };
		expect((await refused({ values })).kind).toBe('misconfigured');
		expect((await refused({ values: { password: 'x', language: 'EN' } })).kind).toBe('unauthorized');
	});
});

describe('what lies in between', () => {
	test.each([
		['htmlPage', 'unavailable'],
		['soapFault', 'invalid'],
	] as const)('%s', async (outage, kind) => {
		sim.switches.outage = outage;
		expect((await refused()).kind).toBe(kind);
	});

	test('a web page with status 200', async () => {
		sim.faults.inject({ status: 200, body: '<!DOCTYPE html><html><body>Sign in</body></html>', times: Infinity });
		const fault = await refused();
		expect(fault.kind).toBe('unreadable');
		expect(fault.message).toContain('a web page');
	});

	test('Windows authentication that lets nobody in', async () => {
		sim.switches.anonymousAllowed = false;
		expect((await refused()).kind).toBe('unauthorized');
	});

	test('no service at this address', async () => {
		expect((await refused({ values: { serviceGateAddress: `${sim.url}/a/b/c/other.asmx` } })).kind).toBe('notFound');
	});

	test('the address in all its forms', async () => {
		for (const end of ['/Demo', '/Demo/', '/Demo/ServiceGate.asmx', '/Demo/servicegate.asmx?wsdl', '/Demo/Data.asmx']) {
			expect(await withApi(sim, read, { values: { serviceGateAddress: sim.url + end } })).toHaveLength(3);
		}
	});
});

describe('what is never repeated', () => {
	test('a write whose answer is lost', async () => {
		sim.faults.inject({ match: { path: 'INSERTUPDATE' }, reset: 'after' });
		const fault = (await failure(withApi(sim, write))) as Fault;
		expect(fault).toMatchObject({ kind: 'unreachable', effect: 'unknown' });
		expect(messages()).toBe(1);
		expect(sessions()).toBe(0);
	});

	test('a write that takes too long; a read is asked for again', async () => {
		const run = async (api: HeliosGreenApi) => await api.run({ function: '50010', input: { style: 'none' } });
		sim.faults.inject({ match: { path: 'RUN' }, hang: true });
		const fault = (await failure(withApi(sim, run, { timeoutMs: 150 }))) as Fault;
		expect(fault).toMatchObject({ kind: 'timedOut', effect: 'unknown' });
		expect(messages()).toBe(1);
		sim.faults.inject({ match: { path: 'BROWSE' }, hang: true });
		expect(await withApi(sim, read, { timeoutMs: 150 })).toHaveLength(3);
	});

	test('a SOAP Fault to a write', async () => {
		await withApi(sim, async (api) => {
			await read(api);
			sim.switches.outage = 'soapFault';
			expect(((await failure(write(api))) as Fault).kind).toBe('invalid');
			expect(messages()).toBe(2);
			sim.switches.outage = 'none';
		});
	});
});

test('no message holds the password, in whatever form Helios quotes it', async () => {
	const { password } = heliosGreenLogin;
	await withApi(sim, async (api) => {
		await read(api);
		const body = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>s:Server</faultcode><faultstring>Bad ${password}</faultstring></s:Fault></s:Body></s:Envelope>`;
		sim.faults.inject({ match: { path: 'INSERTUPDATE' }, status: 500, body });
		const fault = (await failure(write(api))) as Fault;
		expect(fault.message).toContain('Bad ***');
	});
});
