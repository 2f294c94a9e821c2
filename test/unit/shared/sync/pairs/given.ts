import { decide } from '../../../../../nodes/shared/sync/pairs/decide';
import {
	printsOfTask,
	type Pair,
	type Policy,
	type Rules,
	type Step,
} from '../../../../../nodes/shared/sync/pairs/pair';
import { linkOf, printOfShown } from '../../../../../nodes/shared/sync/pairs/stamp';
import type { CalendarEvent, Stamp, Synced, Task } from '../../../../../nodes/shared/sync/pairs/types';
import { fit, isOneAccount, routing, SYSTEM } from '../../../../support/twoWay/settings';

export const FIELDS: Synced = {
	subject: 'Visit',
	notes: 'Bring the offer',
	place: 'Brno',
	time: '2026-07-01T08:00:00Z/2026-07-01T09:00:00Z',
};

export const LINK = linkOf(SYSTEM, '7');

const POLICY: Policy = {
	conflict: 'left',
	eventDeleted: 'cancel',
	editedAndDeleted: 'keep',
	newEvents: true,
	newTasks: true,
	closedTasks: false,
	match: false,
};

export const rulesOf = (policy: Partial<Policy> = {}): Rules => ({
	policy: { ...POLICY, ...policy },
	routing,
	system: SYSTEM,
	fit,
	canMove: isOneAccount,
});

/** A task of Anna's visits, which belong into calendar a1. */
export const taskOf = ({
	fields,
	...rest
}: Partial<Omit<Task, 'fields'>> & { fields?: Partial<Synced> } = {}): Task => ({
	id: '7',
	operator: 'anna',
	type: 'visit',
	shown: '',
	closed: false,
	...rest,
	fields: { ...FIELDS, ...fields },
});

/** What the stamp says when task and event are in step. */
export const stampOf = (rest: Partial<Stamp> = {}, task = taskOf()): Stamp => {
	const shown = printOfShown(task.shown);
	return {
		link: LINK,
		self: 'e',
		base: printsOfTask(task, rulesOf()),
		generation: 0,
		...(shown && { shown }),
		...rest,
	};
};

type Given = Partial<Omit<CalendarEvent, 'fields' | 'stamp'>> & { fields?: Partial<Synced>; stamp?: Stamp | null };

/** The event of that task, in step with it. */
export const eventOf = ({ fields, stamp = stampOf(), ...rest }: Given = {}): CalendarEvent => ({
	calendar: 'a1',
	id: 'e',
	version: '1',
	shown: '',
	...rest,
	...(stamp && { stamp }),
	fields: { ...FIELDS, ...fields },
});

export const pairOf = (pair: Partial<Pair>): Pair => ({ doubles: [], generation: 0, ...pair });

export const stepOf = (pair: Partial<Pair>, policy: Partial<Policy> = {}): Step =>
	decide(pairOf(pair), rulesOf(policy));

/** A step in few words: `event update subject`, `end skipped`. */
export function wordsOf(step: Step): string {
	if (step.do === 'end') return `end ${step.action}`;
	if (step.do !== 'task' && step.do !== 'event') return step.do;
	const { write } = step;
	const fields = 'fields' in write && write.do === 'update' ? Object.keys(write.fields ?? {}) : [];
	const parts = 'stamp' in write && write.do === 'update' ? partsOf(write.stamp) : [];
	const place = 'calendar' in write ? [`in ${write.calendar}`] : [];
	const owner = 'owner' in write && write.do === 'update' ? [`to ${write.owner!.operator}/${write.owner!.type}`] : [];
	return [step.do, write.do, ...fields, ...owner, ...parts, ...place].join(' ');
}

function partsOf(stamp: Stamp | null | undefined): string[] {
	if (!stamp) return stamp === null ? ['unlinked'] : [];
	const { making, going, offer } = stamp;
	return [
		...(making ? ['making'] : []),
		...(going ? ['going'] : []),
		...(offer ? [`offer:${Object.keys(offer).join(',')}`] : []),
	];
}
