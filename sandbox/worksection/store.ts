import type * as T from './types';

const firstIds = {
	member: 3001,
	contact: 7001,
	group: 51,
	project: 101,
	task: 5001,
	comment: 20001,
	tagGroup: 11,
	tag: 301,
	cost: 40001,
	timer: 60001,
	file: 80001,
	customField: 901,
	webhook: 130,
};

export type Kind = keyof typeof firstIds;

/** The state of one simulated account, with the indexes that keep an answer from scanning everything. */
export class WorksectionStore {
	account!: T.Account;
	members = new Map<string, T.Member>();
	contacts = new Map<string, T.Contact>();
	userGroups = new Map<string, T.PeopleGroup>();
	contactGroups = new Map<string, T.PeopleGroup>();
	projectGroups = new Map<string, T.PeopleGroup>();
	projects = new Map<string, T.Project>();
	tasks = new Map<string, T.Task>();
	tasksOfProject = new Map<string, Set<T.Task>>();
	childrenOf = new Map<string, Set<T.Task>>();
	relations: T.Relation[] = [];
	comments = new Map<string, T.Comment>();
	commentsOf = new Map<string, T.Comment[]>();
	tagGroups = new Map<number, T.TagGroup>();
	tags = new Map<number, T.Tag>();
	costs = new Map<string, T.Cost>();
	timers = new Map<string, T.Timer>();
	files = new Map<string, T.StoredFile>();
	customFields = new Map<string, T.CustomField>();
	/** Member id -> day -> vacation, sick-leave or workday. */
	schedule = new Map<string, Map<string, string>>();
	webhooks = new Map<string, T.Webhook>();
	/** Oldest first. */
	events: T.AccountEvent[] = [];
	deliveries: T.Delivery[] = [];
	oauthClients = new Map<string, T.OAuthClient>();
	codes = new Map<string, T.Grant>();
	accessTokens = new Map<string, T.Grant>();
	refreshTokens = new Map<string, T.Grant>();
	private ids: Record<Kind, number> = { ...firstIds };

	constructor() {
		this.clear();
	}

	/** An account without content: its key and its owner, since an account cannot be without one. */
	clear(): void {
		for (const value of Object.values(this)) {
			if (value instanceof Map) value.clear();
			else if (Array.isArray(value)) value.length = 0;
		}
		this.ids = { ...firstIds };
		this.account = {
			apiKey: 'sandbox-admin-key',
			timeZone: 'Europe/Kyiv',
			noExecutive: "Executive isn't assigned",
			anyone: 'Anyone',
			noManager: "Manager isn't assigned",
		};
		this.addMember({
			email: 'owner@worksection.example',
			firstName: 'Olha',
			lastName: 'Owner',
			role: 'owner',
			addedAt: 0,
		});
	}

	/** A fresh id, or the given one, which then is never handed out again. */
	id(kind: Kind, given?: string | number): string {
		if (given === undefined) return String(this.ids[kind]++);
		this.ids[kind] = Math.max(this.ids[kind], Number(given) + 1);
		return String(given);
	}

	get owner(): T.Member {
		for (const member of this.members.values()) if (member.role === 'owner') return member;
		throw new Error('The simulated account has no owner: seed a member with the role owner.');
	}

	memberByEmail(email: string): T.Member | undefined {
		const wanted = email.trim().toLowerCase();
		for (const member of this.members.values()) if (member.email.toLowerCase() === wanted) return member;
		return undefined;
	}

	addMember(member: Omit<T.Member, 'id' | 'more'> & { id?: string; more?: Record<string, string> }): T.Member {
		const added: T.Member = { more: {}, ...member, id: this.id('member', member.id) };
		this.members.set(added.id, added);
		return added;
	}

	addTask(task: T.Task): T.Task {
		this.tasks.set(task.id, task);
		setOf(this.tasksOfProject, task.project).add(task);
		if (task.parent) setOf(this.childrenOf, task.parent).add(task);
		return task;
	}

	/** Takes the task, its subtasks, their comments, costs, timers and files out. */
	removeTask(task: T.Task): void {
		for (const child of this.children(task)) this.removeTask(child);
		for (const comment of this.commentsOf.get(task.id) ?? []) this.comments.delete(comment.id);
		this.commentsOf.delete(task.id);
		for (const kind of [this.costs, this.timers, this.files] as Array<Map<string, { task?: string }>>) {
			for (const [id, row] of kind) if (row.task === task.id) kind.delete(id);
		}
		this.relations = this.relations.filter((relation) => relation.from !== task.id && relation.to !== task.id);
		this.tasks.delete(task.id);
		this.tasksOfProject.get(task.project)?.delete(task);
		if (task.parent) this.childrenOf.get(task.parent)?.delete(task);
	}

	children(task: T.Task): T.Task[] {
		return [...(this.childrenOf.get(task.id) ?? [])];
	}

	tasksIn(project: string): Iterable<T.Task> {
		return this.tasksOfProject.get(project) ?? [];
	}

	addComment(comment: T.Comment): T.Comment {
		this.comments.set(comment.id, comment);
		const list = this.commentsOf.get(comment.task) ?? [];
		list.push(comment);
		this.commentsOf.set(comment.task, list);
		return comment;
	}

	removeComment(comment: T.Comment): void {
		this.comments.delete(comment.id);
		const list = this.commentsOf.get(comment.task) ?? [];
		this.commentsOf.set(
			comment.task,
			list.filter((other) => other !== comment),
		);
	}

	filesOf(place: { task: string } | { comment: string } | { project: string }): T.StoredFile[] {
		const [key, id] = Object.entries(place)[0] as ['task' | 'comment' | 'project', string];
		return [...this.files.values()].filter((file) => file[key] === id);
	}
}

function setOf<K, V>(map: Map<K, Set<V>>, key: K): Set<V> {
	const known = map.get(key) ?? new Set<V>();
	map.set(key, known);
	return known;
}
