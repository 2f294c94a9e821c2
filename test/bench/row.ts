/** One figure of the benchmark. */
export interface Row {
	name: string;
	value: number;
	unit: string;
	/** The most it may be. */
	goal: number;
	holds: boolean;
	/** What something comparable took in the same run, in the same unit; the name says what it is. */
	peer?: number;
	/** `value` divided by `peer`. */
	ratio?: number;
}

export function row(name: string, value: number, unit: string, goal: number, peer?: number): Row {
	const shown = round(value);
	const compared = peer === undefined ? {} : { peer: round(peer), ratio: round(value / peer) };
	return { name, value: shown, unit, goal, holds: shown <= goal, ...compared };
}

/** Counts as they are; of what is measured, three digits mean something. */
const round = (value: number): number => (Number.isInteger(value) ? value : Number(value.toPrecision(3)));

export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
