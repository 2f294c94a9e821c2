import { became, changedAny, recall } from '../../../../nodes/shared/watch/diff';
import type { Change } from '../../../../nodes/shared/watch/feed';

const change = (recordId: string, changes: Change['changes']): Change => ({
	id: recordId,
	recordId,
	event: 'e',
	occurredAt: '2026-02-01T00:00:00.000Z',
	changes,
});

describe('fields whose names every object has', () => {
	const names = ['constructor', 'toString', '__proto__'];

	it.each(names)('%s has not changed when nothing tells so', (name) => {
		const other = change('a', { Status: { from: 'New', to: 'Won' } });
		expect(changedAny(other, [name])).toBe(false);
		expect(became(other, [name], ['Won'])).toBe(false);
	});

	it.each(names)('%s has no previous value that nobody told', (name) => {
		const [first] = recall([change('a', { Status: { to: 'Won' } })], {}).changes;
		expect(first!.changes).toEqual({ Status: { to: 'Won' } });
		const told = Object.fromEntries([[name, { to: 'x' }]]);
		const { changes, known } = recall([change('a', { Status: { to: 'Won' } }), change('a', told)], {});
		expect(Object.entries(changes[1]!.changes!)).toEqual([[name, { to: 'x' }]]);
		const again = recall([change('a', Object.fromEntries([[name, { to: 'y' }]]))], known).changes[0]!;
		expect(Object.entries(again.changes!)).toEqual([[name, { from: 'x', to: 'y' }]]);
	});
});

describe('what is remembered', () => {
	it('is the newest, and no more than fits, however many fields a record has', () => {
		const wide = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`Field ${at}`, { to: 'x'.repeat(400) }]));
		const { known } = recall(
			Array.from({ length: 500 }, (_, at) => change(`r${at}`, wide)),
			{},
		);
		expect(JSON.stringify(known).length).toBeLessThan(1_100_000);
		expect(Object.keys(known).at(-1)).toBe('r499');
		expect(Object.keys(known).length).toBeGreaterThan(10);
	});
});
