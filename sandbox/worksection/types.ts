/** What the simulated account holds. Times are milliseconds since 1970; days are `YYYY-MM-DD` without a zone. */

export interface Account {
	apiKey: string;
	timeZone: string;
	/** Names of the pseudo users; localised by the vendor (worksection.md 2.1). */
	noExecutive: string;
	anyone: string;
	noManager: string;
}

export type Role = 'owner' | 'account admin' | 'team admin' | 'department admin' | 'user' | 'guest' | 'reader';

export interface Member {
	id: string;
	email: string;
	firstName: string;
	lastName: string;
	role: Role;
	title?: string;
	group?: string;
	department?: string;
	rate?: number;
	addedAt: number;
	/** Phones, address, url: answered under these names. */
	more: Record<string, string>;
}

export interface Contact {
	id: string;
	email: string;
	name: string;
	title?: string;
	group?: string;
	more: Record<string, string>;
}

export interface PeopleGroup {
	id: string;
	title: string;
	type?: 'folder' | 'company';
	client: boolean;
}

export type ProjectStatus = 'active' | 'pending' | 'archive';

export interface Project {
	id: string;
	name: string;
	status: ProjectStatus;
	folder?: string;
	text: string;
	userFrom: string;
	/** Member id, `0` when nobody manages it. */
	userTo: string;
	members: Set<string>;
	options: Record<string, 0 | 1>;
	tags: string[];
	/** Ids of the task tag sets attached to the project; undefined means all. */
	tagGroups?: string[];
	dateStart?: string;
	dateEnd?: string;
	maxTime?: string;
	maxMoney?: string;
	addedAt: number;
	closedAt?: number;
}

export interface Task {
	id: string;
	project: string;
	parent?: string;
	name: string;
	text: string;
	status: 'active' | 'done';
	priority: number;
	userFrom: string;
	/** Member id, `1` for nobody, `2` for anyone. */
	userTo: string;
	subscribers: string[];
	hidden: string[];
	tags: string[];
	dateStart?: string;
	dateEnd?: string;
	timeStart?: string;
	timeEnd?: string;
	maxTime?: string;
	maxMoney?: string;
	customFields: Record<string, string>;
	/** Publication is delayed: the API never returns it (worksection.md 3.1). */
	delayed: boolean;
	addedAt: number;
	closedAt?: number;
}

export interface Relation {
	type: 'finish-to-start' | 'start-to-start';
	from: string;
	to: string;
}

export interface Comment {
	id: string;
	task: string;
	text: string;
	userFrom: string;
	hidden: string[];
	addedAt: number;
}

export interface TagGroup {
	id: number;
	title: string;
	of: 'task' | 'project';
	type: 'status' | 'label';
	access: 'public' | 'private';
}

export interface Tag {
	id: number;
	title: string;
	group: number;
}

export interface Cost {
	id: string;
	task: string;
	comment: string;
	minutes: number;
	/** Hundredths. */
	money: number;
	day: string;
	isTimer: boolean;
	userFrom: string;
	addedAt: number;
}

export interface Timer {
	id: string;
	task: string;
	userFrom: string;
	startedAt: number;
}

export interface StoredFile {
	id: string;
	name: string;
	bytes: Buffer;
	/** Where it hangs; none of them while an upload waits for its task. */
	project?: string;
	task?: string;
	comment?: string;
	userFrom: string;
	addedAt: number;
}

export interface CustomField {
	id: string;
	of: 'task' | 'project';
	type: string;
	name: string;
	descr: string;
	options: string[];
}

export interface Webhook {
	id: string;
	url: string;
	events: string[];
	projects: string[];
	user?: string;
	password?: string;
	status: 'active' | 'paused';
	errors: number;
}

export type EventAction = 'post' | 'update' | 'close' | 'reopen' | 'delete';
export type EventObject = 'task' | 'comment' | 'project';

export interface AccountEvent {
	at: number;
	action: EventAction;
	type: EventObject;
	id: string;
	project: string;
	/** Of task and comment events. */
	task?: string;
	/** `/project/P/T/` as it was when it happened, so that a deleted task still has one. */
	page: string;
	userFrom: string;
	new: Record<string, unknown>;
	old: Record<string, unknown>;
}

export interface Delivery {
	webhook: string;
	at: number;
	probe: boolean;
	ok: boolean;
	/** Status of the answer, 0 when there was none. */
	status: number;
	body: string;
}

export interface OAuthClient {
	clientId: string;
	clientSecret: string;
	redirectUris: string[];
}

export interface Grant {
	client: string;
	member: string;
	scopes: string[];
	redirectUri?: string;
	expiresAt: number;
	used: boolean;
}

export class VendorError extends Error {
	/**
	 * `code` and `message` as in worksection.md section 2; `details` becomes `message_details`; `extra` are further keys
	 * of the envelope; `status` is the HTTP status, 200 for nearly all.
	 */
	constructor(
		readonly code: number,
		message: string,
		readonly details?: string,
		readonly extra: Record<string, unknown> = {},
		readonly status = 200,
	) {
		super(message);
	}
}
