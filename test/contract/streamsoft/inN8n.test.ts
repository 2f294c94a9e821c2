import './world';

import type { IDataObject } from 'n8n-workflow';

import { StreamsoftFirebirdApi } from '../../../credentials/StreamsoftFirebirdApi.credentials';
import { Streamsoft } from '../../../nodes/Streamsoft/Streamsoft.node';
import type { StreamsoftSimulator } from '../../../sandbox/streamsoft';
import { harness, type Harness } from '../../support/workflow';
import { ANNA, credentialFor, fill, MEETING, paths, startWorld, VISIT, withApi } from './world';

const TYPE = 'n8n-nodes-crm-sync.streamsoft';

let sim: StreamsoftSimulator;
let n8n: Harness;
beforeAll(async () => {
	sim = await startWorld();
	n8n = await harness({
		nodes: { [TYPE]: new Streamsoft() },
		credentialTypes: [new StreamsoftFirebirdApi()],
		credentials: { streamsoftFirebirdApi: credentialFor(sim) as never },
	});
	await withApi(sim, async (api) => {
		const sql =
			'CREATE TABLE XXX_N8N_ZRODLO (SYSTEM VARCHAR(40) CHARACTER SET UTF8 NOT NULL, ID_ZRODLA VARCHAR(120) CHARACTER SET UTF8 NOT NULL, ' +
			'ID_ZDARZENIE INTEGER NOT NULL, CONSTRAINT PK_XXX_N8N_ZRODLO PRIMARY KEY (SYSTEM, ID_ZRODLA))';
		await api.query({ sql, parameters: {}, limit: 1 }, true);
	});
});
afterAll(async () => {
	await n8n.dispose();
	await sim.close();
});

const linked = {
	resource: 'task',
	operation: 'createOrUpdateByLink',
	eventType: String(MEETING),
	operator: String(ANNA),
	sourceSystem: 'NetHunt',
	sourceId: '={{ $json.id }}',
	mapBy: 'name',
	...paths({ subject: 'title', start: 'when' }),
} as never;

test('items with one link in a run make one task, and a run twice is a run once', async () => {
	const items = [
		{ id: 'a', title: 'Jeden', when: '2026-07-01T10:00:00' },
		{ id: 'b', title: 'Dwa' },
		{ id: 'a', title: 'Trzy' },
		{ id: 'b', title: 'Dwa' },
	];
	const actions = async () => {
		const result = await n8n.runNode({ type: TYPE, parameters: linked }, items);
		return [...result.json('Node').map((row) => (row.sync as IDataObject).action), ...result.hints('Node')];
	};
	expect((await actions()).slice(0, 4)).toEqual(['created', 'created', 'updated', 'unchanged']);
	expect((await sim.store.tasks()).map(({ subject }) => subject).sort()).toEqual(['Dwa', 'Trzy']);
	const again = await actions();
	expect(again.slice(0, 4)).toEqual(['updated', 'unchanged', 'updated', 'unchanged']);
	expect(again.at(-1)).toMatch(/^2 updated, 2 unchanged; \d+ requests/);
});

test('the brake, and an item that fails among others', async () => {
	const tasks = (await sim.store.tasks()).map(({ id }) => ({ id }));
	const remove = {
		resource: 'task',
		operation: 'delete',
		task: '={{ $json.id }}',
		how: 'delete',
	} as never as IDataObject;
	const braked = await n8n.runNode(
		{ type: TYPE, parameters: { ...remove, options: { maxChanges: 1 } } as never },
		tasks,
	);
	expect(braked.error?.message).toContain('Nothing was written: 0 records would be updated and 2 deleted');
	const update = { resource: 'task', operation: 'complete', task: '={{ $json.id }}' } as never;
	const node = { type: TYPE, parameters: update, onError: 'continueRegularOutput' as const };
	const result = await n8n.runNode(node, [{ id: 'x' }, tasks[0]!, { id: 99 }, { id: 0 }]);
	expect(result.json('Node')).toMatchObject([
		{ error: expect.stringContaining('"x" is not an ID') },
		{ done: true },
		{ error: expect.stringContaining('no task 99') },
		{ error: expect.stringContaining('"0" is not an ID') },
	]);
	const one = { ...(linked as IDataObject), dryRun: true } as never;
	const links = await n8n.runNode({ type: TYPE, parameters: one, onError: 'continueRegularOutput' }, [
		{ id: 'x'.repeat(121), title: 'Za długi' },
		{ id: 'c', title: 'Cztery' },
	]);
	expect(links.json('Node')).toMatchObject([
		{ error: expect.stringContaining('more than 120 characters') },
		{ sync: { action: 'created' } },
	]);
	const report = await n8n.runNode(
		{ type: TYPE, parameters: { ...remove, how: 'never', options: { output: 'report' } } as never },
		tasks,
	);
	expect(report.json('Node')).toMatchObject([{ counts: { skipped: 2 } }]);
});

test('the lists of the node', async () => {
	const options = await n8n.loadOptions(TYPE, 'types');
	expect(options).toEqual([
		{ name: 'Oferta handlowa', value: '10003', description: 'Not marked for synchronisation' },
		{ name: 'Spotkanie', value: String(MEETING) },
		{ name: 'Wizyta referencyjna', value: String(VISIT) },
	]);
	expect((await n8n.loadOptions(TYPE, 'operators'))[0]).toEqual({
		name: 'Anna Nowakowska (anna)',
		value: String(ANNA),
	});
	expect((await n8n.loadOptions(TYPE, 'targets')).map(({ name }) => name)).toEqual([
		'Subject (Temat)',
		'Description (Opis)',
		'Place (Miejsce)',
		'Start (Data od)',
		'End (Data do)',
		'All Day (Cały dzień)',
		'Done (Zakończone)',
		'Event Type (Typ zdarzenia)',
		'Operator (Operator)',
		'Contractor (Kontrahent)',
	]);
	const { fields } = await n8n.resourceMapping(TYPE, 'columns');
	expect(fields.find(({ id }) => id === 'type')).toMatchObject({
		type: 'options',
		options: [{}, { name: 'Spotkanie' }, {}],
	});
	expect(fields.find(({ id }) => id === 'start')).toMatchObject({ type: 'dateTime' });
	const { results } = await n8n.listSearch(TYPE, 'tasks', { filter: 'trzy' });
	expect(results).toEqual([{ name: 'Trzy · 2026-07-01 10:00', value: expect.any(String) }]);
});

test('a statement keeps its text, and its parameters take expressions', async () => {
	await fill(sim);
	const { id } = await sim.act.addTask({
		type: MEETING,
		operator: ANNA,
		subject: "='a'",
		start: '2026-07-01 10:00:00',
	});
	const parameters = {
		resource: 'query',
		operation: 'run',
		statement: 'SELECT TEMAT FROM ZDARZENIE WHERE ID_ZDARZENIE = :id',
		parameters: '={{ { id: $json.id } }}',
		returnAll: true,
	};
	const result = await n8n.runNode({ type: TYPE, parameters: parameters as never }, [{ id }, { id: 99 }]);
	expect(result.json('Node')).toEqual([{ TEMAT: "='a'" }]);
});

test('a database that is down fails the node with the reason', async () => {
	await sim.act.stopServer();
	const parameters = { resource: 'operator', operation: 'getMany', returnAll: true };
	const result = await n8n.runNode({ type: TYPE, parameters });
	expect(result.error?.message).toMatch(/Could not connect to the Streamsoft database at 127\.0\.0\.1/);
	await sim.act.startServer();
});
