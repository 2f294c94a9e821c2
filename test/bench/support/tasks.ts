import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { startStreamsoft, type StreamsoftSimulator } from '../../../sandbox/streamsoft';
import { operatorOf, TASK_TYPE, ZONE } from './calendars';

export const STREAMSOFT_TYPE = 'n8n-nodes-crm-sync.streamsoftTrigger';

const DAY_MS = 24 * 3_600_000;
const DAYS = 300;

export interface TasksOptions {
	/** Default 1; the tasks are spread over them. */
	operators?: number;
	tasks: number;
}

/** Streamsoft with one synchronised event type and so many tasks, an hour each, all within a year from now. */
export async function startTasks({ operators = 1, tasks }: TasksOptions): Promise<StreamsoftSimulator> {
	const sim = await startStreamsoft();
	await sim.seed({
		operators: Array.from({ length: operators }, (_, at) => ({ login: operatorOf(at + 1), name: operatorOf(at + 1) })),
		types: [{ name: TASK_TYPE, synchronised: true }],
	});
	if (tasks > 0) await grow(sim, tasks);
	return sim;
}

/** So many tasks more. @returns the ids of the first and the last */
export async function grow(sim: StreamsoftSimulator, count: number): Promise<{ first: number; last: number }> {
	const from = `${new Date(Date.now() + DAY_MS).toISOString().slice(0, 10)} 08:00:00`;
	const minutes = Math.max(1, Math.min(15, Math.floor((DAYS * 24 * 60) / count)));
	return await sim.act.grow({ count, from, minutes });
}

/** As typed into n8n. */
export function streamsoftCredential({ database: at }: StreamsoftSimulator): ICredentialDataDecryptedObject {
	const { host, port, database, user: userName, password } = at;
	return { host, port, database, userName, password, timezone: ZONE };
}

const RUNS: ReadonlySet<string | undefined> = new Set(['execute', 'execute2', 'exec_immediate', 'exec_immediate2']);
const CHANGES = /^\s*(insert|update|delete|execute)\b/i;

/** Statements that came over the wire since the last `requests.clear`, and how many of them change something. */
export function statements({ requests }: StreamsoftSimulator): { all: number; writes: number } {
	const run = requests.entries.filter(({ action }) => RUNS.has(action));
	return { all: run.length, writes: run.filter(({ query }) => CHANGES.test(String(query.sql ?? ''))).length };
}
