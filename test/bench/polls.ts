import { dealWonToTask } from '../../scripts/stories/nethunt-deal-won-to-worksection-task';
import { startAutomation, templateOf } from '../support/automation';
import { installed } from '../support/workflow';
import { median, row, type Row } from './row';

const SIZES = [1_000, 10_000, 100_000];
const CHANGES = 5;
const ROUNDS = 9;

/** A NetHunt poll that finds five changes, in folders of growing size: it costs what changed, not what there is. */
export async function rows(): Promise<Row[]> {
	const measured = [];
	for (const size of SIZES) measured.push({ size, ...(await measure(size)) });
	const [smallest] = measured;
	return measured.flatMap(({ size, requests, ms }) => [
		row(`NetHunt poll with ${CHANGES} changes, ${size} records: requests`, requests, 'requests', 2),
		row(
			`NetHunt poll with ${CHANGES} changes, ${size} records: time over 1,000 records`,
			ms / smallest!.ms,
			'times',
			1.5,
			1,
		),
	]);
}

async function measure(size: number): Promise<{ requests: number; ms: number }> {
	const automation = await startAutomation(await installed());
	const { sandbox, harness } = automation;
	const records = Array.from({ length: size }, (_, index) => ({ fields: { Name: `Deal ${index}`, Status: 'Lead' } }));
	sandbox.nethunt.reset();
	sandbox.nethunt.seed({ folders: [{ name: 'Deals', fields: ['Name', 'Status', 'Owner'], records }] });
	const trigger = harness.polled(templateOf(dealWonToTask.name, dealWonToTask, sandbox), 'NetHunt deal is won');
	await trigger.activate();
	const times: number[] = [];
	let requests = 0;
	for (let round = 0; round < ROUNDS; round++) {
		for (let index = 0; index < CHANGES; index++) {
			sandbox.nethunt.act.setField({ record: `Deal ${round * CHANGES + index}`, field: 'Status', value: 'Won' });
		}
		sandbox.nethunt.requests.clear();
		const started = performance.now();
		const { batches, reported } = await trigger.poll();
		times.push(performance.now() - started);
		if (batches[0]?.items.length !== CHANGES)
			throw new Error(`A poll gave ${batches[0]?.items.length ?? 0} changes: ${reported[0]?.message ?? ''}`);
		requests = Math.max(requests, sandbox.nethunt.requests.count());
		await batches[0].succeed();
	}
	await automation.close();
	return { requests, ms: median(times) };
}
