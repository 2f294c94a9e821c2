import { switchChoices } from '../../../sandbox/daktela/switchChoices';
import { defaultSwitches } from '../../../sandbox/daktela/switches';
import { switchAnswers } from './daktelaSwitchAnswers';
import { looksAt } from './daktelaSwitchKit';
import { switchPace } from './daktelaSwitchPace';
import { switchQueries } from './daktelaSwitchQueries';
import { switchWriting } from './daktelaSwitchWriting';
import { openDaktela, type Wire } from './daktelaWire';

let wire: Wire;
beforeAll(async () => {
	wire = await openDaktela();
});
beforeEach(() => wire.fill());
afterAll(() => wire.close());

const looks = looksAt(() => wire);
const rows = [switchAnswers, switchQueries, switchWriting, switchPace].flatMap((part) => part(() => wire, looks));

describe.each(rows)('switch %s', (name, look, values) => {
	test.each(values)('%j', async (value, seen) => {
		Object.assign(wire.sim.switches, { [name]: value });
		expect(await look()).toEqual(seen);
	});

	test('the first is the default', () => {
		expect(defaultSwitches()[name]).toEqual(values[0]?.[0]);
	});
});

test('every switch is tried, with every value that it may take', () => {
	expect(rows.map(([name]) => name).sort()).toEqual(Object.keys(defaultSwitches()).sort());
	for (const [name, choices] of Object.entries(switchChoices)) {
		const row = rows.find(([one]) => one === name);
		expect([name, row?.[2].map(([value]) => value).sort()]).toEqual([name, [...choices].sort()]);
	}
});

test('a zone that is none is named', async () => {
	wire.sim.switches.timezone = 'Nowhere/Land';
	expect((await wire.get('whoim')).text).toContain("'Nowhere/Land' is no zone");
});
