import type { World } from '../world';
import { accountActs } from './account';
import { explained } from './by';
import { taskActs } from './tasks';

/** What a person does on Worksection's screens. */
export type WorksectionAct = ReturnType<typeof taskActs> & ReturnType<typeof accountActs>;

export function actsOf(world: World, settle: () => Promise<void>): WorksectionAct {
	const acts = { ...taskActs(world), ...accountActs(world, settle) };
	const wrapped = Object.entries(acts).map(([name, act]) => [name, explained(act as (input: unknown) => unknown)]);
	return Object.fromEntries(wrapped) as WorksectionAct;
}
