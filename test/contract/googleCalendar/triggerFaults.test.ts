/** One account or calendar stands still, runs fail, n8n restarts. */
import type { IDataObject } from 'n8n-workflow';

import type { GoogleCalendarSimulator } from '../../../sandbox/googleCalendar';
import { bothOperators, failure, fill, MEETINGS, PIOTR, PIOTRS, startWorld } from './roomWorld';
import { MINUTE, told, Trigger } from './triggerWorld';

let sim: GoogleCalendarSimulator;
beforeAll(async () => {
	sim = await startWorld();
});
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

const START = '2026-03-10T10:00';
const add = (calendar: string, summary: string) => sim.act.addEvent({ calendar, summary, start: START });
const operators = { triggerOn: 'eventCreatedUpdatedOrDeleted', calendarsOf: 'operators', calendars: [] };
const trigger = (more: IDataObject = {}) => new Trigger(sim, { ...operators, ...more }, { values: bothOperators() });
const out = () => {
	sim.act.endSession({ user: PIOTR });
	sim.act.expireAccessTokens();
};
const back = () => sim.act.endSession({ user: PIOTR, ended: false });

describe('an operator whose token is refused', () => {
	test('does not stop the others, is named once, and loses nothing', async () => {
		const node = await trigger().begun();
		out();
		add(MEETINGS, 'A');
		add(PIOTRS, 'P');
		expect(told(await node.poll())).toEqual(['eventCreated A']);
		expect(await node.poll()).toEqual([]);
		expect(node.reported.map(({ message }) => message)).toEqual([expect.stringContaining('"Piotr"')]);
		back();
		expect(told(await node.poll())).toEqual(['eventCreated P']);
	});

	test('at the beginning: what is changed since then counts when it can be read', async () => {
		add(PIOTRS, 'Before');
		sim.clock.advance(MINUTE);
		out();
		const node = await trigger().begun();
		expect(node.reported).toHaveLength(1);
		add(PIOTRS, 'P');
		expect(await node.poll()).toEqual([]);
		back();
		expect(told(await node.poll())).toEqual(['eventCreated P']);
	});

	test('after its changes were taken over: they wait, and the others flow', async () => {
		const node = await trigger().begun();
		node.status = 'error';
		add(PIOTRS, 'P');
		expect(told(await node.poll())).toEqual(['eventCreated P']);
		node.status = 'success';
		out();
		add(MEETINGS, 'A');
		expect(told(await node.poll())).toEqual(['eventCreated A']);
		back();
		const [again] = await node.poll();
		expect(again).toMatchObject({ record: { summary: 'P' }, delivery: { attempt: 2, redelivered: true } });
	});

	test('an event that cannot be read again waits, and that is told', async () => {
		const node = await trigger().begun();
		node.status = 'error';
		add(MEETINGS, 'A');
		await node.poll();
		node.status = 'success';
		add(PIOTRS, 'P');
		sim.act.refuseCalls({ action: 'events.get', status: 403, reason: 'forbidden' });
		expect(told(await node.poll())).toEqual(['eventCreated P']);
		expect(node.reported.map(({ message }) => message)).toEqual([expect.stringContaining('read the event')]);
		expect(told(await node.poll())).toEqual(['eventCreated A']);
	});

	test('where no account works, the poll fails', async () => {
		const node = await trigger().begun();
		out();
		sim.act.endSession({ user: 'anna@firma.example' });
		expect((await failure(node.poll())).message).toMatch(/token/);
	});
});

describe('what was read before is delivered as it is now', () => {
	test('changed and deleted meanwhile', async () => {
		const node = await trigger().begun();
		node.status = 'error';
		add(MEETINGS, 'A');
		const { id } = add(MEETINGS, 'B');
		await node.poll();
		node.status = 'success';
		sim.act.editEvent({ calendar: MEETINGS, event: 'A', summary: 'A2' });
		sim.act.deleteEvent({ calendar: MEETINGS, event: id });
		const items = await node.drained();
		expect(told(items)).toEqual(['eventCreated A2', `eventCreated ${id}`, `eventDeleted ${id}`, 'eventUpdated A2']);
		const gone = items.find((item) => item.id === id && item.event === 'eventCreated');
		expect(gone!.record).toMatchObject({ id, deleted: true, calendarId: MEETINGS });
	});
});

describe('a credential that changes', () => {
	test('an operator that joins begins with what happens from then on; one that goes is forgotten', async () => {
		const both = bothOperators() as { operators: { operator: IDataObject[] } };
		const alone = { ...both, operators: { operator: both.operators.operator.slice(0, 1) } } as IDataObject;
		add(PIOTRS, 'Before');
		const first = await new Trigger(sim, operators, { values: alone }).begun();
		const second = trigger();
		second.restore(JSON.stringify(first.memory));
		expect(await second.poll()).toEqual([]);
		add(PIOTRS, 'P');
		expect(told(await second.drained())).toEqual(['eventCreated P']);
		const third = new Trigger(sim, operators, { values: alone });
		third.restore(JSON.stringify(second.memory));
		add(PIOTRS, 'Q');
		add(MEETINGS, 'A');
		expect(told(await third.poll())).toEqual(['eventCreated A']);
		expect(JSON.stringify(third.memory)).not.toContain(PIOTRS);
	});

	test('a name that no calendar has is told, and the other calendars go on', async () => {
		const values = bothOperators() as { operators: { operator: Array<{ calendars: IDataObject }> } };
		values.operators.operator[1]!.calendars = { rows: [{ type: 'Spotkanie', calendar: 'Nowhere' }] };
		const node = new Trigger(sim, operators, { values: values as never });
		await node.poll();
		add(MEETINGS, 'A');
		expect(told(await node.poll())).toEqual(['eventCreated A']);
		expect(node.reported.map(({ message }) => message)).toEqual([expect.stringContaining('"Nowhere"')]);
	});

	test('without operators it says where to fill them in', async () => {
		const node = new Trigger(sim, operators);
		expect((await failure(node.poll())).message).toContain('No calendar of an operator');
	});
});
