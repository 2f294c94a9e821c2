import { startSimulator, type Simulator, type StartOptions } from '../common';
import { createActs, type NetHuntAct } from './acts';
import { Answers } from './answers';
import { actionOf, handle } from './api';
import { Gate } from './gate';
import { loadSeed } from './seed';
import { snapshot } from './snapshot';
import { NetHuntStore } from './store';
import { defaultSwitches, switchChoices, type NetHuntSwitches } from './switches';

export type { ActOptions, ActRecord, NetHuntAct } from './acts';
export { BASE_PATH } from './api';
export { netHuntDemo, netHuntStory } from './demo';
export type { NetHuntSeed } from './seed';
export { sandboxUser, type NetHuntStore } from './store';
export type { NetHuntSwitches } from './switches';

export type NetHuntSimulator = Simulator<NetHuntStore, NetHuntAct, NetHuntSwitches>;

/** NetHunt's Integration API at `url + BASE_PATH`, empty but for the user `sandboxUser()`. */
export function startNetHunt(options: StartOptions = {}): Promise<NetHuntSimulator> {
	return startSimulator(
		{
			name: 'nethunt',
			defaults: defaultSwitches,
			choices: switchChoices,
			build({ clock, switches }) {
				const store = new NetHuntStore(clock, switches);
				const gate = new Gate(store, switches, clock);
				const answers = new Answers(store, switches);
				const room = { store, switches, clock, gate, answers };
				return {
					store,
					act: createActs({ store, switches, answers, clock }),
					handle: (request) => handle(room, request),
					actionOf,
					seed: (data) => loadSeed(store, data, switches, clock),
					snapshot: () => snapshot(store, answers),
					clear() {
						store.clear();
						gate.clear();
					},
				};
			},
		},
		options,
	);
}
