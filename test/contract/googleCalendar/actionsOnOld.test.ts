import type { IDataObject } from 'n8n-workflow';

import { lookups } from '../../../nodes/GoogleCalendar/lookups';
import type { GoogleCalendarSimulator } from '../../../sandbox/googleCalendar';
import {
	ANNA,
	bothOperators,
	execute,
	failure,
	fill,
	lookup,
	MEETINGS,
	OFFERS,
	PIOTR,
	PIOTRS,
	startWorld,
	type HostMore,
} from './roomWorld';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let sim: GoogleCalendarSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => {
	fill(sim);
	sim.requests.clear();
});
afterAll(async () => await sim.close());

type More = HostMore & { continueOnFail?: boolean };
const run = async (operation: string, parameters: IDataObject, items?: IDataObject[], more?: More) =>
	(await execute(sim, { resource: 'event', operation, calendar: MEETINGS, ...parameters }, items, more)).rows;
const eventsIn = (calendar = MEETINGS): IDataObject[] =>
	sim.act.getEvents({ calendar }).filter(({ status }) => status !== 'cancelled') as unknown as IDataObject[];
const addEvent = (more: IDataObject = {}) =>
	sim.act.addEvent({
		calendar: MEETINGS,
		summary: 'Visit',
		start: '2026-03-10T10:00',
		end: '2026-03-10T11:30',
		...more,
	} as never);
const actionOf = ({ sync }: IDataObject) => (sync as IDataObject).action;
afterEach(() => expect(sim.act.getMails()).toEqual([]));

describe('Delete', () => {
	it.each([410, 404] as const)('deletes, and leaves be what is gone (%d)', async (status) => {
		sim.switches.deleteAgainStatus = status;
		const [one, other] = [addEvent(), addEvent({ summary: 'Other' })];
		const items = [one, other, one].map(({ id }) => ({ event: id }));
		const parameters = { event: '={{ $json.event }}' };
		expect((await run('delete', { ...parameters, dryRun: true }, items)).map(actionOf)).toEqual(
			Array(3).fill('deleted'),
		);
		expect(eventsIn()).toHaveLength(2);
		expect((await run('delete', parameters, items)).map(actionOf)).toEqual(['deleted', 'deleted', 'unchanged']);
		expect((await run('delete', { ...parameters, dryRun: true }, items)).map(actionOf)).toEqual(
			Array(3).fill('unchanged'),
		);
		expect(eventsIn()).toHaveLength(0);
	});

	it('never takes a calendar that is not there for deleted events', async () => {
		const lost = { calendar: 'gone@group.calendar.google.com', event: 'event00' };
		expect((await failure(run('delete', lost))).message).toMatch(/refused to read the calendar/);
	});

	it.each([
		[1, '/events/'],
		[2, '/batch/'],
	])('is done, and says so, where the answer was lost (%d events)', async (count, path) => {
		const items = [addEvent(), addEvent({ summary: 'Other' })].slice(0, count).map(({ id }) => ({ event: id }));
		sim.faults.inject({ match: { path }, reset: 'after' });
		const rows = await run('delete', { event: '={{ $json.event }}' }, items);
		expect(rows.map(actionOf)).toEqual(Array(count).fill('deleted'));
	});
});

describe('Move', () => {
	it.each([true, false])('keeps ID and guests, once (private properties kept: %s)', async (keeps) => {
		sim.switches.moveKeepsPrivate = keeps;
		const { id: event } = addEvent();
		sim.act.addGuest({ calendar: MEETINGS, event, email: 'guest@klient.example' });
		const parameters = { event, destination: 'Oferty Anna' };
		expect(actionOf((await run('move', { ...parameters, dryRun: true }))[0]!)).toBe('updated');
		expect(eventsIn(OFFERS)).toHaveLength(0);
		expect((await run('move', parameters, [{}, {}])).map(actionOf)).toEqual(['updated', 'unchanged']);
		expect(eventsIn(OFFERS)).toEqual([
			expect.objectContaining({ id: event, attendees: [expect.objectContaining({ email: 'guest@klient.example' })] }),
		]);
		expect((await run('move', parameters)).map(actionOf)).toEqual(['unchanged']);
	});

	it.each(['after', 'before'] as const)('is done once where an answer was lost (cut %s)', async (reset) => {
		const { id: event } = addEvent();
		sim.faults.inject({ match: { path: '/move' }, reset });
		expect((await run('move', { event, destination: OFFERS })).map(actionOf)).toEqual(['updated']);
		expect([eventsIn().length, eventsIn(OFFERS).length]).toEqual([0, 1]);
	});

	it('goes through the account that may change both calendars', async () => {
		const more = { values: bothOperators() };
		const { id: event } = addEvent();
		sim.act.shareCalendar({ calendar: MEETINGS, with: PIOTR, role: 'writer' });
		expect((await run('move', { event, destination: PIOTRS }, [{}], more)).map(actionOf)).toEqual(['updated']);
		expect([eventsIn().length, eventsIn(PIOTRS).length]).toEqual([0, 1]);
	});

	it('says why it cannot be', async () => {
		const { id: event } = addEvent();
		const across = run('move', { event, destination: PIOTRS }, [{}], { values: bothOperators() });
		expect((await failure(across)).message).toMatch(/different Google accounts/);
		expect((await failure(run('move', { event: 'nothing0', destination: OFFERS }))).message).toMatch(
			/no event nothing0/,
		);
	});
});

describe('lists of the editor', () => {
	it('show calendars, events and accounts', async () => {
		addEvent({ start: '2030-03-10T10:00', end: '2030-03-10T11:00' });
		const { results } = await lookup(sim, lookups.listSearch.calendars, { values: bothOperators() }, 'spotkania');
		expect(results.map(({ name }) => name)).toEqual(['Spotkania Anna (default)', 'Spotkania Piotr (Piotr)']);
		const events = await lookup(sim, lookups.listSearch.events, { parameters: { calendar: MEETINGS } });
		expect(events.results).toEqual([expect.objectContaining({ name: 'Visit · 2030-03-10 10:00' })]);
		const accounts = await lookup(sim, lookups.loadOptions.accounts, { values: bothOperators() });
		expect(accounts.map(({ value }) => value)).toEqual(['default', 'Piotr']);
		const options = await lookup(sim, lookups.loadOptions.calendars);
		expect(options.map(({ value }) => value)).toEqual(expect.arrayContaining([ANNA, MEETINGS, OFFERS]));
	});

	it('show what the other accounts have where one is refused', async () => {
		const more = { values: bothOperators() };
		sim.act.revokeToken({ user: PIOTR });
		const { results } = await lookup(sim, lookups.listSearch.calendars, more);
		expect(results.map(({ value }) => value)).toEqual(expect.arrayContaining([MEETINGS, OFFERS]));
		const all = run('getMany', { resource: 'calendar', access: 'all', returnAll: true }, [{}], more);
		expect((await failure(all)).message).toMatch(/the token of operator "Piotr"/);
	});

	it('say why they are empty', async () => {
		sim.act.revokeToken({ user: ANNA });
		expect((await failure(lookup(sim, lookups.listSearch.calendars))).message).toMatch(/default refresh token/);
	});
});
