import { timeOfEvent } from '../../../nodes/GoogleCalendar/sync/time';

describe('when an event is', () => {
	const at = (start: object, end: object) => timeOfEvent({ start, end });

	it('is read in its zone, also without an offset', () => {
		const zone = { timeZone: 'Europe/Warsaw' };
		expect(at({ dateTime: '2026-07-01T10:00:00', ...zone }, { dateTime: '2026-07-01T11:00:00+02:00', ...zone })).toBe(
			'2026-07-01T08:00:00Z/2026-07-01T09:00:00Z',
		);
	});

	it('is read by its offset where the zone is none that is known', () => {
		const zone = { timeZone: 'GMT-04:00' };
		const [start, end] = ['2026-07-01T10:00:00-04:00', '2026-07-01T11:00:00-04:00'];
		expect(at({ dateTime: start, ...zone }, { dateTime: end, ...zone })).toBe(
			'2026-07-01T14:00:00Z/2026-07-01T15:00:00Z',
		);
	});

	it('is whole days by their dates', () => {
		expect(at({ date: '2026-07-01' }, { date: '2026-07-02' })).toBe('2026-07-01/2026-07-02');
	});
});
