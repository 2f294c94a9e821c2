import { all, openHelios, stateOf, type Kit } from './heliosGreenKit';

let kit: Kit;
beforeAll(async () => {
	kit = await openHelios();
});
afterAll(() => kit.close());
beforeEach(() => kit.fill());

const put = (action: string, ...items: string[]) =>
	kit.process(`<INSERTUPDATE action="${action}">${items.join('')}</INSERTUPDATE>`);
const company = (attributes: string, inside = '') =>
	`<RECORD CLASSID="1001" FOLDERID="20010" ${attributes}>${inside}</RECORD>`;
const contact = (attributes: string, inside = '') =>
	`<RECORD CLASSID="1002" FOLDERID="20020" ${attributes}>${inside}</RECORD>`;
const attribute = (name: string, value: string) =>
	`<ATTRIBUTE name="${name}" triggerItemChangeEvents="true">${value}</ATTRIBUTE>`;
const numberIn = (answer: Awaited<ReturnType<typeof put>>) => Number(all(answer, 'RECORD')[0]?.attributes.SUBJECTID);
const get = (record: number) => kit.sim.act.get({ record });

describe('INSERTUPDATE', () => {
	test('insert makes a new record and answers its number', async () => {
		const answer = await put('insert', company('REFERENCE="N1" NAME="Nová &amp; syn"', attribute('mesto', 'Zlín')));
		expect(all(answer, 'RECORD')[0]?.attributes).toEqual({
			CLASSID: '1001',
			FOLDERID: '20010',
			SUBJECTID: '1303',
			recordNumber: '1303',
			REFERENCE: 'N1',
			NAME: 'Nová & syn',
			GUNID: '1001.1303.1',
			last_update: '2026-05-04 11:00:00',
		});
		expect(get(1303)).toMatchObject({
			name: 'Nová & syn',
			reference: 'N1',
			values: { mesto: 'Zlín', uda_synchronizovano: false },
		});
		await put('insert', company('REFERENCE="N1"'));
		expect(get(1304).reference).toBe('N1');
	});

	test('insertUpdate finds by reference, by key attributes, or makes one', async () => {
		await put('insertUpdate', company('REFERENCE="F1101" NAME="Přístav"'));
		expect(get(1101)).toMatchObject({
			name: 'Přístav',
			updated: '2026-05-04T09:00:00.000Z',
			values: { mesto: 'Brno' },
		});
		await put(
			'insertUpdate',
			company('keyAttributes="ico"', attribute('ico', '10000022') + attribute('mesto', 'Praha')),
		);
		expect(get(1102).values.mesto).toBe('Praha');
		await put(
			'insertUpdate',
			company('keyAttributes="nazev_subjektu, mesto" NAME="pekárna u mlýna"', attribute('mesto', 'Praha')),
		);
		expect(get(1102).name).toBe('pekárna u mlýna');
		const made = await put('insertUpdate', company('keyAttributes="ico"', attribute('ico', '77')));
		expect(get(numberIn(made)).values.ico).toBe('77');
	});

	test('a relation can be a key, several matches are refused', async () => {
		const key = 'keyAttributes="601"';
		const to = (number: number) => `<ATTRIBUTE name="firma"><RECORD recordNumber="${number}"/></ATTRIBUTE>`;
		await put('update', contact(key, to(1102) + attribute('funkce', 'Boss')));
		expect(get(1203).values.funkce).toBe('Boss');
		expect(stateOf(await put('update', contact(key, to(1101))))).toBe('FAIL application Záznamů 1101 je více.');
	});

	test('update changes what is there, by number or GUNID, and never makes one', async () => {
		expect(stateOf(await put('update', company('REFERENCE="none"')))).toBe(
			'FAIL application Záznam none nebyl nalezen.',
		);
		await put(
			'update',
			'<RECORD recordNumber="1101"><ATTRIBUTE name="mesto"/></RECORD>',
			'<RECORD GUNID="1001.1102.1" NAME="B"/>',
		);
		expect(get(1101).values.mesto).toBe('');
		expect(get(1102).name).toBe('B');
		kit.sim.act.lock({ record: 1101 });
		expect(stateOf(await put('update', '<RECORD recordNumber="1101" NAME="C"/>'))).toBe(
			'FAIL application Záznam 1101 je zamčen.',
		);
	});

	test('a folder is kept unless it is to be set', async () => {
		await put('update', '<RECORD CLASSID="1001" recordNumber="1101" FOLDERID="20011" NAME="A"/>');
		expect(get(1101)).toMatchObject({ name: 'A', folder: 20010 });
		await kit.process(
			'<INSERTUPDATE action="update" folderActionOnUpdate="setFolder"><RECORD CLASSNAME="organizace" recordNumber="1101" FOLDERNAME="Firmy zahraniční"/></INSERTUPDATE>',
		);
		expect(get(1101).folder).toBe(20011);
	});

	const relation = (attributes: string, inside = '') =>
		contact('REFERENCE="K1201"', `<RELATION ${attributes}>${inside}</RELATION>`);
	test('static relations are set, replaced, made on the way and removed', async () => {
		await put('update', relation('RELID="601" ORIENTATION="L" action="replace"', '<RECORD REFERENCE="F1103"/>'));
		expect(get(1201).values.firma).toBe(1103);
		await put(
			'update',
			relation('RELNAME="Firma" relatedAction="insertUpdate"', company('REFERENCE="N9" NAME="Nine"')),
		);
		expect(get(get(1201).values.firma as number).name).toBe('Nine');
		await put('update', relation('RELID="601" requirementLevel="warning"', '<RECORD REFERENCE="none"/>'));
		expect(get(1201).values.firma).not.toBeNull();
		expect(stateOf(await put('update', relation('RELID="601"', '<RECORD REFERENCE="none"/>')))).toBe(
			'FAIL application Záznam ve vztahu „Firma“ nebyl nalezen.',
		);
		await put('update', relation('RELID="601" action="remove"'));
		expect(get(1201).values.firma).toBeNull();
		expect(stateOf(await put('update', relation('RELID="9"')))).toBe('FAIL application Třída 1002 nemá vztah „9“.');
	});

	test.each([
		['<INSERTUPDATE/>', 'FAIL system V INSERTUPDATE chybí „action“.'],
		['<INSERTUPDATE action="upsert"/>', 'FAIL system „action“ v INSERTUPDATE nemůže být „upsert“.'],
		['<INSERTUPDATE action="insert"><RECORD/></INSERTUPDATE>', 'FAIL system V RECORD chybí „CLASSID“.'],
		['<INSERTUPDATE action="insert"><RECORD CLASSID="9"/></INSERTUPDATE>', 'FAIL application Třída „9“ neexistuje.'],
		['<INSERTUPDATE action="insert"><RECORD CLASSID="1001"/></INSERTUPDATE>', 'FAIL system V RECORD chybí „FOLDERID“.'],
		[
			'<INSERTUPDATE action="insert"><RECORD CLASSID="1001" FOLDERID="20020"/></INSERTUPDATE>',
			'FAIL application Pořadač 20020 neexistuje.',
		],
		[
			`<INSERTUPDATE action="insert">${company('', attribute('nope', '1'))}</INSERTUPDATE>`,
			'FAIL application Třída 1001 nemá atribut „nope“.',
		],
		[
			`<INSERTUPDATE action="insert">${contact('', attribute('firma', 'x'))}</INSERTUPDATE>`,
			'FAIL application Hodnota „x“ nepatří do atributu „firma“.',
		],
		[
			`<INSERTUPDATE action="update">${company('keyAttributes="ico"')}</INSERTUPDATE>`,
			'FAIL application V RECORD chybí „ico“.',
		],
		['<INSERTUPDATE action="insert"><SUBJECT/></INSERTUPDATE>', 'FAIL system INSERTUPDATE nemá „SUBJECT“.'],
	])('%s is refused', async (xml, message) => {
		expect(stateOf(await kit.process(xml))).toBe(message);
	});
});
