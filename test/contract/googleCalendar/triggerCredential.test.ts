/** The credential or the list of calendars is changed while the trigger runs: no calendar that stays loses anything. */
import type { IDataObject } from 'n8n-workflow';

import type { GoogleCalendarSimulator } from '../../../sandbox/googleCalendar';
import { ANNA, fill, MEETINGS, OFFERS, operator, PIOTR, PIOTRS, startWorld, tokensNow } from './roomWorld';
import { HOUR, MINUTE, told, Trigger } from './triggerWorld';

let sim: GoogleCalendarSimulator;
beforeAll(async () => {
	sim = await startWorld();
});
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

const START = '2026-03-10T10:00';
const add = (calendar: string, summary: string) => sim.act.addEvent({ calendar, summary, start: START });
const edit = (calendar: string, event: string) => sim.act.editEvent({ calendar, event, location: 'Home' });
const anna = operator('Anna', { Spotkanie: 'Spotkania Anna' });
const piotr = operator('Piotr', { Spotkanie: 'Spotkania Piotr' }, { tokenFromConfiguration: false });
const credential = (operators: IDataObject[], token = tokensNow().piotr): IDataObject => ({
	operators: { operator: operators },
	operatorTokens: JSON.stringify({ Piotr: token }),
});
const OPERATORS = { calendarsOf: 'operators', calendars: [] };

/** The same trigger after somebody has changed the node or the credential, and n8n was restarted. */
function changed(former: Trigger, values: IDataObject, parameters: IDataObject = OPERATORS): Trigger {
	const trigger = new Trigger(sim, parameters, { values });
	trigger.restore(JSON.stringify(former.memory));
	return trigger;
}

describe('the credential', () => {
	test('gets another row while an operator is locked out: what that one does meanwhile is not lost', async () => {
		add(PIOTRS, 'Old');
		const first = await new Trigger(sim, OPERATORS, { values: credential([anna, piotr]) }).begun();
		sim.act.endSession({ user: PIOTR });
		sim.act.expireAccessTokens();
		const more = operator('Anna', { Spotkanie: 'Spotkania Anna', Oferta: 'Oferty Anna' });
		const second = changed(first, credential([more, piotr]));
		edit(PIOTRS, 'Old');
		add(PIOTRS, 'New');
		add(OFFERS, 'Offer');
		sim.clock.advance(MINUTE);
		expect(told(await second.drained())).toEqual([]);
		add(OFFERS, 'Another offer');
		expect(told(await second.drained())).toEqual(['eventCreated Another offer']);
		sim.act.endSession({ user: PIOTR, ended: false });
		expect(told(await second.drained())).toEqual(['eventCreated New', 'eventUpdated Old']);
	});

	test('gets a token that Google does not know, and then the right one', async () => {
		add(PIOTRS, 'Old');
		const shared = operator('Piotr', { Spotkanie: 'Spotkania Piotr' });
		sim.act.shareCalendar({ calendar: PIOTRS, with: ANNA, role: 'writer' });
		const first = await new Trigger(sim, OPERATORS, { values: credential([anna, shared]) }).begun();
		const second = changed(first, credential([anna, piotr], 'made-up-wrong'));
		edit(PIOTRS, 'Old');
		add(MEETINGS, 'A');
		expect(told(await second.drained())).toEqual(['eventCreated A']);
		const third = changed(second, credential([anna, piotr]));
		expect(told(await third.drained())).toEqual(['eventUpdated Old']);
	});

	test('loses an account whose calendar was chosen by its ID: the others go on', async () => {
		const list = { calendars: [MEETINGS, PIOTRS] };
		sim.act.shareCalendar({ calendar: PIOTRS, with: ANNA, role: 'none' });
		const first = await new Trigger(sim, list, { values: credential([anna, piotr]) }).begun();
		const second = changed(first, credential([anna]), list);
		add(MEETINGS, 'A');
		add(PIOTRS, 'P');
		expect(told(await second.drained())).toEqual(['eventCreated A']);
		expect(second.reported.map(({ message }) => message)).toEqual([expect.stringContaining('not shared any more')]);
		const third = changed(second, credential([anna, piotr]), list);
		expect(told(await third.drained())).toEqual(['eventCreated P']);
	});

	test.each(['eventCreated', 'eventStarted'])(
		'%s: a calendar of an operator that is deleted is told, for one reason',
		async (triggerOn) => {
			const trigger = await new Trigger(
				sim,
				{ ...OPERATORS, triggerOn },
				{ values: credential([anna, piotr]) },
			).begun();
			sim.act.deleteCalendar({ calendar: PIOTRS });
			for (let polls = 0; polls < 3; polls++) await trigger.poll();
			expect(trigger.reported.map(({ message }) => message)).toEqual([expect.stringContaining('Spotkania Piotr')]);
			sim.act.addCalendar({ owner: PIOTR, id: 'anew@group.calendar.google.com', summary: 'Spotkania Piotr' });
			await trigger.poll();
			sim.act.addEvent({ calendar: 'anew@group.calendar.google.com', summary: 'P', start: '2026-03-02T09:30:00Z' });
			sim.clock.advance(HOUR);
			expect(told(await trigger.drained())).toEqual([`${triggerOn} P`]);
		},
	);

	test('names a calendar that cannot be read yet: what is changed from then on counts', async () => {
		add(PIOTRS, 'Before');
		const first = await new Trigger(sim, OPERATORS, { values: credential([anna]) }).begun();
		const second = changed(first, credential([anna, piotr]));
		sim.faults.inject({ match: { path: encodeURIComponent(PIOTRS) }, status: 403, times: 1, body: '{}' });
		expect(await second.poll()).toEqual([]);
		expect(second.reported).toHaveLength(1);
		sim.clock.advance(MINUTE);
		add(PIOTRS, 'P');
		expect(told(await second.drained())).toEqual(['eventCreated P']);
	});

	test('names an operator who cannot be looked up yet: what is changed from then on counts', async () => {
		add(PIOTRS, 'Before');
		const first = await new Trigger(sim, OPERATORS, { values: credential([anna]) }).begun();
		sim.act.endSession({ user: PIOTR });
		const second = changed(first, credential([anna, piotr]));
		expect(await second.poll()).toEqual([]);
		sim.clock.advance(MINUTE);
		add(PIOTRS, 'P');
		add(MEETINGS, 'A');
		expect(told(await second.drained())).toEqual(['eventCreated A']);
		sim.act.endSession({ user: PIOTR, ended: false });
		expect(told(await second.drained())).toEqual(['eventCreated P']);
	});
});

describe('the list of calendars', () => {
	const values = {};

	test('gets another one: the others lose nothing, and it begins from now on', async () => {
		add(OFFERS, 'Before');
		add(MEETINGS, 'Old');
		const first = await new Trigger(sim, { calendars: [MEETINGS] }, { values }).begun();
		edit(MEETINGS, 'Old');
		add(MEETINGS, 'New');
		const second = changed(first, values, { calendars: [MEETINGS, OFFERS] });
		expect(told(await second.drained())).toEqual(['eventCreated New', 'eventUpdated Old']);
		add(OFFERS, 'Offer');
		expect(told(await second.drained())).toEqual(['eventCreated Offer']);
		expect(second.reported).toEqual([]);
	});

	test('loses one: the others lose nothing', async () => {
		const first = await new Trigger(sim, { calendars: [MEETINGS, OFFERS] }, { values }).begun();
		add(MEETINGS, 'New');
		add(OFFERS, 'Offer');
		const second = changed(first, values, { calendars: [MEETINGS] });
		expect(told(await second.drained())).toEqual(['eventCreated New']);
	});

	test('for starts and ends, too', async () => {
		sim.clock.set('2026-03-10T08:00:00Z');
		const starts = { triggerOn: 'eventStarted' };
		const first = await new Trigger(sim, { ...starts, calendars: [MEETINGS] }, { values }).begun();
		add(MEETINGS, 'Meeting');
		add(OFFERS, 'Offer');
		const second = changed(first, values, { ...starts, calendars: [MEETINGS, OFFERS] });
		sim.clock.advance(2 * HOUR);
		expect(told(await second.drained())).toEqual(['eventStarted Meeting', 'eventStarted Offer']);
	});
});
