import { defaultSwitches, switchChoices } from '../../../sandbox/nethunt/switches';
import { switchAnswers } from './nethuntSwitchAnswers';
import { lookAt } from './nethuntSwitchLooks';
import { switchPolling } from './nethuntSwitchPolling';
import { switchWriting } from './nethuntSwitchWriting';
import { openNetHunt, type Wire } from './nethuntWire';

let wire: Wire;
beforeAll(async () => {
	wire = await openNetHunt();
});
afterAll(() => wire.close());
beforeEach(() => wire.fill());

const looks = {
	...lookAt(() => wire),
	get wire() {
		return wire;
	},
};
const rows = [...switchAnswers(looks), ...switchPolling(looks), ...switchWriting(looks)];

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
