import { addTag, addTagGroup } from '../actions/tags';
import { memberIds, tagIds } from '../domain/find';
import { activateProject, archiveProject, changeProject, createProject, deleteProject } from '../domain/projects';
import type { Project, Role, Webhook } from '../types';
import { projectObject, userObject, type Wire } from '../wire/objects';
import type { World } from '../world';
import { now } from '../world';
import { actorOf, projectIn, type By } from './by';

type Ref = string | number;

const everything = new Set(['text', 'options', 'users']);

interface ProjectValues {
	title?: string;
	text?: string;
	manager?: string;
	members?: string[];
	status?: Project['status'];
	options?: Record<string, 0 | 1>;
	tags?: string[];
	dateStart?: string;
	dateEnd?: string;
}

/** What people do with projects, members, tags and the account's API page. `settle` waits for the webhooks. */
export function accountActs(world: World, settle: () => Promise<void>) {
	const shown = (project: Project): Wire => projectObject(world, project, everything);
	const changesOf = (
		{ title, manager, members, tags, ...rest }: ProjectValues,
		project?: Project,
	): Partial<Project> => ({
		...rest,
		...(title === undefined ? {} : { name: title }),
		...(manager === undefined ? {} : { userTo: memberIds(world, [manager])[0] }),
		...(members === undefined ? {} : { members: new Set([...(project?.members ?? []), ...memberIds(world, members)]) }),
		...(tags === undefined ? {} : { tags: tagIds(world, tags, 'project') }),
	});
	const hookIn = (ref: Ref): Webhook => {
		const hook = world.store.webhooks.get(String(ref));
		if (!hook) throw new Error(`There is no webhook '${ref}'.`);
		return hook;
	};
	return {
		createProject({ by, ...input }: By & ProjectValues & { title: string }): Wire {
			const project = createProject(world, actorOf(world, by), { ...changesOf(input), name: input.title });
			return shown(project);
		},
		editProject({ by, project: ref, ...input }: By & ProjectValues & { project: Ref }): Wire {
			const project = projectIn(world, ref);
			changeProject(world, actorOf(world, by), project, changesOf(input, project));
			return shown(project);
		},
		archiveProject(input: By & { project: Ref }): Wire {
			const project = projectIn(world, input.project);
			archiveProject(world, actorOf(world, input.by), project);
			return shown(project);
		},
		activateProject(input: By & { project: Ref }): Wire {
			const project = projectIn(world, input.project);
			activateProject(world, actorOf(world, input.by), project);
			return shown(project);
		},
		deleteProject(input: { project: Ref }): void {
			deleteProject(world, projectIn(world, input.project));
		},
		/** Also into `projects`; into all of them when absent. */
		addMember(input: { email: string; firstName?: string; lastName?: string; role?: Role; projects?: Ref[] }): Wire {
			const { email, firstName = email, lastName = '', role = 'user' } = input;
			if (world.store.memberByEmail(email)) throw new Error(`Somebody here has the e-mail '${email}' already.`);
			const member = world.store.addMember({ email, firstName, lastName, role, addedAt: now(world) });
			const projects = input.projects?.map((ref) => projectIn(world, ref)) ?? [...world.store.projects.values()];
			for (const project of projects) project.members.add(member.id);
			return userObject(world, member.id);
		},
		addTagGroup(input: { title: string; of?: 'task' | 'project'; type?: 'status' | 'label'; tags?: string[] }): Wire {
			const { title, of = 'task', type = 'label', tags = [] } = input;
			const group = addTagGroup(world, { title, of, type, access: 'public' });
			for (const tag of tags) addTag(world, group, tag);
			return { ...group };
		},
		addTag(input: { group: string; title: string }): Wire {
			const group = [...world.store.tagGroups.values()].find((other) => other.title === input.group);
			if (!group) throw new Error(`There is no tag set '${input.group}'.`);
			return { ...addTag(world, group, input.title) };
		},
		pauseWebhook(input: { webhook: Ref }): void {
			hookIn(input.webhook).status = 'paused';
		},
		/** Checks the address as the screens do; throws when it does not answer properly. */
		async enableWebhook(input: { webhook: Ref }): Promise<void> {
			const hook = hookIn(input.webhook);
			if (!(await world.probe(hook))) throw new Error(`${hook.url} does not answer {"status":"OK"}.`);
			Object.assign(hook, { status: 'active', errors: 0 });
		},
		/** Resolves when every event has been delivered or given up. */
		settleWebhooks(): Promise<void> {
			return settle();
		},
		/** A new API key; the old one stops at once. */
		changeApiKey(input: { apiKey: string }): void {
			world.store.account.apiKey = input.apiKey;
		},
		/** All access tokens run out; refresh tokens stay. */
		expireAccessTokens(): void {
			for (const grant of world.store.accessTokens.values()) grant.expiresAt = 0;
		},
		/** The application is removed: neither access nor refresh tokens serve any more. */
		revokeTokens(): void {
			world.store.accessTokens.clear();
			world.store.refreshTokens.clear();
		},
	};
}
