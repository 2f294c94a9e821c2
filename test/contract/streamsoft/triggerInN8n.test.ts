import { StreamsoftFirebirdApi as Credential } from '../../../credentials/StreamsoftFirebirdApi.credentials';
import { StreamsoftTrigger } from '../../../nodes/Streamsoft/StreamsoftTrigger.node';
import { forgetLists } from '../../../nodes/Streamsoft/watch/database';
import { startStreamsoft, type StreamsoftSimulator } from '../../../sandbox/streamsoft';
import { harness, type Harness } from '../../support/workflow';
import { people, task } from './watchWorld';
import { credentialFor } from './world';

const TYPE = 'n8n-nodes-crm-sync.streamsoftTrigger';
const NAME = 'Streamsoft Trigger';

let sim: StreamsoftSimulator;
let n8n: Harness;
beforeAll(async () => {
	sim = await startStreamsoft();
	n8n = await harness({
		nodes: { [TYPE]: new StreamsoftTrigger() },
		credentialTypes: [new Credential()],
		credentials: { streamsoftFirebirdApi: credentialFor(sim) as never },
	});
	await sim.seed({ ...people, tasks: [task(1), task(2), task(3)] });
});
beforeEach(() => forgetLists());
afterAll(async () => {
	await n8n.dispose();
	await sim.close();
});

const workflow = (parameters: object = {}) => ({
	nodes: [{ name: NAME, type: TYPE, parameters: { triggerOn: 'taskUpdated', ...parameters } as never }],
});
let edits = 0;
const edit = async (id: number) => await sim.act.editTask({ task: id, subject: `edit ${++edits}` });

describe.each([false, true])('in n8n, durable: %s', (durable) => {
	test('a run that fails gets its tasks again, after a restart too', async () => {
		const trigger = n8n.polled(workflow(), NAME, { durable });
		await trigger.activate();
		await edit(1);
		await edit(2);
		const { batches, reported } = await trigger.poll();
		expect(reported).toEqual([]);
		expect(batches).toHaveLength(1);
		expect(batches[0]!.json.map(({ id }) => id).sort()).toEqual(['1', '2']);
		trigger.restart();
		const again = await trigger.poll();
		expect(again.batches[0]!.json).toMatchObject([{ delivery: { attempt: 2, redelivered: true } }, {}]);
		await again.batches[0]!.succeed();
		expect((await trigger.poll()).batches).toEqual([]);
	});

	test('a poll that fails moves nothing', async () => {
		const trigger = n8n.polled(workflow(), NAME, { durable });
		await trigger.activate();
		await edit(3);
		await sim.act.stopServer();
		expect((await trigger.poll()).reported[0]?.message).toMatch(/Streamsoft database/);
		await sim.act.startServer();
		expect((await trigger.poll()).batches[0]!.json).toMatchObject([{ id: '3' }]);
	});
});

test('a test event shows tasks and holds nothing', async () => {
	const trigger = n8n.polled(workflow(), NAME);
	const result = await trigger.test();
	expect(result.json(NAME)).toHaveLength(3);
	expect(trigger.stored).toEqual({});
});

describe('lists', () => {
	const list = async (method: string, parameters: object = {}) =>
		await n8n.loadOptions(TYPE, method, { parameters: { triggerOn: 'fieldBecameValue', ...parameters } as never });

	test('operators and types, and which take no part', async () => {
		expect(await list('operators')).toEqual(
			expect.arrayContaining([
				{ name: 'Anna Nowakowska (ANNA)', value: '10001' },
				{ name: 'Były Pracownik (DAWNY)', value: '10003', description: 'Not active' },
			]),
		);
		expect(await list('types')).toEqual(
			expect.arrayContaining([
				{ name: 'Spotkanie', value: '10001' },
				{ name: 'Telefon', value: '10003', description: 'Not marked for synchronisation' },
			]),
		);
	});

	test('fields and features', async () => {
		const fields = await list('watchedFields');
		expect(fields).toEqual(
			expect.arrayContaining([
				{ name: 'Done', value: 'done' },
				{ name: 'Feature: Etap', value: 'feature:10017' },
			]),
		);
		// The shipped profile has neither.
		expect(fields.map(({ value }) => value)).not.toEqual(expect.arrayContaining(['person']));
		expect(fields.map(({ value }) => value)).not.toEqual(expect.arrayContaining(['cancelled']));
	});

	test.each([
		['type', 'Spotkanie'],
		['operator', 'Piotr Zieliński (PIOTR)'],
		['done', 'Yes'],
	])('values of %s', async (field, name) => {
		expect((await list('fieldValues', { field })).map((one) => one.name)).toContain(name);
	});

	test('there is no list of all subjects', async () => {
		expect(await list('fieldValues', { field: 'subject' })).toEqual([]);
	});

	test('say why they cannot be read', async () => {
		await sim.act.stopServer();
		await expect(list('operators')).rejects.toThrow('Could not connect');
		await sim.act.startServer();
	});
});

test('the node: what it asks for is what it describes', () => {
	const { description, methods } = new StreamsoftTrigger();
	const triggerOn = description.properties.find(({ name }) => name === 'triggerOn');
	expect(triggerOn?.options?.map(({ name }) => name)).toEqual([
		'Field Became Value',
		'Task Created',
		'Task Created or Updated',
		'Task Created, Updated or Deleted',
		'Task Deleted',
		'Task Updated',
	]);
	expect(triggerOn?.default).toBe('taskCreatedOrUpdated');
	const asked = description.properties.map(({ typeOptions }) => typeOptions?.loadOptionsMethod).filter(Boolean);
	expect(Object.keys(methods.loadOptions)).toEqual(expect.arrayContaining(asked as string[]));
	expect(Object.keys(methods.credentialTest)).toEqual([description.credentials![0]!.testedBy]);
});
