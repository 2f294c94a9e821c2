import type { IDataObject } from 'n8n-workflow';

import { CostsApi, TimersApi } from './api/costs';
import { EventsApi, FilesApi, WebhooksApi } from './api/events';
import { PeopleApi, TagsApi } from './api/people';
import { ProjectsApi } from './api/projects';
import { CommentsApi, TasksApi } from './api/tasks';
import { WorksectionClient, type Access } from './client';
import { anything } from './schema';
import type { Host } from '../shared/http';

/** Worksection's API, one part per kind of thing and one method per action of the vendor (worksection.md section 3). */
export class WorksectionApi {
	private readonly client: WorksectionClient;
	readonly tasks: TasksApi;
	readonly comments: CommentsApi;
	readonly projects: ProjectsApi;
	readonly people: PeopleApi;
	readonly tags: TagsApi;
	readonly costs: CostsApi;
	readonly timers: TimersApi;
	readonly files: FilesApi;
	readonly events: EventsApi;
	readonly webhooks: WebhooksApi;

	constructor(host: Host, access: Access) {
		const client = new WorksectionClient(host, access);
		this.client = client;
		this.tasks = new TasksApi(client);
		this.comments = new CommentsApi(client);
		this.projects = new ProjectsApi(client);
		this.people = new PeopleApi(client);
		this.tags = new TagsApi(client);
		this.costs = new CostsApi(client);
		this.timers = new TimersApi(client);
		this.files = new FilesApi(client);
		this.events = new EventsApi(client);
		this.webhooks = new WebhooksApi(client);
	}

	/** What was spent so far, for reports. */
	get spent() {
		return this.client.spent;
	}

	/** `https://studio.worksection.com` */
	get account(): string {
		return this.client.access.account;
	}

	/** IANA zone in which Worksection writes its times. */
	get zone(): string {
		return this.client.access.zone;
	}

	/** Custom fields of tasks; only the vendor's own client libraries know this action (worksection.md 3.1). */
	async customFields(): Promise<IDataObject[]> {
		const call = { action: 'get_task_custom_fields', doing: 'read the custom fields of tasks' };
		return (await this.client.list(anything, call)) as IDataObject[];
	}

	/** Whether a member signed in; otherwise the account's key. */
	get isMember(): boolean {
		return this.client.access.signature === 'oauth';
	}
}
