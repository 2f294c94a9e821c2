import * as fc from 'fast-check';
import { brake } from '../../../../nodes/shared/sync/brake';
import { Report, type Outcome } from '../../../../nodes/shared/sync/report';
import type { SyncAction } from '../../../../nodes/shared/sync/types';

const ACTIONS: SyncAction[] = ['created', 'updated', 'unchanged', 'skipped', 'conflict', 'deleted', 'failed'];
const outcome: fc.Arbitrary<Outcome> = fc.record({ action: fc.constantFrom(...ACTIONS), key: fc.string() });

describe('Report', () => {
	it('counts every outcome and lists at most so many, the troubled ones first of all', () => {
		fc.assert(
			fc.property(fc.array(outcome, { maxLength: 40 }), fc.integer({ min: 0, max: 20 }), (outcomes, maxRecords) => {
				const report = new Report({ maxRecords });
				outcomes.forEach((one) => report.add(one));
				const item = report.toItem();
				expect(item.total).toBe(outcomes.length);
				for (const action of ACTIONS)
					expect(item.counts[action]).toBe(outcomes.filter((one) => one.action === action).length);
				expect(item.records.length + item.unlisted).toBe(outcomes.length);
				expect(item.records).toHaveLength(Math.min(maxRecords, outcomes.length));
				const troubled = (list: readonly Outcome[]) =>
					list.filter(({ action }) => action === 'failed' || action === 'conflict');
				expect(troubled(item.records)).toEqual(troubled(outcomes).slice(0, maxRecords));
				const places = item.records.map((one) => outcomes.indexOf(one));
				expect(places).toEqual([...places].sort((a, b) => a - b));
			}),
		);
	});

	it('is one plain item', () => {
		let now = Date.parse('2026-02-10T08:00:00Z');
		const report = new Report({ now: () => now });
		report.add({ action: 'created', key: 'NetHunt/1', id: '5' });
		report.add({ action: 'failed', key: 'NetHunt/2', message: 'Title is empty.' });
		report.spend(2, 1500);
		report.spend(1);
		now += 60_000;
		report.end();
		now += 60_000;
		const item = report.toItem();
		expect(JSON.parse(JSON.stringify(item))).toEqual({
			summary: '1 created, 1 failed; 3 requests, 2 s waited',
			dryRun: false,
			counts: { created: 1, updated: 0, deleted: 0, unchanged: 0, skipped: 0, conflict: 0, failed: 1 },
			total: 2,
			requests: 3,
			waitedMs: 1500,
			startedAt: '2026-02-10T08:00:00.000Z',
			endedAt: '2026-02-10T08:01:00.000Z',
			records: [
				{ action: 'created', key: 'NetHunt/1', id: '5' },
				{ action: 'failed', key: 'NetHunt/2', message: 'Title is empty.' },
			],
			unlisted: 0,
		});
	});

	const summaryOf = (counts: Partial<Record<SyncAction, number>>, requests: number, dryRun = false, waitedMs = 0) => {
		const report = new Report({ dryRun });
		for (const [action, count] of Object.entries(counts)) {
			for (let at = 0; at < count; at++) report.add({ action: action as SyncAction, key: String(at) });
		}
		report.spend(requests, waitedMs);
		return report.summary();
	};

	it('sums up in one sentence', () => {
		expect(summaryOf({ failed: 1, unchanged: 3, created: 12 }, 17)).toBe(
			'12 created, 3 unchanged, 1 failed; 17 requests',
		);
		expect(summaryOf({}, 1)).toBe('nothing to do; 1 request');
		expect(summaryOf({ conflict: 1 }, 0, true)).toBe('Dry run: 1 conflict; 0 requests');
		expect(summaryOf({ conflict: 2 }, 2, false, 600_000)).toBe('2 conflicts; 2 requests, 10 min waited');
	});
});

describe('brake', () => {
	const number = fc.integer({ min: 0, max: 500 });

	it('stops exactly what exceeds a limit', () => {
		const limits = fc.record(
			{ maxCount: number, maxPercent: fc.integer({ min: 0, max: 100 }), total: number },
			{ requiredKeys: [] },
		);
		fc.assert(
			fc.property(number, number, number, limits, (updated, deleted, created, given) => {
				const reason = brake({ updated, deleted, created }, given);
				const touched = updated + deleted;
				const total = given.total ?? touched + created;
				const tooMany = given.maxCount !== undefined && touched > given.maxCount;
				const [part, whole] = total === 0 ? [1, 1] : [touched, total];
				const tooLarge = given.maxPercent !== undefined && touched > 0 && part * 100 > given.maxPercent * whole;
				expect(reason !== undefined).toBe(tooMany || tooLarge);
			}),
		);
	});

	it('never stops creating', () => {
		expect(brake({ created: 5000 }, { maxCount: 0, maxPercent: 0 })).toBeUndefined();
	});

	it('says the numbers and how to allow it', () => {
		expect(brake({ updated: 100, deleted: 20, created: 3 }, { maxCount: 50, total: 150 })).toBe(
			'Nothing was written: 100 records would be updated and 20 deleted, 80 % of 150, but at most 50 records may change ' +
				'in one run. If this is intended, raise that limit in the node and run again.',
		);
		expect(brake({ deleted: 501 }, { maxPercent: 50, total: 1000 })).toContain('50.1 % of 1000, but at most 50 % may');
	});
});
