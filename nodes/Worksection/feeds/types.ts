import type { LinkedProject } from '../api/projects';
import type { LinkedTask } from '../api/tasks';
import type { Comment, Event, Project, Tag, Task } from '../schema';

export type { Comment, Event, LinkedProject, LinkedTask, Project, Tag, Task };

/** Events that get_events gave, and the time for which it gave all: epoch milliseconds of the vendor's clock. */
export interface EventWindow {
	events: Event[];
	from: number;
	to: number;
}

/** What the feeds need of Worksection's API. */
export interface TriggerApi {
	/** IANA zone in which Worksection writes its times. */
	readonly zone: string;
	/** @param period `1m` to `360m`, `1h` to `72h` or `1d` to `30d` */
	events(period: string, project?: string): Promise<EventWindow>;
	/**
	 * Tasks with their texts, in as few requests as possible; those that cannot be found are left out.
	 * @param wanted ids of tasks with their projects, as far as they are known
	 */
	tasks(wanted: ReadonlyMap<string, string | undefined>): Promise<Map<string, LinkedTask>>;
	/** Tasks that a search shows: none of archived projects. */
	visibleTasks(ids: readonly string[]): Promise<LinkedTask[]>;
	/** Open tasks with their subtasks in `child`. */
	openTasks(project?: string): Promise<{ tasks: LinkedTask[]; time: number }>;
	/** Tasks created or closed from one day to another (`YYYY-MM-DD`, both included). */
	tasksOfDays(what: 'created' | 'closed', from: string, to: string, project?: string): Promise<LinkedTask[]>;
	/** Ids of the statuses (and not the labels) of tasks, with their titles. */
	statuses(): Promise<Map<string, string>>;
	/** Projects with their texts. Keys are ids. */
	projects(ids: readonly string[]): Promise<Map<string, LinkedProject>>;
	comments(task: string): Promise<Comment[]>;
}

/** The fields of the trigger, by name. */
export interface TriggerParams {
	/** Empty for all projects. */
	project: string;
	/** E-mails. */
	ignoreUsers?: string[];
	/** Label of a field, for Field or Status Became Value. */
	field?: string;
	values?: string[];
	otherValues?: string[];
}
