import type { IDataObject } from 'n8n-workflow';

import type { HeliosGreenSimulator } from '../../../sandbox/heliosGreen';
import { companies, execute, failure, fill, startWorld } from './world';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let sim: HeliosGreenSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

const marked = (record: number) => sim.act.get({ record }).values.uda_synchronizovano;
const runs = () => sim.requests.count({ action: 'RUN' });

const common = {
	resource: 'function',
	operation: 'markAsSynchronised',
	function: String(companies.mark),
	recordClass: '',
	inputStyle: 'records',
	column: 'cislo_subjektu',
	numberPath: 'name',
	folder: '',
	options: {},
};
const mark = async (items: IDataObject[], parameters: IDataObject = {}, more = {}) =>
	await execute(sim, { ...common, ...parameters }, items, more);
const THREE = [{ name: 1101 }, { name: 1102 }, { name: '1103' }];

describe('Mark As Synchronised', () => {
	test.each(['records', 'params', 'userData'] as const)('gives the numbers as %s', async (inputStyle) => {
		Object.assign(sim.switches, { functionInput: inputStyle });
		const { rows } = await mark(THREE, { inputStyle });
		expect(rows).toMatchObject([
			{ recordNumber: '1101', marked: true, sync: { action: 'updated', key: '1101' } },
			{ recordNumber: '1102' },
			{ recordNumber: '1103' },
		]);
		expect([1101, 1102, 1103].map(marked)).toEqual([true, true, true]);
		expect(runs()).toBe(1);
	});

	test('goes in batches; one that fails, fails its own items only', async () => {
		const items = [1101, 9, 1102, 1103].map((name) => ({ name }));
		const { rows } = await mark(items, { options: { batchSize: 2 } }, { continueOnFail: true });
		expect(rows).toMatchObject([
			{ error: expect.any(String) },
			{ error: expect.any(String) },
			{ marked: true },
			{ marked: true },
		]);
		expect(runs()).toBe(2);
		expect(marked(1103)).toBe(true);
	});

	test('of a record that several items are about is asked for once', async () => {
		const { rows } = await mark([{ name: 1101 }, { name: 1101 }]);
		expect(rows).toMatchObject([{ sync: { action: 'updated' } }, { sync: { action: 'unchanged' } }]);
		expect(runs()).toBe(1);
	});

	test('with a prefix that another system has put in front', async () => {
		await mark([{ record: { name: 'helios_1101' } }], { numberPath: 'record.name', options: { prefix: 'helios_' } });
		expect(marked(1101)).toBe(true);
	});

	test('without a function there is nothing to do', async () => {
		const { rows } = await mark(THREE, { function: '' });
		expect(rows.map(({ sync }) => (sync as IDataObject).action)).toEqual(['skipped', 'skipped', 'skipped']);
		expect(sim.requests.count()).toBe(0);
	});

	test('without a number the item fails', async () => {
		expect((await failure(mark([{ other: 1 }]))).message).toContain('no record can be marked');
		expect(sim.requests.count()).toBe(0);
	});

	test('done for some: those that the audit log names fail, with its words', async () => {
		Object.assign(sim.switches, { runOutcome: 'withError' });
		const { rows } = await mark(THREE, {}, { continueOnFail: true });
		expect(rows).toMatchObject([{ marked: true }, { marked: true }, { error: expect.stringContaining('record 1103') }]);
	});

	test('done for some, and the log tells no entries: none counts as marked', async () => {
		Object.assign(sim.switches, { runOutcome: 'withError' });
		const { rows } = await mark(THREE, { options: { auditlogDetail: 'never' } }, { continueOnFail: true });
		for (const row of rows) expect(row.error).toContain('some records');
	});

	test.each(['SUCCESS', 'FAIL'] as const)('failed as a whole, with STATE %s', async (failedRunState) => {
		Object.assign(sim.switches, { runOutcome: 'failure', failedRunState });
		expect((await failure(mark(THREE))).message).toContain('refused to run function 50010');
	});

	test('a warning is told and is no failure', async () => {
		Object.assign(sim.switches, { runOutcome: 'warning' });
		const { rows, hints } = await mark(THREE);
		expect(rows).toMatchObject([{ marked: true }, {}, {}]);
		expect(hints.join()).toContain('warns');
	});

	test('an answer that is lost is not asked for again', async () => {
		sim.faults.inject({ match: { path: 'RUN' }, reset: 'after' });
		expect((await failure(mark(THREE))).message).toContain('may have run');
		expect(runs()).toBe(1);
	});

	test('a dry run sends nothing', async () => {
		await mark(THREE, { dryRun: true });
		expect(sim.requests.count()).toBe(0);
	});

	test('in a form of one’s own', async () => {
		const message =
			'<RUN FUNCTIONID="{function}"><USERDATA><cislo_subjektu>{numbers}</cislo_subjektu></USERDATA></RUN>';
		await mark([{ name: 1101 }], { options: { message } });
		expect(marked(1101)).toBe(true);
	});
});

describe('what the other system has not accepted is not marked', () => {
	test.each([
		['of a dry run', { name: 1101, dryRun: true, sync: { action: 'created' } }],
		['that was skipped', { name: 1101, sync: { action: 'skipped' } }],
		['in conflict', { name: 1101, sync: { action: 'conflict' } }],
	])('an item %s', async (_, item) => {
		const { rows } = await mark([item, { name: 1102, sync: { action: 'unchanged' } }]);
		expect(rows).toMatchObject([{ sync: { action: 'skipped', reason: expect.any(String) } }, { marked: true }]);
		expect([1101, 1102].map(marked)).toEqual([false, true]);
	});

	test('an item with an error', async () => {
		const { rows } = await mark([{ error: 'refused' }, { name: 1102 }], {}, { continueOnFail: true });
		expect(rows).toMatchObject([{ error: expect.stringContaining('no record can be marked') }, { marked: true }]);
	});
});

describe('Class', () => {
	test('may stay empty, since the numbers of subjects are unique', async () => {
		const { rows } = await mark(THREE, { dryRun: true });
		expect(rows).toMatchObject([{ recordNumber: '1101' }, {}, {}]);
		await mark(THREE);
		expect([1101, 1102, 1103].map(marked)).toEqual([true, true, true]);
	});

	test('is sent where it is given', async () => {
		await mark(THREE, { recordClass: String(companies.class) });
		expect([1101, 1102, 1103].map(marked)).toEqual([true, true, true]);
		await expect(mark(THREE, { recordClass: '1003' })).rejects.toThrow('refused to run function');
	});
});

describe('an item that cannot be marked does not keep others of its batch from it', () => {
	test.each([
		['a text', 'helios_1101', 'is not a number'],
		['nothing', '', 'no record can be marked'],
		['a list of numbers', '1101, 1102', 'is not a number'],
	])('%s', async (_, name, told) => {
		const { rows } = await mark([{ name }, { name: 1102 }], {}, { continueOnFail: true });
		expect(rows).toMatchObject([{ error: expect.stringContaining(told) }, { marked: true }]);
		expect(marked(1102)).toBe(true);
		expect(runs()).toBe(1);
	});

	test('a character that XML cannot carry', async () => {
		const more = { inputStyle: 'params', function: String(companies.mark) };
		Object.assign(sim.switches, { functionInput: 'params' });
		const { rows } = await mark([{ name: '1\u0000' }, { name: 1102 }], more, { continueOnFail: true });
		expect(rows).toMatchObject([{ error: expect.stringContaining('U+0000') }, { marked: true }]);
	});

	test('a dry run finds what would be refused', async () => {
		const { rows } = await mark([{ name: 'x' }, { name: 1102 }], { dryRun: true }, { continueOnFail: true });
		expect(rows).toMatchObject([{ error: expect.any(String) }, { dryRun: true }]);
		expect(sim.requests.count()).toBe(0);
	});
});

describe('done for some', () => {
	const answered = async (entries: string) => {
		const body = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><ProcessXmlResponse xmlns="http://lcs.cz/webservices/"><ProcessXmlResult><![CDATA[<RUNRESULT STATE="SUCCESS"><auditlog id="7" state="successWithError"><entries>${entries}</entries></auditlog></RUNRESULT>]]></ProcessXmlResult></ProcessXmlResponse></s:Body></s:Envelope>`;
		sim.faults.inject({ match: { path: 'RUN' }, status: 200, body });
		const { rows } = await mark(THREE, {}, { continueOnFail: true });
		return rows.map(({ error }) => error);
	};
	const entry = (record: string, text = 'no') => `<entry severity="error"><text>${text}</text>${record}</entry>`;

	test('only the records that are named failed', async () => {
		expect(await answered(entry('<RECORD recordNumber="1102"/>'))).toEqual([
			undefined,
			expect.stringContaining('record 1102'),
			undefined,
		]);
		expect(await answered(entry('<RECORD SUBJECTID="1101"/><RECORD SUBJECTID="1103"/>'))).toEqual([
			expect.stringContaining('record 1101'),
			undefined,
			expect.stringContaining('record 1103'),
		]);
	});

	test.each([
		['another error names none', entry('<RECORD recordNumber="1102"/>') + entry('')],
		['a record is named that was not asked for', entry('<RECORD recordNumber="77"/>')],
		['nothing is named', entry('')],
	])('none counts as marked where %s', async (_, entries) => {
		const some = expect.stringMatching(/failed for (some records|record 1102)/);
		expect(await answered(entries)).toEqual([some, some, some]);
	});
});

describe('a form of one’s own', () => {
	test('must hold the numbers', async () => {
		const error = await failure(mark(THREE, { options: { message: '<RUN FUNCTIONID="{function}"/>' } }));
		expect(error.message).toContain('{records}');
		expect(error.message).toContain('{numbers}');
		expect(sim.requests.count()).toBe(0);
	});

	test.each(['records', 'params', 'userData'])('has the numbers in style %s', async (inputStyle) => {
		const message =
			'<RUN FUNCTIONID="{function}"><USERDATA><cislo_subjektu>{numbers}</cislo_subjektu></USERDATA></RUN>';
		Object.assign(sim.switches, { functionInput: 'userData' });
		await mark([{ name: 1101 }], { inputStyle, options: { message } });
		expect(marked(1101)).toBe(true);
	});
});

test('a thousand items, many of them about the same records', async () => {
	const { first } = sim.act.grow({ folder: companies.folder, count: 500 });
	const items = Array.from({ length: 1_000 }, (_, at) => ({ name: at % 2 === 0 ? 1101 : first + (at - 1) / 2 }));
	const { rows } = await mark(items);
	expect(rows).toHaveLength(1_000);
	expect(marked(first + 499)).toBe(true);
	expect(runs()).toBe(6);
});

test('no items, no request', async () => {
	expect((await mark([])).rows).toEqual([]);
	expect(sim.requests.count()).toBe(0);
});

test('a sign-in that is refused is not tried again for each batch: it would lock the user out', async () => {
	const more = { continueOnFail: true, values: { password: 'wrong-one' } };
	const { rows } = await mark(THREE, { options: { batchSize: 1 } }, more);
	for (const row of rows) expect(row.error).toContain('did not accept');
	expect(sim.requests.count({ action: 'LogOn' })).toBe(1);
});

test('an answer that is lost: marking again does no harm', async () => {
	sim.faults.inject({ match: { path: 'RUN' }, reset: 'after' });
	const error = await failure(mark(THREE));
	expect(error.description).toContain('Run again');
	expect((await mark(THREE)).rows).toHaveLength(3);
	expect([1101, 1102, 1103].map(marked)).toEqual([true, true, true]);
});
