import type { Fault } from '../../sandbox/common';
import type { PolledTrigger } from '../support/workflow';

const HOW: Fault[] = [
	{ status: 429, retryAfter: 0 },
	{ status: 500 },
	{ status: 503 },
	{ reset: 'before' },
	{ reset: 'after' },
	{ reply: 'html' },
	{ reply: 'malformed' },
	{ reply: 'truncated' },
	{ reply: 'wrongTypes' },
	{ reply: 'empty' },
];

/** A repeatable number in [0, 1). */
export function randomFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
		return state / 2 ** 32;
	};
}

/** Lets a share of all requests of a vendor fail, in ten ways. */
export function spoil({ faults }: { faults: { inject(fault: Fault): void } }, share: number): void {
	for (const fault of HOW) faults.inject({ ...fault, probability: share / HOW.length, times: Infinity });
}

/** One poll of each trigger with all its runs; some runs are lost with their process, and sometimes n8n is restarted. */
export async function unsteadily(triggers: readonly PolledTrigger[], random: () => number): Promise<void> {
	for (const trigger of triggers) {
		for (const batch of (await trigger.poll()).batches) await (random() < 0.1 ? batch.lose() : batch.run());
	}
	if (random() < 0.15) for (const trigger of triggers) trigger.restart();
}
