import fc from 'fast-check';

import {
	absorb,
	floorOf,
	placeAt,
	type Answer,
	type Place,
	type Reach,
	type Row,
} from '../../../nodes/Daktela/watch/place';
import { localIn } from '../../../nodes/shared/when';

const MINUTE = 60_000;
const ZONE = 'Europe/Prague';
const REACH: Reach = { overlapMs: 5 * MINUTE };

interface Stored {
	key: string;
	stamp: number;
	value: number;
}

/** A list that answers as Daktela's does: by local times, sorted, in pages. */
class Model {
	readonly rows = new Map<string, Stored>();
	private value = 0;

	constructor(private readonly zone = ZONE) {}

	/** An edit that is seen late has another second than the one before it. */
	edit(key: string, at: number, isLate = false): void {
		const last = (this.rows.get(key)?.stamp ?? 0) + (isLate ? 1000 : 0);
		const stamp = Math.max(last, Math.floor(at / 1000) * 1000);
		this.rows.set(key, { key, stamp, value: ++this.value });
	}

	page({ sweep, ...place }: Place, reach: Reach, now: number, size: number, withTotal: boolean): Answer<Stored> {
		const floor = sweep?.from ?? floorOf(place, reach);
		const fitting = [...this.rows.values()]
			.map((stored): Row<Stored> => ({
				key: stored.key,
				wall: localIn(stored.stamp, this.zone),
				record: stored,
				print: () => String(stored.value),
			}))
			.filter(({ wall, key }) => {
				if (sweep?.past) return wall > floor;
				if (sweep?.after !== undefined) return wall === floor && key > sweep.after;
				return wall >= floor;
			})
			.sort((a, b) => (a.wall + a.key < b.wall + b.key ? -1 : 1));
		const rows = fitting.slice(0, size);
		const complete = withTotal ? rows.length === fitting.length : rows.length < size;
		return { rows, complete, now: localIn(now, this.zone), zone: ZONE };
	}
}

type Step = { wait: number } & ({ edit: number; late: number } | { edits: number } | { poll: number });

const steps = fc.array(
	fc
		.record({
			wait: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 2_000 }), fc.integer({ min: 0, max: 25 * MINUTE })),
			what: fc.oneof(
				{ weight: 4, arbitrary: fc.record({ edit: fc.nat(8), late: fc.oneof(fc.constant(0), fc.nat(4 * MINUTE)) }) },
				{ weight: 1, arbitrary: fc.record({ edits: fc.integer({ min: 2, max: 9 }) }) },
				{ weight: 3, arbitrary: fc.record({ poll: fc.integer({ min: 1, max: 6 }) }) },
			),
		})
		.map(({ wait, what }) => ({ wait, ...what }) as Step),
	{ minLength: 5, maxLength: 60 },
);

interface Told {
	key: string;
	value: number;
	version: string;
}

/** Plays the steps against a list and reads it; edits also happen between two pages of a reading. */
function play(begin: number, list: readonly Step[], { zone = ZONE, withTotal = true, reach = REACH } = {}) {
	const model = new Model(zone);
	let now = begin;
	let place = placeAt(localIn(now, zone), ZONE);
	const told: Told[] = [];
	const times: string[] = [];
	const poll = (size: number, interruptions: Step[]) => {
		for (let page = 0; page < 200; page++) {
			const { fresh, next } = absorb(place, model.page(place, reach, now, size, withTotal), reach);
			told.push(...fresh.map(({ record, version }) => ({ key: record.key, value: record.value, version })));
			place = JSON.parse(JSON.stringify(next)) as Place;
			times.push(place.time);
			if (!place.sweep) return;
			const step = interruptions[page];
			if (step && 'edit' in step) model.edit(`r${step.edit}`, now);
		}
		throw new Error('The reading has no end.');
	};
	list.forEach((step, index) => {
		now += step.wait;
		if ('edit' in step) model.edit(`r${step.edit}`, Math.max(now - step.late, begin + 1_000), step.late > 0);
		else if ('edits' in step)
			for (let key = 0; key < step.edits; key++) model.edit(`r${key}`, Math.max(now, begin + 1_000));
		else poll(step.poll, list.slice(index + 1, index + 4));
	});
	for (let last = 0; last < 2; last++) {
		now += 3 * MINUTE;
		poll(50, []);
	}
	return { model, told, times };
}

/** The clock of Prague is put back at this time. */
const FOLD = Date.parse('2026-10-25T01:00:00Z');

describe('reading by local times', () => {
	it.each([
		['in spring, when the clock is put forward', Date.parse('2026-03-29T00:30:00Z')],
		['on a usual day', Date.parse('2026-02-10T08:00:00Z')],
		['in autumn, when an hour comes twice', FOLD - 90 * MINUTE],
		['in that hour', FOLD - 20 * MINUTE],
		['in it, the second time', FOLD + 5 * MINUTE],
	])('loses nothing and tells nothing twice %s', (_name, begin) => {
		fc.assert(
			fc.property(steps, fc.boolean(), (list, withTotal) => {
				const { model, told, times } = play(begin, list, { withTotal });
				for (const { key, value } of model.rows.values())
					expect(told.filter((one) => one.key === key).at(-1)?.value).toBe(value);
				expect(new Set(told.map(({ key, value }) => `${key} ${value}`)).size).toBe(told.length);
				expect(new Set(told.map(({ key, version }) => `${key} ${version}`)).size).toBe(told.length);
				expect([...times].sort()).toEqual(times);
			}),
			{ numRuns: 70 },
		);
	});

	it('rather tells something twice than loses it where the zone is not the right one', () => {
		const often = steps.map((list) =>
			list.flatMap((step): Step[] => [
				{ ...step, wait: step.wait % (12 * MINUTE), ...('late' in step && { late: 0 }) },
				{ wait: 0, poll: 5 },
			]),
		);
		fc.assert(
			fc.property(often, fc.nat(60 * MINUTE), (list, at) => {
				const begin = Date.parse('2026-11-01T05:30:00Z') + at;
				const { model, told } = play(begin, list, { zone: 'America/New_York' });
				for (const { key, value } of model.rows.values())
					expect(told.filter((one) => one.key === key).at(-1)?.value).toBe(value);
			}),
			{ numRuns: 40 },
		);
	});

	it('sees what is changed without another time, as often as it changes, where only the contents tell', () => {
		const reach: Reach = { overlapMs: 60 * MINUTE, byContent: true };
		const model = new Model();
		const at = Date.parse('2026-02-10T08:00:00Z');
		model.edit('a', at);
		let place = placeAt(localIn(at, ZONE), ZONE);
		const versions: string[] = [];
		const read = (value: number, now: number) => {
			model.rows.get('a')!.value = value;
			const { fresh, next } = absorb(place, model.page(place, reach, now, 9, true), reach);
			place = next;
			versions.push(...fresh.map(({ version }) => version));
		};
		[1, 2, 2, 1, 2].forEach((value, index) => read(value, at + index * 10 * MINUTE));
		expect(versions).toEqual([
			'2026-02-10 09:00:00',
			'2026-02-10 09:00:00|2.1',
			'2026-02-10 09:00:00|1.2',
			'2026-02-10 09:00:00|2.3',
		]);
		read(7, at + 90 * MINUTE);
		expect(versions).toHaveLength(5);
		read(8, at + 190 * MINUTE);
		expect(versions).toHaveLength(5);
	});

	it('forgets what no read can show again, and the oldest where it is too much', () => {
		const at = Date.parse('2026-02-10T08:00:00Z');
		const model = new Model();
		const place = placeAt(localIn(at, ZONE), ZONE);
		for (let key = 0; key < 25_000; key++) model.edit(`r${key}`, at + Math.floor(key / 100) * 1_000);
		const first = absorb(place, model.page(place, REACH, at + 4 * MINUTE, 30_000, true), REACH);
		expect(first.fresh).toHaveLength(25_000);
		expect(JSON.stringify(first.next).length).toBeLessThan(400_000);
		const again = absorb(first.next, model.page(first.next, REACH, at + 5 * MINUTE, 30_000, true), REACH);
		expect(again.fresh).toEqual([]);
		const later = absorb(again.next, model.page(again.next, REACH, at + 60 * MINUTE, 30_000, true), REACH);
		expect(later.fresh).toEqual([]);
		expect(later.next.recent).toEqual({});
	});
});
