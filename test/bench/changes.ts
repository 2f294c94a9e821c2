import { dealWonToTask } from '../../scripts/stories/nethunt-deal-won-to-worksection-task';
import { startAutomation, templateOf } from '../support/automation';
import { installed } from '../support/workflow';
import { row, type Row } from './row';

const CHANGES = 1_000;

/** A thousand deals are won between two polls: through the trigger and Create From Source, the governor off. */
export async function rows(): Promise<Row[]> {
	const automation = await startAutomation(await installed());
	const { sandbox, harness } = automation;
	const { nethunt, worksection } = sandbox;
	const trigger = harness.polled(templateOf(dealWonToTask.name, dealWonToTask, sandbox), 'NetHunt deal is won');
	await trigger.activate();
	for (let index = 0; index < CHANGES; index++) {
		const { id } = nethunt.act.createRecord({ folder: 'Deals', fields: { Name: `Deal ${index}`, Status: 'Lead' } });
		nethunt.act.setField({ record: id, field: 'Status', value: 'Won' });
	}
	const before = worksection.store.tasks.size;
	nethunt.requests.clear();
	worksection.requests.clear();
	const started = performance.now();
	const { batches, reported } = await trigger.poll();
	if (batches.length !== 1) throw new Error(`The poll gave ${batches.length} runs: ${reported[0]?.message ?? ''}`);
	const { error } = await batches[0]!.run();
	const seconds = (performance.now() - started) / 1000;
	if (error) throw error;
	const tasks = worksection.store.tasks.size - before;
	if (tasks !== CHANGES) throw new Error(`${tasks} tasks were made of ${CHANGES} changes.`);
	const requests = nethunt.requests.count() + worksection.requests.count();
	await automation.close();
	return [
		row(`${CHANGES} changes to ${CHANGES} tasks: requests in all`, requests, 'requests', CHANGES + 3),
		row(`${CHANGES} changes to ${CHANGES} tasks: time`, seconds, 's', 60),
	];
}
