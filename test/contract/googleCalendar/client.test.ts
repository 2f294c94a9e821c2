import { isChanged, isExpired, isMissing, isTaken, isUnknown, reasonOf } from '../../../nodes/GoogleCalendar/api';
import type { GoogleEvent } from '../../../nodes/GoogleCalendar/schema';
import type { GoogleCalendarSimulator } from '../../../sandbox/googleCalendar';
import { apiFor, failure, fill, MEETINGS, OFFERS, startWorld } from './roomWorld';

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
const living = () => sim.act.getEvents({ calendar: MEETINGS }).filter(({ status }) => status !== 'cancelled');

describe('one event after the other', () => {
	it('goes through all endpoints', async () => {
		const google = await account();
		const { id } = await google.createCalendar({ summary: 'Nowy', timeZone: 'Europe/Warsaw' });
		expect(await google.calendar(id)).toMatchObject({ summary: 'Nowy', timeZone: 'Europe/Warsaw' });
		expect((await google.calendars()).map((one) => one.summary)).toContain('Nowy');
		const made = await google.insert(id, { id: 'first00', summary: 'A', ...day('2026-03-10') });
		const patched = await google.patch(id, made.id, { location: 'Here' }, made.etag);
		expect(patched).toMatchObject({ summary: 'A', location: 'Here' });
		const replaced = await google.update(id, made.id, { summary: 'B', ...day('2026-03-11') }, patched.etag);
		expect(replaced).toMatchObject({ summary: 'B', start: { date: '2026-03-11' } });
		expect(replaced.location).toBeUndefined();
		const moved = await google.move(id, made.id, OFFERS);
		expect(moved.id).toBe(made.id);
		expect(
			(await google.freeBusy([OFFERS], { timeMin: '2026-03-11T00:00:00Z', timeMax: '2026-03-12T00:00:00Z' })).calendars[
				OFFERS
			]!.busy,
		).toHaveLength(1);
		expect(await google.remove(OFFERS, made.id)).toBe('deleted');
		expect(await google.remove(OFFERS, made.id)).toBe('alreadyGone');
		expect((await google.event(OFFERS, made.id)).status).toBe('cancelled');
		expect(sim.act.getMails()).toEqual([]);
	});

	it('tells the refusals apart', async () => {
		const google = await account();
		const { etag } = await google.insert(MEETINGS, { id: 'first00', ...day('2026-03-10') });
		await google.patch(MEETINGS, 'first00', { summary: 'X' });
		expect(isChanged(await failure(google.patch(MEETINGS, 'first00', { summary: 'Y' }, etag)))).toBe(true);
		expect(isChanged(await failure(google.remove(MEETINGS, 'first00', etag)))).toBe(true);
		expect(isTaken(await failure(google.insert(MEETINGS, { id: 'first00', ...day('2026-03-10') })))).toBe(true);
		const missing = await failure(google.event(MEETINGS, 'nothing0'));
		expect([isMissing(missing), isExpired(missing), reasonOf(missing)]).toEqual([true, false, 'notFound']);
		const empty = await failure(
			google.insert(MEETINGS, { start: { date: '2026-03-10' }, end: { date: '2026-03-10' } }),
		);
		expect(empty).toMatchObject({ kind: 'invalid', advice: expect.stringMatching(/end must be later/) });
	});

	it('expands a series', async () => {
		const google = await account();
		const { id } = sim.act.addSeries({
			calendar: MEETINGS,
			summary: 'Weekly',
			start: '2026-03-04T10:00',
			end: '2026-03-04T11:00',
			recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4'],
		} as never);
		const instances: GoogleEvent[] = [];
		for await (const page of google.instances(MEETINGS, id)) instances.push(...page);
		expect(instances.map(({ recurringEventId }) => recurringEventId)).toEqual(Array(4).fill(id));
	});

	it('makes one event of an insert with an ID whose answer is lost', async () => {
		const google = await account();
		sim.faults.inject({ match: { method: 'POST', path: '/events' }, reset: 'after' });
		const lost = await failure(google.insert(MEETINGS, { id: 'first00', ...day('2026-03-10') }));
		expect(isTaken(lost)).toBe(true);
		expect(living()).toHaveLength(1);
	});

	it('never repeats a move or a new calendar whose answer is lost, and says so', async () => {
		const google = await account();
		sim.faults.inject({ match: { method: 'POST', path: '/calendars' }, reset: 'after' });
		expect(isUnknown(await failure(google.createCalendar({ summary: 'Once' })))).toBe(true);
		expect((await google.calendars()).filter(({ summary }) => summary === 'Once')).toHaveLength(1);
	});
});

describe('lists', () => {
	beforeEach(() => void sim.act.growEvents({ calendar: MEETINGS, count: 5200 } as never));

	it.each(['full', 'emptyBetween', 'half'] as const)('are read to their end (%s pages)', async (pages) => {
		sim.switches.pages = pages;
		const google = await account();
		const seen = new Set<string>();
		for await (const page of google.events(MEETINGS)) for (const { id } of page) seen.add(id);
		expect(seen.size).toBe(5200);
	});

	it.each(['full', 'emptyBetween', 'half'] as const)(
		'bring a token at their end, with which only changes come (%s)',
		async (pages) => {
			sim.switches.pages = pages;
			const google = await account();
			const query = { singleEvents: false };
			let count = 0;
			const end = await google.sync(MEETINGS, query, (events) => void (count += events.length));
			expect(count).toBe(5200);
			const token = end.expired ? '' : end.token;
			sim.act.growEvents({ calendar: MEETINGS, count: 2600, prefix: 'more' } as never);
			count = 0;
			const next = await google.sync(
				MEETINGS,
				{ ...query, syncToken: token },
				(events) => void (count += events.length),
			);
			expect([count, next.expired]).toEqual([2600, false]);
		},
	);

	it('tell that a token is not good any more', async () => {
		const google = await account();
		const end = await google.sync(MEETINGS, {}, () => {});
		sim.act.expireSyncTokens();
		const again = await google.sync(MEETINGS, { syncToken: end.expired ? '' : end.token }, () => {});
		expect(again).toEqual({ expired: true });
	});

	it.each([410, 400] as const)('take a token that is no token for one that has ended (%d)', async (status) => {
		sim.switches.unknownSyncToken = status;
		expect(await (await account()).sync(MEETINGS, { syncToken: 'made-up' }, () => {})).toEqual({ expired: true });
	});

	it('that end without a token are a fault', async () => {
		const google = await account();
		const error = await failure(google.sync(MEETINGS, { orderBy: 'updated' }, () => {}));
		expect(error).toMatchObject({ kind: 'unreadable', message: expect.stringMatching(/without a token/) });
	});
});
