import { HeliosGreenApi } from '../../../credentials/HeliosGreenApi.credentials';
import { HeliosGreen } from '../../../nodes/HeliosGreen/HeliosGreen.node';
import { heliosGreenLogin, type HeliosGreenSimulator } from '../../../sandbox/heliosGreen';
import { harness, type Harness } from '../../support/workflow';
import { companies, fill, startWorld, ZONE } from './world';

const TYPE = 'n8n-nodes-crm-sync.heliosGreen';

let sim: HeliosGreenSimulator;
let n8n: Harness;
beforeAll(async () => {
	sim = await startWorld();
	const { profile, username, password, path } = heliosGreenLogin;
	const typed = {
		serviceGateAddress: sim.url + path,
		databaseProfile: profile,
		userName: username,
		password,
		timezone: ZONE,
	};
	n8n = await harness({
		nodes: { [TYPE]: new HeliosGreen() },
		credentialTypes: [new HeliosGreenApi()],
		credentials: { heliosGreenApi: typed },
	});
});
beforeEach(() => fill(sim));
afterAll(async () => {
	await n8n.dispose();
	await sim.close();
});

const template = {
	resource: 'template',
	operation: 'getMany',
	folder: String(companies.folder),
	template: String(companies.template),
};

test('rows come over n8n’s own request helper, as a stream', async () => {
	sim.act.grow({ folder: companies.folder, count: 2_000 });
	const result = await n8n.runNode({ type: TYPE, parameters: { ...template, returnAll: true } });
	expect(result.json('Node')).toHaveLength(2_003);
	expect(result.json('Node')[0]).toMatchObject({ name: 1101, title: 'Modrý přístav s.r.o.' });
	expect(sim.act.endSessions().ended).toBe(0);
});

test('rows that were read are marked, and a second node signs in by itself', async () => {
	const parameters = {
		resource: 'function',
		operation: 'markAsSynchronised',
		function: String(companies.mark),
		recordClass: String(companies.class),
	};
	const result = await n8n.runNode({ type: TYPE, parameters }, [{ name: 1101 }, { name: 1102 }]);
	expect(result.json('Node')).toMatchObject([{ marked: true }, { marked: true }]);
	expect(result.hints('Node')).toEqual(['2 updated; 2 requests']);
	expect(sim.act.endSessions().ended).toBe(0);
});

test('the columns of a template are offered with their captions', async () => {
	const columns = await n8n.loadOptions(TYPE, 'columns', { parameters: template });
	expect(columns.slice(0, 3)).toEqual([
		{ name: 'Číslo (name)', value: 'name', description: 'int' },
		{ name: 'Název (title)', value: 'title', description: 'string' },
		{ name: 'Změněno (updated)', value: 'updated', description: 'dateTime' },
	]);
	expect(await n8n.loadOptions(TYPE, 'columns', { parameters: { ...template, folder: '' } })).toEqual([]);
	expect(sim.act.endSessions().ended).toBe(0);
});

test('a list that cannot be read says why', async () => {
	const asked = n8n.loadOptions(TYPE, 'columns', { parameters: { ...template, template: '999' } });
	await expect(asked).rejects.toThrow('Helios Green refused to read the rows of template 999');
});
