import './world';

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { StreamsoftSimulator } from '../../../sandbox/streamsoft';
import { credentialFor, startWorld } from './world';

let sim: StreamsoftSimulator;
beforeAll(async () => {
	sim = await startWorld();
});
afterAll(async () => await sim.close());

test.each(['UTC', 'Europe/Warsaw', 'America/New_York'])(
	'the time zone of the process (%s) has no part in times',
	async (zone) => {
		const args = ['--import', 'tsx', join(__dirname, 'zoneWork.ts'), JSON.stringify(credentialFor(sim))];
		const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, TZ: zone } });
		expect(JSON.parse(stdout)).toEqual({
			zone,
			start: '2026-03-29 02:30:00',
			end: '2026-10-25 02:30:00',
			isFound: true,
			row: { DATAOD: '2026-03-29 02:30:00', D: '2026-03-29', T: '02:30:00' },
		});
	},
);
