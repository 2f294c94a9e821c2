import { defaultSwitches, switchChoices } from '../../../sandbox/salesforce/switches';
import { lookAt } from './salesforceSwitchLooks';
import { switchReading } from './salesforceSwitchReading';
import { switchSignIn } from './salesforceSwitchSignIn';
import { switchWriting } from './salesforceSwitchWriting';
import { openSalesforce, type Wire } from './salesforceWire';

let wire: Wire;
beforeAll(async () => {
	wire = await openSalesforce();
});
afterAll(() => wire.close());
beforeEach(() => wire.fill());

const looks = {
	...lookAt(() => wire),
	get wire() {
		return wire;
	},
};
const rows = [...switchSignIn(looks), ...switchReading(looks), ...switchWriting(looks)];

describe.each(rows)('switch %s', (name, look, values) => {
	test.each(values as Array<[unknown, unknown]>)('%j', async (value, seen) => {
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
