import { all, companies, openHelios, records, rowsOf, stateOf, type Kit } from './heliosGreenKit';

let kit: Kit;
beforeAll(async () => {
	kit = await openHelios();
});
afterAll(() => kit.close());
beforeEach(() => kit.fill());

const get = (record: number) => kit.sim.act.get({ record });

describe('RETRIEVE', () => {
	test('answers every attribute, and what the records point to', async () => {
		const answer = await kit.process(`<RETRIEVE>${records(1202)}</RETRIEVE>`);
		const [record] = all(answer, 'RECORD');
		const values = Object.fromEntries(
			record!.children.map(({ attributes, text }) => [attributes.name, attributes.IsNull ? null : text]),
		);
		expect(values).toEqual({
			reference_subjektu: 'K1202',
			nazev_subjektu: 'Petr Dvořák',
			datum_vzniku: '2026-05-04 10:00:00',
			last_update: '2026-05-04 10:00:00',
			firma: '1101',
			funkce: null,
			e_mail: 'petr@modry-pristav.test',
			telefon_mobil: '+420 555 020 102',
			uda_synchronizovano: 'false',
		});
		expect(all(answer, 'RELATED')[0]?.children.map(({ attributes }) => attributes.NAME)).toEqual([
			'Modrý přístav s.r.o.',
		]);
	});

	test('takes filters and leaves out what is excluded', async () => {
		const filter = '<FILTER FILTERID="40010"/>';
		const answer = await kit.process(
			`<RETRIEVE masterOnly="true" excludedMasterAttributes="ico,psc">${filter}</RETRIEVE>`,
		);
		const names = all(answer, 'ATTRIBUTE').map(({ attributes }) => attributes.name);
		expect(names).toContain('mesto');
		expect(names).not.toContain('ico');
		const alone = await kit.process(`<RETRIEVE excludeStaticRelations="all">${records(1201)}</RETRIEVE>`);
		expect(all(alone, 'RELATED')).toEqual([]);
		expect(stateOf(await kit.process(`<RETRIEVE>${records(9)}</RETRIEVE>`))).toBe(
			'FAIL application Záznam 9 nebyl nalezen.',
		);
	});
});

test('DELETE takes out all or none', async () => {
	expect(stateOf(await kit.process(`<DELETE>${records(1201, 9)}</DELETE>`))).toMatch(/^FAIL application/);
	expect(stateOf(await kit.process(`<DELETE>${records(1102)}</DELETE>`))).toBe(
		'FAIL application Na záznam 1102 odkazují jiné.',
	);
	kit.sim.act.lock({ record: 1204 });
	expect(stateOf(await kit.process(`<DELETE>${records(1204)}</DELETE>`))).toBe(
		'FAIL application Záznam 1204 je zamčen.',
	);
	const answer = await kit.process(`<DELETE>${records(1201, 1202, 1101, 1301, 1201)}</DELETE>`);
	expect(all(answer, 'RECORD')).toHaveLength(4);
	expect(() => get(1201)).toThrow('record: there is no record 1201.');
});

test('NEW answers what a record begins with and stores nothing', async () => {
	const answer = await kit.process('<NEW CLASSID="1003" FOLDERID="20030"/>');
	expect(all(answer, 'RECORD')[0]?.attributes).toMatchObject({ CLASSID: '1003', recordNumber: '0' });
	expect(all(answer, 'ATTRIBUTE').find(({ attributes }) => attributes.name === 'stav')?.text).toBe('Nová');
	expect(stateOf(await kit.process('<NEW><RECORD CLASSNAME="objednavky"/></NEW>'))).toBe('SUCCESS');
	expect(stateOf(await kit.process('<NEW/>'))).toBe('FAIL system V NEW chybí „CLASSID“.');
	expect(stateOf(await kit.process('<NEW CLASSID="1003" FOLDERID="1"/>'))).toBe(
		'FAIL application Pořadač 1 neexistuje.',
	);
	expect(kit.sim.store.classes.get(1003)?.records.size).toBe(2);
});

describe('QUERYSELECT, where there is a right', () => {
	beforeEach(() => void (kit.sim.switches.forbidden = ''));
	const query = (select: string, type = 'DATASET') =>
		kit.process(`<QUERYSELECT RESULTTYPE="${type}"><SELECT>${select}</SELECT></QUERYSELECT>`);

	test('selects', async () => {
		expect(rowsOf(await query("select reference_subjektu, mesto from lcs.organizace where mesto = 'Plzeň'"))).toEqual([
			{ reference_subjektu: 'F1103', mesto: 'Plzeň' },
		]);
		expect(rowsOf(await query('SELECT * FROM lcs.organizace'))).toHaveLength(3);
		expect(all(await query('select cislo_subjektu from lcs.organizace', 'RECORDS'), 'RECORD')).toHaveLength(3);
	});

	test.each([
		'drop table lcs.organizace',
		'select a from lcs.organizace',
		'select * from lcs.none',
		"select * from lcs.organizace where a = '1'",
	])('%s is refused', async (select) =>
		expect(stateOf(await query(select))).toBe('FAIL application Dotaz nelze provést.'),
	);
	test('an unknown RESULTTYPE is refused', async () => {
		expect(stateOf(await query('select * from lcs.organizace', 'TABLE'))).toMatch(/^FAIL system/);
	});
});

describe('other messages', () => {
	test('unknown or unreadable ones are a RESULT', async () => {
		for (const [xml, message] of [
			['<SELECT/>', 'Neznámý typ zprávy „SELECT“.'],
			['<BROWSE', 'Zpráva není platné XML'],
			['', 'Zpráva není platné XML'],
			['<!DOCTYPE BROWSE [<!ENTITY a "b">]><BROWSE/>', 'Zpráva není platné XML'],
			['<BROWSE>&a;</BROWSE>', 'Zpráva není platné XML'],
		] as const) {
			const answer = await kit.process(xml);
			expect([answer.name, stateOf(answer)]).toEqual(['RESULT', expect.stringContaining(`FAIL system ${message}`)]);
		}
	});

	test('known ones that the installation lacks say so', async () => {
		const answer = await kit.process('<MERGE/>');
		expect([answer.name, stateOf(answer)]).toEqual([
			'MERGERESULT',
			'FAIL application Zpráva MERGE není v této instalaci k dispozici.',
		]);
	});

	test('TRANSFORMATION answers what the XSLT makes, SourceDatabaseNumber is taken', async () => {
		const browse = (attributes: string) =>
			`<BROWSE ${attributes} folderId="${companies.folder}" browseLookup="userDefault"/>`;
		expect((await kit.raw(browse('TRANSFORMATION="CSV"'))).result).toBe('a;b\n1;2');
		expect(stateOf(await kit.process(browse('TRANSFORMATION="none"')))).toBe(
			'FAIL application Transformace „none“ neexistuje.',
		);
		expect(stateOf(await kit.process(browse('SourceDatabaseNumber="1"')))).toBe('SUCCESS');
	});
});
