import { harness, installed } from '../support/workflow';
import { row, type Row } from './row';
import { readElsewhere } from './support/snapshot';
import { startTasks, STREAMSOFT_TYPE, streamsoftCredential } from './support/tasks';

const TASKS = 100_000;
const ROUNDS = 3;

/** A hundred thousand tasks read and compared by the trigger's poll, against the bare query for the same columns; each in a process of its own. */
export async function rows(): Promise<Row[]> {
	const sim = await startTasks({ tasks: TASKS });
	try {
		const sql = await queryOf(sim);
		const bare = await readElsewhere(sim, { how: 'query', rounds: ROUNDS, sql });
		if (bare.rows !== TASKS) throw new Error(`The bare query gave ${bare.rows} of ${TASKS} tasks.`);
		const poll = await readElsewhere(sim, { how: 'poll', rounds: ROUNDS, sql });
		const [time, peer] = [Math.min(...poll.ms), Math.min(...bare.ms)];
		const about = `snapshot of ${TASKS} tasks by the trigger's poll`;
		const by = 'peer: node-firebird alone, same columns';
		return [
			row(`${about}: time (${by})`, time, 'ms', Number((2 * peer).toPrecision(3)), peer),
			row(`${about}: time over the bare query`, time / peer, 'times', 2),
			row(`${about}: memory that is held afterwards (${by}, all rows let go)`, poll.heldMb, 'MB', 64, bare.heldMb),
			row(`${about}: peak growth of resident memory (${by}, all rows held)`, poll.peakMb, 'MB', 200, bare.peakMb),
			row(`${about}: peak of the last of ${ROUNDS} polls over that of the first`, poll.grownMb, 'MB', 64),
		];
	} finally {
		await sim.close();
	}
}

/** What the trigger asks the database for, as it goes over the wire; without its conditions, which all tasks fulfil. */
async function queryOf(sim: Awaited<ReturnType<typeof startTasks>>): Promise<string> {
	const credentials = { streamsoftFirebirdApi: streamsoftCredential(sim) };
	const n8n = await harness({ ...(await installed()), credentials });
	try {
		const parameters = { triggerOn: 'taskCreatedUpdatedOrDeleted', startWith: 'now', options: {} };
		const node = { name: 'Trigger', type: STREAMSOFT_TYPE, parameters };
		sim.requests.clear();
		await n8n.polled({ nodes: [node] }, 'Trigger').activate();
		const asked = sim.requests.entries.map(({ query }) => String(query.sql ?? ''));
		const [select] = asked
			.filter((sql) => sql.startsWith('SELECT E.') && sql.includes(' WHERE '))
			.map((sql) => sql.split(' WHERE ')[0]!);
		if (!select) throw new Error(`The trigger asked for no tasks, only: ${asked.join('; ')}`);
		return select;
	} finally {
		await n8n.dispose();
	}
}
