import type { IDataObject } from 'n8n-workflow';

import type { HeliosGreenApi } from '../../../nodes/HeliosGreen/api';
import type { Fault } from '../../../nodes/shared/fault';
import type { HeliosGreenSimulator } from '../../../sandbox/heliosGreen';
import { all, execute, failure, fill, startWorld, valuesOf, withApi } from './world';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let sim: HeliosGreenSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

const actions = () => sim.requests.entries.map(({ action }) => action);
const open = () => sim.act.endSessions().ended;
const read = async (api: HeliosGreenApi) => await all(api.browse({ folder: '20010', template: '30010' }));
const write = async (api: HeliosGreenApi) =>
	await api.insertUpdate({
		target: { class: '1001', folder: '20010' },
		action: 'insert',
		attributes: [{ name: 'nazev_subjektu', value: 'New' }],
	});
const answer = (result: string) =>
	`<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><ProcessXmlResponse xmlns="http://lcs.cz/webservices/"><ProcessXmlResult><![CDATA[${result}]]></ProcessXmlResult></ProcessXmlResponse></s:Body></s:Envelope>`;

describe('a sign-in that is refused', () => {
	const update = { resource: 'record', operation: 'update', recordClass: '1001', recordNumber: '1101' };

	test.each([{ password: 'wrong-one' }, { databaseProfile: 'Nowhere' }])(
		'%j is not tried again in the same run',
		async (values) => {
			const parameters: IDataObject = { ...update, options: {}, ...valuesOf({ mesto: 'Zlín' }) };
			const items = [{}, {}, {}];
			const { rows } = await execute(sim, parameters, items, { values, continueOnFail: true });
			expect(rows).toHaveLength(3);
			expect(actions()).toEqual(['LogOn']);
		},
	);

	test('for want of a licence is tried again, since one may be free by then', async () => {
		sim.switches.maxSessions = 1;
		await withApi(sim, async (other) => {
			await read(other);
			await withApi(sim, async (api) => {
				expect((await failure(read(api))).message).toContain('no free licence');
				await other.close();
				expect(await read(api)).toHaveLength(3);
			});
		});
		expect(open()).toBe(0);
	});

	test('with a sentence instead of a session', async () => {
		const body = answer('').replace(/<ProcessXmlResponse.*Response>/s, (text) =>
			text.replaceAll('ProcessXml', 'LogOn').replace('<![CDATA[]]>', 'Neplatné heslo, zkuste to znovu'),
		);
		sim.faults.inject({ match: { path: 'LogOn' }, status: 200, body });
		expect(await failure(withApi(sim, read))).toMatchObject({ kind: 'unauthorized' });
		expect(actions()).toEqual(['LogOn']);
	});
});

describe('a write that Helios failed to process', () => {
	const failed = (words: string) =>
		answer(`<RESULT STATE="FAIL"><DETAIL LEVEL="system" errorMessage="${words}"><TEXT/></DETAIL></RESULT>`);

	test('is not sent again while the session is good, also where its form is not known yet', async () => {
		sim.faults.inject({ match: { path: 'INSERTUPDATE' }, status: 200, body: failed('Object reference not set') });
		await failure(withApi(sim, write));
		expect(sim.requests.count({ action: 'INSERTUPDATE' })).toBe(1);
		expect(open()).toBe(0);
	});

	test('is sent in the other form where the first is not accepted, even if Helios does not say so', async () => {
		Object.assign(sim.switches, { token: 'whole' });
		sim.faults.inject({ match: { path: 'INSERTUPDATE' }, status: 200, body: failed('Object reference not set') });
		await withApi(sim, write);
		expect(open()).toBe(0);
	});

	test.each([
		'at System.Web.SessionState.Store: Object reference not set',
		'Column session_id: the value is invalid',
		'NullReferenceException in Lcs.SessionManager.Run(Token token)',
	])('%s is no session that was lost', async (words) => {
		await withApi(sim, async (api) => {
			await read(api);
			const body = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>s:Server</faultcode><faultstring>${words}</faultstring></s:Fault></s:Body></s:Envelope>`;
			sim.faults.inject({ match: { path: 'INSERTUPDATE' }, status: 500, body });
			expect(((await failure(write(api))) as Fault).effect).toBe('unknown');
			expect(sim.requests.count({ action: 'INSERTUPDATE' })).toBe(1);
		});
	});
});

describe('signing off', () => {
	test('in the other form where the first is not taken: a session that stays keeps a licence', async () => {
		Object.assign(sim.switches, { token: 'whole' });
		sim.faults.inject({ match: { path: 'BROWSE' }, status: 404 });
		await failure(withApi(sim, read));
		expect(open()).toBe(0);
	});

	test('when the run ends while it is still signing in', async () => {
		await withApi(sim, async (api) => {
			await Promise.all([read(api).catch(() => undefined), api.close()]);
		});
		expect(open()).toBe(0);
		const before = sim.requests.count();
		Object.assign(sim.switches, { logOnSeconds: 1 });
		await new Promise((resolve) => setTimeout(resolve, 600));
		expect(sim.requests.count()).toBe(before);
	});
});
