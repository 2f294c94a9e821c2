import type { PolledTrigger, Polled } from '../../support/workflow';
import { salesforceToDaktela } from '../../../scripts/stories/salesforce-to-daktela';
import { startAutomation, templateOf, type Automation } from '../../support/automation';
import { installed } from '../../support/workflow';

/** The template that keeps Daktela current from Salesforce, with both its triggers. */
export interface Mirror extends Pick<Automation, 'sandbox' | 'close'> {
	companies: PolledTrigger;
	contacts: PolledTrigger;
}

export async function startMirror(): Promise<Mirror> {
	const automation = await startAutomation(await installed());
	const { harness, sandbox } = automation;
	const template = templateOf(salesforceToDaktela.name, salesforceToDaktela, sandbox);
	return {
		sandbox,
		companies: harness.polled(template, 'Salesforce account changed'),
		contacts: harness.polled(template, 'Salesforce contact changed'),
		close: automation.close,
	};
}

/** Runs what a poll gave. @returns how many changes it was. @throws what the poll or a run ended in */
export async function runAll({ batches, reported }: Polled): Promise<number> {
	if (reported[0]) throw reported[0];
	let count = 0;
	for (const batch of batches) {
		const { error } = await batch.run();
		if (error) throw error;
		count += batch.items.length;
	}
	return count;
}

/** Polls until there is nothing more. @returns how many changes there were */
export async function drain(trigger: PolledTrigger): Promise<number> {
	let all = 0;
	for (let count = await runAll(await trigger.poll()); count > 0; count = await runAll(await trigger.poll()))
		all += count;
	return all;
}
