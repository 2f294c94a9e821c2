import fc from 'fast-check';

import { forgetRuns } from '../../../../nodes/shared/watch/runs';
import { FakeTrigger, logFeed, OVERLAP_MS, Vendor, type BegunRun } from '../../../support/fakeTrigger';

/** What can happen to a trigger between two polls. */
type Step =
	| { do: 'change'; record: number; lateMs: number; tie: boolean }
	| { do: 'wait'; ms: number }
	| { do: 'poll' }
	| { do: 'end'; status: 'success' | 'error' | 'waiting' | 'lost' }
	| { do: 'restart' }
	| { do: 'outage' };

const step: fc.Arbitrary<Step> = fc.oneof(
	{
		weight: 6,
		arbitrary: fc.record({
			do: fc.constant('change' as const),
			record: fc.nat(5),
			lateMs: fc.nat(OVERLAP_MS - 1),
			tie: fc.boolean(),
		}),
	},
	{ weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.nat(200_000) }) },
	{ weight: 6, arbitrary: fc.constant({ do: 'poll' as const }) },
	{
		weight: 5,
		arbitrary: fc.record({
			do: fc.constant('end' as const),
			status: fc.constantFrom('success', 'success', 'error', 'waiting', 'lost'),
		}),
	},
	{ weight: 1, arbitrary: fc.constant({ do: 'restart' as const }) },
	{ weight: 1, arbitrary: fc.constant({ do: 'outage' as const }) },
);

/** Plays a history, then lets everything calm down, and tells what the workflow got. */
async function play(steps: Step[], engine: 'default' | 'durable') {
	forgetRuns();
	const vendor = new Vendor();
	const trigger = new FakeTrigger(vendor, [logFeed() as never], engine);
	trigger.parameters.options = { maxAttempts: 100 };
	const accepted: string[] = [];
	const firsts: string[] = [];
	const settle = async (run: BegunRun | undefined, status: 'success' | 'error' | 'waiting' | 'lost') => {
		if (!run) return;
		const ids = run.items.map(({ delivery }) => (delivery as { id: string }).id);
		if (status === 'success' || status === 'waiting') accepted.push(...ids);
		await run.end(status);
	};
	const poll = async () => {
		const before = trigger.runs.length;
		await trigger.poll().catch(() => undefined);
		for (const { items } of trigger.runs.slice(before)) {
			firsts.push(
				...items
					.filter(({ delivery }) => !(delivery as { redelivered: boolean }).redelivered)
					.map(({ delivery }) => (delivery as { id: string }).id),
			);
		}
	};
	await poll();
	if (engine === 'default') trigger.database = JSON.stringify(trigger.memory);
	vendor.now += 1;
	const begin = vendor.now;
	let restarted = false;
	for (const one of steps) {
		if (one.do === 'change') {
			const time = one.tie ? (vendor.entries.at(-1)?.time ?? vendor.now) : vendor.now;
			vendor.add({ recordId: `r${one.record}`, time: Math.max(begin, time), visibleAt: vendor.now + one.lateMs });
			if (vendor.now - time > OVERLAP_MS - one.lateMs) vendor.entries.pop();
		} else if (one.do === 'wait') vendor.now += one.ms;
		else if (one.do === 'poll') await poll();
		else if (one.do === 'end') await settle(trigger.runs.shift(), one.status);
		else if (one.do === 'outage') vendor.broken = !vendor.broken;
		else {
			trigger.restart();
			restarted = true;
		}
	}
	vendor.broken = false;
	vendor.now += 10 * OVERLAP_MS;
	for (let quiet = 0; quiet < 200 && (quiet < 2 || trigger.runs.length > 0); quiet++) {
		for (const run of trigger.runs.splice(0)) await settle(run, 'success');
		await poll();
	}
	return { vendor, accepted, firsts, restarted };
}

describe.each(['default', 'durable'] as const)(
	'any history of changes, polls, failures and crashes in the %s engine',
	(engine) => {
		it('ends with every change accepted by a run', async () => {
			await fc.assert(
				fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
					const { vendor, accepted } = await play(steps, engine);
					expect(new Set(accepted).size).toBe(vendor.entries.length);
				}),
				{ numRuns: 400 },
			);
		});

		it('accepts a change twice only after a crash, and then marked as redelivered', async () => {
			await fc.assert(
				fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
					const { accepted, firsts, restarted } = await play(steps, engine);
					if (!restarted) expect(new Set(accepted).size).toBe(accepted.length);
					expect(new Set(firsts).size).toBe(firsts.length);
				}),
				{ numRuns: 400 },
			);
		});
	},
);
