import type { IDataObject } from 'n8n-workflow';

import type { HeliosGreenSimulator, HeliosGreenSwitches } from '../../../sandbox/heliosGreen';
import { all, companies, contacts, execute, failure, fill, startWorld, withApi } from './world';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let sim: HeliosGreenSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

const getMany = async (parameters: IDataObject = {}) =>
	await execute(sim, {
		resource: 'template',
		operation: 'getMany',
		folder: String(companies.folder),
		template: String(companies.template),
		returnAll: true,
		options: {},
		...parameters,
	});
const names = ({ rows }: { rows: IDataObject[] }) => rows.map(({ name }) => name);

describe('rows', () => {
	const expected = [
		{
			name: 1101,
			title: 'Modrý přístav s.r.o.',
			account: null,
			updated: '2026-05-04T07:00:00.000Z',
			ico: '10000011',
			ulice: null,
			mesto: 'Brno',
			psc: null,
			zeme: 'CZ',
			telefon: '+420 555 010 101',
		},
		{ name: 1102 },
		{ name: 1103, title: 'Šroub & Matka a.s.', telefon: null },
	];

	const forms: Array<[string, Partial<HeliosGreenSwitches>]> = [
		['attributes', { rowsAs: 'attributes' }],
		['elements', { rowsAs: 'elements' }],
		['nulls left out', { rowsAs: 'elements', nullAs: 'absent' }],
		['a CDATA section', { resultAs: 'cdata' }],
		['upper case attributes', { answerCase: 'upper' }],
		['upper case columns', { columnCase: 'upper' }],
		['a Datastore without data', { datastoreIn: 'browse' }],
		['times with a T', { dateTimeAs: 'iso' }],
	];
	test.each(forms)('as %s', async (_, switches) => {
		Object.assign(sim.switches, switches);
		expect((await getMany()).rows).toMatchObject(expected);
	});

	test('without a definition values are texts, but the updated column is a time', async () => {
		Object.assign(sim.switches, { definition: false });
		expect((await getMany()).rows[0]).toMatchObject({
			name: '1101',
			updated: '2026-05-04T07:00:00.000Z',
			ico: '10000011',
		});
	});

	test('times as Helios writes them', async () => {
		expect((await getMany({ options: { times: 'written' } })).rows[0]).toMatchObject({
			updated: '2026-05-04 09:00:00',
		});
	});

	test('other aliases; a column of the template that has the name of a part is kept beside', async () => {
		const { rows } = await getMany({ aliases: { name: 'ico', account: 'zeme' } });
		expect(rows[0]).toMatchObject({ name: '10000011', account: 'CZ', name_: 1101, title: 'Modrý přístav s.r.o.' });
	});

	test('of a relation', async () => {
		const parameters = { folder: String(contacts.folder), template: String(contacts.template) };
		expect((await getMany(parameters)).rows[0]).toMatchObject({ account: 1101, company: 'Modrý přístav s.r.o.' });
	});
});

describe('conditions', () => {
	const where = async (column: string, operator: string, value?: unknown, to?: unknown) =>
		names(await getMany({ conditions: { rows: [{ column, operator, value, to } as IDataObject] } }));

	test.each([
		['ico', 'equal', '10000022', undefined, [1102]],
		['ico', 'notEqual', '10000022', undefined, [1101, 1103]],
		['name', 'lessThan', 1102, undefined, [1101]],
		['name', 'lessThanOrEqual', 1102, undefined, [1101, 1102]],
		['name', 'greaterThan', 1102, undefined, [1103]],
		['name', 'greaterThanOrEqual', 1102, undefined, [1102, 1103]],
		['name', 'between', 1102, 1103, [1102, 1103]],
		['title', 'contains', 'Matka', undefined, [1103]],
		['title', 'contains', '& M', undefined, [1103]],
		['title', 'doesNotContain', 'Matka', undefined, [1101, 1102]],
		['title', 'startsWith', 'Pek', undefined, [1102]],
		['title', 'doesNotStartWith', 'Pek', undefined, [1101, 1103]],
		['telefon', 'null', undefined, undefined, [1103]],
		['telefon', 'notNull', undefined, undefined, [1101, 1102]],
	])('%s %s %s', async (column, operator, value, to, expected) => {
		expect(await where(column, operator, value, to)).toEqual(expected);
	});

	test('a time with a zone is asked for in the wall clock time of Helios', async () => {
		Object.assign(sim.switches, { dateFilter: 'exact' });
		sim.act.edit({ record: 1102, values: { mesto: 'Ostrava' } });
		expect(await where('updated', 'greaterThan', '2026-05-04T07:59:00Z')).toEqual([1102]);
		expect(await where('updated', 'greaterThan', '2026-05-04T08:01:00.000Z')).toEqual([]);
	});

	test('sorting by another column', async () => {
		const sort = { rows: [{ column: 'title', direction: 'desc' }] };
		expect(names(await getMany({ sort }))).toHaveLength(3);
	});

	test('in a form of the server, with a template of one’s own', async () => {
		Object.assign(sim.switches, { browseNesting: 'wrapped', conditionValues: 'attribute' });
		const message =
			'<BROWSE><browse folderId="{folder}" browseLookup="idDefined"><browseId type="template" number="{template}"/><bounds lower="{lower}" upper="{upper}"/><rowFilter><items><item columnName="{column1}"><compareCondition operator="{operator1}" valueToCompare="{value1}"/></item></items></rowFilter>{sortOrder}</browse></BROWSE>';
		const conditions = { rows: [{ column: 'title', operator: 'equal', value: 'Šroub & Matka a.s.' }] };
		expect(names(await getMany({ conditions, options: { message } }))).toEqual([1103]);
	});
});

describe('base filters that ask', () => {
	beforeEach(() =>
		sim.seed({
			templates: [
				{
					number: 30099,
					name: 'Firmy podle města',
					class: companies.class,
					columns: [{ alias: 'name', attribute: 'cislo_subjektu' }],
					arguments: [{ name: 'MESTO', attribute: 'mesto' }],
				},
			],
		}),
	);

	test('are answered or skipped', async () => {
		const given = { arguments: { rows: [{ name: 'MESTO', value: 'Brno' }] } };
		expect(names(await getMany({ template: '30099', options: given }))).toEqual([1101]);
		expect(names(await getMany({ template: '30099', options: { skip: 'MESTO' } }))).toHaveLength(3);
	});

	test('and refuse when they are not', async () => {
		expect((await failure(getMany({ template: '30099' }))).message).toContain('refused');
	});
});

describe('what is wrong', () => {
	test.each([
		[{ folder: 'Firmy' }, 'Folder Number'],
		[{ folder: '999' }, 'refused'],
		[{ template: '999' }, 'refused'],
		[{ aliases: { name: 'nope' } }, 'refused'],
		[{ options: { message: '<BROWSE>{nope}</BROWSE>' } }, '{nope}'],
		[{ options: { message: '<BROWSE>' } }, 'not well-formed'],
		[{ conditions: { rows: [{ column: '', operator: 'equal', value: '1' }] } }, 'no column'],
		[{ conditions: { rows: [{ column: 'ico', operator: 'equal', value: 'a\u0001b' }] } }, 'U+0001'],
	])('%j', async (parameters, told) => {
		expect((await failure(getMany(parameters as IDataObject))).message).toContain(told);
	});

	test('a name column that the template does not have: what to do is said', async () => {
		const error = await failure(getMany({ aliases: { name: 'nope' } }));
		expect(error.description).toContain('sorted by "nope"');
	});

	test.each([
		['text', 'something that is no XML'],
		['html', 'a web page'],
	] as const)('an answer made %s by the server', async (resultForm, told) => {
		Object.assign(sim.switches, { resultForm });
		expect((await failure(getMany())).message).toContain(told);
	});

	test.each(['html', 'malformed', 'empty'] as const)('an answer that is %s', async (reply) => {
		sim.faults.inject({ match: { path: 'BROWSE' }, reply, times: Infinity });
		expect((await failure(getMany())).message).toMatch(/web page|broken XML|empty answer|plain text|instead/);
	});
});

test('columns of a template are offered, and the session is ended', async () => {
	const rows = await withApi(sim, async (api) => await api.columns('20020', '30022'));
	expect(rows.map(({ name }) => name)).toEqual(['name', 'title', 'account', 'company', 'position', 'email', 'phone']);
	expect(rows[0]).toEqual({ name: 'name', type: 'int', label: 'Číslo' });
	expect(sim.act.endSessions().ended).toBe(0);
});

test('what is told with the rows', async () => {
	const told: unknown[] = [];
	await withApi(
		sim,
		async (api) => await all(api.browse({ folder: '20010', template: '30010', onInfo: (info) => told.push(info) })),
	);
	expect(told).toMatchObject([{ total: 3, class: '1001', startedAt: '2026-05-04 10:00:00' }]);
});
