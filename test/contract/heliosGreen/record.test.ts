import type { IDataObject } from 'n8n-workflow';

import type { HeliosGreenSimulator } from '../../../sandbox/heliosGreen';
import { companies, contacts, execute, failure, fill, startWorld, valuesOf } from './world';

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

describe('Get', () => {
	test('gives the record with its attributes', async () => {
		const { rows } = await run('get', { recordNumber: '1103' });
		expect(rows).toMatchObject([
			{
				recordNumber: '1103',
				class: '1001',
				folder: '20010',
				reference: 'F1103',
				name: 'Šroub & Matka a.s.',
				attributes: { mesto: 'Plzeň', telefon: null },
			},
		]);
	});

	test.each(['fail', 'skip'] as const)('a record that is not there (%s) is told', async (retrieveMissing) => {
		Object.assign(sim.switches, { retrieveMissing });
		expect((await failure(run('get', { recordNumber: '9' }))).message).toContain('no record 9 of class 1001');
	});

	test.each(['recordNumber', 'SUBJECTID'] as const)('where the server takes %s', async (recordNumber) => {
		Object.assign(sim.switches, { recordNumber });
		for (const numberAttribute of [recordNumber]) {
			const { rows } = await run('get', { recordNumber: '1101', options: { numberAttribute } });
			expect(rows).toHaveLength(1);
		}
	});

	test.each(['both', 'recordNumber', 'SUBJECTID'] as const)('answers with %s', async (recordsAnswer) => {
		Object.assign(sim.switches, { recordsAnswer, resultRecordsIn: 'root' });
		expect((await run('get', { recordNumber: '1101' })).rows).toMatchObject([{ recordNumber: '1101' }]);
	});

	test('in a form of one’s own', async () => {
		const message = '<RETRIEVE><RECORDS><RECORD CLASSID="{class}" SUBJECTID="{number}"/></RECORDS></RETRIEVE>';
		expect((await run('get', { recordNumber: '1101', options: { message } })).rows).toHaveLength(1);
	});
});

describe('Create', () => {
	const created = {
		folder: String(companies.folder),
		...valuesOf({ nazev_subjektu: 'Nová <& "firma"', mesto: 'Tábor' }),
	};

	test('adds a record', async () => {
		const { rows } = await run('create', created);
		expect(rows).toMatchObject([{ recordNumber: expect.any(String), sync: { action: 'created' } }]);
		const { recordNumber } = rows[0] as { recordNumber: string };
		expect(sim.act.get({ record: Number(recordNumber) })).toMatchObject({
			name: 'Nová <& "firma"',
			values: { mesto: 'Tábor' },
		});
	});

	test('in a dry run only says what it would add', async () => {
		const { rows } = await run('create', { ...created, dryRun: true });
		expect(rows).toMatchObject([{ dryRun: true, sync: { action: 'created', changes: { mesto: { to: 'Tábor' } } } }]);
		expect(sim.requests.count()).toBe(0);
	});

	test('is never sent twice', async () => {
		sim.faults.inject({ match: { path: 'INSERTUPDATE' }, reset: 'after' });
		const error = await failure(run('create', created));
		expect(error.message).toContain('may have been written');
		expect(writes()).toBe(1);
	});

	test('values from the incoming item, times in the wall clock time of Helios', async () => {
		const fieldsByName = {
			rows: [
				{ field: 'nazev_subjektu', from: 'path', path: 'company.title' },
				{ field: 'castka', from: 'path', path: 'total' },
				{ field: 'datum', from: 'path', path: 'at' },
			],
		};
		const items = [{ company: { title: 'Objednávka' }, total: 12.5, at: '2026-05-04T08:30:00Z' }];
		const { rows } = await run('create', { recordClass: '1003', folder: '20030', fieldsByName }, items);
		const { recordNumber } = rows[0] as { recordNumber: string };
		const { values } = sim.act.get({ record: Number(recordNumber) });
		expect(values.castka).toBe(12.5);
		expect(new Date(values.datum as number).toISOString()).toBe('2026-05-04T08:30:00.000Z');
	});

	test('with a relation to another record', async () => {
		const { rows } = await run('create', {
			recordClass: String(contacts.class),
			folder: String(contacts.folder),
			...valuesOf({ nazev_subjektu: 'Eva Nová' }),
			relations: { rows: [{ relation: '601', orientation: '', action: 'add', class: company, number: '1102' }] },
		});
		const { recordNumber } = rows[0] as { recordNumber: string };
		expect(valueOf(Number(recordNumber), 'firma')).toBe(1102);
	});

	test.each([
		[{ ...created, recordClass: ' ' }, '"Class" is empty'],
		[{ folder: '20010' }, 'No attribute has a value'],
		[{ ...created, ...valuesOf({ nazev_subjektu: 'a\u0000b' }) }, 'U+0000'],
		[{ ...created, ...valuesOf({ nope: 'x' }) }, 'nope'],
	])('refuses %#', async (parameters, told) => {
		expect((await failure(run('create', parameters as IDataObject))).message).toContain(told);
	});
});

describe('Update', () => {
	test('writes what differs, and says from what', async () => {
		const { rows } = await run('update', { recordNumber: '1101', ...valuesOf({ mesto: 'Zlín', zeme: 'CZ' }) });
		expect(rows).toMatchObject([
			{ sync: { action: 'updated', key: '1001/1101', changes: { mesto: { from: 'Brno', to: 'Zlín' } } } },
		]);
		expect(rows[0]!.sync).not.toHaveProperty('changes.zeme');
		expect(valueOf(1101, 'mesto')).toBe('Zlín');
	});

	test('sends nothing when all is as wanted, and nothing in a dry run', async () => {
		const same = await run('update', {
			recordNumber: '1101',
			...valuesOf({ mesto: 'Brno', uda_synchronizovano: false }),
		});
		expect(same.rows).toMatchObject([{ sync: { action: 'unchanged' } }]);
		const dry = await run('update', { recordNumber: '1101', dryRun: true, ...valuesOf({ mesto: 'Zlín' }) });
		expect(dry.rows).toMatchObject([{ dryRun: true, sync: { changes: { mesto: { from: 'Brno', to: 'Zlín' } } } }]);
		expect(writes()).toBe(0);
	});

	test('without comparing first costs one message', async () => {
		await run('update', { recordNumber: '1101', options: { compareFirst: false }, ...valuesOf({ mesto: 'Brno' }) });
		expect(sim.requests.entries.map(({ action }) => action)).toEqual(['LogOn', 'INSERTUPDATE', 'LogOff']);
	});

	test('clears with an empty text', async () => {
		await run('update', { recordNumber: '1101', ...valuesOf({ telefon: '' }) });
		expect(valueOf(1101, 'telefon') ?? '').toBe('');
	});

	test('of a record that is not there, or locked', async () => {
		expect((await failure(run('update', { recordNumber: '9', ...valuesOf({ mesto: 'x' }) }))).message).toContain(
			'no record 9',
		);
		sim.act.lock({ record: 1101 });
		expect((await failure(run('update', { recordNumber: '1101', ...valuesOf({ mesto: 'x' }) }))).message).toContain(
			'refused',
		);
	});

	test('a failed item lets the others be written', async () => {
		const fieldsByName = { rows: [{ field: 'mesto', from: 'path', path: 'city' }] };
		const items = [{ city: 'Písek' }, { city: 'a\u0001' }, { city: 'Cheb' }];
		const { rows } = await run('update', { recordNumber: '1101', fieldsByName }, items, { continueOnFail: true });
		expect(rows).toMatchObject([
			{ sync: { action: 'updated' } },
			{ error: expect.stringContaining('U+0001') },
			{ sync: {} },
		]);
		expect(valueOf(1101, 'mesto')).toBe('Cheb');
	});

	test('stops before too many', async () => {
		const more = { recordNumber: '1101', options: { maxChanges: 1 }, ...valuesOf({ mesto: 'x' }) };
		await failure(run('update', more, [{}, {}]));
		expect(writes()).toBe(0);
	});
});

describe('Delete', () => {
	test('deletes, and in a dry run shows what', async () => {
		expect((await run('delete', { recordNumber: '1302', recordClass: '1003', dryRun: true })).rows).toMatchObject([
			{ dryRun: true, name: 'Etikety, 2 000 ks', sync: { action: 'deleted' } },
		]);
		expect((await run('delete', { recordNumber: '1302', recordClass: '1003' })).rows).toMatchObject([
			{ recordNumber: '1302', deleted: true, sync: { action: 'deleted' } },
		]);
		expect(() => sim.act.get({ record: 1302 })).toThrow();
	});

	test('says what Helios says', async () => {
		expect((await failure(run('delete', { recordNumber: '1101' }))).message).toContain('refused to delete a record');
	});
});
