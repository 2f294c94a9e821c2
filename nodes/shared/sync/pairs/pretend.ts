import type { CalendarEvent, EventWrite, Result, Task, TaskWrite } from './types';

/** What a write would come to, for a dry run. Pure. */
export function pretendTask(write: TaskWrite): Result<Task> {
	if (write.do === 'create') {
		const { id, owner, fields } = write;
		return { record: { id, ...owner, fields, shown: '', closed: false } };
	}
	if (write.do !== 'update') return write.do === 'delete' ? {} : { record: { ...write.task, closed: true } };
	const { task, fields, owner } = write;
	return { record: { ...task, ...owner, fields: { ...task.fields, ...fields } } };
}

export function pretendEvent(write: EventWrite): Result<CalendarEvent> {
	if (write.do === 'delete') return {};
	if (write.do === 'move') return { record: { ...write.event, calendar: write.calendar } };
	if (write.do === 'create') {
		const { calendar, fields, shown, stamp } = write;
		return { record: { calendar, id: '(new)', version: '', fields, shown, stamp: { ...stamp, self: '(new)' } } };
	}
	const { event, fields, shown, stamp } = write;
	const { stamp: former, ...rest } = event;
	const next = stamp === undefined ? former : (stamp ?? undefined);
	return {
		record: {
			...rest,
			fields: { ...event.fields, ...fields },
			shown: shown ?? event.shown,
			...(next && { stamp: next }),
		},
	};
}
