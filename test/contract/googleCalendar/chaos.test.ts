import type { IDataObject } from 'n8n-workflow';

import type { Fault } from '../../../sandbox/common';
import type { GoogleCalendarSimulator } from '../../../sandbox/googleCalendar';
import { execute, fill, fromItem, MEETINGS, startWorld } from './roomWorld';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let sim: GoogleCalendarSimulator;
beforeAll(async () => void (sim = await startWorld()));
afterAll(async () => await sim.close());

/** Small, fast and the same on every machine. */
function generator(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
		return Math.floor((state / 2_147_483_648) * below);
	};
}

const HARM: readonly Fault[] = [
	{ reset: 'before' },
	{ reset: 'after' },
	{ status: 503 },
	{ status: 500 },
	{ reply: 'truncated' },
	{ reply: 'html' },
	{ reply: 'empty' },
];
const REFUSALS = [
	{ status: 403, reason: 'rateLimitExceeded' },
	{ status: 503, reason: 'backendError' },
	{ status: 412, reason: 'conditionNotMet' },
] as const;

const RECORDS = 12;

async function upsert(items: IDataObject[]): Promise<IDataObject[]> {
	const parameters = {
		resource: 'event',
		operation: 'upsertByLink',
		calendar: MEETINGS,
		sourceSystem: 'Streamsoft',
		sourceId: '={{ $json.id }}',
		whenChanged: 'overwrite',
		whenDeleted: 'create',
		...fromItem('summary', 'start', 'location'),
	};
	return (await execute(sim, parameters, items, { continueOnFail: true })).rows;
}

const living = () => sim.act.getEvents({ calendar: MEETINGS }).filter(({ status }) => status !== 'cancelled');
const count = Number(process.env.GOOGLE_CALENDAR_HISTORIES ?? 40);

describe('whatever the network and people do meanwhile', () => {
	test.each(Array.from({ length: count }, (_, at) => at + 1))(
		'each record has one event as it says (history %d)',
		async (seed) => {
			fill(sim);
			const below = generator(seed);
			const records: IDataObject[] = Array.from({ length: RECORDS }, (_, id) => ({
				id,
				summary: `Record ${id}`,
				start: '2026-03-10',
				location: 'A',
			}));
			for (let round = 0; round < 6; round++) {
				for (let change = below(4); change > 0; change--) records[below(RECORDS)]!.location = `Place ${below(100)}`;
				for (let harm = below(4); harm > 0; harm--) {
					sim.faults.inject({
						...HARM[below(HARM.length)]!,
						match: { path: ['/batch/', '/token', '/events'][below(3)]! },
					});
				}
				if (below(2) > 0)
					sim.act.refuseCalls({ ...REFUSALS[below(REFUSALS.length)]!, times: 1 + below(3), after: below(20) });
				const there = living();
				const victim = there[below(there.length)];
				if (victim && below(3) === 0) sim.act.deleteEvent({ calendar: MEETINGS, event: victim.id });
				else if (victim && below(3) === 0)
					sim.act.editEvent({ calendar: MEETINGS, event: victim.id, summary: 'Edited' });
				if (below(4) === 0) sim.act.expireAccessTokens();
				if (below(4) === 0) sim.switches.batchOrder = below(2) > 0 ? 'asSent' : 'reversed';
				await upsert(records).catch(() => undefined);
				expect(new Set(living().map(({ extendedProperties }) => link(extendedProperties))).size).toBe(living().length);
			}
			sim.faults.clear();
			await upsert(records);
			await upsert(records);
			const events = living().map(({ summary, location }) => `${String(summary)} ${String(location)}`);
			expect(events.sort()).toEqual(
				records.map(({ summary, location }) => `${String(summary)} ${String(location)}`).sort(),
			);
			const { length: before } = sim.act.getBatchParts();
			sim.requests.clear();
			const quiet = await upsert(records);
			expect(quiet.map(({ sync }) => (sync as IDataObject).action)).toEqual(Array(RECORDS).fill('unchanged'));
			const sent = [...sim.requests.entries, ...sim.act.getBatchParts().slice(before)].map(({ method, path }) =>
				path.startsWith('/batch/') ? 'GET' : method,
			);
			expect(new Set(sent)).toEqual(new Set(['GET']));
			expect(sim.act.getMails()).toEqual([]);
		},
	);
});

const link = (properties: unknown): unknown =>
	(properties as { private?: IDataObject } | undefined)?.private?.n8nSourceLink;
