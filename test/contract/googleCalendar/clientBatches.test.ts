import { calls, isChanged, isMissing, isUnknown, reasonOf } from '../../../nodes/GoogleCalendar/api';
import { Governor } from '../../../nodes/shared/pace';
import type { Settled } from '../../../nodes/shared/settled';
import type { GoogleCalendarSimulator } from '../../../sandbox/googleCalendar';
import { ANNA, apiFor, bothOperators, failure, fill, MEETINGS, PIOTRS, startWorld } from './roomWorld';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let sim: GoogleCalendarSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => {
	fill(sim);
	sim.requests.clear();
});
afterAll(async () => await sim.close());

const account = async () => (await apiFor(sim)).accounts[0]!;
const day = (date: string) => ({ start: { date }, end: { date: nextDay(date) } });
const nextDay = (date: string): string => new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
const idOf = (number: number): string => `event${String(number).padStart(5, '0')}`;
const inserts = (count: number) =>
	Array.from({ length: count }, (_, at) =>
		calls.insertEvent(MEETINGS, { id: idOf(at), summary: `Event ${at}`, ...day('2026-03-10') }),
	);
const paths = () =>
	sim.requests.entries.map(({ method, path, status }) => `${method} ${path.split('/').at(-1)} ${status}`);
const errorOf = (answer: Settled<unknown>): Error => ('error' in answer ? (answer.error as Error) : new Error('none'));
const living = () => sim.act.getEvents({ calendar: MEETINGS }).filter(({ status }) => status !== 'cancelled');

describe('batches', () => {
	it.each(['asSent', 'reversed'] as const)('give each call its own answer (answers %s)', async (order) => {
		sim.switches.batchOrder = order;
		const google = await account();
		const answers = await google.batch(inserts(120));
		expect(answers.map((answer) => ('value' in answer ? answer.value.id : errorOf(answer).message))).toEqual(
			Array.from({ length: 120 }, (_, at) => idOf(at)),
		);
		expect(sim.requests.count({ path: '/batch/' })).toBe(3);
		const mixed = await google.batch<unknown>([
			calls.getEvent(MEETINGS, idOf(3)),
			calls.patchEvent(MEETINGS, idOf(4), { summary: 'Zażółć gęślą jaźń 🐝' }, '"another"'),
			calls.patchEvent(MEETINGS, idOf(5), { summary: 'Zażółć gęślą jaźń 🐝' }),
			calls.deleteEvent(MEETINGS, idOf(6)),
			calls.deleteEvent(MEETINGS, 'nothing0'),
			calls.getEvent('nowhere@group.calendar.google.com', idOf(3)),
		]);
		expect(isChanged(errorOf(mixed[1]!))).toBe(true);
		expect(mixed[2]).toMatchObject({ value: { summary: 'Zażółć gęślą jaźń 🐝' } });
		expect(mixed[3]).toEqual({ value: 'deleted' });
		expect(isMissing(errorOf(mixed[4]!)) && isMissing(errorOf(mixed[5]!))).toBe(true);
		expect(sim.act.getMails()).toEqual([]);
	});

	it('send again, alone, only the calls that were slowed down', async () => {
		const google = await account();
		sim.act.refuseCalls({ action: 'events.insert', status: 403, reason: 'rateLimitExceeded', times: 3, after: 10 });
		const answers = await google.batch(inserts(50));
		expect(answers.every((answer) => 'value' in answer)).toBe(true);
		expect(sim.act.getBatchParts()).toHaveLength(53);
		expect(google.spent.waitedMs).toBeGreaterThan(0);
	});

	it.each(['before', 'after'] as const)(
		'whose answer is lost are not repeated: nobody knows (cut %s)',
		async (reset) => {
			const google = await account();
			sim.faults.inject({ match: { path: '/batch/' }, reset });
			const answers = await google.batch(inserts(3));
			expect(answers.map((answer) => isUnknown(errorOf(answer)))).toEqual([true, true, true]);
			expect(living()).toHaveLength(reset === 'after' ? 3 : 0);
			expect(sim.requests.count({ path: '/batch/' })).toBe(1);
		},
	);

	it('that only read are repeated', async () => {
		const google = await account();
		await google.batch(inserts(2));
		sim.faults.inject({ match: { path: '/batch/' }, reset: 'before', times: 2 });
		const answers = await google.batch([calls.getEvent(MEETINGS, idOf(0)), calls.getEvent(MEETINGS, idOf(1))]);
		expect(answers.every((answer) => 'value' in answer)).toBe(true);
	});

	it.each(['html', 'malformed', 'truncated', 'empty'] as const)(
		'with a spoiled answer (%s) leave open what has happened',
		async (reply) => {
			const google = await account();
			sim.faults.inject({ match: { path: '/batch/' }, reply });
			const answers = await google.batch(inserts(3));
			// What the answer tells is believed; of the rest nobody knows.
			for (const answer of answers) expect('value' in answer || isUnknown(answer.error)).toBe(true);
		},
	);

	it.each(['html', 'malformed', 'truncated', 'empty'] as const)(
		'that only read are repeated where their answer is spoiled (%s)',
		async (reply) => {
			const google = await account();
			await google.batch(inserts(3));
			sim.faults.inject({ match: { path: '/batch/' }, reply });
			const answers = await google.batch([0, 1, 2].map((at) => calls.getEvent(MEETINGS, idOf(at))));
			expect(answers.map((answer) => 'value' in answer && answer.value.id)).toEqual([idOf(0), idOf(1), idOf(2)]);
		},
	);

	it('tell why the sign-in was refused, and not that the access has ended', async () => {
		const google = await account();
		await google.batch(inserts(2));
		sim.act.expireAccessTokens();
		sim.act.revokeToken({ user: ANNA });
		const answers = await google.batch([0, 1].map((at) => calls.getEvent(MEETINGS, idOf(at))));
		for (const answer of answers) expect(errorOf(answer).message).toMatch(/the token has ended or was revoked/);
	});

	it('sign in anew, once, where the access has ended', async () => {
		const google = await account();
		await google.batch(inserts(2));
		sim.act.expireAccessTokens();
		sim.requests.clear();
		const answers = await google.batch([calls.getEvent(MEETINGS, idOf(0)), calls.getEvent(MEETINGS, idOf(1))]);
		expect(answers.every((answer) => 'value' in answer)).toBe(true);
		expect(sim.requests.count({ path: '/token' })).toBe(1);
	});

	it('of several accounts go side by side', async () => {
		const api = await apiFor(sim, { values: bothOperators() });
		const [anna, piotr] = api.accounts;
		const answers = await api.batch([
			{ account: piotr!, call: calls.insertEvent(PIOTRS, { id: 'event1', ...day('2026-03-10') }) },
			{ account: anna!, call: calls.insertEvent(MEETINGS, { id: 'event2', ...day('2026-03-10') }) },
			{ account: piotr!, call: calls.insertEvent(PIOTRS, { id: 'event3', ...day('2026-03-10') }) },
		]);
		expect(answers.map((answer) => 'value' in answer && answer.value.id)).toEqual(['event1', 'event2', 'event3']);
		expect(api.spent.requests).toBe(4);
	});
});

describe('pace', () => {
	it('counts every call of a batch, and a patch as three', async () => {
		const google = await account();
		await google.batch(inserts(4));
		const run = jest.spyOn(Governor.prototype, 'run');
		await google.batch([0, 1, 2].map((at) => calls.patchEvent(MEETINGS, idOf(at), { summary: 'X' })));
		await google.batch([0, 1].map((at) => calls.getEvent(MEETINGS, idOf(at))));
		await google.patch(MEETINGS, idOf(0), { summary: 'Y' });
		await google.event(MEETINGS, idOf(0));
		expect(run.mock.calls.map(([, , cost]) => cost ?? 1)).toEqual([9, 2, 3, 1]);
		run.mockRestore();
	});

	it.each([
		[403, 'rateLimitExceeded'],
		[403, 'userRateLimitExceeded'],
		[429, 'rateLimitExceeded'],
	] as const)('waits and tries again after %d %s, a POST too', async (status, reason) => {
		const google = await account();
		sim.act.refuseCalls({ action: 'events.insert', status, reason, times: 2, retryAfter: 0.05 });
		await google.insert(MEETINGS, { summary: 'No ID', ...day('2026-03-10') });
		expect(living()).toHaveLength(1);
		expect(google.spent.waitedMs).toBeGreaterThan(100);
	});

	it('stops where the quota is used up: nothing more is sent', async () => {
		const google = await account();
		sim.act.refuseCalls({ action: 'events.insert', status: 403, reason: 'quotaExceeded', times: 1000 });
		const answers = await google.batch(inserts(120));
		expect(new Set(answers.map((answer) => reasonOf(errorOf(answer))))).toEqual(new Set(['quotaExceeded']));
		expect(sim.requests.count({ path: '/batch/' })).toBe(1);
		expect(await failure(google.event(MEETINGS, idOf(0)))).toMatchObject({ kind: 'quotaExhausted' });
	});

	it('a passing 503 is overcome, also of a part', async () => {
		const google = await account();
		sim.act.refuseCalls({ action: 'events.insert', times: 2 });
		expect((await google.batch(inserts(3))).every((answer) => 'value' in answer)).toBe(true);
		sim.act.refuseCalls({ action: 'events.patch', times: 2 });
		await google.patch(MEETINGS, idOf(0), { summary: 'X' });
		expect(paths().filter((path) => path.startsWith('PATCH'))).toEqual([
			`PATCH ${idOf(0)} 503`,
			`PATCH ${idOf(0)} 503`,
			`PATCH ${idOf(0)} 200`,
		]);
	});
});
