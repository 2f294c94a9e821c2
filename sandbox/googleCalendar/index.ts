import { startSimulator, type Environment, type Simulator, type StartOptions, type Vendor } from '../common';
import { actsOf, type GoogleCalendarAct } from './acts';
import { Tokens } from './auth/tokens';
import { Guests } from './domain/guests';
import { actionOf, handle } from './rest/api';
import { Channels } from './rest/channels';
import { Gate } from './rest/gate';
import { loadSeed } from './seed';
import { snapshot } from './snapshot';
import { GoogleCalendarStore } from './store';
import { defaultSwitches, switchChoices, type GoogleCalendarSwitches } from './switches';
import type { World } from './world';
import { Writer } from './write';

export type { GoogleCalendarAct } from './acts';
export { googleCalendarDemo, googleCalendarLogin, googleCalendarStory } from './demo';
export { BASE_PATH } from './rest/api';
export type { AppSeed, CalendarSeed, GoogleCalendarSeed, UserSeed } from './seed';
export type { GoogleCalendarStore } from './store';
export type { GoogleCalendarSwitches } from './switches';

export type GoogleCalendarSimulator = Simulator<GoogleCalendarStore, GoogleCalendarAct, GoogleCalendarSwitches>;

/**
 * Google Calendar's API v3 on 127.0.0.1, written from google-calendar.md: data below `/calendar/v3`, tokens at `/token`,
 * consent at `/auth`, batches at `/batch/calendar/v3`. Empty: no app, no account. It proves nothing about the live vendor.
 */
export const startGoogleCalendar = (options: StartOptions = {}): Promise<GoogleCalendarSimulator> =>
	startSimulator({ name: 'googleCalendar', defaults: defaultSwitches, choices: switchChoices, build }, options);

function build(environment: Environment<GoogleCalendarSwitches>): Vendor<GoogleCalendarStore, GoogleCalendarAct> {
	const world = worldOf(environment);
	const { store, tokens, gate, channels } = world;
	store.onChange = (event) => channels.changed(event);
	return {
		store,
		act: actsOf(world),
		handle: (request) => handle(world, request),
		actionOf,
		seed: (data) => loadSeed(world, data),
		snapshot: () => snapshot(world),
		clear() {
			for (const part of [store, tokens, gate, channels]) part.clear();
		},
		close: () => channels.close(),
	};
}

function worldOf({ clock, switches, random, url }: Environment<GoogleCalendarSwitches>): World {
	const store = new GoogleCalendarStore(clock);
	const tokens = new Tokens(store, switches);
	const guests = new Guests(store, switches);
	const world: World = {
		store,
		switches,
		clock,
		tokens,
		guests,
		gate: new Gate(store, switches, tokens),
		writer: new Writer(store, switches, guests),
		channels: new Channels(() => world),
		random,
		url,
	};
	return world;
}
