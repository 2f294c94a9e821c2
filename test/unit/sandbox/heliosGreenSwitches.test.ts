import { defaultSwitches, switchChoices } from '../../../sandbox/heliosGreen/switches';
import { openHelios, type Kit } from './heliosGreenKit';
import { switchBrowse } from './heliosGreenSwitchBrowse';
import { lookAt } from './heliosGreenSwitchLooks';
import { switchRecords } from './heliosGreenSwitchRecords';
import { switchSpelling } from './heliosGreenSwitchSpelling';
import { switchWire } from './heliosGreenSwitchWire';

let kit: Kit;
beforeAll(async () => {
	kit = await openHelios();
});
afterAll(() => kit.close());
beforeEach(() => kit.fill());

const looks = {
	...lookAt(() => kit),
	get kit() {
		return kit;
	},
};
const rows = [...switchWire(looks), ...switchSpelling(looks), ...switchBrowse(looks), ...switchRecords(looks)];

describe.each(rows)('switch %s', (name, look, values) => {
	test.each(values as Array<[unknown, unknown]>)('%j', async (value, seen) => {
		Object.assign(kit.sim.switches, { [name]: value });
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
