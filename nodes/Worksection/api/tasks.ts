import type { WorksectionClient } from '../client';
import type { Params, Upload } from '../encode';
import { extraOf, given } from '../params';
import { comment, task, type Comment, type Task } from '../schema';

/** A task with its address in the browser. */
export type LinkedTask = Task & { link?: string };

/** What to add to tasks: `text` or `html`, files, comments, relations, subtasks, subscribers, archive. */
export type TaskExtra = readonly string[];

export interface TaskSearch {
	project?: string;
	assignee?: string;
	author?: string;
	/** Conditions as `searchFilter` writes them. */
	filter?: string;
	status?: 'active' | 'done';
	extra?: TaskExtra;
}

/** Tasks (worksection.md 3.1). */
export class TasksApi {
	constructor(private readonly client: WorksectionClient) {}

	/** Tasks of a project; subtasks only with extra `subtasks`. @throws TooManyRows beyond 10,000 */
	async ofProject(project: string, { activeOnly = false, extra = [] as TaskExtra } = {}): Promise<LinkedTask[]> {
		const params = [['id_project', project], ...activeFilter(activeOnly), ...extraOf(extra)] as const;
		return await this.list('get_tasks', params, `read the tasks of project ${project}`);
	}

	/** Tasks of all projects; archived ones only with extra `archive`. @throws TooManyRows beyond 10,000 */
	async all({ activeOnly = false, extra = [] as TaskExtra } = {}): Promise<LinkedTask[]> {
		return await this.list('get_all_tasks', [...activeFilter(activeOnly), ...extraOf(extra)], 'read all tasks');
	}

	async get(id: string, extra: TaskExtra = []): Promise<LinkedTask> {
		const params = [['id_task', id], ...extraOf(extra)] as const;
		return this.linked(await this.client.one(task, { action: 'get_task', params, doing: `read task ${id}` }));
	}

	/** @throws TooManyRows beyond 10,000 */
	async search({ project, assignee, author, filter, status, extra = [] }: TaskSearch): Promise<LinkedTask[]> {
		const params = given([
			['id_project', project],
			['email_user_to', assignee],
			['email_user_from', author],
			['filter', filter],
			['status', status],
		]);
		const where = project === undefined ? '' : ` in project ${project}`;
		return await this.list('search_tasks', [...params, ...extraOf(extra)], `search tasks${where}`);
	}

	/** Text, author, checklist, subscribers and visibility can be given only here, never changed afterwards. */
	async post(project: string, params: Params, files: readonly Upload[] = []): Promise<LinkedTask> {
		const call = {
			action: 'post_task',
			params: [['id_project', project], ...params] as Params,
			files,
			doing: `create a task in project ${project}`,
			kind: 'write' as const,
			timeoutMs: files.length > 0 ? 120_000 : undefined,
		};
		return this.linked(await this.client.one(task, call));
	}

	async update(id: string, params: Params): Promise<LinkedTask> {
		const call = { action: 'update_task', params: [['id_task', id], ...params] as Params };
		const doing = `update task ${id}`;
		return this.linked(await this.client.one(task, { ...call, doing, kind: 'write', again: true }));
	}

	/** @throws AlreadySo when it is closed */
	async complete(id: string): Promise<void> {
		await this.client.call({ action: 'complete_task', params: [['id_task', id]], doing: `close task ${id}`, ...SAFE });
	}

	/** @throws AlreadySo when it is active */
	async reopen(id: string): Promise<void> {
		await this.client.call({ action: 'reopen_task', params: [['id_task', id]], doing: `reopen task ${id}`, ...SAFE });
	}

	async subscribe(id: string, email: string, on: boolean): Promise<void> {
		const params: Params = [
			['id_task', id],
			['email_user', email],
		];
		const doing = on ? `subscribe ${email} to task ${id}` : `unsubscribe ${email} from task ${id}`;
		await this.client.call({ action: on ? 'subscribe' : 'unsubscribe', params, doing, ...SAFE });
	}

	/** Adds and removes tags, by name or ID. */
	async tag(
		id: string,
		{ plus = [], minus = [] }: { plus?: readonly string[]; minus?: readonly string[] },
	): Promise<void> {
		const params = given([
			['id_task', id],
			['plus', plus.join(',') || undefined],
			['minus', minus.join(',') || undefined],
		]);
		await this.client.call({ action: 'update_task_tags', params, doing: `change the tags of task ${id}`, ...SAFE });
	}

	private async list(action: string, params: Params, doing: string): Promise<LinkedTask[]> {
		const tasks = await this.client.list(task, { action, params, doing, timeoutMs: 120_000 });
		return tasks.map((one) => this.linked(one));
	}

	private linked(one: LinkedTask): LinkedTask {
		if (one.page) one.link = this.client.access.account + one.page;
		return one;
	}
}

/** Comments (worksection.md 3.3). */
export class CommentsApi {
	constructor(private readonly client: WorksectionClient) {}

	/** Newest first in the vendor's sample. */
	async ofTask(id: string, withFiles = false): Promise<Comment[]> {
		const params = [['id_task', id], ...extraOf(withFiles ? ['files'] : [])] as const;
		return await this.client.list(comment, {
			action: 'get_comments',
			params,
			doing: `read the comments of task ${id}`,
		});
	}

	async post(id: string, params: Params, files: readonly Upload[] = []): Promise<Comment> {
		const all = [['id_task', id], ...params] as const;
		const doing = `comment on task ${id}`;
		return await this.client.one(comment, { action: 'post_comment', params: all, files, doing, kind: 'write' });
	}
}

/** A write that may be sent twice without harm. */
const SAFE = { kind: 'write', again: true } as const;

const activeFilter = (activeOnly: boolean): Params => (activeOnly ? [['filter', 'active']] : []);
