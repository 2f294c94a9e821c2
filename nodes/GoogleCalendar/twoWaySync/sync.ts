import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../../shared/fault';
import type { ItemContext, Plan, Written } from '../../shared/operation';
import { settled, settledNow } from '../../shared/settled';
import type { Seed } from '../../shared/sync/pairs/assemble';
import type { Engine, Outcome } from '../../shared/sync/pairs/engine';
import type { Pair } from '../../shared/sync/pairs/pair';
import type { GoogleCalendarApi } from '../api';
import { write } from '../room';
import { brakeOn, isTakenAway } from './brake';
import * as fields from './fields';
import type { Chosen } from './rules';
import { seedById, seedKey, seedOf } from './seeds';
import { failureOf, held, recordOf, told, wouldDo } from './telling';

const own = [
	fields.tasksIn,
	fields.record,
	fields.taskId,
	fields.calendarId,
	fields.eventId,
	fields.conflict,
	fields.eventDeleted,
	fields.editedAndDeleted,
	fields.syncOptions,
] as const;

/** A pair as it was read, and what would become of it. */
interface Entry {
	pair: Pair;
	outcome: Outcome;
}

interface Opened {
	engine: Engine;
	bySeed: Map<string, Entry>;
	/** Why nothing is deleted. */
	brake?: Fault;
}

/** Why nothing can be done for any item, although nothing is wrong with them. */
type Prepared = Opened | { fault: Fault };

interface SyncPlan extends Plan {
	entry: Entry;
}

interface Values {
	record: string;
	taskId: string;
	calendarId: string;
	eventId: string;
	dryRun?: boolean;
}

type Contexts = ReadonlyArray<ItemContext<GoogleCalendarApi, unknown>>;

const MOST_AT_ONCE = 500;

export const sync = write<typeof own, Prepared, SyncPlan>({
	name: 'Sync',
	action: 'Sync tasks and events both ways',
	description: 'Bring tasks and calendar events in step, whichever side was changed',
	fields: own,
	batchSize: MOST_AT_ONCE,
	brake: true,

	async prepare(contexts) {
		const opened = await settled(async () => await prepared(contexts));
		if ('value' in opened) return opened.value;
		const { error } = opened;
		if (!(error instanceof Fault) || isOutage(error)) throw error;
		return { fault: held(error) };
	},

	plan({ read, item }, now) {
		if ('fault' in now) throw now.fault;
		const values = read as unknown as Values;
		const isDry = values.dryRun === true;
		const entry = now.bySeed.get(seedKey(seedFor(values, item.json)))!;
		if (now.brake && !isDry && isTakenAway(entry.outcome)) throw now.brake;
		return { ...wouldDo(entry.outcome, isDry), entry };
	},

	async applyMany(batch, now) {
		const { engine } = now as Opened;
		const outcomes = await engine.run(batch.map(({ plan }) => plan.entry.pair));
		return outcomes.map((outcome, at): Written | Error => {
			const { plan } = batch[at]!;
			if (outcome.error) return failureOf(outcome);
			Object.assign(plan.entry, { pair: outcome.pair, outcome: afterwards(outcome) });
			// What was done counts: somebody may have edited the record since it was planned.
			delete plan.reason;
			const { action, ...rest } = told(outcome);
			Object.assign(plan, rest);
			return { record: recordOf(outcome), action };
		});
	},
});

/** What a later item about the same record finds. */
function afterwards({ pair, action, reason }: Outcome): Outcome {
	const same = { pair, changes: {}, writes: 0 };
	return action === 'conflict' ? { ...same, action, reason } : { ...same, action: 'unchanged' };
}

/** The services themselves are down, which n8n is told as such. */
const isOutage = ({ passing, kind }: Fault): boolean => passing || kind === 'unauthorized' || kind === 'quotaExhausted';

async function prepared(contexts: Contexts): Promise<Prepared> {
	const first = contexts[0]!;
	const { openEngine } = await import('./session');
	const chosen = first.read as unknown as Chosen & { tasksIn: string };
	const engine = await openEngine(first.api, chosen, {
		room: chosen.tasksIn,
		timezone: first.timezone,
		isDry: contexts.every(({ read }) => (read as Values).dryRun === true),
	});
	const bySeed = await readAll(engine, seedsOf(contexts));
	const brake = brakeOn([...bySeed.values()], chosen.options.maxDeletions);
	return { engine, bySeed, ...(brake && { brake }) };
}

const seedFor = (values: Values, json: IDataObject): Seed =>
	values.record === 'task' || values.record === 'event' ? seedById(values.record, values) : seedOf(json);

/** Each record once. An item that names none is told when its turn comes. */
function seedsOf(contexts: Contexts): Seed[] {
	const seeds = contexts.flatMap(({ read, item }) => {
		const seed = settledNow(() => seedFor(read as Values, item.json));
		return 'value' in seed ? [seed.value] : [];
	});
	return [...new Map(seeds.map((seed) => [seedKey(seed), seed])).values()];
}

async function readAll(engine: Engine, seeds: readonly Seed[]): Promise<Map<string, Entry>> {
	if (seeds.length === 0) return new Map();
	const pairs = await engine.assemble(seeds);
	const outcomes = await engine.preview(pairs);
	const entries = new Map<string, Entry>();
	// Two items may be about the two records of one pair.
	const byPair = new Map<string, Entry>();
	seeds.forEach((seed, at) => {
		const pair = pairs[at]!;
		const key = pairKey(pair, seed);
		const entry = byPair.get(key) ?? { pair, outcome: outcomes[at]! };
		byPair.set(key, entry);
		entries.set(seedKey(seed), entry);
	});
	return entries;
}

const pairKey = ({ task, event }: Pair, seed: Seed): string =>
	task ? `task ${task.id}` : event ? `event ${event.calendar}/${event.id}` : seedKey(seed);
