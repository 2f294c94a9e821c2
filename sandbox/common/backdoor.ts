import { faultFrom } from './faults';
import { fits } from './requests';
import type { SwitchBoard } from './switches';
import type { Simulator, VendorReply, VendorRequest } from './types';

export const BACK_DOOR = '/_sandbox/';

type AnySimulator = Simulator<unknown, object, object>;
type Act = (input: unknown) => unknown;

export interface BackDoor {
	readonly simulator: AnySimulator;
	readonly board: SwitchBoard<object>;
	snapshot(): unknown;
}

/** Answers what tests and people ask beside the vendor's own paths. An Error thrown becomes a 400 with its text. */
export async function answerBackDoor(door: BackDoor, request: VendorRequest): Promise<VendorReply> {
	const [room = '', ...rest] = request.path.slice(BACK_DOOR.length).split('/');
	const name = rest.join('/');
	const handler = Object.hasOwn(ROOMS, room) ? ROOMS[room]?.[request.method] : undefined;
	if (!handler || (name !== '' && room !== 'act')) {
		const known = Object.entries(ROOMS).map(([path, methods]) => `${Object.keys(methods).join('/')} ${path}`);
		return { status: 404, json: { error: `No such back door. There are: ${known.join(', ')}, POST act/<name>.` } };
	}
	try {
		return { json: (await handler(door, request, decodeURIComponent(name))) ?? { ok: true } };
	} catch (error) {
		return { status: 400, json: { error: error instanceof Error ? error.message : String(error) } };
	}
}

type Handler = (door: BackDoor, request: VendorRequest, name: string) => unknown;

const ROOMS: Record<string, Record<string, Handler>> = {
	health: { GET: ({ simulator }) => ({ ok: true, name: simulator.name, now: simulator.clock.now() }) },
	state: { GET: (door) => door.snapshot() },
	seed: { POST: ({ simulator }, request) => simulator.seed(bodyOf(request)) },
	reset: { POST: ({ simulator }) => simulator.reset() },
	requests: {
		GET: ({ simulator }, { query }) => {
			const status = query.get('status');
			const entries = simulator.requests.entries.filter(
				fits({
					method: query.get('method') ?? undefined,
					path: query.get('path') ?? undefined,
					action: query.get('action') ?? undefined,
					status: status === null ? undefined : Number(status),
				}),
			);
			return { count: entries.length, entries };
		},
		DELETE: ({ simulator }) => simulator.requests.clear(),
	},
	faults: {
		GET: ({ simulator }) => simulator.faults.pending,
		POST: ({ simulator }, request) => {
			const body = bodyOf(request);
			for (const fault of (Array.isArray(body) ? body : [body]).map(faultFrom)) simulator.faults.inject(fault);
		},
		DELETE: ({ simulator }) => simulator.faults.clear(),
	},
	clock: { GET: ({ simulator }) => clockOf(simulator), POST: setClock },
	switches: {
		GET: ({ simulator, board }) => ({ switches: simulator.switches, choices: board.choices }),
		POST: ({ board }, request) => {
			board.set(bodyOf(request));
			return { switches: board.values };
		},
	},
	act: {
		GET: ({ simulator }) => Object.keys(simulator.act),
		POST: async ({ simulator }, request, name) => {
			const acts = simulator.act as Record<string, Act>;
			if (!Object.hasOwn(acts, name))
				throw new Error(`There is no act '${name}'. There are: ${Object.keys(acts).join(', ')}.`);
			return await acts[name]!(bodyOf(request));
		},
	},
};

function setClock({ simulator: { clock }, simulator }: BackDoor, request: VendorRequest) {
	const { now, advanceMs, skewMs, running, ...stray } = Object(bodyOf(request)) as Record<string, unknown>;
	if (Object.keys(stray).length)
		throw new Error(`The clock takes now, advanceMs, skewMs and running, not '${Object.keys(stray)[0]}'.`);
	if (skewMs !== undefined && !Number.isFinite(skewMs)) throw new Error('Clock: skewMs is a number of milliseconds.');
	if (now !== undefined) clock.set(now as string);
	if (advanceMs !== undefined) clock.advance(advanceMs as number);
	if (skewMs !== undefined) clock.skewMs = skewMs as number;
	if (running === true) clock.resume();
	return clockOf(simulator);
}

const clockOf = ({ clock }: AnySimulator) => ({ now: clock.now(), skewMs: clock.skewMs });

function bodyOf(request: VendorRequest): unknown {
	if (request.body.length === 0) return {};
	try {
		return JSON.parse(request.body.toString());
	} catch {
		throw new Error('The body is not JSON.');
	}
}
