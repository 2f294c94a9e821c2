/** Field Became Value, and updates of chosen fields. */
import type { IDataObject } from 'n8n-workflow';

import { triggerLookups } from '../../../nodes/GoogleCalendar/triggerLookups';
import type { GoogleCalendarSimulator } from '../../../sandbox/googleCalendar';
import { bothOperators, failure, fill, hostFor, MEETINGS, OFFERS, PIOTR, startWorld } from './roomWorld';
import { Trigger } from './triggerWorld';

let sim: GoogleCalendarSimulator;
beforeAll(async () => {
	sim = await startWorld();
});
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

const START = '2026-03-10T10:00';
const add = (summary: string, more: IDataObject = {}) =>
	sim.act.addEvent({ calendar: MEETINGS, summary, start: START, ...more } as never);
const edit = (event: string, fields: object) => sim.act.editEvent({ calendar: MEETINGS, event, ...fields });
const begun = async (more: IDataObject = {}) => await new Trigger(sim, more).begun();
const changesIn = (items: IDataObject[]) => items.map(({ changes }) => changes);

describe('Field Became Value', () => {
	const became = async (field: string, values: string[], more: IDataObject = {}) =>
		await begun({ triggerOn: 'fieldBecameValue', field, values, ...more });

	test('tells the value before', async () => {
		add('A', { colorId: '2' });
		const trigger = await became('color', ['11']);
		edit('A', { colorId: '5' });
		expect(await trigger.poll()).toEqual([]);
		edit('A', { colorId: '11' });
		const items = await trigger.poll();
		expect(items[0]).toMatchObject({ event: 'fieldBecameValue', changes: { color: { from: '5', to: '11' } } });
		edit('A', { location: 'Home' });
		expect(await trigger.poll()).toEqual([]);
	});

	test.each<[string, string[], () => unknown, unknown]>([
		['showAs', ['free'], () => edit('A', { transparency: 'transparent' }), { from: 'busy', to: 'free' }],
		['visibility', ['private'], () => edit('A', { visibility: 'private' }), { from: 'default', to: 'private' }],
		['summary', ['B'], () => edit('A', { summary: 'B' }), { from: 'A', to: 'B' }],
		['location', ['Home'], () => edit('A', { location: 'Home' }), { from: '', to: 'Home' }],
		[
			'allDay',
			['true'],
			() => sim.act.moveEventTime({ calendar: MEETINGS, event: 'A', start: '2026-03-11' }),
			{ from: 'false', to: 'true' },
		],
	])('%s', async (field, values, change, changes) => {
		add('A');
		const trigger = await became(field, values);
		change();
		expect(changesIn(await trigger.poll())).toEqual([{ [field]: changes }]);
	});

	test('also at the creation, where no value was before', async () => {
		const trigger = await became('summary', [], { otherValues: ['Kick-off'] });
		add('Kick-off');
		expect(changesIn(await trigger.poll())).toEqual([{ summary: { to: 'Kick-off' } }]);
	});

	test('the calendar that an event is moved to, and where it was', async () => {
		const { id } = add('A');
		const trigger = await became('calendar', [OFFERS], { calendars: [MEETINGS, OFFERS] });
		sim.act.moveToCalendar({ calendar: MEETINGS, event: id, to: OFFERS });
		expect(changesIn(await trigger.poll())).toEqual([{ calendar: { from: MEETINGS, to: OFFERS } }]);
	});

	test('the answer to an invitation', async () => {
		const calendar = 'anna@firma.example';
		sim.act.receiveInvitation({ calendar, from: 'boss@x.example', summary: 'Invited', start: START });
		const trigger = await became('response', ['accepted'], { calendars: [calendar] });
		sim.act.acceptInvitation({ calendar, event: 'Invited' });
		expect(changesIn(await trigger.poll())).toEqual([{ response: { from: 'needsAction', to: 'accepted' } }]);
	});

	test('a text too long to be remembered is compared all the same', async () => {
		const long = 'x'.repeat(5_000);
		add('A', { description: long });
		const trigger = await became('description', [], { otherValues: [long, 'short'] });
		edit('A', { location: 'Home' });
		expect(await trigger.poll()).toEqual([]);
		edit('A', { description: 'short' });
		expect(changesIn(await trigger.poll())).toEqual([{ description: { to: 'short' } }]);
	});

	test('without a value, or with a field that there is not, says so', async () => {
		const none = new Trigger(sim, { triggerOn: 'fieldBecameValue', field: 'summary' });
		expect((await failure(none.poll())).message).toContain('No value is chosen');
		const unknown = new Trigger(sim, { triggerOn: 'fieldBecameValue', field: 'weather', values: ['sun'] });
		expect((await failure(unknown.poll())).message).toContain('"weather"');
		const nowhere = new Trigger(sim, { calendars: [] });
		expect((await failure(nowhere.poll())).message).toContain('No calendar is chosen');
	});

	test('calendars of one name can be told apart, and an account that fails hides no others', async () => {
		sim.act.renameCalendar({ calendar: OFFERS, to: 'Spotkania Anna' });
		const { watchedCalendars } = triggerLookups.loadOptions;
		const listed = async () => await watchedCalendars.call(hostFor(sim, { values: bothOperators() }) as never);
		const expected = [MEETINGS, OFFERS].map((value) => ({ name: `Spotkania Anna (${value})`, value }));
		expect(await listed()).toEqual(expect.arrayContaining(expected));
		sim.act.endSession({ user: PIOTR });
		sim.act.expireAccessTokens();
		expect(await listed()).toEqual(expect.arrayContaining(expected));
	});

	test('its lists', async () => {
		const { watchedCalendars, watchedValues } = triggerLookups.loadOptions;
		expect(await watchedCalendars.call(hostFor(sim) as never)).toContainEqual({ name: 'Oferty Anna', value: OFFERS });
		const valuesOf = async (field: string) =>
			await watchedValues.call(hostFor(sim, { parameters: { field } }) as never);
		expect(await valuesOf('showAs')).toEqual([
			{ name: 'Busy', value: 'busy' },
			{ name: 'Free', value: 'free' },
		]);
		expect(await valuesOf('calendar')).toContainEqual({ name: 'Oferty Anna', value: OFFERS });
		expect(await valuesOf('summary')).toEqual([]);
	});
});

test('Event Updated, only when chosen fields change', async () => {
	add('A');
	const trigger = await begun({ triggerOn: 'eventUpdated', fields: ['location', 'start'] });
	edit('A', { summary: 'B' });
	expect(await trigger.poll()).toEqual([]);
	edit('B', { location: 'Home', summary: 'C' });
	expect(changesIn(await trigger.poll())).toEqual([{ location: { from: '', to: 'Home' } }]);
	sim.act.moveEventTime({ calendar: MEETINGS, event: 'C', start: '2026-03-12T10:00' });
	expect(changesIn(await trigger.poll())).toEqual([
		{ start: { from: '2026-03-10T10:00:00+01:00', to: '2026-03-12T10:00:00+01:00' } },
	]);
});
