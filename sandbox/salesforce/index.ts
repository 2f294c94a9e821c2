import { startSimulator, type Environment, type Simulator, type StartOptions, type Vendor } from '../common';
import { actsOf, type SalesforceAct } from './acts';
import { People } from './auth/people';
import { Sessions } from './auth/sessions';
import { Changes } from './changes';
import { DeleteLog } from './deleteLog';
import { actionOf, handle } from './rest/api';
import { BulkJobs } from './rest/bulkJobs';
import { Locators } from './rest/locators';
import { Usage } from './rest/usage';
import { Rules } from './rules';
import { loadSeed } from './seed';
import { snapshot } from './snapshot';
import { SalesforceStore } from './store';
import { defaultSwitches, switchChoices, type SalesforceSwitches } from './switches';
import type { World } from './world';
import { Writer } from './write';

export type { ActOptions, ActRecord, SalesforceAct } from './acts';
export { sandboxUser, type AppSeed, type UserSeed } from './auth/people';
export { salesforceDemo, salesforceStory } from './demo';
export type { GrowArgs } from './grow';
export { fullId } from './ids';
export type { SalesforceSeed } from './seed';
export type { SalesforceStore } from './store';
export type { SalesforceSwitches } from './switches';

export type SalesforceSimulator = Simulator<SalesforceStore, SalesforceAct, SalesforceSwitches>;

/** A Bulk job takes this much CSV (salesforce.md 3). */
const MAX_BODY = 150_000_000;

/**
 * Salesforce's REST API on 127.0.0.1, written from salesforce.md: sign-in at `/services/oauth2/token`, data below
 * `/services/data/`. Empty but for the user and the app of `sandboxUser()`. It proves nothing about the live vendor.
 */
export const startSalesforce = (options: StartOptions = {}): Promise<SalesforceSimulator> =>
	startSimulator({ name: 'salesforce', defaults: defaultSwitches, choices: switchChoices, build }, options);

function build(environment: Environment<SalesforceSwitches>): Vendor<SalesforceStore, SalesforceAct> {
	const world = worldOf(environment);
	return {
		store: world.store,
		act: actsOf(world),
		maxBodyBytes: MAX_BODY,
		handle: (request) => handle(world, request),
		actionOf,
		seed: (data) => loadSeed(world, data),
		snapshot: () => snapshot(world),
		clear() {
			world.store.clear();
			for (const part of [world.rules, world.deleteLog, world.sessions, world.locators, world.usage, world.bulk])
				part.clear();
			world.people.clear();
		},
	};
}

function worldOf({ clock, switches, url }: Environment<SalesforceSwitches>): World {
	const store = new SalesforceStore(clock, switches);
	const deleteLog = new DeleteLog();
	const changes = new Changes(store, switches, deleteLog);
	const rules = new Rules(switches);
	const writer = new Writer(store, switches, changes, rules);
	const isOther = () => switches.instanceUrl === 'localhost';
	return {
		store,
		switches,
		clock,
		deleteLog,
		changes,
		rules,
		writer,
		people: new People(store, changes),
		sessions: new Sessions(store, switches),
		locators: new Locators(store, switches),
		usage: new Usage(store, switches),
		bulk: new BulkJobs(store, switches, writer, changes),
		url,
		instanceUrl: () => (isOther() ? url().replace('127.0.0.1', 'localhost') : url()),
		isInstanceHost: (host) => !isOther() || host.startsWith('localhost'),
	};
}
