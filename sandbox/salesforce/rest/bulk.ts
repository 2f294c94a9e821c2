import type { VendorReply } from '../../common';
import { Refusal } from '../model';
import { wireTime } from '../schema/fields';
import { DELIMITERS, LINE_ENDS, OPERATIONS, type Job } from './bulkJobs';
import { bodyOf, empty, type Call, type Endpoint } from './call';
import { csvLine } from './csv';

export const createJob: Endpoint = (call) => {
	const body = bodyOf(call);
	const table = call.store.table(String(body.object ?? ''));
	if (!table)
		throw new Refusal(400, 'INVALIDENTITY', `object '${String(body.object ?? '')}' is not supported by the Bulk API`);
	const operation = choice(body.operation, OPERATIONS, 'operation');
	if (body.contentType !== undefined) choice(body.contentType, ['CSV'] as const, 'contentType');
	const name = body.externalIdFieldName;
	if (operation === 'upsert' && typeof name !== 'string')
		throw new Refusal(400, 'INVALIDJOB', 'An upsert needs externalIdFieldName');
	const job = call.bulk.open({
		login: call.login,
		table,
		operation,
		external: operation === 'upsert' ? call.writer.externalIdField(table, String(name)) : undefined,
		delimiter: choice(
			body.columnDelimiter ?? 'COMMA',
			Object.keys(DELIMITERS) as Array<keyof typeof DELIMITERS>,
			'columnDelimiter',
		),
		lineEnding: choice(body.lineEnding ?? 'LF', Object.keys(LINE_ENDS) as Array<keyof typeof LINE_ENDS>, 'lineEnding'),
		version: call.version,
	});
	return { json: info(job) };
};

/** `PUT …/batches`: once, while the job is open. */
export const upload: Endpoint = (call) => {
	const job = jobOf(call);
	if (job.state !== 'Open' || job.csv !== '') throw wrongState(job);
	if (!/^text\/csv\b/i.test(String(call.request.headers['content-type'] ?? '')))
		throw new Refusal(400, 'INVALIDBATCH', 'Content-Type text/csv is needed');
	job.csv = call.request.body.toString();
	return { status: 201, body: '' };
};

export const setState: Endpoint = (call) => {
	const job = jobOf(call);
	const state = choice(bodyOf(call).state, ['UploadComplete', 'Aborted'] as const, 'state');
	if (job.state !== 'Open' && (state === 'UploadComplete' || job.state !== 'UploadComplete')) throw wrongState(job);
	if (state === 'UploadComplete' && job.csv === '') throw wrongState(job);
	job.state = state;
	job.changedAt = call.store.now();
	return { json: info(job) };
};

export const jobInfo: Endpoint = (call) => {
	const job = jobOf(call);
	if (job.state === 'UploadComplete') job.state = 'InProgress';
	job.polls += 1;
	call.bulk.settle();
	return { json: info(job) };
};

export const jobs: Endpoint = ({ bulk }) => ({
	json: { done: true, records: [...bulk.jobs.values()].map(info), nextRecordsUrl: null },
});

export const deleteJob: Endpoint = (call) => {
	const job = jobOf(call);
	if (!['JobComplete', 'Failed', 'Aborted'].includes(job.state)) throw wrongState(job);
	call.bulk.jobs.delete(job.id);
	return empty();
};

/** successfulResults, failedResults and unprocessedrecords: CSV with sf__ columns before those that were sent. */
export const results: Endpoint = (call) => {
	const job = jobOf(call);
	const kind = call.parts[1]!.toLowerCase();
	if (kind === 'successfulresults')
		return table(call, job, ['sf__Id', 'sf__Created'], job.done, ({ id, created }) => [id, String(created)]);
	if (kind === 'failedresults')
		return table(call, job, ['sf__Id', 'sf__Error'], job.failed, ({ id, error }) => [id, error]);
	return table(
		call,
		job,
		[],
		job.unprocessed.map((cells) => ({ cells })),
		() => [],
	);
};

function table<T extends { cells: string[] }>(
	{ switches }: Call,
	job: Job,
	columns: string[],
	rows: readonly T[],
	lead: (row: T) => string[],
): VendorReply {
	const line = (cells: string[]) => csvLine(cells, DELIMITERS[job.delimiter], LINE_ENDS[job.lineEnding]);
	const ordered = switches.bulkResultOrder === 'reversed' ? [...rows].reverse() : rows;
	const lines = ordered.map((row) => line([...lead(row), ...row.cells]));
	return { headers: { 'Content-Type': 'text/csv' }, body: line([...columns, ...job.header]) + lines.join('') };
}

function jobOf({ bulk, parts }: Call): Job {
	const job = bulk.jobs.get(parts[0]!);
	if (!job) throw new Refusal(404, 'NOT_FOUND', 'The requested resource does not exist');
	return job;
}

const wrongState = ({ state }: Job) => new Refusal(400, 'INVALIDJOBSTATE', `Not possible in the state ${state}`);

function choice<T extends string>(value: unknown, choices: readonly T[], name: string): T {
	if (choices.includes(value as T)) return value as T;
	throw new Refusal(400, 'INVALIDJOB', `${name}: one of ${choices.join(', ')} is needed`);
}

const info = (job: Job) => ({
	id: job.id,
	operation: job.operation,
	object: job.table.name,
	createdById: job.login.id,
	createdDate: wireTime(job.createdAt),
	systemModstamp: wireTime(job.changedAt),
	state: job.state,
	...(job.external ? { externalIdFieldName: job.external.name } : {}),
	concurrencyMode: 'Parallel',
	contentType: 'CSV',
	apiVersion: Number(job.version),
	contentUrl: `services/data/v${job.version}/jobs/ingest/${job.id}/batches`,
	lineEnding: job.lineEnding,
	columnDelimiter: job.delimiter,
	jobType: 'V2Ingest',
	retries: 0,
	totalProcessingTime: 0,
	numberRecordsProcessed: job.done.length + job.failed.length,
	numberRecordsFailed: job.failed.length,
	...(job.error === null ? {} : { errorMessage: job.error }),
});
