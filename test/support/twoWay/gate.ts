/** How a request ends: `down` has no effect, `lost` has its effect and is told as a fault, `changed` likewise as a refusal. */
export type Fate = 'well' | 'down' | 'lost' | 'changed';

/** A request of a run that stands before a service. */
interface Call {
	run: number;
	/** What is asked for: `read tasks`, `write events` and so on. */
	what: string;
	isDone: boolean;
	/** Takes effect. */
	act(fate: Fate): void;
	/** Hands the answer over. */
	answer(): void;
}

/** What a request answers when it fails; nothing where it throws. */
export interface Failing<T> {
	fault?: (error: Error) => T;
	changed?: () => T;
}

/**
 * Every request of every run waits here until the history lets it pass: so runs and people interleave in any order, and a
 * run can end before or after the effect of a request, or between the effect and the answer.
 */
export class Gate {
	readonly calls: Call[] = [];
	/** Whether everything passes at once. */
	isOpen = false;

	async pass<T>(run: number, what: string, effect: () => T, failing: Failing<T> = {}): Promise<T> {
		if (this.isOpen) return effect();
		return await new Promise<T>((resolve, reject) => {
			let answer = () => {};
			const call: Call = {
				run,
				what,
				isDone: false,
				act: (fate) => {
					call.isDone = true;
					answer = this.answerOf(fate, effect, failing, resolve, reject);
				},
				answer: () => answer(),
			};
			this.calls.push(call);
		});
	}

	/** Lets a request take effect, and its answer arrive unless it is held back. */
	step(at: number, fate: Fate, isHeldBack: boolean): void {
		const call = this.calls[at];
		if (!call) return;
		if (!call.isDone) {
			call.act(fate);
			if (isHeldBack) return;
		}
		this.calls.splice(at, 1);
		call.answer();
	}

	/** The run is no more: what it asked for happens, or does not, and nobody hears of it. */
	drop(run: number, hasEffect: boolean): void {
		for (const call of this.calls.filter((one) => one.run === run)) {
			if (hasEffect && !call.isDone) call.act('well');
			this.calls.splice(this.calls.indexOf(call), 1);
		}
	}

	private answerOf<T>(
		fate: Fate,
		effect: () => T,
		{ fault, changed }: Failing<T>,
		resolve: (value: T) => void,
		reject: (error: Error) => void,
	): () => void {
		const fail = () => (fault ? resolve(fault(new Outage(fate))) : reject(new Outage(fate)));
		if (fate === 'down') return fail;
		const value = effect();
		if (fate === 'lost') return fail;
		return fate === 'changed' && changed ? () => resolve(changed()) : () => resolve(value);
	}
}

/** A failure of a service that the history asked for. */
export class Outage extends Error {}

/** Until every run stands before a service again. */
export const untilStill = async (): Promise<void> => await new Promise((resolve) => setImmediate(resolve));
