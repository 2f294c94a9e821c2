import type { IDataObject } from 'n8n-workflow';

import { harness } from '../support/workflow';
import { row, type Row } from './row';
import { counted, forget, ran, startCalendars, type Counted } from './support/calendars';
import { idsOf, startInStep, type Spent } from './support/inStep';
import { LATENCY_MS, seconds } from './support/org';
import { hasOwnNode, NO_PEER, ownCalendarNode, ownCreate, OWN_TYPE, OWN_VERSION } from './support/ownCalendarNode';

const TASKS = 1_000;
const OPERATORS = 10;
/** How much faster than the create loop of n8n's own node it must be. */
const FASTER = 5;
const WITHOUT_PEER_S = 10;

/** A thousand new tasks become events, with 20 ms for each request: through the sync node, and in the create loop of n8n's own node. */
export async function rows(): Promise<Row[]> {
	const peer = hasOwnNode() ? await byOwnNode(0, LATENCY_MS) : undefined;
	// At full speed: only how many are refused counts.
	const refused = hasOwnNode() ? await byOwnNode(QUOTA, 0) : undefined;
	const about = peer ? "peer: n8n's own node, one create for each item" : NO_PEER;
	const many = await bySync(true, QUOTA);
	const free = await bySync(false, 0);
	const held = await bySync(false, QUOTA);
	const goal = Number(((peer?.time ?? WITHOUT_PEER_S * FASTER) / FASTER).toPrecision(3));
	const name = `${TASKS} new tasks into Google`;
	const apart = `${name}, ${OPERATORS} operators with accounts of their own`;
	const one = `${name}, all in one account`;
	return [
		row(`${apart}: requests (${about})`, many.requests, 'requests', TASKS, peer?.requests),
		row(`${apart}: time (${about}, without a quota)`, many.time, 's', goal, peer?.time),
		row(`${apart}, ${QUOTA} a minute each: refused for being too fast`, many.slowed, 'calls', 0),
		row(`${one} without a quota: requests (${about})`, free.requests, 'requests', TASKS, peer?.requests),
		row(`${one} without a quota: time (${about})`, free.time, 's', goal, peer?.time),
		row(`${one}, ${QUOTA} a minute: refused for being too fast (${about})`, held.slowed, 'calls', 0, refused?.slowed),
		row(`${one}, ${QUOTA} a minute: time, of which the quota asks for a minute`, held.time, 's', 60 + goal),
	];
}

/** Calls that Google takes from one account in a minute. */
const QUOTA = 600;

async function bySync(ownAccounts: boolean, quota: number): Promise<Spent & { time: number }> {
	const pairs = await startInStep({
		...{ operators: OPERATORS, ownAccounts, tasks: TASKS, linked: false, latencyMs: LATENCY_MS },
		typed: { requestsPerMinute: quota },
	});
	try {
		pairs.calendars.switches.userQuotaPerMinute = quota;
		const ids = await idsOf(pairs);
		pairs.spent();
		const time = await seconds(async () => {
			const { counts } = await pairs.sync(ids);
			if (counts.created !== TASKS) throw new Error(`Not all became events: ${JSON.stringify(counts)}`);
		});
		return { ...pairs.spent(), time };
	} finally {
		await pairs.close();
	}
}

/** All in one account: it knows no other way. */
async function byOwnNode(quota: number, latencyMs: number): Promise<Counted & { time: number }> {
	const sim = await startCalendars({ latencyMs });
	const n8n = await harness(await ownCalendarNode(sim));
	try {
		sim.switches.userQuotaPerMinute = quota;
		forget(sim);
		const start = Date.now() + 24 * 3_600_000;
		const items = Array.from({ length: TASKS }, (_, n): IDataObject => ({
			title: `Zadanie ${n + 1}`,
			notes: `Opis zadania ${n + 1}`,
			start: new Date(start + n * 900_000).toISOString(),
			end: new Date(start + n * 900_000 + 3_600_000).toISOString(),
		}));
		const more = { typeVersion: OWN_VERSION, onError: 'continueRegularOutput' as const };
		const time = await seconds(async () => await ran(n8n, OWN_TYPE, ownCreate, items, more));
		return { ...counted(sim), time };
	} finally {
		await n8n.dispose();
		await sim.close();
	}
}
