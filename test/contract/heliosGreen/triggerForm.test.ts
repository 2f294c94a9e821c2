/** The trigger as a builder sets it up: its form, its lists, and what expressions give it. */
import { HeliosGreenTrigger } from '../../../nodes/HeliosGreen/HeliosGreenTrigger.node';
import type { HeliosGreenSimulator } from '../../../sandbox/heliosGreen';
import type { Harness } from '../../support/workflow';
import { changesOf, idsOf, JANA, PETR, Trigger } from './triggerWorld';
import { contacts, failure, fill, hostFor, n8nWith, startWorld } from './world';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

const TYPE = 'n8n-nodes-crm-sync.heliosGreenTrigger';

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

describe('the form', () => {
	const { description } = new HeliosGreenTrigger();
	const fieldsFor = (triggerOn: string) =>
		description.properties
			.filter(({ displayOptions }) => !displayOptions?.show || displayOptions.show.triggerOn?.includes(triggerOn))
			.map(({ name }) => name);

	test.each([
		['columnBecameValue', ['column', 'values', 'otherValues']],
		['rowChanged', ['columns']],
		['rowAdded', []],
	])('%s: what is rarely touched comes last', (triggerOn, own) => {
		const source = ['folder', 'template', 'nameColumn', 'titleColumn', 'accountColumn', 'updatedColumn'];
		expect(fieldsFor(triggerOn)).toEqual([
			'cost',
			'triggerOn',
			...source,
			...own,
			'reading',
			'startWith',
			'options',
			'guarantee',
		]);
	});
});

test.each(['cut', 'whole', 'either'] as const)('its credential is tested, and no session stays: %s', async (token) => {
	sim.switches.token = token;
	const host = hostFor(sim);
	const data = await host.getCredentials('heliosGreenApi');
	const request = async (options: { uri: string }) =>
		await host.helpers.httpRequest({ ...options, url: options.uri, ignoreHttpStatusErrors: true } as never);
	const { description, methods } = new HeliosGreenTrigger();
	const test = methods.credentialTest[description.credentials![0]!.testedBy as 'heliosGreenTest'];
	expect(await test.call({ helpers: { request } } as never, { data } as never)).toMatchObject({ status: 'OK' });
});

describe('lists over a template whose base filter asks', () => {
	const template = 30_099;
	beforeEach(() => {
		const columns = [
			{ alias: 'name', attribute: 'cislo_subjektu' },
			{ alias: 'position', attribute: 'funkce' },
			{ alias: 'updated', attribute: 'last_update' },
		];
		const asks = [{ name: 'FUNKCE', attribute: 'funkce' }];
		sim.seed({ templates: [{ number: template, name: 'Ptá se', class: contacts.class, columns, arguments: asks }] });
	});

	test.each(['columns', 'columnValues'])('%s', async (method) => {
		const parameters = { folder: String(contacts.folder), template: String(template), column: 'position' };
		const asked = async (reading: object) =>
			await n8n.loadOptions(TYPE, method, { parameters: { ...parameters, reading } as never });
		expect((await asked({ skip: 'FUNKCE' })).length).toBeGreaterThan(1);
		await failure(asked({}));
	});
});

describe('what expressions give', () => {
	const move = (record: number, funkce: string) => sim.act.edit({ record, values: { funkce } });

	test('one value or column as a text, and numbers', async () => {
		const became = new Trigger(sim, {
			triggerOn: 'columnBecameValue',
			column: 'position',
			values: 'Vedoucí',
			otherValues: 7,
			folder: contacts.folder,
			template: contacts.template,
		});
		const changed = await new Trigger(sim, { columns: 'position' }).begun();
		await became.begun();
		move(JANA, 'Vedoucí');
		move(PETR, '7');
		expect(idsOf(await became.poll())).toEqual([JANA, PETR]);
		expect((await changed.poll()).map(changesOf)).toMatchObject([
			{ position: { to: 'Vedoucí' } },
			{ position: { to: '7' } },
		]);
	});

	test('nothing where there is an alias', async () => {
		const trigger = new Trigger(sim, { nameColumn: null, titleColumn: null, accountColumn: null });
		await trigger.begun();
		move(JANA, 'Vedoucí');
		expect(idsOf(await trigger.poll())).toEqual([JANA]);
	});
});
