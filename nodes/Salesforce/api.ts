import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../shared/fault';
import { SalesforceReading } from './reading';
import * as schema from './schema';
import type { IngestJob, SaveResult } from './schema';
import { fieldPath, objectName } from './soql';

export { isLocatorGone, type Query, type QueryPage } from './reading';
export type { Described, FieldInfo, IngestJob, ObjectSummary, SalesforceRecord, SaveResult } from './schema';

/** Writing to a job takes as long as the line takes for many megabytes. */
const UPLOAD_TIMEOUT_MS = 10 * 60_000;

/** Salesforce's API: what is read, and collections and bulk jobs for writing. */
export class SalesforceApi extends SalesforceReading {
	/** Creates up to 200 records; results in their order. Never repeated when its answer is lost. @throws Fault */
	async createMany(object: string, records: readonly IDataObject[]): Promise<SaveResult[]> {
		const call = { doing: `create ${object} records`, repeatable: false };
		return await this.collection('POST', '', withType(objectName(object), records), call);
	}

	/** Updates up to 200 records by their `id`; results in their order. @throws Fault */
	async updateMany(object: string, records: readonly IDataObject[]): Promise<SaveResult[]> {
		const call = { doing: `update ${object} records`, repeatable: true };
		return await this.collection('PATCH', '', withType(objectName(object), records), call);
	}

	/** Creates or updates up to 200 records by a field of theirs; results in their order. @throws Fault */
	async upsertMany(object: string, externalId: string, records: readonly IDataObject[]): Promise<SaveResult[]> {
		const name = objectName(object);
		const call = { doing: `create or update ${name} records`, repeatable: true };
		return await this.collection('PATCH', `/${name}/${fieldPath(externalId)}`, withType(name, records), call);
	}

	/** Deletes up to 200 records; results in their order. A repeated request finds as deleted what its first try has deleted. @throws Fault */
	async deleteMany(ids: readonly string[], { repeatable }: { repeatable: boolean }): Promise<SaveResult[]> {
		const query = [
			['ids', ids.join(',')],
			['allOrNone', 'false'],
		] as const;
		const call = { doing: 'delete records', repeatable };
		const request = { method: 'DELETE' as const, path: '/composite/sobjects', query };
		return whole(await this.ask(schema.saveResults, request, call), ids.length, call.doing);
	}

	private async collection(
		method: 'POST' | 'PATCH',
		path: string,
		records: readonly IDataObject[],
		call: { doing: string; repeatable: boolean },
	): Promise<SaveResult[]> {
		const request = { method, path: `/composite/sobjects${path}`, data: { allOrNone: false, records } };
		return whole(await this.ask(schema.saveResults, request, call), records.length, call.doing);
	}

	/** Opens a bulk job. One that is never closed does nothing, so a lost answer does no harm. */
	async openJob(object: string, externalIdFieldName: string): Promise<IngestJob> {
		const { connection } = await this.connection(schema.ingestJob, { doing: 'open a bulk job', repeatable: true });
		const options = { object, externalIdFieldName, operation: 'upsert' as const, lineEnding: 'LF' as const };
		return (await connection.bulk2.createJob(options).open()) as unknown as IngestJob;
	}

	/** Gives a job its rows. Only once: when the answer is lost, a new job is opened instead. */
	async fillJob(id: string, csv: string): Promise<void> {
		await this.put(`/jobs/ingest/${encodeURIComponent(id)}/batches`, csv, {
			doing: 'send the rows of a bulk job',
			repeatable: false,
			timeoutMs: UPLOAD_TIMEOUT_MS,
		});
	}

	/** Lets a job begin. */
	async startJob(id: string): Promise<void> {
		await (await this.job(id, 'start a bulk job')).close();
	}

	async abortJob(id: string): Promise<void> {
		await (await this.job(id, 'stop a bulk job')).abort();
	}

	async jobState(id: string): Promise<IngestJob> {
		return (await (await this.job(id, 'read the state of a bulk job')).check()) as unknown as IngestJob;
	}

	/** The rows of an ended job as CSV: written ones with `sf__Id` and `sf__Created`, failed ones with `sf__Error`. */
	async jobResults(id: string, kind: 'successful' | 'failed' | 'unprocessed'): Promise<string> {
		const job = await this.job(id, `read the ${kind} rows of a bulk job`);
		if (kind === 'successful') return String(await job.getSuccessfulResults(true));
		return String(await (kind === 'failed' ? job.getFailedResults(true) : job.getUnprocessedRecords(true)));
	}

	private async job(id: string, doing: string) {
		const { connection } = await this.connection(schema.ingestJob, { doing, repeatable: true });
		return connection.bulk2.job('ingest', { id: encodeURIComponent(id) });
	}
}

const withType = (type: string, records: readonly IDataObject[]): IDataObject[] =>
	records.map((record) => ({ attributes: { type }, ...record }));

/** Results are told apart by their place only, so one too few makes all of them worthless. */
function whole(results: SaveResult[], asked: number, doing: string): SaveResult[] {
	if (results.length === asked) return results;
	const message = `Salesforce answered with ${results.length} results for ${asked} records when asked to ${doing}.`;
	throw new Fault('unreadable', message, { effect: 'unknown' });
}
