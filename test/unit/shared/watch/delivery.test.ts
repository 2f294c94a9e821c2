import fc from 'fast-check';

import { choose, deliveryId, settle } from '../../../../nodes/shared/watch/delivery';
import type { Owed } from '../../../../nodes/shared/watch/state';

const owedList = fc
	.array(fc.record({ record: fc.integer({ min: 0, max: 4 }), attempts: fc.integer({ min: 0, max: 6 }) }), {
		maxLength: 30,
	})
	.map((list): Owed[] =>
		list.map(({ record, attempts }, index): Owed => ({
			change: { id: `c${index}`, recordId: `r${record}`, event: 'e', occurredAt: '2026-01-01T00:00:00.000Z' },
			attempts,
			failures: attempts,
		})),
	);
const rules = { maxAttempts: 5, perRun: 7, singlesPerPoll: 3, maxWaits: 9 };

describe('what a poll delivers', () => {
	it('delivers or keeps or sets aside every change, each exactly once', () => {
		fc.assert(
			fc.property(owedList, (owed) => {
				const { runs, setAside, owed: still } = choose(owed, rules);
				const ids = owed.map(({ change }) => change.id);
				const delivered = runs.flat().map(({ id }) => id);
				expect(new Set(delivered).size).toBe(delivered.length);
				expect([...still, ...setAside].map(({ change }) => change.id).sort()).toEqual(ids.sort());
				expect(still.map(({ change }) => change.id)).toEqual(expect.arrayContaining(delivered));
			}),
		);
	});

	it('gives what failed twice a run of its own, and what failed once never together with new changes', () => {
		fc.assert(
			fc.property(owedList, (owed) => {
				const attempts = new Map(owed.map((one) => [one.change.id, one.attempts]));
				for (const run of choose(owed, rules).runs) {
					const tries = run.map(({ id }) => attempts.get(id)!);
					if (tries.some((n) => n >= 2)) expect(run).toHaveLength(1);
					expect(new Set(tries.map((n) => n === 0)).size).toBe(1);
				}
			}),
		);
	});

	it('keeps the order of one record: nothing overtakes an earlier change that is still owed', () => {
		fc.assert(
			fc.property(owedList, (owed) => {
				const batches = choose(owed, rules);
				const runOf = new Map(batches.runs.flatMap((run, index) => run.map(({ id }) => [id, index] as const)));
				for (const [index, later] of batches.owed.entries()) {
					for (const earlier of batches.owed.slice(0, index)) {
						if (earlier.change.recordId !== later.change.recordId || !runOf.has(later.change.id)) continue;
						expect(runOf.has(earlier.change.id) || earlier.attempts === 0).toBe(true);
					}
				}
			}),
		);
	});

	it('sets aside what has failed as often as allowed', () => {
		fc.assert(
			fc.property(owedList, (owed) => {
				expect(choose(owed, rules).setAside).toEqual(owed.filter(({ attempts }) => attempts >= 5));
			}),
		);
	});

	it('owes nothing that was confirmed', () => {
		const [a, b] = ['a', 'b'].map((id): Owed => ({
			change: { id, recordId: id, event: 'e', occurredAt: '' },
			attempts: 1,
			failures: 1,
		}));
		const state = { owed: [a!, b!], scope: 's' };
		const none = new Set<string>();
		const idOfA = new Set([deliveryId('s', a!.change)]);
		expect(settle(state, { succeeded: idOfA, excused: none })).toEqual([b]);
		expect(settle(state, { succeeded: new Set([deliveryId('other', a!.change)]), excused: none })).toEqual([a, b]);
		expect(settle(state, { succeeded: none, excused: idOfA })).toEqual([{ ...a, failures: 0 }, b]);
	});
});

describe('what waits for another record', () => {
	const owedOf = (id: string, more: Partial<Owed> = {}): Owed => ({
		change: { id, recordId: id, event: 'e', occurredAt: '' },
		attempts: 1,
		failures: 0,
		...more,
	});
	const waitingFor = (...list: Owed[]) => new Set(list.map(({ change }) => deliveryId('s', change)));
	const none = new Set<string>();

	it('has not failed, however often it waited', () => {
		const state = { owed: [owedOf('a', { failures: 1, waits: 3 })], scope: 's' };
		const settled = settle(state, { succeeded: none, excused: none, waiting: waitingFor(...state.owed) });
		expect(settled).toEqual([owedOf('a', { failures: 0, waits: 4 })]);
	});

	it('waits without counting where a part of the service stands still, behind what is new', () => {
		const held = owedOf('h', { failures: 1 });
		let owed = [held];
		for (let run = 0; run < 20; run++) {
			owed = settle({ owed, scope: 's' }, { succeeded: none, excused: none, held: waitingFor(held) });
		}
		expect(owed).toEqual([owedOf('h', { failures: 0, waits: 1 })]);
		const ids = choose([...owed, owedOf('new')], rules).runs.map((run) => run.map(({ id }) => id));
		expect(ids).toEqual([['new'], ['h']]);
	});

	it('goes together, after everything else, and does not keep the others from going', () => {
		const owed = [owedOf('w1', { waits: 1 }), owedOf('new'), owedOf('w2', { waits: 8 })];
		const ids = choose(owed, rules).runs.map((run) => run.map(({ id }) => id));
		expect(ids).toEqual([['new'], ['w1', 'w2']]);
	});

	it('keeps the order of its record', () => {
		const later = { ...owedOf('later'), change: { ...owedOf('w').change, id: 'later' } };
		const { runs, owed } = choose([owedOf('w', { waits: 1 }), later], rules);
		expect(runs.flat().map(({ id }) => id)).toEqual(['w']);
		expect(owed).toHaveLength(2);
	});

	it('is set aside when it has waited long enough', () => {
		expect(choose([owedOf('w', { waits: 9 })], rules)).toMatchObject({ runs: [], setAside: [{ waits: 9 }], owed: [] });
	});
});

describe('the delivery id', () => {
	it('is the same for the same change and differs with scope, event or version', () => {
		const change = { id: 'r1|v1', event: 'recordUpdated' };
		expect(deliveryId('s', change)).toBe(deliveryId('s', { ...change }));
		const others = [
			deliveryId('t', change),
			deliveryId('s', { ...change, id: 'r1|v2' }),
			deliveryId('s', { ...change, event: 'recordCreated' }),
		];
		expect(new Set([deliveryId('s', change), ...others]).size).toBe(4);
		expect(deliveryId('s', change)).toMatch(/^[0-9a-f]{24}$/);
	});
});
