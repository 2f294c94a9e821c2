import { badInput, Fault } from '../../shared/fault';
import type { Answer, WorksectionClient } from '../client';
import type { Params } from '../encode';
import { anything, cost, created, listOf, read, timer, totals, type Cost, type Timer } from '../schema';

/** Costs: time and money spent on tasks (worksection.md 3.6). */
export class CostsApi {
	constructor(private readonly client: WorksectionClient) {}

	async all(params: Params): Promise<Cost[]> {
		return await this.client.list(cost, { action: 'get_costs', params, doing: 'read the costs', timeoutMs: 120_000 });
	}

	/** Sums of time and money, and of each project or task where `extra` asks for it. */
	async totals(params: Params): Promise<Answer> {
		const doing = 'read the totals of the costs';
		const answer = await this.client.call({ action: 'get_costs_total', params, doing });
		delete answer.status;
		read(totals, answer.total ?? {}, doing);
		return answer;
	}

	/** @returns the ID of the new cost */
	async add(params: Params): Promise<string> {
		const doing = 'add costs';
		const answer = await this.client.call({ action: 'add_costs', params, doing, kind: 'write' });
		return read(created, answer.id === undefined ? answer.data : answer, doing, 'unknown').id;
	}

	/** Both names of the parameter are sent: the vendor's examples disagree (worksection.md section 6). */
	async update(id: string, params: Params): Promise<void> {
		await this.client.call({
			action: 'update_costs',
			params: [['id_costs', id], ['id', id], ...params],
			doing: `update cost ${id}`,
			kind: 'write',
			again: true,
		});
	}

	async remove(id: string): Promise<void> {
		const doing = `delete cost ${id}`;
		await this.client.call({ action: 'delete_costs', params: [['id_costs', id]], doing, kind: 'write' });
	}
}

/** Running timers. With the account's key all of them; a member sees and moves its own only (worksection.md 1.3). */
export class TimersApi {
	constructor(private readonly client: WorksectionClient) {}

	async all(): Promise<Timer[]> {
		const doing = 'read the running timers';
		if (!this.isMember) return await this.client.list(timer, { action: 'get_timers', doing });
		const { data } = await this.client.call({ action: 'get_my_timer', doing });
		const rows = data === undefined || data === null ? [] : Array.isArray(data) ? data : [data];
		return read(listOf(timer), rows, doing).filter((row) => Object.keys(row).length > 0);
	}

	async start(task: string): Promise<Record<string, unknown>> {
		if (!this.isMember) {
			throw new Fault('misconfigured', 'Only a member who signed in can start a timer.', {
				advice: 'Choose OAuth2 as Authentication in the node.',
			});
		}
		const doing = `start a timer on task ${task}`;
		return await this.change({ action: 'start_my_timer', params: [['id_task', task]], doing });
	}

	/** @param id which timer; with the account's key required, a member stops its own */
	async stop(id: string, comment: string): Promise<Record<string, unknown>> {
		const doing = 'stop the timer';
		if (this.isMember) {
			const params: Params = comment ? [['comment', comment]] : [];
			return await this.change({ action: 'stop_my_timer', params, doing });
		}
		if (!id)
			throw badInput('Timer ID', 'With an API key, the timer to stop must be named.', 'Fill in its ID in the node.');
		return await this.change({ action: 'stop_timer', params: [['timer', id]], doing });
	}

	private async change(call: { action: string; params: Params; doing: string }): Promise<Record<string, unknown>> {
		const { data, ...answer } = await this.client.call({ ...call, kind: 'write' });
		delete answer.status;
		const row: unknown = Array.isArray(data) ? data[0] : data;
		return { ...answer, ...(read(anything, row ?? {}, call.doing, 'unknown') as object) };
	}

	private get isMember(): boolean {
		return this.client.access.signature === 'oauth';
	}
}
