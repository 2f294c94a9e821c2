import type { IDataObject } from 'n8n-workflow';

import type { HeliosGreenSimulator } from '../../../sandbox/heliosGreen';
import { companies, execute, failure, fill, startWorld, valuesOf } from './world';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let sim: HeliosGreenSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

const company = String(companies.class);
const run = async (operation: string, parameters: IDataObject, items?: IDataObject[], more = {}) =>
	await execute(sim, { resource: 'record', operation, recordClass: company, options: {}, ...parameters }, items, more);
const writes = () => sim.requests.count(({ action }) => action === 'INSERTUPDATE' || action === 'DELETE');
const valueOf = (record: number, name: string) => sim.act.get({ record }).values[name];

describe('Create or Update', () => {
	const upsert = async (values: Record<string, unknown>, parameters: IDataObject = {}) =>
		await run('upsert', { folder: '20010', keyAttributes: 'reference_subjektu', ...valuesOf(values), ...parameters });

	test('creates, then changes, then does nothing', async () => {
		const values = { reference_subjektu: 'F77', nazev_subjektu: 'Sedmička' };
		expect((await upsert(values)).rows).toMatchObject([{ sync: { action: 'created', key: '1001/F77' } }]);
		expect((await upsert({ ...values, mesto: 'Most' })).rows).toMatchObject([
			{
				reference: 'F77',
				name: 'Sedmička',
				sync: { action: 'updated', changes: { mesto: { from: null, to: 'Most' } } },
			},
		]);
		sim.requests.clear();
		expect((await upsert({ ...values, mesto: 'Most' })).rows).toMatchObject([{ sync: { action: 'unchanged' } }]);
		expect(writes()).toBe(0);
	});

	test('two items about one new record make one', async () => {
		const fieldsByName = {
			rows: [
				{ field: 'reference_subjektu', from: 'path', path: 'key' },
				{ field: 'mesto', from: 'path', path: 'city' },
			],
		};
		const items = [
			{ key: 'F88', city: 'Aš' },
			{ key: 'F88', city: 'Brno' },
		];
		const parameters = { folder: '20010', keyAttributes: 'reference_subjektu', fieldsByName };
		const { rows } = await run('upsert', parameters, items);
		expect(rows).toMatchObject([{ sync: { action: 'created' } }, { sync: { action: 'updated' } }]);
		expect(rows[0]!.recordNumber).toBe(rows[1]!.recordNumber);
	});

	test('a failed look is no reason to create', async () => {
		sim.faults.inject({ match: { path: 'RETRIEVE' }, status: 503, times: Infinity });
		await failure(upsert({ reference_subjektu: 'F99', nazev_subjektu: 'x' }));
		expect(writes()).toBe(0);
	});

	test('by other keys Helios decides, which is said', async () => {
		const parameters = { keyAttributes: 'ico' };
		const { rows } = await upsert({ ico: '10000011', mesto: 'Zlín' }, parameters);
		expect(rows).toMatchObject([{ recordNumber: '1101', sync: { action: 'updated' } }]);
		expect(valueOf(1101, 'mesto')).toBe('Zlín');
		const dry = await upsert({ ico: '10000011', mesto: 'Aš' }, { ...parameters, dryRun: true });
		expect(dry.rows).toMatchObject([{ dryRun: true, sync: { reason: expect.stringContaining('it decides') } }]);
	});

	test('without comparing first', async () => {
		const values = { reference_subjektu: 'F1101', mesto: 'Zlín' };
		await upsert(values, { options: { compareFirst: false } });
		expect(valueOf(1101, 'mesto')).toBe('Zlín');
		expect(sim.requests.count({ action: 'RETRIEVE' })).toBe(0);
	});

	test('needs a value for each key', async () => {
		expect((await failure(upsert({ mesto: 'x' }))).message).toContain('"reference_subjektu" has no value');
	});
});
