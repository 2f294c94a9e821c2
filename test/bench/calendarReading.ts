import { harness, installed, type Harness } from '../support/workflow';
import { row, type Row } from './row';
import {
	calendarCredential,
	calendarOf,
	counted,
	fill,
	forget,
	locator,
	ran,
	startCalendars,
	SYNC_TYPE,
} from './support/calendars';
import { seconds, LATENCY_MS } from './support/org';
import { hasOwnNode, NO_PEER, ownCalendarNode, ownGetMany, OWN_TYPE, OWN_VERSION } from './support/ownCalendarNode';

const EVENTS = 5_000;
const ROUNDS = 3;
const getMany = {
	resource: 'event',
	operation: 'getMany',
	calendar: locator(calendarOf(1)),
	returnAll: true,
};

/** Five thousand events of a calendar as the items of a node: ours and n8n's own, from the same simulator. */
export async function rows(): Promise<Row[]> {
	const sim = await startCalendars({ latencyMs: LATENCY_MS });
	fill(sim, EVENTS);
	const withOwn = hasOwnNode();
	const own = withOwn ? await ownCalendarNode(sim) : undefined;
	const { nodes, credentialTypes } = await installed();
	const n8n = await harness({
		nodes: { ...nodes, ...own?.nodes },
		credentialTypes: [...credentialTypes, ...(own?.credentialTypes ?? [])],
		credentials: { googleCalendarSyncApi: calendarCredential(sim), ...own?.credentials },
	});
	try {
		const ours = async () => read(await ran(n8n, SYNC_TYPE, getMany));
		const theirs = async () => read(await ran(n8n, OWN_TYPE, ownGetMany, [{}], { typeVersion: OWN_VERSION }));
		const requestsOf = async (work: () => Promise<void>) => {
			await work();
			forget(sim);
			await work();
			return counted(sim).requests;
		};
		const requests = await requestsOf(ours);
		const name = `${EVENTS} events read${withOwn ? '' : ` (${NO_PEER})`}`;
		if (!withOwn) return [row(`${name}: requests`, requests, 'requests', 2)];
		const peerRequests = await requestsOf(theirs);
		const [time, peer] = await fastest(ours, theirs);
		const about = "peer: n8n's own Google Calendar node";
		return [
			row(`${name}: requests (${about})`, requests, 'requests', 2, peerRequests),
			row(`${name}: time (${about})`, time * 1000, 'ms', Number((peer * 1000).toPrecision(3)), peer * 1000),
		];
	} finally {
		await n8n.dispose();
		await sim.close();
	}
}

function read(result: Awaited<ReturnType<Harness['runNode']>>): void {
	const count = result.items('Node').length;
	if (count !== EVENTS) throw new Error(`${count} of ${EVENTS} events were read.`);
}

/** The fastest of some rounds, taken in turn. */
async function fastest(ours: () => Promise<void>, theirs: () => Promise<void>): Promise<[number, number]> {
	const [own, other]: [number[], number[]] = [[], []];
	for (let round = 0; round < ROUNDS; round++) {
		other.push(await seconds(theirs));
		own.push(await seconds(ours));
	}
	return [Math.min(...own), Math.min(...other)];
}
