import { Fault } from '../../shared/fault';
import type { WorksectionClient } from '../client';
import type { Params } from '../encode';
import { isFile } from '../errors';
import { given } from '../params';
import { created, event, file, read, webhook, type Event, type FileEntry, type Webhook } from '../schema';

/** What happened in the account, as far as the vendor tells (worksection.md 4.3). */
export class EventsApi {
	constructor(private readonly client: WorksectionClient) {}

	/**
	 * Events of the time before now.
	 * @param period `1m` to `360m`, `1h` to `72h` or `1d` to `30d`
	 */
	async since(period: string, project?: string): Promise<Event[]> {
		const params = given([
			['period', period],
			['id_project', project],
		]);
		return await this.client.list(event, {
			action: 'get_events',
			params,
			doing: 'read the events',
			timeoutMs: 120_000,
		});
	}
}

/** Webhooks of the account; they cannot be changed, only made anew (worksection.md 4.1). */
export class WebhooksApi {
	constructor(private readonly client: WorksectionClient) {}

	async all(): Promise<Webhook[]> {
		return await this.client.list(webhook, { action: 'get_webhooks', doing: 'read the webhooks' });
	}

	/** The address must answer `{"status":"OK"}` while this runs. @returns the new webhook's ID */
	async add(params: Params): Promise<string> {
		const doing = 'register a webhook';
		const answer = await this.client.call({ action: 'add_webhook', params, doing, kind: 'write' });
		return read(created, answer.id === undefined ? answer.data : answer, doing, 'unknown').id;
	}

	/** @throws Fault `notFound` when there is none */
	async remove(id: string): Promise<void> {
		const doing = `remove webhook ${id}`;
		await this.client.call({ action: 'delete_webhook', params: [['id', id]], doing, kind: 'write' });
	}
}

/** Files of projects and tasks (worksection.md 3.6). */
export class FilesApi {
	constructor(private readonly client: WorksectionClient) {}

	async all(of: { project?: string; task?: string }): Promise<FileEntry[]> {
		const params = given([
			['id_project', of.project],
			['id_task', of.task],
		]);
		return await this.client.list(file, { action: 'get_files', params, doing: 'read the files' });
	}

	/** The name comes from the vendor's answer; without one it is the ID. */
	async download(id: string): Promise<{ name: string; mimeType?: string; data: Buffer }> {
		const doing = `download file ${id}`;
		const params: Params = [['id_file', id]];
		const reply = await this.client.bytes({ action: 'download', params, doing, timeoutMs: 300_000 });
		const { body, headers } = reply;
		if (!isFile(reply) && /\bhtml\b/i.test(headers['content-type'] ?? '')) {
			throw new Fault('unreadable', `Worksection sent a web page instead of the file when asked to ${doing}.`);
		}
		const mimeType = headers['content-type']?.split(';')[0];
		return { name: nameIn(headers['content-disposition'] ?? '') ?? id, data: body, ...(mimeType && { mimeType }) };
	}
}

function nameIn(disposition: string): string | undefined {
	const extended = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
	if (extended !== undefined) {
		try {
			return decodeURIComponent(extended);
		} catch {
			return extended;
		}
	}
	return /filename="([^"]*)"/i.exec(disposition)?.[1] ?? /filename=([^;"]+)/i.exec(disposition)?.[1]?.trim();
}
