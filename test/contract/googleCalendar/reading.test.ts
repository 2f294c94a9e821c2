import type { IDataObject } from 'n8n-workflow';

import type { GoogleCalendarSimulator } from '../../../sandbox/googleCalendar';
import { ANNA, bothOperators, execute, failure, fill, fixed, MEETINGS, PIOTRS, startWorld } from './roomWorld';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let sim: GoogleCalendarSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => {
	fill(sim);
	sim.requests.clear();
});
afterAll(async () => await sim.close());

const rowsOf = async (parameters: IDataObject, values?: IDataObject) =>
	(await execute(sim, parameters, [{}], { ...(values && { values }) })).rows;
const events = async (more: IDataObject = {}) =>
	await rowsOf({
		resource: 'event',
		operation: 'getMany',
		calendar: MEETINGS,
		from: '',
		to: '',
		search: '',
		returnAll: true,
		...more,
	});
const addEvent = (summary: string, start: string, more: IDataObject = {}) =>
	sim.act.addEvent({ calendar: MEETINGS, summary, start, ...more } as never);

describe('events', () => {
	it('come five thousand in two requests, and no more than asked for', async () => {
		sim.act.growEvents({ calendar: MEETINGS, count: 5000 });
		expect(await events()).toHaveLength(5000);
		expect(sim.requests.count({ path: '/events' })).toBe(2);
		sim.requests.clear();
		expect(await events({ returnAll: false, limit: 20 })).toHaveLength(20);
		expect(sim.requests.entries.at(-1)!.query.maxResults).toBe('20');
	});

	it('are those of a span of time, or with words, in the order of time', async () => {
		addEvent('Late', '2026-03-12T10:00', { end: '2026-03-12T11:00' });
		addEvent('Early', '2026-03-10', { location: 'Bakery' });
		const named = async (more: IDataObject) => (await events(more)).map(({ summary }) => summary);
		expect(await named({})).toEqual(['Early', 'Late']);
		expect(await named({ from: '2026-03-11T00:00:00' })).toEqual(['Late']);
		expect(await named({ to: '2026-03-11T00:00:00' })).toEqual(['Early']);
		expect(await named({ search: 'bakery' })).toEqual(['Early']);
		expect((await failure(named({ from: '2026-03-11', to: '2026-03-10' }))).message).toMatch(/not later than/);
	});

	it('of a series are single ones, the series, or left out', async () => {
		sim.act.addSeries({
			calendar: MEETINGS,
			summary: 'Weekly',
			start: '2026-03-04T10:00',
			end: '2026-03-04T11:00',
			recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4'],
		} as never);
		addEvent('Single', '2026-03-10');
		const count = async (series: string) => (await events({ options: { series } })).length;
		expect([await count('single'), await count('series'), await count('none')]).toEqual([5, 2, 1]);
	});

	it('are those made for a source system, deleted ones if asked for', async () => {
		addEvent('By hand', '2026-03-10');
		await rowsOf({
			resource: 'event',
			operation: 'upsertByLink',
			calendar: MEETINGS,
			sourceSystem: 'Streamsoft',
			sourceId: '1',
			whenChanged: 'overwrite',
			whenDeleted: 'create',
			...fixed({ summary: 'Linked', start: '2026-03-10' }),
		});
		expect((await events({ options: { sourceSystem: 'Streamsoft' } })).map(({ summary }) => summary)).toEqual([
			'Linked',
		]);
		sim.act.deleteEvent({ calendar: MEETINGS, event: 'By hand' });
		expect(await events()).toHaveLength(1);
		const all = await events({ options: { includeDeleted: true, series: 'series' } });
		expect(all.map(({ status }) => status).sort()).toEqual(['cancelled', 'confirmed']);
	});

	it('are short, or whole', async () => {
		const { id } = addEvent('Days', '2026-03-10', { end: '2026-03-12', location: 'Here' });
		const get = { resource: 'event', operation: 'get', calendar: MEETINGS, event: id };
		const [short] = await rowsOf(get);
		expect(short).toMatchObject({
			id,
			calendarId: MEETINGS,
			summary: 'Days',
			start: '2026-03-10',
			allDay: true,
			location: 'Here',
		});
		const [whole] = await rowsOf({ ...get, simplify: false });
		expect(whole).toMatchObject({ kind: 'calendar#event', etag: expect.any(String), start: { date: '2026-03-10' } });
		expect((await failure(rowsOf({ ...get, event: 'nothing0' }))).message).toMatch(/Not Found/);
	});
});

describe('calendars', () => {
	it('are listed with their account', async () => {
		const list = { resource: 'calendar', operation: 'getMany', access: 'all', returnAll: true };
		const all = await rowsOf(list, bothOperators());
		expect(all.filter(({ id }) => id === PIOTRS).map(({ account, access }) => [account, access])).toEqual([
			['default', 'reader'],
			['Piotr', 'owner'],
		]);
		const writable = await rowsOf({ ...list, access: 'write' }, bothOperators());
		expect(writable.filter(({ id }) => id === PIOTRS)).toHaveLength(1);
	});

	it('are created once by their name', async () => {
		const create = { resource: 'calendar', operation: 'create', name: 'Nowy' };
		const actions = async (more: IDataObject = {}) =>
			(await rowsOf({ ...create, ...more })).map(({ sync }) => (sync as IDataObject).action);
		expect(await actions({ dryRun: true })).toEqual(['created']);
		expect(await actions()).toEqual(['created']);
		expect(await actions()).toEqual(['unchanged']);
		expect(await actions({ options: { ifExists: 'another' } })).toEqual(['created']);
		const [piotrs] = await rowsOf({ ...create, options: { account: 'Piotr' } } as IDataObject, bothOperators());
		expect(sim.store.calendars.get(String(piotrs!.id))!.owner.email).not.toBe(ANNA);
	});
});

describe('a new calendar', () => {
	const named = (summary: string) =>
		[...sim.store.calendars.values()].filter((one) => String(one.summary).normalize('NFC') === summary);
	const create = async (name: string, more: IDataObject = {}) =>
		await rowsOf({ resource: 'calendar', operation: 'create', name, ...more });

	it.each(['after', 'before'] as const)(
		'is there once, or not at all, where the answer is lost (cut %s)',
		async (reset) => {
			sim.faults.inject({ match: { method: 'POST', path: '/calendars' }, reset });
			if (reset === 'after') expect((await create('Nowy'))[0]).toMatchObject({ summary: 'Nowy' });
			else expect((await failure(create('Nowy'))).message).toMatch(/connection to Google Calendar broke/);
			expect(named('Nowy')).toHaveLength(reset === 'after' ? 1 : 0);
			await create('Nowy');
			expect(named('Nowy')).toHaveLength(1);
		},
	);

	it('is the one that looks the same, and never one that may only be read', async () => {
		await create('Żółw');
		await create(' Żółw'.normalize('NFD'));
		expect(named('Żółw')).toHaveLength(1);
		const [own] = await create('Spotkania Piotr');
		expect(own).toMatchObject({ sync: { action: 'created' } });
	});
});

describe('availability', () => {
	it('is free, or busy with its times', async () => {
		addEvent('Visit', '2026-03-10T10:00', { end: '2026-03-10T11:00' });
		const get = { resource: 'availability', operation: 'get', calendar: 'Spotkania Anna' };
		const [busy] = await rowsOf({ ...get, start: '2026-03-10T09:00', end: '2026-03-10T12:00' });
		expect(busy).toMatchObject({ available: false, busy: [expect.objectContaining({ start: expect.any(String) })] });
		const [free] = await rowsOf({ ...get, start: '2026-03-10T12:00', end: '2026-03-10T13:00' });
		expect(free).toMatchObject({ available: true, busy: [], calendarId: MEETINGS });
		const lost = { ...get, calendar: 'gone@group.calendar.google.com', start: '2026-03-10', end: '2026-03-11' };
		expect((await failure(rowsOf(lost))).message).toMatch(/does not tell when this calendar is busy/);
	});
});
