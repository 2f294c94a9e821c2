import { recordComment } from '../domain/record';
import { changeTask, closeTask, createComment, createTask, deleteTask, reopenTask } from '../domain/tasks';
import { tagIds } from '../domain/find';
import { storeFile } from '../actions/call';
import type { Comment, Task } from '../types';
import { commentObject, fileObject, type Wire } from '../wire/objects';
import { taskObject } from '../wire/task';
import { textOut } from '../wire/text';
import type { World } from '../world';
import { actorOf, projectIn, taskChanges, taskIn, type By, type TaskValues } from './by';

type Ref = string | number;

const everything = new Set(['text', 'files', 'subscribers', 'custom_fields']);

/** What people do with tasks and comments on Worksection's screens; each makes the events that the API makes. */
export function taskActs(world: World) {
	const shown = (task: Task): Wire => taskObject(world, task, everything);
	const commentIn = (id: Ref): { comment: Comment; task: Task } => {
		const comment = world.store.comments.get(String(id));
		if (!comment) throw new Error(`There is no comment '${id}'.`);
		return { comment, task: taskIn(world, comment.task) };
	};
	return {
		createTask(input: By & TaskValues & { project: Ref; parent?: Ref; title: string }): Wire {
			const project = projectIn(world, input.project);
			const parent = input.parent === undefined ? undefined : taskIn(world, input.parent);
			const changes = taskChanges(world, project, input);
			return shown(createTask(world, actorOf(world, input.by), { ...changes, project, parent, name: input.title }));
		},
		editTask(input: By & TaskValues & { task: Ref }): Wire {
			const task = taskIn(world, input.task);
			const changes = taskChanges(world, projectIn(world, task.project), input, task);
			changeTask(world, actorOf(world, input.by), task, changes);
			return shown(task);
		},
		closeTask(input: By & { task: Ref }): Wire {
			const task = taskIn(world, input.task);
			closeTask(world, actorOf(world, input.by), task);
			return shown(task);
		},
		reopenTask(input: By & { task: Ref }): Wire {
			const task = taskIn(world, input.task);
			reopenTask(world, actorOf(world, input.by), task);
			return shown(task);
		},
		deleteTask(input: By & { task: Ref }): void {
			deleteTask(world, actorOf(world, input.by), taskIn(world, input.task));
		},
		/** Takes the place of the task's other status of the same set. */
		setStatusTag(input: By & { task: Ref; tag: Ref }): Wire {
			const task = taskIn(world, input.task);
			const project = projectIn(world, task.project);
			const [id] = tagIds(world, [String(input.tag)], 'task', project);
			const group = world.store.tags.get(Number(id))?.group;
			const others = task.tags.filter((other) => world.store.tags.get(Number(other))?.group !== group);
			changeTask(world, actorOf(world, input.by), task, { tags: [...others, id as string] });
			return shown(task);
		},
		addComment(input: By & { task: Ref; text: string }): Wire {
			const task = taskIn(world, input.task);
			const comment = createComment(world, actorOf(world, input.by), { task, text: input.text });
			return commentObject(world, comment, true);
		},
		editComment(input: By & { comment: Ref; text: string }): Wire {
			const { comment, task } = commentIn(input.comment);
			const old = { text: textOut(world, comment.text) };
			comment.text = input.text;
			const told = { new: { text: textOut(world, comment.text) }, old };
			recordComment(world, actorOf(world, input.by), 'update', comment.id, task, told);
			return commentObject(world, comment, true);
		},
		deleteComment(input: By & { comment: Ref }): void {
			const { comment, task } = commentIn(input.comment);
			recordComment(world, actorOf(world, input.by), 'delete', comment.id, task);
			world.store.removeComment(comment);
		},
		/** `text` or `base64` is the content. */
		attachFile(input: By & { task: Ref; name: string; text?: string; base64?: string }): Wire {
			const task = taskIn(world, input.task);
			const bytes =
				input.base64 === undefined ? Buffer.from(input.text ?? '', 'utf8') : Buffer.from(input.base64, 'base64');
			const file = storeFile(world, input.name, bytes, actorOf(world, input.by).member.id);
			return fileObject(Object.assign(file, { task: task.id, project: task.project }));
		},
	};
}
