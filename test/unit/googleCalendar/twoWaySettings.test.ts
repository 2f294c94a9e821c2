import { claimFindings, doubleFindings, sharedFindings, sorted } from '../../../nodes/GoogleCalendar/settings/claims';
import { endsSoon, nameFindings } from '../../../nodes/GoogleCalendar/settings/findings';
import { policyOf, taskSettingsOf, type Chosen } from '../../../nodes/GoogleCalendar/twoWaySync/rules';
import { seedById, seedKey, seedOf } from '../../../nodes/GoogleCalendar/twoWaySync/seeds';
import { writeStamp } from '../../../nodes/shared/sync/pairs/stamp';

const chosen = (options: Chosen['options'] = {}): Chosen => ({
	conflict: 'left',
	eventDeleted: 'cancel',
	editedAndDeleted: 'keep',
	options,
});

describe('the fields of the operation', () => {
	it('has careful rules where nothing was chosen', () => {
		expect(policyOf(chosen())).toEqual({
			conflict: 'left',
			fields: {},
			eventDeleted: 'cancel',
			editedAndDeleted: 'keep',
			newEvents: true,
			newTasks: true,
			closedTasks: false,
			match: true,
		});
		expect(taskSettingsOf(chosen())).toEqual({
			minutes: 60,
			shown: { contractor: true, person: true, features: 'all' },
		});
	});

	it('lets a field have a rule of its own', () => {
		const rows = [{ field: 'time', rule: 'right' }, {}];
		expect(policyOf(chosen({ fieldRules: { rows } })).fields).toEqual({ time: 'right', subject: 'left' });
	});

	it('shows the named features, or none', () => {
		expect(taskSettingsOf(chosen({ features: [' Budżet ', ''] })).shown.features).toEqual(['Budżet']);
		expect(taskSettingsOf(chosen({ shown: ['contractor'], features: ['Budżet'] })).shown).toEqual({
			contractor: true,
			person: false,
			features: [],
		});
	});
});

describe('the record that an item names', () => {
	it('is an event where it has a calendar, with what was last seen of its stamp', () => {
		const stamp = { link: 'Streamsoft/7', self: 'e1', base: {}, generation: 0 };
		const record = { id: 'e1', calendarId: 'c', stamp: { ...writeStamp(stamp) } };
		expect(seedOf({ id: 'e1', event: 'eventDeleted', record })).toEqual({ event: { calendar: 'c', id: 'e1' }, stamp });
		expect(seedOf({ id: 'e1', calendarId: 'c' })).toEqual({ event: { calendar: 'c', id: 'e1' } });
	});

	it('is a task else, by a number or a text', () => {
		expect(seedOf({ event: 'taskUpdated', id: 10001, record: { id: 10001 } })).toEqual({ task: '10001' });
		expect(seedOf({ id: '10001' })).toEqual({ task: '10001' });
	});

	it.each([[{}], [{ id: '' }], [{ id: null }], [{ record: { id: {} } }]])('is none in %j, which is said', (json) => {
		expect(() => seedOf(json)).toThrow('names neither a task nor an event');
	});

	it('can be named by ID, and must be then', () => {
		const ids = { taskId: ' 7 ', calendarId: 'c', eventId: 'e' };
		expect(seedKey(seedById('task', ids))).toBe('task 7');
		expect(seedKey(seedById('event', ids))).toBe('event c/e');
		expect(() => seedById('event', { ...ids, eventId: ' ' })).toThrow('Event ID is empty.');
	});
});

describe('what the check of the settings finds', () => {
	const operators = [{ id: '1', names: ['Anna'] }];
	const types = [
		{ id: '10', names: ['Spotkanie'] },
		{ id: '12', names: ['Notatka'], leftOut: 'The type is not marked.' },
	];
	const operator = (name: string, rows: string[], enabled = true) => ({
		operator: name,
		enabled,
		account: 'default',
		rows: rows.map((type) => ({ type, calendar: 'C' })),
	});

	it('names unknown names and types that are not marked', () => {
		const found = nameFindings(
			[operator('Anna', ['Spotkanie', 'Notatka', 'Nic']), operator('Ola', [])],
			operators,
			types,
		);
		expect(found.map(({ status, subject }) => `${status}: ${subject}`)).toEqual([
			'ok: Operator Anna',
			'ok: Operator Anna, event type Spotkanie',
			'problem: Operator Anna, event type Notatka',
			'problem: Operator Anna, event type Nic',
			'problem: Operator Ola',
			'warning: Operator Ola',
		]);
		expect(found[2]!.message).toBe('The type is not marked.');
	});

	it('names operators who take no part, and settings without any', () => {
		expect(nameFindings([operator('Anna', ['Spotkanie'], false)], operators, types)).toMatchObject([
			{ status: 'warning' },
		]);
		expect(nameFindings([], operators, types)).toMatchObject([{ status: 'warning', subject: 'Operators' }]);
	});

	it('names a calendar that two operators claim, and one that shows several types', () => {
		const rows = [
			{ operator: 'Anna', type: 'Spotkanie', name: 'C', id: 'c' },
			{ operator: 'Piotr', type: 'Oferta', name: 'C', id: 'c' },
			{ operator: 'Ola', type: 'Spotkanie', name: 'D', id: 'd' },
			{ operator: 'Ola', type: 'Oferta', name: 'D', id: 'd' },
		];
		const claims = sorted(rows, { operators: [], types: [] });
		expect(claimFindings(claims)).toMatchObject([{ status: 'problem', subject: 'Calendar C' }]);
		expect(claimFindings(claims)[0]!.message).toContain('Anna, Piotr');
		expect(sharedFindings(claims)).toMatchObject([{ status: 'warning', subject: 'Calendar D' }]);
		expect(doubleFindings(claims)).toEqual([]);
	});

	it('takes two names of one operator for one, and leaves out what is not marked', () => {
		const named = { operators: [{ id: '1', names: ['Anna', 'ANOWAK'] }], types };
		const rows = [
			{ operator: 'Anna', type: 'Spotkanie', name: 'C', id: 'c' },
			{ operator: 'anowak', type: '10', name: 'D', id: 'd' },
			{ operator: '1', type: 'Notatka', name: 'C', id: 'c' },
		];
		const claims = sorted(rows, named);
		expect([...claimFindings(claims), ...sharedFindings(claims)]).toEqual([]);
		expect(doubleFindings(claims)).toMatchObject([{ subject: 'Operator Anna, event type Spotkanie' }]);
		expect(doubleFindings(claims)[0]!.message).toContain('2 calendars: C, D');
	});

	it('warns of a token that will end because the app is in testing', () => {
		expect(endsSoon('The token', 6)).toMatchObject({ status: 'warning' });
		expect(endsSoon('The token', 6).message).toContain('ends in 6 days');
	});
});
