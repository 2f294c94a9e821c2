import type { PolledTrigger } from '../support/workflow';
import { row, type Row } from './row';
import { idsOf, startInStep, type InStep } from './support/inStep';
import { seconds } from './support/org';
import { STREAMSOFT_TYPE } from './support/tasks';

const PAIRS = 10_000;
const CALENDARS = 10;
const ROUNDS = 3;

/** Ten thousand linked pairs in ten calendars, and nothing changed: both triggers polled, then all pairs given to the sync node. */
export async function rows(): Promise<Row[]> {
	const pairs = await startInStep({ operators: CALENDARS, ownAccounts: true, tasks: PAIRS });
	try {
		return [...(await polled(pairs)), ...(await synced(pairs))];
	} finally {
		await pairs.close();
	}
}

async function polled(pairs: InStep): Promise<Row[]> {
	for (const trigger of [pairs.eventTrigger, pairs.taskTrigger]) {
		await trigger.activate();
		await quiet(trigger);
	}
	pairs.spent();
	let time = Infinity;
	for (let round = 0; round < ROUNDS; round++) {
		const taken = await seconds(async () => {
			await quiet(pairs.eventTrigger);
			await quiet(pairs.taskTrigger);
		});
		time = Math.min(time, taken);
	}
	const { requests, statements, writes } = pairs.spent();
	const withoutFeatures = await snapshotOnly(pairs);
	const about = `${PAIRS} linked pairs in ${CALENDARS} calendars, nothing changed, both triggers polled`;
	return [
		row(`${about}: requests to Google`, requests / ROUNDS, 'requests', CALENDARS),
		row(`${about}: queries to the database, counted on the wire`, withoutFeatures, 'queries', 1),
		// As the template does: one query more.
		row(`${about}, features compared too: queries`, statements / ROUNDS, 'queries', 2),
		row(`${about}: writes`, writes, 'writes', 0),
		row(`${about}: time`, time * 1000, 'ms', 2_000),
	];
}

/** The trigger as it is unless features are to be compared too. @returns queries of one poll */
async function snapshotOnly(pairs: InStep): Promise<number> {
	const parameters = { triggerOn: 'taskCreatedUpdatedOrDeleted', startWith: 'now', options: {} };
	const nodes = [{ name: 'Trigger', type: STREAMSOFT_TYPE, parameters }];
	const trigger = pairs.n8n.polled({ nodes }, 'Trigger');
	await trigger.activate();
	pairs.spent();
	await quiet(trigger);
	return pairs.spent().statements;
}

async function quiet(trigger: PolledTrigger): Promise<void> {
	const { batches, reported } = await trigger.poll();
	if (reported[0]) throw reported[0];
	if (batches.length > 0) throw new Error(`${batches[0]!.items.length} changes came where nothing was changed.`);
}

async function synced(pairs: InStep): Promise<Row[]> {
	const ids = await idsOf(pairs);
	await pairs.sync(ids);
	pairs.spent();
	let time = Infinity;
	for (let round = 0; round < ROUNDS; round++) {
		const taken = await seconds(async () => {
			const { counts } = await pairs.sync(ids);
			if (counts.unchanged !== PAIRS) throw new Error(`Not all were found in step: ${JSON.stringify(counts)}`);
		});
		time = Math.min(time, taken);
	}
	const { requests, statements, writes } = pairs.spent();
	const about = `${PAIRS} linked pairs in ${CALENDARS} calendars, nothing changed, all given to the sync node`;
	return [
		// The list of calendars and the events of each.
		row(`${about}: requests to Google`, requests / ROUNDS, 'requests', 2 * CALENDARS),
		// In lists of a thousand: tasks where they belong, tasks as they are, features with each; and some lists.
		row(`${about}: queries to the database`, statements / ROUNDS, 'queries', (4 * PAIRS) / 1000 + 10),
		row(`${about}: writes`, writes, 'writes', 0),
		row(`${about}: time`, time * 1000, 'ms', 2_000),
	];
}
