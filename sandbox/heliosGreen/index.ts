import { startSimulator, type Environment, type Simulator, type StartOptions, type Vendor } from '../common';
import { createActs, type HeliosGreenAct } from './acts';
import { ServerTime } from './domain/when';
import type { Room } from './room';
import { loadSeed } from './seed';
import { Sessions } from './sessions';
import { snapshot } from './snapshot';
import { HeliosGreenStore } from './store';
import { defaultSwitches, switchChoices, type HeliosGreenSwitches } from './switches';
import { actionOf, handle } from './wire/api';
import { Reader } from './xml/reader';
import { Writer } from './xml/write';

export type { ActRecord, HeliosGreenAct } from './acts';
export { heliosGreenDemo, heliosGreenLogin, heliosGreenNumbers } from './demo';
export type { HeliosGreenSeed } from './seedSchema';
export { sandboxLogin, type HeliosGreenStore } from './store';
export type { HeliosGreenSwitches } from './switches';

export type HeliosGreenSimulator = Simulator<HeliosGreenStore, HeliosGreenAct, HeliosGreenSwitches>;

/**
 * Helios Green's ServiceGate at `url + '/<any application>/servicegate.asmx'`, and Data.asmx beside it, written from
 * helios-green.md; empty but for the profile and the user of `sandboxLogin()`. It proves nothing about a live server.
 */
export const startHeliosGreen = (options: StartOptions = {}): Promise<HeliosGreenSimulator> =>
	startSimulator({ name: 'heliosGreen', defaults: defaultSwitches, choices: switchChoices, build }, options);

function build(environment: Environment<HeliosGreenSwitches>): Vendor<HeliosGreenStore, HeliosGreenAct> {
	const { clock, switches, random, url } = environment;
	const store = new HeliosGreenStore(clock, switches);
	const sessions = new Sessions(switches, clock, random);
	const room: Room = {
		store,
		switches,
		clock,
		sessions,
		url,
		time: new ServerTime(switches),
		reader: new Reader(switches),
		writer: new Writer(switches),
	};
	return {
		store,
		act: createActs(room),
		handle: (request) => handle(room, request),
		actionOf,
		seed: (data) => loadSeed(store, data),
		snapshot: () => snapshot(room),
		clear() {
			store.clear();
			sessions.endAll();
		},
	};
}
