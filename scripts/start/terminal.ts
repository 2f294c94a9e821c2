const started = Date.now();
const elapsed = () => `${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s`;

/** One line with the time since the start. */
export function say(text: string) {
	console.log(`${elapsed()}  ${text}`);
}

/** A fact below the line before it; a text of several lines is kept in shape. */
export function tell(fact: string) {
	for (const line of fact.split('\n')) console.log(`${' '.repeat(10)}  ${line}`);
}

export function heading(text: string) {
	console.log(`\n${text}`);
}

/** Runs `work` and says every few seconds that it is still going on. */
export async function withProgress<T>(what: string, work: () => T | Promise<T>, everyMs = 5000): Promise<T> {
	const began = Date.now();
	const ticking = setInterval(() => say(`… ${what} (${Math.round((Date.now() - began) / 1000)} s)`), everyMs);
	try {
		return await work();
	} finally {
		clearInterval(ticking);
	}
}
