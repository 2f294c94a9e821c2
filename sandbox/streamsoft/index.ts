import { startSimulator, type Environment, type Simulator, type StartOptions, type Vendor } from '../common';
import { createRequestLog } from '../common/requests';
import { createActs, type StreamsoftAct } from './acts';
import { loadSeed } from './seed';
import { firebirdProblem } from './server/installed';
import { ALIAS } from './server/root';
import { PASSWORD } from './server/users';
import { Site } from './site';
import { createStore, type StreamsoftStore } from './store';
import { defaultSwitches, switchChoices, type StreamsoftSwitches } from './switches';
import { createWireFaults } from './wire/faults';
import { startProxy, type Proxy } from './wire/proxy';

export type { StreamsoftAct } from './acts';
export { streamsoftDemo, streamsoftStory } from './demo';
export { schemaProfile } from './profile';
export type { StreamsoftSeed, TaskFields } from './seedSchema';
export { firebirdProblem, installCommand } from './server/installed';
export type { StreamsoftState, StreamsoftStore, StreamsoftTask } from './store';
export type { StreamsoftSwitches } from './switches';

/** What a client types to reach the company's database. */
export interface DatabaseAddress {
	readonly host: string;
	readonly port: number;
	/** The alias of the company's database; a path works too (`file`). */
	readonly database: string;
	readonly user: string;
	readonly password: string;
	readonly file: string;
	/** Of the server itself, past the proxy: for a second, independent client. Undefined while it is stopped. */
	readonly directPort: number | undefined;
	/** Process of the server; undefined while it is stopped. */
	readonly pid: number | undefined;
}

/** A Simulator whose `url` is the back door alone; Streamsoft itself is a Firebird database at `database`. */
export interface StreamsoftSimulator extends Omit<
	Simulator<StreamsoftStore, StreamsoftAct, StreamsoftSwitches>,
	'seed' | 'reset'
> {
	readonly database: DatabaseAddress;
	/** As of every simulator, but it takes a moment. */
	seed(data: unknown): Promise<void>;
	reset(): Promise<void>;
}

export interface StreamsoftOptions extends StartOptions {
	/** Of the database; 0 or absent: any free one. `port` is the back door's. */
	databasePort?: number;
	/** Other defaults than those of switches.ts; `reset` comes back to these. */
	switches?: Partial<StreamsoftSwitches>;
}

/**
 * Streamsoft's company database on a real, private Firebird server, written from streamsoft.md; empty at first. Names of
 * the CRM's tables are [inferred], see schema/names.ts: it proves nothing about a live installation. `faults` and
 * `requests` are about packets on the database's wire (wire/faults.ts). The database's time is the machine's; `clock`
 * dates the log only. Rejects with `firebirdProblem()` where Firebird is not installed.
 */
export async function startStreamsoft(options: StreamsoftOptions = {}): Promise<StreamsoftSimulator> {
	const problem = firebirdProblem();
	if (problem !== undefined) throw new Error(problem);
	const parts: Parts = {};
	const defaults = () => ({ ...defaultSwitches(), ...options.switches });
	const build = (environment: Environment<StreamsoftSwitches>) => buildVendor(environment, parts, options);
	const simulator = await startSimulator({ name: 'streamsoft', defaults, choices: switchChoices, build }, options);
	try {
		await parts.open!();
	} catch (error) {
		await simulator.close();
		throw error;
	}
	const { site, proxy, faults, requests } = parts;
	const resetBoard = simulator.reset;
	// The back door reads this very object.
	return Object.defineProperties(simulator, {
		faults: { value: faults },
		requests: { value: requests },
		reset: {
			value: async () => {
				resetBoard();
				await parts.renewed;
			},
		},
		database: { get: () => addressOf(site!, proxy!.current!) },
	}) as unknown as StreamsoftSimulator;
}

interface Parts {
	site?: Site;
	proxy?: { current?: Proxy };
	faults?: ReturnType<typeof createWireFaults>;
	requests?: ReturnType<typeof createRequestLog>;
	open?: () => Promise<void>;
	/** Of the last reset. */
	renewed?: Promise<void>;
}

function buildVendor(
	{ clock, switches, random }: Environment<StreamsoftSwitches>,
	parts: Parts,
	{ databasePort }: StreamsoftOptions,
): Vendor<StreamsoftStore, StreamsoftAct> {
	const site = new Site(switches);
	const proxy: { current?: Proxy } = {};
	const faults = createWireFaults(random);
	const requests = createRequestLog();
	const store = createStore(site);
	site.cut = () => void proxy.current?.cut();
	const target = async () => {
		await site.settled();
		return site.port;
	};
	Object.assign(parts, {
		site,
		proxy,
		faults,
		requests,
		async open() {
			await site.settled();
			proxy.current = await startProxy(
				{ target, clock, faults, requests, latencyMs: () => switches.latencyMs },
				databasePort,
			);
		},
	});
	const act = createActs(site, {
		async stopServer() {
			await proxy.current!.refuse();
			await site.stop();
			return { running: false };
		},
		async startServer() {
			await site.start();
			await proxy.current!.listen();
			return { running: true, pid: site.pid };
		},
		cutConnections: () => ({ cut: proxy.current!.cut() }),
	});
	return {
		store,
		act,
		handle: () => ({
			status: 404,
			json: { error: `Streamsoft speaks Firebird's protocol, at 127.0.0.1/${proxy.current?.port}:${ALIAS}.` },
		}),
		seed: (data) => loadSeed(site, data),
		snapshot: () => store.state(),
		clear() {
			faults.clear();
			requests.clear();
			parts.renewed = site.renew().then(() => proxy.current?.listen());
			// Whoever resets hears of it; a reset that nobody waits for must not end the process.
			parts.renewed.catch(() => undefined);
		},
		async close() {
			await proxy.current?.close();
			await site.close();
		},
	};
}

const addressOf = (site: Site, proxy: Proxy): DatabaseAddress => ({
	host: '127.0.0.1',
	port: proxy.port,
	database: ALIAS,
	user: 'SYSDBA',
	password: PASSWORD,
	file: site.root.databaseFile,
	directPort: site.port,
	pid: site.pid,
});
