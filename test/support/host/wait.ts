export const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * Asks again and again until `probe` gives something other than undefined, null or false. Fails after `withinMs` with what
 * was waited for; an error of the probe itself ends the waiting at once.
 */
export async function until<T>(
	what: string,
	probe: () => T | Promise<T>,
	withinMs = 60_000,
	everyMs = 100,
): Promise<NonNullable<Exclude<T, false>>> {
	const end = Date.now() + withinMs;
	for (;;) {
		const value = await probe();
		if (value !== undefined && value !== null && value !== false) return value as NonNullable<Exclude<T, false>>;
		if (Date.now() > end) throw new Error(`Waited ${Math.round(withinMs / 1000)} s for ${what}; it did not happen.`);
		await sleep(everyMs);
	}
}
