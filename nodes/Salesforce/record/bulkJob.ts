import { Fault } from '../../shared/fault';
import { settled } from '../../shared/settled';
import type { IngestJob, SalesforceApi, SaveResult } from '../api';
import type { Values } from '../shape';
import type { Saved } from './collections';
import { cell, recordsOf } from './csv';

interface Work {
	object: string;
	externalId: string;
	/** No external ID stands in it twice. */
	rows: readonly Values[];
	hint(line: string): void;
}

/** Far below the 150 MB of a job (salesforce.md 3), so that its results can be read in one piece. */
const JOB_BYTES = 20_000_000;

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15_000;
/** Polls of up to 15 seconds: about two hours. */
const MOST_POLLS = 500;

/** Writes records with bulk jobs and puts the results back into the order of the rows. What a job did not get to fails. */
export async function upsertInBulk(api: SalesforceApi, work: Work): Promise<Saved[]> {
	const results: Saved[] = [];
	for (const { csv, keys } of jobsOf(work)) {
		const done = await settled(async () => await runJob(api, work, csv));
		for (const key of keys) results.push('value' in done ? (done.value.get(key) ?? lost(key)) : (done.error as Error));
	}
	return results;
}

interface Job {
	csv: string;
	/** External IDs, row by row. */
	keys: string[];
}

function* jobsOf({ rows, externalId }: Pick<Work, 'rows' | 'externalId'>): Generator<Job> {
	const columns = [...new Set([externalId, ...rows.flatMap((row) => Object.keys(row))])];
	const heading = `${columns.join(',')}\n`;
	let parts: string[] = [];
	let keys: string[] = [];
	let length = 0;
	for (const row of rows) {
		const line = `${columns.map((name) => cell(row[name])).join(',')}\n`;
		const bytes = Buffer.byteLength(line);
		if (length + bytes > JOB_BYTES && parts.length > 0) {
			yield { csv: heading + parts.join(''), keys };
			[parts, keys, length] = [[], [], 0];
		}
		parts.push(line);
		keys.push(keyOf(String(row[externalId])));
		length += bytes;
	}
	yield { csv: heading + parts.join(''), keys };
}

async function runJob(api: SalesforceApi, work: Work, csv: string): Promise<Map<string, Saved>> {
	const id = await filledJob(api, work, csv);
	await started(api, id);
	const job = await ended(api, id);
	work.hint(`Bulk job ${id} ended with ${job.state}.`);
	return await resultsOf(api, work, job);
}

/** Nothing happens before a job is started, so a job whose rows may not have arrived is given up for a new one. */
async function filledJob(api: SalesforceApi, { object, externalId }: Work, csv: string): Promise<string> {
	for (let attempt = 1; ; attempt++) {
		const { id } = await api.openJob(object, externalId);
		const filled = await settled(async () => await api.fillJob(id, csv));
		if ('value' in filled) return id;
		await settled(async () => await api.abortJob(id));
		const { error } = filled;
		if (attempt > 1 || !(error instanceof Fault) || !error.passing) throw error;
	}
}

/** When the answer is lost, the state of the job tells whether it has begun. */
async function started(api: SalesforceApi, id: string): Promise<void> {
	const outcome = await settled(async () => await api.startJob(id));
	if ('value' in outcome) return;
	const { state } = await told(id, async () => await api.jobState(id));
	if (state !== 'Open') return;
	await settled(async () => await api.abortJob(id));
	throw outcome.error;
}

/** From its start on a job goes on without us: whoever cannot ask it any more does not know what it has written. */
async function told<T>(id: string, ask: () => Promise<T>): Promise<T> {
	const outcome = await settled(ask);
	if ('value' in outcome) return outcome.value;
	const { error } = outcome;
	if (!(error instanceof Fault)) throw error;
	const message = `Bulk job ${id} was started, but what became of it could not be read. ${error.message}`;
	throw new Fault(error.kind, message, { effect: 'unknown', advice: LOOK });
}

const LOOK = 'Look at it in Setup, Bulk Data Load Jobs. Running again is safe: records are found by their external ID.';

const ENDED: ReadonlySet<string> = new Set(['JobComplete', 'Failed', 'Aborted']);

async function ended(api: SalesforceApi, id: string): Promise<IngestJob> {
	for (let poll = 0; poll < MOST_POLLS; poll++) {
		const job = await told(id, async () => await api.jobState(id));
		if (ENDED.has(job.state)) return job;
		await api.wait(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 1.5 ** poll));
	}
	throw new Fault('timedOut', `Bulk job ${id} has not ended within two hours; it goes on in Salesforce.`, {
		effect: 'unknown',
		advice: LOOK,
	});
}

async function resultsOf(api: SalesforceApi, { externalId }: Work, job: IngestJob): Promise<Map<string, Saved>> {
	const results = new Map<string, Saved>();
	const kinds = ['successful', 'failed', 'unprocessed'] as const;
	const [successful, failed, unprocessed] = await told(
		job.id,
		async () => await Promise.all(kinds.map(async (kind) => recordsOf(await api.jobResults(job.id, kind)))),
	);
	for (const row of unprocessed ?? []) results.set(keyOf(row[externalId]), notReached(job));
	for (const row of failed ?? []) results.set(keyOf(row[externalId]), refused(row.sf__Error ?? ''));
	for (const row of successful ?? []) {
		results.set(keyOf(row[externalId]), {
			success: true,
			id: row.sf__Id ?? '',
			created: row.sf__Created?.toLowerCase() === 'true',
		});
	}
	return results;
}

/** Outer spaces of an external ID do not count, and may be gone in the results. */
const keyOf = (value: string | undefined): string => (value ?? '').trim();

/** `REQUIRED_FIELD_MISSING:Required fields are missing: [LastName]:LastName --` */
function refused(text: string): SaveResult {
	const [, statusCode = 'UNKNOWN', message = text, names = ''] =
		/^([A-Z_]+):(.*?)(?::([\w, ]*) ?--)?$/s.exec(text) ?? [];
	const fields = names.split(',').flatMap((name) => name.trim() || []);
	return { success: false, errors: [{ statusCode, message, ...(fields.length > 0 && { fields }) }] };
}

const notReached = ({ id, state, errorMessage }: IngestJob): Fault =>
	new Fault(
		'unavailable',
		`Bulk job ${id} ended with ${state} before it came to this record${errorMessage ? `: ${errorMessage}` : ''}.`,
		{ advice: 'Run again; records are found by their external ID, so none is created twice.' },
	);

const lost = (key: string): Fault =>
	new Fault('unreadable', `The bulk job told nothing about the record ${key}.`, {
		effect: 'unknown',
		advice: 'Run again; records are found by their external ID, so none is created twice.',
	});
