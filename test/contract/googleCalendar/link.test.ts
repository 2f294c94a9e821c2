import type { IDataObject } from 'n8n-workflow';

import type { GoogleCalendarSimulator } from '../../../sandbox/googleCalendar';
import { execute, failure, fill, fromItem, MEETINGS, OFFERS, PIOTRS, startWorld, type Executed } from './roomWorld';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let sim: GoogleCalendarSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => {
	fill(sim);
	sim.requests.clear();
});
afterAll(async () => await sim.close());

const FIELDS = ['summary', 'start', 'end', 'location'];

const task = (id: number | string, more: IDataObject = {}): IDataObject => ({
	id,
	summary: `Task ${id}`,
	start: '2026-03-10T10:00:00',
	end: '2026-03-10T11:00:00',
	location: 'Rynek 1',
	...more,
});
const tasks = (count: number, more: IDataObject = {}) => Array.from({ length: count }, (_, at) => task(at + 1, more));

async function upsert(items: IDataObject[], more: IDataObject = {}, goesOn = false): Promise<Executed> {
	const parameters = {
		resource: 'event',
		operation: 'upsertByLink',
		calendar: MEETINGS,
		sourceSystem: 'Streamsoft',
		sourceId: '={{ $json.id }}',
		whenChanged: 'overwrite',
		whenDeleted: 'create',
		...fromItem(...FIELDS),
		...more,
	};
	return await execute(sim, parameters, items, { continueOnFail: goesOn });
}

const actions = ({ rows }: Executed): unknown[] => rows.map(({ sync }) => (sync as IDataObject)?.action);
const eventsIn = (calendar = MEETINGS): IDataObject[] =>
	sim.act.getEvents({ calendar }).filter(({ status }) => status !== 'cancelled') as unknown as IDataObject[];
const dataRequests = () => sim.requests.entries.filter(({ path }) => !path.startsWith('/token'));
const nobodyGotMail = () => expect(sim.act.getMails()).toEqual([]);
const edit = (event: string, more: IDataObject, calendar = MEETINGS) =>
	sim.act.editEvent({ calendar, event, ...more } as never);

describe('create or update by link', () => {
	it('creates once, then sends nothing, then changes only what differs', async () => {
		expect(actions(await upsert([task(1), task(2)]))).toEqual(['created', 'created']);
		sim.requests.clear();
		expect(actions(await upsert([task(1), task(2)]))).toEqual(['unchanged', 'unchanged']);
		expect(dataRequests().map(({ path }) => path)).toEqual(['/batch/calendar/v3']);
		const third = await upsert([task(1, { location: 'Rynek 2' }), task(2)]);
		expect(actions(third)).toEqual(['updated', 'unchanged']);
		expect((third.rows[0]!.sync as IDataObject).changes).toEqual({ location: { from: 'Rynek 1', to: 'Rynek 2' } });
		expect(eventsIn()).toHaveLength(2);
		nobodyGotMail();
	});

	it('reads a thousand linked events in one list, and creates fifty in a request', async () => {
		expect(actions(await upsert(tasks(1000)))).toEqual(Array(1000).fill('created'));
		expect(dataRequests()).toHaveLength(1 + 20);
		sim.requests.clear();
		expect(actions(await upsert(tasks(1000)))).toEqual(Array(1000).fill('unchanged'));
		expect(dataRequests()).toHaveLength(1);
		expect(eventsIn()).toHaveLength(1000);
	});

	it('leaves guests, reminders and the Meet link of an event alone', async () => {
		await upsert([task(1)]);
		sim.act.addGuest({ calendar: MEETINGS, event: 'Task 1', email: 'guest@klient.example' });
		sim.act.setReminder({ calendar: MEETINGS, event: 'Task 1', minutes: [45] });
		sim.act.addMeet({ calendar: MEETINGS, event: 'Task 1' });
		const [before] = eventsIn();
		await upsert([task(1, { summary: 'Task 1 moved', start: '2026-03-11T10:00:00', end: '2026-03-11T12:00:00' })]);
		const [after] = eventsIn();
		expect(after!.summary).toBe('Task 1 moved');
		for (const kept of ['attendees', 'reminders', 'hangoutLink', 'conferenceData', 'id']) {
			expect(after![kept]).toEqual(before![kept]);
		}
		nobodyGotMail();
	});

	it('writes the same record once where two items bring it, the later one last', async () => {
		const { rows } = await upsert([task(1), task(1, { location: 'Rynek 9' }), task(1, { location: 'Rynek 9' })]);
		expect(rows.map(({ sync }) => (sync as IDataObject).action)).toEqual(['created', 'updated', 'unchanged']);
		expect(eventsIn().map(({ location }) => location)).toEqual(['Rynek 9']);
	});

	it('tells in a dry run what it would do, field by field, and does nothing', async () => {
		await upsert([task(1)]);
		const before = eventsIn();
		const { rows } = await upsert([task(1, { summary: 'Other' }), task(2), task(2)], { dryRun: true });
		expect(rows.map(({ sync }) => sync)).toEqual([
			expect.objectContaining({ action: 'updated', changes: { summary: { from: 'Task 1', to: 'Other' } } }),
			expect.objectContaining({ action: 'created' }),
			expect.objectContaining({ action: 'unchanged' }),
		]);
		expect(eventsIn()).toEqual(before);
	});

	it('stops before anything is written when more than Max Changes would change', async () => {
		await upsert(tasks(3));
		const run = upsert(tasks(3, { location: 'Elsewhere' }), { options: { maxChanges: 2 } });
		expect((await failure(run)).message).toMatch(/3 records would be updated/);
		expect(eventsIn().every(({ location }) => location === 'Rynek 1')).toBe(true);
	});
});

describe('what somebody has edited in Google', () => {
	beforeEach(async () => {
		await upsert([task(1)]);
		edit('Task 1', { location: 'My place' });
	});

	it('is overwritten', async () => {
		expect(actions(await upsert([task(1)]))).toEqual(['updated']);
		expect(eventsIn()[0]!.location).toBe('Rynek 1');
	});

	it('is kept, while other fields are written', async () => {
		const { rows } = await upsert([task(1, { summary: 'New title', location: 'Rynek 2' })], { whenChanged: 'keep' });
		expect(rows[0]!.sync).toMatchObject({
			action: 'updated',
			changes: { summary: { from: 'Task 1', to: 'New title' } },
		});
		expect(eventsIn()[0]).toMatchObject({ location: 'My place', summary: 'New title' });
		expect(actions(await upsert([task(1, { summary: 'New title' })], { whenChanged: 'keep' }))).toEqual(['unchanged']);
	});

	it('is asked about: nothing is written, and the item says what differs', async () => {
		const { rows } = await upsert([task(1, { summary: 'New title' })], { whenChanged: 'ask' });
		expect(rows[0]!.sync).toMatchObject({
			action: 'conflict',
			changes: { location: { from: 'My place', to: 'Rynek 1' } },
		});
		expect((rows[0]!.sync as IDataObject).reason).toMatch(/Location/);
		expect(eventsIn()[0]).toMatchObject({ location: 'My place', summary: 'Task 1' });
	});

	it('is agreed on where both came to the same, and from then on is the base', async () => {
		expect(actions(await upsert([task(1, { location: 'My place' })], { whenChanged: 'keep' }))).toEqual(['unchanged']);
		expect(actions(await upsert([task(1, { location: 'Rynek 3' })], { whenChanged: 'keep' }))).toEqual(['updated']);
		expect(eventsIn()[0]!.location).toBe('Rynek 3');
	});

	it.each(['description', 'anyEdit', 'never'] as const)('is not seen in mere HTML (%s)', async (screenWritesHtml) => {
		sim.switches.screenWritesHtml = screenWritesHtml;
		const fields = fromItem(...FIELDS, 'description');
		const told = task(7, { description: 'First line\nhttps://firma.example/x & more' });
		await upsert([told], fields);
		edit('Task 7', { summary: 'Renamed' });
		const { rows } = await upsert([told], { ...fields, whenChanged: 'keep' });
		expect((rows[0]!.sync as IDataObject).action).toBe('unchanged');
	});
});

describe('a deleted event', () => {
	beforeEach(async () => {
		await upsert([task(1)]);
		sim.act.deleteEvent({ calendar: MEETINGS, event: 'Task 1' });
	});

	it.each([
		['by ID', 1],
		['by list', 150],
	])('is created again under a new ID, looked for %s', async (_, count) => {
		expect(actions(await upsert(tasks(count)))[0]).toBe('created');
		expect(eventsIn().filter(({ summary }) => summary === 'Task 1')).toHaveLength(1);
		expect(actions(await upsert(tasks(count)))).toEqual(Array(count).fill('unchanged'));
		sim.act.deleteEvent({ calendar: MEETINGS, event: 'Task 1' });
		await upsert(tasks(count));
		expect(eventsIn().filter(({ summary }) => summary === 'Task 1')).toHaveLength(1);
	});

	it.each(['idOnly', 'full'] as const)('is left deleted (tombstones %s)', async (tombstones) => {
		sim.switches.tombstones = tombstones;
		const { rows } = await upsert([task(1)], { whenDeleted: 'leave' });
		expect(rows[0]!.sync).toMatchObject({ action: 'skipped' });
		expect(eventsIn()).toEqual([]);
	});

	it('comes back where Google lets its ID be used again', async () => {
		sim.switches.tombstoneInsert = 'revives';
		await upsert(tasks(150));
		expect(eventsIn().filter(({ summary }) => summary === 'Task 1')).toHaveLength(1);
	});
});

describe('an event in another calendar', () => {
	const looking = { options: { alsoIn: [OFFERS] } };

	it('is moved, with its guests, to where it belongs', async () => {
		await upsert([task(1)], { calendar: OFFERS });
		sim.act.addGuest({ calendar: OFFERS, event: 'Task 1', email: 'guest@klient.example' });
		const [before] = eventsIn(OFFERS);
		const { rows } = await upsert([task(1, { location: 'New' })], looking);
		expect(rows[0]!.sync).toMatchObject({
			action: 'updated',
			changes: { calendar: { from: OFFERS, to: MEETINGS }, location: { to: 'New' } },
		});
		expect(eventsIn(OFFERS)).toEqual([]);
		expect(eventsIn()).toEqual([expect.objectContaining({ id: before!.id, location: 'New' })]);
		expect(eventsIn()[0]!.attendees).toEqual(before!.attendees);
		expect(actions(await upsert([task(1, { location: 'New' })], looking))).toEqual(['unchanged']);
		nobodyGotMail();
	});

	it('is found where a user has moved it, tombstone or not', async () => {
		await upsert([task(1)]);
		sim.act.moveToCalendar({ calendar: MEETINGS, event: 'Task 1', to: OFFERS });
		expect(actions(await upsert([task(1)], looking))).toEqual(['updated']);
		expect([eventsIn().length, eventsIn(OFFERS).length]).toEqual([1, 0]);
	});

	it('is moved once where the answer of the move is lost', async () => {
		await upsert(tasks(2), { calendar: OFFERS });
		sim.faults.inject({ match: { method: 'POST', path: '/batch/' }, reset: 'after', times: 1 });
		const { rows } = await upsert(tasks(2), looking);
		expect(rows.map(({ sync }) => (sync as IDataObject).action)).toEqual(['updated', 'updated']);
		expect([eventsIn().length, eventsIn(OFFERS).length]).toEqual([2, 0]);
	});

	it('is one of its own where nobody looks there: a copy is not linked', async () => {
		await upsert([task(1)]);
		sim.act.duplicateToCalendar({ calendar: MEETINGS, event: 'Task 1', to: OFFERS });
		expect(actions(await upsert([task(1, { location: 'X' })], looking))).toEqual(['updated']);
		expect(eventsIn(OFFERS)[0]!.location).toBe('Rynek 1');
	});
});

describe('accounts', () => {
	it('says which calendar an account may only read', async () => {
		const { rows } = await upsert([task(1)], { calendar: PIOTRS }, true);
		expect(String(rows[0]!.error)).toMatch(/refused to create the event/);
	});
});
