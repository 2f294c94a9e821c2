import type { Catalogue, ColumnInfo, ColumnKind } from '../../../nodes/Streamsoft/profile/catalogue';
import { inWords, missingIn, namesIn, nearest, parametersOf } from '../../../nodes/Streamsoft/profile/check';
import { DEFAULT_PROFILE } from '../../../nodes/Streamsoft/profile/default';
import { proposed } from '../../../nodes/Streamsoft/profile/propose';
import { profileOf } from '../../../nodes/Streamsoft/profile/read';
import { placesOf } from '../../../nodes/Streamsoft/data/lists';
import type { Table } from '../../../nodes/Streamsoft/data/explore';

const column = (name: string, kind: ColumnKind = 'number'): ColumnInfo => ({
	name,
	kind,
	isNotNull: false,
	hasDefault: false,
	isComputed: false,
});

const KINDS: Record<string, ColumnKind> = {
	TEMAT: 'text',
	OPIS: 'blob',
	MIEJSCE: 'text',
	DATAOD: 'timestamp',
	DATADO: 'date',
};

/** All that a profile names, but for some. */
function catalogueOf(profile = DEFAULT_PROFILE, without: string[] = []): Catalogue {
	const { tables, generators, procedures } = namesIn(profile);
	const columns = [
		'ID_UZYTKOWNIK',
		'LOGIN',
		'NAZWISKOIMIE',
		'AKTYWNY',
		'ID_TYPZDARZENIA',
		'NAZWA',
		'SYNCHRGOOGLE',
		'ID_CECHAZDARZ',
	];
	columns.push(
		'ID_ZDARZENIE',
		'WARTOSC',
		'ID_KONTRAH',
		'NAZWASKR',
		'NRKONTRAH',
		'BAZAKONTRAH',
		'ID_OSOBAKONTRAH',
		'IMIE',
		'NAZWISKO',
	);
	columns.push('TEMAT', 'OPIS', 'MIEJSCE', 'DATAOD', 'DATADO', 'CALYDZIEN', 'ZAKONCZONE');
	const kept = columns
		.filter((name) => !without.includes(name))
		.map((name) => [name, column(name, KINDS[name])] as const);
	return {
		tables: new Map(tables.filter((name) => !without.includes(name)).map((name) => [name, new Map(kept)])),
		generators: new Set(generators.filter((name) => !without.includes(name))),
		procedures: new Map(
			procedures
				.filter((name) => !without.includes(name))
				.map((name) => [name, { isSelectable: true, inputs: [], outputs: [] }]),
		),
	};
}

describe('a typed profile', () => {
	test('is laid over the shipped one', () => {
		expect(profileOf('')).toBe(DEFAULT_PROFILE);
		const profile = profileOf(
			'{"events":{"columns":{"place":null,"subject":"NAZWA"}},"featureDefs":null,"procedures":{"add":"XXX_ADD"}}',
		);
		expect(profile.events.columns).toMatchObject({ place: null, subject: 'NAZWA', start: 'DATAOD' });
		expect(profile).toMatchObject({
			featureDefs: null,
			procedures: { add: 'XXX_ADD', update: null },
			events: { table: 'ZDARZENIE' },
		});
	});

	test('a list or a link of another form takes the place of the shipped one', () => {
		const profile = profileOf('{"operators":{"sql":"SELECT ID FROM X"},"link":{"column":"XXX_ZRODLO"}}');
		expect(profile.operators).toEqual({ sql: 'SELECT ID FROM X' });
		expect(profile.link).toEqual({ column: 'XXX_ZRODLO' });
	});

	test.each([
		['no JSON', /is not a JSON object/],
		['[1]', /is not a JSON object/],
		['{"events":{"table":"zdarzenie"}}', /events\.table: is no name of the database/],
		['{"events":{"table":"A; DROP TABLE B"}}', /events\.table/],
		['{"events":{"columns":{"subject":"A\\"B"}}}', /events\.columns\.subject/],
		['{"events":{"colums":{}}}', /colums/],
		['{"operators":{"sql":"DELETE FROM X"}}', /operators/],
		['{"featureValues":{"sql":"SELECT 1 FROM X"}}', /featureValues/],
		['{"events":{"only":{"x y":1}}}', /events\.only/],
		['{"__proto__":{"x":1},"constructor":1}', /constructor/],
	])('%s is refused, naming the place', (typed, message) => {
		expect(() => profileOf(typed)).toThrow(
			expect.objectContaining({ kind: 'input', message: expect.stringMatching(message) }),
		);
	});
});

describe('a profile and a database', () => {
	test('that fit', () => expect(missingIn(DEFAULT_PROFILE, catalogueOf())).toEqual([]));

	test('every missing name is told with its place, and what looks like it', () => {
		const missing = missingIn(
			DEFAULT_PROFILE,
			catalogueOf(DEFAULT_PROFILE, ['MIEJSCE', 'GEN_ZDARZENIE', 'CECHAZDARZ']),
		);
		expect(missing.map(inWords)).toEqual([
			'column ZDARZENIE.MIEJSCE (events.columns.place; perhaps IMIE)',
			'table CECHAZDARZ (featureDefs.table)',
			'generator GEN_ZDARZENIE (events.generator)',
		]);
		expect(nearest('ZDARZENIA', ['KONTRAH', 'ZDARZENIE', 'TYPZDARZENIA'])).toEqual(['ZDARZENIE', 'TYPZDARZENIA']);
		expect(nearest('X', ['KONTRAH'])).toEqual([]);
	});

	test('a column of another type is another one', () => {
		const profile = profileOf('{"events":{"columns":{"start":"TEMAT","place":"DATADO"}}}');
		expect(missingIn(profile, catalogueOf(profile)).map(inWords)).toEqual([
			'column ZDARZENIE.DATADO of type text or blob but date (events.columns.place)',
			'column ZDARZENIE.TEMAT of type timestamp or date but text (events.columns.start)',
		]);
	});

	test('a table for links is not missed', () => {
		expect(namesIn(DEFAULT_PROFILE).tables).toContain('XXX_N8N_ZRODLO');
		expect(missingIn(DEFAULT_PROFILE, catalogueOf(DEFAULT_PROFILE, ['XXX_N8N_ZRODLO']))).toEqual([]);
	});

	test('parameters of procedures are understood by the names of columns', () => {
		const profile = profileOf('{"procedures":{"update":"P"}}');
		const info = {
			isSelectable: true,
			inputs: ['AID_ZDARZENIE', 'ATEMAT', 'OPIS', 'P_DATAOD', 'ACOS'].map((name) => column(name)),
			outputs: [],
		};
		expect(parametersOf(profile, 'P', info)).toEqual(['id', 'subject', 'description', 'start', undefined]);
		const catalogue = { ...catalogueOf(profile), procedures: new Map([['P', info]]) };
		expect(missingIn(profile, catalogue).map(inWords)).toEqual([
			'parameter ACOS explained (procedures.update.parameters)',
		]);
		const named = profileOf('{"procedures":{"update":{"name":"P","parameters":["id","subject",null,null,null]}}}');
		expect(missingIn(named, catalogue)).toEqual([]);
	});
});

test('the columns of a SELECT are known by name, or by their order', () => {
	expect(placesOf(['NAME', 'ID', 'SYNC_ENABLED'], ['id', 'name', 'synchronised'], 2)).toEqual([1, 0, 2]);
	expect(placesOf(['NR', 'OPIS'], ['id', 'name', 'synchronised'], 2)).toEqual([0, 1, -1]);
	expect(placesOf(['A', 'B', 'C'], ['event', 'feature', 'value'], 3)).toEqual([0, 1, 2]);
	expect(() => placesOf(['NAME', 'X'], ['id', 'name'], 2)).toThrow(/no column for id/);
	expect(() => placesOf(['ID'], ['id', 'name'], 2)).toThrow(/no column for name/);
});

describe('a proposed profile', () => {
	const table = (
		name: string,
		columns: Array<[string, ColumnKind]>,
		foreignKeys: Table['foreignKeys'] = [],
	): Table => ({
		name,
		columns: columns.map(([one, kind]) => column(one, kind)),
		primaryKey: [columns[0]![0]],
		foreignKeys,
		triggers: [],
	});

	test('finds tasks by what their columns are like, whatever they are called', () => {
		const tables = [
			table('UZYTKOWNIK', [
				['ID_UZYTKOWNIK', 'number'],
				['LOGIN', 'text'],
				['NAZWISKOIMIE', 'text'],
			]),
			table('RODZAJ', [
				['ID_RODZAJ', 'number'],
				['NAZWA', 'text'],
				['SYNC', 'number'],
			]),
			table(
				'XXX_PLAN',
				[
					['ID_XXX_PLAN', 'number'],
					['ID_RODZAJ', 'number'],
					['WYKONAWCA', 'number'],
					['TYTUL', 'text'],
					['POCZATEK', 'timestamp'],
					['KONIEC', 'timestamp'],
				],
				[
					{ column: 'ID_RODZAJ', table: 'RODZAJ' },
					{ column: 'WYKONAWCA', table: 'UZYTKOWNIK' },
				],
			),
			table('HISTORIA', [
				['ID', 'number'],
				['TEMAT', 'text'],
			]),
		];
		const profile = proposed(tables, ['GEN_XXX_PLAN']);
		expect(profile).toMatchObject({
			operators: { table: 'UZYTKOWNIK', login: 'LOGIN' },
			eventTypes: { table: 'RODZAJ', synchronised: 'SYNC' },
			events: {
				table: 'XXX_PLAN',
				generator: 'GEN_XXX_PLAN',
				columns: {
					typeId: 'ID_RODZAJ',
					operatorId: 'WYKONAWCA',
					subject: 'TYTUL',
					start: 'POCZATEK',
					end: 'KONIEC',
					place: null,
				},
			},
		});
		expect(() => profileOf(JSON.stringify(profile))).not.toThrow();
	});

	test('says so where nothing looks like tasks', () => {
		expect(proposed([], [])).toEqual({ profile: 'nothing found that looks like tasks' });
	});
});

test('a character set cannot carry a statement', () => {
	const textCharset = 'WIN1250) FROM X; --';
	expect(() => profileOf(JSON.stringify({ textCharset }))).toThrow(/textCharset: is no name of the database/);
});
