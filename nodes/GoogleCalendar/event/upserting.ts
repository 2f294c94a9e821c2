import { mapped } from '../../shared/mapping';
import type { ItemContext, Plan, Written } from '../../shared/operation';
import { settledNow } from '../../shared/settled';
import { textOf } from '../../shared/text';
import type { GoogleCalendarApi } from '../api';
import type { Place } from '../directory';
import type { GoogleEvent } from '../schema';
import { decide, type Decision, type Rules, type WhenChanged, type WhenDeleted } from './decide';
import { Linked, type Whereabouts } from './linked';
import { isDry, Places, recordOf, throughOne } from './places';
import { settleAll } from './settle';
import { idOf, sourceOf, type Source } from './stamp';
import { Wanted } from './wanted';
import { whereabouts, type Sought } from './seeking';

interface LinkValues {
	calendar: string;
	sourceSystem: string;
	sourceId: string;
	whenChanged: string;
	whenDeleted: string;
	options: { alsoIn?: string | string[] };
}

type Context = ItemContext<GoogleCalendarApi, LinkValues>;

interface LinkPlan extends Plan {
	home: Place;
	source: Source;
	wanted: Wanted;
	at: Whereabouts;
}

/** The creations and updates of one run. */
export class Upserting {
	private constructor(
		private readonly places: Places,
		private readonly known: Map<string, Whereabouts>,
		/** Then nothing is written, and each plan reckons with those before it. */
		private readonly allDry: boolean,
		/** Why the whereabouts of a record could not be found out, by key. */
		private readonly failed: Map<string, unknown>,
	) {}

	static async of(contexts: readonly Context[]): Promise<Upserting> {
		const others = contexts.flatMap(alsoIn);
		const places = await Places.of(contexts, others);
		const sought = new Map<string, Sought>();
		for (const context of contexts) {
			const one = settledNow(() => soughtBy(context, places));
			if ('value' in one) sought.set(one.value.key, one.value);
		}
		const isCareful = contexts.some((context) => isDry(context) || rulesOf(context).whenDeleted === 'leave');
		const failed = new Map<string, unknown>();
		const known = contexts[0]
			? await whereabouts(contexts[0].api, [...sought.values()], { oneByOne: isCareful, failed })
			: new Map<string, Whereabouts>();
		return new Upserting(places, known, contexts.every(isDry), failed);
	}

	plan(context: Context): LinkPlan {
		const { key, home, source } = soughtBy(context, this.places);
		const error = this.failed.get(key);
		if (error !== undefined) throw error;
		const wanted = new Wanted(mapped(context as never), context.timezone);
		const at = this.known.get(key) ?? { generation: 0 };
		const rules = rulesOf(context);
		const decision = decide(wanted, source, rules, at.current);
		const created = decision.do === 'succeed' ? decide(wanted, source, rules, undefined) : decision;
		const plan = { key, home, source, wanted, at };
		const told = tellingOf(created, at, home);
		if (this.allDry) this.known.set(key, asIfDone(created, source, at));
		return { ...plan, ...told };
	}

	async apply(batch: ReadonlyArray<{ context: Context; plan: LinkPlan }>): Promise<Array<Written | Error>> {
		const { api } = batch[0]!.context;
		const errands = batch.map(({ context, plan: { key, home, source, wanted, at } }) => {
			return new Linked(home, source, wanted, rulesOf(context), at, (where) => void this.known.set(key, where));
		});
		return await settleAll(api, errands);
	}
}

/** IDs from the list, or what an expression gives: a list, or a text with commas between. */
const alsoIn = (context: Context): string[] => {
	const read = settledNow(() => context.read.options.alsoIn ?? []);
	if ('error' in read) return [];
	return [read.value].flat().flatMap((refs) =>
		textOf(refs)
			.split(',')
			.map((ref) => ref.trim())
			.filter(Boolean),
	);
};

/** @throws Fault */
function soughtBy(context: Context, places: Places): Sought {
	const { read } = context;
	const source = sourceOf(read.sourceSystem, read.sourceId);
	const named = [read.calendar, ...alsoIn(context)].map((ref) => places.get(ref));
	const [home, ...more] = throughOne(named, 'Also Look In') as [Place, ...Place[]];
	const others = more.filter(({ id }) => id !== home.id);
	// With several calendars to look in a record has one event in all of them.
	const key = others.length > 0 ? source.link : `${home.id} ${source.link}`;
	return { key, home, source, others };
}

const rulesOf = ({ read }: Context): Rules => ({
	whenChanged: read.whenChanged as WhenChanged,
	whenDeleted: read.whenDeleted as WhenDeleted,
});

function tellingOf(decision: Decision, at: Whereabouts, home: Place): Omit<Plan, 'key'> {
	const record = at.current ? recordOf(at.current, (at.elsewhere ?? home).id) : undefined;
	if (decision.do === 'succeed') return { action: 'created' };
	if (decision.do === 'create') {
		return {
			action: 'created',
			changes: decision.changes,
			record: recordOf(decision.body as GoogleEvent, home.id),
		};
	}
	const moved = at.elsewhere && { calendar: { from: at.elsewhere.id, to: home.id } };
	const { action, changes, reason } = decision;
	// A stamp to write, or a move, is work to do.
	const isWork = decision.do === 'update' || (moved !== undefined && action === 'unchanged');
	return {
		action: isWork ? 'updated' : action,
		changes: { ...changes, ...moved },
		...(record && { record }),
		...(reason !== undefined && { reason }),
	};
}

/** What a dry run reckons with for a later item with the same link. */
function asIfDone(decision: Decision, source: Source, at: Whereabouts): Whereabouts {
	if (decision.do !== 'create' && decision.do !== 'update') return at;
	const id = at.current?.id ?? idOf(source, at.generation);
	return {
		generation: at.generation,
		current: { ...at.current, ...decision.body, id, status: 'confirmed' } as GoogleEvent,
	};
}
