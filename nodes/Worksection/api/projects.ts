import type { WorksectionClient } from '../client';
import type { Params, Upload } from '../encode';
import { extraOf } from '../params';
import { project, type Project } from '../schema';

/** A project with its address in the browser. */
export type LinkedProject = Project & { link?: string };

export type ProjectStatus = 'active' | 'pending' | 'archive';

/** Projects (worksection.md 3.2). */
export class ProjectsApi {
	constructor(private readonly client: WorksectionClient) {}

	/**
	 * Projects of one status, or all. The vendor's texts disagree on the word for archived ones ("archive", "archived"), and
	 * an unknown word may filter nothing, so the status is looked at again here.
	 */
	async all(status?: ProjectStatus, extra: readonly string[] = []): Promise<LinkedProject[]> {
		if (status === undefined) return await this.list([], extra);
		const found = await this.withStatus(status, status, extra);
		return found.length > 0 || status !== 'archive' ? found : await this.withStatus(status, 'archived', extra);
	}

	async get(id: string, extra: readonly string[] = []): Promise<LinkedProject> {
		const params = [['id_project', id], ...extraOf(extra)] as const;
		return this.linked(await this.client.one(project, { action: 'get_project', params, doing: `read project ${id}` }));
	}

	async post(params: Params, files: readonly Upload[] = []): Promise<LinkedProject> {
		const call = { action: 'post_project', params, files, doing: 'create a project', kind: 'write' as const };
		return this.linked(await this.client.one(project, call));
	}

	async update(id: string, params: Params): Promise<LinkedProject> {
		const call = { action: 'update_project', params: [['id_project', id], ...params] as Params };
		const doing = `update project ${id}`;
		return this.linked(await this.client.one(project, { ...call, doing, kind: 'write', again: true }));
	}

	/** @throws AlreadySo when it is archived */
	async archive(id: string): Promise<void> {
		await this.change('close_project', [['id_project', id]], `archive project ${id}`);
	}

	/** @throws AlreadySo when it is active */
	async activate(id: string): Promise<void> {
		await this.change('activate_project', [['id_project', id]], `activate project ${id}`);
	}

	async members(id: string, emails: readonly string[], on: boolean): Promise<void> {
		const params: Params = [
			['id_project', id],
			['members', emails.join(',')],
		];
		const action = on ? 'add_project_members' : 'delete_project_members';
		await this.change(action, params, `${on ? 'add members to' : 'remove members from'} project ${id}`);
	}

	private async change(action: string, params: Params, doing: string): Promise<void> {
		await this.client.call({ action, params, doing, kind: 'write', again: true });
	}

	private async withStatus(status: ProjectStatus, word: string, extra: readonly string[]): Promise<LinkedProject[]> {
		const found = await this.list([['filter', word]], extra);
		return found.filter((one) => one.status === undefined || one.status === status);
	}

	private async list(filter: Params, extra: readonly string[]): Promise<LinkedProject[]> {
		const params = [...filter, ...extraOf(extra)];
		const projects = await this.client.list(project, { action: 'get_projects', params, doing: 'read the projects' });
		return projects.map((one) => this.linked(one));
	}

	private linked(one: LinkedProject): LinkedProject {
		if (one.page) one.link = this.client.access.account + one.page;
		return one;
	}
}
