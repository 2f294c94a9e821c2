import type { PolledTrigger } from '../support/workflow';
import { median, row, type Row } from './row';
import { startInStep, type InStep } from './support/inStep';
import { seconds } from './support/org';

const SIZES = [1_000, 10_000, 100_000];
const CALENDARS = 10;
const CHANGES = 100;
const ROUNDS = 3;

/** What one kind of work costs, with so many changes. */
interface Cost {
	ms: number;
	/** Requests to Google. */
	requests: number;
	/** Statements to the database. */
	statements: number;
}

type Work = 'events' | 'tasks' | 'sync';
type Measured = { size: number } & Record<Work, Cost>;

/** A hundred changes among more and more linked pairs: what the triggers' polls and the sync node cost. */
export async function rows(): Promise<Row[]> {
	const all: Measured[] = [];
	for (const size of SIZES) all.push({ size, ...(await measure(size)) });
	const [least, most] = [all[0]!, all.at(-1)!];
	const about = ({ size }: Measured) => `${CHANGES} changes among ${size} linked pairs`;
	const over = (of: (one: Measured) => number) => of(most) / of(least);
	const sizes = `${most.size} over ${least.size} pairs`;
	return [
		...all.flatMap((one) => [
			row(`${about(one)}: requests of the Google trigger's poll`, one.events.requests, 'requests', CALENDARS),
			row(`${about(one)}: requests of the sync node`, one.sync.requests, 'requests', least.sync.requests),
			row(`${about(one)}: queries of the sync node`, one.sync.statements, 'queries', least.sync.statements),
			row(`${about(one)}: time of the Google trigger's poll`, one.events.ms, 'ms', 500),
			row(`${about(one)}: time of the sync node`, one.sync.ms, 'ms', 1_000),
			row(
				`${about(one)}: Streamsoft trigger's poll, per 1,000 tasks`,
				perThousand(one),
				'ms',
				goalOf(perThousand(least)),
			),
		]),
		row(
			`${CHANGES} changes: time of the sync node, ${sizes}`,
			over(({ sync }) => sync.ms),
			'times',
			2,
		),
		// What is left is n8n, which writes down all that the trigger remembers.
		row(
			`${CHANGES} changes: time of the Google trigger's poll, ${sizes}`,
			over(({ events }) => events.ms),
			'times',
			6,
		),
	];
}

const goalOf = (ms: number): number => Number((1.5 * ms).toPrecision(3));
const perThousand = ({ tasks, size }: Measured): number => (tasks.ms * 1_000) / size;

async function measure(size: number): Promise<Record<Work, Cost>> {
	const pairs = await startInStep({ operators: CALENDARS, ownAccounts: true, tasks: size });
	try {
		for (const trigger of [pairs.eventTrigger, pairs.taskTrigger]) {
			const { reported } = await trigger.activate();
			if (reported[0]) throw reported[0];
		}
		const rounds: Array<Record<Work, Cost>> = [];
		// The first one does not count.
		for (let round = 0; round <= ROUNDS; round++) rounds.push(await changed(pairs, round));
		rounds.shift();
		const of = (work: Work, part: keyof Cost) => median(rounds.map((one) => one[work][part]));
		const cost = (work: Work): Cost => ({
			ms: of(work, 'ms'),
			requests: of(work, 'requests'),
			statements: of(work, 'statements'),
		});
		return { events: cost('events'), tasks: cost('tasks'), sync: cost('sync') };
	} finally {
		await pairs.close();
	}
}

/** People edit events, and others edit tasks. */
async function changed(pairs: InStep, round: number): Promise<Record<Work, Cost>> {
	const { calendars, tasks } = pairs;
	const from = 2 * round * CHANGES;
	const edited = pairs.events.slice(from, from + CHANGES);
	const others = pairs.events.slice(from + CHANGES, from + 2 * CHANGES);
	for (const { calendar, id } of edited) calendars.act.editEvent({ calendar, event: id, summary: `Edited ${round}` });
	for (const { task } of others) await tasks.act.editTask({ task, subject: `Zmienione ${round}` });
	const cost = async (work: () => Promise<void>): Promise<Cost> => {
		pairs.spent();
		const ms = (await seconds(work)) * 1000;
		const { requests, statements } = pairs.spent();
		return { ms, requests, statements };
	};
	const events = await cost(async () => await told(pairs.eventTrigger));
	const polled = await cost(async () => await told(pairs.taskTrigger));
	const sync = await cost(async () => {
		const { counts } = await pairs.sync(others.map(({ task }) => task));
		if (counts.updated !== CHANGES) throw new Error(`Not all events were updated: ${JSON.stringify(counts)}`);
	});
	return { events, tasks: polled, sync };
}

async function told(trigger: PolledTrigger): Promise<void> {
	const { batches, reported } = await trigger.poll();
	if (reported[0]) throw reported[0];
	const count = batches[0]?.items.length ?? 0;
	if (count !== CHANGES) throw new Error(`A poll told ${count} of ${CHANGES} changes.`);
	await batches[0]!.succeed();
}
