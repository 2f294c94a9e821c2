import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from './clock';
import type { Faults } from './faults';
import type { RequestLog } from './requests';

/** Switches that every simulator has beside its vendor's own. */
export interface CommonSwitches {
	/** Milliseconds that every answer waits, for benchmarks. Default 0. */
	latencyMs: number;
}

/** One simulated vendor on the wire, with the same back door for each. */
export interface Simulator<Store, Act, Switches extends object> {
	/** The vendor in lower case: 'nethunt'. */
	readonly name: string;
	/** 'http://127.0.0.1:PORT'; the vendor's own paths follow. */
	readonly url: string;
	/** Live state, for tests to inspect. */
	readonly store: Store;
	/** What a user of the vendor's screens does. Each act takes one object of arguments and is also at POST /_sandbox/act/<name>. */
	readonly act: Act;
	/** Mutable; one per fact that is inferred or contradictory. `reset` brings the defaults back. */
	readonly switches: Switches & CommonSwitches;
	readonly faults: Faults;
	readonly clock: Clock;
	readonly requests: RequestLog;
	/** Loads a vendor-specific document into the store, beside what is there. Throws an Error naming the place that does not fit. */
	seed(data: unknown): void;
	/** Empty store, no faults, default switches, empty log, real clock. */
	reset(): void;
	/** Ends hanging answers and open connections as well. */
	close(): Promise<void>;
}

export interface StartOptions {
	/** 0 or absent: any free one. */
	port?: number;
	/** The vendor's time at the start; it then stands still until it is set, advanced or resumed. Absent: the real time. */
	clock?: Date | string;
	latencyMs?: number;
	/** Seed of the generator that draws faults with a probability, so that a campaign repeats. */
	seed?: number;
}

/** A request as a vendor's handler sees it; the body has been read whole. */
export interface VendorRequest {
	readonly method: string;
	/** As it came (percent signs and all), without the query. */
	readonly path: string;
	readonly query: URLSearchParams;
	/** The query as it came, byte for byte, without the question mark. */
	readonly rawQuery: string;
	readonly headers: IncomingHttpHeaders;
	readonly body: Buffer;
}

/** `json` wins over `body`; status 200 unless given. */
export interface VendorReply {
	status?: number;
	headers?: Record<string, string>;
	json?: unknown;
	/** Pieces are sent one by one at the reader's pace, without a Content-Length. */
	body?: string | Buffer | AsyncIterable<string | Buffer>;
}

/** What a vendor's `build` is given. */
export interface Environment<Switches extends object> {
	readonly clock: Clock;
	readonly switches: Switches & CommonSwitches;
	/** 0 to 1, repeatable (see `StartOptions.seed`). */
	random(): number;
	/** The simulator's address; empty until it listens. */
	url(): string;
}

/** What a vendor brings; `startSimulator` makes a Simulator of it. */
export interface Vendor<Store, Act> {
	readonly store: Store;
	/** Own functions of one argument object; an Error thrown becomes a 400 of the back door. */
	readonly act: Act;
	/** Bodies above this are answered 413. Default 20 MB. */
	readonly maxBodyBytes?: number;
	handle(request: VendorRequest): VendorReply | Promise<VendorReply>;
	/** The vendor's name for what a request does, kept in the log and matched by faults ('get_tasks'). */
	actionOf?(request: VendorRequest): string | undefined;
	seed(data: unknown): void;
	/** Back to the empty store. */
	clear(): void;
	/** JSON for GET /_sandbox/state. Default: the store itself. */
	snapshot?(): unknown;
	/** Stops what the vendor runs by itself (deliveries, timers). */
	close?(): void | Promise<void>;
}

export interface Definition<Store, Act, Switches extends object> {
	readonly name: string;
	/** Fresh default switches. */
	defaults(): Switches;
	/** Values allowed for switches that are not plain booleans, numbers or free text. */
	readonly choices?: { readonly [K in keyof Switches]?: readonly Switches[K][] };
	build(environment: Environment<Switches>): Vendor<Store, Act>;
}
