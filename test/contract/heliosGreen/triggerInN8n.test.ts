import { HeliosGreenTrigger } from '../../../nodes/HeliosGreen/HeliosGreenTrigger.node';
import { source, sourceFields } from '../../../nodes/HeliosGreen/source';
import type { HeliosGreenSimulator } from '../../../sandbox/heliosGreen';
import type { Harness } from '../../support/workflow';
import { JANA, MINUTE, PETR } from './triggerWorld';
import { contacts, failure, fill, hostFor, n8nWith, startWorld } from './world';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

const TYPE = 'n8n-nodes-crm-sync.heliosGreenTrigger';
const NAME = 'Helios Green Trigger';

let sim: HeliosGreenSimulator;
let n8n: Harness;
beforeAll(async () => {
	sim = await startWorld();
	n8n = await n8nWith(sim, TYPE, new HeliosGreenTrigger());
});
beforeEach(() => fill(sim));
afterEach(() => expect(sim.act.endSessions().ended).toBe(0));
afterAll(async () => {
	await n8n.dispose();
	await sim.close();
});

const parameters = { folder: String(contacts.folder), template: String(contacts.template) };
const workflow = (more: object = {}) => ({
	nodes: [{ name: NAME, type: TYPE, parameters: { ...parameters, ...more } as never }],
});
const move = (record: number, funkce: string) => sim.act.edit({ record, values: { funkce } });

describe.each([false, true])('in n8n, durable: %s', (durable) => {
	test('a run that fails gets its rows again, after a restart too', async () => {
		const trigger = n8n.polled(workflow(), NAME, { durable });
		await trigger.activate();
		sim.clock.advance(MINUTE);
		move(JANA, 'Vedoucí');
		move(PETR, 'Sklad');
		const { batches, reported } = await trigger.poll();
		expect(reported).toEqual([]);
		expect(batches).toHaveLength(1);
		expect(batches[0]!.json).toMatchObject([{ id: '1201' }, { id: '1202', record: { position: 'Sklad' } }]);
		trigger.restart();
		const again = await trigger.poll();
		expect(again.batches[0]!.json).toMatchObject([{ delivery: { attempt: 2, redelivered: true } }, { id: '1202' }]);
		await again.batches[0]!.succeed();
		expect((await trigger.poll()).batches).toEqual([]);
	});

	test('a poll that fails moves nothing', async () => {
		const trigger = n8n.polled(workflow(), NAME, { durable });
		await trigger.activate();
		move(JANA, 'Vedoucí');
		sim.switches.outage = 'soapFault';
		expect((await trigger.poll()).reported[0]?.message).toContain('SOAP Fault');
		sim.switches.outage = 'none';
		expect((await trigger.poll()).batches[0]!.json).toMatchObject([{ id: '1201' }]);
	});
});

test('a test event shows rows and holds nothing', async () => {
	const trigger = n8n.polled(workflow(), NAME);
	const result = await trigger.test();
	expect(result.json(NAME)).toHaveLength(3);
	expect(trigger.stored).toEqual({});
});

describe('lists', () => {
	const list = async (method: string, more: object = {}) =>
		await n8n.loadOptions(TYPE, method, { parameters: { ...parameters, ...more } as never });

	test('columns of the template', async () => {
		expect((await list('columns')).map(({ value }) => value)).toEqual(
			expect.arrayContaining(['name', 'title', 'position', 'updated']),
		);
	});

	test('values of a column', async () => {
		const values = await list('columnValues', { column: 'position' });
		expect(values.map(({ value }) => value)).toEqual(['Majitelka', 'Nákup', 'Sklad & doprava']);
		expect(await list('columnValues', { column: '' })).toEqual([]);
		expect(await list('columnValues', { column: 'position', template: '' })).toEqual([]);
	});

	test('say why they cannot be read', async () => {
		expect((await failure(list('columnValues', { column: 'rank' }))).message).toContain('no column "rank"');
	});
});

describe('as a source of fields for others', () => {
	const fields = async (object: string) => await source.fields(hostFor(sim) as never, object);

	test('the columns of a template by its numbers', async () => {
		const found = await fields(' 20020 / 30020 ');
		expect(found[0]).toMatchObject({ name: 'Číslo (name)', value: 'name', description: 'int' });
		expect(found.map(({ value }) => value)).toContain('email');
	});

	test.each(['', 'Contact', '20020', '20020/', '20020/30020/1', 'a/b'])('%j is no template', async (object) => {
		expect((await failure(fields(object))).message).toContain('is not a template');
	});

	test('a template that is not there', async () => {
		await failure(fields('20020/1'));
		expect(sim.requests.count({ action: 'LogOff' })).toBeGreaterThan(0);
	});

	test('names that a path would take apart are put in brackets', () => {
		const columns = ['e_mail', 'cena.celkem', 'a b', 'x"y'].map((name) => ({ name, type: '', label: name }));
		const values = sourceFields(columns).map(({ value }) => value);
		expect(values).toEqual(['e_mail', '["cena.celkem"]', '["a b"]', '["x\\"y"]']);
	});
});

test('the node: what it asks for is what it describes', () => {
	const { description, methods } = new HeliosGreenTrigger();
	const triggerOn = description.properties.find(({ name }) => name === 'triggerOn');
	expect(triggerOn?.options?.map(({ name }) => name)).toEqual([
		'Column Became Value',
		'Row Added',
		'Row Added or Changed',
		'Row Changed',
	]);
	const asked = description.properties.map(({ typeOptions }) => typeOptions?.loadOptionsMethod).filter(Boolean);
	expect(Object.keys(methods.loadOptions)).toEqual(expect.arrayContaining(asked));
});
