import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import {
	heliosGreenDemo,
	heliosGreenLogin,
	heliosGreenNumbers,
	startHeliosGreen,
	type HeliosGreenSimulator,
} from '../../../sandbox/heliosGreen';
import { LATENCY_MS } from './org';

/** What a reading process is told. */
export interface Reading {
	/** Streamed in batches, with the resident memory or with what is held after collection measured; or by the node. */
	how: 'stream' | 'held' | 'node';
	folder: string;
	template: string;
	/** How many are wanted. */
	rows: number;
	/** Read before it begins to measure. */
	warmUp: number;
	/** As typed into n8n. */
	credential: Record<string, unknown>;
}

/** What it found out about itself; memory above what it had before the first row. */
export interface Measured {
	rows: number;
	ms: number;
	/** Highest memory while reading, above that before the first row, in MB. */
	grownMb: number;
}

const { companies } = heliosGreenNumbers;

/** Helios Green with so many companies. */
export async function startHelios(count: number): Promise<HeliosGreenSimulator> {
	const sim = await startHeliosGreen({ latencyMs: LATENCY_MS });
	const demo = heliosGreenDemo();
	sim.seed({ ...demo, records: [] });
	sim.act.grow({ folder: companies.folder, count, gapMs: 10 });
	return sim;
}

export const companiesOf = { folder: String(companies.folder), template: String(companies.template) };

export function typedFor({ url }: HeliosGreenSimulator): Record<string, unknown> {
	const { path, profile, username, password } = heliosGreenLogin;
	return { serviceGateAddress: url + path, databaseProfile: profile, userName: username, password };
}

/** Reads in another process, so that the simulator's memory and work are not taken for the reader's. */
export async function readElsewhere(
	sim: HeliosGreenSimulator,
	asked: Pick<Reading, 'how' | 'rows' | 'warmUp'>,
): Promise<Measured> {
	const reading: Reading = { ...asked, ...companiesOf, credential: typedFor(sim) };
	const args = ['--expose-gc', '--import', 'tsx', join(__dirname, 'heliosReader.ts'), JSON.stringify(reading)];
	const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, NODE_OPTIONS: '' } });
	const measured = JSON.parse(stdout) as Measured;
	if (measured.rows !== asked.rows) throw new Error(`${measured.rows} rows came, ${asked.rows} were asked for.`);
	return measured;
}
