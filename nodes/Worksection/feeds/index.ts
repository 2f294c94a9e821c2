import type { AnyFeed, Change, Delivered, Feed } from '../../shared/watch/feed';
import { becoming, common } from './fields';
import { projectId } from '../ids';
import { BECAME, RULES, type Rule } from './rules';
import type { StateCursor } from './stateReading';
import type { TriggerApi, TriggerParams } from './types';
import type { EventCursor } from './window';

type Cursor = EventCursor | StateCursor;

/** The entries of Trigger On. What they do is loaded with the first poll, so that n8n starts fast. */
export const feeds: ReadonlyArray<AnyFeed<TriggerApi>> = RULES.map((rule): Feed<TriggerApi, TriggerParams, Cursor> => ({
	name: rule.name,
	value: rule.value,
	description: rule.description,
	fields: rule.value === BECAME ? becoming : common,
	// Events are recognised by what the cursor itself remembers, since their stamps must not be compared with a clock.
	overlapMs: 0,
	async start(api, given, start) {
		const params = withProjectId(given);
		const { isState, startEvents, startStates } = await import('./work');
		return isState(params) ? await startStates(api, params, start) : await startEvents(api, params, start, rule);
	},
	async read(api, given, cursor, budget) {
		const params = withProjectId(given);
		const { isState, readEvents, readStates } = await import('./work');
		if (isState(params)) return await readStates(api, params, cursor as StateCursor, budget, rule.value);
		return await readEvents(api, params, cursor as EventCursor, budget, rule);
	},
	keep: rule.keep,
	complete: async (api, _params, changes) => await complete(api, rule, changes),
	async sample(api, params) {
		const { sampleOf } = await import('./work');
		return await sampleOf(api, withProjectId(params), rule);
	},
})) as unknown as ReadonlyArray<AnyFeed<TriggerApi>>;

/** Adds the records and their links to changes of a rule. */
export async function complete(api: TriggerApi, { record }: Rule, changes: Change[]): Promise<Delivered[]> {
	const { withComments, withProjects, withTasks } = await import('./work');
	const add = { task: withTasks, comment: withComments, project: withProjects }[record];
	return await add(api, changes);
}

/** The project may be given by its address. */
function withProjectId(params: TriggerParams): TriggerParams {
	return params.project ? { ...params, project: projectId(params.project) } : params;
}
