import { addTag, addTagGroup } from './actions/tags';
import { executiveId, memberIds, tagIds } from './domain/find';
import { seedSchema, type ReadSeed } from './seedSchema';
import { VendorError } from './types';
import type { World } from './world';
import { now } from './world';

type Row<K extends keyof ReadSeed> = ReadSeed[K] extends Array<infer R> ? R : never;

/** Puts the document beside what is there; makes no events. Throws naming the place that does not fit. */
export function seedWorld(world: World, data: unknown): void {
	const parsed = seedSchema.safeParse(data);
	if (!parsed.success) {
		const [issue] = parsed.error.issues;
		throw new Error(`Seed: ${issue?.path.join('.') || 'document'}: ${issue?.message}`);
	}
	const seed = parsed.data;
	const { store } = world;
	Object.assign(store.account, seed.account);
	for (const client of seed.oauthClients) store.oauthClients.set(client.clientId, client);
	each('members', seed.members, (row) => addMember(world, row));
	each('contacts', seed.contacts, (row) => {
		const id = store.id('contact', row.id);
		store.contacts.set(id, { ...row, id, more: {} });
	});
	for (const kind of ['userGroups', 'contactGroups', 'projectGroups'] as const) {
		each(kind, seed[kind], (row) => {
			const id = store.id('group', row.id);
			store[kind].set(id, { ...row, id });
		});
	}
	each('tagGroups', seed.tagGroups, ({ tags, ...row }) => {
		const group = addTagGroup(world, row);
		for (const title of tags) addTag(world, group, title);
	});
	each('customFields', seed.customFields, (row) => {
		const id = store.id('customField', row.id);
		store.customFields.set(id, { ...row, id });
	});
	each('projects', seed.projects, (row) => addProject(world, row));
	const taskAdder = addTasks(world);
	each('tasks', seed.tasks, taskAdder);
	for (const relation of seed.relations) store.relations.push(relation);
	each('comments', seed.comments, (row) => addComment(world, row));
	each('webhooks', seed.webhooks, (row) => {
		const id = store.id('webhook', row.id);
		store.webhooks.set(id, { ...row, id, errors: 0 });
	});
}

function each<R>(name: string, list: R[], add: (row: R) => void): void {
	list.forEach((row, index) => {
		try {
			add(row);
		} catch (error) {
			const reason =
				error instanceof VendorError ? `${error.message} (${error.details ?? ''})` : (error as Error).message;
			throw new Error(`Seed: ${name}[${index}]: ${reason}`);
		}
	});
}

/** An owner in the seed takes the place of the one that an empty account has. */
function addMember(world: World, row: Row<'members'>): void {
	const { store } = world;
	if (row.role === 'owner') store.members.delete(store.owner.id);
	store.addMember({ ...row, addedAt: row.addedAt ?? now(world) });
}

function addProject(world: World, row: Row<'projects'>): void {
	const { title, author, manager, members, tags, tagGroups, ...rest } = row;
	const { store } = world;
	const id = store.id('project', row.id);
	const groups = [...store.tagGroups.values()].filter((group) => tagGroups?.includes(group.title));
	store.projects.set(id, {
		...rest,
		id,
		name: title,
		userFrom: author === undefined ? store.owner.id : (memberIds(world, [author])[0] as string),
		userTo: manager === undefined ? '0' : (memberIds(world, [manager])[0] as string),
		members: new Set(members === undefined ? store.members.keys() : memberIds(world, members)),
		tags: tagIds(world, tags, 'project'),
		tagGroups: tagGroups && groups.map((group) => String(group.id)),
		addedAt: row.addedAt ?? now(world),
	});
}

function addTasks(world: World): (row: Row<'tasks'>) => void {
	const { store } = world;
	const byTitle = new Map([...store.projects.values()].map((project) => [project.name, project]));
	return ({ title, author, assignee, tags, subscribers, ...row }) => {
		const project = store.projects.get(row.project) ?? byTitle.get(row.project);
		if (!project) throw new Error(`there is no project '${row.project}'`);
		if (row.parent !== undefined && !store.tasks.has(row.parent)) throw new Error(`there is no task '${row.parent}'`);
		const addedAt = row.addedAt ?? now(world);
		store.addTask({
			...row,
			id: store.id('task', row.id),
			project: project.id,
			name: title,
			userFrom: author === undefined ? store.owner.id : (memberIds(world, [author])[0] as string),
			userTo: executiveId(world, assignee),
			subscribers: memberIds(world, subscribers),
			hidden: [],
			tags: tags.length === 0 ? [] : tagIds(world, tags, 'task', project),
			addedAt,
			closedAt: row.closedAt ?? (row.status === 'done' ? addedAt : undefined),
		});
	};
}

function addComment(world: World, row: Row<'comments'>): void {
	const { store } = world;
	if (!store.tasks.has(row.task)) throw new Error(`there is no task '${row.task}'`);
	const userFrom = row.author === undefined ? store.owner.id : (memberIds(world, [row.author])[0] as string);
	const id = store.id('comment', row.id);
	store.addComment({ id, task: row.task, text: row.text, userFrom, hidden: [], addedAt: row.addedAt ?? now(world) });
}
