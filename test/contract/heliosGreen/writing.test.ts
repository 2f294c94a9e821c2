import type { IDataObject } from 'n8n-workflow';

import type { HeliosGreenSimulator } from '../../../sandbox/heliosGreen';
import { companies, contacts, execute, failure, fill, startWorld, valuesOf } from './world';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let sim: HeliosGreenSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

const run = async (operation: string, parameters: IDataObject, items?: IDataObject[], more = {}) =>
	await execute(
		sim,
		{ resource: 'record', operation, recordClass: String(companies.class), options: {}, ...parameters },
		items,
		more,
	);
const writes = () => sim.requests.count(({ action }) => action === 'INSERTUPDATE' || action === 'DELETE');
const valueOf = (record: number, name: string) => sim.act.get({ record }).values[name];
const answering = (path: string, result: string) =>
	sim.faults.inject({
		match: { path },
		status: 200,
		body: `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><ProcessXmlResponse xmlns="http://lcs.cz/webservices/"><ProcessXmlResult><![CDATA[${result}]]></ProcessXmlResult></ProcessXmlResponse></s:Body></s:Envelope>`,
	});
const records = (...attributes: string[]) =>
	`<RETRIEVERESULT STATE="SUCCESS"><RECORDS>${attributes.map((one) => `<RECORD CLASSID="1001" ${one}/>`).join('')}</RECORDS></RETRIEVERESULT>`;

describe('a change that looks like none is written', () => {
	test.each([
		['telefon', '+420 555', '420 555'],
		['telefon', '+420555010101', '420555010101'],
		['mesto', '1.10', '1.1'],
		['mesto', '007', '7'],
		['mesto', 'brno', 'Brno'],
	])('%s from %s to %s', async (name, from, to) => {
		sim.act.edit({ record: 1101, values: { [name]: from } });
		const { rows } = await run('update', { recordNumber: '1101', ...valuesOf({ [name]: to }) });
		expect(rows).toMatchObject([{ sync: { action: 'updated' } }]);
		expect(valueOf(1101, name)).toBe(to);
	});

	test('a number is compared as a number', async () => {
		const fieldsByName = { rows: [{ field: 'castka', from: 'path', path: 'total' }] };
		const parameters = { recordClass: '1003', recordNumber: '1302', fieldsByName };
		await run('update', parameters, [{ total: 12.5 }]);
		answering(
			'RETRIEVE',
			records('recordNumber="1302"').replace(
				'/></RECORDS>',
				'><ATTRIBUTE name="castka">12.5000</ATTRIBUTE></RECORD></RECORDS>',
			),
		);
		expect((await run('update', parameters, [{ total: 12.5 }])).rows).toMatchObject([
			{ sync: { action: 'unchanged' } },
		]);
	});
});

test('a date that is none clears nothing', async () => {
	const fieldsByName = { rows: [{ field: 'mesto', from: 'value', value: new Date(NaN) as never }] };
	const error = await failure(run('update', { recordNumber: '1101', fieldsByName }));
	expect(error.message).toContain('for "mesto" is not a valid date');
	expect(writes()).toBe(0);
});

describe('a look that failed is never "not found"', () => {
	const upsert = async (parameters: IDataObject = {}) =>
		await run('upsert', {
			folder: '20010',
			keyAttributes: 'reference_subjektu',
			...valuesOf({ reference_subjektu: 'F77', nazev_subjektu: 'Seven' }),
			...parameters,
		});
	const fail = (words: string) =>
		`<RETRIEVERESULT STATE="FAIL"><DETAIL LEVEL="application" errorMessage="${words}"/></RETRIEVERESULT>`;

	test.each([
		'Třída 1001 neexistuje.',
		'Class 1001 does not exist.',
		'Atribut reference nebyl nalezen.',
		'User not found.',
		'Pořadač nenalezen.',
	])('%s', async (words) => {
		answering('RETRIEVE', fail(words));
		expect((await failure(upsert())).message).toContain(words);
		expect(writes()).toBe(0);
	});

	test.each(['Záznam nebyl nalezen.', 'Record F77 was not found.', 'Nenalezeno.', 'The subject does not exist.'])(
		'%s says that there is none',
		async (words) => {
			answering('RETRIEVE', fail(words));
			expect((await upsert()).rows).toMatchObject([{ sync: { action: 'created' } }]);
		},
	);

	test('several records with one key', async () => {
		answering('RETRIEVE', records('recordNumber="1" REFERENCE="F77"', 'recordNumber="2" REFERENCE="F77"'));
		expect((await failure(upsert())).message).toContain('2 records');
		expect(writes()).toBe(0);
	});

	test.each(['recordNumber="1101" REFERENCE="F1101"', 'recordNumber="1101" NAME="Seven" REFERENCE="other"'])(
		'another record than was asked for: %s',
		async (attributes) => {
			answering('RETRIEVE', records(attributes));
			expect((await failure(upsert())).message).toContain('another record');
			expect(writes()).toBe(0);
		},
	);

	test('another number than was asked for', async () => {
		answering('RETRIEVE', records('recordNumber="1102"'));
		expect((await failure(run('update', { recordNumber: '1101', ...valuesOf({ mesto: 'x' }) }))).message).toContain(
			'another record',
		);
		expect(writes()).toBe(0);
	});

	test('a key of white space is no key', async () => {
		const values = valuesOf({ reference_subjektu: '  ', nazev_subjektu: 'x' });
		expect((await failure(upsert(values))).message).toContain('"reference_subjektu" has no value');
	});

	test('a key that the record does not show as an attribute has not changed', async () => {
		answering(
			'RETRIEVE',
			records('recordNumber="1101" REFERENCE="F77" NAME="Seven"').replace(
				'/></RECORDS>',
				'><ATTRIBUTE name="nazev_subjektu">Seven</ATTRIBUTE></RECORD></RECORDS>',
			),
		);
		expect((await upsert()).rows).toMatchObject([{ sync: { action: 'unchanged' } }]);
	});
});

describe('a form of one’s own must hold what is to be sent', () => {
	test.each([
		['create', { folder: '20010', ...valuesOf({ mesto: 'x' }) }, '<INSERTUPDATE action="{action}"/>', '{attributes}'],
		['get', { recordNumber: '1101' }, '<RETRIEVE/>', '{records}'],
		['delete', { recordNumber: '1101' }, '<DELETE><RECORDS/></DELETE>', '{number}'],
	])('%s', async (operation, parameters, message, told) => {
		const error = await failure(run(operation, { ...parameters, options: { message } } as IDataObject));
		expect(error.message).toContain(told);
		expect(sim.requests.count()).toBe(0);
	});
});

test.each(['recordNumber', 'SUBJECTID'])('related records are named by %s as well', async (recordNumber) => {
	Object.assign(sim.switches, { recordNumber });
	const { rows } = await run('upsert', {
		recordClass: String(contacts.class),
		folder: String(contacts.folder),
		keyAttributes: 'reference_subjektu',
		...valuesOf({ reference_subjektu: 'K9', nazev_subjektu: 'Eva Nová' }),
		relations: {
			rows: [{ relation: '601', orientation: '', action: 'add', class: String(companies.class), number: '1102' }],
		},
		options: { numberAttribute: recordNumber },
	});
	expect(valueOf(Number(rows[0]!.recordNumber), 'firma')).toBe(1102);
});

describe('functions', () => {
	const call = async (parameters: IDataObject) =>
		await execute(sim, {
			resource: 'function',
			operation: 'run',
			function: String(companies.mark),
			recordClass: String(companies.class),
			inputStyle: 'records',
			callFor: 'each',
			folder: '',
			options: {},
			...parameters,
		});

	test.each([
		['', '"Record Numbers" is empty'],
		[' , ', '"Record Numbers" is empty'],
		['1101, all', '"all" is not a number'],
		[null, '"Record Numbers" is empty'],
	])('for the records %j are not called for all', async (recordNumbers: string | null, told: string) => {
		expect((await failure(call({ recordNumbers }))).message).toContain(told);
		expect(sim.requests.count()).toBe(0);
	});

	test('take a list that an expression gives', async () => {
		await call({ recordNumbers: [1101, '1102'] as never });
		expect(valueOf(1102, 'uda_synchronizovano')).toBe(true);
	});
});
