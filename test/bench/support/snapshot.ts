import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { StreamsoftSimulator } from '../../../sandbox/streamsoft';
import { streamsoftCredential } from './tasks';

/** What a reading process is told. */
export interface Asked {
	/** Polls of our trigger, or the bare query by node-firebird alone. */
	how: 'poll' | 'query';
	rounds: number;
	/** As typed into n8n; past the proxy, so that nothing but the server takes time elsewhere. */
	credential: ICredentialDataDecryptedObject;
	/** Of the bare query. */
	sql: string;
}

/** What it found out about itself. */
export interface Found {
	rows: number;
	/** Of each round. */
	ms: number[];
	/** What is in use after the last round, above that before the first reading, in MB. */
	heldMb: number;
	/** Highest resident memory while it read, above that before the first reading, in MB. */
	peakMb: number;
	/** Highest resident memory of the last round, above that of the first, in MB. */
	grownMb: number;
}

/** Reads in another process, so that the work of this one is not taken for the reader's. */
export async function readElsewhere(
	sim: StreamsoftSimulator,
	asked: Pick<Asked, 'how' | 'rounds' | 'sql'>,
): Promise<Found> {
	const credential = { ...streamsoftCredential(sim), port: sim.database.directPort! };
	const args = ['--expose-gc', '--import', 'tsx', join(__dirname, 'snapshotReader.ts')];
	const env = { ...process.env, NODE_OPTIONS: '' };
	const { stdout } = await promisify(execFile)(process.execPath, [...args, JSON.stringify({ ...asked, credential })], {
		env,
	});
	return JSON.parse(stdout) as Found;
}
