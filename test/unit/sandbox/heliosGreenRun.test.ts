import { all, browseXml, contacts, openHelios, records, rowsOf, stateOf, type Kit } from './heliosGreenKit';

let kit: Kit;
beforeAll(async () => {
	kit = await openHelios();
});
afterAll(() => kit.close());
beforeEach(() => kit.fill());

const run = (inside: string, attributes = 'FUNCTIONID="50020"') => kit.process(`<RUN ${attributes}>${inside}</RUN>`);
const marked = () =>
	[1201, 1202, 1203, 1204].filter((record) => kit.sim.act.get({ record }).values.uda_synchronizovano);
const done = () => [1201, 1202, 1203, 1204].filter((record) => kit.sim.act.get({ record }).values.funkce === 'marked');
const log = (answer: Awaited<ReturnType<typeof run>>) => all(answer, 'auditlog')[0]?.attributes.state;

describe('marking rows as synchronised', () => {
	test('by RECORDS', async () => {
		const answer = await run(records(1201, 1203), 'FUNCTIONID="50020" FOLDERID="20020" auditlogDetail="warning"');
		expect(stateOf(answer)).toBe('SUCCESS');
		expect(log(answer)).toBe('success');
		expect(all(answer, 'entry')).toEqual([]);
		expect(all(answer, 'SOURCE')[0]?.children.map(({ attributes }) => attributes.recordNumber)).toEqual([
			'1201',
			'1203',
		]);
		expect(marked()).toEqual([1201, 1203]);
	});

	test('by rows of params, of a column of the function', async () => {
		const rows = '<params><rows><row><os_cis>1202</os_cis></row><row><os_cis>1204</os_cis></row></rows></params>';
		expect(log(await run(rows, 'FUNCTIONID="50021"'))).toBe('success');
		expect(done()).toEqual([1202, 1204]);
		expect(log(await run('', 'FUNCTIONID="50021" os_cis="1201"'))).toBe('success');
		expect(done()).toEqual([1201, 1202, 1204]);
		expect(stateOf(await run(rows, 'FUNCTIONID="50021" os_cis="1"'))).toBe(
			'FAIL system Parametry nelze zadat dvakrát.',
		);
		expect(stateOf(await run('', 'FUNCTIONID="50021" cislo="1"'))).toBe(
			'FAIL application Funkce nemá parametr „cislo“.',
		);
	});

	test.each([
		['elements', '<Numbers><Number>1202</Number><Number>1203</Number></Numbers>'],
		['escaped elements', '&lt;Number&gt;1202&lt;/Number&gt;&lt;Number&gt;1203&lt;/Number&gt;'],
		['a list', '1202, 1203'],
	])('by USERDATA with %s', async (_, data) => {
		expect(log(await run(`<USERDATA>${data}</USERDATA>`, 'FUNCTIONID="50022"'))).toBe('success');
		expect(done()).toEqual([1202, 1203]);
	});

	test('a function looks in its own place only', async () => {
		const message = 'FAIL application Funkce nedostala žádný záznam.';
		expect(stateOf(await run(records(1201), 'FUNCTIONID="50021"'))).toBe(message);
		expect(stateOf(await run(records(1201), 'FUNCTIONID="50022"'))).toBe(message);
		expect(stateOf(await run(''))).toBe(message);
		expect(done()).toEqual([]);
	});

	test('by a stored filter', async () => {
		await run('<FILTER FOLDERID="20010" FILTERID="40010"/>', 'FUNCTIONID="50010"');
		expect(kit.sim.act.get({ record: 1101 }).values.uda_synchronizovano).toBe(true);
		expect(kit.sim.act.get({ record: 1102 }).values.uda_synchronizovano).toBe(false);
	});

	test('does not count as a change, an edit takes it away', async () => {
		const { updated } = kit.sim.act.get({ record: 1201 });
		await run(records(1201));
		expect(kit.sim.act.get({ record: 1201 }).updated).toBe(updated);
		kit.sim.act.edit({ record: 1201, values: { funkce: 'Chief' } });
		expect(marked()).toEqual([]);
		await run(records(1201));
		kit.sim.act.resetMark({ record: 1201 });
		expect(marked()).toEqual([]);
	});
});

describe('when some cannot be done', () => {
	test('the others are, and the log tells', async () => {
		kit.sim.act.lock({ record: 1202 });
		const answer = await run(records(1201, 1202, 9999, 1101));
		expect(stateOf(answer)).toBe('SUCCESS');
		expect(log(answer)).toBe('successWithError');
		expect(all(answer, 'entry').map(({ attributes, children }) => [attributes.severity, children[0]?.text])).toEqual([
			['info', 'Záznam 1201 byl zpracován.'],
			['error', 'Záznam 1202 je zamčen.'],
			['error', 'Záznam 9999 nebyl nalezen.'],
			['error', 'Záznam 1101 nebyl nalezen.'],
		]);
		expect(marked()).toEqual([1201]);
		kit.sim.act.unlock({ record: 1202 });
		expect(log(await run(records(1202)))).toBe('success');
	});

	test('none done is a failure', async () => {
		expect(log(await run(records(9999)))).toBe('failure');
	});
});

describe('auditlogDetail', () => {
	const entries = async (detail: string) =>
		all(await run(records(1201, 1202), `FUNCTIONID="50020" auditlogDetail="${detail}"`), 'entry').length;

	test.each([
		['asDone', [2, 0, 0, 0]],
		['warning', [2, 2, 0, 0]],
		['withError', [2, 2, 2, 0]],
	] as const)('%s', async (outcome, counts) => {
		kit.sim.switches.runOutcome = outcome;
		const seen: number[] = [];
		for (const detail of ['always', 'warning', 'error', 'never']) seen.push(await entries(detail));
		expect(seen).toEqual(counts);
	});
});

describe('functions', () => {
	test('are found by class and short name too', async () => {
		expect(log(await run(records(1201), 'CLASSID="1002" FUNCTIONNAME="oznacit_kontakty"'))).toBe('success');
		expect(marked()).toEqual([1201]);
	});

	test.each([
		['', 'FAIL system V RUN chybí „FUNCTIONID“.'],
		['FUNCTIONID="1"', 'FAIL application Funkce „1“ neexistuje.'],
		['FUNCTIONID="x"', 'FAIL system „FUNCTIONID“ v RUN není celé číslo: „x“.'],
		['CLASSID="1001" FUNCTIONNAME="oznacit_kontakty"', 'FAIL application Funkce „oznacit_kontakty“ neexistuje.'],
		['FUNCTIONID="50020" FOLDERID="20010"', 'FAIL application Pořadač 20010 neexistuje.'],
		['FUNCTIONID="50020" auditlogDetail="all"', 'FAIL system „auditlogDetail“ v RUN nemůže být „all“.'],
	])('%s is refused', async (attributes, message) => {
		expect(stateOf(await run(records(1201), attributes))).toBe(message);
	});

	test('answer in USERDATA and OUTPUTPARAMS', async () => {
		const answer = await run('<USERDATA><Version/></USERDATA>', 'FUNCTIONID="50090"');
		expect(all(answer, 'USERDATA')[0]?.children[0]).toMatchObject({ name: 'Version', text: '46.16.00' });
		expect(log(answer)).toBe('success');
		const { number } = kit.sim.act.addRecord({ folder: 20040, values: { text: 'Call' } });
		const output = await run(
			`<RECORDS><RECORD CLASSID="1004" recordNumber="${number}"/></RECORDS>`,
			'FUNCTIONID="50040"',
		);
		expect(all(output, 'OUTPUTPARAMS')[0]?.children[0]?.children[0]?.children[0]).toMatchObject({
			name: 'pocet',
			text: '1',
		});
		expect(kit.sim.act.get({ record: number, class: 1004 }).values.termin).toBe(kit.sim.clock.now().getTime());
	});
});

test('a batch of 100 marks 100', async () => {
	const { first, last } = kit.sim.act.grow({ folder: contacts.folder, count: 100 });
	const numbers = Array.from({ length: 100 }, (_, at) => first + at);
	expect(log(await run(records(...numbers)))).toBe('success');
	expect(kit.sim.act.get({ record: last }).values.uda_synchronizovano).toBe(true);
	expect(rowsOf(await kit.process(browseXml({ folder: contacts.folder, template: contacts.waiting })))).toHaveLength(4);
});
