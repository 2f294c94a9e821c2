import type { WorksectionClient } from '../client';
import type { Params } from '../encode';
import { given } from '../params';
import { anything, group, listOf, member, read, tag, type Group, type Member, type Tag } from '../schema';

/** Members of the account (worksection.md 3.4). */
export class PeopleApi {
	private known?: Promise<Member[]>;

	constructor(private readonly client: WorksectionClient) {}

	async all(): Promise<Member[]> {
		return await this.client.list(member, { action: 'get_users', doing: 'read the members of the account' });
	}

	/** The members as this run first saw them: one request, however many items ask. */
	async once(): Promise<Member[]> {
		return await (this.known ??= kept(this.all(), () => (this.known = undefined)));
	}

	async invite(params: Params): Promise<Member | undefined> {
		const call = { action: 'add_user', params, doing: 'invite a member', kind: 'write' as const };
		const { data } = await this.client.call(call);
		return data === undefined ? undefined : (read(anything, data, call.doing, 'unknown') as Member);
	}
}

export type TagKind = 'task' | 'project';

export interface TagFilter {
	group?: string;
	type?: string;
	access?: string;
}

/** Tags and statuses of tasks and projects (worksection.md 3.5). */
export class TagsApi {
	private readonly known = new Map<TagKind, Promise<Tag[]>>();

	constructor(private readonly client: WorksectionClient) {}

	async all(kind: TagKind, { group: set, type, access }: TagFilter = {}): Promise<Tag[]> {
		const params = given([
			['group', set],
			['type', type],
			['access', access],
		]);
		return await this.client.list(tag, { action: `get_${kind}_tags`, params, doing: `read the ${kind} tags` });
	}

	/** The tags as this run first saw them. */
	async once(kind: TagKind): Promise<Tag[]> {
		let tags = this.known.get(kind);
		if (!tags) this.known.set(kind, (tags = kept(this.all(kind), () => this.known.delete(kind))));
		return await tags;
	}

	async groups(kind: TagKind): Promise<Group[]> {
		return await this.client.list(group, { action: `get_${kind}_tag_groups`, doing: `read the ${kind} tag sets` });
	}

	async create(kind: TagKind, set: string, titles: readonly string[]): Promise<Tag[]> {
		const params: Params = [
			['group', set],
			['title', titles.join(',')],
		];
		const call = { action: `add_${kind}_tags`, params, doing: `create ${kind} tags`, kind: 'write' as const };
		const { data } = await this.client.call(call);
		const rows = data === undefined || data === null ? [] : Array.isArray(data) ? data : [data];
		return read(listOf(anything), rows, call.doing, 'unknown') as Tag[];
	}
}

/** Keeps a reading for later askers; one that failed is forgotten. */
function kept<T>(reading: Promise<T>, forget: () => void): Promise<T> {
	reading.catch(forget);
	return reading;
}
