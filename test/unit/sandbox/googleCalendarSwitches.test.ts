import { defaultSwitches, switchChoices } from '../../../sandbox/googleCalendar/switches';
import { openGoogleCalendar, type Kit } from './googleCalendarKit';
import { switchLimits } from './googleCalendarSwitchLimits';
import { switchListing } from './googleCalendarSwitchListing';
import { lookAt } from './googleCalendarSwitchLooks';
import { switchTokens } from './googleCalendarSwitchTokens';
import { switchWriting } from './googleCalendarSwitchWriting';

let kit: Kit;
beforeAll(async () => {
	kit = await openGoogleCalendar();
});
afterAll(() => kit.close());
beforeEach(() => kit.fill());

const looks = {
	...lookAt(() => kit),
	get kit() {
		return kit;
	},
};
const rows = [...switchTokens(looks), ...switchLimits(looks), ...switchWriting(looks), ...switchListing(looks)];

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
