import {
	browseXml,
	column,
	companies,
	compare,
	contacts,
	openHelios,
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

describe('row filter', () => {
	const filtered = (...items: Array<[string, string]>) => names(contacts, where(...items));

	test.each([
		['equal', '1202', ['1202']],
		['notEqual', '1202', ['1201', '1203', '1204']],
		['lessThan', '1202', ['1201']],
		['lessThanOrEqual', '1202', ['1201', '1202']],
		['greaterThan', '1202', ['1203', '1204']],
		['greaterThanOrEqual', '1202', ['1202', '1203', '1204']],
	])('compareCondition %s', async (operator, value, found) => {
		expect(await filtered(['name', compare(operator, value)])).toEqual(found);
		expect(await names(contacts, where(['name', compare(operator, value)]) + sortBy('-name'))).toEqual(
			[...found].reverse(),
		);
	});

	test.each([
		['contains', 'CHOD', []],
		['contains', 'mlyn', ['1203']],
		['doesNotContain', 'mlyn', ['1201', '1202', '1204']],
		['startsWith', 'jan', ['1201']],
		['doesNotStartWith', 'Jana', ['1202', '1203', '1204']],
	])('likeCondition %s %s', async (operator, value, found) => {
		expect(
			await filtered(['title', `<likeCondition operator="${operator}"><value>${value}</value></likeCondition>`]),
		).toEqual(found);
	});

	test('rangeCondition, and null fits only requiredFieldCondition', async () => {
		const between =
			'<rangeCondition operator="between"><minValue>1202</minValue><maxValue>1203</maxValue></rangeCondition>';
		expect(await filtered(['name', between])).toEqual(['1202', '1203']);
		expect(await filtered(['position', '<requiredFieldCondition operator="null"/>'])).toEqual(['1202']);
		expect(await filtered(['position', '<requiredFieldCondition operator="notNull"/>'])).toEqual([
			'1201',
			'1203',
			'1204',
		]);
		expect(await filtered(['position', compare('notEqual', 'Nákup')])).toEqual(['1203', '1204']);
		expect(await filtered(['position', compare('lessThan', 'Z')])).toEqual(['1201', '1203', '1204']);
	});

	test('expressionCondition', async () => {
		const expression = (text: string) => `<expressionCondition><expression>${text}</expression></expressionCondition>`;
		expect(await filtered(['name', expression("name &gt; 1201 and title = 'petr dvořák' or [name] = 1204")])).toEqual([
			'1202',
			'1204',
		]);
		expect(await state(browseXml(contacts, where(['name', expression('name = (1)')])))).toMatch(
			/^FAIL application Výraz/,
		);
		expect(await state(browseXml(contacts, where(['name', expression('nome = 1')])))).toMatch(
			/^FAIL application Sloupec/,
		);
	});

	test.each([
		['=', ['1202']],
		['&lt;&gt;', ['1201', '1203', '1204']],
		['&lt;', ['1201']],
		['&lt;=', ['1201', '1202']],
		['&gt;', ['1203', '1204']],
		['&gt;=', ['1202', '1203', '1204']],
	])('expressionCondition with %s', async (operator, found) => {
		const expression = `<expressionCondition><expression>name ${operator} 1202</expression></expressionCondition>`;
		expect(await filtered(['title', expression])).toEqual(found);
	});

	test('all items hold at once', async () => {
		expect(
			await filtered(['account', compare('equal', '1101')], ['title', compare('notEqual', 'petr dvořák')]),
		).toEqual(['1201']);
	});
});

describe('filters of the template and of the screens', () => {
	const kontakty = { folder: contacts.folder, template: 30023 };
	const argument = (text: string) => `<arguments><argument name="firma" ${text}</argument></arguments>`;

	test('a question of the base filter is answered or skipped', async () => {
		expect(await state(browseXml(kontakty))).toBe('FAIL application Základní filtr vyžaduje argument „firma“.');
		expect(await names(kontakty, argument('value="1101">'))).toEqual(['1201', '1202']);
		expect(await names(kontakty, argument('skip="true">'))).toHaveLength(4);
		expect(await names(kontakty, argument('><RECORD CLASSID="1001" REFERENCE="F1102"/>'))).toEqual(['1203']);
		expect(await state(browseXml(contacts, argument('value="1">')))).toBe(
			'FAIL application Základní filtr nemá argument „firma“.',
		);
		expect(await state(browseXml(kontakty, argument('value="x">')))).toMatch(/^FAIL application Hodnota/);
	});

	test('a stored filter by number', async () => {
		expect(await names(companies, '<FILTER FOLDERID="20010" FILTERID="40010"/>')).toEqual(['1101']);
		expect(await state(browseXml(contacts, '<FILTER FILTERID="40010"/>'))).toBe(
			'FAIL application Filtr 40010 neexistuje.',
		);
	});

	test('rows leave a template that shows what is not yet synchronised', async () => {
		const waiting = { folder: contacts.folder, template: contacts.waiting };
		expect(await names(waiting)).toHaveLength(4);
		await kit.process('<RUN FUNCTIONID="50020"><RECORDS><RECORD recordNumber="1201"/></RECORDS></RUN>');
		expect(await names(waiting, sortBy('name'))).toEqual(['1202', '1203', '1204']);
		kit.sim.act.edit({ record: 1201 });
		expect(await names(waiting, sortBy('name'))).toHaveLength(4);
	});
});
