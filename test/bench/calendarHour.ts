import { mock } from 'node:test';

import type { INodeParameters } from 'n8n-workflow';

import type { GoogleCalendarSimulator } from '../../sandbox/googleCalendar';
import { harness, installed, type Harness, type PolledTrigger } from '../support/workflow';
import { row, type Row } from './row';
import { calendarCredential, calendarOf, fill, startCalendars, TRIGGER_TYPE } from './support/calendars';
import { hasOwnNode, NO_PEER, ownCalendarNode, ownTrigger, OWN_TRIGGER_TYPE } from './support/ownCalendarNode';

/** One a second. */
const EVENTS = 3_600;
const MINUTE = 60_000;
/** A poll's request is with Google this long after the second in which n8n's clock began it. */
const UNDER_WAY_MS = 700;
const POLLED_AT_MS = 20_000;
const AHEAD_MS = 10_000;
/** Spreads what happens over the thousandths of its second. */
const STEP_MS = 373;

type Told = Map<string, number>;

interface Counts {
	never: number;
	twice: number;
}

/** An hour by the clock of the simulator: what a trigger misses and tells twice, ours and n8n's own. */
export async function rows(): Promise<Row[]> {
	const withOwn = hasOwnNode();
	const right = await hour(0, withOwn);
	const ahead = await hour(AHEAD_MS, withOwn);
	const about = withOwn ? "peer: n8n's own trigger" : NO_PEER;
	const of = (name: string, { ours, own }: Result, what: keyof Counts) =>
		row(`${name} ${what} (${about})`, percent(ours[what]), '%', 0, own && percent(own[what]));
	const made = `${EVENTS} events created, one a second, polled each minute: told`;
	const edited = `${EVENTS} events edited, one a second, polled each minute: told`;
	const late = `the same with n8n's clock ${AHEAD_MS / 1000} s ahead:`;
	const rest = [right.created.ours.twice, right.edited.ours.never, ahead.created.ours.twice, ahead.edited.ours.twice];
	return [
		of(made, right.created, 'never'),
		of(edited, right.edited, 'twice'),
		of(`${late} events created, told`, ahead.created, 'never'),
		of(`${late} events edited, told`, ahead.edited, 'never'),
		row(
			'events created told twice or edited told never with the right clock, or any told twice with the other',
			Math.max(...rest),
			'events',
			0,
		),
	];
}

const percent = (count: number): number => (count * 100) / EVENTS;

interface Result {
	ours: Counts;
	own?: Counts;
}

type Results = Record<'created' | 'edited', Result>;

async function hour(aheadMs: number, withOwn: boolean): Promise<Results> {
	const sim = await startCalendars();
	// A session of n8n's own node is not renewed here.
	sim.switches.accessTokenSeconds = 3 * 3600;
	fill(sim, EVENTS);
	const own = withOwn ? await ownCalendarNode(sim) : undefined;
	const { nodes, credentialTypes } = await installed();
	const n8n = await harness({
		nodes: { ...nodes, ...own?.nodes },
		credentialTypes: [...credentialTypes, ...(own?.credentialTypes ?? [])],
		credentials: { googleCalendarSyncApi: calendarCredential(sim), ...own?.credentials },
	});
	const begin = Math.ceil(Date.now() / MINUTE) * MINUTE;
	mock.timers.enable({ apis: ['Date'], now: begin + aheadMs });
	try {
		const watchers = [ours(n8n, 'eventCreated'), ours(n8n, 'eventUpdated')];
		if (withOwn) watchers.push(theirs(n8n, 'eventCreated'), theirs(n8n, 'eventUpdated'));
		sim.clock.set(begin);
		for (const { trigger } of watchers) await trigger.activate();
		const made = await live(sim, begin, aheadMs, watchers);
		const [created, edited, ownCreated, ownEdited] = watchers.map(({ told }) => told);
		return {
			created: { ours: judged(made, created!), ...(ownCreated && { own: judged(made, ownCreated) }) },
			edited: { ours: judged(grown, edited!), ...(ownEdited && { own: judged(grown, ownEdited) }) },
		};
	} finally {
		mock.timers.reset();
		await n8n.dispose();
		await sim.close();
	}
}

const grown = Array.from({ length: EVENTS }, (_, at) => `event${String(at + 1).padStart(6, '0')}`);

interface Watcher {
	trigger: PolledTrigger;
	told: Told;
}

/** Each second one event is created and another one edited; every minute all are polled. @returns the ids of the created ones */
async function live(sim: GoogleCalendarSimulator, begin: number, aheadMs: number, watchers: readonly Watcher[]) {
	const calendar = calendarOf(1);
	const made: string[] = [];
	const pollUntil = async (time: number) => {
		for (; nextPoll <= time; nextPoll += MINUTE) {
			sim.clock.set(nextPoll + UNDER_WAY_MS);
			mock.timers.setTime(nextPoll + aheadMs);
			for (const watcher of watchers) await poll(watcher);
		}
	};
	let nextPoll = begin + POLLED_AT_MS;
	for (let n = 0; n < EVENTS; n++) {
		const time = begin + n * 1000 + ((n * STEP_MS) % 1000);
		await pollUntil(time - UNDER_WAY_MS);
		sim.clock.set(time);
		const start = new Date(begin + 48 * 3_600_000).toISOString();
		made.push(sim.act.addEvent({ calendar, summary: `Event ${n}`, start }).id as string);
		sim.act.editEvent({ calendar, event: grown[n]!, summary: `Edited ${n}` });
	}
	await pollUntil(begin + EVENTS * 1000 + 3 * MINUTE);
	return made;
}

async function poll({ trigger, told }: Watcher): Promise<void> {
	const { batches, reported } = await trigger.poll();
	if (reported[0]) throw reported[0];
	for (const batch of batches) {
		for (const { id } of batch.json) told.set(String(id), (told.get(String(id)) ?? 0) + 1);
		await batch.succeed();
	}
}

function judged(ids: readonly string[], told: Told): Counts {
	return {
		never: ids.filter((id) => !told.has(id)).length,
		twice: ids.filter((id) => (told.get(id) ?? 0) > 1).length,
	};
}

const watching = (n8n: Harness, type: string, parameters: INodeParameters): Watcher => ({
	trigger: n8n.polled({ nodes: [{ name: 'Trigger', type, parameters }] }, 'Trigger'),
	told: new Map(),
});

const ours = (n8n: Harness, triggerOn: string): Watcher =>
	watching(n8n, TRIGGER_TYPE, {
		pollTimes: { item: [{ mode: 'everyMinute' }] },
		triggerOn,
		calendarsOf: 'chosen',
		calendars: [calendarOf(1)],
		startWith: 'now',
		options: {},
	});

const theirs = (n8n: Harness, triggerOn: string): Watcher => watching(n8n, OWN_TRIGGER_TYPE, ownTrigger(triggerOn));
