import type { IDataObject } from 'n8n-workflow';

import { forgetRuns } from '../../../../nodes/shared/watch/runs';
import { FakeTrigger, logFeed, Vendor } from '../../../support/fakeTrigger';

const minutes = (count: number) => count * 60_000;

describe.each(['default', 'durable'] as const)('what a failed run says of its changes, in the %s engine', (engine) => {
	let vendor: Vendor;
	let trigger: FakeTrigger;

	beforeEach(async () => {
		forgetRuns();
		vendor = new Vendor();
		trigger = new FakeTrigger(vendor, [logFeed() as never], engine);
	});

	const activated = async () => {
		await trigger.poll();
		if (engine === 'default') trigger.database = JSON.stringify(trigger.memory);
		vendor.now += minutes(5);
	};

	const blaming = (run: { items: IDataObject[] }, kind: 'failed' | 'waiting' | 'held', recordId: string) => {
		const ids = run.items.filter(({ id }) => id === recordId).map(({ delivery }) => (delivery as IDataObject).id);
		return { crmSync: { failed: [], waiting: [], [kind]: ids } };
	};

	it('takes at its word a run that names the poisoned record: the others go on at once', async () => {
		await activated();
		for (const recordId of ['a', 'poison', 'b']) vendor.add({ recordId });
		const delivered: string[][] = [];
		for (let poll = 0; poll < 7; poll++) {
			await trigger.poll();
			for (const run of trigger.runs.splice(0)) {
				const ids = run.items.map(({ id }) => String(id));
				delivered.push(ids);
				const context = blaming(run, 'failed', 'poison');
				await run.end(ids.includes('poison') ? 'error' : 'success', undefined, context);
			}
			vendor.now += minutes(5);
		}
		expect(delivered).toEqual([['a', 'poison', 'b'], ['poison'], ['a', 'b'], ['poison'], ['poison'], ['poison']]);
		expect(trigger.reported).toHaveLength(1);
	});

	it('never sets aside what is held, and lets the others flow', async () => {
		await activated();
		for (const recordId of ['a', 'held']) vendor.add({ recordId });
		const delivered = new Set<string>();
		for (let poll = 0; poll < 130; poll++) {
			if (poll === 60) vendor.add({ recordId: 'b' });
			await trigger.poll();
			for (const run of trigger.runs.splice(0)) {
				const ids = run.items.map(({ id }) => String(id));
				const isHeld = ids.includes('held') && poll < 125;
				if (!isHeld) ids.forEach((id) => delivered.add(id));
				await run.end(isHeld ? 'error' : 'success', undefined, blaming(run, 'held', 'held'));
			}
			vendor.now += minutes(5);
		}
		expect([...delivered].sort()).toEqual(['a', 'b', 'held']);
		expect(trigger.reported).toEqual([]);
	});

	it('delivers what waits for another record until that has come, long after a failure would have been set aside', async () => {
		await activated();
		for (const recordId of ['a', 'child']) vendor.add({ recordId });
		let others = 0;
		for (let poll = 0; poll < 20; poll++) {
			await trigger.poll();
			for (const run of trigger.runs.splice(0)) {
				const early = run.items.some(({ id }) => id === 'child') && poll < 15;
				if (run.items.some(({ id }) => id === 'a')) others++;
				await run.end(early ? 'error' : 'success', undefined, blaming(run, 'waiting', 'child'));
			}
			vendor.now += minutes(5);
		}
		expect(others).toBe(2);
		expect(trigger.reported).toEqual([]);
		expect(trigger.runs).toEqual([]);
		await trigger.poll();
		expect(trigger.runs).toEqual([]);
	});

	it('sets aside, and says so, what has waited in a hundred runs', async () => {
		await activated();
		vendor.add({ recordId: 'orphan' });
		for (let poll = 0; poll < 105; poll++) {
			await trigger.poll();
			for (const run of trigger.runs.splice(0)) await run.end('error', undefined, blaming(run, 'waiting', 'orphan'));
			vendor.now += minutes(5);
		}
		expect(trigger.reported.map(({ message }) => message)).toEqual([
			expect.stringMatching(/^Record orphan was set aside: its change .* has waited in 100 runs for another record\.$/),
		]);
	});
});
