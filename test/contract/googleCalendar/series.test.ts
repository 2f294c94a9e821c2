import type { IDataObject } from 'n8n-workflow';

import type { GoogleCalendarSimulator } from '../../../sandbox/googleCalendar';
import { execute, failure, fill, fixed, MEETINGS, OFFERS, startWorld } from './roomWorld';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let sim: GoogleCalendarSimulator;
let series: string;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => {
	fill(sim);
	({ id: series } = sim.act.addSeries({
		calendar: MEETINGS,
		summary: 'Weekly',
		start: '2026-03-18T10:00',
		end: '2026-03-18T11:00',
		recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4'],
	} as never));
});
afterAll(async () => await sim.close());
afterEach(() => expect(sim.act.getMails()).toEqual([]));

const run = async (operation: string, parameters: IDataObject = {}, items?: IDataObject[]) =>
	(await execute(sim, { resource: 'event', operation, calendar: MEETINGS, ...parameters }, items)).rows;
const list = async (more: IDataObject = {}) =>
	await run('getMany', { from: '', to: '', search: '', returnAll: true, ...more });
const actionOf = (rows: IDataObject[]) => (rows[0]!.sync as IDataObject).action;

describe('the events of a series', () => {
	it('each tell their series and keep their hour when the clock changes', async () => {
		const rows = await list();
		expect(rows.map(({ start, recurringEventId }) => [start, recurringEventId])).toEqual([
			['2026-03-18T10:00:00+01:00', series],
			['2026-03-25T10:00:00+01:00', series],
			['2026-04-01T10:00:00+02:00', series],
			['2026-04-08T10:00:00+02:00', series],
		]);
		expect((await list({ options: { series: 'series' } })).map(({ id }) => id)).toEqual([series]);
		expect(await list({ returnAll: false, limit: 2 })).toHaveLength(2);
	});

	it('are deleted one by one, and the others stay', async () => {
		const [, second] = await list();
		const event = second!.id as string;
		expect(actionOf(await run('delete', { event }))).toBe('deleted');
		expect((await list()).map(({ start }) => String(start).slice(0, 10))).toEqual([
			'2026-03-18',
			'2026-04-01',
			'2026-04-08',
		]);
		expect(actionOf(await run('delete', { event }))).toBe('unchanged');
		expect(actionOf(await run('delete', { event, dryRun: true }))).toBe('unchanged');
		expect((await failure(run('update', { event, ...fixed({ location: 'X' }) }))).message).toMatch(/it was deleted/);
	});

	it('are changed one by one', async () => {
		const [first] = await list();
		await run('update', { event: first!.id, ...fixed({ start: '2026-03-19T12:00', summary: 'Moved' }) });
		const rows = await list();
		expect(rows.map(({ summary }) => summary)).toEqual(['Moved', 'Weekly', 'Weekly', 'Weekly']);
		expect(rows[0]).toMatchObject({
			id: first!.id,
			start: '2026-03-19T12:00:00+01:00',
			end: '2026-03-19T13:00:00+01:00',
		});
		expect((await list({ options: { series: 'none' } })).map(({ id }) => id)).toEqual([]);
	});

	it('go all with their series, by its ID', async () => {
		expect(actionOf(await run('move', { event: series, destination: OFFERS }))).toBe('updated');
		expect(await list()).toEqual([]);
		expect(actionOf(await run('delete', { event: series, calendar: OFFERS }))).toBe('deleted');
		expect(await list({ calendar: OFFERS })).toEqual([]);
	});

	it('cannot be moved alone, which is said', async () => {
		const [first] = await list();
		const error = await failure(run('move', { event: first!.id, destination: OFFERS }));
		expect(error.message).toMatch(/refused to move the event/);
		expect(await list()).toHaveLength(4);
	});
});
