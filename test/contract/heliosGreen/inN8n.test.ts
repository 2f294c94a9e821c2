import { HeliosGreen } from '../../../nodes/HeliosGreen/HeliosGreen.node';
import type { HeliosGreenSimulator } from '../../../sandbox/heliosGreen';
import type { Harness } from '../../support/workflow';
import { companies, contacts, fill, n8nWith, startWorld } from './world';

const TYPE = 'n8n-nodes-crm-sync.heliosGreen';

let sim: HeliosGreenSimulator;
let n8n: Harness;
beforeAll(async () => {
	sim = await startWorld();
	n8n = await n8nWith(sim, TYPE, new HeliosGreen());
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

describe('marking as a builder sets it up', () => {
	const parameters = { resource: 'function', operation: 'markAsSynchronised', function: String(companies.mark) };
	const marked = (record: number) => sim.act.get({ record }).values.uda_synchronizovano;

	test('with its defaults alone', async () => {
		const result = await n8n.runNode({ type: TYPE, parameters }, [{ name: 1101 }, { name: 1101 }, { name: 1103 }]);
		expect(result.json('Node')).toMatchObject([
			{ recordNumber: '1101', marked: true, sync: { action: 'updated' } },
			{ recordNumber: '1101', sync: { action: 'unchanged' } },
			{ recordNumber: '1103', marked: true, sync: { action: 'updated' } },
		]);
		expect(sim.requests.count({ action: 'RUN' })).toBe(1);
	});

	test('with a function that differs from item to item', async () => {
		const items = [
			{ name: 1101, fn: companies.mark },
			{ name: 1201, fn: contacts.mark },
			{ name: 1102, fn: companies.mark },
			{ name: 1202, fn: '' },
		];
		const more = { ...parameters, function: '={{ $json.fn }}' };
		const result = await n8n.runNode({ type: TYPE, parameters: more }, items);
		expect(result.json('Node')).toMatchObject([{}, {}, {}, { sync: { action: 'skipped' } }]);
		expect([1101, 1201, 1102, 1202].map(marked)).toEqual([true, true, true, false]);
		expect(sim.requests.count({ action: 'RUN' })).toBe(2);
	});

	test('a failing item, going on after errors', async () => {
		const node = { type: TYPE, parameters, onError: 'continueRegularOutput' as const };
		const result = await n8n.runNode(node, [{ name: 'x' }, { name: null }, { name: 1102 }, {}]);
		const failed = { error: expect.stringContaining('no record can be marked') };
		expect(result.json('Node')).toMatchObject([failed, failed, { marked: true }, failed]);
	});

	test('no items at all', async () => {
		await n8n.runNode({ type: TYPE, parameters }, []);
		expect(sim.requests.count()).toBe(0);
	});
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
