/** Random histories: whoever follows the items of the trigger always ends with what the calendars hold. */
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { forgetRuns } from '../../../nodes/shared/watch/runs';
import type { GoogleCalendarSimulator, GoogleCalendarSwitches } from '../../../sandbox/googleCalendar';
import { fill, MEETINGS, OFFERS, startWorld } from './roomWorld';
import { DAY, MINUTE, Trigger } from './triggerWorld';

const CALENDARS = [MEETINGS, OFFERS];
const RUNS = 150;

let sim: GoogleCalendarSimulator;
beforeAll(async () => {
	sim = await startWorld();
});
afterAll(async () => await sim.close());

type Step =
	| { do: 'add' | 'edit' | 'delete' | 'restore' | 'move' | 'touch'; event: number; calendar: number }
	| { do: 'poll' | 'failedRun' | 'brokenPoll' | 'hurriedPoll' | 'restart' | 'expire' | 'wait' };

const step: fc.Arbitrary<Step> = fc.oneof(
	{
		weight: 3,
		arbitrary: fc.record({
			do: fc.constantFrom('add', 'edit', 'edit', 'delete', 'restore', 'move', 'touch'),
			event: fc.nat(5),
			calendar: fc.nat(1),
		}) as fc.Arbitrary<Step>,
	},
	{
		weight: 2,
		arbitrary: fc.record({
			do: fc.constantFrom(
				...(['poll', 'poll', 'poll', 'failedRun', 'brokenPoll', 'hurriedPoll', 'restart', 'expire', 'wait'] as const),
			),
		}) as fc.Arbitrary<Step>,
	},
);

const switches: fc.Arbitrary<Partial<GoogleCalendarSwitches>> = fc.record({
	pages: fc.constantFrom('full', 'emptyBetween', 'half'),
	tombstones: fc.constantFrom('idOnly', 'full'),
	flakyEtags: fc.constantFrom(0, 0.5),
	tokenKeepsWindow: fc.boolean(),
	unknownSyncToken: fc.constantFrom(410, 400),
});

class Follower {
	/** Titles by calendar and event, as the items told them. */
	readonly mirror = new Map<string, string>();
	readonly node: Trigger;
	private edits = 0;
	private stored = '{}';

	constructor(perRun: number) {
		const parameters = { calendars: CALENDARS, options: { perRun, maxAttempts: 100 }, startWith: 'everything' };
		this.node = new Trigger(sim, parameters);
	}

	private where(event: number): { calendar: string; id: string; status: string } | undefined {
		const all = CALENDARS.flatMap((calendar) =>
			sim.act.getEvents({ calendar }).map(({ id, status }) => ({ calendar, id, status })),
		).filter(({ id }) => id === `event${event}`);
		return all.find(({ status }) => status !== 'cancelled') ?? all[0];
	}

	async follow(one: Step): Promise<void> {
		sim.clock.advance(700);
		if ('event' in one) return this.act(one);
		if (one.do === 'wait') sim.clock.advance(DAY);
		else if (one.do === 'expire') sim.act.expireSyncTokens();
		else if (one.do === 'restart') this.restart();
		else if (one.do === 'brokenPoll') {
			sim.faults.inject({ status: 403, times: 1, body: '{}' });
			await this.poll().catch(() => undefined);
			sim.faults.clear();
		} else if (one.do === 'hurriedPoll') {
			this.node.budgetMs = -1;
			await this.poll();
			this.node.budgetMs = 30_000;
		} else await this.poll(one.do === 'failedRun');
	}

	private restart(): void {
		forgetRuns();
		this.node.restore(this.stored);
	}

	async poll(fails = false): Promise<IDataObject[]> {
		this.node.status = fails ? 'error' : 'success';
		const items = await this.node.poll();
		// What n8n stored: with a run.
		if (items.length > 0) this.stored = JSON.stringify(this.node.memory);
		if (!fails) for (const item of items) this.take(item);
		return items;
	}

	private take({ event, id, calendarId, record }: IDataObject): void {
		const key = `${String(calendarId)}/${String(id)}`;
		const { deleted, summary } = record as IDataObject;
		if (event === 'eventDeleted' || deleted) this.mirror.delete(key);
		else this.mirror.set(key, String(summary));
	}

	private act({ do: what, event, calendar }: Extract<Step, { event: number }>): void {
		const there = this.where(event);
		const isLive = there !== undefined && there.status !== 'cancelled';
		const at = { calendar: there?.calendar ?? '', event: there?.id ?? '' };
		const summary = `Edit ${++this.edits}`;
		const start = '2026-03-10T10:00';
		if (what === 'add' && !there)
			sim.act.addEvent({ calendar: CALENDARS[calendar]!, id: `event${event}`, summary, start });
		else if (what === 'edit' && isLive) sim.act.editEvent({ ...at, summary });
		else if (what === 'delete' && isLive) sim.act.deleteEvent(at);
		else if (what === 'restore' && there && !isLive) sim.act.restoreEvent(at);
		else if (what === 'touch' && isLive) sim.act.touchEvent(at);
		else if (what === 'move' && isLive && at.calendar !== CALENDARS[calendar] && !this.wasIn(event, calendar))
			sim.act.moveToCalendar({ ...at, to: CALENDARS[calendar]! });
	}

	/** A calendar does not take an event again that was moved away from it. */
	private wasIn(event: number, calendar: number): boolean {
		return sim.act.getEvents({ calendar: CALENDARS[calendar]! }).some(({ id }) => id === `event${event}`);
	}

	async settle(): Promise<void> {
		for (let quiet = 0, polls = 0; quiet < 3 && polls < 60; polls++) {
			sim.clock.advance(MINUTE);
			quiet = (await this.poll()).length === 0 ? quiet + 1 : 0;
		}
	}
}

const held = (): Map<string, string> =>
	new Map(
		CALENDARS.flatMap((calendar) =>
			sim.act
				.getEvents({ calendar })
				.filter(({ status }) => status !== 'cancelled')
				.map(({ id, summary }): [string, string] => [`${calendar}/${id}`, String(summary)]),
		),
	);

test('who follows the items ends with what the calendars hold', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(step, { minLength: 3, maxLength: 40 }),
			switches,
			fc.constantFrom(1, 3, 1_000),
			async (steps, chosen, perRun) => {
				fill(sim);
				Object.assign(sim.switches, chosen);
				const follower = new Follower(perRun);
				for (const one of steps) await follower.follow(one);
				await follower.settle();
				expect(follower.mirror).toEqual(held());
			},
		),
		{ numRuns: RUNS },
	);
}, 120_000);
