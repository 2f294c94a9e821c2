import type { Pair, Policy } from '../../../../../nodes/shared/sync/pairs/pair';
import { eventOf, stampOf, stepOf, taskOf, wordsOf } from './given';

type Case = [what: string, pair: Partial<Pair>, step: string, policy?: Partial<Policy>];

const edited = taskOf({ fields: { subject: 'Another visit' } });
const moved = eventOf({ fields: { subject: 'Moved visit' } });
const deleted = { stamp: stampOf() };

const check = (cases: Case[]) =>
	it.each(cases)('%s', (...[, pair, step, policy]: Case) => expect(wordsOf(stepOf(pair, policy))).toBe(step));

describe('deletions', () => {
	const gone = { task: taskOf(), deleted, isSought: true };
	check([
		['of the event: completed', gone, 'task cancel'],
		['of the event: deleted', gone, 'task delete', { eventDeleted: 'delete' }],
		['of the event: looked for once more first', { ...gone, isSought: false }, 'seek'],
		['of the event: made again', gone, 'event create in a1', { eventDeleted: 'recreate' }],
		['of the event: left', gone, 'end skipped', { eventDeleted: 'ignore' }],
		['of the event of a completed task', { ...gone, task: taskOf({ closed: true }) }, 'end unchanged'],
		['of the event, and the task edited', { ...gone, task: edited }, 'event create in a1'],
		[
			'of the event, and the task edited: it goes all the same',
			{ ...gone, task: edited },
			'task cancel',
			{ editedAndDeleted: 'delete' },
		],
		['of the event, the task edited and completed', { ...gone, task: { ...edited, closed: true } }, 'end skipped'],
		[
			'of the event, what was offered is in the task',
			{ ...gone, task: edited, deleted: { stamp: stampOf({}, edited) } },
			'task cancel',
		],
		[
			'only the id is in use',
			{ ...gone, deleted: { isTrace: true } },
			'event create in a1',
			{ eventDeleted: 'delete' },
		],
		[
			'only the id is in use, and the task completed',
			{ task: taskOf({ closed: true }), deleted: { isTrace: true } },
			'end skipped',
			{ closedTasks: true },
		],
		[
			'only the id is in use, and deletions are left',
			{ ...gone, deleted: { ...deleted, isTrace: true } },
			'end skipped',
			{ eventDeleted: 'ignore' },
		],
		['of what this run wrote', { task: taskOf(), isVanished: true }, 'end unchanged'],
		['of the task', { event: eventOf() }, 'event delete'],
		['of the task, and the event edited', { event: moved }, 'reserve'],
		[
			'of the task, and the event edited, with an id',
			{ event: moved, reserved: '9' },
			'event update making offer:subject,notes,place,time,calendar',
		],
		[
			'of the task, and the event edited: it goes all the same',
			{ event: moved },
			'event delete',
			{ editedAndDeleted: 'delete' },
		],
		[
			'of the task, and the event edited in a calendar of two types',
			{ event: { ...moved, calendar: 'a2' } },
			'end conflict',
		],
		['of the task of somebody else’s event', { event: eventOf({ readOnly: 'Locked.' }) }, 'end skipped'],
	]);
});

describe('two events of one task', () => {
	const other = (rest: Parameters<typeof eventOf>[0] = {}) =>
		eventOf({ id: 'f', stamp: stampOf({ self: 'f' }), ...rest });
	const two = (event: ReturnType<typeof eventOf>, double: ReturnType<typeof eventOf>) => ({
		task: taskOf(),
		event,
		doubles: [double],
		isSought: true,
	});
	check([
		['are looked for once more first', { ...two(eventOf(), other()), isSought: false }, 'seek'],
		['that nobody edited: one goes', two(eventOf(), other()), 'event update going'],
		['and then it is deleted', two(eventOf(), other({ stamp: stampOf({ self: 'f', going: true }) })), 'event delete'],
		[
			'what was edited in one is carried over',
			two(eventOf(), other({ fields: { place: 'Wien' } })),
			'event update place',
		],
		[
			'what both say differently stays as it is',
			two(eventOf({ fields: { place: 'Praha' } }), other({ fields: { place: 'Wien' } })),
			'event update going',
		],
		[
			'one that was never in step stands by itself',
			two(eventOf(), other({ stamp: stampOf({ self: 'f', base: {} }) })),
			'event update unlinked',
		],
		['somebody else’s stands by itself', two(eventOf(), other({ readOnly: 'Locked.' })), 'event update unlinked'],
		['a series is not touched', two(eventOf(), other({ leftAlone: 'It belongs to a series.' })), 'end unchanged'],
	]);

	it('the one that was moved to another account is kept with what was edited in the old one meanwhile', () => {
		const copy = eventOf({
			id: 'f',
			calendar: 'b1',
			stamp: stampOf({ self: 'f', replaces: 'a1/e', replacedAs: stampOf().base }),
		});
		expect(wordsOf(stepOf(two(copy, eventOf({ fields: { place: 'Wien' } }))))).toBe('event update place');
		expect(wordsOf(stepOf(two(copy, eventOf())))).toBe('event update going');
	});
});
