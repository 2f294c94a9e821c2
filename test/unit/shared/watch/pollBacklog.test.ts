import { forgetRuns } from '../../../../nodes/shared/watch/runs';
import { FakeTrigger, logFeed, Vendor } from '../../../support/fakeTrigger';

describe.each(['default', 'durable'] as const)('a backlog in the %s engine', (engine) => {
	let vendor: Vendor;
	let trigger: FakeTrigger;

	beforeEach(() => {
		forgetRuns();
		vendor = new Vendor();
		trigger = new FakeTrigger(vendor, [logFeed({ overlapMs: 0 }) as never], engine);
		trigger.parameters.startWith = 'everything';
	});

	it('is read as it is delivered, and every poll delivers', async () => {
		for (let index = 0; index < 2_500; index++) {
			vendor.add({ recordId: `r${index}` });
			vendor.now += 1_000;
		}
		const counts: number[] = [];
		const reads: number[] = [];
		const delivered = new Set<unknown>();
		for (let poll = 0; poll < 4; poll++) {
			const before = vendor.reads;
			await trigger.poll();
			reads.push(vendor.reads - before);
			counts.push(trigger.runs.reduce((sum, { items }) => sum + items.length, 0));
			for (const run of trigger.runs.splice(0)) {
				for (const { id } of run.items) delivered.add(id);
				await run.end('success');
			}
		}
		expect(counts).toEqual([1_000, 1_000, 500, 0]);
		expect(reads).toEqual([1, 1, 1, 1]);
		expect(delivered.size).toBe(2_500);
	});

	it('that fails as a whole is not read on for more than a run can hold', async () => {
		for (let index = 0; index < 2_500; index++) {
			vendor.add({ recordId: `r${index}` });
			vendor.now += 1_000;
		}
		for (let poll = 0; poll < 6; poll++) {
			await trigger.poll();
			for (const run of trigger.runs.splice(0)) await run.end('error', 'temporarily-unavailable');
		}
		const owed = (trigger.memory.crmSync as { owed: unknown[] }).owed.length;
		expect(owed).toBeLessThanOrEqual(2_000);
	});
});
