import type { IDataObject } from 'n8n-workflow';

import { HeliosGreen } from '../../../nodes/HeliosGreen/HeliosGreen.node';
import { heliosGreenLogin, type HeliosGreenSimulator } from '../../../sandbox/heliosGreen';
import { companies, contacts, execute, failure, fill, hostFor, startWorld, valuesOf, version } from './world';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let sim: HeliosGreenSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

const marked = (record: number) => sim.act.get({ record }).values.uda_synchronizovano;
const runs = () => sim.requests.count({ action: 'RUN' });

const common = {
	resource: 'function',
	function: String(companies.mark),
	recordClass: String(companies.class),
	inputStyle: 'records',
	column: 'cislo_subjektu',
	numberPath: 'name',
	recordNumbers: '',
	callFor: 'each',
	folder: '',
	options: {},
};
const run = async (parameters: IDataObject, items?: IDataObject[], more = {}) =>
	await execute(sim, { ...common, operation: 'run', ...parameters }, items, more);
const THREE = [{ name: 1101 }, { name: 1102 }, { name: '1103' }];

describe('Run', () => {
	test('for each item, with the records it names', async () => {
		const { rows } = await run({ recordNumbers: '1101, 1102' });
		expect(rows).toMatchObject([{ function: '50010', auditlog: { state: 'success' }, sync: { action: 'updated' } }]);
		expect([1101, 1102, 1103].map(marked)).toEqual([true, true, false]);
	});

	test('once for all items', async () => {
		const rows = { rows: [{ field: 'cislo_subjektu', from: 'path', path: 'name' }] };
		const done = await run({ inputStyle: 'params', callFor: 'all', fieldsByName: rows }, THREE);
		expect(done.rows).toHaveLength(3);
		expect(runs()).toBe(1);
		expect([1101, 1102, 1103].map(marked)).toEqual([true, true, true]);
	});

	test.each([false, true])('answers in USERDATA (escaped once more: %s)', async (userDataEncoded) => {
		Object.assign(sim.switches, { userDataEncoded });
		const { rows } = await run({ function: String(version), inputStyle: 'none' });
		expect(rows).toMatchObject([{ userData: { Version: '46.16.00' } }]);
	});

	test('by name, with its class', async () => {
		const parameters = { function: 'oznacit_kontakty', recordClass: String(contacts.class), recordNumbers: '1201' };
		await run({ ...parameters, options: { functionClass: String(contacts.class) } });
		expect(marked(1201)).toBe(true);
		expect((await failure(run(parameters))).message).toContain('number of its class');
	});

	test('some records failed: fails, or goes on with a hint', async () => {
		Object.assign(sim.switches, { runOutcome: 'withError', auditlogAs: 'elements' });
		const parameters = { recordNumbers: '1101,1102' };
		expect((await failure(run(parameters))).message).toContain('failed for some records; others were done');
		const { rows, hints } = await run({ ...parameters, options: { ifPartial: 'warn' } });
		expect(rows).toMatchObject([{ auditlog: { state: 'successWithError' } }]);
		expect(hints.join()).toContain('others were done');
	});

	test('an element cannot be named anyhow', async () => {
		const parameters = { inputStyle: 'userData', ...valuesOf({ 'a b': 1 }) };
		expect((await failure(run(parameters))).message).toContain('cannot be the name of an XML element');
	});

	test('an unknown function', async () => {
		expect((await failure(run({ function: '1', recordNumbers: '1101' }))).message).toContain(
			'refused to run function 1',
		);
	});
});

describe('Database Profile: Get Many', () => {
	test.each(['attributes', 'elements'] as const)('as %s', async (profilesAs) => {
		Object.assign(sim.switches, { profilesAs });
		const { rows } = await execute(sim, { resource: 'databaseProfile', operation: 'getMany', returnAll: true });
		expect(rows).toContainEqual({ name: heliosGreenLogin.profile, server: 'SQL1', database: 'demo_firma' });
		expect(sim.requests.entries.map(({ action }) => action)).not.toContain('LogOn');
	});

	test('where the server does not tell them', async () => {
		Object.assign(sim.switches, { dataService: false });
		const error = await failure(execute(sim, { resource: 'databaseProfile', operation: 'getMany', returnAll: true }));
		expect(error.message).toContain('does not offer');
	});
});

describe('Raw: Process XML', () => {
	const process = async (inputXml: string, options: IDataObject = {}, more: IDataObject = {}) =>
		await execute(sim, { resource: 'raw', operation: 'processXml', inputXml, options, ...more });
	const RETRIEVE = '<RETRIEVE><RECORDS><RECORD CLASSID="1001" recordNumber="1101"/></RECORDS></RETRIEVE>';

	test('gives the answer as data or as XML', async () => {
		expect((await process(RETRIEVE)).rows).toMatchObject([{ RETRIEVERESULT: { STATE: 'SUCCESS' } }]);
		expect((await process(RETRIEVE, { answerAs: 'xml', onlyReads: true })).rows[0]!.xml).toContain('<RETRIEVERESULT');
	});

	test('in a dry run only shows the message', async () => {
		expect((await process(RETRIEVE, {}, { dryRun: true })).rows).toMatchObject([{ message: RETRIEVE, dryRun: true }]);
		expect(sim.requests.count()).toBe(0);
	});

	test.each([
		['<RETRIEVE>', 'not well-formed'],
		['no XML', 'not well-formed'],
		['<!DOCTYPE a [<!ENTITY b "c">]><RETRIEVE/>', 'not well-formed'],
		['<NONSENSE/>', 'could not process'],
		['<QUERYSELECT><SELECT>1</SELECT></QUERYSELECT>', 'refused'],
	])('%s', async (message, told) => {
		expect((await failure(process(message))).message).toContain(told);
	});
});

describe('the test of the credential', () => {
	const tested = async (values: IDataObject = {}) => {
		const host = hostFor(sim, { values });
		const data = await host.getCredentials('heliosGreenApi');
		const request = async (options: { uri: string }) =>
			await host.helpers.httpRequest({ ...options, url: options.uri, ignoreHttpStatusErrors: true } as never);
		const node = new HeliosGreen();
		return await node.methods.credentialTest.heliosGreenTest.call({ helpers: { request } } as never, { data } as never);
	};

	test('signs in and off', async () => {
		expect(await tested()).toMatchObject({ status: 'OK' });
		expect(sim.act.endSessions().ended).toBe(0);
	});

	test.each([
		[{ databaseProfile: 'Nowhere' }, 'does not know the database profile'],
		[{ password: 'wrong-one' }, 'did not accept the user name or the password'],
		[{ databaseProfile: '' }, '"Database Profile" in the Helios Green credential is empty'],
		[{ serviceGateAddress: 'http://helios.example/x' }, 'must begin with https'],
		[{ timezone: 'Praha' }, 'not a time zone'],
	])('%j', async (values, told) => {
		const { status, message } = await tested(values as IDataObject);
		expect(status).toBe('Error');
		expect(message).toContain(told);
		expect(message).not.toContain('wrong-one');
	});
});
