import { startSimulator, type Environment, type Simulator, type StartOptions, type Vendor } from '../common';
import { actsOf, type DaktelaAct } from './acts';
import { EventSender } from './events';
import { loadSeed } from './seed';
import { DaktelaStore } from './store';
import { switchChoices } from './switchChoices';
import { defaultSwitches, type DaktelaSwitches } from './switches';
import { snapshot } from './snapshot';
import { actionOf } from './wire/address';
import { Api } from './wire/api';
import { Gate } from './wire/gate';
import { Selector } from './wire/select';
import type { World } from './world';

export type { DaktelaAct } from './acts';
export { daktelaDemo, daktelaStory } from './demo';
export { resourceNames, type ResourceName } from './resources';
export type { DaktelaSeed } from './seed';
export { sandboxUser, type DaktelaStore } from './store';
export type { DaktelaSwitches } from './switches';

export type DaktelaSimulator = Simulator<DaktelaStore, DaktelaAct, DaktelaSwitches>;

/**
 * Daktela on 127.0.0.1, written from daktela.md: `/api/v6/` and `/file/upload.php`. Empty but for the user
 * `sandboxUser()` and the database `default`. It proves nothing about the live vendor.
 */
export const startDaktela = (options: StartOptions = {}): Promise<DaktelaSimulator> =>
	startSimulator({ name: 'daktela', defaults: defaultSwitches, choices: switchChoices, build }, options);

function build({ clock, switches }: Environment<DaktelaSwitches>): Vendor<DaktelaStore, DaktelaAct> {
	const store = new DaktelaStore(switches, clock);
	const sender = new EventSender(() => world);
	const world: World = {
		store,
		switches,
		clock,
		tell: (what, resource, row, origin, changed) => sender.tell(what, resource, row, origin, changed),
	};
	const gate = new Gate(world);
	const api = new Api(world, gate, new Selector(world));
	return {
		store,
		act: actsOf(world, sender),
		actionOf,
		handle: (request) => api.answer(request),
		seed: (data) => loadSeed(world, data),
		clear() {
			sender.clear();
			store.clear();
			api.clear();
		},
		snapshot: () => snapshot(store),
		close() {
			gate.close();
			sender.clear();
		},
	};
}
