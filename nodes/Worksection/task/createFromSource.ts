import type { IDataObject } from 'n8n-workflow';

import type { Fault } from '../../shared/fault';
import type { Plan } from '../../shared/operation';
import type { LinkedTask } from '../api/tasks';
import type { Params, Upload } from '../encode';
import { write } from '../room';
import { sourceFields } from '../source/fields';
import type { Ground } from '../source/ground';
import { shown, uploadsOf } from './fields';

interface SourcePlan extends Plan {
	ground?: Ground;
	linkKey: string;
	params: Params;
	files: Upload[];
}

/**
 * Creates a task for a source record, unless the project has one. The link in the task's text decides; so it holds over
 * repeated runs, crashes, lost answers and tasks made by hand.
 */
export const createFromSource = write({
	name: 'Create From Source',
	action: 'Create a task from a source record',
	description: 'Create a task for a record of another system, never a second one for the same record',
	fields: sourceFields,
	brake: true,

	async prepare(contexts): Promise<Map<string, Ground | Fault>> {
		const { groundsOf } = await import('../source/ground');
		return await groundsOf(contexts);
	},

	async plan(context, grounds): Promise<SourcePlan> {
		const { contentOf, linkOf } = await import('../source/content');
		const { groundFor, keyIn } = await import('../source/ground');
		const ground = groundFor(context, grounds);
		const link = linkOf(context);
		const linkKey = keyIn(context, link);
		const key = `${ground.project.id}/${linkKey}`;
		const none = { key, linkKey, params: [], files: [] };
		const existing = ground.found.get(linkKey);
		if (existing) return { ...none, action: 'unchanged', record: existing as IDataObject, reason: 'The task exists.' };
		const { checked } = await import('../checks');
		const params = await checked(context.api, contentOf(context, link), { known: ground.emails });
		const files = await uploadsOf(context.read.attachments, context.files);
		if (isDryRun(context.read) && ground.planned.has(linkKey)) {
			return { ...none, action: 'unchanged', reason: 'An item before it creates the task.' };
		}
		ground.planned.add(linkKey);
		return { action: 'created', key, linkKey, ground, params, files, record: shown(params) };
	},

	async apply({ api, hint }, { ground, linkKey, params, files }) {
		const { createOnce } = await import('../source/create');
		const result = await createOnce(api, ground!, linkKey, params, files);
		if (result.linkLost)
			hint('Worksection did not keep the link in the text of a task. Another run would create it again.');
		return { record: result.task as LinkedTask as IDataObject, action: result.action };
	},
});

const isDryRun = (read: unknown): boolean => (read as { dryRun?: boolean }).dryRun === true;
