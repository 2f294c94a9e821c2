import { dealWonToTask } from '../../scripts/stories/nethunt-deal-won-to-worksection-task';
import { startAutomation, templateOf, type Automation } from '../support/automation';
import { rooms } from '../support/rooms';
import type { PolledTrigger } from '../support/workflow';
import { randomFrom, spoil, unsteadily } from './faulty';

const DEALS = 12;
const SHARE = 0.2;
jest.setTimeout(180_000);

describe.each([
	[1, false],
	[2, true],
])('every fifth request of both vendors fails somehow (seed %d, durable polling: %s)', (seed, durable) => {
	let automation: Automation;
	let triggers: PolledTrigger[];

	beforeAll(async () => {
		automation = await startAutomation(rooms());
		const [won, closed] = dealWonToTask.templates.map((name) => templateOf(name, dealWonToTask, automation.sandbox));
		triggers = [
			automation.harness.polled(won!, 'NetHunt deal is won', { durable }),
			automation.harness.polled(closed!, 'Worksection task is closed', { durable }),
		];
		for (const trigger of triggers) await trigger.activate();
	});
	afterAll(async () => await automation.close());

	it('ends with exactly one task for every deal, and every deal told that it is done', async () => {
		const { nethunt, worksection } = automation.sandbox;
		const random = randomFrom(seed);
		for (const vendor of [nethunt, worksection]) spoil(vendor, SHARE);
		const deals: string[] = [];
		const tasks = () => [...worksection.store.tasks.values()].filter(({ text }) => text.includes('[source:NetHunt/'));
		const step = async () => {
			await unsteadily(triggers, random);
			for (const { id, status } of tasks())
				if (status === 'active' && random() < 0.5) worksection.act.closeTask({ task: id });
		};
		while (deals.length < DEALS) {
			const { id } = nethunt.act.createRecord({
				folder: 'Deals',
				fields: { Name: `Deal ${deals.length}`, Status: 'Lead' },
			});
			nethunt.act.setField({ record: id, field: 'Status', value: 'Won' });
			deals.push(id);
			if (random() < 0.6) await step();
		}
		const failed = [nethunt, worksection].map(({ requests }) => requests.count(({ status }) => status !== 200));
		expect(Math.min(...failed)).toBeGreaterThan(0);
		for (const vendor of [nethunt, worksection]) vendor.faults.clear();
		for (let quiet = 0; quiet < 15; quiet++) await step();

		const linked = deals.map((deal) => tasks().filter(({ text }) => text.includes(`[source:NetHunt/${deal}]`)));
		expect(linked.map((found) => found.map(({ status }) => status))).toEqual(deals.map(() => ['done']));
		expect(deals.map((record) => nethunt.act.getRecord({ record }).fields['Task state'])).toEqual(
			deals.map(() => 'Done'),
		);
	});
});
