import { Fault } from '../../../../../nodes/shared/fault';
import { Routing } from '../../../../../nodes/shared/sync/pairs/routing';

const names = (operator: string, type: string, calendar: string) => ({ operator, type, calendar });
const visit = { operator: '1', type: '10', calendar: 'a', names: names('Anna', 'Visit', 'Meetings') };

describe('which calendar belongs to whom', () => {
	const routing = new Routing([
		visit,
		{ operator: '1', type: '11', calendar: 'b' },
		{ operator: '1', type: '12', calendar: 'b' },
		{ operator: '2', type: '10', calendar: 'c' },
	]);

	it('is found from both ends', () => {
		expect(routing.calendarOf({ operator: '1', type: '10' })).toBe('a');
		expect(routing.calendarOf({ operator: '2', type: '10' })).toBe('c');
		expect(routing.calendarOf({ operator: '2', type: '11' })).toBeUndefined();
		expect(routing.ownersOf('b').map(({ type }) => type)).toEqual(['11', '12']);
		expect(routing.ownersOf('nobody’s')).toEqual([]);
	});

	it('does not mix up ids that run together', () => {
		const tricky = new Routing([{ operator: '1","2', type: '3', calendar: 'a' }]);
		expect(tricky.calendarOf({ operator: '1', type: '2","3' })).toBeUndefined();
	});

	it('takes the same row twice', () => {
		expect(new Routing([visit, visit]).ownersOf('a')).toHaveLength(1);
	});

	it('refuses a calendar of two operators, by their names', () => {
		const bob = { operator: '2', type: '10', calendar: 'a', names: names('Bob', 'Visit', 'Meetings') };
		expect(() => new Routing([visit, bob])).toThrow(
			'Calendar "Meetings" is claimed by two operators: "Anna" and "Bob".',
		);
	});

	it('refuses a type that is sent to two calendars', () => {
		expect(() => new Routing([visit, { ...visit, calendar: 'b' }])).toThrow(
			'Event type "Visit" of operator "Anna" is sent to two calendars.',
		);
	});

	it('is not known, rather than nothing, where the settings cannot be followed now', () => {
		const fault = new Fault('misconfigured', 'The token of Anna is refused.');
		const whole = new Routing([visit], [{ operator: '1', fault }]);
		expect(whole.calendarOf(visit)).toBe('a');
		expect(() => whole.calendarOf({ operator: '1', type: '99' })).toThrow(fault);
		expect(whole.calendarOf({ operator: '2', type: '10' })).toBeUndefined();
		expect(() => new Routing([], [{ fault }]).calendarOf(visit)).toThrow(fault);
		const one = new Routing([], [{ operator: '1', type: '10', fault }]);
		expect(one.calendarOf({ operator: '1', type: '11' })).toBeUndefined();
	});
});
