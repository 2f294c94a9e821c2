/** How a piece of work ended, as a value: so that what follows decides in the open and not inside a catch. */
export type Settled<T> = { value: T } | { error: unknown };

export async function settled<T>(work: () => Promise<T>): Promise<Settled<T>> {
	try {
		return { value: await work() };
	} catch (error) {
		return { error };
	}
}

export function settledNow<T>(work: () => T): Settled<T> {
	try {
		return { value: work() };
	} catch (error) {
		return { error };
	}
}
