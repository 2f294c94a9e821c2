import * as firebird from 'node-firebird';
import { attach as attachTo } from '../../../sandbox/streamsoft/database';
import {
	firebirdProblem,
	startStreamsoft,
	streamsoftDemo,
	type StreamsoftOptions,
	type StreamsoftSimulator,
} from '../../../sandbox/streamsoft';

export type Kit = Awaited<ReturnType<typeof openStreamsoft>>;
export type Row = Record<string, any>;

export const NOW = new Date('2026-05-04T09:00:00Z');

/** Like describe; where there is no Firebird, the name says why the tests are left out. */
export const describeFirebird = (name: string, tests: () => void) => {
	const problem = firebirdProblem();
	if (problem === undefined) describe(name, tests);
	else describe.skip(`${name} (${problem})`, tests);
};

/** A simulator, and the driver that a customer's integration would use, through its front door. */
export async function openStreamsoft(options?: StreamsoftOptions) {
	const sim = await startStreamsoft(options);
	const attach = async (more: Partial<firebird.Options> = {}) => {
		const { host, port, database, user, password } = sim.database;
		const attachment = await attachTo({
			host,
			port,
			database,
			user,
			password,
			encoding: 'UTF8',
			...more,
		});
		return attachment;
	};
	return {
		sim,
		attach,
		async fill() {
			await sim.reset();
			await sim.seed(streamsoftDemo(NOW));
			sim.requests.clear();
		},
		/** One statement in one transaction, on a connection that then ends. */
		async ask(sql: string, values: unknown[] = [], more?: Partial<firebird.Options>): Promise<Row[]> {
			const attachment = await attach(more);
			try {
				return await attachment.withTransaction(
					async (transaction) => [await transaction.queryAsync<Row>(sql, values)].flat(),
					{ isolation: firebird.ISOLATION_READ_COMMITTED, wait: false },
				);
			} finally {
				await attachment.detachAsync().catch(() => undefined);
			}
		},
		actions: (sim: StreamsoftSimulator) => sim.requests.entries.map(({ action }) => action),
		async close() {
			await sim.close();
		},
	};
}

/** Resolves with what went wrong. */
export const errorOf = (promise: Promise<unknown>): Promise<Error & { gdscode?: number; code?: string }> =>
	promise.then(
		() => Promise.reject(new Error('It was expected to fail.')),
		(error: Error) => error,
	);

/** The least there can be with a task. */
export const oneTask = {
	operators: [{ login: 'anna' }],
	types: [{ name: 'Spotkanie' }],
	tasks: [{ type: 'Spotkanie', operator: 'anna', subject: 'x', start: '2026-05-04 10:00:00' }],
};

/** The column N of a query on the system's tables. */
export const namesOf = async ({ ask }: Kit, sql: string) => (await ask(sql)).map(({ N }) => String(N).trim());
