import {
	all,
	browseXml,
	column,
	companies,
	compare,
	contacts,
	openHelios,
	orders,
	rowsOf,
	sortBy,
	stateOf,
	where,
	type Kit,
} from './heliosGreenKit';

let kit: Kit;
beforeAll(async () => {
	kit = await openHelios();
});
afterAll(() => kit.close());
beforeEach(() => kit.fill());

const names = async (of: { folder: number; template: number }, inside = '') =>
	column(await kit.process(browseXml(of, inside)), 'name');
const state = async (xml: string) => stateOf(await kit.process(xml));

describe('the answer', () => {
	test('tells where it comes from, its columns and how many rows there are', async () => {
		const answer = await kit.process(
			browseXml(contacts, '<bounds upper="1"/>', 'includeColumnInfo="true" includeTotalRowCount="Yes"'),
		);
		expect(answer).toMatchObject({
			name: 'BROWSERESULT',
			attributes: { STATE: 'SUCCESS', START: '2026-05-04 11:00:00', STOP: '2026-05-04 11:00:00', DATABASENUMBER: '1' },
		});
		expect(all(answer, 'browse')[0]?.attributes).toEqual({
			id: '30020',
			name: 'Kontakty pro Daktelu',
			folderId: '20020',
			classId: '1002',
			rowsType: 'master',
			totalRowCount: '4',
		});
		expect(all(answer, 'column')[1]?.attributes).toEqual({
			columnName: 'title',
			visible: 'true',
			headerText: 'Jméno a příjmení',
			dataFormat: '',
		});
		expect(all(answer, 'Column').map(({ attributes: { Name, DataType } }) => [Name, DataType])).toEqual([
			['name', 'int'],
			['title', 'string'],
			['account', 'int'],
			['company', 'string'],
			['position', 'string'],
			['email', 'string'],
			['phone', 'string'],
			['updated', 'dateTime'],
		]);
		expect(rowsOf(answer)).toHaveLength(1);
	});

	test('leaves out what was not asked for, and marks hidden columns', async () => {
		const answer = await kit.process(browseXml(contacts));
		expect(all(answer, 'columnsInfo')).toEqual([]);
		expect(all(answer, 'browse')[0]?.attributes.totalRowCount).toBeUndefined();
		const hidden = await kit.process(browseXml({ folder: 20040, template: 30040 }, '', 'includeColumnInfo="YES"'));
		expect(all(hidden, 'column').map(({ attributes }) => attributes.visible)).toEqual(['true', 'false']);
		expect(rowsOf(hidden)).toEqual([]);
	});

	test('holds typed values, related values and nulls', async () => {
		expect(rowsOf(await kit.process(browseXml(orders, '<bounds upper="1"/>')))).toEqual([
			{
				name: '1301',
				number: 'OV-1301',
				title: 'Polepy na dodávku',
				account: '1101',
				date: '2026-04-14 10:30:00',
				total: '18450.5',
				currency: 'CZK',
				state: 'Nová',
				updated: '2026-05-04 10:00:00',
			},
		]);
		expect(rowsOf(await kit.process(browseXml(companies)))[2]).toMatchObject({
			title: 'Šroub & Matka a.s.',
			ulice: null,
		});
		kit.sim.act.edit({ record: 1101, name: 'Now\n"new" <b>' });
		expect(column(await kit.process(browseXml(contacts)), 'company')[0]).toBe('Now\n"new" <b>');
	});
});

describe('what is looked up', () => {
	test('the default template of the folder, a template or a view', async () => {
		const browse = (folder: number, lookup: string, id = '') =>
			kit.process(`<BROWSE folderId="${folder}" browseLookup="${lookup}">${id}</BROWSE>`);
		expect(column(await browse(companies.folder, 'userDefault'), 'name')).toEqual(['1101', '1102', '1103']);
		const view = await browse(companies.folder, 'idDefined', '<browseId type="view" number="30010"/>');
		expect(rowsOf(view)).toEqual([{ town: 'Brno' }, { town: 'Olomouc' }, { town: 'Plzeň' }]);
		expect(rowsOf(await browse(20011, 'idDefined', '<browseId type="template" number="30010"/>'))).toEqual([]);
	});

	const id = '<browseId type="template" number="30010"/>';
	test.each([
		['<BROWSE/>', 'system', 'V BROWSE chybí „folderId“.'],
		['<BROWSE folderId="x" browseLookup="userDefault"/>', 'system', '„folderId“ v BROWSE není celé číslo: „x“.'],
		['<BROWSE folderId="99" browseLookup="userDefault"/>', 'application', 'Pořadač 99 neexistuje.'],
		['<BROWSE folderId="20010"/>', 'system', 'V BROWSE chybí „browseLookup“.'],
		['<BROWSE folderId="20010" browseLookup="mine"/>', 'system', '„browseLookup“ v BROWSE nemůže být „mine“.'],
		['<BROWSE folderId="20011" browseLookup="userDefault"/>', 'application', 'Pořadač 20011 nemá výchozí šablonu.'],
		['<BROWSE folderId="20010" browseLookup="idDefined"/>', 'system', 'V BROWSE chybí „browseId“.'],
		[browseXml({ folder: 20010, template: 9 }), 'application', 'Šablona 9 neexistuje.'],
		[browseXml({ folder: 20020, template: 30010 }), 'application', 'Šablona 30010 nepatří k pořadači 20020.'],
		[browseXml(companies, sortBy('nome')), 'application', 'Sloupec „nome“ v šabloně není.'],
		[browseXml(companies, where(['nome', compare('equal', '1')])), 'application', 'Sloupec „nome“ v šabloně není.'],
		[
			browseXml(companies, where(['name', compare('equal', 'x')])),
			'application',
			'Hodnota „x“ nepatří do sloupce „name“.',
		],
		[browseXml(companies, where(['name', ''])), 'system', 'Podmínka sloupce „name“ není jedna.'],
		[
			browseXml(companies, where(['name', compare('same', '1')])),
			'system',
			'„operator“ v compareCondition nemůže být „same“.',
		],
		[browseXml(companies, '', 'includeColumnInfo="1"'), 'system', '„includeColumnInfo“ v BROWSE není ano/ne: „1“.'],
		[browseXml(companies, '<bound/>'), 'system', 'BROWSE nemá „bound“.'],
		[browseXml(companies, '', 'rows="1"'), 'system', 'BROWSE nemá „rows“.'],
		[
			`<BROWSE folderId="20010" browseLookup="idDefined">${id.replace('number', 'id')}</BROWSE>`,
			'system',
			'browseId nemá „id“.',
		],
	])('%s is refused', async (xml, level, message) => {
		expect(await state(xml)).toBe(`FAIL ${level} ${message}`);
	});
});

describe('bounds', () => {
	beforeEach(() => void kit.sim.act.grow({ folder: companies.folder, count: 117 }));
	const count = async (inside: string) => rowsOf(await kit.process(browseXml(companies, inside))).length;

	test('are 1-based and inclusive', async () => {
		expect(await names(companies, '<bounds lower="2" upper="3"/>')).toEqual(['1102', '1103']);
		expect(await count('<bounds lower="120" upper="500"/>')).toBe(1);
		expect(await count('<bounds lower="121" upper="500"/>')).toBe(0);
		expect(await count('<bounds lower="3" upper="2"/>')).toBe(0);
	});

	test('the upper one is by default the row count of the user', async () => {
		expect(await count('')).toBe(100);
		expect(await count('<bounds lower="31"/>')).toBe(90);
		kit.sim.act.setRowCount({ user: 'crm', rowCount: 7 });
		expect(await count('<bounds lower="31"/>')).toBe(7);
	});

	test('-1 is everything, other nonsense is refused', async () => {
		expect(await count('<bounds lower="1" upper="-1"/>')).toBe(120);
		expect(await count('<bounds lower="119" upper="-1"/>')).toBe(2);
		expect(await state(browseXml(companies, '<bounds lower="0" upper="5"/>'))).toBe(
			'FAIL system Rozsah řádků 0 až 5 nelze načíst.',
		);
		expect(await state(browseXml(companies, '<bounds upper="-2"/>'))).toMatch(/^FAIL system/);
	});
});

describe('sorting', () => {
	test('by several columns, nulls lowest, then by number', async () => {
		expect(await names(contacts, sortBy('position'))).toEqual(['1202', '1203', '1201', '1204']);
		expect(await names(contacts, sortBy('-position'))).toEqual(['1204', '1201', '1203', '1202']);
		expect(await names(contacts, sortBy('-account', '-name'))).toEqual(['1204', '1203', '1202', '1201']);
		expect(await names(contacts, sortBy('-account'))).toEqual(['1204', '1203', '1201', '1202']);
		expect(await names(orders, sortBy('total'))).toEqual(['1302', '1301']);
	});

	test('follows what changes', async () => {
		await names(contacts, sortBy('company', 'name'));
		kit.sim.act.edit({ record: 1102, name: 'AAA' });
		expect(await names(contacts, sortBy('company', 'name'))).toEqual(['1203', '1201', '1202', '1204']);
		kit.sim.act.addContact({ number: 1299, values: { firma: 1102 } });
		kit.sim.act.remove({ record: 1201 });
		expect(await names(contacts, sortBy('company', 'name'))).toEqual(['1203', '1299', '1202', '1204']);
	});
});

test('a template without the updated column', async () => {
	const without = { folder: contacts.folder, template: contacts.withoutUpdated };
	expect(Object.keys(rowsOf(await kit.process(browseXml(without)))[0]!)).not.toContain('updated');
	expect(await state(browseXml(without, sortBy('updated')))).toMatch(/^FAIL application Sloupec „updated“/);
});
