import type { EventSender } from '../events';
import type { World } from '../world';
import { eventActs } from './events';
import { instanceActs } from './instance';
import { manyActs } from './many';
import { objectActs } from './objects';

/** What people do on Daktela's screens. Each throws an Error that says what is wrong. */
export const actsOf = (world: World, sender: EventSender) => ({
	...objectActs(world),
	...manyActs(world),
	...instanceActs(world),
	...eventActs(world, sender),
});

export type DaktelaAct = ReturnType<typeof actsOf>;
