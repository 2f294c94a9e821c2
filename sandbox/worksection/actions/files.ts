import { projectBy, taskBy } from '../domain/find';
import { errors } from '../wire/errors';
import { fileRow, filled, type Wire } from '../wire/objects';
import { FileAnswer, rows, storeFile, type Actions, type Answer, type Call } from './call';

function getFiles({ world, params }: Call): Answer {
	const idTask = params.filled('id_task');
	const place =
		idTask === undefined
			? { project: projectBy(world, params.filled('id_project')).id }
			: { task: taskBy(world, idTask).id };
	return rows(
		world,
		world.store.filesOf(place).map((file) => fileRow(world, file)),
	);
}

function download({ world, params }: Call): Answer {
	const file = world.store.files.get(params.required('id_file'));
	if (!file) throw errors.fileNotFound();
	return new FileAnswer(file.name, file.bytes);
}

/** Multipart `files[]`; the answer goes into `files` of a later post_task. */
function uploadFiles({ world, uploads, actor }: Call): Answer {
	const sent = uploads.filter((upload) => /^files(\[\d*\])?$/.test(upload.field));
	if (sent.length === 0) throw errors.fieldRequired('files');
	return {
		data: sent.map((upload) => {
			const file = storeFile(world, upload.filename, upload.bytes, actor.member.id);
			const ext = /\.([^.]+)$/.exec(file.name)?.[1]?.toLowerCase() ?? '';
			return { id: file.id, ext, name: file.name, icon: ext || 'file', error: '' };
		}),
	};
}

const customFields =
	(of: 'task' | 'project') =>
	({ world }: Call): Answer =>
		rows(
			world,
			[...world.store.customFields.values()]
				.filter((field) => field.of === of)
				.map((field): Wire => filled({ ...field, of: undefined })),
		);

export const fileActions: Actions = {
	get_files: { run: getFiles, scope: 'files_read' },
	download: { run: download, scope: 'files_read' },
	upload_files: { run: uploadFiles, scope: 'files_write' },
	get_task_custom_fields: { run: customFields('task'), scope: 'tasks_read' },
	get_project_custom_fields: { run: customFields('project'), scope: 'projects_read' },
};
