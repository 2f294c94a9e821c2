import { memberIds, taskBy } from '../domain/find';
import { createComment } from '../domain/tasks';
import { errors } from '../wire/errors';
import { commentObject } from '../wire/objects';
import { author, filesOf, rows, textOf, type Actions, type Answer, type Call } from './call';

function getComments({ world, params }: Call): Answer {
	const task = taskBy(world, params.filled('id_task'));
	const withFiles = params.extra().has('files');
	const newestFirst = [...(world.store.commentsOf.get(task.id) ?? [])].reverse();
	return rows(
		world,
		newestFirst.map((comment) => commentObject(world, comment, withFiles)),
	);
}

function postComment(call: Call): Answer {
	const { world, params } = call;
	const task = taskBy(world, params.filled('id_task'));
	if (params.filled('text') === undefined && params.repeated('todo').length === 0) {
		throw errors.oneFieldRequired('text, todo');
	}
	const actor = author(call);
	const hidden = memberIds(world, params.list('hidden'));
	const comment = createComment(world, actor, { task, text: textOf(call), hidden, files: filesOf(call) });
	return { data: commentObject(world, comment, true) };
}

export const commentActions: Actions = {
	get_comments: { run: getComments, scope: 'comments_read' },
	post_comment: { run: postComment, scope: 'comments_write' },
};
