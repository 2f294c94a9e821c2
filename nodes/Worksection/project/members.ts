import type { ItemContext, Plan } from '../../shared/operation';
import type { WorksectionApi } from '../api';
import { members, project } from '../fields';
import { projectId } from '../ids';
import { write } from '../room';

interface MemberPlan extends Plan {
	id: string;
	emails: string[];
}

type Context = ItemContext<WorksectionApi, { readonly project: string; readonly members: string }>;

/** A dry run tells who is, or is not, a member already. */
async function planOf({ api, read }: Context, adds: boolean): Promise<MemberPlan> {
	const { checked } = await import('../checks');
	const { emailsOf } = await import('../values');
	const id = projectId(read.project);
	const emails = emailsOf(read.members, 'Member Emails');
	await checked(api, [['members', emails.join(',')]]);
	const plan: MemberPlan = { action: 'updated', key: id, id, emails };
	if ((read as { dryRun?: boolean }).dryRun !== true) return plan;
	const { users = [] } = await api.projects.get(id, ['users']);
	const inProject = new Set(users.map(({ email }) => email?.toLowerCase()));
	const changed = emails.filter((email) => inProject.has(email.toLowerCase()) !== adds);
	return { ...plan, action: changed.length > 0 ? 'updated' : 'unchanged', record: { id, members: changed } };
}

export const addMembers = write({
	name: 'Add Members',
	action: 'Add members to a project',
	fields: [project, members],
	plan: async (context) => await planOf(context, true),
	async apply({ api }, { id, emails }) {
		await api.projects.members(id, emails, true);
		return { id, added: emails };
	},
});

export const removeMembers = write({
	name: 'Remove Members',
	action: 'Remove members from a project',
	fields: [project, members],
	brake: true,
	plan: async (context) => await planOf(context, false),
	async apply({ api }, { id, emails }) {
		await api.projects.members(id, emails, false);
		return { id, removed: emails };
	},
});
