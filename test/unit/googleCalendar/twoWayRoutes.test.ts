import { routesOf, type Row } from '../../../nodes/GoogleCalendar/twoWaySync/routes';
import { Fault } from '../../../nodes/shared/fault';
import type { Named } from '../../../nodes/shared/sync/pairs/door';
import { Routing } from '../../../nodes/shared/sync/pairs/routing';

const operators: Named[] = [
	{ id: '1', names: ['Anna Nowakowska', 'ANOWAK'] },
	{ id: '2', names: ['Piotr Zieliński', 'PZIEL'] },
	{ id: '3', names: ['Jan Nieaktywny'], leftOut: 'The operator is not active.' },
	{ id: '4', names: ['Twin'] },
	{ id: '5', names: ['Twin'] },
];
const types: Named[] = [
	{ id: '10', names: ['Spotkanie'] },
	{ id: '11', names: ['Oferta handlowa'] },
	{ id: '12', names: ['Notatka'], leftOut: 'The type is not marked.' },
];
const row = (operator: string, type: string, calendar: Row['calendar'] = { name: 'C', id: 'c' }): Row => ({
	operator,
	type,
	calendar,
});
const routed = (...rows: Row[]) => {
	const { routes, broken } = routesOf(rows, operators, types);
	return new Routing(routes, broken);
};

describe('the settings of people as routes', () => {
	it.each(['Anna Nowakowska', ' anna nowakowska ', 'ANOWAK', '1'])('knows the operator as %j', (name) => {
		expect(routed(row(name, 'spotkanie')).calendarOf({ operator: '1', type: '10' })).toBe('c');
	});

	it('prefers an ID to a name that looks like one', () => {
		const numbered: Named[] = [
			{ id: '1', names: ['2'] },
			{ id: '2', names: ['Two'] },
		];
		expect(routesOf([row('2', '10')], numbered, types).routes[0]!.operator).toBe('2');
	});

	it('takes two rows with the same words for one', () => {
		expect(routesOf([row('1', '10'), row('ANOWAK', 'Spotkanie')], operators, types).routes).toHaveLength(1);
	});

	it('leaves out a type that is not marked, which is an order and no mistake', () => {
		const routing = routed(row('1', '10'), row('1', 'Notatka'));
		expect(routing.calendarOf({ operator: '1', type: '12' })).toBeUndefined();
	});

	it.each([
		['Nobody', 'Spotkanie', 'Operator "Nobody" does not exist.'],
		['Twin', 'Spotkanie', 'Operator "Twin" is not unique there.'],
		['1', 'Nothing', 'Event type "Nothing" of operator "1" does not exist.'],
		['Jan Nieaktywny', 'Spotkanie', 'Operator "Jan Nieaktywny": The operator is not active.'],
	])('names what it cannot follow: %s, %s', (operator, type, message) => {
		const { broken } = routesOf([row(operator, type)], operators, types);
		expect(broken.map(({ fault }) => fault.message)).toEqual([message]);
	});

	it('never takes an unknown name, a refused token or a lost calendar for an order to take events away', () => {
		const fault = new Fault('unauthorized', 'The token is refused.');
		const one = routed(row('1', '10', { name: 'C', fault }), row('2', '10'));
		expect(() => one.calendarOf({ operator: '1', type: '10' })).toThrow('The token is refused.');
		expect(one.calendarOf({ operator: '1', type: '11' })).toBeUndefined();
		expect(one.calendarOf({ operator: '2', type: '10' })).toBe('c');
		const unknown = routed(row('Nobody', '10'), row('2', '10'));
		expect(() => unknown.calendarOf({ operator: '1', type: '10' })).toThrow('does not exist');
		expect(unknown.calendarOf({ operator: '2', type: '10' })).toBe('c');
	});

	it('lets a new event wait where only a row that cannot be followed says whose it is', () => {
		const routing = routed(row('Nobody', '10', { name: 'D', id: 'd' }), row('2', '10'));
		expect(() => routing.ownersOf('d')).toThrow('Operator "Nobody" does not exist.');
		expect([routing.ownersOf('c'), routing.ownersOf('else')]).toEqual([[{ operator: '2', type: '10' }], []]);
	});

	it('holds only the type that an unknown operator stands with', () => {
		const routing = routed(row('Nobody', '10'));
		expect(() => routing.calendarOf({ operator: '2', type: '10' })).toThrow('does not exist');
		expect(routing.calendarOf({ operator: '2', type: '11' })).toBeUndefined();
	});

	it('refuses a calendar that two operators claim, by their names', () => {
		expect(() => routed(row('Anna Nowakowska', '10'), row('PZIEL', '10'))).toThrow(
			'Calendar "C" is claimed by two operators: "Anna Nowakowska" and "PZIEL".',
		);
	});

	it('refuses a type that one operator sends to two calendars', () => {
		expect(() => routed(row('1', '10'), row('1', '10', { name: 'D', id: 'd' }))).toThrow('is sent to two calendars');
	});
});
