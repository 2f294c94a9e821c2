import type { IDataObject } from 'n8n-workflow';

import type { Change, Delivered } from '../../shared/watch/feed';
import { linksIn } from '../links';
import type { LinkedTask, TriggerApi } from './types';

/** Adds the tasks, in one request for about two hundred. A task that is gone becomes `{id, deleted: true}`. */
export async function withTasks(api: TriggerApi, changes: readonly Change[]): Promise<Delivered[]> {
	const tasks = await api.tasks(placesOf(changes, ({ recordId }) => recordId));
	return changes.map((change) => deliver(change, tasks.get(change.recordId)));
}

export async function withProjects(api: TriggerApi, changes: readonly Change[]): Promise<Delivered[]> {
	const projects = await api.projects(unique(changes.map(({ recordId }) => recordId)));
	return changes.map((change) => deliver(change, projects.get(change.recordId)));
}

/**
 * Adds the comments with the task they stand on. The event tells the text; only where it is too long to be remembered, or was
 * not told, are the comments of the task read.
 */
export async function withComments(api: TriggerApi, changes: readonly Change[]): Promise<Delivered[]> {
	const tasks = await api.tasks(placesOf(changes, taskOf));
	const delivered: Delivered[] = [];
	const read = new Map<string, Map<string, IDataObject>>();
	for (const change of changes) {
		const { text, ...about } = change.about ?? {};
		const taskId = taskOf(change);
		const task = tasks.get(taskId);
		if (text === undefined && task && !read.has(taskId)) {
			const comments = await api.comments(taskId);
			read.set(taskId, new Map(comments.map((one) => [String(one.id), one as IDataObject])));
		}
		const full = read.get(taskId)?.get(change.recordId);
		const told = text === undefined ? undefined : { id: change.recordId, text };
		const comment = full ?? told ?? { id: change.recordId, deleted: true };
		const record: IDataObject = { ...comment, task: task ? withoutText(task) : { id: taskId, deleted: true } };
		delivered.push({ ...change, about, record, ...linksOf(task) });
	}
	return delivered;
}

function deliver(change: Change, record: ({ text?: string } & IDataObject) | LinkedTask | undefined): Delivered {
	if (!record) return { ...change, record: { id: change.recordId, deleted: true }, ...linksOf(undefined) };
	return { ...change, record: record as IDataObject, ...linksOf(record) };
}

/** The source records that the text names (`links`), so that a closed task finds its deal. */
function linksOf(record: { text?: unknown } | undefined): { links: IDataObject[] } {
	const text = typeof record?.text === 'string' ? record.text : '';
	return { links: linksIn(text).map((link) => ({ ...link })) };
}

const withoutText = (task: LinkedTask): IDataObject =>
	Object.fromEntries(Object.entries(task).filter(([key]) => key !== 'text')) as IDataObject;

const taskOf = ({ about }: Change): string => String(about?.taskId ?? '');
const unique = (ids: readonly string[]): string[] => [...new Set(ids)].filter((id) => id !== '');

/** Tasks with their projects, where the change tells them. */
function placesOf(changes: readonly Change[], idOf: (change: Change) => string): Map<string, string | undefined> {
	const places = changes.map((change) => [idOf(change), change.about?.projectId as string | undefined] as const);
	return new Map(places.filter(([id]) => id !== ''));
}
