import { calls, reasonOf } from '../../../nodes/GoogleCalendar/api';
import type { GoogleCalendarSimulator } from '../../../sandbox/googleCalendar';
import { apiFor, bothOperators, execute, fill, fromItem, MEETINGS, PIOTRS, startWorld } from './roomWorld';

/** Time passes in the simulator while the client waits. */
let mockWait: (ms: number) => void = () => {};
jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: async (ms: number) => mockWait(ms),
}));

let sim: GoogleCalendarSimulator;
beforeAll(async () => {
	sim = await startWorld();
	mockWait = (ms) => void sim.clock.advance(ms);
});
beforeEach(() => {
	fill(sim);
	sim.requests.clear();
});
afterAll(async () => await sim.close());

const living = (calendar = MEETINGS) =>
	sim.act.getEvents({ calendar }).filter(({ status }) => status !== 'cancelled').length;
const inserts = (count: number) =>
	Array.from({ length: count }, (_, at) =>
		calls.insertEvent(MEETINGS, {
			id: `event${at}`,
			start: { date: '2026-03-10' },
			end: { date: '2026-03-11' },
		}),
	);

describe("a minute's requests that somebody else has used up", () => {
	it.each([403, 429] as const)('are waited for, alone and in a batch (%d)', async (status) => {
		sim.switches.userQuotaPerMinute = 100;
		sim.switches.rateLimitStatus = status;
		const google = (await apiFor(sim)).accounts[0]!;
		const answers = await google.batch(inserts(150));
		expect(answers.filter((answer) => 'error' in answer)).toEqual([]);
		expect(living()).toBe(150);
		await google.batch(inserts(100));
		expect(await google.event(MEETINGS, 'event1')).toMatchObject({ id: 'event1' });
	});

	it('stop only the account that they are of', async () => {
		sim.act.refuseCalls({ action: 'events.insert', status: 403, reason: 'quotaExceeded', times: 1 });
		const items = [MEETINGS, PIOTRS].flatMap((calendar) =>
			[1, 2, 3].map((at) => ({ calendar, summary: `${at}`, start: '2026-03-10' })),
		);
		const parameters = { resource: 'event', operation: 'create', calendar: '={{ $json.calendar }}' };
		const { rows } = await execute(sim, { ...parameters, ...fromItem('summary', 'start') }, items, {
			values: bothOperators(),
			continueOnFail: true,
		});
		const failed = rows.map(({ error }) => error !== undefined);
		expect([failed.slice(0, 3).some(Boolean), failed.slice(3).some(Boolean)].filter(Boolean)).toHaveLength(1);
		expect(living() + living(PIOTRS)).toBe(failed.filter((one) => !one).length);
	});

	it('end a run where waiting does not help, with the reason', async () => {
		sim.act.refuseCalls({ action: 'events.get', status: 403, reason: 'rateLimitExceeded', times: 10_000 });
		const google = (await apiFor(sim)).accounts[0]!;
		const answers = await google.batch([0, 1].map((at) => calls.getEvent(MEETINGS, `event${at}`)));
		expect(answers.map((answer) => 'error' in answer && reasonOf(answer.error))).toEqual([
			'rateLimitExceeded',
			'rateLimitExceeded',
		]);
		expect(sim.act.getBatchParts()).toHaveLength(20);
	});
});
