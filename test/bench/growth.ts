import { median, row, type Row } from './row';
import { daktelaUnchanged, heliosBrowse, salesforceUpserts, type Flow } from './support/flows';
import { seconds } from './support/org';

/** Sizes, and how often each is measured after a first time that does not count. */
const SIZES: ReadonlyArray<[size: number, rounds: number]> = [
	[1_000, 15],
	[10_000, 5],
	[100_000, 2],
];
const FLOWS: ReadonlyArray<[name: string, start: (size: number) => Promise<Flow>]> = [
	['Salesforce upserts', salesforceUpserts],
	['Daktela create or update, nothing changed', daktelaUnchanged],
	['Helios browse', heliosBrowse],
];

interface Measured {
	size: number;
	/** For each 1,000 records. */
	ms: number;
	/** For each 1,000 records. */
	requests: number;
}

/** Time and requests for each thousand records, when there are more and more of them. */
export async function rows(): Promise<Row[]> {
	const all: Row[] = [];
	for (const [name, start] of FLOWS) {
		const measured: Measured[] = [];
		for (const [size, rounds] of SIZES) measured.push(await measure(start, size, rounds));
		all.push(...rowsOf(name, measured));
	}
	return all;
}

async function measure(start: (size: number) => Promise<Flow>, size: number, rounds: number): Promise<Measured> {
	const flow = await start(size);
	try {
		await flow.run();
		flow.requests();
		const times: number[] = [];
		for (let round = 0; round < rounds; round++) times.push(await seconds(async () => await flow.run()));
		const thousands = size / 1_000;
		return { size, ms: (median(times) * 1_000) / thousands, requests: flow.requests() / rounds / thousands };
	} finally {
		await flow.close();
	}
}

function rowsOf(name: string, measured: readonly Measured[]): Row[] {
	const [least, most] = [measured[0]!, measured.at(-1)!];
	return [
		...measured.flatMap(({ size, ms, requests }) => [
			row(`${name}, ${size} records: requests per 1,000`, requests, 'requests', least.requests),
			row(`${name}, ${size} records: time per 1,000 (peer: of ${least.size})`, ms, 'ms', goalOf(least.ms), least.ms),
		]),
		// Also over the middle size, since what a run costs by itself weighs on the smallest.
		...measured
			.slice(0, -1)
			.map((one) =>
				row(`${name}: time per record, ${most.size} over ${one.size} records`, most.ms / one.ms, 'times', 1.5),
			),
	];
}

const goalOf = (ms: number): number => Number((1.5 * ms).toPrecision(3));
