import { MEETINGS, openGoogleCalendar, refusal, timed, type Kit } from './googleCalendarKit';

let kit: Kit;
beforeAll(async () => {
	kit = await openGoogleCalendar();
});
afterAll(() => kit.close());
beforeEach(() => kit.fill());

const SERIES = 'series1';
const first = timed('2026-05-05T10:00:00', '2026-05-05T11:00:00');
const series = (rule: string, more: object = {}) =>
	kit.insert({ id: SERIES, summary: 'Weekly', ...first, recurrence: [rule], ...more });
const starts = async (query: Record<string, string> = {}) =>
	(await kit.list({ singleEvents: 'true', ...query })).json.items.map(
		({ start }: { start: { dateTime?: string; date?: string } }) => start.dateTime?.slice(0, 16) ?? start.date,
	);

describe('a series', () => {
	test.each([
		['RRULE:FREQ=DAILY;COUNT=3', ['2026-05-05T10:00', '2026-05-06T10:00', '2026-05-07T10:00']],
		['RRULE:FREQ=DAILY;INTERVAL=2;UNTIL=20260507T080000Z', ['2026-05-05T10:00', '2026-05-07T10:00']],
		['RRULE:FREQ=WEEKLY;COUNT=2', ['2026-05-05T10:00', '2026-05-12T10:00']],
		['RRULE:FREQ=WEEKLY;BYDAY=MO,TH;COUNT=3', ['2026-05-07T10:00', '2026-05-11T10:00', '2026-05-14T10:00']],
		['RRULE:FREQ=MONTHLY;COUNT=2', ['2026-05-05T10:00', '2026-06-05T10:00']],
		['RRULE:FREQ=YEARLY;COUNT=2', ['2026-05-05T10:00', '2027-05-05T10:00']],
	])('%s has these instances', async (rule, seen) => {
		await series(rule);
		expect(await starts()).toEqual(seen);
		expect(await kit.ids()).toEqual([SERIES]);
	});

	test('keeps its wall clock when the clocks change', async () => {
		await kit.insert({
			...timed('2026-10-24T10:00:00', '2026-10-24T11:00:00'),
			recurrence: ['RRULE:FREQ=DAILY;COUNT=2'],
		});
		const { items } = (await kit.list({ singleEvents: 'true' })).json;
		expect(items.map(({ start }: any) => start.dateTime)).toEqual([
			'2026-10-24T10:00:00+02:00',
			'2026-10-25T10:00:00+01:00',
		]);
	});

	test('leaves out its EXDATE, and may be of whole days', async () => {
		await series('RRULE:FREQ=DAILY;COUNT=3', {
			start: { date: '2026-05-05' },
			end: { date: '2026-05-06' },
			recurrence: ['RRULE:FREQ=DAILY;COUNT=3', 'EXDATE;VALUE=DATE:20260506'],
		});
		expect(await starts()).toEqual(['2026-05-05', '2026-05-07']);
		expect((await kit.list({ singleEvents: 'true' })).json.items[1]).toMatchObject({
			id: `${SERIES}_20260507`,
			recurringEventId: SERIES,
			originalStartTime: { date: '2026-05-07' },
			end: { date: '2026-05-08' },
		});
	});

	test('without end is bound by the window', async () => {
		await series('RRULE:FREQ=WEEKLY');
		const window = { timeMin: '2026-06-01T00:00:00Z', timeMax: '2026-06-15T00:00:00Z' };
		expect(await starts(window)).toEqual(['2026-06-02T10:00', '2026-06-09T10:00']);
		expect(await kit.ids(window)).toEqual([SERIES]);
		expect(await kit.ids({ timeMin: '2026-04-01T00:00:00Z', timeMax: '2026-05-01T00:00:00Z' })).toEqual([]);
	});

	test('is listed with single ones in the order of starts, in pages', async () => {
		await series('RRULE:FREQ=DAILY;COUNT=4');
		await kit.insert({ id: 'single', ...timed('2026-05-06T09:00:00', '2026-05-06T09:30:00') });
		const query = { orderBy: 'startTime', maxResults: '2' };
		const one = (await kit.list({ singleEvents: 'true', ...query })).json;
		expect(one.items.map(({ id }: any) => id)).toEqual([`${SERIES}_20260505T080000Z`, 'single']);
		const two = (await kit.list({ singleEvents: 'true', ...query, pageToken: one.nextPageToken })).json;
		expect(two.items.map(({ id }: any) => id)).toEqual([`${SERIES}_20260506T080000Z`, `${SERIES}_20260507T080000Z`]);
	});
});

describe('an instance', () => {
	const INSTANCE = `${SERIES}_20260506T080000Z`;
	beforeEach(() => series('RRULE:FREQ=DAILY;COUNT=3'));

	test('is read by its id, which follows from its start', async () => {
		expect((await kit.get(INSTANCE)).json).toMatchObject({
			id: INSTANCE,
			recurringEventId: SERIES,
			iCalUID: `${SERIES}@google.com`,
			originalStartTime: { dateTime: '2026-05-06T10:00:00+02:00', timeZone: 'Europe/Warsaw' },
		});
		expect((await kit.get(INSTANCE)).json.recurrence).toBeUndefined();
		expect(refusal(await kit.get(`${SERIES}_20260509T080000Z`))).toEqual([404, 'notFound']);
	});

	test('that is moved becomes an exception, with its first start', async () => {
		const syncToken = await kit.syncToken();
		await kit.patch(INSTANCE, timed('2026-05-06T15:00:00', '2026-05-06T16:00:00'));
		expect((await kit.list({ syncToken })).json.items).toMatchObject([
			{
				id: INSTANCE,
				start: { dateTime: '2026-05-06T15:00:00+02:00' },
				originalStartTime: { dateTime: '2026-05-06T10:00:00+02:00' },
			},
		]);
		expect(await starts({ orderBy: 'startTime' })).toEqual([
			'2026-05-05T10:00',
			'2026-05-06T15:00',
			'2026-05-07T10:00',
		]);
		expect(await kit.ids()).toEqual([SERIES, INSTANCE]);
	});

	test('that is cancelled is told even in a list without deleted ones', async () => {
		kit.sim.act.changeInstance({
			calendar: MEETINGS,
			event: 'Weekly',
			originalStart: '2026-05-06T10:00',
			cancel: true,
		});
		const { items } = (await kit.list()).json;
		expect(items).toMatchObject([
			{ id: SERIES },
			{
				id: INSTANCE,
				status: 'cancelled',
				recurringEventId: SERIES,
				originalStartTime: { dateTime: '2026-05-06T10:00:00+02:00' },
			},
		]);
		expect(items[1].start).toBeUndefined();
		expect(await starts()).toEqual(['2026-05-05T10:00', '2026-05-07T10:00']);
		expect(refusal(await kit.remove(INSTANCE))).toEqual([410, 'deleted']);
	});

	test('has a list of its own', async () => {
		await kit.remove(INSTANCE);
		const instances = async (query: string) =>
			(await kit.send('GET', `${kit.events()}/${SERIES}/instances?${query}`)).json;
		expect((await instances('')).items).toHaveLength(2);
		expect((await instances('showDeleted=true')).items).toHaveLength(3);
		const page = await instances('maxResults=1');
		expect(page.items).toHaveLength(1);
		expect((await instances(`maxResults=1&pageToken=${page.nextPageToken}`)).items).toMatchObject([
			{ id: `${SERIES}_20260507T080000Z` },
		]);
		expect((await instances('timeMin=2026-05-07T00:00:00Z')).items).toHaveLength(1);
		expect((await instances('originalStart=2026-05-07T08:00:00Z')).items).toHaveLength(1);
		await kit.insert({ id: 'single', ...first });
		expect((await kit.send('GET', `${kit.events()}/single/instances`)).status).toBe(400);
	});

	test('goes with the series', async () => {
		kit.sim.act.changeInstance({
			calendar: MEETINGS,
			event: SERIES,
			originalStart: '2026-05-06T10:00',
			summary: 'Other',
		});
		const [masters, singles] = [await kit.syncToken(), await kit.syncToken({ singleEvents: 'true' })];
		kit.sim.act.deleteEvent({ calendar: MEETINGS, event: SERIES });
		expect(await kit.ids({ syncToken: masters })).toEqual([SERIES, INSTANCE]);
		const { items } = (await kit.list({ syncToken: singles, singleEvents: 'true' })).json;
		expect(items.map(({ id, status }: any) => `${id.slice(8)} ${status}`).sort()).toEqual([
			'20260505T080000Z cancelled',
			'20260506T080000Z cancelled',
			'20260507T080000Z cancelled',
		]);
		expect(await starts()).toEqual([]);
	});

	test('changes with the series by token', async () => {
		const syncToken = await kit.syncToken({ singleEvents: 'true' });
		await kit.patch(SERIES, { summary: 'Renamed' });
		const { items } = (await kit.list({ syncToken, singleEvents: 'true' })).json;
		expect(items.map(({ summary }: any) => summary)).toEqual(['Renamed', 'Renamed', 'Renamed']);
	});

	test('cannot be moved to another calendar', async () => {
		const path = `${kit.events()}/${INSTANCE}/move?destination=primary`;
		expect(refusal(await kit.send('POST', path))).toEqual([400, 'invalid']);
	});
});
