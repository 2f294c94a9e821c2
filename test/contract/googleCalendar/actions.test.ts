import type { IDataObject } from 'n8n-workflow';

import type { GoogleCalendarSimulator } from '../../../sandbox/googleCalendar';
import {
	bothOperators,
	execute,
	failure,
	fill,
	fixed,
	fromItem,
	MEETINGS,
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

describe('Create', () => {
	it('makes whole days that end with their last day, and hours in the zone of the workflow', async () => {
		const items = [
			{ summary: 'Days', start: '2026-07-01', end: '2026-07-03' },
			{ summary: 'Hours', start: '2026-07-01T10:00', end: '2026-07-01T11:00' },
			{ summary: 'No end', start: '2026-07-01T10:00:00Z' },
			{ summary: 'One day', start: '2026-07-01T22:30:00Z', allDay: true },
		];
		await run('create', fromItem('summary', 'start', 'end', 'allDay'), items);
		expect(eventsIn().map(({ start, end }) => [start, end])).toEqual([
			[{ date: '2026-07-01' }, { date: '2026-07-04' }],
			[
				{ dateTime: '2026-07-01T10:00:00+02:00', timeZone: 'Europe/Warsaw' },
				{ dateTime: '2026-07-01T11:00:00+02:00', timeZone: 'Europe/Warsaw' },
			],
			[
				{ dateTime: '2026-07-01T12:00:00+02:00', timeZone: 'Europe/Warsaw' },
				{ dateTime: '2026-07-01T13:00:00+02:00', timeZone: 'Europe/Warsaw' },
			],
			[{ date: '2026-07-02' }, { date: '2026-07-03' }],
		]);
		expect(sim.requests.count({ path: '/batch/' })).toBe(1);
	});

	it('sets everything that can be set', async () => {
		const fields = {
			summary: 'All',
			start: '2026-03-10T10:00',
			description: 'Line one\nLine two',
			location: 'Rynek 1',
			color: 'Tomato',
			visibility: 'Private',
			showAs: 'Free',
			guests: 'Klient <guest@klient.example>, second@klient.example',
			reminders: '10, 60 email',
			sourceUrl: 'https://crm.example/tasks/1',
			timeZone: 'America/New_York',
		};
		const [row] = await run('create', fixed(fields));
		expect(eventsIn()[0]).toMatchObject({
			id: row!.id,
			summary: 'All',
			start: { dateTime: '2026-03-10T15:00:00+01:00', timeZone: 'America/New_York' },
			description: 'Line one\nLine two',
			colorId: '11',
			visibility: 'private',
			transparency: 'transparent',
			attendees: [
				expect.objectContaining({ email: 'guest@klient.example' }),
				expect.objectContaining({ email: 'second@klient.example' }),
			],
			reminders: {
				useDefault: false,
				overrides: [
					{ method: 'popup', minutes: 10 },
					{ method: 'email', minutes: 60 },
				],
			},
			source: { url: 'https://crm.example/tasks/1', title: 'crm.example' },
		});
		expect(actionOf((await run('update', { event: row!.id, ...fixed(fields) }))[0]!)).toBe('unchanged');
	});

	it.each(['after', 'before'] as const)('makes each event once though an answer was lost (cut %s)', async (reset) => {
		sim.faults.inject({ match: { path: '/batch/' }, reset });
		const items = [1, 2, 3].map((at) => ({ summary: `Event ${at}`, start: '2026-03-10' }));
		const rows = await run('create', fromItem('summary', 'start'), items);
		expect(rows.map(actionOf)).toEqual(['created', 'created', 'created']);
		expect(eventsIn()).toHaveLength(3);
	});

	it('names what is wrong with an item, and lets the others pass where it may', async () => {
		const items = [
			{ summary: 'A', start: '2026-03-10T10:00', end: '2026-03-10T09:00' },
			{ summary: 'B' },
			{ summary: 'C', start: '2026-03-10', guests: 'nobody' },
			{ summary: 'D', start: 'tomorrow' },
			{ summary: 'E', start: '2026-03-10' },
		];
		const rows = await run('create', fromItem('summary', 'start', 'end', 'guests'), items, { continueOnFail: true });
		expect(rows.slice(0, 4).map(({ error }) => error)).toEqual([
			expect.stringMatching(/end lies before the start/),
			expect.stringMatching(/has no start/),
			expect.stringMatching(/"nobody" is not an email/),
			expect.stringMatching(/Start is not a date/),
		]);
		expect(actionOf(rows[4]!)).toBe('created');
		const message = (await failure(run('create', fromItem('summary', 'start', 'end', 'guests'), items))).message;
		expect(message).toMatch(/\[item 0\]/);
		expect(eventsIn()).toHaveLength(1);
	});

	it('finds the calendar by its name, whichever account it is of', async () => {
		const more = { values: bothOperators() };
		await run('create', { calendar: 'Spotkania Piotr', ...fixed({ summary: 'X', start: '2026-03-10' }) }, [{}], more);
		expect(eventsIn(PIOTRS)).toHaveLength(1);
		const lost = run('create', { calendar: 'Nowhere', ...fixed({ summary: 'X', start: '2026-03-10' }) }, [{}], more);
		expect((await failure(lost)).message).toMatch(/no calendar "Nowhere"/);
	});
});

describe('Update', () => {
	it('changes what is mapped; a new start keeps the length, and hours may become whole days and back', async () => {
		const { id: event } = addEvent({ location: 'Here' });
		const update = async (fields: IDataObject) => (await run('update', { event, ...fixed(fields) }))[0]!;
		await update({ start: '2026-03-12T08:00' });
		expect(eventsIn()[0]).toMatchObject({ location: 'Here', end: { dateTime: '2026-03-12T09:30:00+01:00' } });
		await update({ allDay: 'true' });
		expect(eventsIn()[0]).toMatchObject({ start: { date: '2026-03-12' }, end: { date: '2026-03-13' } });
		expect((await failure(update({ allDay: 'false' }))).message).toMatch(/needs a Start/);
		await update({ start: '2026-03-12T14:00' });
		expect(eventsIn()[0]!.end).toMatchObject({ dateTime: '2026-03-12T15:00:00+01:00' });
		const row = await update({ location: '', color: 'Sage' });
		expect((row.sync as IDataObject).changes).toEqual({
			location: { from: 'Here', to: null },
			color: { from: null, to: '2' },
		});
		expect(eventsIn()[0]!.location ?? '').toBe('');
	});

	it('keeps the answers of guests who stay, and invites nobody by email', async () => {
		const { id: event } = addEvent();
		sim.act.addGuest({ calendar: MEETINGS, event, email: PIOTR });
		sim.act.acceptInvitation({ calendar: PIOTR, event });
		sim.act.addGuest({ calendar: MEETINGS, event, email: 'goes@klient.example' });
		await run('update', { event, ...fixed({ guests: `${PIOTR}, comes@klient.example` }) });
		const guests = (eventsIn()[0]!.attendees as IDataObject[]).filter(({ self }) => !self);
		expect(guests.map(({ email, responseStatus }) => [email, responseStatus])).toEqual([
			[PIOTR, 'accepted'],
			['comes@klient.example', 'needsAction'],
		]);
	});

	it('decides again where somebody was faster, and gives up on who never stops', async () => {
		const { id: event } = addEvent();
		sim.act.refuseCalls({ action: 'events.patch', status: 412, reason: 'conditionNotMet', times: 2 });
		expect(actionOf((await run('update', { event, ...fixed({ location: 'There' }) }))[0]!)).toBe('updated');
		sim.act.refuseCalls({ action: 'events.patch', status: 412, reason: 'conditionNotMet', times: 100 });
		const error = await failure(run('update', { event, ...fixed({ location: 'Other' }) }));
		expect(error.message).toMatch(/changed by somebody else again and again/);
	});

	it('tells an event that is not there', async () => {
		const { id: event } = addEvent();
		sim.act.deleteEvent({ calendar: MEETINGS, event });
		const gone = await failure(run('update', { event, ...fixed({ location: 'There' }) }));
		expect(gone.message).toMatch(/no event .*or it was deleted/);
		expect((await failure(run('update', { event: '', ...fixed({ location: 'T' }) }))).message).toMatch(/Event/);
	});
});
