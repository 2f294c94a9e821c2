import type { IDataObject } from 'n8n-workflow';

import { fingerprint } from '../../shared/sync/fingerprint';
import type { Change } from '../../shared/watch/feed';
import { changesBetween, changesOfNew } from './fieldNames';
import { stampOf } from './stamp';
import type { Event } from './types';

/** Which events a feed is about. */
export interface EventKind {
	type: 'task' | 'comment' | 'project';
	actions: ReadonlyArray<'post' | 'update' | 'close' | 'reopen' | 'delete'>;
	/** What tells of such events when get_events no longer does: the dates on the tasks themselves. */
	dated?: 'created' | 'closed';
}

export const isOf = ({ type, actions }: EventKind, { action, object }: Event): boolean =>
	object.type === type && (actions as readonly string[]).includes(action);

/** The vendor numbers its events not (worksection.md 4.3), so what they say is their id. */
function identityOf({ action, object: { type, id }, date_added, user_from, new: now }: Event): unknown[] {
	const what = [action, type, id];
	if (action === 'post') return what;
	const when = [...what, stampOf(date_added) ?? ''];
	if (action !== 'update') return when;
	return [...when, user_from?.id ?? '', withTextIds(now ?? {})];
}

/** Ids come as numbers or as texts (worksection.md 4.3). */
function withTextIds(value: unknown): unknown {
	if (typeof value === 'number') return String(value);
	if (Array.isArray(value)) return value.map(withTextIds);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withTextIds(inner)]));
}

/**
 * An id for each event, the same in every window that shows it and in a webhook. Equal events of one minute are numbered:
 * which of them is which does not matter, only how many there are.
 */
export function idsOf(events: readonly Event[]): string[] {
	const counts = new Map<string, number>();
	return events.map((event) => {
		const identity = fingerprint(identityOf(event), 16);
		const count = counts.get(identity) ?? 0;
		counts.set(identity, count + 1);
		return count === 0 ? identity : `${identity}-${count}`;
	});
}

/** Project and task in `/project/P/T/`, `/project/P/T/S/` (a subtask) and `/task/T/` (worksection.md 4.3). */
export function placeOf(page: string | undefined): { projectId?: string; taskId?: string } {
	const [kind, ...ids] = (page ?? '')
		.replace(/[?#].*$/, '')
		.split('/')
		.filter(Boolean);
	const numbers = ids.filter((id) => /^\d+$/.test(id));
	if (kind === 'task') return { ...(numbers[0] && { taskId: numbers[0] }) };
	if (kind !== 'project') return {};
	const [projectId, ...tasks] = numbers;
	const taskId = tasks.at(-1);
	return { ...(projectId && { projectId }), ...(taskId && { taskId }) };
}

/** Longest text of a comment that is remembered with its event; longer ones are read when they are delivered. */
const LONGEST_TEXT = 2_000;

/** An event as a change, or undefined for an update that changed nothing. */
export function toChange(event: Event, id: string, feed: string, occurredAt: string): Change | undefined {
	const { action, object, user_from, new: now = {}, old = {} } = event;
	const isProject = object.type === 'project';
	const changes =
		action === 'update' ? changesBetween(old, now, isProject) : action === 'post' ? changesOfNew(now, isProject) : {};
	const hasChanges = Object.keys(changes).length > 0;
	if (action === 'update' && !hasChanges) return undefined;
	const place = placeOf(object.page);
	const taskId = object.type === 'task' ? object.id : place.taskId;
	const isComment = object.type === 'comment';
	const { text } = now;
	const about: IDataObject = {
		...(user_from && { by: personOf(user_from) }),
		...(!isProject && taskId !== undefined && { taskId }),
		...(place.projectId !== undefined && { projectId: place.projectId }),
		...(isComment && typeof text === 'string' && text !== '' && text.length <= LONGEST_TEXT && { text }),
	};
	const toldChanges = hasChanges && !isComment;
	return { id, recordId: object.id, event: feed, occurredAt, ...(toldChanges && { changes }), about };
}

const personOf = ({ id, email, name }: NonNullable<Event['user_from']>): IDataObject => ({
	id,
	...(email !== undefined && { email }),
	...(name !== undefined && { name }),
});
